"""Fill a form from counted parts, check its sums, and name what stands in no row.

A part (`Atom`) is a number of things that agree in everything a form asks about. What is not recorded is "" there, and
is shown as a doubt; it is never guessed into a row.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.statistics.queries.forms.shape import EVERYTHING, Column, Form, Line, Where

UNRECORDED = {"subject": frozenset({"", "mixed", "unstated"})}
NOT_SAID = frozenset({""})


@dataclass(frozen=True)
class Atom:
    """So many things with these properties; `thing` is the one itself where they are read one by one."""

    said: Mapping[str, str]
    count: int
    thing: Any = None


@dataclass(frozen=True)
class Cell:
    """One number of a form. `unknown`: how many more might belong here, if what is not recorded were known."""

    row: str
    column: str
    value: int
    unknown: int


@dataclass(frozen=True)
class Row:
    """One line of a filled form; a heading has no cells."""

    line: Line
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Things that a part of the form does not hold, with the reason.

    `why`: a property that is not recorded (`property`, `value`), a column that is not there, or a day (undated, later).
    """

    why: str
    text: str
    count: int
    row: str = ""
    property: str = ""
    value: str = ""


@dataclass(frozen=True)
class Check:
    """Whether the rows of one part (`is_across`: the columns) sum up to their total; `gap` is what they lack."""

    label: str
    total: int
    parts: int
    why: tuple[str, ...] = ()
    is_across: bool = False

    @property
    def gap(self) -> int:
        """How many are in the total and in no part."""
        return self.total - self.parts


@dataclass
class Filled:
    """A filled form."""

    form: Form
    rows: list[Row]
    checks: list[Check]
    doubts: list[Doubt] = field(default_factory=list)

    def cell(self, row: str, column: str = "1") -> int:
        """The number at this place."""
        return next(one.value for line in self.rows for one in line.cells if (one.row, one.column) == (row, column))


def holds(where: Where | None, said: Mapping[str, str]) -> bool:
    """Whether things with these properties are asked for."""
    return all(said.get(name, "") in values for name, values in (where or EVERYTHING).items())


def may_hold(where: Where | None, said: Mapping[str, str]) -> bool:
    """Whether they might be, if what is not recorded were known."""
    return all(
        said.get(name, "") in values or said.get(name, "") in UNRECORDED.get(name, NOT_SAID)
        for name, values in (where or EVERYTHING).items()
    )


def fill(form: Form, atoms: Iterable[Atom], word: Callable[[str, str], str]) -> Filled:
    """The form with its numbers, its sums checked; `word` says why a property keeps things out of every row."""
    atoms = list(atoms)
    lines, columns = list(form.rows.values()), form.columns
    values: dict[tuple[str, str], list[int]] = {}
    for atom in atoms:
        told = [column.code for column in columns if holds(column.where, atom.said)]
        if not told:
            continue
        for line in lines:
            place = 0 if holds(line.where, atom.said) else 1 if may_hold(line.where, atom.said) else None
            if place is None:
                continue
            for code in told:
                values.setdefault((line.code, code), [0, 0])[place] += atom.count
    rows = [
        Row(
            line,
            tuple(Cell(line.code, column.code, *values.get((line.code, column.code), (0, 0))) for column in columns)
            if line.code
            else (),
        )
        for line in form.lines
    ]
    total = next(column for column in columns if column.is_total)
    counted = [atom for atom in atoms if holds(total.where, atom.said)]
    filled = Filled(form, rows, [])
    for label, of, parts in _parts(form):
        _check(filled, label, form.rows[of].where, of, parts, counted, word)
    _across(filled, total, counted)
    return filled


def _parts(form: Form) -> list[tuple[str, str, list[Line]]]:
    """Each part of the form that must sum up: its name, the code of its total, its rows."""
    found: list[tuple[str, str, list[Line]]] = []
    for line in form.lines:
        if not line.code:
            found.append((line.label, line.of, []))
        elif line.of and found:
            found[-1][2].append(line)
    for whole in form.rows.values():
        if whole.divides:
            found.append((whole.label, whole.code, [one for one in form.rows.values() if one.within == whole.code]))
    return found


