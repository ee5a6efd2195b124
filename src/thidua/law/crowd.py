"""Many nominees as the conditions see them: what `person` answers for one, with arrays."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.law.columns import Columns
from thidua.law.facts import DISCIPLINE, REACH
from thidua.law.logic import LEFT, NO
from thidua.law.many import MANY
from thidua.law.masks import EVERY
from thidua.law.person import NOTHING_FLAGGED, UNRECORDED, Pair

WORTHWHILE = 1 << 12
"""From so many on it pays to ask a condition of some of them only."""

CIVIL = ("co_so", "bo_tinh", "toan_quoc")
"""The reaches that are told apart for everybody; those of the armed forces are looked at one by one."""


class Crowd:
    """Many nominees as the conditions see them (see `person.Person`)."""

    logic = MANY

    def __init__(
        self, columns: Columns, on: date, standard: Callable[[str], Any], equivalents: Mapping[str, str]
    ) -> None:
        self.columns, self.on, self.year, self.standard = columns, on, columns.year, standard
        self.equivalents = equivalents
        self._known: dict[Any, Any] = {}
        self.memo: dict[Any, Any] = {}

    def _pair(self, signal: str, known: str) -> Pair:
        recorded = self.columns.years.get(known)
        held = self.columns.years.get(signal)
        if held is None:
            return UNRECORDED if recorded is None else (0, recorded)
        if recorded is None:
            return held, 0
        return held, ~held if isinstance(recorded, int) else recorded & ~held

    def all_of(self, values: Sequence[Callable[["Crowd"], Any]]) -> Any:
        """See `Person`. Once most are a no, the rest is asked of the others alone."""
        out: Any = LEFT
        for place, value in enumerate(values, 1):
            out = MANY.both([out, value(self)])
            if place == len(values) or isinstance(out, int) or self.columns.size < WORTHWHILE:
                continue
            open_ = out > NO
            if 4 * np.count_nonzero(open_) < self.columns.size:
                rows = np.flatnonzero(open_)
                if len(rows):
                    out[rows] = MANY.both([out[rows], self._some(rows).all_of(values[place:])])
                return out
        return out

    def _some(self, rows: NDArray[np.intp]) -> "Crowd":
        """Some of the nominees."""

        def standard(award: str) -> Any:
            code = self.standard(award)
            return code if isinstance(code, int) else code[rows]

        return Crowd(self.columns.taken(rows), self.on, standard, self.equivalents)

    def whole(self, what: str) -> bool:
        """See `Person`."""
        return isinstance(self.columns.years.get(f"known.{what}"), int)

    def with_title(self, award: str) -> Any:
        """The years with the title alone, where nothing is unrecorded."""
        if award in self.equivalents:
            return self.title(award)[0]
        return self.columns.years.get(f"title.{award}", 0)

    def title(self, award: str) -> Pair:
        """See `Person`."""
        return self._once("title", award, lambda: self._title(award))

    def _title(self, award: str) -> Pair:
        yes, no = self._pair(f"title.{award}", "known.titles")
        if award not in self.equivalents:
            return yes, no
        more, none = self._pair(f"title.{self.equivalents[award]}", "known.titles")
        yes = yes | more
        return yes, no & (none | MANY.spread((more | none) == 0)) & MANY.others(yes)

    def grade(self, at_least: str) -> Pair:
        """See `Person`."""
        if at_least == "khong_hoan_thanh":
            return self.columns.years.get("known.grade", 0), 0
        return self._once("grade", at_least, lambda: self._pair(f"grade.{at_least}", "known.grade"))

    def discipline(self, from_level: str) -> Pair:
        """See `Person`."""
        return self._once("discipline", from_level, lambda: self._disciplined(from_level))

    def _disciplined(self, from_level: str) -> Pair:
        years = self.columns.years
        yes: Any = 0
        for rung in DISCIPLINE[DISCIPLINE.index(from_level) :]:
            if (found := years.get(f"discipline.{rung}")) is not None:
                yes = yes | found
        known = years.get("known.discipline")
        if known is None:
            return yes, 0
        return yes, ~yes & EVERY if isinstance(known, int) else known & ~yes

    def planes(
        self, kind: str, level: str, *, higher: bool, fresh_for: str | None, reuse: str
    ) -> tuple[list[Any], Any]:
        """See `Person`; what a work was used for is looked at one by one only."""
        planes = list(self._planes(kind, level))
        if not higher and level != REACH[-1]:
            # Exactly this reach: so many of this reach or wider, less those of a wider one. n or more remain where for
            # some j there are n + j of the first and at most j of the second.
            wider = list(self._planes(kind, REACH[REACH.index(level) + 1]))
            planes = [
                reduce(
                    or_, [planes[n + j] & (~more & EVERY) for j, more in enumerate([*wider, 0]) if n + j < len(planes)]
                )
                for n in range(len(planes))
            ]
        return planes or [0], self.columns.years.get("known.works", 0)

    def _planes(self, kind: str, level: str) -> Iterator[Any]:
        """The planes of the level; the two of the armed forces are those of the next civil one above."""
        at = level if level in CIVIL else REACH[REACH.index(level) + 1]
        years, number = self.columns.years, 1
        while (plane := years.get(f"{kind}.{at}.{number}")) is not None:
            # Where a year is not recorded whole, one that is there is "at least one", as for `Person`.
            yield plane if number == 1 else plane & years.get("known.works", 0)
            number += 1

    def number(self, what: str, key: str = "") -> tuple[Any, Any]:
        """See `Person`."""
        return self.columns.numbers.get(f"{what}.{key}" if key else what, (0, False))

    def decided(self, award: str) -> tuple[Any, Any]:
        """See `Person`."""
        return self.number("decided", award)

    def flag(self, what: str) -> Pair:
        """See `Person`; nothing of the kind is kept for everybody."""
        return NOTHING_FLAGGED

    def claimed(self, claim: str) -> bool:
        """See `Person`; a review of everybody claims nothing."""
        return False

    def vote(self, award: str) -> None:
        """See `Person`."""

    def _once(self, what: str, key: str, find: Callable[[], Pair]) -> Pair:
        if (what, key) not in self._known:
            self._known[what, key] = find()
        pair: Pair = self._known[what, key]
        return pair
