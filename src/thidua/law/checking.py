"""Asking the law the cases of a file, and comparing what comes out with what must come out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from thidua.law import agency, data, engine, money, publicity
from thidua.law.files import BadFile, Case, read_cases
from thidua.law.telling import said
from thidua.law.verdicts import ConditionResult, Confirmation, Truth, Verdict, Wording

_TRUTHS = {
    "met": Wording("đủ điều kiện", "met"),
    "not_met": Wording("chưa đủ điều kiện", "not met"),
    "cannot_tell": Wording("chưa xác định được", "cannot tell"),
    "amount": Wording("một số tiền", "an amount"),
    "": Wording("không có kết quả", "no answer"),
}


@dataclass(frozen=True)
class Result:
    """What came of one case. `expected`, `got`: met, not_met, cannot_tell, or an amount in đồng as digits.

    `reason`: why the law says so. `wrong`: how the answer differs from what must come out, or what is wrong with the case
    itself; empty where it passed.
    """

    file: str
    line: int
    id: str
    award: str
    expected: str
    got: str
    reason: Wording
    rule_ids: tuple[str, ...] = ()
    wrong: tuple[Wording, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all came out as it must."""
        return not self.wrong

    def text(self, lang: str = "vi") -> str:
        """One line for the terminal, and one more for each thing that is wrong."""
        en = lang == "en"
        mark = ("passed" if en else "đạt") if self.passed else ("FAILED" if en else "KHÔNG ĐẠT")
        got = _TRUTHS.get(self.got, Wording(f"{self.got} đ", f"{self.got} đ")).text(lang)
        lines = [f"{self.id}: {mark}: {got}. {self.reason.text(lang)}" if self.reason.vi else f"{self.id}: {mark}"]
        lines += [f"    {one.text(lang)}" for one in self.wrong]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "file": self.file,
            "line": self.line,
            "id": self.id,
            "award": self.award,
            "passed": self.passed,
            "expected": self.expected,
            "got": self.got,
            "rule_ids": list(self.rule_ids),
            "reason": self.reason.to_json(),
            "wrong": [one.to_json() for one in self.wrong],
        }


def check_file(path: Path) -> list[Result]:
    """The results of a file of cases. Raises BadFile where the file as a whole cannot be read."""
    return run(read_cases(path))


def run(cases: Iterable[Case]) -> list[Result]:
    """The results in the order of the cases. A case that cannot be asked fails with the reason; nothing is raised."""
    return [_result(case) for case in cases]


def closing(results: Sequence[Result]) -> str:
    """The closing line, the same in every language: "18 passed, 2 failed"."""
    failed = sum(not one.passed for one in results)
    return f"{len(results) - failed} passed, {failed} failed"


@dataclass(frozen=True)
class _Answer:
    """What the law said: `parts` are those that a case may promise."""

    got: str
    reason: Wording
    rule_ids: tuple[str, ...]
    parts: Mapping[str, Any]


def _result(case: Case) -> Result:
    if case.fault is not None:
        wrong = [_told(one) for one in case.fault.every()]
        return Result(case.file, case.line, case.id, case.award, case.expected, "", Wording("", ""), (), tuple(wrong))
    try:
        answer = _ASK[case.kind](case)
    except (ValueError, KeyError) as error:
        return Result(
            case.file, case.line, case.id, case.award, case.expected, "", Wording("", ""), (),
            (Wording(said(error, "vi"), said(error, "en")),),
        )  # fmt: skip
    wrong = [*_differences(case, answer), *_unnamed(case, answer)]
    return Result(
        case.file, case.line, case.id, case.award, _must(case), answer.got, answer.reason, answer.rule_ids, tuple(wrong)
    )  # fmt: skip


def _told(fault: BadFile) -> Wording:
    return Wording(fault.text("vi"), fault.text("en"))


def _must(case: Case) -> str:
    return str(case.promised.get("amount")) if case.expected == "amount" else case.expected


def _differences(case: Case, answer: _Answer) -> list[Wording]:
    out = []
    if answer.got != _must(case):
        out.append(_differs(Wording("kết quả", "the answer"), _must(case), answer.got))
    for key, value in case.promised.items():
        if key == "amount":
            continue
        if answer.parts.get(key) != value:
            out.append(_differs(Wording(key, key), value, answer.parts.get(key)))
    return out


