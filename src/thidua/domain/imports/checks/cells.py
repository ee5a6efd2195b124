"""From the text of one cell to a value, or to what is doubtful about it. Nothing is guessed in silence.

A reader takes the text and today's day and returns the value (None: none) and what is to be told (None: nothing).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks.problems import Told
from thidua.kernel.text import fold, key, tidy


class Found(NamedTuple):
    """A value and what is to be told about the cell."""

    value: Any
    told: Told | None = None


Reader = Callable[[str, dt.date], Found]

NOTHING = {"", "-", "--", "/", "x", "n/a", "na", "khong co", "khong", "0", "...", "…"}
"""What lists write where nothing applies."""
FIRST_YEAR = 1900
_DAY = re.compile(r"(?:ngày )?(\d{1,2})(?:\s*[/.\-\s]\s*| tháng )(\d{1,2})(?:\s*[/.\-\s]\s*| năm )(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:năm )?(\d{4}|\d\.\d{3})")
_YEARS = re.compile(r"(năm học |giai đoạn |từ )?(?:năm )?(\d{4})\s*(?:-|đến|/)\s*(?:năm )?(\d{4})")
_SERIAL = re.compile(r"[2-6]\d{4}")


def is_nothing(text: str) -> bool:
    """Whether the cell says that nothing applies."""
    return fold(text) in NOTHING


def words(most: int) -> Reader:
    """A text of at most so many characters."""

    def read(text: str, today: dt.date) -> Found:
        plain = tidy(text)
        if len(plain) <= most:
            return Found(plain)
        told = Told("long", N_("Dài quá %(most)s ký tự."), N_("Rút gọn."), {"most": most})
        return Found(None, told)

    return read


def name(text: str, today: dt.date) -> Found:
    """A person's name; one in capitals is kept and written in small letters as a suggestion."""
    plain = tidy(text)
    if len(plain) > 120 or any(char.isdigit() for char in plain):
        return Found(
            None, Told("name", N_("“%(text)s” không giống họ tên."), N_("Sửa lại họ tên."), {"text": plain[:40]})
        )
    if plain.isupper() and len(plain) > 3:
        calm = " ".join(_calm(part) for part in plain.split())
        says = N_("Họ tên viết hoa toàn bộ.")
        told = Told("capitals", says, N_("Viết thành “%(calm)s”?"), {"calm": calm}, True, suggest={"full_name": calm})
        return Found(plain, told)
    return Found(plain)


def _calm(word: str) -> str:
    return "'".join(part.capitalize() for part in word.split("'"))


def day(text: str, today: dt.date) -> Found:
    """A day: dd/mm/yyyy with any separator, in words, or as the spreadsheet tells it (2021-03-15)."""
    plain = " ".join(key(text).split())
    if found := _ISO.fullmatch(plain):
        return _real(int(found[3]), int(found[2]), int(found[1]), text)
    if found := _DAY.fullmatch(plain):
        first, second, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            return Found(
                None,
                Told(
                    "short_year",
                    N_("“%(text)s”: năm chỉ có hai chữ số."),
                    N_("Viết năm bằng bốn chữ số."),
                    {"text": text},
                ),
            )
        return _real(first, second, year, text)
    return Found(None, _no_day(plain, text))


def _real(day: int, month: int, year: int, text: str) -> Found:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        other = f"{month:02d}/{day:02d}/{year}"
        choices = ((other, other),) if month > 12 >= day else ()
        says = N_("“%(text)s” không phải ngày, tháng có thật.")
        return Found(None, Told("no_day", says, N_("Viết lại theo ngày/tháng/năm."), {"text": text}, choices=choices))
    if not FIRST_YEAR <= year <= 2100:
        return Found(None, Told("far_day", N_("“%(text)s”: năm không hợp lý."), N_("Sửa lại năm."), {"text": text}))
    return Found(found)


def _no_day(plain: str, text: str) -> Told:
    named = {"text": text}
    if _SERIAL.fullmatch(plain):
        day = (dt.date(1899, 12, 30) + dt.timedelta(days=int(plain))).strftime("%d/%m/%Y")
        says, remedy = N_("“%(text)s” là số, có thể là ngày %(day)s của Excel."), N_("Chọn ngày đúng.")
        return Told("serial", says, remedy, {**named, "day": day}, choices=((day, day),))
    if _YEAR.fullmatch(plain):
        return Told("only_year", N_("“%(text)s” chỉ có năm."), N_("Ghi đủ ngày/tháng/năm."), named)
    if _MONTH.fullmatch(plain):
        return Told("only_month", N_("“%(text)s” chỉ có tháng, năm."), N_("Ghi đủ ngày/tháng/năm."), named)
    return Told("no_day", N_("“%(text)s” không phải ngày, tháng có thật."), N_("Viết lại theo ngày/tháng/năm."), named)


