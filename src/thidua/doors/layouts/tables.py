"""What both kinds of files ask of a table: the heading's cells, the columns' widths, the figures of a chart as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from thidua.doors.layouts import measures
from thidua.doors.layouts.blocks import Chart, Column, Table, Text, runs
from thidua.doors.layouts.charts import figures

MOST_TOGETHER = 40
"""The recipients that stay on one page with the signature; a longer list goes on to the next page."""


@dataclass(frozen=True)
class Part:
    """A cell of the heading that covers so many columns and rows."""

    text: str
    across: int = 1
    down: int = 1


def head(table: Table) -> list[list[Part | None]]:
    """The heading: one row or, where columns are grouped, two; None is a place that a neighbour covers."""
    if not any(column.group for column in table.columns):
        return [[Part(column.heading) for column in table.columns]]
    upper: list[Part | None] = []
    lower: list[Part | None] = []
    for group, members in groupby(table.columns, key=lambda column: column.group):
        columns = list(members)
        if group:
            upper += [Part(group, across=len(columns)), *[None] * (len(columns) - 1)]
            lower += [Part(column.heading) for column in columns]
        else:
            upper += [Part(column.heading, down=2) for column in columns]
            lower += [None] * len(columns)
    return [upper, lower]


def widths(table: Table) -> list[float]:
    """The width of each column in millimetres; together they fill the width of the text."""
    whole = sum(column.width for column in table.columns)
    return [round(measures.TEXT_WIDTH * column.width / whole, 2) for column in table.columns]


def is_tall(row: Sequence[Text], columns: Sequence[float]) -> bool:
    """Whether a row may need more than a third of a page, so that it has to break."""
    letter = measures.CELL * 0.55 * measures.MILLIMETRES
    line = measures.CELL * measures.SINGLE * measures.MILLIMETRES
    lines = (
        sum(
            1 + len(part) * letter // max(letter, width - 2 * measures.CELL_SIDE)
            for run in runs(text)
            for part in run.text.split("\n")
        )
        for text, width in zip(row, columns, strict=True)
    )
    return max(lines) * line > measures.HEIGHT / 3


def has_tall_head(table: Table, columns: Sequence[float]) -> bool:
    """Whether the heading is too tall to stand on every page."""
    return is_tall([column.heading for column in table.columns], columns) or any(
        len(column.group) > 100 or column.group.count("\n") > 4 for column in table.columns
    )


def twin(chart: Chart, language: str) -> Table:
    """The figures of the chart as a small table: short labels across, as years are; others down the side."""
    written = figures(chart, language)
    names = [series.name for series in chart.series]
    if len(chart.labels) <= 8 and max(map(len, chart.labels)) <= 9:
        across = [Column("", 2.4), *[Column(label, 1, "right") for label in chart.labels]]
        return Table(across, [[name, *texts] for name, texts in zip(names, written, strict=True)])
    down = [Column("", 3), *[Column(name, 1.4, "right") for name in names]]
    return Table(down, [[label, *texts] for label, *texts in zip(chart.labels, *written, strict=True)])
