"""Questions about dossiers and nominations."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Coalesce

from thidua.domain.awards import queries as awards
from thidua.domain.dossiers.enums import Council, Result, State
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.dossiers.states import FLOW
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.domain.register.enums import Kind, SubjectKind
from thidua.domain.register.models import Entry
from thidua.kernel.periods import in_force, overlaps_year


def verbs(dossier: Dossier) -> list[tuple[str, str]]:
    """The verbs that make sense in the dossier's state, with their labels."""
    return FLOW.offered(dossier)


def listed(dossiers: models.QuerySet[Dossier]) -> models.QuerySet[Dossier]:
    """The dossiers as a list shows them: with how many nominations each has, and how many are appraised.

    The numbers are asked for the rows of the page alone; a join would count them for the whole list.
    """
    mine = Nomination.objects.filter(dossier=models.OuterRef("pk")).order_by()

    def counted(rows: models.QuerySet[Nomination]) -> Coalesce:
        return Coalesce(models.Subquery(rows.values("dossier").annotate(n=models.Count("pk")).values("n")), 0)

    return (
        dossiers.select_related("unit", "superior")
        .order_by("-year", "-pk")
        .annotate(nominated=counted(mine), appraised=counted(mine.exclude(result=Result.PENDING)))
    )


def nominations(dossier: Dossier) -> list[Nomination]:
    """The nominations of a dossier: collectives first, then people by name, along the ladders."""
    rows = Nomination.objects.filter(dossier=dossier).select_related("person", "unit", "forwarded_to")
    rungs = [*awards.ladder("collective"), *awards.ladder("individual")]
    order = {award: place for place, award in enumerate(rungs)}

    def place(row: Nomination) -> tuple[bool, str, int, str, int]:
        name = row.person.folded if row.person else row.unit.path
        return (row.person_id is not None, name, order.get(row.award, len(rungs)), row.award, row.pk)

    return sorted(rows, key=place)


def receivers(unit: Unit) -> list[Unit]:
    """To whom the unit may send: the unit above, and itself where its own head decides awards. One query."""
    found = [unit.parent] if unit.parent is not None else []
    return [*found, unit] if unit.level != Level.NONE else found


def collectives(unit: Unit, on: dt.date) -> models.QuerySet[Unit]:
    """The unit and every unit below it, as collectives that can be proposed."""
    return Unit.objects.filter(in_force(on), path__startswith=unit.path).order_by("path")


def people(unit: Unit, year: int) -> dict[int, Post]:
    """The last post of the year of everybody who stood in the unit or below it, by person. One query."""
    posts = Post.objects.filter(overlaps_year(year), unit__path__startswith=unit.path)
    rows = posts.select_related("person", "unit").order_by("person__folded", "person_id", "from_on", "pk")
    return {post.person_id: post for post in rows}


def history(person_ids: Iterable[int], unit_ids: Iterable[int]) -> dict[tuple[str, int], list[Entry]]:
    """What the book of honours holds on each person and collective, the oldest first. One query."""
    asked = models.Q(person__in=list(person_ids)) | models.Q(
        unit__in=list(unit_ids), subject_kind=SubjectKind.COLLECTIVE, kind=Kind.GRANT
    )
    found: dict[tuple[str, int], list[Entry]] = {}
    for entry in Entry.objects.granted().filter(asked).order_by("span_until", "pk"):
        key = ("unit", entry.unit_id) if entry.person_id is None else ("person", entry.person_id)
        found.setdefault(key, []).append(entry)
    return found


def rivals(nomination: Nomination, dossiers: models.QuerySet[Dossier]) -> models.QuerySet[Nomination]:
    """The same award proposed for the same subject and year in another of the dossiers; what was forwarded does not count."""
    dossier = nomination.dossier
    rows = Nomination.objects.filter(
        dossier__in=dossiers.filter(year=dossier.year).order_by(), award=nomination.award, person=nomination.person
    )
    if nomination.person_id is None:
        rows = rows.filter(unit=nomination.unit)
    rows = rows.exclude(dossier=dossier).exclude(dossier__state=State.DRAFT).exclude(forwarded_to__isnull=False)
    if nomination.forwarded_from_id is not None:
        rows = rows.exclude(pk=nomination.forwarded_from_id)
    return rows.select_related("dossier__unit", "dossier__superior")


def is_forwarded(nomination: Nomination) -> bool:
    """Whether the nomination stands in a dossier of the unit above already (asked of rows of `nominations`)."""
    return hasattr(nomination, "forwarded_to")


def forwardable(dossier: Dossier) -> models.QuerySet[Nomination]:
    """The nominations that were found fit for the unit above and stand in no dossier of its own yet."""
    return dossier.nominations.filter(result=Result.ABOVE, forwarded_to__isnull=True)


def ready_for_council(unit: Unit, year: int) -> models.QuerySet[Nomination]:
    """The nominations that the unit's council is to look at: appraised, to be decided here, not voted yet."""
    return at_council(unit, year).filter(council=Council.PENDING)


def passed_by_council(unit: Unit, year: int) -> models.QuerySet[Nomination]:
    """The nominations that the unit's council passed, in a decision already or not."""
    return at_council(unit, year).filter(council=Council.PASSED)


def at_council(unit: Unit, year: int) -> models.QuerySet[Nomination]:
    """The nominations of the year that are decided at this unit."""
    rows = Nomination.objects.filter(
        dossier__superior=unit, dossier__year=year, dossier__state=State.PASSED, result=Result.HERE
    )
    return rows.select_related("dossier__unit", "person", "unit").order_by("pk")
