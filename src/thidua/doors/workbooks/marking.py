"""Gives the clerk her file back with what has to be mended marked in it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from thidua.doors.workbooks import process
from thidua.doors.workbooks.child import MARKED
from thidua.doors.workbooks.shapes import LIMITS, Limits

Problems = Mapping[str, Mapping[tuple[int, int], str]]
"""By the name of the sheet; the row as in `Row.number`, the column as its place in `Row.cells`, from 0."""


def mark(path: Path, kind: str, into: Path, problems: Problems, *, limits: Limits = LIMITS) -> None:
    """Write an XLSX file `into` that shows the problems: their cells coloured, a comment each, a last column “Cần sửa”.

    From an XLSX file it is a copy with the clerk's own layout and formulas (choice lists of newer Excel versions are
    lost); from one of very many cells, and from the other kinds ("xls", "ods", "csv", "pasted": a file of the pasted
    text), it is a new workbook with the rows that were read, at the same place. The file itself stays as it is. Raises
    Unready as `read` does.
    """
    told = {
        sheet: [(row, place, str(text)) for (row, place), text in cells.items()] for sheet, cells in problems.items()
    }
    words = {"heading": _("Cần sửa"), "pasted": _("Bảng đã dán")}
    with TemporaryDirectory(dir=into.parent) as folder:
        process.run("mark", path, kind, Path(folder), limits, problems=told, words=words)
        (Path(folder) / MARKED).replace(into)
