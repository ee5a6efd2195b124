"""Batches, their lines, what agencies call the columns, and what a batch made."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.base.files.models import StoredFile
from thidua.domain.imports.enums import OVER, Kind, Standing, State
from thidua.domain.organisations.models import Unit


class Batch(models.Model):
    """One list brought in for a unit and those below it; without `file` it was pasted.

    `sheets`: what the reader told of every sheet (name, is_hidden, is_sample, title, row_count). `headings`: [letter,
    heading] of the chosen one, `refused`: those of its columns that are not kept. `columns`: place of a column, as text →
    field; `defaults`: field → the text that holds where no column gives one. `checked_up_to`: the last line checked.
    `seen`: how many batches had been written and undone when the check began. `counts`: standing → lines. `error`: why the
    last step did not end. `acted_by`: who asked to write it, or to undo it.
    """

    kind = models.CharField(_("loại danh sách"), max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=160)
    digest = models.CharField(max_length=64)
    sheet = models.CharField(_("trang tính"), max_length=120, blank=True)
    sheets = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    checked_up_to = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("lô nhập")
        constraints = [
            models.UniqueConstraint(
                name="batch_once", fields=["unit", "kind", "digest", "sheet"], condition=~Q(state__in=[*OVER])
            ),
            models.CheckConstraint(
                name="batch_written",
                condition=Q(state__in=[State.WRITTEN, State.UNDOING, State.UNDONE], written_at__isnull=False)
                | ~Q(state__in=[State.WRITTEN, State.UNDOING, State.UNDONE]),
            ),
            models.CheckConstraint(name="batch_failed", condition=~Q(state=State.FAILED) | ~Q(error="")),
        ]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """One row of the list. `number`: as it stands in the spreadsheet. `cells`: the texts as they were handed in.

    `was`: place of a cell → its text before its font was mended. `mended`: field → the text typed on the screen instead.
    `values`: what is written, by field. `problems`: see `checks.problems`. `key`: what two lines on the same thing share.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    was = models.JSONField(default=dict)
    mended = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=Standing.choices, default=Standing.UNCHECKED)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(name="line_once", fields=["batch", "number"])]
        indexes = [models.Index(fields=["batch", "state"]), models.Index(fields=["batch", "key"])]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class ColumnMemory(models.Model):
    """What an agency means by the heading of a column in a kind of list; no field: the column is left out."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["unit", "kind", "heading"]
        constraints = [models.UniqueConstraint(name="column_memory_once", fields=["unit", "kind", "heading"])]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class Made(models.Model):
    """One thing that a batch wrote, so that it can be taken back. `model`: its label, such as `people.person`."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="made")
    model = models.CharField(max_length=60)
    thing = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="made_once", fields=["batch", "model", "thing"])]

    def __str__(self) -> str:
        return f"{self.model} {self.thing}"
