"""The members of collectives in one year, counted for many units at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from thidua.domain.assessment import queries as assessment
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles.queries.sums import YEARS_TEXT, achieved
from thidua.domain.register.enums import Mode
from thidua.domain.register.models import Entry


@dataclass
class Counted:
    """The people of a unit and of every unit below it in one year: their grades and discipline, and their awards.

    `awards`: how many have each award for the year, by the book; whether the book is complete is not said here.
    """

    tally: assessment.Tally
    awards: Counter[str] = field(default_factory=Counter)


def members(units: Iterable[Unit], year: int) -> dict[int, Counted]:
    """The members of each unit, counted. Four queries for any number of units and people."""
    wanted = list(units)
    paths = tuple(unit.path for unit in wanted)
    last = assessment.last_places(paths, year) if paths else {}
    tallies = assessment.tallies(wanted, year, last) if paths else {}
    found = {unit.pk: Counted(tallies[unit.pk]) for unit in wanted}
    holders: Counter[tuple[str, str]] = Counter()
    for person, award in _awards(assessment.inside(paths, year), year) if paths else ():
        if person in last:
            holders[last[person].path, award] += 1
    for (path, award), count in holders.items():
        for one in assessment.upward(path, found):
            one.awards[award] += count
    return found


def _awards(which: Q, year: int) -> Iterator[Sequence[Any]]:
    """Person and award, each pair once, of the awards that count for the year."""
    near = Q(span_until=year) | Q(decided_on__year=year, years=[])
    rows = Entry.objects.granted().filter(which, near, person__isnull=False, mode=Mode.REGULAR).order_by()
    rows = rows.annotate(years_text=YEARS_TEXT, achieved=achieved()).filter(achieved=year)
    return rows.values_list("person_id", "award").distinct().iterator()