def _differs(what: Wording, must: Any, got: Any) -> Wording:
    must_be, came = _TRUTHS.get(must, Wording(str(must), str(must))), _TRUTHS.get(got, Wording(str(got), str(got)))
    return Wording(
        f"{what.vi}: phải là {must_be.vi}, ra {came.vi}", f"{what.en}: should be {must_be.en}, came out {came.en}"
    )


def _unnamed(case: Case, answer: _Answer) -> list[Wording]:
    """Rules that the case names and the answer did not look at."""
    missing = [one for one in case.rules if not _looked_at(one, answer)]
    if not missing:
        return []
    seen = ", ".join(answer.rule_ids) or "–"
    return [
        Wording(f"không xét đến quy tắc {', '.join(missing)}; đã xét: {seen}",
                f"the rule {', '.join(missing)} was not looked at; looked at: {seen}")
    ]  # fmt: skip


def _looked_at(name: str, answer: _Answer) -> bool:
    """Whether the answer rests on the rule; of a bonus "bonus R91 giay_khen 0.15" every word must agree."""
    words = name.split()
    if len(words) == 1:
        return any(_is_of(one, name) for one in answer.rule_ids)
    said, number = answer.parts.get("words", ()), answer.parts.get("coefficient")
    return all(word in said or (number is not None and _number(word) == number) for word in words)


def _is_of(rule_id: str, name: str) -> bool:
    """Whether a rule is the one of that name, or a part of it: CSTDTQ-2017-vote is one of CSTDTQ-2017."""
    return rule_id == name or rule_id.startswith(f"{name}-")


def _number(word: str) -> Fraction | None:
    try:
        return Fraction(Decimal(word))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _confirmations(case: Case) -> list[Confirmation]:
    return [Confirmation(rule, f"{case.file}, {case.id}", case.on, case.reason) for rule in case.confirm]


def _judge(case: Case) -> _Answer:
    assert case.facts is not None
    verdict = engine.judge(
        case.award,
        case.facts,
        on=case.on,
        parameters=case.parameters or agency.NOTHING_SET,
        confirmations=_confirmations(case),
    )
    truth, reason = verdict.truth, Wording(verdict.reason_vi, verdict.reason_en)
    if case.scope != "all" and verdict.conditions:
        truth, reason = _within_scope(case, verdict)
    if case.denied and truth is not Truth.not_met and verdict.conditions:
        truth = Truth.not_met
        reason = Wording("; ".join(one.vi for one in case.denied), "; ".join(one.en for one in case.denied))
    answer = _Answer(
        truth.value, reason, verdict.rule_ids, {"older": verdict.older.truth.value if verdict.older else None}
    )
    return _with_publicity(case, answer) if case.asked else answer


def _with_publicity(case: Case, merit: _Answer) -> _Answer:
    """Merit and publicity together: one that is not met decides, then one that nobody can tell."""
    public = _publicity(case)
    rank = ["not_met", "cannot_tell", "met"]
    worse = min((merit, public), key=lambda one: rank.index(one.got))
    return _Answer(worse.got, worse.reason, (*merit.rule_ids, *public.rule_ids), merit.parts)


def _within_scope(case: Case, verdict: Verdict) -> tuple[Truth, Wording]:
    """The answer on the rules that a case of the material is about.

    It names its rules. Another route or constraint that its facts leave open is set aside; under "other limbs: all met"
    every other rule is.
    """
    rows = [row for row in verdict.conditions if row.kind == "rule"]
    named = [row for row in rows if any(_is_of(row.rule_id, one) for one in case.rules)]
    if not named:
        return verdict.truth, Wording(verdict.reason_vi, verdict.reason_en)
    others = [] if case.scope == "only" else [row for row in rows if row not in named and not _is_open(row)]
    bearing = [*named, *others]
    constraints = [row for row in bearing if data.rule(row.rule_id).role == "constraint"]
    routes = [row for row in bearing if row not in constraints]
    values = [_value(row) for row in constraints]
    if routes:
        found = {_value(row) for row in routes}
        values.append(next(one for one in (Truth.met, Truth.cannot_tell, Truth.not_met) if one in found))
    truth = next(one for one in (Truth.not_met, Truth.cannot_tell, Truth.met) if one in values)
    if truth is verdict.truth:
        return truth, Wording(verdict.reason_vi, verdict.reason_en)
    decided = next(row for row in (*constraints, *routes) if _value(row) is truth)
    return truth, _why(decided, verdict)


