"""Charts as plain geometry, which `c-chart` draws as an SVG: bars, columns, lines, stacked shares.

A series is told by its pattern or the shape of its marks, not by its colour alone, and each number is written where it
stands. Coordinates are texts, since a template would write a decimal comma. Beside every chart stands a table of the same numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil, log10

WIDTH = 640
LABEL, BAR, GAP = 22, 20, 12
LEFT, TOP, HEIGHT = 52, 24, 240
NUMBERS = count(1)


@dataclass(frozen=True)
class Mark:
    """One thing that is drawn. `shape`: rect, text, path, or a marker: dot, square, diamond, triangle."""

    shape: str
    x: str
    y: str
    width: str = ""
    height: str = ""
    text: str = ""
    tone: int = 1
    kind: str = ""
    url: str = ""


@dataclass
class Chart:
    """What `c-chart` draws. `legend`: names of the series with their tones, when there are several."""

    title: str
    description: str
    height: str
    marks: list[Mark] = field(default_factory=list)
    legend: list[tuple[str, int]] = field(default_factory=list)
    width: str = str(WIDTH)
    is_lines: bool = False
    id: str = field(default_factory=lambda: f"chart-{next(NUMBERS)}")


@dataclass(frozen=True)
class Value:
    """A number with its words, such as 12,5 %; None is not known and not drawn."""

    amount: float | None
    text: str
    url: str = ""


@dataclass(frozen=True)
class Series:
    """Numbers under one name, one for each category."""

    name: str
    values: Sequence[Value]


SHAPES = ("dot", "square", "diamond", "triangle", "dot")


def bars(title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Lying bars, each under its name: for categories with long names."""
    most = _most(series)
    chart = Chart(title, description, "0", legend=_legend(series))
    y = 0.0
    for place, label in enumerate(labels):
        chart.marks.append(Mark("text", "0", _n(y + 16), text=label, kind="label"))
        y += LABEL
        for tone, one in enumerate(series, 1):
            value = one.values[place]
            length = (WIDTH - 110) * (value.amount or 0) / most
            if value.amount is not None:
                chart.marks.append(Mark("rect", "0", _n(y), _n(max(length, 1)), _n(BAR - 4), tone=tone, url=value.url))
            chart.marks.append(Mark("text", _n(length + 8), _n(y + 13), text=value.text, kind="value"))
            y += BAR
        y += GAP
    chart.height = _n(max(y - GAP, 1))
    return chart


def columns(title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Standing columns in groups: few categories, such as years."""
    chart = Chart(title, description, _n(TOP + HEIGHT + 34), legend=_legend(series))
    top = _axes(chart, labels, series)
    slot = (WIDTH - LEFT) / max(len(labels), 1)
    width = min(slot * 0.8 / len(series), 64)
    for place in range(len(labels)):
        start = LEFT + slot * (place + 0.5) - width * len(series) / 2
        for tone, one in enumerate(series, 1):
            value = one.values[place]
            if value.amount is None:
                continue
            height = HEIGHT * value.amount / top
            x, y = start + width * (tone - 1), TOP + HEIGHT - height
            chart.marks.append(Mark("rect", _n(x + 1), _n(y), _n(width - 2), _n(height), tone=tone, url=value.url))
            if width >= 22:
                chart.marks.append(Mark("text", _n(x + width / 2), _n(y - 6), text=value.text, kind="over"))
    return chart


def lines(title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Lines through time; a year without a number is a gap."""
    chart = Chart(title, description, _n(TOP + HEIGHT + 34), legend=_legend(series), is_lines=True)
    top = _axes(chart, labels, series)
    slot = (WIDTH - LEFT) / max(len(labels), 1)
    for tone, one in enumerate(series, 1):
        points, path, pen = [], "", "M"
        for place, value in enumerate(one.values):
            if value.amount is None:
                pen = "M"
                continue
            x, y = LEFT + slot * (place + 0.5), TOP + HEIGHT - HEIGHT * value.amount / top
            points.append((x, y, value))
            path, pen = f"{path} {pen}{_n(x)} {_n(y)}".strip(), "L"
        chart.marks.append(Mark("path", "0", "0", text=path, tone=tone))
        for n, (x, y, value) in enumerate(points):
            chart.marks.append(Mark(SHAPES[(tone - 1) % 5], _n(x), _n(y), tone=tone))
            if len(series) == 1 or n in (0, len(points) - 1):
                below = any(_above(other, one, labels, x, slot) for other in series if other is not one)
                chart.marks.append(Mark("text", _n(x), _n(y + 22 if below else y - 11), text=value.text, kind="over"))
    return chart


def _above(other: Series, one: Series, labels: Sequence[str], x: float, slot: float) -> bool:
    """Whether the other series lies above this one at the place, so that this one's number goes below its mark."""
    place = min(round((x - LEFT) / slot - 0.5), len(labels) - 1)
    mine, its = one.values[place].amount, other.values[place].amount
    return mine is not None and its is not None and its > mine


def shares(title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """For each category a whole bar, divided."""
    chart = Chart(title, description, _n(len(labels) * (LABEL + BAR + GAP + 6)), legend=_legend(series, always=True))
    y = 0.0
    for place, label in enumerate(labels):
        chart.marks.append(Mark("text", "0", _n(y + 16), text=label, kind="label"))
        y += LABEL
        whole = sum(one.values[place].amount or 0 for one in series)
        x = 0.0
        for tone, one in enumerate(series, 1):
            value = one.values[place]
            width = WIDTH * (value.amount or 0) / whole if whole else 0
            if width:
                chart.marks.append(Mark("rect", _n(x), _n(y), _n(width), _n(BAR + 6), tone=tone, url=value.url))
            if width > 40:
                chart.marks.append(Mark("text", _n(x + width / 2), _n(y + 18), text=value.text, kind="inside"))
            x += width
        y += BAR + GAP + 6
    return chart


def _axes(chart: Chart, labels: Sequence[str], series: Sequence[Series]) -> float:
    """Draw grid and names of the categories; the number at the top of the grid."""
    top = _round(_most(series))
    for step in range(5):
        y = TOP + HEIGHT * (1 - step / 4)
        chart.marks.append(Mark("path", "0", "0", text=f"M{LEFT} {_n(y)} L{WIDTH} {_n(y)}", kind="grid"))
        chart.marks.append(
            Mark("text", _n(LEFT - 8), _n(y + 4), text=_n(top * step / 4).replace(".", ","), kind="tick")
        )
    slot = (WIDTH - LEFT) / max(len(labels), 1)
    for place, label in enumerate(labels):
        x = LEFT + slot * (place + 0.5)
        chart.marks.append(Mark("text", _n(x), _n(TOP + HEIGHT + 22), text=label, kind="category"))
    return top


def _legend(series: Sequence[Series], *, always: bool = False) -> list[tuple[str, int]]:
    return [(one.name, tone) for tone, one in enumerate(series, 1)] if always or len(series) > 1 else []


def _most(series: Iterable[Series]) -> float:
    return max((value.amount for one in series for value in one.values if value.amount), default=1)


def _round(most: float) -> float:
    """The next number above that divides well by four."""
    unit = 10.0 ** (ceil(log10(most)) - 1)
    return next(unit * step for step in (1, 2, 4, 6, 8, 10) if unit * step >= most)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
