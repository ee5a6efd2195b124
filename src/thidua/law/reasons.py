"""Turning worked-out rules into a verdict: the rows, the condition that decided, and the sentences."""

from collections.abc import Sequence
from datetime import date

from thidua.law import data
from thidua.law.conditions import Outcome
from thidua.law.facts import Facts
from thidua.law.masks import Value, years_of
from thidua.law.provisions import CONFIDENCE, COUNCIL, Rule
from thidua.law.verdicts import Cite, ConditionResult, Confirmation, Truth, Verdict

Applied = tuple[Rule, Outcome, Value]

_TRUTH = {Value.YES: Truth.met, Value.NO: Truth.not_met}
_OPENING = {
    Truth.met: ("Đủ điều kiện", "Fulfils the conditions of"),
    Truth.not_met: ("Chưa đủ điều kiện", "Does not fulfil the conditions of"),
    Truth.cannot_tell: ("Chưa xác định được điều kiện", "Cannot tell on the conditions of"),
}


def truth(value: Value) -> Truth:
    """The public answer for a worked-out value."""
    return _TRUTH.get(value, Truth.cannot_tell)


def verdict(
    award_id: str,
    facts: Facts,
    value: Value,
    *,
    applied: Sequence[Applied],
    matter: Sequence[Applied],
    blocking: Applied,
    word: Confirmation | None,
) -> Verdict:
    """The verdict of rules that were worked out. `matter`: the chosen route and the constraints; `blocking` decided."""
    answer = truth(value)
    rows: list[ConditionResult] = []
    found: dict[int, ConditionResult] = {}
    for rule, outcome, own in applied:
        rows.append(_row_of_rule(rule, own))
        _rows(outcome, rule, rule.id, 1, facts.year, rows, found)
    leaf = _deciding(blocking[1], blocking[2])
    deciding = found[id(leaf)]
    cites = tuple(dict.fromkeys(cite for rule, _, _ in matter for cite in rule.cites))
    counted = [one for one in matter if one[2] not in (Value.LEFT, Value.OUT)] or list(matter)
    vi, en = _reason(award_id, facts.year, answer, value, matter, deciding, rows, word)
    return Verdict(
        award=award_id,
        subject=facts.subject,
        truth=answer,
        rule_ids=tuple(rule.id for rule, _, _ in applied),
        conditions=tuple(rows),
        deciding=deciding,
        cites=cites,
        basis="recalled" if any(rule.basis == "recalled" for rule, _, _ in counted) else "seen",
        confidence=min((rule.confidence for rule, _, _ in counted), key=CONFIDENCE.index),
        reason_vi=vi,
        reason_en=en,
        older=None,
        confirmation=word,
        questions=tuple(dict.fromkeys(rule.question for rule, _, _ in matter if rule.question)),
        law_version=data.VERSION,
    )


def unverified(award_id: str, facts: Facts, on: date, ended: Sequence[Rule], older: Verdict | None) -> Verdict:
    """The verdict of a day without verified rule."""
    award = data.award(award_id)
    cites: tuple[Cite, ...] = tuple(dict.fromkeys(rule.continuation_basis for rule in ended if rule.continuation_basis))
    if older is not None:
        since = min(rule.continuation_from for rule in ended if rule.continuation_from)
        source_vi, source_en = cites[0].text("vi"), cites[0].text("en")
        was_vi, was_en = _OPENING[older.truth]
        vi = (
            f"Chưa xác định được: từ ngày {since:%d/%m/%Y} {source_vi} có hiệu lực, tiêu chuẩn {award.vi} chưa được "
            f"kiểm chứng trong dữ liệu. Theo quy định trước đó: {was_vi[:1].lower()}{was_vi[1:]}."
        )
        en = (
            f"Cannot tell: {source_en} is in force since {since.isoformat()} and the criteria of {award.en} under it are "
            f"not verified in the data. Under the rule before it: {was_en[:1].lower()}{was_en[1:]} the award."
        )
    else:
        vi = f"Chưa xác định được: dữ liệu pháp luật không có quy định về {award.vi} cho ngày {on:%d/%m/%Y}."
        en = f"Cannot tell: the law data holds no rule on {award.en} for {on.isoformat()}."
    return Verdict(
        award=award_id,
        subject=facts.subject,
        truth=Truth.cannot_tell,
        rule_ids=tuple(rule.id for rule in ended),
        conditions=(),
        deciding=None,
        cites=cites,
        basis="recalled",
        confidence="low",
        reason_vi=vi,
        reason_en=en,
        older=older,
        confirmation=None,
        questions=older.questions if older else (),
        law_version=data.VERSION,
    )


def _row_of_rule(rule: Rule, value: Value) -> ConditionResult:
    where_vi = "; ".join(cite.text("vi") for cite in rule.cites)
    where_en = "; ".join(cite.text("en") for cite in rule.cites)
    word_vi, word_en = {
        "criteria": ("Tiêu chuẩn", "Criteria"),
        "alternative": ("Trường hợp khác", "Another route"),
        "constraint": ("Điều kiện kèm theo", "Added condition"),
    }[rule.role]
    return ConditionResult(
        kind="rule",
        truth=truth(value),
        vi=f"{word_vi}: {where_vi}",
        en=f"{word_en}: {where_en}",
        cites=rule.cites,
        limb=rule.id,
        rule_id=rule.id,
        left_to_people=value is Value.LEFT,
        in_play=value is not Value.OUT,
    )


