"""The law asked for everybody at once: year masks in, a code for each nominee and award out.

The same tests as for one nominee (`conditions`), on NumPy arrays. What is asked of one person afterwards
(`engine.judge`) must agree with it; the tests compare the two on generated histories.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.law import agency, ballots, data, engine
from thidua.law.conditions import Test
from thidua.law.evidence import SHORT, UNREACHABLE
from thidua.law.facts import DISCIPLINE, REACH
from thidua.law.logic import LEFT, NO, OUT, UNKNOWN, YES
from thidua.law.many import MANY, keep_memory
from thidua.law.masks import EVERY, WIDTH
from thidua.law.person import NOTHING_FLAGGED, UNRECORDED, Pair
from thidua.law.verdicts import Confirmation, Truth

Codes = NDArray[np.uint8]
Bits = NDArray[np.uint32]

BLOCK = 1 << 16
"""Nominees worked on together at the most: the arrays of one condition stay in the processor's cache."""

WORTHWHILE = 1 << 12
"""From so many on it pays to ask a condition of some of them only."""

CIVIL = ("co_so", "bo_tinh", "toan_quoc")
"""The reaches that are told apart for everybody; those of the armed forces are looked at one by one."""

ANCHOR = 2040
"""The year of bit 0 of a stored profile (64 bits: back to 1977 and before)."""


@dataclass(frozen=True)
class Columns:
    """What the law may look at for many nominees of one kind, row by row.

    `years`: year masks by signal, bit i = year−i (uint32): `known.grade`, `grade.<at least>`, `known.discipline`,
    `discipline.<rung>`, `known.works`, `initiative.<reach or wider>.<at least n>`, `topic.…`, `known.titles`,
    `title.<award>`. `numbers`: a number and where it is recorded: `months`, `decided.<award>` (year of the decision).
    A signal that is absent is recorded of nobody, a title that is absent was received by nobody; `known.…` may be
    EVERY where all years of all are recorded.
    """

    subject: str
    year: int
    size: int
    years: Mapping[str, Bits | int]
    numbers: Mapping[str, tuple[NDArray[np.int32], NDArray[np.bool_]]] = field(default_factory=dict)

    @classmethod
    def of_profiles(
        cls,
        subject: str,
        year: int,
        signals: Sequence[str],
        packed: bytes,
        numbers: Mapping[str, tuple[NDArray[np.int32], NDArray[np.bool_]]] | None = None,
    ) -> "Columns":
        """From stored profiles: for each nominee one unsigned 64-bit integer a signal, anchored at `ANCHOR`."""
        matrix = np.frombuffer(packed, dtype="<u8").reshape(-1, len(signals))
        shift = np.uint64(ANCHOR - year)
        years: dict[str, Bits | int] = {}
        for number, signal in enumerate(signals):
            column = np.ascontiguousarray(matrix[:, number])
            if not column.any():
                continue
            column = column >> shift
            older = (column >> np.uint64(WIDTH - 1)) != 0
            kept = (column & np.uint64(EVERY)).astype(np.uint32)
            kept |= older.astype(np.uint32) << np.uint32(WIDTH - 1)
            years[signal] = EVERY if signal.startswith("known.") and bool((kept == EVERY).all()) else kept
        return cls(subject, year, len(matrix), years, numbers or {})

    def taken(self, rows: NDArray[np.intp]) -> "Columns":
        """Some of the rows, each column only when it is asked for."""
        return Columns(self.subject, self.year, len(rows), _Taken(self.years, rows), _Taken(self.numbers, rows))

    def block(self, rows: slice) -> "Columns":
        """Some of the rows."""
        start, stop, _ = rows.indices(self.size)
        return Columns(
            self.subject,
            self.year,
            stop - start,
            {signal: one if isinstance(one, int) else one[rows] for signal, one in self.years.items()},
            {name: (one[rows], known[rows]) for name, (one, known) in self.numbers.items()},
        )


class _Taken(Mapping[str, Any]):
    """Columns of which only some rows are wanted."""

    def __init__(self, whole: Mapping[str, Any], rows: NDArray[np.intp]) -> None:
        self._whole, self._rows = whole, rows
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            found = self._whole[name]
            if isinstance(found, tuple):
                self._known[name] = tuple(one[self._rows] for one in found)
            else:
                self._known[name] = found if isinstance(found, int) else found[self._rows]
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


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


@dataclass(frozen=True)
class Review:
    """The answers: for each award (row) and nominee (column) a code of `logic`, and how many conditions lack.

    `short` counts in halves, as `Verdict.short`. `verified`: whether the law of the day is; where it is not, the
    codes are those of the rule before it, and the answer to the public is "cannot tell".
    """

    awards: tuple[str, ...]
    verified: tuple[bool, ...]
    codes: Codes
    short: Codes | None

    def truth(self, award: str, nominee: int) -> Truth:
        """The answer, as `engine.judge` gives it."""
        row = self.awards.index(award)
        if not self.verified[row]:
            return Truth.cannot_tell
        return {YES: Truth.met, NO: Truth.not_met}.get(int(self.codes[row, nominee]), Truth.cannot_tell)


def review(
    columns: Columns,
    *,
    on: date,
    awards: Sequence[str] | None = None,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
    short: bool = True,
    threads: int = 2,
    progress: Callable[[int], None] | None = None,
) -> Review:
    """Judge every award of the day (or those given) for every nominee. `progress` is told the rows done.

    Raises BadDay, BadParameter, UnknownAward.
    """
    engine.check(on)
    settled, words = agency.settle(parameters), ballots.by_rule(confirmations)
    chosen = tuple(awards) if awards is not None else engine.open_awards(columns.subject, data.regime(on))
    plans = [_plan(data.award(award).id, columns.subject, on, settled, words) for award in chosen]
    codes, lacks = answer(plans, columns, on, settled, short=short, threads=threads, progress=progress)
    return Review(chosen, tuple(plan.verified for plan in plans), codes, lacks)


