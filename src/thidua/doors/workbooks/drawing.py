"""In the child process: draws the workbook that shows what has to be mended. A text never becomes a formula."""

import json
import re
import sys
import zipfile
from pathlib import Path

from thidua.doors.workbooks.cells import letter

OWN_CELLS = 600_000
"""A copy of the clerk's own workbook needs all of it in memory; beyond so many cells a new one is written."""
COMMENTS = 5_000
_COLOUR = "FFF2A8"
Told = dict[str, list[tuple[int, int, str]]]


def draw(
    path: Path, kind: str, target: Path, sheets: list[dict], cells: int, problems: Told, words: dict[str, str]
) -> None:
    """Write the target: the clerk's own workbook where that can be, else a new one from the rows that were read."""
    is_drawn = kind == "xlsx" and cells <= OWN_CELLS and _own(path, target, sheets, problems, words["heading"])
    if not is_drawn:
        _new(target, sheets, problems, words)


def by_row(problems: list[tuple[int, int, str]]) -> dict[int, str]:
    """What the last column says of each row: the letter of the column and the problem, one after the other."""
    found: dict[int, list[str]] = {}
    for row, place, text in sorted(problems):
        found.setdefault(row, []).append(f"{letter(place)}: {text}")
    return {row: "; ".join(told)[:32_000] for row, told in found.items()}


def _own(path: Path, target: Path, sheets: list[dict], problems: Told, heading: str) -> bool:
    """A copy of the workbook with marks; False if openpyxl cannot read it."""
    # openpyxl would load NumPy for nothing.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    from openpyxl import load_workbook  # noqa: PLC0415  slow import: only for a copy
    from openpyxl.cell import MergedCell  # noqa: PLC0415  slow import: only for a copy
    from openpyxl.comments import Comment  # noqa: PLC0415  slow import: only for a copy
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415  slow import: only for a copy

    try:
        book = load_workbook(path)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile):
        return False
    fill = PatternFill("solid", fgColor=_COLOUR)
    pages = {page.title: page for page in book.worksheets}
    for sheet in sheets:
        marks = problems.get(sheet["name"])
        page = pages.get(sheet["name"])
        if not marks or page is None:
            continue
        for count, (row, place, text) in enumerate(marks):
            cell = page.cell(row, place + 1)
            if isinstance(cell, MergedCell):
                area = next(area for area in page.merged_cells.ranges if cell.coordinate in area)
                cell = page.cell(area.min_row, area.min_col)
            cell.fill = fill
            if count < COMMENTS:
                before = f"{cell.comment.text}\n" if cell.comment else ""
                cell.comment = Comment(before + text, "ThiDua", height=80, width=240)
        last = len(sheet["columns"]) + 1
        for row, text in {_heading_row(sheet): heading, **by_row(marks)}.items():
            cell = page.cell(row, last)
            if isinstance(cell, MergedCell):
                continue
            cell.value, cell.data_type = text, "s"  # a text, also one that begins as a formula does
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=text is heading)
        page.column_dimensions[letter(last - 1)].width = 48
    book.save(target)
    return True


def _heading_row(sheet: dict) -> int:
    """The row in which the last column has its heading."""
    return sheet["header_rows"][1] if sheet["header_rows"] else 1


def _new(target: Path, sheets: list[dict], problems: Told, words: dict[str, str]) -> None:
    """A new workbook with the rows that were read, each in its row."""
    from xlsxwriter import Workbook  # noqa: PLC0415  slow import: only for a new workbook

    book = Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrong = book.add_format({"bg_color": f"#{_COLOUR}"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_page_name(sheet["name"] or words["pasted"], taken))
        if sheet["is_hidden"] and len(sheets) > 1:
            page.hide()
        marks = {(row, place): text for row, place, text in problems.get(sheet["name"], ())}
        written: set[tuple[int, int]] = set()
        if sheet["header_rows"]:
            if sheet["title"] and sheet["header_rows"][0] > 1:
                page.write_string(0, 0, sheet["title"], bold)
            for place, (_letter, heading) in enumerate(sheet["columns"]):
                _write(page, _heading_row(sheet), place, heading, marks, written, wrong, bold)
        with Path(sheet["file"]).open(encoding="utf-8") as lines:
            for line in lines:
                row, cells, _was, _uncomputed = json.loads(line)
                for place, text in enumerate(cells):
                    _write(page, row, place, text, marks, written, wrong, None)
        last = len(sheet["columns"])
        for count, ((row, place), text) in enumerate(sorted(marks.items())):
            if (row, place) not in written:
                page.write_blank(row - 1, place, None, wrong)
            if count < COMMENTS:
                page.write_comment(row - 1, place, text, {"author": "ThiDua", "x_scale": 2})
        for row, text in by_row(problems.get(sheet["name"], [])).items():
            page.write_string(row - 1, last, text, wrap)
        if marks:
            page.write_string(_heading_row(sheet) - 1, last, words["heading"], bold)
        page.set_column(0, last - 1, 18)
        page.set_column(last, last, 48)
    book.close()


def _write(page, row: int, place: int, text: str, marks: dict, written: set, wrong: object, plain: object) -> None:
    """One text in its cell, coloured if there is a problem in it."""
    if text:
        page.write_string(row - 1, place, text, wrong if (row, place) in marks else plain)
        if (row, place) in marks:
            written.add((row, place))


def _page_name(name: str, taken: set[str]) -> str:
    """A name that a worksheet may have, each once."""
    name = re.sub(r"[\[\]:*?/\\]", "-", name).strip("'")[:28] or "-"
    count = 1
    while (told := name if count == 1 else f"{name} {count}").casefold() in taken:
        count += 1
    taken.add(told.casefold())
    return told
