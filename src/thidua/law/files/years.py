"""Years as people write them: 2023, [2021, 2023], "2019..2023", "..2023", all."""

import re
from collections.abc import Iterable
from typing import Any

from thidua.law.files.faults import BadFile, shown
from thidua.law.files.sheet import Items, Sheet
from thidua.law.masks import EVERY, Mask, bits
from thidua.law.verdicts import Wording

FIRST = 1945
LAST = 2100
ALL = ("all", "tất cả", "tat_ca")
_SPAN = re.compile(r"(\d{4})?\s*(?:\.\.|-|–)\s*(\d{4}|\d{2})?", re.ASCII)

_REMEDY = Wording(
    'viết năm như 2023, [2021, 2023] hoặc "2019..2023"; ở `known` còn có "..2023" và all',
    'write years as 2023, [2021, 2023] or "2019..2023"; for `known` also "..2023" and all',
)


def year(value: Any, sheet: Sheet, key: str) -> int:
    """One year from 1945 on."""
    number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII) else value
    if isinstance(number, bool) or not isinstance(number, int):
        raise _bad(value, sheet, key)
    if not FIRST <= number <= LAST:
        raise sheet.fail(
            Wording(f"năm {number} ở ngoài {FIRST}–{LAST}", f"the year {number} lies outside {FIRST}–{LAST}"),
            _REMEDY,
            key,
        )
    return number


def held(value: Any, sheet: Sheet, key: str) -> list[int]:
    """The years in which something was so, each once."""
    out: list[int] = []
    for one in value if isinstance(value, list) else [value]:
        for number in _stretch(one, sheet, key):
            if number in out:
                raise sheet.fail(
                    Wording(f"{shown(key)}: năm {number} được viết hai lần", f"{shown(key)}: the year {number} stands twice"),
                    Wording("giữ lại một lần; hai việc trong một năm thì ghi số lượng hoặc mã riêng",
                            "keep one; for two things in one year give a count or their ids"),
                    key,
                )  # fmt: skip
            out.append(number)
    return out


def _stretch(value: Any, sheet: Sheet, key: str) -> Iterable[int]:
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and ".." in value:
        first, last = (year(end, sheet, key) if end else None for end in match.groups())
        if first is None or last is None:
            raise _bad(value, sheet, key)
        if first > last:
            raise sheet.fail(
                Wording(f"{shown(value)}: năm đầu sau năm cuối", f"{shown(value)}: the first year is after the last"),
                Wording(f'viết "{last}..{first}"', f'write "{last}..{first}"'),
                key,
            )
        return range(first, last + 1)
    return (year(value, sheet, key),)


def known(value: Any, sheet: Sheet, key: str, last: int) -> int:
    """The bits of the years for which a register is complete; "..2023" and all reach back to the beginning."""
    if isinstance(value, str) and value.strip().lower() in ALL:
        return EVERY
    if isinstance(value, str) and (match := _SPAN.fullmatch(value.strip())) and ".." in value:
        first, until = (year(end, sheet, key) if end else None for end in match.groups())
        if first is None:
            until = last if until is None else until
            return EVERY & ~bits(range(until + 1, last + 1), last)
        if until is None:
            return bits(range(first, last + 1), last)
    return bits(held(value, sheet, key), last)


def period_end(value: Any, sheet: Sheet, key: str) -> int:
    """The year of a title, or the one in which its period or school year ends: "2009-2011", "2021-22"."""
    if isinstance(value, str) and (match := _SPAN.fullmatch(value.strip())) and ".." not in value:
        first, last = match.groups()
        if first and last:
            end = year(first[: 4 - len(last)] + last, sheet, key)
            if end < int(first):
                raise _bad(value, sheet, key)
            return end
    return year(value, sheet, key)


def mask(value: Any, sheet: Sheet, key: str, last: int) -> Mask:
    """One fact over the years: held years alone (others unrecorded), or {held, known}."""
    if not isinstance(value, Sheet):
        return within(held(value, sheet, key), 0, sheet, key, last)
    value.only(("held", "known", "sudden"))
    kept = known(value["known"], value, "known", last) if value.get("known") is not None else 0
    given = value.get("held")
    return within(held(given, value, "held") if given is not None else [], kept, value, "held", last)


def within(years: Iterable[int], kept: int, sheet: Sheet, key: str, last: int) -> Mask:
    """The mask of the years, none of which may lie after the judged one."""
    found = list(years)
    if late := [one for one in found if one > last]:
        raise after(late[0], sheet, key, last)
    return Mask(bits(found, last), kept)


def after(number: int, sheet: Sheet, key: str, last: int) -> BadFile:
    """The error for a year that lies after the judged one."""
    return sheet.fail(
        Wording(f"{shown(key)}: năm {number} sau năm xét {last}", f"{shown(key)}: the year {number} is after the judged year {last}"),
        Wording("sửa năm, hoặc sửa `year` (năm thành tích được xét)", "mend the year, or `year` (the year of achievement judged)"),
        key,
    )  # fmt: skip


def _bad(value: Any, sheet: Sheet, key: str) -> BadFile:
    if isinstance(value, Items | Sheet):
        value = "…"
    return sheet.fail(
        Wording(f"{shown(key)}: {shown(value)} không phải là năm", f"{shown(key)}: {shown(value)} is no year"),
        _REMEDY,
        key,
    )
