"""Turns a profile into what the law looks at for one person or collective.

What is not recorded is left out and yields "cannot tell". A year is known to the book of honours when every unit in
which the person stood declared it complete; a year without initiative or discipline is known when its sheet is closed.
"""

import datetime as dt
from collections import Counter
from functools import cache

from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.profiles import queries
from thidua.domain.profiles.models import ANCHOR, Profile
from thidua.law import data
from thidua.law.facts import DISCIPLINE, GRADES, REACH, Facts, Members
from thidua.law.masks import EVERY, OLDER, Mask, bits, years_of

RECORDED = {reach: next(one for one in REACH[place:] if one in Reach.values) for place, reach in enumerate(REACH)}
"""Under which reach a profile holds the works of a reach: one of the armed forces holds what reaches further."""


def of_person(profile: Profile, year: int, on: dt.date) -> Facts:
    """The facts of a person for the year, judged on the day."""
    seen = _Seen(profile, year)
    initiatives, initiative_counts = _works(seen, Kind.INITIATIVE)
    topics, topic_counts = _works(seen, Kind.TOPIC)
    free = seen.bits("known.discipline")
    return Facts(
        subject="individual",
        year=year,
        titles=_titles(seen, "individual"),
        grades=_grades(seen),
        initiatives=initiatives,
        initiative_counts=initiative_counts,
        topics=topics,
        topic_counts=topic_counts,
        discipline={rung: Mask(seen.bits(f"discipline.{rung}"), free) for rung in DISCIPLINE},
        months_employed=months(profile, on),
        prior_decisions=_decided(profile),
    )


def of_collective(profile: Profile, members: Members, year: int) -> Facts:
    """The facts of a collective with its members of the year."""
    seen = _Seen(profile, year)
    return Facts(
        subject="collective",
        year=year,
        titles=_titles(seen, "collective"),
        grades=_grades(seen),
        members=members,
        prior_decisions=_decided(profile),
    )


def members(counted: queries.Counted, profile: Profile | None, year: int) -> Members:
    """The members of a collective as far as they can be told.

    Where the book of the year is not declared complete, a count of holders is told only when it is already enough for
    every rule that asks for it: more holders can only be found.
    """
    tally = counted.tally
    is_complete = profile is not None and _Seen(profile, year).bits("known.titles") & 1
    holders = {award: counted.awards[award] for award in data.ladder("individual")}
    return Members(
        total=tally.total,
        graded=tally.graded,
        awards={
            award: count
            for award, count in holders.items()
            if is_complete or (count and _is_enough(award, count, tally.total))
        },
        grades={grade: tally.grades[grade] for grade in GRADES},
        discipline={rung: tally.discipline[rung] for rung in DISCIPLINE if tally.is_closed or tally.discipline[rung]},
    )


def months(profile: Profile, on: dt.date) -> int | None:
    """Whole months since the first post that is recorded."""
    if "first_post" not in profile.dates:
        return None
    since = dt.date.fromisoformat(profile.dates["first_post"])
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))


class _Seen:
    """The years of each signal of a profile, counted back from the judged one."""

    def __init__(self, profile: Profile, year: int) -> None:
        self.year = year
        self._masks = queries.masks(profile)

    def bits(self, signal: str) -> int:
        """As the law's masks count them: those before Y−31 fold into the last bit."""
        years = self._masks.get(signal, 0) >> (ANCHOR - self.year)
        return years & EVERY | (OLDER if years > EVERY else 0)

    def years(self, signal: str) -> tuple[int, ...]:
        return years_of(self.bits(signal), self.year)


@cache
def _every_title(subject: str) -> tuple[tuple[str, str], ...]:
    """The awards of the catalogue for the subject, each with its signal."""
    signals = [signal for signal in queries.signals(subject) if signal.startswith("title.")]
    return tuple((signal.removeprefix("title."), signal) for signal in signals)


def _titles(seen: _Seen, subject: str) -> dict[str, Mask]:
    """Whatever rule is asked finds its years, or that there are none."""
    known = seen.bits("known.titles")
    never = Mask(0, known)
    return {
        award: Mask(held, known) if (held := seen.bits(signal)) else never for award, signal in _every_title(subject)
    }


def _grades(seen: _Seen) -> dict[int, str]:
    """The grade of each year that has one: who has a better grade has at least each lower one."""
    grades = dict.fromkeys(seen.years("known.grade"), GRADES[0])
    for grade in GRADES[1:]:
        grades |= dict.fromkeys(seen.years(f"grade.{grade}"), grade)
    return grades


def _works(seen: _Seen, kind: str) -> tuple[dict[str, Mask], dict[str, dict[int, int]]]:
    """The masks of each reach, and for years that are wholly recorded how many of that reach or wider, up to five."""
    whole = seen.bits("known.works")
    told = set(years_of(whole, seen.year))
    sums = {reach: _sums(seen, f"{kind}.{reach}") for reach in set(RECORDED.values())}
    masks: dict[str, Mask] = {}
    counts: dict[str, dict[int, int]] = {}
    wider: Counter[int] = Counter()
    for reach in reversed(REACH):
        here = sums[RECORDED[reach]]
        masks[reach] = Mask(bits(here - wider, seen.year), whole)
        if known := {year: here[year] for year in sorted(here) if year in told}:
            counts[reach] = known
        wider = here
    return masks, counts


def _sums(seen: _Seen, signal: str) -> Counter[int]:
    """How many in each year; the years with n + 1 are among those with n."""
    found: Counter[int] = Counter()
    for n in range(1, queries.MOST + 1):
        years = seen.years(f"{signal}.{n}")
        if not years:
            break
        found.update(years)
    return found


def _decided(profile: Profile) -> dict[str, dt.date]:
    """The day of the newest decision on each award."""
    return {award: dt.date.fromisoformat(day) for award, day in profile.dates.get("decided", {}).items()}


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
