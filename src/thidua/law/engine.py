"""Asking the law: judge an award for one nominee, walk the ladder, find votes, quotas and who decides.

The law is chosen by the day `on`, on which the dossier was received (98/2023 and 152/2025, art 60(3); interpretation
point "transition"). On a day without verified rule the answer is "cannot tell", with what the last verified rule would
have given beside it; only a responsible person's Confirmation lets the old rule go on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.law import agency, ballots, data, reasons
from thidua.law.agency import BadParameter
from thidua.law.ballots import quota, threshold
from thidua.law.conditions import Hearing, Outcome, work_out
from thidua.law.data import UnknownAward
from thidua.law.facts import Facts
from thidua.law.masks import Value, both, either
from thidua.law.provisions import Rule
from thidua.law.verdicts import Confirmation, Quota, Threshold, Truth, Verdict

__all__ = [
    "BadParameter", "Confirmation", "Facts", "Quota", "Threshold", "Truth", "UnknownAward", "Verdict",
    "authority", "is_verified", "judge", "ladder", "quota", "threshold",
]  # fmt: skip


def judge(
    award_id: str,
    facts: Facts,
    *,
    on: date,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> Verdict:
    """Whether the facts fulfil the award's conditions under the law of the day on which the dossier was received.

    Raises UnknownAward, BadParameter, and ValueError for a confirmation of a rule that does not exist.
    """
    data.award(award_id)
    settled = agency.settle(parameters)
    words = ballots.by_rule(confirmations)
    return _judge(award_id, facts, on, on, settled, words)


def ladder(
    facts: Facts,
    *,
    on: date,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> tuple[Verdict, ...]:
    """The verdicts on every award of the subject's ladder, from the first rung up; the certificate stands last."""
    settled, words = agency.settle(parameters), ballots.by_rule(confirmations)
    return tuple(_judge(award_id, facts, on, on, settled, words) for award_id in data.ladder(facts.subject))


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


@dataclass(frozen=True)
class _Applied:
    """A rule worked out; `value` differs from the outcome's where nobody vouches for the rule; `word` vouches for it."""

    rule: Rule
    outcome: Outcome
    value: Value
    word: Confirmation | None


def _judge(
    award_id: str, facts: Facts, law_of: date, on: date, settled: Mapping[str, Any], words: Mapping[str, Confirmation]
) -> Verdict:
    every = data.rules_of(award_id, facts.subject)
    rules = [one for one in every if one.in_force(law_of)]
    open_ended = [one for one in every if one.unverified(law_of)]
    confirmed = [one for one in open_ended if one.id in words]
    has_route = any(one.role != "constraint" for one in rules + confirmed)
    if not has_route:
        ended = [one for one in open_ended if one.role != "constraint" and one.last_day]
        older: Verdict | None = None
        if ended:
            older = _judge(award_id, facts, max(one.last_day for one in ended if one.last_day), on, settled, {})
        return reasons.unverified(award_id, facts, on, ended, older)

    # A confirmed rule refers to the standards of its own time.
    standards_of = max(one.last_day for one in confirmed if one.last_day) if confirmed else law_of
    hearing = Hearing(award_id, facts, on, settled, lambda other: _standard(other, facts, standards_of, on, settled))
    routes: list[_Applied] = []
    constraints: list[_Applied] = []
    for rule in rules + open_ended:
        outcome = work_out(rule.condition, hearing)
        word = words.get(rule.id) if rule in open_ended else None
        shaky = rule in open_ended and word is None
        # Nobody vouches for a rule that may have changed: neither its yes nor its no counts.
        value = Value.UNKNOWN if shaky and outcome.value in (Value.YES, Value.NO) else outcome.value
        (constraints if rule.role == "constraint" else routes).append(_Applied(rule, outcome, value, word))
    return _conclude(award_id, facts, routes, constraints)


def _conclude(award_id: str, facts: Facts, routes: list[_Applied], constraints: list[_Applied]) -> Verdict:
    value = _final([one.value for one in routes], [one.value for one in constraints])
    route = either(one.value for one in routes)
    # The route that carries the verdict: among those of the same value the one nearest to being met.
    chosen = min((one for one in routes if one.value is route), key=lambda one: (one.outcome.far, -one.outcome.weight))
    matter = [chosen, *constraints]
    blocking = next((one for one in [chosen, *constraints] if one.value is value), chosen)
    return reasons.verdict(
        award_id,
        facts,
        value,
        applied=[(one.rule, one.outcome, one.value) for one in routes + constraints],
        matter=[(one.rule, one.outcome, one.value) for one in matter],
        blocking=(blocking.rule, blocking.outcome, blocking.value),
        word=next((one.word for one in [chosen, *constraints] if one.word), None),
    )


def _final(routes: list[Value], constraints: list[Value]) -> Value:
    """One route and every constraint. A constraint that fails decides even where no route is in play."""
    if Value.NO in constraints:
        return Value.NO
    return both([either(routes), *constraints])


def _standard(award_id: str, facts: Facts, law_of: date, on: date, settled: Mapping[str, Any]) -> Value:
    rules = [one for one in data.rules_of(award_id, facts.subject) if one.in_force(law_of)]
    if not rules:
        return Value.UNKNOWN

    def deeper(other: str) -> Value:
        return _standard(other, facts, law_of, on, settled)

    hearing = Hearing(award_id, facts, on, settled, deeper)
    values = [(one.role == "constraint", work_out(one.condition, hearing).value) for one in rules]
    return _final([one for bound, one in values if not bound], [one for bound, one in values if bound])