def birth(text: str, today: dt.date) -> Found:
    """A day of birth; where only the year is known the doubt stays: the value is the year as a number."""
    found = day(text, today)
    if found.told and found.told.code == "only_year":
        says = N_("“%(text)s” chỉ có năm: ngày sinh để trống, năm vẫn dùng để nhận ra người.")
        return Found(number(text), Told("only_year", says, N_("Ghi đủ ngày/tháng/năm nếu biết."), {"text": text}, True))
    if found.value and not dt.date(1900, 1, 1) < found.value < today:
        return Found(None, Told("far_day", N_("“%(text)s”: năm không hợp lý."), N_("Sửa lại năm."), {"text": text}))
    return found


def number(text: str) -> int | None:
    """A whole number in Vietnamese writing (7.100; 1,0) or as a spreadsheet tells it (54); None where it is none."""
    plain = re.sub(r"[^\d.,]", "", text) if re.search(r"\d", text) else ""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,0+)?", plain):
        plain = plain.replace(".", "")
    plain = re.sub(r"[.,]0+$", "", plain)
    return int(plain) if plain.isdigit() else None


def years(text: str, today: dt.date) -> Found:
    """The year of achievement, or the span of it: [first, last]. A school year counts for the year in which it ends."""
    plain = key(text)
    if found := _YEARS.fullmatch(plain):
        first, last = int(found[2]), int(found[3])
        named = {"text": text, "year": last}
        if not FIRST_YEAR <= first < last <= today.year:
            return Found(None, Told("far_year", N_("“%(text)s”: năm không hợp lý."), N_("Sửa lại năm."), named))
        if last - first == 1 and found[1] != "giai đoạn ":
            told = Told("school_year", N_("Năm học %(text)s được ghi cho năm %(year)s."), "", named, is_warning=True)
            return Found([last, last], told)
        return Found([first, last])
    one = year(text, today)
    return Found(one.value and [one.value, one.value], one.told)


def year(text: str, today: dt.date) -> Found:
    """One year that has begun."""
    found = number(text) if _YEAR.fullmatch(key(text)) else None
    if found is not None and FIRST_YEAR <= found <= today.year:
        return Found(found)
    return Found(
        None,
        Told(
            "year",
            N_("“%(text)s” không phải năm đã qua hoặc năm nay."),
            N_("Viết năm bằng bốn chữ số."),
            {"text": text},
        ),
    )


def choice(known: Mapping[str, Any], labels: Iterable[tuple[Any, Any]]) -> Reader:
    """One of a few values by its words (folded); anything else is asked, with the words to choose from."""

    def read(text: str, today: dt.date) -> Found:
        plain = fold(key(text)).strip(" .")
        if plain in known:
            return Found(known[plain])
        choices = tuple((str(label), str(label)) for _value, label in labels)
        return Found(
            None, Told("choice", N_("Chưa hiểu “%(text)s”."), N_("Chọn một giá trị."), {"text": text}, choices=choices)
        )

    return read


_DECISION = re.compile(
    r"(?:(?:theo )?(?:quyết định|qđ)[\s:]*)?(?:số[\s:]*)?([0-9][\w/.\-đĐ]*?)[\s,;]*(?:\(?(?:ký )?(?:ngày\s*)?([0-9][0-9/.\- ]*(?:\s*tháng\s*\d+\s*năm\s*\d+)?)\)?)?",
    re.IGNORECASE,
)


def decision(text: str, today: dt.date) -> Found:
    """The number of a decision, and its day where the text has it: [number, day or None]."""
    plain = tidy(text)
    found = _DECISION.fullmatch(plain)
    if found and found[1]:
        on = day(found[2], today) if found[2] else Found(None)
        told = on.told
        return Found([found[1][:60], on.value], told)
    if len(plain) <= 60 and re.search(r"\d", plain):
        return Found([plain, None])
    says = N_("“%(text)s” không giống số quyết định.")
    return Found(None, Told("decision", says, N_("Ghi như “123/QĐ-UBND ngày 05/01/2020”."), {"text": plain[:60]}))


def citizen_number(text: str, today: dt.date) -> Found:
    """The twelve digits of a citizen; the old nine are no number of today's."""
    plain = re.sub(r"[\s.]", "", text)
    if re.fullmatch(r"\d{12}", plain):
        return Found(plain)
    if re.fullmatch(r"\d{11}", plain):
        other = f"0{plain}"
        says = N_("Thiếu một chữ số; bảng tính thường làm mất số 0 đầu.")
        return Found(None, Told("citizen_number", says, N_("Kiểm tra số trên thẻ."), choices=((other, other),)))
    says = N_("Số định danh phải có 12 chữ số.")
    return Found(None, Told("citizen_number", says, N_("Số CMND cũ 9 chữ số thì để trống.")))
