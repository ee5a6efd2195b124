"""Profiles say what the records say, for one and for all, and never more."""

import datetime as dt
import struct

import pytest

from tests import season
from tests.cast import AT
from tests.domain.dossiers.conftest import CSBT, CSCS, LDTT
from tests.domain.profiles import plainly
from tests.domain.profiles.conftest import entry, invent
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person, Post
from thidua.domain.profiles import facts, queries
from thidua.domain.profiles.models import Profile
from thidua.domain.register.models import Completeness, Entry
from thidua.law.masks import Mask

MEDAL, MERIT, BEST_TEAM = "huan_chuong_lao_dong_3", "bang_khen_bo_tinh", "tap_the_lao_dong_xuat_sac"


def read(profile: Profile) -> dict[str, set[int]]:
    """Signal → years."""
    masks = queries.masks(profile)
    return {signal: set(queries.years_of(mask)) for signal, mask in masks.items()}


def of(world, who="nominee") -> dict[str, set[int]]:
    person = world.people[who].pk
    return read(queries.of_people([person])[person])


def compare() -> None:
    """Everybody and every unit, asked for and streamed, against the plain reading."""
    people, units = list(Person.objects.order_by("pk")), list(Unit.objects.order_by("pk"))
    asked, asked_units = queries.of_people([one.pk for one in people]), queries.of_units(units)
    assert list(asked) == [one.pk for one in people]
    for person in people:
        found, wanted = read(asked[person.pk]), plainly.of_person(person)
        known = found.get("known.titles", set())
        assert known - {1977} == wanted.pop("known.titles", set())
        found.pop("known.titles", None)
        assert found == wanted
        assert asked[person.pk].dates.get("decided", {}) == plainly.decided(Entry.objects.filter(person=person))
        first = person.posts.order_by("from_on").first()
        assert asked[person.pk].dates.get("first_post") == (first.from_on.isoformat() if first else None)
    for unit in units:
        found, wanted = read(asked_units[unit.pk]), plainly.of_unit(unit)
        assert found.pop("known.titles", set()) - {1977} == wanted.pop("known.titles", set())
        assert found == wanted
        rows = Entry.objects.filter(unit=unit, subject_kind="collective")
        assert asked_units[unit.pk].dates.get("decided", {}) == plainly.decided(rows)
    said = [(one.person_id, one.masks, one.dates) for one in asked.values()]
    assert [(one.person_id, one.masks, one.dates) for one in queries.every_person()] == said
    said = [(one.unit_id, one.masks, one.dates) for one in asked_units.values()]
    assert [(one.unit_id, one.masks, one.dates) for one in queries.every_unit()] == said


@pytest.mark.parametrize("seed", [1, 2])
def test_profiles_say_what_the_rows_say(db, seed):
    invent(seed)
    compare()


