"""Reports."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit
from thidua.domain.reports.enums import Kind, State


class Report(models.Model):
    """A summary report of a unit on the days `from_on` to `until_on`, both included.

    `blocks`: the parts in order, each {"key", "kind": heading | text | items | table | chart, …}; `drafted` beside a text
    is what the data said, so that a new draft can tell what a person changed. `sources`: what the bracketed numbers in
    the texts stand for, [{"label", "page", "asked"}]. `gaps`: what the data do not hold, in words.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.CharField(_("loại báo cáo"), max_length=5, choices=Kind.choices)
    title = models.CharField(_("trích yếu"), max_length=300)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    state = models.CharField(_("trạng thái"), max_length=5, choices=State.choices, default=State.DRAFT)
    blocks = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-until_on", "-pk"]
        verbose_name = _("báo cáo tổng kết")
        constraints = [
            models.CheckConstraint(name="report_span", condition=Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="report_finished",
                condition=Q(state=State.DRAFT, finished_at__isnull=True)
                | Q(state=State.FINAL, finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
