"""The export of a list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.base.exports.enums import OPEN, State


class Export(models.Model):
    """One list to be written into a file: whose, at which address of the desk (`path`, `query`), as which kind of file.

    `acting_for` is the id of the unit acted for when it was asked. `beat_at`: the worker's last sign of life; `tries`: how
    often one began. `done` of `total` rows are written; `size` of the file in bytes.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    acting_for = models.BigIntegerField(null=True)
    title = models.CharField(_("danh sách"), max_length=300)
    path = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    kind = models.CharField(_("loại tệp"), max_length=8)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("bản xuất danh sách")
        constraints = [
            models.CheckConstraint(
                name="export_finished",
                condition=Q(state__in=[*OPEN], finished_at__isnull=True)
                | Q(state__in=[State.DONE, State.CANCELLED], finished_at__isnull=False)
                | (Q(state=State.FAILED, finished_at__isnull=False) & ~Q(error="")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """How much is written, in hundredths."""
        return min(100, self.done * 100 // self.total) if self.total else 0
