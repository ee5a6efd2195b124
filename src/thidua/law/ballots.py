"""The council's stage: how many votes an award needs, and how many may get it."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from thidua.law import agency, data
from thidua.law.provisions import Condition, Rule
from thidua.law.verdicts import Confirmation, Quota, Source, Threshold, Wording


def by_rule(confirmations: Sequence[Confirmation]) -> dict[str, Confirmation]:
    """The confirmations by rule id. Raises ValueError where one names a rule that does not exist."""
    for one in confirmations:
        if one.rule_id not in data.law().rules:
            raise ValueError(f"confirmation of an unknown rule {one.rule_id!r}")
    return {one.rule_id: one for one in confirmations}


def threshold(
    award_id: str,
    *,
    on: date,
    members: int,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> Threshold:
    """How many votes of a council of `members` the award needs under the law of that day, else under the agency's rule.

    Raises UnknownAward, BadParameter, and ValueError when `members` is not positive.
    """
    if members < 1:
        raise ValueError("a council has at least one member")
    data.award(award_id)
    own_key = f"vote_percent.{award_id}"
    settled, words = agency.settle(parameters), by_rule(confirmations)
    own = settled.get(own_key)
    rule, asks = _bearing(award_id, "vote", on)
    word: Confirmation | None = None
    older: Threshold | None = None
    if rule is None:
        ended, ended_asks = _ended(award_id, "vote", on)
        if ended is not None and ended.id in words:
            rule, asks, word = ended, ended_asks, words[ended.id]
        elif ended is not None and ended.last_day:
            older = threshold(award_id, on=ended.last_day, members=members)
    if rule is not None and asks is not None and not (asks.asks["unless_own_rule"] and own is not None):
        return _threshold(
            award_id, members, Fraction(asks.asks["percent"]), "law", rule=rule, asks=asks.asks, word=word
        )
    # A vote that the law fixed until it became unverified is not the agency's to fix: its number stays unknown.
    if own is not None and older is None:
        return _threshold(award_id, members, Fraction(own), "agency", parameter=own_key, own=own_key)
    return _threshold(award_id, members, None, "unknown", own=own_key, older=older)


def _threshold(
    award_id: str,
    members: int,
    percent: Fraction | None,
    source: Source,
    *,
    rule: Rule | None = None,
    asks: Mapping[str, Any] | None = None,
    parameter: str | None = None,
    own: str | None = None,
    older: Threshold | None = None,
    word: Confirmation | None = None,
) -> Threshold:
    needed = None if percent is None else math.ceil(percent * members / 100)
    question = rule.question if rule else None
    if own and own in data.law().parameters and not rule:
        question = data.law().parameters[own].question
    if percent is None:
        vi = f"Chưa có quy định về tỷ lệ phiếu cho {data.award(award_id).vi}: cần quy chế của cơ quan"
        en = f"No rule known on the share of votes for {data.award(award_id).en}: the agency's own rule is needed"
        if older:
            vi = f"Chưa kiểm chứng tỷ lệ phiếu hiện hành; quy định trước đó: {older.vi}"
            en = f"The share of votes now in force is not verified; the rule before it: {older.en}"
    else:
        vi = f"cần {_vi(percent)}% của {members} thành viên: {needed} phiếu"
        en = f"{_en(percent)}% of {members} members needed: {needed} votes"
    return Threshold(
        award=award_id,
        members=members,
        needed=needed,
        percent=percent,
        base="all_members",
        secret=asks["secret"] if asks else None,
        absent=asks["absent"] if asks else None,
        source=source,
        rule_id=rule.id if rule else None,
        parameter=parameter,
        cites=rule.cites if rule else (),
        vi=vi,
        en=en,
        confidence=rule.confidence if rule else "low" if percent is None else "high",
        question=question,
        older=older,
        confirmation=word,
    )


_ROUNDINGS = {"down": math.floor, "up": math.ceil, "nearest": lambda raw: math.floor(raw + Fraction(1, 2))}


def quota(
    award_id: str,
    *,
    on: date,
    holders: int,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
) -> Quota | None:
    """How many may get the award out of `holders` (the base that `of_vi` names) under the law of that day.

    None: the law caps nothing on that day and the agency has set nothing. `allowed` None: nobody has verified whether
    there is a cap. Rounding is the agency's (default down). Raises UnknownAward, BadParameter, ValueError (holders < 0).
    """
    if holders < 0:
        raise ValueError("holders are counted from 0")
    data.award(award_id)
    own_key = f"quota_percent.{award_id}"
    settled, words = agency.settle(parameters), by_rule(confirmations)
    own = settled.get(own_key)
    rule, node = _bearing(award_id, "quota", on)
    older: Quota | None = None
    if rule is None:
        ended, ended_node = _ended(award_id, "quota", on)
        if ended is not None and ended.id in words:
            rule, node = ended, ended_node
        elif ended is not None and ended.last_day:
            older = quota(award_id, on=ended.last_day, holders=holders, parameters=parameters)
    if rule is not None and node is not None:
        cap = Fraction(node.asks["percent"])
        # The agency may set less than the law's cap (91/2017 art 9(3): "at most"), never more.
        share, source = (own, "agency") if own is not None and own < cap else (cap, "law")
        of = node.asks["of_vi"], node.asks["of_en"]
        return _quota(award_id, holders, share, of, settled, source, rule, own_key if source == "agency" else None)
    if older is None and own is not None:
        parameter = data.law().parameters[own_key]
        return _quota(award_id, holders, own, (parameter.vi, parameter.en), settled, "agency", None, own_key)
    if older is not None or _lapsed(award_id, on):
        return _unknown_quota(award_id, holders, settled, older)
    return None


def _quota(
    award_id: str,
    holders: int,
    percent: Fraction,
    of: tuple[str, str],
    settled: Mapping[str, Any],
    source: Any,
    rule: Rule | None,
    parameter: str | None,
) -> Quota:
    raw = percent * holders / 100
    rounding = str(settled["quota_rounding"])
    allowed = _ROUNDINGS[rounding](raw)
    if settled["quota_at_least_one"] and raw > 0:
        allowed = max(allowed, 1)
    return Quota(
        award=award_id,
        holders=holders,
        allowed=allowed,
        raw=raw,
        percent=percent,
        of_vi=of[0],
        of_en=of[1],
        rounding=rounding,
        source=source,
        rule_id=rule.id if rule else None,
        parameter=parameter,
        cites=rule.cites if rule else (),
        vi=f"không quá {_vi(percent)}% của {holders}: {_vi(raw)}, tức {allowed}",
        en=f"at most {_en(percent)}% of {holders}: {_en(raw)}, that is {allowed}",
        confidence=rule.confidence if rule else "high",
        question=rule.question if rule else None,
    )


def _unknown_quota(award_id: str, holders: int, settled: Mapping[str, Any], older: Quota | None) -> Quota:
    vi, en = "chưa kiểm chứng tỷ lệ khống chế hiện hành", "the cap now in force is not verified"
    if older:
        vi, en = f"{vi}; quy định trước đó: {older.vi}", f"{en}; the rule before it: {older.en}"
    return Quota(
        award=award_id,
        holders=holders,
        allowed=None,
        raw=None,
        percent=None,
        of_vi=older.of_vi if older else "",
        of_en=older.of_en if older else "",
        rounding=str(settled["quota_rounding"]),
        source="unknown",
        rule_id=None,
        parameter=None,
        cites=(),
        vi=vi,
        en=en,
        confidence="low",
        question=Wording("Luật sửa đổi có đặt tỷ lệ khống chế không?", "Does the amending law set a cap?"),
        older=older,
    )


def _bearing(award_id: str, kind: str, on: date) -> tuple[Rule | None, Condition | None]:
    return _find((one for one in data.rules_of(award_id) if one.in_force(on)), kind)


def _ended(award_id: str, kind: str, on: date) -> tuple[Rule | None, Condition | None]:
    return _find((one for one in data.rules_of(award_id) if one.unverified(on)), kind)


def _find(rules: Any, kind: str) -> tuple[Rule | None, Condition | None]:
    for rule in rules:
        for leaf in rule.condition.leaves():
            if leaf.kind == kind:
                return rule, leaf
    return None, None


def _lapsed(award_id: str, on: date) -> bool:
    """Whether the award's criteria are unverified on that day, so that a cap may have come with the new law."""
    return any(one.unverified(on) for one in data.rules_of(award_id) if one.role != "constraint")


def _en(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def _vi(number: Fraction) -> str:
    return _en(number).replace(".", ",")
