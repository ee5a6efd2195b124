"""Asking the law: judge an award for one nominee, walk the ladder, find votes, quotas and who decides.

The law is chosen by the day `on`, on which the dossier was received (98/2023 and 152/2025, art 60(3); interpretation
point "transition"). On a day without verified rule the answer is "cannot tell", with what the last verified rule would
have given beside it; only a responsible person's Confirmation lets the old rule go on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from thidua.law import agency, ballots, data, reasons
from thidua.law.agency import BadParameter
from thidua.law.ballots import quota, threshold
from thidua.law.conditions import Test, compile
from thidua.law.data import UnknownAward
from thidua.law.evidence import work_out
from thidua.law.facts import Facts
from thidua.law.logic import NO, ONE, UNKNOWN, YES
from thidua.law.person import Person
from thidua.law.provisions import EVERY_AWARD, Rule
from thidua.law.reasons import Applied
from thidua.law.verdicts import Confirmation, Quota, Threshold, Truth, Verdict

__all__ = [
    "BadDay", "BadParameter", "Confirmation", "Facts", "Quota", "Threshold", "Truth", "UnknownAward", "Verdict",
    "authority", "check", "every", "is_verified", "judge", "ladder", "quota", "threshold",
]  # fmt: skip


def judge(
    award_id: str,
    facts: Facts,
    *,
    on: date,
    decided_on: date | None = None,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> Verdict:
    """Whether the facts fulfil the award's conditions under the law of the day on which the dossier was received.

    `decided_on`: the day of the decision, where it is known: a law that came into force between the two may be more
    favourable. Raises UnknownAward, BadParameter, BadDay, and ValueError for a confirmation of a rule that does not
    exist or an award that is not for such a subject.
    """
    award = data.award(award_id)
    if facts.subject not in award.subjects:
        raise ValueError(f"{award.vi}: không dành cho đối tượng này / not for a nominee of kind {facts.subject!r}")
    settled, words = agency.settle(parameters), ballots.by_rule(confirmations)
    found = _judge(award_id, _Case(facts, check(on), settled, words), on)
    for one in data.transitions():
        if one.favourable and decided_on and on < one.since <= decided_on and found.truth is Truth.not_met:
            return reasons.maybe_better(found, one, on)
    return found


def every(
    facts: Facts,
    *,
    on: date,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> tuple[Verdict, ...]:
    """The verdicts on every award for such a nominee on which the law of the day has a rule, in the catalogue's order."""
    case = _Case(facts, check(on), agency.settle(parameters), ballots.by_rule(confirmations))
    return tuple([_judge(award_id, case, on) for award_id in open_awards(facts.subject, data.regime(on))])


