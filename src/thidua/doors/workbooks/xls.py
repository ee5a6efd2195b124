"""XLS: the values through calamine, which reads the old binary format; fonts are not told, so texts are tested alone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from thidua.doors.workbooks import damage
from thidua.doors.workbooks.cells import clean, letter, number
from thidua.doors.workbooks.cells import told as moment
from thidua.doors.workbooks.raw import Count, Merge, Raw
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

_SAMPLED = 300


class Book:
    """A workbook whose sheets can be read one after the other."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits, self.count = limits, Count(limits)
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal("encrypted")
        if "WordDocument".encode("utf-16-le") in data:
            raise Refusal("word")
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise Refusal("macro")
        del data
        try:
            self.book = CalamineWorkbook.from_path(str(path))
        except PasswordError as error:
            raise Refusal("encrypted") from error
        except (CalamineError, OSError, ValueError) as error:
            raise Refusal("encrypted" if "assword" in str(error) else "broken") from error

    def sheets(self) -> Iterator[tuple[str, bool, Iterator[Raw]]]:
        """The sheets: name, hidden or not, rows."""
        listed = [sheet for sheet in self.book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if not listed:
            raise Refusal("no_sheets")
        for sheet in listed:
            self.count.sheet()
            name = clean(sheet.name)[0]
            yield name, sheet.visible != SheetVisibleEnum.Visible, self._rows(sheet.name, name)

    def _rows(self, key: str, name: str) -> Iterator[Raw]:
        try:
            sheet = self.book.get_sheet_by_name(key)
        except (CalamineError, ValueError) as error:
            raise Refusal("malformed", part=name) from error
        merges: dict[int, list[Merge]] = defaultdict(list)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            merges[top + 1].append(Merge(left, bottom + 1, right))
        values = sheet.to_python(skip_empty_area=False)
        sample = (one for row in islice(values, _SAMPLED) for one in row if isinstance(one, str))
        prevailing = damage.prevailing(sample)
        for line, row in enumerate(values, start=1):
            raw = Raw(line, {}, merges=merges.get(line, ()))
            for place, value in enumerate(row):
                if value == "" or value is None:
                    continue
                self.count.cells += 1
                if self.count.cells > self.limits.cells:
                    raise self.count.too_many(name, f"{letter(place)}{line}")
                if isinstance(value, str):
                    self._text(raw, place, value, prevailing, name)
                else:
                    raw.cells[place] = plain(value)
            if raw.cells:
                yield self.count.row(name, raw)

    def _text(self, raw: Raw, place: int, value: str, prevailing: str, sheet: str) -> None:
        if len(value) > self.limits.characters:
            raise Refusal("long", sheet=sheet, cell=f"{letter(place)}{raw.number}", most=self.limits.characters)
        text, was = clean(value, damage.believed(value, prevailing))
        if text:
            raw.cells[place] = text
        if was:
            raw.was[place] = was


def plain(value: bool | float | dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    """A value of calamine as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        return number(str(value.total_seconds() / 86_400))
    return number(str(value))
