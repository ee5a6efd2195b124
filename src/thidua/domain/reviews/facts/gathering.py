"""From profiles to the columns that the law looks at, many people or collectives at once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import queries as profiles
from thidua.domain.profiles.models import ANCHOR, Profile
from thidua.domain.reviews.enums import Subject
from thidua.law import data
from thidua.law.columns import Columns
from thidua.law.facts import DISCIPLINE, GRADES

Numbers = dict[str, list[int | None]]
"""What the law counts of collectives: name → a number for each of them, None where it is not recorded."""


@dataclass(frozen=True)
class Gathered:
    """The profiles of some people, or of some collectives, as the columns that the law looks at; one row each."""

    subject: str
    ids: Sequence[int]
    columns: Columns
    dates: Sequence[Mapping[str, Any]]


def of_people(ids: Sequence[int], year: int, on: dt.date, found: Mapping[int, Profile] | None = None) -> Gathered:
    """The people's profiles as they are kept, or those given; whoever has none is read from the records."""
    known = _kept(Subject.INDIVIDUAL, ids) if found is None else dict(found)
    if missing := [id for id in ids if not _is_today(known.get(id), Subject.INDIVIDUAL)]:
        known |= profiles.of_people(missing)
    rows = [known[id] for id in ids]
    return _gathered(Subject.INDIVIDUAL, ids, rows, year, {"months": [_months(one, on) for one in rows]})


def of_units(ids: Sequence[int], year: int, numbers: Numbers, found: Mapping[int, Profile] | None = None) -> Gathered:
    """The collectives' profiles as they are kept, or those given, beside what is counted of their members."""
    known = _kept(Subject.COLLECTIVE, ids) if found is None else dict(found)
    if missing := [id for id in ids if not _is_today(known.get(id), Subject.COLLECTIVE)]:
        known |= profiles.of_units(Unit.objects.filter(pk__in=missing).order_by("pk"))
    return _gathered(Subject.COLLECTIVE, ids, [known[id] for id in ids], year, numbers)


def counted(units: Sequence[Unit], year: int) -> Numbers:
    """What the law counts of the members of each unit. Five queries for any number of units and people."""
    members = profiles.members(units, year)
    known = _kept(Subject.COLLECTIVE, [unit.pk for unit in units])
    out: Numbers = {}
    for row, unit in enumerate(units):
        one = members[unit.pk]
        tally, profile = one.tally, known.get(unit.pk)
        complete = profile is not None and year in profiles.years_of(profiles.masks(profile).get("known.titles", 0))
        told: dict[str, int | None] = {"total": tally.total, "graded": tally.graded}
        told |= {f"members_grade.{grade}": tally.grades[grade] for grade in GRADES}
        for rung in DISCIPLINE:
            count = tally.discipline[rung]
            told[f"members_discipline.{rung}"] = count if tally.is_closed or count else None
        for award in data.ladder(Subject.INDIVIDUAL):
            count = one.awards[award]
            is_told = complete or (count and _is_enough(award, count, tally.total))
            told[f"members_award.{award}"] = count if is_told else None
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
    return Gathered(subject, ids, columns, [one.dates for one in rows])


def _array(values: Sequence[int | None]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    known = np.array([one is not None for one in values], dtype=np.bool_)
    return np.array([one or 0 for one in values], dtype=np.int32), known


def _months(profile: Profile, on: dt.date) -> int | None:
    """Whole months since the first post that is recorded."""
    if "first_post" not in profile.dates:
        return None
    since = dt.date.fromisoformat(profile.dates["first_post"])
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))


def _is_enough(award: str, count: int, total: int) -> bool:
    """Whether so many holders are enough for every rule that asks for them, so that those not recorded do not matter."""
    for leaf in (leaf for one in data.rules() for leaf in one.condition.leaves() if leaf.asks.get("award") == award):
        if leaf.kind == "members_share":
            need = leaf.asks["percent"] * total
            if count * 100 < need or (leaf.asks["strict"] and count * 100 == need):
                return False
        elif leaf.kind == "members_have" and count < leaf.asks["at_least"]:
            return False
    return True
