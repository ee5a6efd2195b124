"""Turning worked-out rules into a verdict: the rows, the condition that decided, and the sentences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from thidua.law import data
from thidua.law.evidence import UNREACHABLE, Outcome
from thidua.law.facts import Facts
from thidua.law.logic import LEFT, NO, OUT, UNKNOWN, YES
from thidua.law.masks import years_of
from thidua.law.phrases import listed
from thidua.law.provisions import CONFIDENCE, COUNCIL, Rule, Transition
from thidua.law.verdicts import Cite, ConditionResult, Confirmation, Told, Truth, Verdict, Wording


class Applied:
    """A rule worked out; `code` differs from the outcome's where nobody vouches for the rule; `word` vouches for it."""

    __slots__ = ("code", "outcome", "rule", "word")

    def __init__(self, rule: Rule, outcome: Outcome, code: int, word: Confirmation | None) -> None:
        self.rule, self.outcome, self.code, self.word = rule, outcome, code, word


_TRUTH = {YES: Truth.met, NO: Truth.not_met}
_OPENING = {
    Truth.met: ("Đủ điều kiện", "Fulfils the conditions of"),
    Truth.not_met: ("Chưa đủ điều kiện", "Does not fulfil the conditions of"),
    Truth.cannot_tell: ("Chưa xác định được điều kiện", "Cannot tell on the conditions of"),
}


def truth(code: int) -> Truth:
    """The public answer for a worked-out value."""
    return _TRUTH.get(code, Truth.cannot_tell)


@cache
def _sources(rules: tuple[Rule, ...]) -> tuple[tuple[Cite, ...], tuple[Wording, ...]]:
    """The citations and the open questions of the rules, each once."""
    cites = tuple(dict.fromkeys(cite for rule in rules for cite in rule.cites))
    return cites, tuple(dict.fromkeys(rule.question for rule in rules if rule.question))


@cache
def _surety(rules: tuple[Rule, ...]) -> tuple[str, str]:
    """The weakest basis and confidence of the rules."""
    basis = "recalled" if any(rule.basis == "recalled" for rule in rules) else "seen"
    return basis, CONFIDENCE[min(CONFIDENCE.index(rule.confidence) for rule in rules)]


def verdict(
    award_id: str,
    facts: Facts,
    code: int,
    applied: Sequence[Applied],
    matter: Sequence[Applied],
    blocking: Applied,
    short: int,
) -> Verdict:
    """The verdict of rules that were worked out. `matter`: the chosen route and the constraints; `blocking` decided."""
    rules = tuple([one.rule for one in matter])
    cites, questions = _sources(rules)
    basis, confidence = _surety(
        tuple([one.rule for one in matter if one.code not in (LEFT, OUT)]) or rules if len(rules) > 1 else rules
    )
    word = next((one.word for one in matter if one.word), None)
    return Verdict(
        award=award_id,
        subject=facts.subject,
        truth=_TRUTH.get(code, Truth.cannot_tell),
        rule_ids=tuple([one.rule.id for one in applied]),
        cites=cites,
        basis=basis,
        confidence=confidence,
        older=None,
        confirmation=word,
        questions=questions,
        law_version=data.VERSION,
        short=min(short, UNREACHABLE),
        tell=lambda: _told(award_id, facts, code, applied, matter, blocking, word),
        outcomes=tuple([one.outcome for one in applied]),
    )


def _told(
    award_id: str,
    facts: Facts,
    code: int,
    applied: Sequence[Applied],
    matter: Sequence[Applied],
    blocking: Applied,
    word: Confirmation | None,
) -> Told:
    rows: list[ConditionResult] = []
    found: dict[int, ConditionResult] = {}
    for one in applied:
        rows.append(_row_of_rule(one))
        _rows(one.outcome, one.rule, one.rule.id, 1, facts.year, rows, found)
    deciding = found[id(_deciding(blocking.outcome, blocking.code))]
    vi, en = _reason(award_id, facts, code, matter, deciding, rows, word)
    return Told(tuple(rows), deciding, vi, en)


def maybe_better(verdict: Verdict, transition: Transition, on: date) -> Verdict:
    """A verdict that is not met under the old law, where a new one that nobody verified may be more favourable."""
    was = verdict.told
    vi = f"Chưa xác định được: {was.reason_vi} {transition.vi}; quy định mới chưa được kiểm chứng."
    en = f"Cannot tell: {was.reason_en} {transition.en}; the new rules are not verified."
    return replace(
        verdict,
        truth=Truth.cannot_tell,
        cites=(*verdict.cites, *transition.cites),
        older=verdict,
        tell=lambda: Told((), None, vi, en),
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
        cites=cites,
        basis="recalled",
        confidence="low",
        older=older,
        confirmation=None,
        questions=older.questions if older else (),
        law_version=data.VERSION,
        short=older.short if older else UNREACHABLE,
        tell=lambda: Told((), None, vi, en),
    )


