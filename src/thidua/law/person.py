"""One nominee as the conditions see her: the facts as pairs of integers, each asked for once.

`conditions` asks a sight for years (a pair: bits of the years that hold, bits of those that do not), planes, numbers
and flags. `crowd.Crowd` answers the same questions with arrays for many.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from thidua.law import data
from thidua.law.facts import DISCIPLINE, GRADES, REACH, STUDY, Facts, Members, Vote
from thidua.law.logic import ONE
from thidua.law.masks import EVERY, NOTHING, WIDTH, Mask, bits

Pair = tuple[Any, Any]
"""Years (or a flag) that hold and that do not; what is in neither is not recorded."""

NO_EQUIVALENTS: Mapping[str, str] = MappingProxyType({})
UNRECORDED: Pair = (0, 0)
NOTHING_FLAGGED: Pair = (False, False)


class Person:
    """The facts of one nominee on one day. `standard` answers whether a lower standard is fulfilled, as a code.

    `equivalents`: award → the award that the agency counts as it.
    """

    logic = ONE

    def __init__(
        self, facts: Facts, on: date, standard: Callable[[str], int], equivalents: Mapping[str, str] = NO_EQUIVALENTS
    ) -> None:
        self.facts, self.on, self.year, self.standard, self.equivalents = facts, on, facts.year, standard, equivalents
        self._known: dict[Any, Any] = {}
        self.memo: dict[Any, Any] = {}

    def all_of(self, values: Sequence[Callable[["Person"], int]]) -> int:
        """The value of several conditions together, none of which may be out."""
        return min([value(self) for value in values])

    def whole(self, what: str) -> bool:
        """Whether nothing of the kind is unrecorded, so that what is not so is no: known of a crowd only."""
        return False

    def title(self, award: str) -> Pair:
        """The years with the title or award."""
        mask = self.facts.titles.get(award, NOTHING)
        if award in self.equivalents:
            other = self.facts.titles.get(self.equivalents[award], NOTHING)
            # What stands for it casts no doubt where nobody ever recorded it.
            mask = mask | (other if other.known else Mask(0, EVERY))
        return mask.yes, mask.known & ~mask.yes

    def grade(self, at_least: str) -> Pair:
        """The years graded at least so."""
        if "grade" not in self._known:
            self._known["grade"] = self._graded()
        pair: Pair = self._known["grade"][at_least]
        return pair

    def _graded(self) -> dict[str, Pair]:
        """For each grade the years graded at least so, and those graded below it."""
        years = dict.fromkeys(GRADES, 0)
        for year, grade in self.facts.grades.items():
            if year <= self.year:
                years[grade] |= 1 << min(self.year - year, WIDTH - 1)
        known = 0
        for one in years.values():
            known |= one
        out, below = {}, 0
        for grade in GRADES:
            # Years that fold into the last bit hold only when all of them do.
            out[grade] = known & ~below, below
            below |= years[grade]
        return out

    def discipline(self, from_level: str) -> Pair:
        """The years with a discipline of this rung or heavier."""
        return self._any_of(self.facts.discipline, DISCIPLINE[DISCIPLINE.index(from_level) :])

    def planes(
        self, kind: str, level: str, *, higher: bool, fresh_for: str | None, reuse: str
    ) -> tuple[list[int], int]:
        """Planes of the years with at least 1, 2, … works of the reach, and the years of which the number is exact.

        `fresh_for`: only those that this award may still use; `reuse` is what the agency allows for titles.
        """
        key = kind, level, higher, fresh_for, reuse
        if key not in self._known:
            self._known[key] = self._planes(kind, level, higher=higher, fresh_for=fresh_for, reuse=reuse)
        planes: tuple[list[int], int] = self._known[key]
        return planes

    def _planes(
        self, kind: str, level: str, *, higher: bool, fresh_for: str | None, reuse: str
    ) -> tuple[list[int], int]:
        facts = self.facts
        source = facts.initiatives if kind == "initiative" else facts.topics
        counted = facts.initiative_counts if kind == "initiative" else facts.topic_counts
        counts = counted.get(level, {})
        if not higher and level != REACH[-1]:
            # Counted are those of this reach or wider: the wider come off; where nobody knows of them the number is open.
            wider = counted.get(REACH[REACH.index(level) + 1], {})
            _, none = self._any_of(source, REACH[REACH.index(level) + 1 :])
            counts = {
                year: count - wider.get(year, 0)
                for year, count in counts.items()
                if count == 0 or year in wider or bits((year,), self.year) & none
            }
        levels = REACH[REACH.index(level) :] if higher else (level,)
        yes, no = self._any_of(source, levels)
        works = [
            work
            for work in facts.works
            if work.kind == kind and work.level in levels and _is_free(work.used_for, fresh_for, reuse)
        ]
        if not counts and not works:
            return [yes], no
        least = {year: max(count, 0) for year, count in counts.items()}
        for year in range(self.year, self.year - 32, -1):
            if yes >> (self.year - year) & 1:
                least[year] = max(least.get(year, 0), 1)
        for work in works:
            least[work.year] = least.get(work.year, 0) + 1
        planes = [
            bits([year for year, count in least.items() if count >= n], self.year)
            for n in range(1, max(least.values(), default=0) + 1)
        ]
        return planes or [0], (no | bits(counts, self.year)) & EVERY

    def number(self, what: str, key: str = "") -> tuple[int, bool]:
        """A number and whether it is recorded: months, service, post, founded, members…"""
        found = _NUMBERS[what](self.facts, key)
        return (0, False) if found is None else (found, True)

    def flag(self, what: str) -> Pair:
        """Whether something holds; neither where nobody recorded it."""
        found = _FLAGS[what](self.facts)
        return NOTHING_FLAGGED if found is None else (found, not found)

    def claimed(self, claim: str) -> bool:
        """Whether the proposer claims the ground."""
        return claim in self.facts.claims

    def decided(self, award: str) -> tuple[int, bool]:
        """The year of the latest decision on the award, and whether it is recorded."""
        day = self.facts.prior_decisions.get(award)
        return (day.year, True) if day else (0, False)

    def vote(self, award: str) -> Vote | None:
        """The council's ballot, once it has met."""
        return self.facts.votes.get(award)

    @staticmethod
    def _any_of(source: Any, keys: Iterable[str]) -> Pair:
        yes, no = 0, EVERY
        for key in keys:
            mask = source.get(key, NOTHING)
            yes |= mask.yes
            no &= mask.known & ~mask.yes
        return yes, no & ~yes


