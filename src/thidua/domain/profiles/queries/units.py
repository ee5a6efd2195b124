"""The profiles of units as collectives, computed from the records."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from thidua.domain.assessment.models import Result
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles.models import ANCHOR, OLDEST, Profile
from thidua.domain.profiles.queries import shape
from thidua.domain.profiles.queries.complete import Complete
from thidua.domain.profiles.queries.sums import AT_ONCE, Rows, among, commendations, flowing, graded, number
from thidua.domain.register.enums import Kind, Mode, SubjectKind
from thidua.domain.register.models import Entry


def of_units(units: Iterable[Unit]) -> dict[int, Profile]:
    """The profile of each unit as a collective, as the records say now, not saved. Three queries for any number."""
    paths = {unit.pk: unit.path for unit in units}
    found = _profiles(sorted(paths.items()), among(paths), Complete(paths.values())) if paths else iter(())
    return {one.unit_id: one for one in found if one.unit_id is not None}


def every_unit() -> Iterator[Profile]:
    """The profiles of all units, one after the other: four queries whose rows are read as they come."""
    rows = Unit.objects.order_by("pk").values_list("pk", "path").iterator(chunk_size=AT_ONCE)
    return _profiles(rows, None, Complete(None))


def _profiles(units: Iterable[tuple[int, str]], only: Any, complete: Complete) -> Iterator[Profile]:
    grades, entries = Rows(_grades(only)), Rows(_entries(only))
    name, at, pack = shape.layout(shape.COLLECTIVE), shape.places(shape.COLLECTIVE), shape.packer(shape.COLLECTIVE).pack
    commended = frozenset(commendations())
    for unit, path in units:
        vector = [0] * len(at)
        vector[at["known.titles"]] = complete.years(path)
        for _unit, *sums in grades.of(unit):
            for signal, bits in zip(GRADED, sums, strict=True):
                vector[at[signal]] = number(bits)
        decided: dict[str, dt.date] = {}
        for _unit, award, kind, count, years, first, last, day in entries.of(unit):
            if (place := at.get(f"title.{award}")) is not None:
                is_commendation = kind == Kind.GRANT and award in commended
                found = _achieved(is_commendation, count, years, first, last, day)
                vector[place] |= shape.of_years(found)
            if day is not None:
                decided[award] = max(day, decided.get(award, day))
        days = {award: day.isoformat() for award, day in sorted(decided.items())}
        yield Profile(unit_id=unit, layout=name, masks=pack(*vector), dates={"decided": days} if days else {})


GRADED = ("known.grade", *(f"grade.{one}" for one in shape.GRADES))


def _grades(only: Any) -> Iterator[Sequence[Any]]:
    """Unit, then the years of each of GRADED. A unit has one sheet a year and one result of its own in it."""
    rows = Result.objects.filter(person__isnull=True, sheet__year__gte=OLDEST, sheet__year__lte=ANCHOR)
    if only is not None:
        rows = rows.filter(sheet__unit__in=only)
    sums = graded()
    found = rows.order_by("sheet__unit_id").values("sheet__unit_id").annotate(**sums)
    return flowing(found.values_list("sheet__unit_id", *sums), only is None)


def _entries(only: Any) -> Iterator[Sequence[Any]]:
    which = Q() if only is None else Q(unit__in=only)
    # Without a person, which says the same of a named award, the index finds the few rows.
    which &= Q(person__isnull=True, subject_kind=SubjectKind.COLLECTIVE, mode=Mode.REGULAR)
    rows = Entry.objects.granted().filter(which).order_by("unit_id", "pk")
    columns = ("unit_id", "award", "kind", "count", "years", "span_from", "span_until", "decided_on")
    return flowing(rows.values_list(*columns), only is None)


def _achieved(
    is_commendation: bool, count: int, years: list[int], first: int, last: int, day: dt.date | None
) -> Iterable[int]:
    """The years of achievement for which an entry counts, as `sums.achieved` says it for people.

    A published number counts where each of its awards has its own year.
    """
    if years and len(years) == count and (min(years), max(years)) == (first, last):
        return years
    if is_commendation and first < last:
        return (last,)
    return (day.year,) if is_commendation and not years and day is not None else ()
