"""A chart as shapes on a sheet of millimetres: rectangles, lines, dots and texts that typst only has to draw.

The same shapes make the picture in the PDF and, as PNG, in the Word file. Colours differ in lightness too, and lines in
their dashes, for the prints that have none.
"""

import math
from collections.abc import Sequence
from typing import Any

from thidua.doors.layouts.blocks import Chart, Number, Series
from thidua.doors.layouts.measures import TEXT_WIDTH
from thidua.doors.layouts.phrases import number, phrases

FILLS = ("#8f1d1d", "#c98a1b", "#48688a", "#7f8f9a", "#5f4b66", "#6f7f5a")
DASHES = ("solid", "dashed", "dotted", "dash-dotted")
PALE, DARK = "#d8d8d8", "#333333"
WIDTH = float(TEXT_WIDTH)
PLOT = 62.0  # height of a chart with standing figures
NAMES, FIGURES = 0.34 * WIDTH, 22.0  # of lying bars: the room for names at the left, for figures at the right
TALLEST = 200.0  # more lying bars get thinner
TICKS = 5
TOLD = 4000  # letters; the table below tells the rest
NAME = 110  # letters of a label; the table below has it whole

Shape = dict[str, Any]


def figures(chart: Chart, language: str) -> list[list[str]]:
    """The figures of each series as they are written; – for what is not known."""
    return [
        [
            "–" if value is None else text or number(value, language)
            for value, text in zip(series.values, series.texts or [""] * len(series.values), strict=True)
        ]
        for series in chart.series
    ]


def told(chart: Chart, language: str) -> str:
    """The chart in words, for who hears the document."""
    parts = [
        (f"{series.name}: " if len(chart.series) > 1 else "")
        + "; ".join(f"{label} {text}" for label, text in zip(chart.labels, written, strict=True))
        for series, written in zip(chart.series, figures(chart, language), strict=True)
    ]
    text = ". ".join([part for part in (chart.caption, _unit(chart, language)) if part] + parts)
    return (text if len(text) < TOLD else text[:TOLD] + "…") + "."


def drawing(chart: Chart, language: str) -> dict[str, Any]:
    """The sheet: its width and height and the shapes on it, from the top left corner, later ones above earlier ones."""
    shapes, top = _legend(chart, language)
    draw = {"bars": _bars, "lines": _lines, "grouped": _grouped}[chart.kind]
    below, bottom = draw(chart, language, top)
    return {"width": WIDTH, "height": bottom, "shapes": shapes + below}


def scale(series: Sequence[Series]) -> tuple[float, float, float]:
    """The ends of the axis and its step: round numbers around the values, 0 among them."""
    values = [float(value) for one in series for value in one.values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    rough = (high - low) / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough * 0.999)
    if all(value.is_integer() for value in values):
        step = max(step, 1.0)
    return math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step, step


def _unit(chart: Chart, language: str) -> str:
    return phrases(language)["unit"] % {"unit": chart.unit} if chart.unit else ""


def _names(chart: Chart) -> list[str]:
    return [label if len(label) <= NAME else label[:NAME] + "…" for label in chart.labels]


