"""What the law gets to see: what is recorded, what is recorded as absent, and what nobody recorded."""

import datetime as dt

import pytest

from tests.cast import AT
from tests.domain.dossiers.conftest import CSBT, CSCS, LDTT
from thidua.domain.assessment.enums import Discipline
from thidua.domain.awards.operations import confirm_rule
from thidua.domain.dossiers import facts
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.models import Post
from thidua.law.masks import NOTHING, Mask, Value
from thidua.law.person import Person

ON = AT.date()


def of(world, who="nominee", on=ON) -> facts.Facts:
    person = world.people[who]
    return facts.of_people([person.pk], 2025, on)[person.pk]


def of_unit(world, name="unit") -> facts.Facts:
    unit = world.units[name]
    return facts.of_units([unit], 2025, ON)[unit.pk]


def mask(held, known) -> Mask:
    return Mask.of(held, known, 2025)


def seen(found) -> Person:
    """The facts as the conditions of the law see them."""
    return Person(found, ON, lambda _: int(Value.UNKNOWN))


def title(found, award) -> Mask:
    return found.titles.get(award, NOTHING)


def disciplined(found, rung) -> Mask:
    yes, no = seen(found).discipline(rung)
    return Mask(yes, yes | no)


def count_of(found, reach, year) -> tuple[int, int | None]:
    """At least and at most how many initiatives; None: no upper bound is known."""
    planes, exact = seen(found).planes("initiative", reach, higher=True, fresh_for=None, reuse="free")
    least = sum(plane >> (2025 - year) & 1 for plane in planes)
    return least, least if exact >> (2025 - year) & 1 else None


def test_a_year_is_known_by_its_entry_or_by_the_unit_s_word(world, year):
    year.title("nominee", CSCS, 2022, 2024)
    assert title(of(world), CSCS) == mask([2022, 2024], [2022, 2024])
    year.complete(2021, 2024)
    assert title(of(world), CSCS) == mask([2022, 2024], range(2021, 2025))
    assert title(of(world), LDTT) == mask([], range(2021, 2025))
    assert title(of(world, "stranger"), CSCS) == mask([], range(2021, 2025))


def test_the_word_of_another_unit_says_nothing(world, year):
    year.complete(2021, 2024, unit="neighbour")
    assert title(of(world), CSCS) == mask([], [])
    assert title(of(world, "stranger"), CSCS).known


def test_a_year_in_two_units_is_known_when_both_say_so(world, year):
    person = world.people["nominee"]
    Post.objects.filter(person=person).update(until_on=dt.date(2023, 7, 1))
    Post.objects.create(person=person, unit=world.units["neighbour"], title="Chuyên viên", from_on=dt.date(2023, 7, 1))
    year.complete(2021, 2024, unit="unit")
    assert title(of(world), CSCS) == mask([], [2021, 2022])
    year.complete(2023, 2023, unit="neighbour")
    assert title(of(world), CSCS) == mask([], [2021, 2022, 2023])


def test_before_the_first_post_nothing_is_known(world, year):
    Post.objects.filter(person=world.people["nominee"]).update(from_on=dt.date(2023, 3, 10))
    year.complete(2020, 2024)
    found = of(world)
    assert title(found, LDTT) == mask([], [2023, 2024])
    assert found.months_employed == 34


def test_thematic_and_sudden_awards_do_not_count_for_the_year_s_merit(world, year):
    year.title("nominee", "bang_khen_bo_tinh", 2024, mode="thematic")
    assert title(of(world), "bang_khen_bo_tinh") == mask([], [])


def test_grades_and_discipline(world, year):
    year.grade("nominee", "hoan_thanh_tot", year=2024, discipline="khien_trach")
    year.grade("nominee", "hoan_thanh_xuat_sac", is_closed=False)
    found = of(world)
    assert found.grades == {2024: "hoan_thanh_tot", 2025: "hoan_thanh_xuat_sac"}
    assert disciplined(found, "khien_trach") == mask([2024], [2024])  # an open sheet says nothing of “none”
    assert disciplined(found, "canh_cao") == mask([], [2024])


def test_the_heaviest_discipline_has_the_law_s_name(world, year):
    year.grade("nominee", "hoan_thanh", discipline=Discipline.HEAVIER)
    assert of(world).discipline["nang_hon"] == mask([2025], [2025])


def test_initiatives_are_known_where_the_sheet_is_closed(world, year):
    person = world.people["nominee"]
    for number, reach in enumerate(("co_so", "bo_tinh", "bo_tinh")):
        Initiative.objects.create(person=person, year=2025, title=str(number), reach=reach, recognised_by="QĐ")
    Initiative.objects.create(person=person, year=2023, title="x", reach="co_so", recognised_by="QĐ")
    year.grade("nominee", "hoan_thanh_tot")
    year.grade("nominee", "hoan_thanh_tot", year=2024)
    found = of(world)
    assert found.initiatives["co_so"] == mask([2023, 2025], [2023, 2024, 2025])
    assert found.initiatives["toan_quoc"] == mask([], [2024, 2025])
    assert count_of(found, "co_so", 2025) == (3, 3)
    assert count_of(found, "bo_tinh", 2025) == (2, 2)
    assert count_of(found, "co_so", 2023) == (1, None)
    assert count_of(found, "co_so", 2024) == (0, 0)
    assert found.topics["co_so"] == mask([], [2024, 2025])