def _is_free(used_for: tuple[str, ...], award: str | None, reuse: str) -> bool:
    """Whether a work may still support the award (letter 5007/BNV-TĐKT of 2023, III.5(c); official answers OA6, OA7)."""
    if award is None or not used_for:
        return True
    if any(not _is_title(one) for one in (*used_for, award)):
        return False
    return reuse == "free" or (reuse == "other_title" and award not in used_for)


def _is_title(award: str) -> bool:
    return data.award(award).kind == "title"


def _members(facts: Facts) -> Members:
    return facts.members or Members()


_NUMBERS: dict[str, Callable[[Facts, str], int | None]] = {
    "months": lambda facts, _: facts.months_employed,
    "service": lambda facts, what: facts.service.get(what),
    "hard_service": lambda facts, what: facts.hard_service.get(what, 0),
    # Where posts are recorded at all, those that are not named were not held.
    "post": lambda facts, post: facts.posts.get(post, 0) if facts.posts else None,
    "founded": lambda facts, _: facts.founded,
    "total": lambda facts, _: _members(facts).total,
    "graded": lambda facts, _: _members(facts).graded,
    "members_award": lambda facts, award: _members(facts).awards.get(award),
    "members_grade": lambda facts, grade: _members(facts).grades.get(grade),
    "members_discipline": lambda facts, rung: _members(facts).discipline.get(rung),
}

_FLAGS: dict[str, Callable[[Facts], bool | None]] = {
    "proceedings": lambda facts: facts.proceedings,
    "disciplined_in_post": lambda facts: facts.disciplined_in_post,
    "woman": lambda facts: None if facts.sex is None else facts.sex == "female",
    "retires_later": lambda facts: facts.retires_later,
    "rewarded": lambda facts: None if facts.achievement is None else facts.achievement in facts.rewarded,
    "studied_well": lambda facts: (
        STUDY.index(facts.study[facts.year]) >= STUDY.index("kha") if facts.year in facts.study else None
    ),
}