def _legend(chart: Chart, language: str) -> tuple[list[Shape], float]:
    """The unit and the names of several series, above the chart; where they end."""
    shapes, top = [], 0.0
    if chart.unit:
        shapes.append(_text(0, 2.5, WIDTH, 5, _unit(chart, language), "right", italic=True))
        top = 6.0
    if len(chart.series) > 1:
        across = 3 if len(chart.series) > 2 else 2
        for place, series in enumerate(chart.series):
            x, y = WIDTH / across * (place % across), top + 3 + 6 * (place // across)
            if chart.kind == "lines":
                shapes += [_line(x, y, x + 9, y, _fill(place), 1.4, _dash(place)), _dot(x + 4.5, y, _fill(place))]
            else:
                shapes.append(_rect(x + 3, y - 1.6, 6, 3.2, _fill(place)))
            shapes.append(_text(x + 11, y, WIDTH / across - 13, 6, series.name, "left"))
        top += 6.0 * math.ceil(len(chart.series) / across) + 2
    return shapes, top


def _bars(chart: Chart, language: str, top: float) -> tuple[list[Shape], float]:
    """Lying bars, each with its name before it and its figure behind it."""
    (series,), (written,), names = chart.series, figures(chart, language), _names(chart)
    lines = math.ceil(max(map(len, names)) / 30)
    slot = min(2.9 + 4.6 * max(1, lines - (lines > 1) / 2), TALLEST / len(chart.labels))
    size = min(11.0, slot * 1.9)
    low, high, _step = scale(chart.series)
    left, right = NAMES + (FIGURES if low < 0 else 3), WIDTH - FIGURES
    unit, shapes = (right - left) / (high - low), []
    zero = left - low * unit
    for place, (label, value, text) in enumerate(zip(names, series.values, written, strict=True)):
        middle, long = top + slot * (place + 0.5), float(value or 0) * unit
        shapes.append(_text(0, middle, NAMES, slot, label, "right", size))
        if value:
            shapes.append(_rect(min(zero, zero + long), middle - slot * 0.32, abs(long), slot * 0.64, _fill(0)))
        if long < 0:
            shapes.append(_text(zero + long - FIGURES, middle, FIGURES - 1.5, slot, text, "right", size))
        else:
            shapes.append(_text(zero + long + 1.5, middle, FIGURES - 1.5, slot, text, "left", size))
    bottom = top + slot * len(chart.labels)
    return [*shapes, _line(zero, top, zero, bottom, DARK, 0.7)], bottom


def _lines(chart: Chart, language: str, top: float) -> tuple[list[Shape], float]:
    """Lines over the labels; a value that is not known interrupts its line."""
    shapes, left, height, bottom = _frame(chart, language, top)
    slot, written = (WIDTH - left) / len(chart.labels), figures(chart, language)
    is_told = len(chart.series) == 1 and slot >= 11
    for place, series in enumerate(chart.series):
        points = [
            None if value is None else (left + slot * (at + 0.5), height(value))
            for at, value in enumerate(series.values)
        ]
        for start, end in zip(points, points[1:], strict=False):
            if start and end:
                shapes.append(_line(*start, *end, _fill(place), 1.4, _dash(place)))
        for point, text in zip(points, written[place], strict=True):
            if point:
                shapes.append(_dot(*point, _fill(place)))
                if is_told:
                    shapes.append(_text(point[0] - slot / 2, point[1] - 3.4, slot, 4, text, "center", 10, above=True))
    return shapes, bottom


def _grouped(chart: Chart, language: str, top: float) -> tuple[list[Shape], float]:
    """Standing bars, those of one label side by side."""
    shapes, left, height, bottom = _frame(chart, language, top)
    slot, written = (WIDTH - left) / len(chart.labels), figures(chart, language)
    thick = min(14.0, slot * 0.8 / len(chart.series))
    for place, series in enumerate(chart.series):
        for at, (value, text) in enumerate(zip(series.values, written[place], strict=True)):
            x = left + slot * (at + 0.5) + thick * (place - len(chart.series) / 2)
            if value:
                y = min(height(0), height(value))
                shapes.append(_rect(x, y, thick, abs(height(value) - height(0)), _fill(place)))
            if value is not None and thick >= 6:
                y = height(value) - 2.4 if value >= 0 else height(value) + 2.4
                shapes.append(_text(x - 2, y, thick + 4, 4, text, "center", 9, above=True))
    shapes.append(_line(left, height(0), WIDTH, height(0), DARK, 0.7))
    return shapes, bottom


def _frame(chart: Chart, language: str, top: float) -> tuple[list[Shape], float, Any, float]:
    """Ticks, pale lines and labels of a chart with standing figures; its left edge, the height of a value, its bottom."""
    low, high, step = scale(chart.series)
    ticks = [low + step * place for place in range(round((high - low) / step) + 1)]
    texts = [number(round(tick, 10), language) for tick in ticks]
    top, left = top + 5, 4 + 1.9 * max(map(len, texts))
    slot = (WIDTH - left) / len(chart.labels)

    def height(value: Number) -> float:
        return top + PLOT * (high - float(value)) / (high - low)

    shapes = []
    for tick, text in zip(ticks, texts, strict=True):
        shapes.append(_line(left, height(tick), WIDTH, height(tick), DARK if tick == 0 else PALE, 0.5))
        shapes.append(_text(0, height(tick), left - 2, 5, text, "right", 10))
    size = min(11.0, max(6.0, slot * 1.1))
    room = 5 + 4.5 * min(3, math.ceil(max(map(len, _names(chart))) * size * 0.19 / slot))
    every = math.ceil(8 / slot)  # of very many labels some stay unwritten
    for place, label in enumerate(_names(chart)):
        if place % every == 0:
            x = left + slot * (place + 0.5 - every / 2)
            shapes.append(_text(x, top + PLOT + room / 2 + 1, slot * every, room, label, "center", size))
    return shapes, left, height, top + PLOT + room + 1


def _fill(place: int) -> str:
    return FILLS[place % len(FILLS)]


def _dash(place: int) -> str:
    return DASHES[place % len(DASHES)]


def _rect(x: float, y: float, width: float, height: float, fill: str) -> Shape:
    return {"kind": "rect", "x": x, "y": y, "width": width, "height": height, "fill": fill}


def _line(x: float, y: float, to_x: float, to_y: float, color: str, thick: float, dash: str = "solid") -> Shape:
    return {"kind": "line", "x": x, "y": y, "to": [to_x, to_y], "color": color, "thick": thick, "dash": dash}


def _dot(x: float, y: float, fill: str) -> Shape:
    return {"kind": "dot", "x": x, "y": y, "fill": fill}


def _text(
    x: float,
    middle: float,
    width: float,
    height: float,
    text: str,
    align: str,
    size: float = 11,
    *,
    italic: bool = False,
    above: bool = False,
) -> Shape:
    """A text in a box, around the height of its middle; `above` the lines behind it."""
    box = {"x": x, "y": middle - height / 2, "width": width, "height": height}
    return {"kind": "text", **box, "text": text, "align": align, "size": size, "italic": italic, "above": above}