def _row_of_rule(applied: Applied) -> ConditionResult:
    rule = applied.rule
    where_vi = "; ".join(cite.text("vi") for cite in rule.cites)
    where_en = "; ".join(cite.text("en") for cite in rule.cites)
    word_vi, word_en = {
        "criteria": ("Tiêu chuẩn", "Criteria"),
        "alternative": ("Trường hợp khác", "Another route"),
        "constraint": ("Điều kiện kèm theo", "Added condition"),
    }[rule.role]
    return ConditionResult(
        kind="rule",
        truth=truth(applied.code),
        vi=f"{word_vi}: {where_vi}",
        en=f"{word_en}: {where_en}",
        cites=rule.cites,
        limb=rule.id,
        rule_id=rule.id,
        left_to_people=applied.code == LEFT,
        in_play=applied.code != OUT,
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
        inner, missing = depth + 1, outcome.missing
        row = ConditionResult(
            kind=node.kind,
            truth=truth(outcome.code),
            vi=node.vi,
            en=node.en,
            held=years_of(outcome.held, year),
            missed=years_of(outcome.missed, year),
            unknown=years_of(outcome.unknown, year),
            missing_vi=missing[0],
            missing_en=missing[1],
            cites=rule.cites,
            depth=depth,
            left_to_people=node.kind == "people" or outcome.code == LEFT,
            claimed=outcome.claimed,
            limb=limb,
            rule_id=rule.id,
            in_play=outcome.code != OUT,
            stage="council" if node.kind in COUNCIL else "dossier",
        )
        rows.append(row)
        found[id(outcome)] = row
    for number, part in enumerate(outcome.parts, 1):
        _rows(part, rule, f"{limb}/{number}", inner, year, rows, found)


def _deciding(outcome: Outcome, code: int) -> Outcome:
    """The leaf that made the value: of a choice the limb nearest to being met, of a met rule the strongest evidence."""
    if not outcome.parts:
        return outcome
    same = [part for part in outcome.parts if part.code == code] or [
        part for part in outcome.parts if part.code == outcome.code
    ] or list(outcome.parts)  # fmt: skip
    if code == YES:
        # Of equal evidence the later condition: the earlier ones are mostly the lower title.
        return _deciding(max(reversed(same), key=lambda part: part.weight), code)
    if outcome.node.kind == "any":
        return _deciding(min(same, key=lambda part: part.far), code)
    return _deciding(same[0], code)


def _lacking(outcome: Outcome) -> list[tuple[str, str]]:
    """Everything that keeps the outcome from being met, along the nearest limbs."""
    if outcome.code in (YES, LEFT):
        return []
    if not outcome.parts:
        missing = outcome.missing
        return [missing] if missing[0] else []
    if outcome.node.kind == "any":
        return _lacking(min([part for part in outcome.parts if part.code == outcome.code], key=lambda part: part.far))
    return [one for part in outcome.parts for one in _lacking(part)]


def _reason(
    award_id: str,
    facts: Facts,
    code: int,
    matter: Sequence[Applied],
    deciding: ConditionResult,
    rows: Sequence[ConditionResult],
    word: Confirmation | None,
) -> tuple[str, str]:
    award, answer = data.award(award_id), truth(code)
    open_vi, open_en = _OPENING[answer]
    places = matter[0].rule.cites
    year = listed((facts.year,), facts.calendar)
    word_vi, word_en = ("năm học", "the school year ") if facts.calendar == "school" else ("năm", "")
    vi = f"{open_vi} {award.vi} {word_vi} {year} theo {'; '.join(cite.text('vi') for cite in places)}"
    en = f"{open_en} {award.en} for {word_en}{year} under {'; '.join(cite.text('en') for cite in places)}"
    if answer is Truth.met:
        held = listed(deciding.held, facts.calendar)
        vi += f". Căn cứ: {deciding.vi}" + (f" ({held})." if held else ".")
        en += f". Evidence: {deciding.en}" + (f" ({held})." if held else ".")
        ruled = {one.rule.id for one in matter}
        if any(row.left_to_people and row.in_play and not row.claimed and row.rule_id in ruled for row in rows):
            vi += " Các nội dung còn lại do hội đồng, thủ trưởng xét."
            en += " The rest is for the council and the head to judge."
    elif code == LEFT:
        vi += ": tiêu chuẩn này do người có thẩm quyền đánh giá toàn bộ."
        en += ": this standard is wholly for the competent head to judge."
    else:
        lacking = list(dict.fromkeys(missing for one in matter for missing in _lacking(one.outcome)))
        shaky = [one.rule for one in matter if one.code == UNKNOWN and one.rule.continuation_from and word]
        vi += ": " + ("; ".join(one[0] for one in lacking) or "còn quy định chưa được xác nhận tiếp tục áp dụng") + "."
        en += ": " + ("; ".join(one[1] for one in lacking) or "a rule is not confirmed to go on") + "."
        if shaky and not lacking:
            vi += " " + ", ".join(rule.id for rule in shaky) + "."
            en += " " + ", ".join(rule.id for rule in shaky) + "."
    if word is not None:
        vi += f" Áp dụng theo xác nhận của {word.confirmed_by} ngày {word.on:%d/%m/%Y}: {word.text}"
        en += f" Applied on the word of {word.confirmed_by} of {word.on.isoformat()}: {word.text}"
    return vi, en
