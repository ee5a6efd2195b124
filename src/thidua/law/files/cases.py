"""Files of cases: what is asked of the law and what must come out (docs/formats/cases.md).

A case is written in our own words (`expect`) or in those of the material that the law data was taken from (`expected`).
A mistake in one case is that case's `fault`; the others are read all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from thidua.law import data
from thidua.law.facts import Facts
from thidua.law.files import material, own
from thidua.law.files.faults import BadFile, shown
from thidua.law.files.loading import load
from thidua.law.files.sheet import Items, Sheet
from thidua.law.verdicts import Wording

KINDS = ("judge", "threshold", "quota", "bonus", "publicity")
_EXPECTED = ("met", "not_met", "cannot_tell", "amount")
_KIND = Wording("loại câu hỏi", "kind of case")
_ANSWER = Wording("kết quả", "answer")

_ASKED = {
    "judge": (),
    "threshold": ("members", "votes"),
    "quota": ("holders", "proposed"),
    "bonus": (),
    "publicity": ("published", "council_meets", "simplified_procedure"),
}
_PROMISED = {
    "judge": ("older",),
    "threshold": ("needed", "source", "older_needed", "secret"),
    "quota": ("allowed", "none", "older_allowed"),
    "bonus": ("amount", "older_amount"),
    "publicity": (),
}
_ALWAYS = (
    "id",
    "kind",
    "award",
    "date",
    "facts",
    "expect",
    "expected",
    "rules",
    "reason",
    "cite",
    "note",
    "parameters",
    "confirm",
)
_OWN_ONLY = ("registers", "votes", "prior_decisions", "works", "initiative_counts", "topic_counts", "hard_service")
"""Words for facts that the material does not have."""


@dataclass(frozen=True)
class Case:
    """One question to the law with the answer that must come out.

    `asked`: what the kind of question needs besides the facts (members, votes, holders, proposed, subject …).
    `promised`: further parts of the answer that must agree (older, needed, source, allowed, amount …).
    `scope`: "all" judges as the law stands; "named": routes and constraints that the case does not name and that its facts
    leave open are set aside; "only": nothing but the named rules is judged. `denied`: what people decided against.
    """

    file: str
    line: int
    id: str
    kind: str = "judge"
    award: str = ""
    on: date = date.min
    expected: str = ""
    rules: tuple[str, ...] = ()
    facts: Facts | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    promised: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    confirm: tuple[str, ...] = ()
    scope: str = "all"
    denied: tuple[Wording, ...] = ()
    reason: str = ""
    fault: BadFile | None = None


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file. Raises BadFile where the file as a whole cannot be read."""
    top = load(path)
    listed = top.get("cases") if isinstance(top, Sheet) else top
    if isinstance(top, Sheet):
        top.only(("cases", "meta"))
    if not isinstance(listed, Items) or not listed:
        raise BadFile(
            path.name, 1, Wording("tệp không có danh sách `cases`", "the file has no list `cases`"),
            Wording("viết cases: rồi mỗi trường hợp một mục, như docs/formats/cases.md",
                    "write cases: and one entry a case, as docs/formats/cases.md shows"),
        )  # fmt: skip
    out: list[Case] = []
    for number, (one, line) in enumerate(zip(listed, listed.lines, strict=True), 1):
        case_id = str(one.get("id", number)) if isinstance(one, Sheet) else str(number)
        try:
            if not isinstance(one, Sheet):
                raise BadFile(path.name, line, *_no_case(one))
            case = _case(one, case_id)
            if case.id in [other.id for other in out]:
                raise one.fail(
                    Wording(f"mã {shown(case.id)} được dùng hai lần", f"the id {shown(case.id)} is used twice"),
                    Wording("mỗi trường hợp một mã", "give each case an id of its own"), "id",
                )  # fmt: skip
        except BadFile as error:
            case = Case(path.name, line, case_id, fault=error)
        out.append(case)
    return tuple(out)


def _no_case(value: Any) -> tuple[Wording, Wording]:
    return (
        Wording(f"{shown(value)} không phải là một trường hợp", f"{shown(value)} is no case"),
        Wording("viết các cặp khóa: giá trị", "write pairs of key: value"),
    )