def ladder(
    facts: Facts,
    *,
    on: date,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> tuple[Verdict, ...]:
    """The verdicts on every award of the subject's ladder, from the first rung up; the certificate stands last."""
    case = _Case(facts, check(on), agency.settle(parameters), ballots.by_rule(confirmations))
    return tuple([_judge(award_id, case, on) for award_id in data.ladder(facts.subject)])


FIRST_DAY = date(2004, 1, 1)
"""Before this day nothing is asked: the first law that the data holds was made in November 2003."""


class BadDay(ValueError):
    """A day for which the data holds no law."""


def check(on: date) -> date:
    """The day, if the data can speak of it. Raises BadDay."""
    if on < FIRST_DAY:
        raise BadDay(
            f"ngày {on:%d/%m/%Y} trước {FIRST_DAY:%d/%m/%Y}: dữ liệu pháp luật bắt đầu từ Luật năm 2003 "
            f"/ {on.isoformat()} is before {FIRST_DAY.isoformat()}: the data begins with the law of 2003"
        )
    return on


@cache
def open_awards(subject: str, regime: int) -> tuple[str, ...]:
    """The awards for the subject with a rule that holds, or may go on, under the rules of the regime (`data.regime`)."""
    points = data.turning_points()
    on = points[regime - 1] if regime else FIRST_DAY
    return tuple(
        award_id
        for award_id in data.judged(subject)
        if any(
            one.role != "constraint" and (one.in_force(on) or one.unverified(on))
            for one in data.rules_of(award_id, subject)
        )
    )


def authority(award_id: str, *, on: date) -> str:
    """The level that decides the award: xa, co_so, huyen, quan_khu_dhqg, bo_tinh, thu_tuong, chinh_phu, ubtvqh, chu_tich_nuoc.

    For a day without verified rule the last known level; `is_verified` tells which. Raises UnknownAward, and KeyError
    for a day before the first rule.
    """
    data.award(award_id)
    past = [one for one in data.authorities_of(award_id) if one.since <= on]
    if not past:
        raise KeyError(f"nothing is known on who decides {award_id} on {on}")
    return past[-1].level


def is_verified(award_id: str, *, on: date) -> bool:
    """Whether some rule on the award is verified law on that day."""
    data.award(award_id)
    return any(one.in_force(on) for one in data.rules_of(award_id) if one.role != "constraint")


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its test; `holds`: it is verified law on the day, else it may or may not go on."""

    rule: Rule
    test: Test
    holds: bool


class _Case:
    """One nominee before the law of a day, with what the agency settled."""

    def __init__(self, facts: Facts, on: date, settled: agency.Settled, words: Mapping[str, Confirmation]) -> None:
        self.facts, self.on, self.settled, self.words = facts, on, settled, words
        self._sights: dict[date, Person] = {}

    def sight(self, law_of: date) -> Person:
        """What the conditions see under the law of that day; the standards of lower titles are that law's."""
        if law_of not in self._sights:
            known: dict[str, int] = {}

            def standard(award_id: str) -> int:
                if award_id not in known:
                    known[award_id] = _standard(award_id, self, law_of)
                return known[award_id]

            self._sights[law_of] = Person(self.facts, self.on, standard, self.settled.equivalents)
        return self._sights[law_of]


@cache
def tests_of(award_id: str, subject: str, regime: int, settled: agency.Settled) -> tuple[Ready, ...]:
    """The rules that hold, or may go on, ready to be asked."""
    points = data.turning_points()
    on = points[regime - 1] if regime else FIRST_DAY
    return tuple(
        Ready(rule, compile(rule.condition, award_id, settled), rule.in_force(on))
        for rule in data.rules_of(award_id, subject)
        if rule.in_force(on) or rule.unverified(on)
    )


def _judge(award_id: str, case: _Case, law_of: date) -> Verdict:
    ready = tests_of(award_id, case.facts.subject, data.regime(law_of), case.settled)
    words = case.words
    if not any(one.rule.role != "constraint" and (one.holds or one.rule.id in words) for one in ready):
        ended = [one.rule for one in ready if one.rule.role != "constraint" and one.rule.last_day]
        older: Verdict | None = None
        if ended:
            before = _Case(case.facts, case.on, case.settled, {})
            older = _judge(award_id, before, max(one.last_day for one in ended if one.last_day))
        return reasons.unverified(award_id, case.facts, case.on, ended, older)

    # A confirmed rule refers to the standards of its own time.
    ends = [one.rule.last_day for one in ready if not one.holds and one.rule.id in words and one.rule.last_day]
    sight = case.sight(max(ends) if ends else law_of)
    routes: list[Applied] = []
    constraints: list[Applied] = []
    for one in ready:
        if one.rule.award == EVERY_AWARD:  # the same answer for every award: worked out once
            outcome = sight.memo.get(one.rule.id) or sight.memo.setdefault(one.rule.id, work_out(one.test, sight))
        else:
            outcome = work_out(one.test, sight)
        word = None if one.holds else words.get(one.rule.id)
        # Nobody vouches for a rule that may have changed: neither its yes nor its no counts.
        shaky = not one.holds and word is None and outcome.code in (YES, NO)
        code = UNKNOWN if shaky else outcome.code
        (constraints if one.rule.role == "constraint" else routes).append(Applied(one.rule, outcome, code, word))
    return _conclude(award_id, case.facts, routes, constraints)


def _conclude(award_id: str, facts: Facts, routes: list[Applied], constraints: list[Applied]) -> Verdict:
    code = conclude(ONE, [one.code for one in routes], [one.code for one in constraints])
    chosen = routes[0]
    if len(routes) > 1:
        # The route that carries the verdict: among those of the same value the one nearest to being met.
        route = ONE.either([one.code for one in routes])
        same = [one for one in routes if one.code == route]
        chosen = same[0]
        if len(same) > 1:
            chosen = min(same, key=lambda one: (one.outcome.far, -one.outcome.weight))
    matter = [chosen, *constraints]
    blocking = next((one for one in matter if one.code == code), chosen)
    short = min([one.outcome.short for one in routes]) + sum([one.outcome.short for one in constraints])
    return reasons.verdict(award_id, facts, code, routes + constraints, matter, blocking, short)


def conclude(logic: Any, routes: Sequence[Any], constraints: Sequence[Any]) -> Any:
    """One route and every constraint. A constraint that fails decides even where no route is in play."""
    whole = logic.both([logic.either(routes), *constraints])
    for one in constraints:
        whole = logic.refuse(whole, one == NO)
    return whole


def _standard(award_id: str, case: _Case, law_of: date) -> int:
    ready = [one for one in tests_of(award_id, case.facts.subject, data.regime(law_of), case.settled) if one.holds]
    code: int = standard_of(ready, case.sight(law_of))
    return code


def standard_of(ready: Sequence[Ready], sight: Any) -> Any:
    """The code of a standard under the rules that hold; UNKNOWN where none of them is a route to it."""
    routes = [one.test.value(sight) for one in ready if one.rule.role != "constraint"]
    if not routes:
        return UNKNOWN
    return conclude(sight.logic, routes, [one.test.value(sight) for one in ready if one.rule.role == "constraint"])
