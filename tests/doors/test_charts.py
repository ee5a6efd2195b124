"""Charts: geometry without a browser, gaps where nothing is known, series told apart without colour."""

import re

import pytest
from django.urls import reverse

from thidua.doors.ui import charts

YEARS = ["2023", "2024", "2025"]


def series(*amounts, name="Một"):
    """Numbers under a name."""
    return charts.Series(name, [charts.Value(one, "–" if one is None else str(one)) for one in amounts])


@pytest.mark.parametrize("draw", [charts.bars, charts.columns, charts.lines, charts.shares])
def test_every_kind_writes_its_numbers_and_names(draw):
    chart = draw("Khen thưởng", "Theo năm", YEARS, [series(10, 1234.5, 30), series(9, 13, 14, name="Hai")])
    texts = {one.text for one in chart.marks if one.shape == "text"}
    assert {*YEARS, "10", "30"} <= texts and chart.legend == [("Một", 1), ("Hai", 2)]
    numbers = [text for one in chart.marks for text in (one.x, one.y, one.width, one.height) if text]
    assert all(re.fullmatch(r"-?\d+(\.\d)?", text) for text in numbers)


def test_a_year_without_a_number_is_a_gap():
    chart = charts.lines("A", "B", YEARS, [series(1, None, 2)])
    path = next(one.text for one in chart.marks if one.shape == "path" and not one.kind)
    assert path.count("M") == 2 and "L" not in path
    assert sum(one.shape == "dot" for one in chart.marks) == 2


def test_lines_have_marks_of_different_shapes():
    shapes = {one.shape for one in charts.lines("A", "B", YEARS, [series(1, 2, 3), series(3, 2, 1)]).marks}
    assert {"dot", "square"} <= shapes


@pytest.mark.parametrize("draw", [charts.bars, charts.columns, charts.lines, charts.shares])
def test_nothing_to_draw_is_no_fault(draw):
    assert draw("A", "B", [], [series()]).legend is not None
    assert all("nan" not in one.y for one in draw("A", "B", YEARS, [series(0, 0, None)]).marks)


@pytest.mark.parametrize(("most", "top"), [(1, 1), (3, 4), (7, 8), (9, 10), (10, 10), (11, 20), (64, 80), (0.3, 0.4)])
def test_the_grid_ends_above_the_highest_number(most, top):
    chart = charts.columns("A", "B", ["2025"], [series(most)])
    ticks = [one.text for one in chart.marks if one.kind == "tick"]
    assert float(ticks[-1].replace(",", ".")) == pytest.approx(top)


def test_the_component_says_what_it_is_and_has_patterns(client):
    page = client.get(reverse("components")).content.decode()
    drawings = re.findall(r'<figure class="chart">.*?</figure>', page, re.DOTALL)
    assert len(drawings) == 4
    for one in drawings:
        assert 'role="img"' in one and "<desc" in one and "Số liệu đầy đủ ở bảng bên dưới." in one
        name = re.search(r'id="([\w-]+)-name"', one)
        assert name and f'aria-labelledby="{name[1]}-name {name[1]}-about"' in one
        assert re.search(r"chart-line-2|url\(#chart-\d+-p2\)", one)
