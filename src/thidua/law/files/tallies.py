"""Counted things of a facts file: months, members of a collective, ballots."""

from collections.abc import Iterable
from decimal import Decimal
from math import floor

from thidua.law import data
from thidua.law.facts import DISCIPLINE, GRADES, Members, Vote
from thidua.law.files.faults import BadFile, shown
from thidua.law.files.sheet import Sheet
from thidua.law.verdicts import Wording


def months(sheet: Sheet, key: str) -> int | None:
    """Whole months: a number, or {years, months}."""
    value = sheet.get(key)
    if not isinstance(value, Sheet):
        return sheet.count(key)
    value.only(("years", "months"))
    return (value.count("years") or 0) * 12 + (value.count("months") or 0)


def months_of_years(sheet: Sheet, key: str) -> int:
    """Years with a decimal point as whole months: 6.75 is 81. Every bound of the law is a whole number of months."""
    value = sheet.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise sheet.mistaken(key, "int")
    if value < 0 or value > 100:
        raise sheet.fail(
            Wording(f"{shown(key)} là {value} năm", f"{shown(key)} is {value} years"),
            Wording("viết số năm từ 0 đến 100", "write years from 0 to 100"), key,
        )  # fmt: skip
    return floor(Decimal(value) * 12)


def members(sheet: Sheet, top: Sheet) -> Members:
    """The members of a collective, counted; no part may exceed the whole."""
    if top.get("subject") != "collective":
        raise top.fail(
            Wording("`members` chỉ dùng cho tập thể", "`members` is for collectives only"),
            Wording("viết subject: collective, hoặc bỏ `members`", "write subject: collective, or leave `members` out"), "members",
        )  # fmt: skip
    sheet.only(("total", "graded", "awards", "grades", "discipline"))
    total, graded = sheet.count("total"), sheet.count("graded")
    awards = _counts(sheet, "awards", [one.id for one in data.awards()], Wording("danh hiệu", "award"))
    grades = _counts(sheet, "grades", GRADES, Wording("mức xếp loại", "grade"))
    discipline = _counts(sheet, "discipline", DISCIPLINE, Wording("hình thức kỷ luật", "discipline"))
    if total is not None and graded is not None and graded > total:
        raise too_many(sheet, "graded", graded, total)
    for award, count in awards.items():
        if total is not None and count > total:
            raise too_many(sheet["awards"], award, count, total)
    for key, counts, whole in (
        ("grades", grades, total if graded is None else graded),
        ("discipline", discipline, total),
    ):
        if whole is not None and sum(counts.values()) > whole:
            raise too_many(sheet, key, sum(counts.values()), whole)
    return Members(total=total, graded=graded, awards=awards, grades=grades, discipline=discipline)


def too_many(sheet: Sheet, key: str, count: int, whole: int) -> BadFile:
    """The error for a part that is larger than the whole."""
    return sheet.fail(
        Wording(f"{shown(key)}: {count} người, nhiều hơn {whole}", f"{shown(key)}: {count}, more than {whole}"),
        Wording("sửa số người; phần không thể lớn hơn tổng", "mend the number; a part is never larger than the whole"),
        key,
    )


def _counts(sheet: Sheet, key: str, allowed: Iterable[str], what: Wording) -> dict[str, int]:
    inner = sheet.maybe(key, Sheet)
    out: dict[str, int] = {}
    for one in inner or ():
        assert inner is not None
        inner.among(one, allowed, what, one)
        count = inner.count(one)
        if count is not None:
            out[one] = count
    return out


def vote(sheet: Sheet) -> Vote:
    """A ballot: members of the whole council, votes in favour; who was present is checked and not counted with."""
    sheet.only(("members", "yes", "secret", "present", "absent_written"))
    council, yes = sheet.count("members"), sheet.count("yes")
    present, written = sheet.count("present"), sheet.count("absent_written")
    if not council or yes is None:
        raise sheet.fail(
            Wording("phiếu cần `members` (từ 1) và `yes`", "a ballot needs `members` (1 or more) and `yes`"),
            Wording('viết {members: 11, "yes": 10}', 'write {members: 11, "yes": 10}'),
        )
    if present is not None and present > council:
        raise too_many(sheet, "present", present, council)
    if present is not None and present + (written or 0) > council:
        raise too_many(sheet, "absent_written", written or 0, council - present)
    cast = council if present is None else present + (council - present if written is None else written)
    if yes > cast:
        raise too_many(sheet, "yes", yes, cast)
    return Vote(council, yes, sheet.maybe("secret", bool))