def _rows(
    outcome: Outcome,
    rule: Rule,
    limb: str,
    depth: int,
    year: int,
    rows: list[ConditionResult],
    found: dict[int, ConditionResult],
) -> None:
    """Lay the tree out flat, top down. A sole top-level `all` is what a rule is; it gets no row of its own."""
    node = outcome.node
    if node.kind == "all" and depth == 1:
        inner = depth
    else:
        inner = depth + 1
        row = ConditionResult(
            kind=node.kind,
            truth=truth(outcome.value),
            vi=node.vi,
            en=node.en,
            held=years_of(outcome.held, year),
            missed=years_of(outcome.missed, year),
            unknown=years_of(outcome.unknown, year),
            missing_vi=outcome.missing[0],
            missing_en=outcome.missing[1],
            cites=rule.cites,
            depth=depth,
            left_to_people=node.kind == "people" or outcome.value is Value.LEFT,
            claimed=outcome.claimed,
            limb=limb,
            rule_id=rule.id,
            in_play=outcome.value is not Value.OUT,
            stage="council" if node.kind in COUNCIL else "dossier",
        )
        rows.append(row)
        found[id(outcome)] = row
    for number, part in enumerate(outcome.parts, 1):
        _rows(part, rule, f"{limb}/{number}", inner, year, rows, found)


def _deciding(outcome: Outcome, value: Value) -> Outcome:
    """The leaf that made the value: of a choice the limb nearest to being met, of a met rule the strongest evidence."""
    if not outcome.parts:
        return outcome
    same = [part for part in outcome.parts if part.value is value] or [
        part for part in outcome.parts if part.value is outcome.value
    ] or list(outcome.parts)  # fmt: skip
    if value is Value.YES:
        # Of equal evidence the later condition: the earlier ones are mostly the lower title.
        return _deciding(max(reversed(same), key=lambda part: part.weight), value)
    if outcome.node.kind == "any":
        return _deciding(min(same, key=lambda part: part.far), value)
    return _deciding(same[0], value)


def _lacking(outcome: Outcome, value: Value) -> list[tuple[str, str]]:
    """Everything that keeps the outcome from being met, along the nearest limbs."""
    if outcome.value in (Value.YES, Value.LEFT):
        return []
    if not outcome.parts:
        return [outcome.missing] if outcome.missing[0] else []
    if outcome.node.kind == "any":
        same = [part for part in outcome.parts if part.value is outcome.value]
        return _lacking(min(same, key=lambda part: part.far), value)
    return [one for part in outcome.parts for one in _lacking(part, value)]


def _reason(
    award_id: str,
    year: int,
    answer: Truth,
    value: Value,
    matter: Sequence[Applied],
    deciding: ConditionResult,
    rows: Sequence[ConditionResult],
    word: Confirmation | None,
) -> tuple[str, str]:
    award = data.award(award_id)
    open_vi, open_en = _OPENING[answer]
    places = matter[0][0].cites
    vi = f"{open_vi} {award.vi} năm {year} theo {'; '.join(cite.text('vi') for cite in places)}"
    en = f"{open_en} {award.en} for {year} under {'; '.join(cite.text('en') for cite in places)}"
    if answer is Truth.met:
        held = ", ".join(str(one) for one in deciding.held)
        vi += f". Căn cứ: {deciding.vi}" + (f" ({held})." if held else ".")
        en += f". Evidence: {deciding.en}" + (f" ({held})." if held else ".")
        ruled = {rule.id for rule, _, _ in matter}
        if any(row.left_to_people and row.in_play and not row.claimed and row.rule_id in ruled for row in rows):
            vi += " Các nội dung còn lại do hội đồng, thủ trưởng xét."
            en += " The rest is for the council and the head to judge."
    elif value is Value.LEFT:
        vi += ": tiêu chuẩn này do người có thẩm quyền đánh giá toàn bộ."
        en += ": this standard is wholly for the competent head to judge."
    else:
        lacking = list(dict.fromkeys(one for _, outcome, own in matter for one in _lacking(outcome, own)))
        shaky = [rule for rule, _, own in matter if own is Value.UNKNOWN and rule.continuation_from and word]
        vi += ": " + ("; ".join(one[0] for one in lacking) or "còn quy định chưa được xác nhận tiếp tục áp dụng") + "."
        en += ": " + ("; ".join(one[1] for one in lacking) or "a rule is not confirmed to go on") + "."
        if shaky and not lacking:
            vi += " " + ", ".join(rule.id for rule in shaky) + "."
            en += " " + ", ".join(rule.id for rule in shaky) + "."
    if word is not None:
        vi += f" Áp dụng theo xác nhận của {word.confirmed_by} ngày {word.on:%d/%m/%Y}: {word.text}"
        en += f" Applied on the word of {word.confirmed_by} of {word.on.isoformat()}: {word.text}"
    return vi, en
