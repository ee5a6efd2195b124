"""A table as a file: XLSX, CSV, and Parquet where pyarrow is installed. What a list shows, any door can hand out.

In a spreadsheet a text must stay a text: one that begins as a formula does gets an apostrophe before it.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from typing import BinaryIO

from thidua.kernel import clock

Value = str | int | dt.date | None

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
MOST_ROWS = 1_048_575
"""A worksheet holds no more below its heading; further rows go to a further worksheet."""
AT_ONCE = 10_000
FORMULA = set("=+-@＝＋－＠")
"""What a formula begins with, also in the wide forms that some spreadsheets take for the narrow ones."""
STRIPPED = " \t\r\n\v\f\u00a0\u2007\u202f\u3000\u200b\u200e\u200f\ufeff'\"‘’“”"
"""What may stand before it and be taken away by a program or by hand."""


@dataclass(frozen=True)
class Column:
    """One column: its name in a data file, its heading in the reader's language, its width in characters."""

    name: str
    heading: str
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A table with its title; the rows are read once, as they come."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def kinds() -> list[str]:
    """The kinds of files that this installation can write."""
    return [kind for kind in TYPES if kind != "parquet" or find_spec("pyarrow") is not None]


def plain(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula, also not one that strips spaces and quotes before it looks."""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(STRIPPED)
    return f"'{value}" if value[:1] in {"\t", "\r", "\n"} or bare[:1] in FORMULA else value


def write(kind: str, file: BinaryIO, sheet: Sheet, at: dt.datetime) -> int:
    """Write the table in one of `kinds`; how many rows it has."""
    return {"xlsx": _xlsx, "csv": _csv, "parquet": _parquet}[kind](file, sheet, at)


def _csv(file: BinaryIO, sheet: Sheet, at: dt.datetime) -> int:
    """UTF-8 with a byte order mark, as Excel wants it."""
    text, count = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True), 0
    lines = csv.writer(text)
    lines.writerow([plain(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        lines.writerow(["" if value is None else plain(value) for value in row])
        count += 1
    text.detach()
    return count


def _xlsx(file: BinaryIO, sheet: Sheet, at: dt.datetime) -> int:
    from xlsxwriter import Workbook  # noqa: PLC0415  slow import: only an export writes spreadsheets

    plainly = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, {"constant_memory": True, **plainly})
    made = at.astimezone(clock.VIETNAM).replace(tzinfo=None)
    book.set_properties({"title": sheet.title, "created": made})
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd/mm/yyyy"})
    rows, count = iter(sheet.rows), 0
    row = next(rows, None)
    while True:
        page, line = book.add_worksheet(), 0
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, str(plain(column.heading)), head)
        while row is not None and line < MOST_ROWS:
            line += 1
            for place, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(line, place, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, int):
                    page.write_number(line, place, value)
                elif value:
                    page.write_string(line, place, str(plain(value)))
            row = next(rows, None)
        page.autofilter(0, 0, line, len(sheet.columns) - 1)
        count += line
        if row is None:
            break
    book.close()
    return count


def _parquet(file: BinaryIO, sheet: Sheet, at: dt.datetime) -> int:
    """Plain data for a program: texts as they are, columns by name."""
    import pyarrow  # noqa: PLC0415  optional dependency
    from pyarrow import parquet  # noqa: PLC0415  optional dependency

    count, names, writer = 0, [column.name for column in sheet.columns], None
    for rows in _batches(sheet.rows):
        told = {name: [row[place] for row in rows] for place, name in enumerate(names)}
        if writer is None:
            schema = pyarrow.schema([(name, _type(pyarrow, values)) for name, values in told.items()])
            writer = parquet.ParquetWriter(file, schema.with_metadata({"title": sheet.title, "made": at.isoformat()}))
        writer.write_table(pyarrow.table(told, schema=writer.schema))
        count += len(rows)
    if writer is not None:
        writer.close()
    return count


def _type(pyarrow, values):
    first = next((value for value in values if value is not None), "")
    return (
        pyarrow.date32()
        if isinstance(first, dt.date)
        else pyarrow.int64()
        if isinstance(first, int)
        else pyarrow.string()
    )


def _batches(rows: Iterable[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    source = iter(rows)
    batch = list(islice(source, AT_ONCE))
    yield batch  # also of an empty table: its file has its columns
    while batch := list(islice(source, AT_ONCE)):
        yield batch