def test_profiles_of_the_season(db, tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"
    made = season.make()
    compare()
    nominee = of(made.world)
    assert nominee["grade.hoan_thanh_xuat_sac"] == nominee["initiative.co_so.1"] == {2025}
    assert "known.works" not in nominee  # her sheet is open
    assert nominee[f"title.{season.TITLE}"] == {2025}  # the decision was issued
    assert of(made.world, "stranger")["known.works"] == {2025}


def test_the_law_s_facts_are_read_from_the_profile(world, year):
    person, unit = world.people["nominee"], world.units["unit"]
    year.title("nominee", CSCS, 2022, 2024)
    year.title(None, BEST_TEAM, 2024)
    year.complete(2021, 2024)
    year.grade("nominee", "hoan_thanh_tot", discipline="khien_trach")
    seen = facts.of_person(queries.of_people([person.pk])[person.pk], 2025, AT.date())
    assert seen.titles[CSCS] == Mask.of([2022, 2024], range(2021, 2025), 2025)
    assert seen.titles["huan_chuong_lao_dong_3"] == Mask.of([], range(2021, 2025), 2025)
    assert seen.grades == {2025: "hoan_thanh_tot"}
    assert seen.discipline["khien_trach"].yes == 1
    profile = queries.of_units([unit])[unit.pk]
    members = facts.members(queries.members([unit], 2024)[unit.pk], profile, 2024)
    assert members.total and members.awards[CSCS] == 1
    team = facts.of_collective(profile, members, 2024)
    assert team.titles[BEST_TEAM].yes == 1 and team.members == members
    # Of a year whose book nobody declared complete, a few holders do not tell how many there are.
    assert CSCS not in facts.members(queries.members([unit], 2025)[unit.pk], profile, 2025).awards


# -- the vector --------------------------------------------------------------------------------------------------------


def test_a_mask_is_an_unsigned_integer_in_its_place(world, year):
    year.title("nominee", CSCS, 2024)
    entry(world.units["unit"], MEDAL, [1960], (1960, 1960), person=world.people["nominee"])
    profile = queries.of_people([world.people["nominee"].pk])[world.people["nominee"].pk]
    signals = queries.signals(queries.INDIVIDUAL)
    values = struct.unpack(f"<{len(signals)}Q", profile.masks)
    assert values[signals.index(f"title.{CSCS}")] == 1 << (2040 - 2024)
    assert values[signals.index(f"title.{MEDAL}")] == 1 << 63
    assert profile.layout == queries.layout(queries.INDIVIDUAL)


def test_the_layouts():
    people, units = queries.signals(queries.INDIVIDUAL), queries.signals(queries.COLLECTIVE)
    assert len(set(people)) == len(people) and len(set(units)) == len(units)
    assert {"known.works", "initiative.bo_tinh.5", "topic.toan_quoc.1", f"title.{CSBT}", f"title.{MERIT}"} <= set(
        people
    )
    assert {f"title.{BEST_TEAM}", f"title.{MERIT}", "grade.hoan_thanh_tot"} <= set(units)
    assert f"title.{BEST_TEAM}" not in people and f"title.{CSBT}" not in units and "known.works" not in units
    assert queries.layout(queries.INDIVIDUAL) != queries.layout(queries.COLLECTIVE)


# -- the year of an award ----------------------------------------------------------------------------------------------

DECIDED = dt.date(2022, 5, 19)
COUNTED = [
    # award, years, span, decided, the year that counts
    (CSCS, [2020], (2020, 2020), None, {2020}),
    (CSCS, [2020], (2016, 2020), DECIDED, set()),  # a title is achieved in its one year
    (CSCS, [], (2020, 2020), DECIDED, set()),
    (MEDAL, [2020], (2020, 2020), None, {2020}),
    (MEDAL, [2020], (2016, 2020), None, {2020}),  # the span ends in 2020
    (MEDAL, [], (2016, 2020), DECIDED, {2020}),
    (MEDAL, [], (2020, 2020), DECIDED, {2022}),  # no year of achievement: that of the decision
    (MEDAL, [], (2020, 2020), None, set()),
    (MEDAL, [2019], (2020, 2020), DECIDED, set()),
    (MEDAL, [1975], (1975, 1975), None, {1977}),
    (MEDAL, [2020, 2019], (2019, 2019), DECIDED, set()),
]


@pytest.mark.parametrize("who", ["nominee", None])
@pytest.mark.parametrize(("award", "years", "span", "day", "counted"), COUNTED)
def test_the_year_for_which_an_award_counts(world, who, award, years, span, day, counted):
    unit = world.units["unit"]
    award = award if who or award == MEDAL else BEST_TEAM
    entry(unit, award, years, span, person=world.people[who] if who else None, decided_on=day)
    found = of(world) if who else read(queries.of_units([unit])[unit.pk])
    assert found.get(f"title.{award}", set()) == counted
    holders = queries.members([unit], 2020)[unit.pk].awards
    assert holders[award] == (1 if who and counted == {2020} else 0)


def test_thematic_and_sudden_awards_do_not_count(world):
    entry(world.units["unit"], MEDAL, [2020], (2020, 2020), person=world.people["nominee"], mode="sudden")
    assert f"title.{MEDAL}" not in of(world)


def test_the_same_award_of_a_year_from_two_sources_is_one(world):
    for _ in range(2):
        entry(world.units["unit"], MEDAL, [2020], (2020, 2020), person=world.people["nominee"])
    assert of(world)[f"title.{MEDAL}"] == {2020}


# -- known years -------------------------------------------------------------------------------------------------------


def test_in_two_units_a_year_is_known_when_both_say_so(world, year):
    person = world.people["nominee"]
    Post.objects.filter(person=person).update(until_on=dt.date(2023, 7, 1))
    Post.objects.create(person=person, unit=world.units["neighbour"], title="Chuyên viên", from_on=dt.date(2023, 7, 1))
    year.complete(2021, 2024, unit="unit")
    assert of(world)["known.titles"] == {2021, 2022}
    year.complete(2023, 2023, unit="neighbour")
    assert of(world)["known.titles"] == {2021, 2022, 2023}
    for unit in ("unit", "neighbour"):
        year.grade(None, "hoan_thanh_tot", year=2023, unit=unit, is_closed=unit == "unit")
    assert "known.works" not in of(world)  # the last unit of the year speaks
    Sheet.objects.filter(unit=world.units["neighbour"]).update(state="closed", closed_at=AT)
    assert of(world)["known.works"] == {2023}


def test_the_years_before_1977_are_known_only_all_together(world):
    person = world.people["nominee"]
    Post.objects.filter(person=person).update(from_on=dt.date(1960, 1, 1))
    book = Completeness.objects.create(
        unit=world.units["unit"], from_year=1950, until_year=1979, declared_by="x", declared_at=AT
    )
    assert of(world)["known.titles"] == {1978, 1979}
    book.from_year = 1945
    book.save()
    assert of(world)["known.titles"] == {1977, 1978, 1979}


def test_of_two_sheets_of_a_year_the_closed_and_graded_one_counts(world, year, django_assert_num_queries):
    year.grade("nominee", "hoan_thanh_xuat_sac", discipline="khien_trach", is_closed=False)
    year.grade("nominee", "hoan_thanh_tot", unit="neighbour")
    year.grade("nominee", "hoan_thanh_tot", year=2024)
    with django_assert_num_queries(7):  # one more, to look both up
        found = of(world)
    assert found["grade.hoan_thanh_tot"] == found["known.discipline"] == {2024, 2025}
    assert "grade.hoan_thanh_xuat_sac" not in found and "discipline.khien_trach" not in found
    tally = queries.members([world.units["unit"]], 2025)[world.units["unit"].pk].tally
    assert dict(tally.grades) == {"hoan_thanh_tot": 1}


def test_more_than_five_recognitions_are_five(world):
    for n in range(7):
        Initiative.objects.create(
            person=world.people["nominee"], year=2025, title=str(n), reach="bo_tinh", recognised_by="QĐ"
        )
    found = of(world)
    assert found["initiative.co_so.5"] == found["initiative.bo_tinh.5"] == {2025}
    assert "initiative.toan_quoc.1" not in found


# -- members -----------------------------------------------------------------------------------------------------------


def test_the_members_of_many_units_are_those_of_each(db):
    invent(3)
    units = list(Unit.objects.order_by("pk"))
    for year in (2015, 2019, 2024):
        together = queries.members(units, year)
        for unit in units:
            assert queries.members([unit], year)[unit.pk] == together[unit.pk]
    assert queries.members([], 2019) == {}


def test_very_many_subtrees_are_counted_like_few(db, monkeypatch):
    invent(4)
    units = list(Unit.objects.filter(parent__isnull=False).order_by("pk"))
    few = queries.members(units, 2019)
    monkeypatch.setattr("thidua.domain.assessment.queries.MANY", 1)
    assert queries.members(units, 2019) == few


# -- the number of questions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [False, True])
def test_the_number_of_questions_is_the_same_for_many(world, year, django_assert_num_queries, many):
    year.grade("nominee", "hoan_thanh_tot")
    people = [person.pk for person in world.people.values()] if many else [world.people["nominee"].pk]
    units = list(world.units.values()) if many else [world.units["unit"]]
    if many:
        for n in range(40):
            one = Person.objects.create(code=f"q{n}", full_name="x", folded="x", sex="f")
            people.append(one.pk)
            Result.objects.create(sheet=Sheet.objects.get(), person=one, grade="hoan_thanh")
    with django_assert_num_queries(6):
        assert len(queries.of_people(people)) == len(people)
    with django_assert_num_queries(3):
        assert len(queries.of_units(units)) == len(units)
    with django_assert_num_queries(4):
        queries.members(units, 2025)
    with django_assert_num_queries(7):
        everybody = list(queries.every_person())
    assert len(everybody) == Person.objects.count()
    with django_assert_num_queries(4):
        list(queries.every_unit())


def test_nobody_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.of_people([]) == queries.of_units([]) == queries.members([], 2025) == {}


def test_who_has_no_records_has_an_empty_profile(db):
    one = Person.objects.create(code="x", full_name="x", folded="x", sex="f")
    profile = queries.of_people([one.pk])[one.pk]
    assert (queries.masks(profile), profile.dates) == ({}, {})
    assert LDTT in facts.of_person(profile, 2025, AT.date()).titles
