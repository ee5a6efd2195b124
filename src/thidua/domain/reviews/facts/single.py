"""One row of what was gathered as the facts of one person or collective, from the same profile as her columns."""

import datetime as dt

from thidua.domain.profiles import facts as profiled
from thidua.domain.reviews.enums import Subject
from thidua.domain.reviews.facts.gathering import Gathered
from thidua.law.columns import Columns
from thidua.law.facts import Facts, Members


def facts_of(gathered: Gathered, row: int, on: dt.date) -> Facts:
    """What the law looks at for one of them, judged on the day."""
    profile, columns = gathered.profiles[row], gathered.columns
    if gathered.subject == Subject.COLLECTIVE:
        return profiled.of_collective(profile, _members(columns, row), columns.year)
    return profiled.of_person(profile, columns.year, on)


def _members(columns: Columns, row: int) -> Members:
    """The members of a collective as they were counted for the columns."""
    told = {name: int(values[row]) for name, (values, known) in columns.numbers.items() if known[row]}

    def named(kind: str) -> dict[str, int | None]:
        start = f"members_{kind}."
        return {name.removeprefix(start): value for name, value in told.items() if name.startswith(start)}

    return Members(told.get("total"), told.get("graded"), named("award"), named("grade"), named("discipline"))
