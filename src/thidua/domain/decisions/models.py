"""Decisions, their lines, and the counters of numbers."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.decisions.enums import State
from thidua.domain.dossiers.models import Nomination
from thidua.domain.organisations.enums import Kind
from thidua.domain.organisations.models import Unit
from thidua.kernel import clock
from thidua.kernel.text import fold


def agency_name(unit: Unit) -> str:
    """The name under which the unit signs: a province or commune signs as its people's committee."""
    if unit.kind not in (Kind.PROVINCE, Kind.COMMUNE) or fold(unit.name).startswith(("uy ban", "ubnd")):
        return unit.name
    return f"Ủy ban nhân dân {unit.name[:1].lower()}{unit.name[1:]}"


class Decision(models.Model):
    """A decision of a unit's head to grant awards.

    The number is given with the signature, in one transaction, so that no number is ever left out.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành"))
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    title = models.CharField(_("trích yếu"), max_length=300)
    basis = models.TextField(_("căn cứ"), blank=True)
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.DRAFT)
    number = models.PositiveIntegerField(_("số"), null=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_post = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("quyết định")
        constraints = [
            models.UniqueConstraint(name="decision_number_once", fields=["unit", "number_year", "number"]),
            models.CheckConstraint(
                name="decision_state",
                condition=Q(state=State.DRAFT, number__isnull=True, signed_at__isnull=True, issued_at__isnull=True)
                | (
                    Q(state=State.SIGNED, number__isnull=False, number_year__isnull=False)
                    & Q(signed_at__isnull=False, issued_at__isnull=True)
                    & ~Q(signer_name="")
                )
                | (
                    Q(state=State.ISSUED, number__isnull=False, number_year__isnull=False)
                    & Q(signed_at__isnull=False, issued_at__isnull=False, issued_on__isnull=False)
                    & ~Q(signer_name="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def full_number(self) -> str:
        """Number and symbol as on the paper, "05/QĐ-SNV" (Nghị định 30/2020, phụ lục I); empty until it is signed."""
        return f"{self.number:02d}/QĐ-{self.unit.code}" if self.number else ""

    @property
    def dated_on(self) -> dt.date | None:
        """The day on the paper: that of signature and number, so that days follow numbers."""
        return clock.day(self.signed_at) if self.signed_at else None

    @property
    def is_deputy_signing(self) -> bool:
        """Whether a deputy signs in the head's place (KT.)."""
        return self.signer_post.startswith("Phó ")

    @property
    def head_post(self) -> str:
        """The bare post in whose name the decision is made: the head's, also where a deputy signs."""
        post = self.signer_post.removeprefix("Phó ")
        folded, end = fold(post), len(post)
        for ending in (fold(self.unit.name), "uy ban nhan dan", "ubnd"):
            start = folded.find(ending)
            end = min(end, start) if start > 0 and len(folded) == len(post) else end
        post = post[:end].strip()
        return post[:1].upper() + post[1:]

    @property
    def grantor(self) -> str:
        """Who grants, in words: "Giám đốc Sở Nội vụ", "Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh"."""
        return f"{self.head_post} {agency_name(self.unit)}".strip()


class Line(models.Model):
    """One award that the decision grants."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.nomination)


class Counter(models.Model):
    """The last number that a unit gave in a calendar year; the row is locked while a number is given."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="counter_once", fields=["unit", "year"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}: {self.last}"