def answer(
    plans: Sequence["Plan"],
    columns: Columns,
    on: date,
    settled: agency.Settled,
    *,
    short: bool = False,
    threads: int = 2,
    progress: Callable[[int], None] | None = None,
) -> tuple[Codes, Codes | None]:
    """The codes of each plan (row) for each nominee (column), and how many conditions lack where `short` asks for it."""
    codes = np.empty((len(plans), columns.size), dtype=np.uint8)
    lacks = np.empty((len(plans), columns.size), dtype=np.uint8) if short else None

    keep_memory()
    threads = min(threads, -(-columns.size // BLOCK))

    def work(start: int) -> int:
        rows = slice(start, min(start + BLOCK, columns.size))
        block = columns.block(rows)
        sights: dict[date, Crowd] = {}
        for number, plan in enumerate(plans):
            if plan.law_of not in sights:
                sights[plan.law_of] = _crowd(block, on, plan.law_of, settled)
            code, lack = _answer(plan, sights[plan.law_of], short)
            codes[number, rows] = code
            if lacks is not None:
                lacks[number, rows] = lack
        return rows.stop - rows.start

    done = 0
    with ThreadPoolExecutor(threads) if threads > 1 else nullcontext() as pool:
        each = pool.map if pool else map
        for count in each(work, range(0, columns.size, BLOCK)):
            done += count
            if progress:
                progress(done)
    return codes, lacks


@dataclass(frozen=True)
class Plan:
    """The tests of one award on the day: routes and constraints, each with whether somebody vouches for it."""

    law_of: date
    verified: bool
    routes: tuple[tuple[Test, bool], ...]
    constraints: tuple[tuple[Test, bool], ...]


def _plan(award: str, subject: str, on: date, settled: agency.Settled, words: Mapping[str, Confirmation]) -> Plan:
    """As `engine.judge` chooses the law: of the day, of a confirmed rule's last day, else of the rules before it."""
    law_of, verified = on, True
    ready = engine.tests_of(award, subject, data.regime(on), settled)
    if not any(one.rule.role != "constraint" and (one.holds or one.rule.id in words) for one in ready):
        last = [one.rule.last_day for one in ready if one.rule.role != "constraint" and one.rule.last_day]
        if last:
            law_of, verified, words = max(last), False, {}
            ready = engine.tests_of(award, subject, data.regime(law_of), settled)
    else:
        ends = [one.rule.last_day for one in ready if not one.holds and one.rule.id in words and one.rule.last_day]
        law_of = max(ends) if ends else on
    parts = [(one.rule.role == "constraint", one.test, one.holds or one.rule.id in words) for one in ready]
    return Plan(
        law_of,
        verified,
        tuple((test, sure) for bound, test, sure in parts if not bound),
        tuple((test, sure) for bound, test, sure in parts if bound),
    )


def _crowd(block: Columns, on: date, law_of: date, settled: agency.Settled) -> Crowd:
    known: dict[str, Any] = {}

    def standard(award: str) -> Any:
        if award not in known:
            ready = [one for one in engine.tests_of(award, block.subject, data.regime(law_of), settled) if one.holds]
            known[award] = engine.standard_of(ready, crowd)
        return known[award]

    crowd = Crowd(block, on, standard, settled.equivalents)
    return crowd


def _answer(plan: Plan, crowd: Crowd, short: bool) -> tuple[Any, Any]:
    routes = [_measured(test, sure, crowd, short) for test, sure in plan.routes]
    constraints = [_measured(test, sure, crowd, short) for test, sure in plan.constraints]
    if not routes:
        return UNKNOWN, UNREACHABLE
    code = engine.conclude(MANY, [one for one, _ in routes], [one for one, _ in constraints])
    if not short:
        return code, None
    lack = _least([one for _, one in routes])
    for _, one in constraints:
        lack = _plus(lack, one)
    return code, lack


def _measured(test: Test, sure: bool, crowd: Crowd, short: bool) -> tuple[Any, Any]:
    code, lack = _measure(test, crowd) if short else (test.value(crowd), None)
    if not sure:
        # Nobody vouches for a rule that may have changed: neither its yes nor its no counts.
        code = MANY.choose((code == YES) | (code == NO), UNKNOWN, code)
    return code, lack


def _measure(test: Test, crowd: Crowd) -> tuple[Any, Any]:
    """The code of a test and how many conditions lack, as `evidence.Outcome.short` counts them."""
    if not test.parts:
        code = test.value(crowd)
        return code, MANY.short(code, SHORT)
    parts = [_measure(part, crowd) for part in test.parts]
    codes = [code for code, _ in parts]
    if test.node.kind == "any":
        return MANY.either(codes), _least([lack for _, lack in parts])
    total: Any = 0
    for _, lack in parts:
        total = _plus(total, lack)
    return MANY.both(codes), total


def _least(lacks: Sequence[Any]) -> Any:
    out = lacks[0]
    for lack in lacks[1:]:
        out = min(out, lack) if isinstance(out, int) and isinstance(lack, int) else np.minimum(out, np.uint8(lack))
    return out


def _plus(one: Any, other: Any) -> Any:
    if isinstance(one, int) and isinstance(other, int):
        return min(one + other, UNREACHABLE)
    return np.minimum(np.add(one, other, dtype=np.uint8), np.uint8(UNREACHABLE))


__all__ = ["ANCHOR", "LEFT", "NO", "OUT", "UNKNOWN", "YES", "Columns", "Crowd", "Plan", "Review", "answer", "review"]
