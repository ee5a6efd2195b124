"""Entries of the book of honours, where they come from, what is complete, and the log that shows every change."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank
from thidua.domain.people.models import Person
from thidua.domain.register.enums import Kind, Level, Mode, Stage, SubjectKind


class EntrySet(models.QuerySet["Entry"]):
    """Entries with what a reader must leave out."""

    def standing(self) -> Self:
        """Those that say something now: neither revocations nor what a later entry corrects or revokes."""
        return self.exclude(kind=Kind.REVOCATION).filter(successor__isnull=True)

    def granted(self) -> Self:
        """Those that stand and whose award was decided: what the law and the statistics look at."""
        return self.standing().filter(stage=Stage.DECISION)


class Entry(models.Model):
    """One award received by one subject, or a published number of awards without names.

    `years` are years of achievement, each standing for one award where `count` equals their number;
    `span_from` to `span_until` (both inclusive) is the span of achievement, or of the whole published record
    where nothing nearer is known. `separated` is false where one number covers several grantors.
    `recipient`: who received it where it is neither a person nor a unit of ours (a household, a foreigner, the people and
    officials of a place), or what the unit was called on the decision. `rank`: what the individual was counted as then.
    `names`: of a published number, those whom the source names. `about`: the entry that this one corrects or revokes.
    `entered_for`: the agency in whose name it was entered, which may correct and revoke it; null for what the operator
    brought in. `folded`: what a search looks through.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(_("người, đơn vị được tặng"), max_length=200, blank=True)
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    award_as_written = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=10, choices=SubjectKind.choices)
    rank = models.PositiveSmallIntegerField(_("nhóm đối tượng"), choices=Rank.choices, null=True)
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.REGULAR)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DECISION)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=1)
    separated = models.BooleanField(default=True)
    years = models.JSONField(default=list)
    span_from = models.PositiveSmallIntegerField()
    span_until = models.PositiveSmallIntegerField()
    names = models.JSONField(default=list)
    granted_by = models.CharField(max_length=200, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    doubt = models.TextField(blank=True)
    about = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    reason = models.TextField(_("lý do"), blank=True)
    source = models.CharField(max_length=120)
    source_key = models.CharField(max_length=80)
    entered_for = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    folded = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = EntrySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="entry_once", fields=["source", "source_key"]),
            models.CheckConstraint(name="entry_span", condition=Q(span_until__gte=models.F("span_from"))),
            models.CheckConstraint(
                name="entry_named",
                condition=Q(kind=Kind.REVOCATION)
                | Q(kind=Kind.PUBLISHED, person__isnull=True)
                | Q(kind=Kind.GRANT, count=1, subject_kind=SubjectKind.COLLECTIVE, person__isnull=True)
                | Q(kind=Kind.GRANT, count=1, subject_kind=SubjectKind.INDIVIDUAL, person__isnull=False)
                | (
                    Q(kind=Kind.GRANT, count=1, person__isnull=True)
                    & Q(subject_kind__in=[SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD])
                    & ~Q(recipient="")
                ),
            ),
            models.CheckConstraint(
                name="entry_decided", condition=~Q(kind=Kind.GRANT) | Q(stage=Stage.DECISION, separated=True)
            ),
            models.CheckConstraint(
                name="entry_about",
                condition=Q(about__isnull=True, reason="") & ~Q(kind=Kind.REVOCATION)
                | Q(about__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "award"]),
            models.Index(fields=["unit", "award"]),
        ]

    def __str__(self) -> str:
        return f"{self.award} × {self.count}"

    @property
    def is_dated(self) -> bool:
        """Whether each of the awards has its own year."""
        return bool(self.years) and len(self.years) == self.count


class Record(models.Model):
    """What the file of a published record said when it was brought in; the newest of a source is what it says now.

    `covers_until`: its last day, where its last year is not whole. `keys` are the source keys of its statements. An entry of the source whose key the newest one lacks stays in the
    book, but its source does not say it any more, so no summary counts it.
    """

    source = models.CharField(max_length=120, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    taken_from = models.CharField(_("nguồn"), max_length=200, blank=True)
    published_on = models.DateField(_("ngày công bố"), null=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    covers_until = models.DateField(_("số liệu đến hết ngày"), null=True)
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    keys = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bản số liệu công bố")
        constraints = [models.CheckConstraint(name="record_span", condition=Q(until_year__gte=models.F("from_year")))]

    def __str__(self) -> str:
        return self.source


class Completeness(models.Model):
    """A unit's word that the book holds all its awards of these years; without it an absent award is unknown."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    declared_by = models.CharField(max_length=120)
    declared_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="completeness_span", condition=Q(until_year__gte=models.F("from_year")))
        ]

    def __str__(self) -> str:
        return f"{self.from_year}–{self.until_year}"


class Leaf(models.Model):
    """What the log keeps of one entry for ever; docs/formats/register-log.md says how its hashes are made.

    `payload` is what the entry said, in one spelling, with the names of its day; without it and its salt (both "") the
    entry was erased by order of the law, and a later leaf without entry says so.
    """

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="leaf")
    payload = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    payload_hash = models.CharField(max_length=64)
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(name="leaf_salted", condition=Q(payload="", salt="") | ~Q(payload="") & ~Q(salt=""))
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.leaf_hash[:12]}"


class LogHead(models.Model):
    """The end of the log: one row, locked by each act that adds leaves. `hashes` are the right edge of the tree."""

    size = models.PositiveBigIntegerField(default=0)
    hashes = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """The tree at one moment, signed by this installation: `note` is the text that is printed and handed on."""

    size = models.PositiveBigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    hashes = models.JSONField(default=list)
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class Cosignature(models.Model):
    """A superior's word under one of our checkpoints. `key` is the superior's, as the operator had it from there."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    key = models.CharField(max_length=300)
    line = models.CharField(max_length=400)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["checkpoint", "pk"]
        constraints = [models.UniqueConstraint(name="cosignature_once", fields=["checkpoint", "key"])]

    def __str__(self) -> str:
        return self.key.partition("+")[0]


class Witnessed(models.Model):
    """How far this installation has followed the log of another one: it never signs anything that does not grow from it."""

    origin = models.CharField(max_length=200, unique=True)
    key = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["origin"]

    def __str__(self) -> str:
        return self.origin
