"""Units."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.enums import Kind, Level


class Unit(models.Model):
    """An agency or a part of one. It is a collective that can be honoured."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("cấp thẩm quyền"), max_length=10, choices=Level.choices, default=Level.NONE)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        ordering = ["path"]
        verbose_name = _("đơn vị")
        constraints = [
            models.CheckConstraint(
                name="unit_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name
