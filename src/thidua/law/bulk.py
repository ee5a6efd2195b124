"""The law asked for everybody at once: year masks in, a code for each nominee and award out.

The same tests as for one nominee (`conditions`), on NumPy arrays. What is asked of one person afterwards
(`engine.judge`) must agree with it; the tests compare the two on generated histories.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.law import agency, ballots, data, engine
from thidua.law.columns import Columns
from thidua.law.conditions import Test
from thidua.law.crowd import Crowd
from thidua.law.evidence import SHORT, UNREACHABLE
from thidua.law.logic import NO, UNKNOWN, YES
from thidua.law.many import MANY, keep_memory
from thidua.law.verdicts import Confirmation, Truth

Codes = NDArray[np.uint8]

BLOCK = 1 << 16
"""Nominees worked on together at the most: the arrays of one condition stay in the processor's cache."""


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
