"""A rule or a verdict as lines for a terminal or a plain letter."""

from collections.abc import Mapping
from typing import Any

from thidua.law import data
from thidua.law.phrases import day, listed
from thidua.law.provisions import EVERY_AWARD, Condition, Rule
from thidua.law.verdicts import ConditionResult, Truth, Verdict

_MARKS = {Truth.met: "✓", Truth.not_met: "✗", Truth.cannot_tell: "?"}
_WORDS: Mapping[str, tuple[str, str]] = {
    "seen": ("đã đọc văn bản", "read in a text"),
    "recalled": ("theo trí nhớ, chưa đọc văn bản", "recalled, text not read"),
    "high": ("độ tin cậy cao", "high confidence"),
    "medium": ("độ tin cậy trung bình", "medium confidence"),
    "low": ("độ tin cậy thấp", "low confidence"),
    "held": ("đạt", "held"),
    "missed": ("không đạt", "missed"),
    "unknown": ("chưa có dữ liệu", "not recorded"),
    "people": ("do người có thẩm quyền xét", "for people to judge"),
    "claimed": ("theo đề nghị của người trình", "on the proposer's claim"),
    "cites": ("Căn cứ", "Under"),
    "question": ("Cần làm rõ", "Open question"),
    "older": ("Theo quy định trước đó", "Under the rule before it"),
    "from": ("Hiệu lực", "In force"),
    "open": ("chưa có ngày kết thúc", "open"),
    "unverified": ("từ ngày này chưa kiểm chứng có tiếp tục hay không", "not verified whether it goes on from then"),
    "decides": ("Thẩm quyền", "Decided by"),
    "checked": ("Đối chiếu ngày", "Checked on"),
    "seen_at": ("Đọc tại", "Read at"),
    "note": ("Ghi chú", "Note"),
    "criteria": ("tiêu chuẩn", "criteria"),
    "alternative": ("trường hợp khác", "another route"),
    "constraint": ("điều kiện kèm theo", "added condition"),
    EVERY_AWARD: ("mọi danh hiệu, hình thức", "every title and form"),
}


def word(key: str, lang: str) -> str:
    """One word of the above in the language."""
    return _WORDS[key][lang == "en"]


def said(error: Exception, lang: str) -> str:
    """What an error says, in the language where it knows several."""
    text = getattr(error, "text", None)
    return str(text(lang)) if callable(text) else str(error)


def verdict_lines(verdict: Verdict, lang: str = "vi") -> list[str]:
    """The answer, every condition with its years and what is missing, the articles, what is open."""
    out = [f"{_MARKS[verdict.truth]} {verdict.text(lang)}"]
    for row in verdict.conditions:
        if row.in_play:
            out.append(f"{'  ' * (row.depth + 1)}{_mark(row)} {row.text(lang)}{_behind(row, lang)}")
    if verdict.cites:
        surety = f"{word(verdict.basis, lang)}, {word(verdict.confidence, lang)}"
        out.append(f"{word('cites', lang)}: {'; '.join(cite.text(lang) for cite in verdict.cites)} ({surety})")
    out += [f"{word('question', lang)}: {one.text(lang)}" for one in verdict.questions]
    if verdict.older is not None:
        out.append(f"{word('older', lang)}:")
        out += [f"  {line}" for line in verdict_lines(verdict.older, lang)]
    return out


def _mark(row: ConditionResult) -> str:
    return "·" if row.left_to_people and not row.claimed else _MARKS[row.truth]


def _behind(row: ConditionResult, lang: str) -> str:
    parts = [
        f"{word(key, lang)} {listed(years)}"
        for key, years in (("held", row.held), ("missed", row.missed), ("unknown", row.unknown))
        if years
    ]
    if row.claimed:
        parts.append(word("claimed", lang))
    elif row.left_to_people and row.kind != "rule":
        parts.append(word("people", lang))
    if row.missing(lang) and row.kind not in ("all", "any", "rule"):
        parts.append(row.missing(lang))
    return f" — {'; '.join(parts)}" if parts else ""


def rule_lines(rule: Rule, lang: str = "vi") -> list[str]:
    """One rule as a lawyer reads it: its time, its conditions, its articles, how sure it is."""
    names = (
        word(EVERY_AWARD, lang)
        if rule.award == EVERY_AWARD
        else ", ".join(data.award(one).text(lang) for one in rule.awards)
    )
    out = [f"{rule.id}: {names} ({word(rule.role, lang)})"]
    until = word("open", lang) if rule.until is None else day(rule.until, lang)
    line = f"{word('from', lang)}: {day(rule.since, lang)} → {until}"
    if rule.continuation_from:
        line += f" ({word('unverified', lang)}" + (
            f": {rule.continuation_basis.text(lang)})" if rule.continuation_basis else ")"
        )
    out += [line, *_tree(rule.condition, 1, lang)]
    if rule.authority:
        out.append(f"{word('decides', lang)}: {rule.authority}")
    out.append(f"{word('cites', lang)}: {'; '.join(cite.text(lang) for cite in rule.cites)}")
    out.append(
        f"{word(rule.basis, lang)}, {word(rule.confidence, lang)}. {word('checked', lang)} {day(rule.checked_on, lang)}"
    )
    sources = data.law().sources
    if rule.seen_at:
        out.append(f"{word('seen_at', lang)}: {'; '.join(sources[one].address for one in rule.seen_at)}")
    if rule.note:
        out.append(f"{word('note', lang)}: {rule.note.text(lang)}")
    if rule.question:
        out.append(f"{word('question', lang)}: {rule.question.text(lang)}")
    return out


def _tree(node: Condition, depth: int, lang: str) -> list[str]:
    text = node.en if lang == "en" else node.vi
    out = [f"{'  ' * depth}{'•' if node.parts else '-'} {text}"]
    for part in node.parts:
        out += _tree(part, depth + 1, lang)
    return out


def rule_json(rule: Rule) -> dict[str, Any]:
    """One rule as plain values."""
    return {
        "id": rule.id,
        "awards": list(rule.awards),
        "subject": rule.subject,
        "role": rule.role,
        "from": rule.since.isoformat(),
        "to": rule.until and rule.until.isoformat(),
        "unverified_from": rule.continuation_from and rule.continuation_from.isoformat(),
        "conditions": _node_json(rule.condition),
        "authority": rule.authority,
        "cites": [cite.to_json() for cite in rule.cites],
        "basis": rule.basis,
        "confidence": rule.confidence,
        "checked_on": rule.checked_on.isoformat(),
        "seen_at": list(rule.seen_at),
        "note": rule.note and rule.note.to_json(),
        "question": rule.question and rule.question.to_json(),
        "law_version": data.VERSION,
    }


def _node_json(node: Condition) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": node.kind, "vi": node.vi, "en": node.en}
    if node.parts:
        out["parts"] = [_node_json(part) for part in node.parts]
    else:
        out["asks"] = dict(node.asks)
    return out