def _check(
    filled: Filled,
    label: str,
    where: Where | None,
    of: str,
    parts: list[Line],
    atoms: list[Atom],
    word: Callable[[str, str], str],
) -> None:
    total = in_parts = 0
    left: dict[tuple[str, str], int] = {}
    for atom in atoms:
        if not holds(where, atom.said):
            continue
        total += atom.count
        times = sum(holds(part.where, atom.said) for part in parts)
        in_parts += times * atom.count
        if not times:
            key = _lacking(parts, atom, where)
            left[key] = left.get(key, 0) + atom.count
    doubts = [Doubt("unrecorded", word(*key), count, of, *key) for key, count in sorted(left.items())]
    filled.doubts += [one for one in doubts if one.count]
    filled.checks.append(Check(label, total, in_parts, tuple(one.text for one in doubts)))


def _lacking(parts: list[Line], atom: Atom, where: Where | None) -> tuple[str, str]:
    """The property, with its value, that keeps the things out of all rows of the part."""
    names = {name for part in parts for name in (part.where or {})}
    for name in sorted(names):
        taken = {value for part in parts for value in (part.where or {}).get(name, ())}
        if atom.said.get(name, "") not in taken:
            return name, atom.said.get(name, "")
    return "", ""


def _across(filled: Filled, total: Column, atoms: list[Atom]) -> None:
    """The columns sum up to the first one; what a pair cannot divide is named."""
    parts = [column for column in filled.form.columns if not (column.is_total or column.is_part)]
    if not parts:
        return
    outside = [atom for atom in atoms if not any(holds(column.where, atom.said) for column in parts)]
    inside = sum(atom.count * sum(holds(column.where, atom.said) for column in parts) for atom in atoms)
    why: tuple[str, ...] = ()
    if missing := sum(atom.count for atom in outside):
        text = _("nguồn không tách tập thể, cá nhân nên không đặt được vào cặp cột nào")
        filled.doubts.append(Doubt("pair", text, missing, "01", "subject", "mixed,unstated"))
        why = (text,)
    filled.checks.append(Check(_("Cộng các cột"), sum(atom.count for atom in atoms), inside, why, True))


def table(filled: Filled) -> tuple[list[str], list[list[str | int | None]]]:
    """The filled form as a spreadsheet has it: headings, and a row for each line; doubts stand below."""
    numbers = [
        f"{one.code}. {one.head}: {one.label}" if one.head else f"{one.code}. {one.label}"
        for one in filled.form.columns
    ]
    rows: list[list[str | int | None]] = []
    for row in filled.rows:
        values: list[int | None] = [one.value for one in row.cells] or [None] * len(numbers)
        rows.append([row.line.label, row.line.code, row.line.unit, *values])
    for one in filled.doubts:
        text = _("Điểm cần xem: %(text)s") % {"text": one.text}
        rows.append([text, "", "", one.count, *[None] * (len(numbers) - 1)])
    return [_("Chỉ tiêu"), _("Mã số"), _("Đơn vị tính"), *numbers], rows


def to_json(filled: Filled) -> dict[str, Any]:
    """The filled form as plain values."""
    form = filled.form
    return {
        "form": form.code,
        "name": form.name,
        "title": form.title,
        "columns": [
            {"code": one.code, "label": f"{one.head}: {one.label}" if one.head else one.label} for one in form.columns
        ],
        "rows": [
            {
                "code": row.line.code,
                "label": row.line.label,
                "unit": row.line.unit,
                "cells": {one.column: one.value for one in row.cells},
                "unknown": {one.column: one.unknown for one in row.cells if one.unknown},
            }
            for row in filled.rows
            if row.cells
        ],
        "checks": [
            {"part": one.label, "total": one.total, "sum": one.parts, "difference": one.gap, "why": list(one.why)}
            for one in filled.checks
        ],
        "doubts": [{"why": one.why, "text": one.text, "count": one.count, "row": one.row} for one in filled.doubts],
        "notes": list(form.notes),
    }