def _is_open(row: ConditionResult) -> bool:
    return row.truth is Truth.cannot_tell


def _value(row: ConditionResult) -> Truth:
    """A rule that is left to people blocks nothing."""
    return Truth.met if row.left_to_people else row.truth


def _why(rule: ConditionResult, verdict: Verdict) -> Wording:
    """The rule, with what is missing under it."""
    below = [row for row in verdict.conditions if row.rule_id == rule.rule_id and row.limb != rule.limb]
    lack = next((row for row in below if row.truth is rule.truth and row.missing()), None)
    if lack is None:
        return Wording(rule.vi, rule.en)
    return Wording(f"{lack.missing('vi')} ({rule.vi})", f"{lack.missing('en')} ({rule.en})")


def _threshold(case: Case) -> _Answer:
    found = engine.threshold(
        case.award,
        on=case.on,
        members=case.asked["members"],
        parameters=case.parameters or agency.NOTHING_SET,
        confirmations=_confirmations(case),
    )
    return _Answer(
        found.reached(case.asked.get("votes") or 0).value,
        Wording(found.vi, found.en),
        (found.rule_id,) if found.rule_id else (),
        {
            "needed": found.needed,
            "source": found.source,
            "secret": found.secret,
            "older_needed": found.older and found.older.needed,
        },
    )


def _quota(case: Case) -> _Answer:
    found = engine.quota(
        case.award,
        on=case.on,
        holders=case.asked["holders"],
        parameters=case.parameters or agency.NOTHING_SET,
        confirmations=_confirmations(case),
    )
    if found is None:
        reason = Wording("không có tỷ lệ khống chế trong ngày này", "no cap on that day")
        return _Answer("met", reason, _rules_on(case.award, case.on), {"none": True, "allowed": None})
    proposed = case.asked.get("proposed")
    got = Truth.cannot_tell if proposed is None else found.within(proposed)
    return _Answer(
        got.value,
        Wording(found.vi, found.en),
        (found.rule_id,) if found.rule_id else _rules_on(case.award, case.on) if found.allowed is None else (),
        {"none": False, "allowed": found.allowed, "older_allowed": found.older and found.older.allowed},
    )


def _rules_on(award: str, on: date) -> tuple[str, ...]:
    """The rules on the award that hold that day, or may go on: where there is no cap, they are what says so."""
    return tuple(one.id for one in data.rules_of(award) if one.in_force(on) or one.unverified(on))


def _bonus(case: Case) -> _Answer:
    found = money.bonus(case.award, subject=case.asked["subject"], on=case.on, decided_by=case.asked.get("decided_by"))
    salary = case.asked.get("base_salary")
    if salary is not None and salary != found.base_salary:
        return _Answer(
            "",
            Wording(f"lương cơ sở ngày {case.on:%d/%m/%Y} là {found.base_salary}, không phải {salary}",
                    f"the base salary on {case.on} is {found.base_salary}, not {salary}"),
            (), {},
        )  # fmt: skip
    return _Answer(
        "cannot_tell" if found.amount is None else str(found.amount),
        Wording(found.vi, found.en),
        (found.regime,) if found.regime else (),
        {
            "words": ("bonus", found.regime, found.award, found.subject, found.decided_by),
            "coefficient": found.coefficient,
            "older_amount": found.older and found.older.amount,
        },
    )


def _publicity(case: Case) -> _Answer:
    asked = case.asked
    if asked["council_meets"] is None:
        raise ValueError("thiếu ngày Hội đồng họp / the day of the council is missing: council_meets")
    found = publicity.publicity(
        case.award,
        on=case.on,
        published_on=asked["published"],
        council_on=asked["council_meets"],
        simplified=asked["simplified_procedure"],
    )
    return _Answer(found.truth.value, Wording(found.vi, found.en), found.provisions, {})


_ASK: dict[str, Callable[[Case], _Answer]] = {
    "judge": _judge,
    "threshold": _threshold,
    "quota": _quota,
    "bonus": _bonus,
    "publicity": _publicity,
}
