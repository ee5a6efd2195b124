"""The parts that a draft is put together from, and how numbers, years and spans are written in an official text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from thidua.domain.reports.models import Report
from thidua.domain.reports.states import FLOW

Block = dict[str, Any]


def verbs(report: Report) -> list[tuple[str, str]]:
    """The verbs that make sense in the report's state, with their labels."""
    return FLOW.offered(report)


@dataclass
class Draft:
    """A report as the data give it: blocks in order, what its bracketed numbers stand for, what is not known."""

    blocks: list[Block] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def heading(self, key: str, text: str, level: int = 1) -> None:
        """A heading; the caller numbers it."""
        self.blocks.append({"key": key, "kind": "heading", "level": level, "text": text})

    def text(self, key: str, text: str, hint: str = "") -> None:
        """A paragraph. With a hint and no text: to be written by a person, and left out while it is empty."""
        self.blocks.append({"key": key, "kind": "text", "text": text, "drafted": text, "hint": hint})

    def items(self, key: str, items: Sequence[str]) -> None:
        """A list with a dash before each item; a person edits it as lines."""
        text = "\n".join(items)
        self.blocks.append({"key": key, "kind": "items", "text": text, "drafted": text, "hint": ""})

    def table(
        self, key: str, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str]
    ) -> None:
        """A table: the first column are words, the others figures. `total` may be empty."""
        self.blocks.append(
            {
                "key": key,
                "kind": "table",
                "caption": caption,
                "head": [*head],
                "rows": [[*row] for row in rows],
                "total": [*total],
            }
        )

    def chart(
        self,
        key: str,
        caption: str,
        labels: Sequence[str],
        series: Sequence[tuple[str, Sequence[int | None]]],
        note: str = "",
    ) -> None:
        """Bars side by side for each label, with a name for each colour; None is what is not known."""
        told = [{"name": name, "values": [*values]} for name, values in series]
        self.blocks.append(
            {"key": key, "kind": "chart", "caption": caption, "labels": [*labels], "series": told, "note": note}
        )

    def source(self, label: str, page: str, **asked: Any) -> str:
        """Name a source; its bracketed number for the text. The same one again has the same number."""
        told = {"label": label, "page": page, "asked": asked}
        if told not in self.sources:
            self.sources.append(told)
        return f"[{self.sources.index(told) + 1}]"


def count(n: int) -> str:
    """A number in an official text: 01, 27, 1.234."""
    return f"{n:02}" if n < 10 else number_format(n, force_grouping=True)


def span(first: dt.date, last: dt.date) -> str:
    """The span in words: năm 2025; giai đoạn 2004 – 2016; từ ngày 01/01/2026 đến ngày 30/06/2026."""
    if is_whole(first, last):
        if first.year == last.year:
            return _("năm %(year)s") % {"year": first.year}
        return _("giai đoạn %(first)s – %(last)s") % {"first": first.year, "last": last.year}
    return _("từ ngày %(first)s đến ngày %(last)s") % {"first": date_format(first), "last": date_format(last)}


def is_whole(first: dt.date, last: dt.date) -> bool:
    """Whether the span is made of whole calendar years."""
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
