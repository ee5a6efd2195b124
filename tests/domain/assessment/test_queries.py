"""What the law asks of the assessments, for many people and units at once."""

import datetime as dt

import pytest

from tests.cast import AT, START
from tests.domain.assessment.test_operations import BEST, GOOD, grade, opened, put
from thidua.domain.assessment import queries
from thidua.domain.assessment.enums import State
from thidua.domain.assessment.models import Sheet
from thidua.domain.people.models import Post


@pytest.fixture
def years(world):
    """Phòng Một: 2024 closed, 2025 open with a reprimand."""
    first, second = opened(world, year=2024), opened(world)
    grade(world, first, None, BEST)
    grade(world, first, "nominee", GOOD)
    grade(world, first, "clerk", BEST)
    put(first, State.CLOSED)
    grade(world, second, "nominee", "hoan_thanh", "khien_trach")
    grade(world, second, "clerk", "", version=0)
    return first, second


def test_ratings_of_many_people_with_one_query(world, years, django_assert_num_queries):
    ids = [world.people[who].pk for who in ("nominee", "clerk", "stranger")]
    with django_assert_num_queries(1):
        found = queries.of_people(ids)
    nominee, clerk, stranger = (found[id] for id in ids)
    assert [(one.year, one.grade, one.discipline, one.is_closed) for one in nominee] == [
        (2025, "hoan_thanh", "khien_trach", False),
        (2024, GOOD, "none", True),
    ]
    # “None” in an open sheet is not a fact; a measure that was recorded is, and so is “none” in a closed one.
    assert [one.is_discipline_known for one in nominee] == [True, True]
    assert [one.is_discipline_known for one in clerk] == [False, True]
    assert stranger == []


def test_a_closed_and_graded_sheet_counts_before_another(world, years):
    other = Sheet.objects.create(unit=world.units["neighbour"], year=2024)
    other.results.create(person=world.people["nominee"], grade="")
    ratings = queries.of_people([world.people["nominee"].pk])[world.people["nominee"].pk]
    assert [(one.year, one.grade) for one in ratings] == [(2025, "hoan_thanh"), (2024, GOOD)]


def test_collectives_and_closed_years(world, years, django_assert_num_queries):
    unit, neighbour = world.units["unit"].pk, world.units["neighbour"].pk
    with django_assert_num_queries(1):
        found = queries.of_units([unit, neighbour])
    assert [(one.year, one.grade) for one in found[unit]] == [(2024, BEST)]
    assert found[neighbour] == []
    with django_assert_num_queries(1):
        assert queries.closed_years([unit, neighbour]) == {unit: {2024}, neighbour: set()}


def test_members_are_counted_over_the_subtree(world, years, django_assert_num_queries):
    units = [world.units[name] for name in ("unit", "department", "neighbour")]
    with django_assert_num_queries(3):
        found = queries.tallies(units, 2024)
    unit, department, neighbour = (found[one.pk] for one in units)
    assert (unit.total, unit.graded, unit.is_closed) == (2, 2, True)
    assert unit.grades == {GOOD: 1, BEST: 1}
    assert unit.discipline == {"none": 2}
    assert (department.total, department.graded, department.is_closed) == (9, 2, False)
    assert (neighbour.total, neighbour.graded) == (1, 0)


def test_who_moved_is_rated_where_she_stood_last(world):
    """From Phòng Một to Phòng Hai in July 2025: Phòng Hai rates her 2025, Phòng Một her 2024."""
    nominee = world.people["nominee"]
    Post.objects.filter(person=nominee).update(until_on=dt.date(2025, 7, 1))
    Post.objects.create(person=nominee, unit=world.units["neighbour"], title="Phó phòng", from_on=dt.date(2025, 7, 1))

    def names(unit, year):
        return {one.person.full_name for one in queries.rated(world.units[unit], year)}

    assert "Người nominee" in names("neighbour", 2025)
    assert "Người nominee" not in names("unit", 2025)
    assert "Người nominee" in names("unit", 2024)
    assert queries.tallies([world.units["unit"]], 2025)[world.units["unit"].pk].total == 1


def test_who_left_counts_only_with_a_grade(world):
    sheet = opened(world)
    Post.objects.filter(person=world.people["nominee"]).update(until_on=dt.date(2025, 5, 1))
    assert [one.left_on for one in queries.rated(world.units["unit"], 2025)] == [None, dt.date(2025, 5, 1)]
    unit = world.units["unit"]
    assert queries.tallies([unit], 2025)[unit.pk].total == 1
    grade(world, sheet, "nominee")
    assert queries.tallies([unit], 2025)[unit.pk].total == 2


def test_nobody_is_rated_before_the_first_post(world):
    assert queries.rated(world.units["unit"], START.year - 1) == []


def test_the_share_of_outstanding_among_good_or_better():
    figures = queries.figures([BEST, GOOD, GOOD, GOOD, "hoan_thanh", ""])
    assert (figures.counts[BEST], figures.none, figures.share) == (1, 1, 25.0)
    assert queries.figures(["hoan_thanh", ""]).share is None


def test_closed_at_the_moment_of_the_act(world, years):
    assert years[0].closed_at is None and Sheet.objects.get(pk=years[0].pk).closed_at == AT
