"""Tables of a Word file. Their rows are written as XML from a pattern: the library's own cells take a second for 300 rows."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from thidua.doors.layouts import measures as m
from thidua.doors.layouts import tables
from thidua.doors.layouts.blocks import Run, Table, Text, runs
from thidua.doors.layouts.text import clean

TWIPS = 1440 / 25.4  # in a millimetre


def bare(place: Any, widths: Sequence[float], rows: int) -> Any:
    """A table of fixed widths without lines, with no room around the text of its cells."""
    table = place.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    _margins(table, 0, 0)
    return table


def lined(made: Any, table: Table, style: str) -> None:
    """The table with its lines at the document's end, its cells in the named style."""
    head, widths = tables.head(table), tables.widths(table)
    grid = bare(made, widths, 0)
    grid.style = "Table Grid"
    _margins(grid, m.CELL_SIDE, m.CELL_ROOM)
    style = made.styles[style].style_id
    flags = [] if tables.has_tall_head(table, widths) else ["w:cantSplit", "w:tblHeader"]
    for parts in head:
        _row(grid, list(_head(parts, widths, style)), flags)
    patterns = [_pattern(width, style, column.align) for width, column in zip(widths, table.columns, strict=True)]
    for row in table.rows:
        flags = [] if tables.is_tall(row, widths) else ["w:cantSplit"]
        _row(grid, [_cell(pattern, text) for pattern, text in zip(patterns, row, strict=True)], flags)
    if table.total is not None:
        cells = [_cell(pattern, text, bold=True) for pattern, text in zip(patterns, table.total, strict=True)]
        _row(grid, cells, ["w:cantSplit"])


def flag(row: Any, name: str) -> None:
    """Say of a row that it does not break, or that it is repeated on every page."""
    row.get_or_add_trPr().append(OxmlElement(name))


def write(paragraph: Any, text: Text, *, bold: bool = False) -> None:
    """Append the pieces of a text."""
    for piece in runs(text):
        run = paragraph.add_run(clean(piece.text))
        if bold or piece.bold:
            run.bold = True
        if piece.italic:
            run.italic = True
        if piece.source:
            _link(paragraph, piece)


def mark(source: int) -> str:
    """The name of the place where a source is listed."""
    return f"source_{source}"


def _link(paragraph: Any, piece: Run) -> None:
    """The number of the source, which leads to where it is listed."""
    paragraph.add_run("\u00a0")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), mark(piece.source))
    link.append(paragraph.add_run(f"[{piece.source}]")._r)
    paragraph._p.append(link)


def _margins(table: Any, side: float, room: float) -> None:
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblCellMar")):
        properties.remove(old)
    margins = OxmlElement("w:tblCellMar")
    for name, value in (("top", room), ("left", side), ("bottom", room), ("right", side)):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str(round(value * TWIPS)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _row(grid: Any, cells: Sequence[Any], flags: Sequence[str]) -> None:
    row = OxmlElement("w:tr")
    grid._tbl.append(row)
    for name in flags:
        flag(row, name)
    row.extend(cells)


def _head(parts: Sequence[tables.Part | None], widths: Sequence[float], style: str) -> Any:
    """The cells of a row of the heading; those that a wider neighbour covers are left out, those under a taller one marked."""
    covered = 0
    for place, part in enumerate(parts):
        if part:
            width, covered = sum(widths[place : place + part.across]), part.across - 1
            span = f'<w:gridSpan w:val="{part.across}"/>' if part.across > 1 else ""
            merge = '<w:vMerge w:val="restart"/>' if part.down > 1 else ""
            yield _cell(_pattern(width, style, "center", span + merge), part.text, bold=True)
        elif covered:
            covered -= 1
        else:
            yield _pattern(widths[place], style, "center", "<w:vMerge/>")


def _pattern(width: float, style: str, align: str, more: str = "") -> Any:
    """An empty cell."""
    return parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{more}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{align}"/></w:pPr></w:p></w:tc>'
    )


def _cell(pattern: Any, text: Text, *, bold: bool = False) -> Any:
    """A copy of the empty cell with its text."""
    cell = deepcopy(pattern)
    write(Paragraph(cell.p_lst[0], cell), text, bold=bold)
    return cell
