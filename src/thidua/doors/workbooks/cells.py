"""What stands in a cell, as text: numbers, dates, and text made clean and mended."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from thidua.doors.workbooks import damage

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CLOCK = re.compile(r"[dmyhs]")
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general', re.IGNORECASE)
_LAST_DAY = 2_958_465  # 31/12/9999
_LETTERS: dict[str, int] = {}


def letter(place: int) -> str:
    """The letter of a column, from 0: A, B … XFD."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(letters: str) -> int:
    """The place of a column, from 0; -1 for what is no column of a spreadsheet."""
    found = _LETTERS.get(letters)
    if found is None:
        found = 0
        for char in letters:
            if not "A" <= char <= "Z" or found > 16_384:
                return -1
            found = found * 26 + ord(char) - 64
        found -= 1
        if not 0 <= found < 16_384:
            return -1
        _LETTERS[letters] = found
    return found


def whole(text: str) -> int:
    """A whole number of an attribute, -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def unescaped(text: str) -> str:
    """The text with the characters that XLSX writes as _x000D_."""
    return _ESCAPED.sub(lambda part: chr(int(part.group(1), 16)), text) if "_x" in text else text


def clean(text: str, reading: str = "") -> tuple[str, str]:
    """The text as it is kept, and as it stood before its font was mended (empty if nothing had to be mended).

    Composed (NFC), without control characters; line breaks stay. Nothing but spaces is nothing.
    """
    if text.isascii() and text.isprintable() and not reading:
        return ("" if text.isspace() else text), ""
    given = unicodedata.normalize("NFC", text)
    mended = damage.horn(damage.mend(given, reading))
    if not mended.isprintable():
        mended = mended.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
        mended = "".join(
            char for char in mended if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
        )
        changed = damage.horn(damage.mend(given, reading)) != given
    else:
        changed = mended != given
    mended = unicodedata.normalize("NFC", mended)
    if not mended or mended.isspace():
        return "", ""
    return mended, (given if changed else "")


def number(text: str) -> str:
    """A number as a person writes it: no ".0", no exponent, fifteen digits as Excel shows them, a point."""
    if text.isdigit() and text.isascii() and len(text) <= 15 and (text[0] != "0" or text == "0"):
        return text
    try:
        value = float(text)
    except ValueError:
        return clean(text)[0]
    if value != value or value in (float("inf"), float("-inf")):
        return text
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    short = format(value, ".15g")
    return format(Decimal(short), "f") if "e" in short and 1e-30 < abs(value) < 1e30 else short


def day(text: str, is_1904: bool = False) -> str:
    """A true date of a spreadsheet: 2021-03-15, with its time where it has one, a time alone as 07:30."""
    try:
        serial = float(text)
    except ValueError:
        return clean(text)[0]
    if not 0 <= serial <= _LAST_DAY:
        return number(text)
    if is_1904:
        start = dt.datetime(1904, 1, 1)  # noqa: DTZ001  a spreadsheet's dates know no zone
    else:
        start = dt.datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001  the same; 1900 had a 29 February
    moment = start + dt.timedelta(seconds=round(serial * 86_400))
    if serial < 1 and not is_1904:
        return moment.strftime("%H:%M")
    return told(moment)


def told(moment: dt.datetime) -> str:
    """A moment as text; midnight is a day."""
    return moment.strftime("%Y-%m-%d") if moment.time() == dt.time() else moment.strftime("%Y-%m-%d %H:%M")


def is_day(code: str) -> bool:
    """Whether a number format shows a date or a time of the day."""
    if re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE):
        return False  # a duration
    return _CLOCK.search(_QUIET.sub("", code.split(";")[0]).lower()) is not None


def zeros(code: str) -> int:
    """How many digits a format such as 0000000 fills up with zeros; 0 for other formats."""
    return len(code) if re.fullmatch("0{2,20}", code) else 0
