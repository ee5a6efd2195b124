"""The system checks of the design system see what cotton would pass in silence."""

from pathlib import Path

import pytest

from thidua.doors.ui import checks

WRONG = [
    ('<c-data-table caption="Hồ sơ" :count="rows|length" />', "a colon takes no filter"),
    ("<c-timeline :events='events|timeline' />", "a colon takes no filter"),
    ('<c-empty-state icon="khong-co" title="Trống" />', 'There is no icon "khong-co"'),
    ('<c-icon name="{% if done %}check{% else %}khong-co{% endif %}" />', 'There is no icon "khong-co"'),
    ('<c-status-pill colour="red" />', 'does not declare "colour"'),
    ("<c-nonsense />", "There is no component"),
    ('<c-card><c-slot name="bottom">x</c-slot></c-card>', 'has no slot "bottom"'),
]
RIGHT = [
    '<c-data-table caption="Hồ sơ" :count="{{ rows|length }}" />',
    '<c-icon name="{{ item.icon }}" />',
    "<c-icon name=\"{% if tone == 'done' %}check{% else %}x{% endif %}\" />",
    '{# <c-nonsense :count="a|b" /> #}',
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_slip_of_the_pen_is_named_with_its_line(text, words):
    (problem,) = checks.problems(Path("page.html"), f"\n{text}")
    assert words in problem.msg
    assert problem.obj == "page.html:2"


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_passes(text):
    assert checks.problems(Path("page.html"), text) == []


def test_the_pages_of_the_product_pass():
    assert checks.undeclared(None) == []
