"""The document as a PDF: tagged, searchable, with bookmarks, from data alone.

One compiler serves the process; a lock lets one thread use it at a time.
"""

import json
import threading
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import typst

from thidua.doors.layouts import charts, measures, tables
from thidua.doors.layouts.blocks import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    Text,
    runs,
)
from thidua.doors.layouts.ending import ended, levels, with_what_follows
from thidua.doors.layouts.phrases import phrases, place_and_day
from thidua.doors.layouts.text import LONGEST, balanced, drawn

HERE = Path(__file__).parent
STANDARDS = ["a-2a", "ua-1"]
"""PDF/A-2a to be kept, PDF/UA-1 to be heard: fonts inside, tagged, with title and language, in the order of reading."""
_LOCK = threading.Lock()


def pdf(document: Document, file: BinaryIO) -> None:
    """Write the document as a tagged PDF, A4, in the fonts that the product ships."""
    file.write(compiled(given(document), format="pdf", pdf_standards=STANDARDS))


def picture(chart: Chart, language: str, dots: int = 220) -> bytes:
    """The chart as PNG, with so many dots an inch: the same drawing as in the PDF."""
    image: bytes = compiled({"language": language, "chart": _drawing(chart, language)}, format="png", ppi=dots)
    return image


@cache
def _compiler() -> Any:
    return typst.Compiler(HERE / "document.typ", root=HERE, font_paths=[HERE / "fonts"], ignore_system_fonts=True)


def compiled(given: dict[str, Any], **wanted: Any) -> Any:
    """What typst makes of the data: the bytes of a file, of each page where a format has one file a page."""
    sizes = {name.lower(): value for name, value in vars(measures).items() if name.isupper()}
    text = json.dumps(given | {"measures": sizes})
    with _LOCK:
        return _compiler().compile(sys_inputs={"given": text}, **wanted)


def given(document: Document) -> dict[str, Any]:
    """The document as the template reads it."""
    head, language = document.letterhead, document.language
    said = phrases(language)
    return {
        "language": language,
        "title": (drawn(document.title).strip() or "–")[:LONGEST],
        "author": drawn(head.agency).replace("\n", " ")[:LONGEST],
        "letterhead": {
            "above": drawn(balanced(head.above, measures.AGENCY, measures.AGENCY_WIDTH - 4)),
            "agency": drawn(balanced(head.agency, measures.AGENCY, measures.AGENCY_WIDTH - 4)),
            "number": drawn(head.number),
            "place": drawn(place_and_day(language, head.place, head.day)),
            "kind": drawn(head.kind),
            "about": drawn(head.about),
            **{name: said[name] for name in ("nation", "motto", "subject")},
        },
        "blocks": [
            _block(block, language, said) | {"stays": stays}
            for block, stays in with_what_follows(levels(ended(document.blocks)))
        ],
        "sources_heading": said["sources"],
        "sources": [drawn(source) for source in document.sources],
    }


def _block(block: Block, language: str, said: dict[str, str]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": drawn(block.text), "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "text": _text(block.text), "align": block.align}
        case Bullets():
            return {"kind": "bullets", "items": [_text(item) for item in block.items]}
        case Table():
            return {"kind": "table", "caption": drawn(block.caption)} | _table(block)
        case Chart():
            twin = _table(tables.twin(block, language)) if block.twin else None
            drawing, told = _drawing(block, language), drawn(charts.told(block, language))
            return {"kind": "chart", "caption": drawn(block.caption), "told": told, "drawing": drawing, "twin": twin}
        case Signatures():
            return {
                "kind": "signatures",
                "to": said["to"],
                "is_long": len(block.recipients) > tables.MOST_TOGETHER,
                "recipients": [drawn(line) for line in block.recipients],
                **{name: drawn(getattr(block, name)) for name in ("title", "name", "note")},
            }
        case PageBreak():
            return {"kind": "pagebreak"}


def _text(text: Text) -> Any:
    """A text in one plain style as a string, any other as its pieces."""
    pieces = runs(text)
    if all(not (run.bold or run.italic or run.source) for run in pieces):
        return drawn("".join(run.text for run in pieces))
    return [{"text": drawn(run.text), "bold": run.bold, "italic": run.italic, "source": run.source} for run in pieces]


def _table(table: Table) -> dict[str, Any]:
    widths = tables.widths(table)
    return {
        "widths": widths,
        "aligns": [column.align for column in table.columns],
        "repeats": not tables.has_tall_head(table, widths),
        "head": [
            [{"text": drawn(part.text), "across": part.across, "down": part.down} for part in row if part]
            for row in tables.head(table)
        ],
        "rows": [
            {"cells": [_text(cell) for cell in row], "breakable": tables.is_tall(row, widths)} for row in table.rows
        ],
        "total": None if table.total is None else [_text(cell) for cell in table.total],
        "note": drawn(table.note),
    }


def _drawing(chart: Chart, language: str) -> dict[str, Any]:
    made = charts.drawing(chart, language)
    shapes = [shape | {"text": drawn(shape["text"])} if "text" in shape else shape for shape in made["shapes"]]
    return made | {"shapes": shapes}