def test_the_day_of_the_latest_decision(world, year):
    year.title("nominee", CSBT, 2021, 2024)
    assert of(world).prior_decisions == {CSBT: AT.date()}


def test_members_are_counted_with_those_of_the_units_below(world, year):
    year.grade("nominee", "hoan_thanh_tot")
    year.grade("clerk", "hoan_thanh", discipline="canh_cao")
    year.grade("stranger", "hoan_thanh_xuat_sac", unit="neighbour")
    year.grade(None, "hoan_thanh_xuat_sac")
    found = of_unit(world)
    members = found.members
    assert (found.grades, members.total, members.graded) == ({2025: "hoan_thanh_xuat_sac"}, 2, 2)
    assert (members.grades["hoan_thanh_tot"], members.grades["khong_hoan_thanh"]) == (1, 0)
    assert members.discipline == {"khien_trach": 0, "canh_cao": 1, "nang_hon": 0}
    above = of_unit(world, "department").members
    assert (above.total, above.graded) == (9, 3)
    assert above.discipline == {"canh_cao": 1}  # not every sheet is closed


def test_holders_are_told_when_the_book_is_complete_or_they_are_enough(world, year):
    assert of_unit(world).members.awards == {}
    year.title("nominee", LDTT, 2025)
    year.title("nominee", CSCS, 2025)
    assert of_unit(world).members.awards == {CSCS: 1}  # one of two is not 70%, and more may be found
    year.title("clerk", LDTT, 2025)
    assert of_unit(world).members.awards == {LDTT: 2, CSCS: 1}
    year.complete(2025, 2025)
    assert of_unit(world).members.awards[CSBT] == 0


def test_the_collective_s_own_titles(world, year):
    year.title(None, "tap_the_lao_dong_xuat_sac", 2023, 2024)
    year.complete(2022, 2024, unit="unit")
    assert title(of_unit(world), "tap_the_lao_dong_xuat_sac") == mask([2023, 2024], [2022, 2023, 2024])


def test_facts_survive_being_stored(world, year):
    year.title("nominee", CSCS, 2024)
    year.grade("nominee", "hoan_thanh_tot")
    found = of(world)
    assert facts.Facts.from_json(found.to_json()) == found
    assert facts.Facts.from_json(of_unit(world).to_json()) == of_unit(world)


def ladder(world, on=ON):
    found = facts.ladder(of(world, on=on), facts.terms(world.units["department"], on))
    return {one["verdict"]["award"]: one for one in found}


def test_the_ladder_of_a_good_year(world, year):
    year.complete(2020, 2024)
    year.grade("nominee", "hoan_thanh_xuat_sac")
    found = ladder(world)
    truths = {award: one["verdict"]["truth"] for award, one in found.items()}
    assert truths[LDTT] == truths[CSCS] == "met"
    assert truths[CSBT] == "not_met"
    assert facts.missing(found[LDTT]) == 0


def test_one_condition_short(world, year):
    """Three years as a fighter and no initiative of provincial reach: that is the one thing."""
    year.complete(2020, 2025)
    year.title("nominee", CSCS, 2023, 2024, 2025)
    for one in range(2021, 2026):
        year.grade("nominee", "hoan_thanh_xuat_sac", year=one)
    found = ladder(world)[CSBT]
    assert (found["verdict"]["truth"], facts.missing(found)) == ("not_met", 1)
    assert facts.missing(ladder(world)["chien_si_thi_dua_toan_quoc"]) > 1


def test_after_september_2026_it_stands_on_somebody_s_word(world, year):
    year.grade("nominee", "hoan_thanh_tot")
    day = dt.date(2026, 11, 20)
    before = ladder(world, day)[LDTT]
    assert (before["verdict"]["truth"], before["verdict"]["older"]["truth"]) == ("cannot_tell", "met")
    assert facts.missing(before) == 0
    confirm_rule(
        actor=world.actor("signer"),
        at=AT.replace(month=11),
        unit_id=world.units["department"].pk,
        rule_id="LDTT-2022",
        confirmed_by="Nguyễn Mẫu",
        confirmed_on=day,
        text="Công văn mẫu số 1 về việc tiếp tục áp dụng.",
    )
    after = ladder(world, day)[LDTT]["verdict"]
    assert (after["truth"], after["confirmation"]["confirmed_by"]) == ("met", "Nguyễn Mẫu")


@pytest.mark.parametrize("many", [False, True])
def test_the_number_of_questions_to_the_database_is_the_same_for_many(world, year, django_assert_num_queries, many):
    year.grade("nominee", "hoan_thanh_tot")
    people = [person.pk for person in world.people.values()] if many else [world.people["nominee"].pk]
    units = list(world.units.values()) if many else [world.units["unit"]]
    with django_assert_num_queries(6):
        facts.of_people(people, 2025, ON)
    with django_assert_num_queries(7):
        facts.of_units(units, 2025, ON)
    with django_assert_num_queries(2):
        facts.terms(world.units["unit"], ON)
