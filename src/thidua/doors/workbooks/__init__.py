"""Reads the spreadsheets that agencies hand in: XLSX, XLS, ODS, CSV, and tables pasted from elsewhere.

A file from outside is read in a child process with limits on memory, processor and time; what comes back is text in
cells, with the heading found and old fonts mended. A file that is refused raises Unready, whose issue says why, with
the remedy, the sheet and the cell. Nothing here knows what the columns mean.
"""

from pathlib import Path

from thidua.doors.workbooks import process
from thidua.doors.workbooks.delimited import pasted
from thidua.doors.workbooks.marking import Problems, mark
from thidua.doors.workbooks.raw import Count
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import LIMITS, Column, Limits, Row, Sheet, Workbook, sheet_from
from thidua.doors.workbooks.tables import shape

__all__ = ["KINDS", "LIMITS", "Column", "Limits", "Problems", "Row", "Sheet", "Workbook", "mark", "read", "read_pasted"]

KINDS = ("xlsx", "xls", "ods", "csv")


def read(path: Path, kind: str, into: Path, *, limits: Limits = LIMITS) -> Workbook:
    """The workbook in the file, one of KINDS; the rows of each sheet are written as JSON lines into the folder `into`.

    Raises Unready for a file that is refused; its issue is in the user's language and names sheet and cell where there
    is one (the cell is also its `field`). The folder must be kept as long as rows are read.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    told = process.run("read", path, kind, into, limits)
    return Workbook(tuple(sheet_from(sheet, into / sheet["path"]) for sheet in told["sheets"]))


def read_pasted(text: str) -> Workbook:
    """The table in a pasted text: cells parted by tabs, line breaks inside quotes. Its one sheet has no name."""
    rows: list[list] = []
    try:
        told = shape("", False, pasted(text, LIMITS, Count(LIMITS)), rows.append)
    except Refusal as refusal:
        raise refusal.unready() from refusal
    return Workbook((sheet_from(told, None, rows),))
