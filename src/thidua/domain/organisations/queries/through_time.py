"""What a unit came from and what it became, however many arrangements lie between."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thidua.domain.organisations.enums import Relation
from thidua.domain.organisations.models import Succession, Unit

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


def lineage_paths(unit: Unit) -> tuple[str, ...]:
    """The paths of the unit and of all that went wholly into it or into a unit below it: for `by_path`.

    So the book, summaries and statistics ask of a unit and of what it took over. What only a part of went in is left
    out: nobody can tell which of its awards came along.
    """
    paths, waiting, seen = {unit.path}, [unit.path], set()
    while waiting:
        inside = Q(pk__in=[])
        for path in waiting:
            inside |= Q(after__path__startswith=path)
        rows = Succession.objects.filter(inside, relation__in=CERTAIN).order_by().values_list("pk", "before__path")
        fresh = {path for pk, path in rows if pk not in seen}
        seen |= {pk for pk, _path in rows}
        waiting = [path for path in _tops(fresh) if not any(path.startswith(known) for known in paths)]
        paths = set(_tops(paths | fresh))
    return tuple(sorted(paths))


def _tops(paths: Iterable[str]) -> list[str]:
    """The paths that lie under no other of them."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def near(unit: Unit) -> QuerySet[Succession]:
    """The arrangements that the unit took part in, the latest first."""
    rows = Succession.objects.filter(Q(before=unit) | Q(after=unit))
    return rows.select_related("before", "after").order_by("-on", "pk")
