"""What reading a spreadsheet gives, and how much of it is read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.kernel.issues import Issue


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for: bytes, seconds, counts. What goes beyond is refused with its reason."""

    file_bytes: int = 50_000_000
    entries: int = 1_000
    unpacked: int = 300_000_000
    ratio: int = 100
    small: int = 5_000_000
    """A part of the archive that unpacks to no more may be packed as tightly as it likes."""
    sheets: int = 200
    cells: int = 3_000_000
    rows: int = 200_000
    columns: int = 256
    strings: int = 1_500_000
    characters: int = 32_767
    merges: int = 200_000
    pasted: int = 4_000_000
    memory: int = 900_000_000
    processor: int = 60
    clock: int = 120


LIMITS = Limits()


@dataclass(frozen=True)
class Column:
    """One column of a sheet, from A on.

    The parts of a heading over several rows are joined: "Ngày sinh › Nam". A heading that stands twice gets its letter
    the second time: "Ghi chú (M)". A column without a heading has an empty one.
    """

    letter: str
    heading: str


@dataclass(frozen=True)
class Row:
    """One row of data: its number as the person sees it in the spreadsheet, its cells as text, one for each column.

    `was` gives the text of a cell before its font was mended, `uncomputed` the cells that hold a formula without a
    stored value; both by the place of the column, from 0.
    """

    number: int
    cells: tuple[str, ...]
    was: Mapping[int, str]
    uncomputed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: what was found out about it, and its rows of data, which `rows` reads from `path` as they come.

    `is_sample` is guessed from the name. `header_rows` are the first and the last row of the heading; without one every
    row is data. `stopped_at` is the row at which the data ended (three rows without number and name, a total, a
    signature); `below` counts rows further down that look like data all the same. `uncomputed` names the cells with a
    formula that was never computed, in the rows of data, the first twenty. `form` is a code such as "Mẫu số 02".
    """

    name: str
    is_hidden: bool
    is_sample: bool
    title: str
    header_rows: tuple[int, int] | None
    columns: tuple[Column, ...]
    row_count: int
    mended: int
    stopped_at: int | None
    path: Path | None
    form: str = ""
    uncomputed: tuple[str, ...] = ()
    below: int = 0
    held: tuple[Row, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows of data, one after the other."""
        if self.path is None:
            yield from self.held
            return
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                yield row_from(json.loads(line), len(self.columns))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What the person should know before she trusts the rows."""
        found = []
        if self.uncomputed:
            told = {"sheet": self.name, "cell": self.uncomputed[0]}
            found.append(
                Issue(
                    _("Trang “%(sheet)s” có công thức chưa được tính, ô đầu tiên là %(cell)s.") % told,
                    _("Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, sau đó nộp lại tệp."),
                    field=self.uncomputed[0],
                )
            )
        if self.below:
            where = {"sheet": self.name, "row": self.stopped_at, "count": self.below}
            found.append(
                Issue(
                    _("Trang “%(sheet)s” được đọc đến dòng %(row)s; bên dưới còn %(count)s dòng giống như dữ liệu.")
                    % where,
                    _("Nếu các dòng đó thuộc danh sách, xóa các dòng trống hoặc dòng cộng ở giữa rồi nộp lại tệp."),
                )
            )
        return tuple(found)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file in their order; hidden ones too, marked."""

    sheets: tuple[Sheet, ...]


def row_from(told: list, width: int) -> Row:
    """A row from what stands in its line: number, cells, and where there is any what was mended and not computed."""
    number, cells, was, uncomputed = told
    cells += [""] * (width - len(cells))
    return Row(number, tuple(cells), {int(place): text for place, text in was.items()}, tuple(uncomputed))


def sheet_from(told: dict, path: Path | None, held: list | None = None) -> Sheet:
    """A sheet from what its reader told about it."""
    columns = tuple(Column(*column) for column in told["columns"])
    return Sheet(
        **told
        | {
            "columns": columns,
            "header_rows": tuple(told["header_rows"]) if told["header_rows"] else None,
            "uncomputed": tuple(told["uncomputed"]),
            "path": path,
            "held": tuple(row_from(row, len(columns)) for row in held or ()),
        }
    )
