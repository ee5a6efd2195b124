"""A chart's shapes: as long as their values, within the sheet, with figures written as the language does."""

import numpy as np
import pytest

from tests.doors.layouts.papers import ink
from thidua.doors.layouts import Chart, Series, charts, typeset
from thidua.doors.layouts.phrases import number
from thidua.doors.layouts.tables import twin


def of(kind, *values, labels=None, texts=()):
    """A chart of these values, one series or several."""
    several = values if isinstance(values[0], list) else [list(values)]
    labels = labels or [f"Nhãn {place}" for place in range(len(several[0]))]
    return Chart(kind, labels, [Series(f"Chuỗi {place}", one, texts) for place, one in enumerate(several)])


def shapes(chart, kind):
    """The shapes of a kind."""
    return [shape for shape in charts.drawing(chart, "vi")["shapes"] if shape["kind"] == kind]


def test_bars_are_as_long_as_their_values():
    lengths = [bar["width"] for bar in shapes(of("bars", 100, 50, 0, None, 25), "rect")]
    assert lengths == pytest.approx([lengths[0], lengths[0] / 2, lengths[0] / 4])
    heights = [bar["height"] for bar in shapes(of("grouped", [30, -10]), "rect")]
    assert heights[0] == pytest.approx(3 * heights[1])


def test_line_is_interrupted_where_a_value_is_not_known():
    marks = [line for line in shapes(of("lines", 1, 2, None, 3, 4), "line") if line["color"] == charts.FILLS[0]]
    assert len(marks) == 2 and len(shapes(of("lines", 1, 2, None, 3, 4), "dot")) == 4


@pytest.mark.parametrize("kind", ["bars", "lines", "grouped"])
@pytest.mark.parametrize("values", [[0], [7], [-5, -7], [0.001, 0.002], [1e12, 5], [None, None], list(range(60))])
def test_nothing_lies_outside_the_sheet(kind, values):
    chart = of(kind, *values)
    sheet = charts.drawing(chart, "vi")
    for shape in sheet["shapes"]:
        ends = [(shape["x"], shape["y"])]
        ends += [tuple(shape["to"])] if "to" in shape else []
        ends += [(shape["x"] + shape["width"], shape["y"] + shape["height"])] if "width" in shape else []
        for x, y in ends:
            assert -3 <= x <= sheet["width"] + 3 and -1 <= y <= sheet["height"] + 1, shape


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([3, 97], (0, 100, 20)),
        ([1, 2], (0, 2, 1)),
        ([-5, 12], (-5, 15, 5)),
        ([0.2, 0.9], (0, 1, 0.2)),
        ([0], (0, 1, 1)),
    ],
)
def test_axis_has_round_steps(values, ends):
    assert charts.scale([Series("x", values)]) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(1234567, "1.234.567", "1,234,567"), (1234.5, "1.234,5", "1,234.5"), (0.125, "0,12", "0.12"), (-2, "−2", "−2"), (100, "100", "100")],
)  # fmt: skip
def test_figures_are_written_as_the_language_does(value, vi, en):
    assert (number(value, "vi"), number(value, "en")) == (vi, en)


def test_callers_own_words_for_a_figure_stand():
    chart = of("bars", 1, 2, texts=["một", "hai"])
    assert charts.figures(chart, "vi") == [["một", "hai"]]
    assert [row[-1] for row in twin(of("bars", *range(9), texts=[str(n) for n in range(9)]), "vi").rows][-1] == "8"


def test_picture_shows_the_chart():
    seen = ink(typeset.picture(of("bars", 100, 50), "vi", 72))
    assert seen.shape[1] == 468 and 0.02 < seen.mean() < 0.5
    bars = np.flatnonzero(seen.sum(axis=1) > 150)
    assert len(bars) > 5, "the longer bar is a band across the sheet"
