"""Sheets and results."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.assessment.enums import Discipline, Grade, State
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person


class Sheet(models.Model):
    """The year's assessment of one unit and its people."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(name="sheet_once", fields=["unit", "year"]),
            models.CheckConstraint(
                name="sheet_closed",
                condition=Q(state=State.OPEN, closed_at__isnull=True) | Q(state=State.CLOSED, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class Result(models.Model):
    """The year of one person, or of the unit as a collective (no person). An empty grade is not known."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(_("xếp loại"), max_length=20, choices=Grade.choices, blank=True)
    discipline = models.CharField(_("kỷ luật"), max_length=14, choices=Discipline.choices, default=Discipline.NONE)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="result_once_person", fields=["sheet", "person"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(name="result_once_unit", fields=["sheet"], condition=Q(person__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.get_grade_display() or "?"