def _case(sheet: Sheet, case_id: str) -> Case:
    if "expect" in sheet and "expected" in sheet:
        raise sheet.fail(
            Wording("có cả `expect` và `expected`", "both `expect` and `expected`"),
            Wording("giữ lại một", "keep one"), "expected",
        )  # fmt: skip
    expected = sheet.choice("expect" if "expect" in sheet else "expected", _EXPECTED, _ANSWER)
    day = sheet.day("date")
    if day is None:
        sheet.take("date", date)
    assert day is not None
    if day.year < own.FIRST_DAY.year:
        raise sheet.fail(*own.too_early(day), "date")
    raw = sheet.maybe("facts", Sheet) or Sheet(sheet.file, sheet.line)
    common: dict[str, Any] = {
        "file": sheet.file,
        "line": sheet.line,
        "id": case_id,
        "award": own.award(sheet, sheet.take("award", str), "award"),
        "on": day,
        "expected": expected,
        "rules": sheet.texts("rules"),
        "parameters": _parameters(sheet),
        "confirm": _confirm(sheet),
        "reason": sheet.maybe("reason", str) or "",
    }
    if "expect" in sheet or any(word in raw for word in _OWN_ONLY):
        return _own(sheet, raw, common)
    return _material(sheet, raw, common)


def _own(sheet: Sheet, raw: Sheet, common: dict[str, Any]) -> Case:
    kind = sheet.choice("kind", KINDS, _KIND) if "kind" in sheet else "judge"
    sheet.only((*_ALWAYS, *_ASKED[kind], *_PROMISED[kind]))
    asked: dict[str, Any] = {}
    facts = None
    if kind == "judge":
        facts = own.facts_of(sheet.take("facts", Sheet), on=common["on"])
    elif kind == "bonus":
        raw.only(("subject", "decided_by", "base_salary"))
        asked = {"subject": raw.take("subject", str), "decided_by": raw.maybe("decided_by", str)}
        if raw.count("base_salary") is not None:
            asked["base_salary"] = raw["base_salary"]
    elif kind == "publicity":
        asked = {key: sheet.day(key) for key in ("published", "council_meets")}
        asked["simplified_procedure"] = sheet.maybe("simplified_procedure", bool) or False
    else:
        asked = {key: sheet.count(key) for key in _ASKED[kind]}
        needs = "members" if kind == "threshold" else "holders"
        sheet.take(needs, int)
    promised = {key: _scalar(sheet[key]) for key in _PROMISED[kind] if key in sheet}
    return Case(**common, kind=kind, facts=facts, asked=asked, promised=promised)


def _material(sheet: Sheet, raw: Sheet, common: dict[str, Any]) -> Case:
    kind = sheet.maybe("kind", str) or "award"
    sheet.among(kind, ("award", *KINDS), _KIND, "kind")
    sheet.only((*_ALWAYS, "amount", "allowed", "older", "needed"))
    told = material.read(raw, award=common["award"], day=common["on"], kind=kind)
    common["on"] = told.day
    common["parameters"] = {**common["parameters"], **told.parameters}
    promised = {key: _scalar(sheet[key]) for key in ("amount", "allowed", "older", "needed") if key in sheet}
    return Case(
        **common,
        kind=told.kind,
        facts=told.facts,
        asked=told.asked,
        promised=promised,
        scope="only" if told.other_limbs_met else "named",
        denied=told.denied,
    )


def _parameters(sheet: Sheet) -> dict[str, Any]:
    inner = sheet.maybe("parameters", Sheet)
    if inner is None:
        return {}
    known = [one.id for one in data.parameters()]
    what = Wording("tham số của cơ quan", "agency parameter")
    return {inner.among(key, known, what, key): _scalar(value) for key, value in inner.items()}


def _confirm(sheet: Sheet) -> tuple[str, ...]:
    known = [one.id for one in data.rules()]
    what = Wording("quy tắc", "rule")
    return tuple(sheet.among(one, known, what, "confirm") for one in sheet.texts("confirm"))


def _scalar(value: Any) -> Any:
    """A plain value; a decimal keeps its digits as text, which agency parameters read exactly."""
    return str(value) if isinstance(value, Decimal) else value
