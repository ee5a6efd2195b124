"""What the pages of imports show: tones of states, columns to match, lines as cells."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.imports import checks, queries
from thidua.domain.imports.enums import Standing, State
from thidua.domain.imports.models import Batch, Line
from thidua.doors.lists import Column

STATES = {
    **dict.fromkeys((State.WAITING, State.CHECKING, State.WRITING, State.UNDOING), "info"),
    **dict.fromkeys((State.READ, State.CHECKED), "wait"),
    State.WRITTEN: "done",
    State.UNDONE: "neutral",
    State.FAILED: "refused",
}
STANDINGS = {
    Standing.NEW: "done",
    Standing.SAME: "neutral",
    Standing.WRONG: "refused",
    Standing.SKIPPED: "neutral",
    Standing.WRITTEN: "done",
    Standing.UNCHECKED: "neutral",
}
MOST_CHOICES = 80
PREVIEWED = 4


def labels(batch: Batch) -> dict[str, str]:
    """Field → its words."""
    return {one.name: str(one.label) for one in checks.FIELDS[batch.kind]}


def to_match(batch: Batch) -> list[dict[str, Any]]:
    """The columns of the list, each with the field taken for it and what stands in its first rows."""
    first = list(queries.lines(batch)[:PREVIEWED])
    return [
        {
            "place": place,
            "letter": letter,
            "heading": heading,
            "field": batch.columns.get(str(place), ""),
            "is_refused": place in batch.refused,
            "texts": [line.cells[place] if place < len(line.cells) else "" for line in first],
        }
        for place, (letter, heading) in enumerate(batch.headings)
    ]


def general(batch: Batch, typed: dict[str, str]) -> list[dict[str, Any]]:
    """The fields that one text may answer for every line."""
    return [
        {"name": one.name, "label": one.label, "text": typed.get(one.name, ""), "is_needed": one.is_needed}
        for one in checks.FIELDS[batch.kind]
        if one.is_general
    ]


@dataclass
class Cell:
    """A field of a line as the table shows it."""

    field: str
    label: str
    text: str
    asked: str
    name: str
    key: str
    is_mended: bool = False
    before: str = ""
    problems: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    choices: list[list[str]] = dataclasses.field(default_factory=list)
    asks: str = ""
    is_wrong: bool = False
    is_open: bool = False


def fields_of(batch: Batch, lines: Iterable[Line]) -> list[str]:
    """The fields that the table has columns for: those of the list in its order, then what else is asked or told."""
    own = [batch.columns[place] for place in sorted(batch.columns, key=int)]
    told = [one["field"] for line in lines for one in line.problems]
    known = [one.name for one in checks.FIELDS[batch.kind]]
    rest = {name for name in told if name in known} - set(own)
    return own + [name for name in known if name in rest]


def columns(batch: Batch, lines: Iterable[Line]) -> list[Column]:
    """The columns of the file of these lines: those of the table, where a line stands, and what is told of it."""

    def text(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda row: row["texts"].get(name, "")

    words = labels(batch)
    return [
        Column(_("Dòng"), lambda row: row["line"].number, 8),
        *(Column(words[name], text(name), 24) for name in fields_of(batch, lines)),
        Column(_("Trạng thái"), lambda row: row["line"].get_state_display(), 16),
        Column(_("Cần xem"), lambda row: row["told"], 60),
    ]


def read(batch: Batch, lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Lines as those columns read them."""
    words = labels(batch)
    for line in lines:
        problems = line.problems if line.state != Standing.SKIPPED else []
        told = (f"{words.get(one['field'], '')}: {checks.text(one)} {checks.remedy(one)}".strip() for one in problems)
        yield {"line": line, "texts": checks.texts(batch, line), "told": "\n".join(told)}


def rows(
    batch: Batch, lines: list[Line], open_line: int | None = None, *, may_mend: bool = True
) -> list[dict[str, Any]]:
    """Lines with their cells."""
    names, words = fields_of(batch, lines), labels(batch)
    return [
        {
            "line": line,
            "tone": STANDINGS[Standing(line.state)],
            "cells": cells(batch, line, {name: words[name] for name in names}, line.number == open_line, may_mend),
            "is_skipped": line.state == Standing.SKIPPED,
            "open_url": f"?sua={line.number}#dong-{line.number}",
        }
        for line in lines
    ]


def cells(batch: Batch, line: Line, words: dict[str, str], is_open: bool, may_mend: bool) -> list[Cell]:
    """The cells of a line; a field that another cell asks for is typed there, not in its own."""
    found = [cell(batch, line, name, label, is_open=is_open, may_mend=may_mend) for name, label in words.items()]
    asked = {one.asks for one in found if one.asks != one.field and one.is_open}
    for one in found:
        one.is_open = one.is_open and (one.field not in asked or one.asks != one.field)
    return found


def cell(batch: Batch, line: Line, name: str, label: str, *, is_open: bool, may_mend: bool) -> Cell:
    """One cell: its text, what is told about it, and what may be chosen instead."""
    texts = checks.texts(batch, line)
    place = next((int(place) for place, field in batch.columns.items() if field == name), None)
    told = [one for one in line.problems if one["field"] == name] if line.state != Standing.SKIPPED else []
    choices = next((one for one in told if one["choices"]), None)
    asks = choices["asks"] if choices else name
    return Cell(
        field=name,
        label=label,
        text=texts.get(name, ""),
        asked=texts.get(asks, ""),
        name=f"{line.number}-{asks}",
        key=f"{line.number}-{name}",
        is_mended=name in line.mended,
        before=line.cells[place] if place is not None and place < len(line.cells) else "",
        problems=[said(batch, one) for one in told],
        choices=choices["choices"][:MOST_CHOICES] if choices else [],
        asks=asks,
        is_wrong=any(not one["is_warning"] for one in told),
        is_open=may_mend and line.state != Standing.SKIPPED and (is_open or bool(told)),
    )


def said(batch: Batch, problem: dict[str, Any]) -> dict[str, Any]:
    """A problem in words."""
    return {"text": checks.text(problem), "remedy": checks.remedy(problem), "is_warning": problem["is_warning"]}


def groups(batch: Batch) -> list[dict[str, Any]]:
    """The kinds of problems, with how many lines have them, an example, and whether all may take what is suggested."""
    words, found = labels(batch), []
    for (name, code), count, one in queries.problem_groups(batch):
        found.append(
            {
                "label": words.get(name, ""),
                "code": code,
                "count": count,
                "example": checks.text(one),
                "is_warning": one["is_warning"],
                "has_suggestion": bool(one["suggest"]),
                "url": f"{reverse('desk:import', args=[batch.pk])}?loi={name}:{code}",
            }
        )
    return found


def chips(batch: Batch, seen: str) -> list[dict[str, Any]]:
    """One chip a standing, with how many lines have it."""
    url = reverse("desk:import", args=[batch.pk])
    found = [
        {
            "label": str(Standing(one).label),
            "count": batch.counts[one],
            "url": f"{url}?xem={one}",
            "current": one == seen,
        }
        for one in Standing.values
        if batch.counts.get(one)
    ]
    return [{"label": _("Tất cả"), "count": batch.total, "url": f"{url}?xem=tat-ca", "current": not seen}, *found]
