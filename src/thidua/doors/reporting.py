"""A summary report as an official document: what a person left empty is not in it. For the desk and the command line."""

import re
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.domain.reports.models import Report
from thidua.doors.layouts import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Series,
    Signatures,
    Table,
)

MARK = re.compile(r"\[(\d{1,3})\]")
"""A source in a text, by its number."""


def document(report: Report) -> Document:
    """The document of a report."""
    told = [block for block in report.blocks if not _is_empty(block, report.blocks)]
    used = {int(one) for block in told for one in MARK.findall(block.get("text", ""))}
    numbers = [n for n in range(1, len(report.sources) + 1) if n in used]
    places = {old: new for new, old in enumerate(numbers, 1)}
    unit = report.unit
    letterhead = Letterhead(
        above=unit.parent.name if unit.parent else "",
        agency=unit.name,
        number=_("Số:         /BC"),
        place="",
        day=None,
        kind=_("BÁO CÁO"),
        about=report.title,
    )
    end = Signatures(recipients=["Như trên;", "Lưu: VT."], title=_("THỦ TRƯỞNG"))
    language: Literal["vi", "en"] = "en" if (get_language() or "").startswith("en") else "vi"
    sources = [report.sources[n - 1]["label"] for n in numbers]
    blocks = [block for one in told for block in _blocks(one, places)]
    return Document(letterhead, [*blocks, end], language, sources)


def _is_empty(block, blocks):
    """Whether a text is empty, or a heading has nothing below it."""
    if "drafted" in block:
        return not block["text"].strip()
    if block["kind"] != "heading":
        return False
    place = blocks.index(block)
    below = []
    for one in blocks[place + 1 :]:
        if one["kind"] == "heading" and one["level"] <= block["level"]:
            break
        below.append(one)
    return all(_is_empty(one, blocks) for one in below)


def _blocks(block, places) -> list[Block]:
    match block["kind"]:
        case "heading":
            return [Heading(block["text"], block["level"])]
        case "items":
            return [Bullets([_runs(line, places) for line in block["text"].splitlines()])]
        case "table":
            words, *figures = block["head"]
            columns = [Column(words, 4), *(Column(one, 1.4, "right") for one in figures)]
            return [Table(columns, block["rows"], block["total"] or None, block["caption"])]
        case "chart":
            series = [Series(one["name"], one["values"]) for one in block["series"]]
            chart = Chart("grouped", block["labels"], series, caption=block["caption"])
            return [chart, *([Paragraph((Run(block["note"], italic=True),), "center")] if block["note"] else [])]
    return [Paragraph(_runs(line, places)) for line in block["text"].splitlines()]


def _runs(text, places):
    """The text with its bracketed numbers as sources; a number that names none stays text."""
    found, at = [], 0
    for mark in MARK.finditer(text):
        if place := places.get(int(mark[1])):
            found.append(Run(text[at : mark.start()].rstrip(" "), source=place))
            at = mark.end()
    return [*found, Run(text[at:])]
