"""From profiles to the columns that the law looks at, many people or collectives at once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import facts as profiled
from thidua.domain.profiles import queries as profiles
from thidua.domain.profiles.models import ANCHOR, Profile
from thidua.domain.reviews.enums import Subject
from thidua.law.columns import Columns

Numbers = dict[str, list[int | None]]
"""What the law counts of collectives: name → a number for each of them, None where it is not recorded."""


@dataclass(frozen=True)
class Gathered:
    """The profiles of some people, or of some collectives, as the columns that the law looks at; one row each."""

    subject: str
    ids: Sequence[int]
    columns: Columns
    profiles: Sequence[Profile]


def of_people(ids: Sequence[int], year: int, on: dt.date, found: Mapping[int, Profile] | None = None) -> Gathered:
    """The people's profiles as they are kept, or those given; whoever has none is read from the records."""
    known = _kept(Subject.INDIVIDUAL, ids) if found is None else dict(found)
    if missing := [id for id in ids if not _is_today(known.get(id), Subject.INDIVIDUAL)]:
        known |= profiles.of_people(missing)
    rows = [known[id] for id in ids]
    return _gathered(Subject.INDIVIDUAL, ids, rows, year, {"months": [profiled.months(one, on) for one in rows]})


def of_units(ids: Sequence[int], year: int, numbers: Numbers, found: Mapping[int, Profile] | None = None) -> Gathered:
    """The collectives' profiles as they are kept, or those given, beside what is counted of their members."""
    known = _kept(Subject.COLLECTIVE, ids) if found is None else dict(found)
    if missing := [id for id in ids if not _is_today(known.get(id), Subject.COLLECTIVE)]:
        known |= profiles.of_units(Unit.objects.filter(pk__in=missing).order_by("pk"))
    return _gathered(Subject.COLLECTIVE, ids, [known[id] for id in ids], year, numbers)


def counted(units: Sequence[Unit], year: int) -> Numbers:
    """What the law counts of the members of each unit. Five queries for any number of units and people."""
    counts = profiles.members(units, year)
    known = _kept(Subject.COLLECTIVE, [unit.pk for unit in units])
    out: Numbers = {}
    for row, unit in enumerate(units):
        one = profiled.members(counts[unit.pk], known.get(unit.pk), year)
        told: dict[str, int | None] = {"total": one.total, "graded": one.graded}
        told |= {f"members_grade.{grade}": count for grade, count in one.grades.items()}
        told |= {f"members_discipline.{rung}": count for rung, count in one.discipline.items()}
        told |= {f"members_award.{award}": count for award, count in one.awards.items()}
        for name, value in told.items():
            out.setdefault(name, [None] * len(units))[row] = value
    return out


def _kept(subject: str, ids: Sequence[int]) -> dict[int, Profile]:
    rows = profiles.kept(subject, ids)
    return {(one.person_id if subject == Subject.INDIVIDUAL else one.unit_id) or 0: one for one in rows.iterator()}


def _is_today(profile: Profile | None, subject: str) -> bool:
    return profile is not None and profile.layout == profiles.layout(subject)


def _gathered(subject: str, ids: Sequence[int], rows: Sequence[Profile], year: int, numbers: Numbers) -> Gathered:
    told = dict(numbers)
    decided: dict[str, list[int | None]] = {}
    for row, one in enumerate(rows):
        for award, day in one.dates.get("decided", {}).items():
            decided.setdefault(award, [None] * len(rows))[row] = int(day[:4])
    told |= {f"decided.{award}": years for award, years in decided.items()}
    arrays = {name: _array(values) for name, values in told.items()}
    packed = b"".join([bytes(one.masks) for one in rows])
    columns = Columns.of_profiles(subject, year, profiles.signals(subject), packed, ANCHOR, arrays)
    return Gathered(subject, ids, columns, rows)


def _array(values: Sequence[int | None]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    known = np.array([one is not None for one in values], dtype=np.bool_)
    return np.array([one or 0 for one in values], dtype=np.int32), known
