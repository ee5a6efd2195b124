"""Workbooks as agencies hand them in come through the whole import with only the problems that are there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import AT, OPERATOR, START
from tests.doors.desk.test_imports import files, hand_in, match  # noqa: F401  a store of the test's own
from tests.doors.workbooks import messy
from thidua.domain.people.operations import enter

KNOWN = {"Phòng Một": "unit", "Phòng Hai": "neighbour"}

CASES = {
    # workbook: (kind, one text for all lines, row of the spreadsheet → the problems in it: field and what is wrong)
    "canhan": (
        "people",
        {"from_on": "01/09/2015"},
        {
            4: {("rank", "rank")},
            6: {("born_on", "only_year"), ("code", "too_little"), ("rank", "rank")},
        },
    ),
    # no birth dates, and “Bằng khen” says not of whom
    "mau_tdkt": (
        "awards",
        {"years": "2024"},
        dict.fromkeys((2, 3, 4), {("full_name", "by_name"), ("award", "several")}),
    ),
    # a person without a birth date, a household of a commune that is not ours
    "nhandulieu": ("awards", {"years": "2024"}, {5: {("full_name", "by_name")}, 6: {("unit", "no_unit")}}),
    "detai": ("initiatives", {"reach": "Cấp cơ sở"}, {4: {("full_name", "by_name")}}),
    # names in capitals, an old number of nine digits, years alone; totals and signatures below are no rows
    "commune": (
        "people",
        {"unit": "Phòng Một", "from_on": "01/09/2015"},
        {
            9: {("citizen_number", "citizen_number"), ("full_name", "capitals"), ("male", "only_year")},
            10: {("full_name", "capitals")},
            11: {("female", "only_year"), ("full_name", "capitals")},
        },
    ),
}


@pytest.fixture
def staff(world):
    """The people of the workbooks, entered as they stand there, for lists that speak of people."""
    for number, (name, sex, born, title, unit) in enumerate(messy.PEOPLE):
        enter(
            actor=OPERATOR,
            at=AT,
            code=f"P{number}",
            full_name=name,
            sex="m" if sex == "Nam" else "f",
            unit=world.units[KNOWN[unit]],
            title=title,
            from_on=START,
            born_on=born,
        )


@pytest.mark.parametrize("name", CASES)
def test_only_the_problems_that_are_there(as_, world, request, tmp_path, name):
    kind, defaults, expected = CASES[name]
    if kind != "people":
        request.getfixturevalue("staff")
    path, _kind = messy.make(name, tmp_path)
    client = as_("department_clerk")
    batch = hand_in(client, world, kind=kind, file=SimpleUploadedFile(path.name, path.read_bytes()))
    assert match(client, batch, **defaults).status_code == 302
    found = {
        line.number: {(problem["field"], problem["code"]) for problem in line.problems}
        for line in batch.lines.all()
        if line.problems
    }
    assert found == expected
