"""What a unit came from and what it became, however many arrangements lie between."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from thidua.domain.organisations.enums import Relation
from thidua.domain.organisations.models import Succession, Unit
from thidua.domain.organisations.queries.tree import by_path

CERTAIN = (Relation.WHOLE, Relation.SAME)


@dataclass(frozen=True)
class Kin:
    """A unit that went into another or came out of it. Certain: all of it, at each step; else a part at some step."""

    unit: Unit
    is_certain: bool
    on: dt.date


def lineage(unit: Unit) -> list[Kin]:
    """The unit itself first, then every unit that went into it, nearest first. One query for each step back in time.

    What a unit passed on before it took in another is not the heir of that other: the days never run back.
    """
    return _kin(unit, forward=False)


def heirs(unit: Unit) -> list[Kin]:
    """The unit itself first, then every unit that has something of it, nearest first: `lineage` read the other way."""
    return _kin(unit, forward=True)


def _kin(unit: Unit, *, forward: bool) -> list[Kin]:
    here, there = ("before", "after") if forward else ("after", "before")
    start = dt.date.min if forward else dt.date.max
    best = {(unit.pk, True): start}  # the widest day on which one can stand there, by certainty
    units, steps, waiting = {unit.pk: unit}, {unit.pk: start}, {unit.pk}
    while waiting:
        links = Succession.objects.filter(**{f"{here}__in": waiting}).select_related(there).order_by("on", "pk")
        waiting = set()
        for link in links:
            source, target = getattr(link, f"{here}_id"), getattr(link, there)
            for is_certain in (True, False):
                limit = best.get((source, is_certain))
                if limit is None or (link.on < limit if forward else link.on > limit):
                    continue
                place = (target.pk, is_certain and link.relation in CERTAIN)
                known = best.get(place)
                if known is None or (link.on < known if forward else link.on > known):
                    best[place] = link.on
                    units.setdefault(target.pk, target)
                    steps.setdefault(target.pk, link.on)
                    waiting.add(target.pk)
    return [Kin(one, (pk, True) in best, steps[pk]) for pk, one in units.items()]


def inherited(paths: Sequence[str]) -> QuerySet[Unit]:
    """The units that went wholly into one of these subtrees, and all that stood below them: for a filter, no query.

    So rights, the book and summaries of a unit reach what it took over. What went in only in part is left out: nobody can
    tell which of its awards came along. Two arrangements one after the other are followed; `lineage` follows them all.
    """
    further = Q(after__successions__relation__in=CERTAIN) & by_path(tuple(paths), "after__successions__after__path")
    into = Succession.objects.filter(relation__in=CERTAIN).filter(by_path(tuple(paths), "after__path") | further)
    here = (
        into.annotate(here=ExpressionWrapper(OuterRef("path"), CharField()))
        .filter(here__startswith=F("before__path"))
        .order_by()
    )
    return Unit.objects.filter(Exists(here)).order_by()


def within(paths: Sequence[str], field: str = "unit") -> Q:
    """The filter for things whose unit lies in one of the subtrees, or went wholly into one of them."""
    return by_path(tuple(paths), f"{field}__path") | Q(**{f"{field}__in": inherited(paths).values("pk")})


def near(unit: Unit) -> QuerySet[Succession]:
    """The arrangements that the unit took part in, the latest first."""
    rows = Succession.objects.filter(Q(before=unit) | Q(after=unit))
    return rows.select_related("before", "after").order_by("-on", "pk")
