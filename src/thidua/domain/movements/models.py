"""Movements."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.movements.enums import Method, Scope, State, Tier
from thidua.domain.organisations.models import Unit


class Movement(models.Model):
    """A movement that a unit launches for itself and every unit below it, for one year of achievement."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị phát động"))
    title = models.CharField(_("tên phong trào"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    tier = models.CharField(_("cấp phát động"), max_length=8, choices=Tier.choices, default=Tier.AGENCY)
    scope = models.CharField(_("phạm vi"), max_length=8, choices=Scope.choices, default=Scope.AGENCY)
    method = models.CharField(_("phương thức"), max_length=8, choices=Method.choices, default=Method.REGULAR)
    content = models.TextField(_("nội dung thi đua"))
    criteria = models.TextField(_("tiêu chí"), blank=True)
    starts_on = models.DateField(_("bắt đầu"))
    ends_on = models.DateField(_("kết thúc"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    launched_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("phong trào")
        constraints = [
            models.CheckConstraint(name="movement_period", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="movement_launched", condition=Q(state=State.DRAFT) | Q(launched_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
