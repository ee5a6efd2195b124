"""From the raw rows of a sheet to its table: heading, data, end of the data; the rows go out as they come."""

import re
from collections.abc import Callable, Iterator

from thidua.doors.workbooks import headings
from thidua.doors.workbooks.cells import letter
from thidua.doors.workbooks.raw import Raw
from thidua.kernel.text import fold, tidy

GAP = 3
NAMED = 20
_SAMPLE = re.compile(
    r"(huong dan|huongdan|hdsd|hd nhap|vi du|vidu|danh muc|danhmuc|dm\b|tra cuu|minh hoa|sample|example|help).*|"
    r"(sheet |trang |file |du lieu |dong |bang )?mau( (nhap|dien|tham khao|vi du|du lieu|file|excel)\b.*)?"
)
_END = re.compile(
    r"(tong cong|tong so( nguoi)?|nguoi lap( bieu)?|lap bieu|thu truong( (co quan|don vi).*)?|nguoi ky|noi nhan|ke toan truong|"
    r"xac nhan (cua|don vi).*|danh sach (nay )?(gom|co|an dinh).*|an dinh danh sach.*|ghi chu|tm\..*|kt\..*|"
    r"(.{0,60}, ?)?ngay[ \d.…_/]* thang[ \d.…_/]* nam.*)( ?[(:].*|\.)?"
)
_TOTAL = re.compile(r"(cộng|tổng|tổng cộng)( ?[:(].*|\.)?")
_FAILED = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
Write = Callable[[list], None]


def is_sample(name: str) -> bool:
    """Whether a sheet's name says that it explains, shows an example or lists codes."""
    return _SAMPLE.fullmatch(fold(tidy(name))) is not None


class _Table:
    """Takes the rows below the heading one after the other, and knows when they are at their end."""

    def __init__(self, heading: headings.Heading | None, write: Write) -> None:
        self.heading, self.write = heading, write
        keys = () if heading is None or heading.name is None else (heading.number, heading.name)
        self.keys = tuple(key for key in keys if key is not None)
        self.row_count = self.mended = self.width = self.below = 0
        self.uncomputed: list[str] = []
        self.stopped_at: int | None = None
        self.last_keyed = heading.below if heading else 0
        self.waiting: list[Raw] = []
        self.merged: dict[int, tuple[int, str]] = {}

    def take(self, raw: Raw) -> None:
        """One row with content."""
        self._fill(raw)
        if self.stopped_at is not None:
            self.below += self._looks_like_data(raw)
            return
        is_keyed = self._is_keyed(raw)
        gap = raw.number - self.last_keyed
        if self.heading and self._ends(raw):
            self._stop(raw.number)
        elif self.heading and self.row_count and gap >= GAP + is_keyed:
            self._stop(self.last_keyed + 1)
            self.below += self._looks_like_data(raw)
        elif is_keyed:
            self.last_keyed = raw.number
            for row in (*self.waiting, raw):
                self._keep(row)
            self.waiting.clear()
        else:
            self.waiting.append(raw)
            if len(self.waiting) >= GAP:
                self._stop(self.waiting[0].number)

    def _is_keyed(self, raw: Raw) -> bool:
        """Whether the row has a number or a name; a number filled down beside nothing but failed formulas is none."""
        if not self.keys:
            return True
        *numbers, name = self.keys
        if name in raw.cells:
            return True
        return any(
            key in raw.cells
            and (
                not raw.cells[key].isdigit()
                or any(place != key and text not in _FAILED for place, text in raw.cells.items())
            )
            for key in numbers
        )

    def _fill(self, raw: Raw) -> None:
        """A cell merged downwards holds its value for each row with content."""
        for place, (last, text) in list(self.merged.items()):
            if raw.number > last:
                del self.merged[place]
            else:
                raw.cells.setdefault(place, text)
        for merge in raw.merges:
            if merge.last_row > raw.number and merge.place in raw.cells:
                self.merged[merge.place] = (merge.last_row, raw.cells[merge.place])

    def _ends(self, raw: Raw) -> bool:
        """Whether the row is a total or a signature."""
        number, name = (self.heading.number, self.heading.name) if self.heading else (None, None)
        if raw.cells.get(number, "").strip(" .").isdigit():  # type: ignore[arg-type]
            return False
        first = min(raw.cells)
        for place in {first, number, name}:
            text = tidy(raw.cells.get(place, ""))  # type: ignore[arg-type]
            if text and len(text) <= 200 and (_TOTAL.fullmatch(text.casefold()) or _END.fullmatch(fold(text))):
                return True
        return False

    def _looks_like_data(self, raw: Raw) -> bool:
        """A numbered row with a name, after the end."""
        if self.heading is None or self.heading.number is None or self.heading.name is None:
            return False
        return raw.cells.get(self.heading.number, "").isdigit() and self.heading.name in raw.cells

    def _stop(self, at: int) -> None:
        self.stopped_at = at
        self.waiting.clear()

    def _keep(self, raw: Raw) -> None:
        self.row_count += 1
        self.mended += len(raw.was)
        width = max(raw.cells) + 1
        self.width = max(self.width, width)
        cells = raw.cells.get
        self.write([raw.number, [cells(place, "") for place in range(width)], raw.was, raw.uncomputed])
        for place in raw.uncomputed:
            if len(self.uncomputed) < NAMED:
                self.uncomputed.append(f"{letter(place)}{raw.number}")

    def finish(self) -> None:
        """No more rows: what waited belongs to the data."""
        for row in self.waiting:
            self._keep(row)


def shape(name: str, is_hidden: bool, rows: Iterator[Raw], write: Write) -> dict:
    """Write the data of a sheet, row by row; what is told about the sheet, as `shapes.sheet_from` takes it."""
    start: list[Raw] = []
    first: Raw | None = None
    for first in rows:
        if first.number > headings.WITHIN + headings.DEEPEST + 1:
            break
        start.append(first)
        first = None
    heading = headings.find(start)
    table = _Table(heading, write)
    for row in start:
        if heading is None or row.number > heading.below:
            table.take(row)
    if first is not None:
        table.take(first)
    for row in rows:
        table.take(row)
    table.finish()
    names = heading.names if heading else {}
    title, form = headings.title(start, heading.first) if heading else ("", "")
    width = max(table.width, max(names, default=-1) + 1)
    return {
        "name": name,
        "is_hidden": is_hidden,
        "is_sample": is_sample(name),
        "title": title,
        "form": form,
        "header_rows": (heading.first, heading.last) if heading else None,
        "columns": [(letter(place), names.get(place, "")) for place in range(width)],
        "row_count": table.row_count,
        "mended": table.mended,
        "stopped_at": table.stopped_at,
        "uncomputed": table.uncomputed,
        "below": table.below,
    }
