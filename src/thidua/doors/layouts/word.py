"""The document as a Word file that stays editable: real headings, lists, tables with repeated headings, pictures with words."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from thidua.doors.layouts import charts, tables
from thidua.doors.layouts import measures as m
from thidua.doors.layouts.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from thidua.doors.layouts.ending import ended, levels, with_what_follows
from thidua.doors.layouts.phrases import phrases, place_and_day
from thidua.doors.layouts.styles import CENTER, empty
from thidua.doors.layouts.text import LONGEST, balanced, breadth, clean
from thidua.doors.layouts.typeset import picture
from thidua.doors.layouts.word_tables import bare, flag, lined, mark, write
from thidua.kernel import clock

SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
BEFORE_BORDER = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def docx(document: Document, file: BinaryIO) -> None:
    """Write the document for Word and LibreOffice, in Times New Roman."""
    language, said = document.language, phrases(document.language)
    made = empty(language)
    _properties(made.core_properties, document)
    _letterhead(made, document.letterhead, language, said)
    for block, stays in with_what_follows(levels(ended(document.blocks))):
        _block(made, block, language, said)
        if stays:
            made.paragraphs[-1].paragraph_format.keep_with_next = True
    _sources(made, document.sources, said)
    made.save(file)


def _properties(properties: Any, document: Document) -> None:
    at = clock.now().astimezone(dt.UTC).replace(tzinfo=None)
    properties.title = clean(document.title)[:LONGEST]
    properties.author = properties.last_modified_by = clean(document.letterhead.agency)[:LONGEST]
    properties.language = document.language
    properties.created = properties.modified = at
    properties.comments, properties.revision = "", 1


def _letterhead(made: Any, head: Letterhead, language: str, said: dict[str, str]) -> None:
    is_letter = not head.kind and bool(head.about)
    table = bare(made, [m.AGENCY_WIDTH, m.TEXT_WIDTH - m.AGENCY_WIDTH], 3 if is_letter else 2)
    (left, right), (number, place) = (row.cells for row in table.rows[:2])
    room = m.AGENCY_WIDTH - 4
    agency = balanced(clean(head.agency), m.AGENCY, room)
    lines = [(balanced(clean(head.above), m.AGENCY, room), False), (agency, True)]
    for text, bold in [line for line in lines if line[0]]:
        _line(left, text, m.AGENCY, bold=bold)
    _rule(left, m.RULE * min(room, max(breadth(line, m.AGENCY) for line in agency.split("\n"))), m.AGENCY_WIDTH)
    _line(right, said["nation"], m.NATION, bold=True)
    _line(right, said["motto"], m.MOTTO, bold=True)
    _rule(right, breadth(said["motto"], m.MOTTO), m.TEXT_WIDTH - m.AGENCY_WIDTH)
    _line(number, clean(head.number), m.NUMBER)
    _line(place, clean(place_and_day(language, head.place, head.day)), m.PLACE, italic=True)
    if is_letter:
        _line(
            table.rows[2].cells[0], clean(f"{said['subject']} {head.about}"), m.SUBJECT
        ).paragraph_format.space_before = Pt(6)
    _space(made, m.BODY)
    if head.kind:
        _line(made, clean(head.kind), m.KIND, bold=True)
        if about := clean(head.about):
            _line(made, about, m.KIND, bold=True)
            _rule(
                made, m.RULE * min(m.TEXT_WIDTH, max(breadth(line, m.KIND) for line in about.split("\n"))), m.TEXT_WIDTH
            )
        _space(made, m.BETWEEN)


def _line(place: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, align: Any = CENTER) -> Any:
    """A centred line of the letterhead or the signature, in its place (a cell or the document)."""
    paragraph = _fresh(place)
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _fresh(place: Any) -> Any:
    """The paragraph that every cell begins with, while it is empty; a new one otherwise."""
    first = place.paragraphs[0] if hasattr(place, "_tc") else None
    return first if first is not None and not first.runs and first._p.pPr is None else place.add_paragraph()


def _rule(place: Any, length: float, room: float) -> None:
    """A line so many millimetres long, in the middle of its room: the upper border of an empty paragraph."""
    paragraph = place.add_paragraph(style="Gap")
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_before = Pt(6), Pt(3)
    layout.left_indent = layout.right_indent = Mm(max(0.0, (room - length) / 2))
    border = OxmlElement("w:pBdr")
    border.append(OxmlElement("w:top"))
    for name, value in (("val", "single"), ("sz", str(int(m.STROKE * 8))), ("space", "0"), ("color", "000000")):
        border[0].set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(border, *BEFORE_BORDER)


def _space(made: Any, points: float) -> None:
    layout = made.add_paragraph(style="Gap").paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def _block(made: Any, block: Block, language: str, said: dict[str, str]) -> None:
    match block:
        case Heading():
            made.add_paragraph(clean(block.text), style=f"Heading {block.level}")
        case Paragraph():
            paragraph = made.add_paragraph(style="Body Text")
            write(paragraph, block.text)
            if block.align:
                paragraph.alignment, paragraph.paragraph_format.first_line_indent = SIDES[block.align], Mm(0)
        case Bullets():
            for item in block.items:
                write(made.add_paragraph(style="List Bullet"), item)
        case Table():
            _caption(made, block.caption)
            _lined(made, block, "Cell")
        case Chart():
            _caption(made, block.caption)
            _chart(made, block, language)
        case Signatures():
            _signatures(made, block, said)
        case PageBreak():
            made.add_paragraph(style="Gap").add_run().add_break(WD_BREAK.PAGE)


def _caption(made: Any, text: str) -> None:
    if text:
        made.add_paragraph(clean(text), style="Caption")
    else:
        _space(made, m.BETWEEN)


def _lined(made: Any, table: Table, style: str) -> None:
    lined(made, table, style)
    if table.note:
        made.add_paragraph(clean(table.note), style="Note")
    else:
        _space(made, 2 * m.BETWEEN)


def _chart(made: Any, chart: Chart, language: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.keep_with_next = chart.twin or None
    shape = paragraph.add_run().add_picture(io.BytesIO(picture(chart, language)), width=Mm(m.TEXT_WIDTH - 0.5))
    shape._inline.docPr.set("descr", clean(charts.told(chart, language)))
    for side in "TBLR":  # LibreOffice takes a distance that is not told for one of 3 mm
        shape._inline.set(f"dist{side}", "0")
    _space(made, m.BETWEEN)
    if chart.twin:
        _lined(made, tables.twin(chart, language), "Small Cell")


def _signatures(made: Any, block: Signatures, said: dict[str, str]) -> None:
    _space(made, m.BETWEEN)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    table = bare(made, [m.TEXT_WIDTH / 2] * 2, 1)
    if len(block.recipients) <= tables.MOST_TOGETHER:
        flag(table.rows[0]._tr, "w:cantSplit")
    left, right = table.rows[0].cells
    if block.recipients:
        _line(left, said["to"], m.TO, bold=True, italic=True, align=SIDES["left"])
        for line in block.recipients:
            _line(left, f"- {clean(line)}", m.RECIPIENTS, align=SIDES["left"])
    _line(right, clean(block.title), m.SIGNER, bold=True)
    note = _line(right, clean(block.note), m.TO, italic=True).paragraph_format
    note.space_before = note.space_after = Mm((m.SIGNATURE - m.TO * m.SINGLE * m.MILLIMETRES) / 2)
    _line(right, clean(block.name), m.SIGNER, bold=True)
    _space(made, m.BETWEEN)


def _sources(made: Any, sources: Sequence[str], said: dict[str, str]) -> None:
    if not sources:
        return
    _space(made, 2 * m.BETWEEN)
    heading = _line(made, said["sources"], m.TO, bold=True, align=SIDES["left"])
    heading.paragraph_format.keep_with_next = True
    for number, text in enumerate(sources, start=1):
        paragraph = made.add_paragraph(f"[{number}] {clean(text)}", style="Source")
        for place, tag in ((1, "w:bookmarkStart"), (len(paragraph._p) + 1, "w:bookmarkEnd")):
            edge = OxmlElement(tag)
            edge.set(qn("w:id"), str(number))
            if tag == "w:bookmarkStart":
                edge.set(qn("w:name"), mark(number))
            paragraph._p.insert(place, edge)
