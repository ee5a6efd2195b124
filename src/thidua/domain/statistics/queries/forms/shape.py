"""The five forms as data: rows, columns, and what each of them counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "forms.yaml"
Where = Mapping[str, frozenset[str]]
EVERYTHING: Where = {}
COLLECTIVE = frozenset({"collective", "household"})
INDIVIDUAL = frozenset({"individual"})


@dataclass(frozen=True)
class Line:
    """A row of a form. `of`: the total that the rows of its part sum up to; `within`: the row that it is a part of.

    `divides`: the rows within it sum up to it. A heading has no code.
    """

    code: str
    label: str
    unit: str = ""
    where: Where | None = None
    of: str = ""
    within: str = ""
    divides: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a form. `head`: the heading above a pair. `is_part`: a part of the total, not one of its summands."""

    code: str
    label: str
    where: Where
    head: str = ""
    is_total: bool = False
    is_part: bool = False
    awards: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    per: bool = False
    pair: bool = False
    rest: bool = False

    def holds(self, award: str) -> bool:
        """Whether the award belongs into this column."""
        return award in self.awards or bool(self.starts) and award.startswith(self.starts)


@dataclass(frozen=True)
class Form:
    """One official form. `things`: what it counts; `levels`: who decides the awards that it counts."""

    code: str
    name: str
    title: str
    things: str
    unit: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    level: str = ""
    levels: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, Line]:
        """The rows that have cells, by code."""
        return {line.code: line for line in self.lines if line.code}

    def awards(self, authorities: Mapping[str, str]) -> list[str]:
        """The awards that the form is about; `authorities`: every award of the catalogue with who decides it."""
        return [
            award
            for award, level in authorities.items()
            if level in self.levels or any(column.holds(award) for column in self.columns)
        ]

    def drawn(self, names: Mapping[str, str], present: set[str], collective: str, individual: str) -> "Form":
        """The form with a column for each award that is present, and a pair where the form asks for one.

        `names`: the catalogue in its order; `collective` and `individual`: the heads of a pair.
        """
        columns: list[Column] = []
        listed = {award for award in names if any(column.holds(award) for column in self.columns)}
        for column in self.columns:
            awards = [award for award in names if column.holds(award)]
            if column.rest:
                awards = sorted(present - listed)
            parts = [[one] for one in awards if one in present] if column.per else []
            for place, part in enumerate(parts or [awards], 1):
                code = f"{column.code}.{place}" if len(parts) > 1 else column.code
                head = names.get(part[0], part[0]) if column.per and parts else column.label
                columns += _pair(replace(column, code=code, label=head), frozenset(part), collective, individual)
        total = whole(self, names)
        columns = [replace(one, where=total) if one.is_total else one for one in columns]
        return replace(self, columns=tuple(columns))


def whole(form: Form, names: Iterable[str]) -> Where:
    """What the first column of a form of awards counts: all that its other columns hold."""
    if any(column.rest for column in form.columns):
        return EVERYTHING
    return {"award": frozenset(award for award in names if any(column.holds(award) for column in form.columns))}


def _pair(column: Column, awards: frozenset[str], collective: str, individual: str) -> list[Column]:
    if column.is_total:
        return [column]
    where: Where = {"award": awards}
    if not column.pair:
        return [replace(column, where=where)]
    return [
        replace(
            column, code=f"{column.code}{sign}", head=column.label, label=label, where={**where, "subject": subject}
        )
        for sign, label, subject in (("a", collective, COLLECTIVE), ("b", individual, INDIVIDUAL))
    ]


@dataclass(frozen=True)
class Source:
    """Where the forms were read, and the day of the year on which they are handed in."""

    instrument: str
    issued_on: dt.date
    basis: str
    checked_on: dt.date
    reporting_month: int
    reporting_day: int


@cache
def source() -> Source:
    """Where the forms were read."""
    told = _told()["source"]
    month, day = (int(part) for part in told["reporting_day"].split("-"))
    return Source(told["instrument"], told["issued_on"], told["basis"], told["checked_on"], month, day)


@cache
def forms() -> dict[str, Form]:
    """The five forms by number."""
    return {code: _form(code, told) for code, told in _told()["forms"].items()}


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told


def _form(code: str, told: Mapping[str, Any]) -> Form:
    lines: list[Line] = []
    of = ""
    for row in told["rows"]:
        if "group" in row:
            of = row["of"]
            lines.append(Line("", row["group"], of=of))
        else:
            within = row.get("within", "")
            lines.append(
                Line(
                    row["code"],
                    row["label"],
                    row.get("unit") or told["unit"],
                    _where(row),
                    "" if within else of,
                    within,
                    row.get("divides", False),
                )
            )
    columns = tuple(
        Column(
            column["code"],
            column["label"],
            _where(column),
            is_total=column.get("total", False),
            is_part=column.get("part", False),
            awards=tuple(column.get("awards", ())),
            starts=tuple(column.get("starts", ())),
            **{name: column.get(name, False) for name in ("per", "pair", "rest")},
        )
        for column in told["columns"]
    )
    return Form(
        code,
        told["name"],
        told["title"],
        told["things"],
        told["unit"],
        columns,
        tuple(lines),
        tuple(told.get("notes", ())),
        told.get("level", ""),
        tuple(told.get("levels", ())),
    )


def _where(told: Mapping[str, Any]) -> Where:
    return {name: frozenset(values) for name, values in told.get("where", {}).items()}
