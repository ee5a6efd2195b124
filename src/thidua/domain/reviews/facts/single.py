"""One row of the columns as the facts of one person or collective, so that her verdict is that of her column."""

import datetime as dt
from collections import Counter
from functools import cache

from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.profiles import queries as profiles
from thidua.domain.reviews.enums import Subject
from thidua.domain.reviews.facts.gathering import Gathered
from thidua.law.columns import Columns
from thidua.law.facts import DISCIPLINE, GRADES, REACH, Facts, Members
from thidua.law.masks import Mask, bits, years_of

RECORDED = {reach: next(one for one in REACH[place:] if one in Reach.values) for place, reach in enumerate(REACH)}
"""Under which reach a profile holds the works of a reach: one of the armed forces holds what reaches further."""


@cache
def _titles(subject: str) -> tuple[tuple[str, str], ...]:
    """The signals of titles, each with its award."""
    signals = [signal for signal in profiles.signals(subject) if signal.startswith("title.")]
    return tuple((signal, signal.removeprefix("title.")) for signal in signals)


def facts_of(gathered: Gathered, row: int) -> Facts:
    """What the law looks at for one of them, from the same columns."""
    seen = _Row(gathered.columns, row)
    known = seen.bits("known.titles")
    never = Mask(0, known)
    titles = {
        award: Mask(held, known) if (held := seen.bits(signal)) else never
        for signal, award in _titles(gathered.subject)
    }
    grades = dict.fromkeys(seen.years("known.grade"), GRADES[0])
    for grade in GRADES[1:]:
        grades |= dict.fromkeys(seen.years(f"grade.{grade}"), grade)
    decided = {award: dt.date.fromisoformat(day) for award, day in gathered.dates[row].get("decided", {}).items()}
    if gathered.subject == Subject.COLLECTIVE:
        return Facts(
            "collective", seen.year, titles=titles, grades=grades, members=seen.members(), prior_decisions=decided
        )
    initiatives, initiative_counts = seen.works(Kind.INITIATIVE)
    topics, topic_counts = seen.works(Kind.TOPIC)
    free = seen.bits("known.discipline")
    return Facts(
        "individual",
        seen.year,
        titles=titles,
        grades=grades,
        initiatives=initiatives,
        initiative_counts=initiative_counts,
        topics=topics,
        topic_counts=topic_counts,
        discipline={rung: Mask(seen.bits(f"discipline.{rung}"), free) for rung in DISCIPLINE},
        months_employed=seen.number("months"),
        prior_decisions=decided,
    )


class _Row:
    """One row of the columns, as plain integers."""

    def __init__(self, columns: Columns, row: int) -> None:
        self.columns, self.row, self.year = columns, row, columns.year

    def bits(self, signal: str) -> int:
        found = self.columns.years.get(signal, 0)
        return found if isinstance(found, int) else int(found[self.row])

    def years(self, signal: str) -> tuple[int, ...]:
        return years_of(self.bits(signal), self.year)

    def number(self, name: str) -> int | None:
        values, known = self.columns.numbers.get(name, ((), ()))
        return int(values[self.row]) if len(known) and known[self.row] else None

    def works(self, kind: str) -> tuple[dict[str, Mask], dict[str, dict[int, int]]]:
        """The masks of each reach, and for years wholly recorded how many of that reach or wider."""
        whole = self.bits("known.works")
        sums = {reach: self.counted(f"{kind}.{reach}") for reach in set(RECORDED.values())}
        told = set(years_of(whole, self.year))
        masks: dict[str, Mask] = {}
        counts: dict[str, dict[int, int]] = {}
        wider: Counter[int] = Counter()
        for reach in reversed(REACH):
            here = sums[RECORDED[reach]]
            masks[reach] = Mask(bits(here - wider if wider else here, self.year), whole)
            if known := {year: here[year] for year in sorted(here) if year in told}:
                counts[reach] = known
            wider = here
        return masks, counts

    def counted(self, signal: str) -> Counter[int]:
        """How many in each year; the years with n + 1 are among those with n."""
        found: Counter[int] = Counter()
        for n in range(1, profiles.MOST + 1):
            years = self.years(f"{signal}.{n}")
            if not years:
                break
            found.update(years)
        return found

    def members(self) -> Members:
        """The members of a collective, counted."""
        named: dict[str, dict[str, int | None]] = {"award": {}, "grade": {}, "discipline": {}}
        for name in self.columns.numbers:
            kind, _dot, key = name.removeprefix("members_").partition(".")
            if name.startswith("members_") and (value := self.number(name)) is not None:
                named[kind][key] = value
        return Members(self.number("total"), self.number("graded"), named["award"], named["grade"], named["discipline"])
