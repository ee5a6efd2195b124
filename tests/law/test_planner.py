"""The planner: the roads of hand-made nominees, and what must hold of every road."""

import json
import os
import time
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law.roadwork import comes_true
from thidua.law import data
from thidua.law.data import UnknownAward
from thidua.law.facts import GRADES, REACH, Facts, Members
from thidua.law.masks import Mask, register
from thidua.law.planner import Plan, plan
from thidua.law.roads import Road
from thidua.law.verdicts import Confirmation

CSCS, CSBT, CSTQ = "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh", "chien_si_thi_dua_toan_quoc"
BKBT, BKTTG = "bang_khen_bo_tinh", "bang_khen_thu_tuong"
HC3, HC2 = "huan_chuong_lao_dong_3", "huan_chuong_lao_dong_2"
EXCELLENT, GOOD = "hoan_thanh_xuat_sac", "hoan_thanh_tot"
KNOWN = range(1990, 2030)


def held(*years: int, until: int = 2025) -> Mask:
    """An award in a book that is complete up to the year."""
    return Mask.of(years, [one for one in KNOWN if one <= until], until)


def road(facts: Facts, award: str, from_year: int = 2026, **more: Any) -> Road:
    """The one road."""
    return plan(facts, from_year=from_year, awards=[award], **more).road(award)


def needs(one: Road) -> list[tuple[int, str, str]]:
    """Year, kind and what of the steps that facts decide."""
    return [(step.year, step.kind, step.what) for step in one.steps if step.kind != "people"]


# -- the ladder --------------------------------------------------------------------------------------------------------


def test_two_titles_of_three_ask_for_one_more_year_and_an_initiative() -> None:
    one = road(Facts("individual", 2025, titles={CSCS: held(2024, 2025)}), CSBT)
    assert (one.earliest, one.propose_in) == (2026, 2027)
    assert needs(one) == [(2026, "grade", GOOD), (2026, "initiative", "bo_tinh"), (2026, "title", CSCS)]
    assert one.text("vi") == (
        "Hoàn thành tốt nhiệm vụ trở lên năm 2026, có sáng kiến cấp bộ, ban, ngành, tỉnh được công nhận năm 2026 "
        "và đạt danh hiệu Chiến sĩ thi đua cơ sở năm 2026: Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2026."
    )
    assert one.text("en") == (
        "Graded “Well completed” or better in 2026, a recognised initiative of ministry or province reach in 2026 "
        "and the title Grassroots Emulation Fighter in 2026: Ministerial or Provincial Emulation Fighter for 2026."
    )
    assert [word.vi for word in one.already] == [
        "Có ba năm liên tục được tặng danh hiệu Chiến sĩ thi đua cơ sở (các năm 2024, 2025)"
    ]
    people = [step.vi for step in one.steps if step.by_people]
    assert any("được lựa chọn trong số những người có ba năm liên tục" in text for text in people)


def test_an_initiative_that_is_recognised_already_is_not_asked_for_again() -> None:
    works = register(REACH, {"bo_tinh": [2024]}, range(2015, 2026), 2025)
    one = road(Facts("individual", 2025, titles={CSCS: held(2024, 2025)}, initiatives=works), CSBT)
    assert needs(one) == [(2026, "grade", EXCELLENT), (2026, "title", CSCS)]


def test_a_broken_run_starts_anew() -> None:
    one = road(Facts("individual", 2025, titles={CSCS: held(2023, 2024)}), CSBT)
    assert one.earliest == 2028
    assert [step.year for step in one.steps if step.kind == "title"] == [2026, 2027, 2028]


def test_the_national_title_needs_two_three_years_apart_and_the_year_after_the_decision() -> None:
    facts = Facts(
        "individual",
        2025,
        titles={CSCS: held(*range(2020, 2026)), CSBT: held(2022, 2025)},
        prior_decisions={CSBT: date(2026, 5, 4)},
    )
    one = road(facts, CSTQ)
    assert one.earliest == 2026
    assert needs(one) == [(2026, "initiative", "toan_quoc")]
    assert one.window == (date(2027, 1, 1), date(2027, 12, 31))
    again = road(replace(facts, titles={CSCS: facts.titles[CSCS], CSBT: held(2025)}), CSTQ)
    assert again.earliest == 2029
    assert [step.year for step in again.steps if step.what == CSBT] == [2028]
    assert again.window == (date(2030, 1, 1), date(2030, 12, 31))


def test_nothing_is_asked_of_somebody_who_has_it_all() -> None:
    one = road(Facts("individual", 2025, titles={CSCS: held(2024, 2025)}), BKBT)
    assert (one.earliest, needs(one)) == (2026, [])
    assert one.text("vi") == "Đã đủ điều kiện: Bằng khen của bộ, ban, ngành, tỉnh năm 2026."


# -- certificates and orders -------------------------------------------------------------------------------------------


def test_the_chain_of_certificates_and_orders_from_an_empty_book() -> None:
    found = plan(Facts("individual", 2025), from_year=2026)
    assert [found.road(one).earliest for one in (BKBT, BKTTG, HC3, HC2)] == [2027, 2032, 2037, None]
    taken = [(step.year, step.what) for step in found.road(HC3).steps if step.kind == "award"]
    assert taken == [(2027, BKBT), (2032, BKTTG)]
    blocked = found.road(HC2).blocked
    assert blocked is not None
    assert blocked.vi == "Trước đó phải có Huân chương Lao động hạng Ba, sớm nhất năm 2037"
    assert plan(Facts("individual", 2025), from_year=2026, horizon=20, awards=[HC2]).road(HC2).earliest == 2042


def test_a_bad_year_since_the_last_award_means_that_it_is_taken_anew() -> None:
    grades = dict.fromkeys(range(2010, 2026), GOOD)
    titles = {BKBT: held(2015), CSCS: held(2024, 2025)}
    clean = road(Facts("individual", 2025, titles=titles, grades=grades), BKTTG)
    assert clean.earliest == 2026
    assert needs(clean) == [(2026, "grade", EXCELLENT), (2026, "title", CSCS)]
    broken = road(Facts("individual", 2025, titles=titles, grades={**grades, 2018: "hoan_thanh"}), BKTTG)
    assert broken.earliest == 2031
    assert (2026, "award", BKBT) in needs(broken)


def test_the_second_class_after_the_third() -> None:
    facts = Facts(
        "individual",
        2025,
        titles={HC3: held(2021), CSCS: held(2024, 2025), CSBT: held()},
        grades=dict.fromkeys(range(2015, 2026), GOOD),
    )
    one = road(facts, HC2)
    assert one.earliest == 2027
    assert [step.year for step in one.steps if step.what == EXCELLENT] == [2026, 2027]
    assert CSBT in {step.what for step in one.steps}


# -- units -------------------------------------------------------------------------------------------------------------


def test_a_unit_plans_with_its_members() -> None:
    one = road(Facts("collective", 2025, members=Members(total=20)), "tap_the_lao_dong_xuat_sac")
    assert one.earliest == 2026
    members = {step.what: (step.count, step.vi) for step in one.steps if step.kind == "members"}
    assert members == {
        "award:lao_dong_tien_tien": (14, "có ít nhất 70% cá nhân đạt danh hiệu Lao động tiên tiến (14/20 người)"),
        "award:chien_si_thi_dua_co_so": (1, "có cá nhân đạt danh hiệu Chiến sĩ thi đua cơ sở (1/20 người)"),
        "grade:hoan_thanh": (20, "100% cá nhân trong tập thể hoàn thành nhiệm vụ được giao (20/20 người)"),
    }
    unknown = road(Facts("collective", 2025), "tap_the_lao_dong_xuat_sac")
    assert "có ít nhất 70% cá nhân đạt danh hiệu Lao động tiên tiến" in {step.vi for step in unknown.steps}


def test_a_flag_that_a_council_gives_is_a_step_and_is_named_as_such() -> None:
    one = road(Facts("collective", 2025, titles={BKBT: held(2020)}), BKTTG)
    flags = [step for step in one.steps if step.what == "co_thi_dua_bo_tinh"]
    assert [step.by_people for step in flags] == [True]
    assert flags[0].vi == "được tặng Cờ thi đua của bộ, ban, ngành, tỉnh (do hội đồng bình xét)"
    assert "co_thi_dua_bo_tinh" in plan(Facts("collective", 2025), from_year=2026).left_to_people


# -- what is recorded, what is not -------------------------------------------------------------------------------------


def test_what_is_recorded_of_the_first_year_stands() -> None:
    facts = Facts("individual", 2026, titles={CSCS: held(2024, 2025, until=2026)}, grades={2026: "hoan_thanh"})
    assert road(facts, CSCS).earliest == 2027
    assert road(facts, CSBT).earliest == 2029


def test_a_lacking_record_is_named_where_it_would_make_it_sooner() -> None:
    one = road(Facts("individual", 2025, titles={CSBT: held()}), CSBT)
    assert one.earliest == 2028
    assert one.sooner is not None
    assert (one.sooner.year, [(step.year, step.what) for step in one.sooner.records]) == (
        2026,
        [(2024, CSCS), (2025, CSCS)],
    )
    assert one.sooner.vi == (
        "Nếu sổ và các danh sách ghi nhận: đạt danh hiệu Chiến sĩ thi đua cơ sở các năm 2024, 2025, "
        "thì có thể sớm hơn: năm 2026."
    )
    assert road(Facts("individual", 2025, titles={CSCS: held(), CSBT: held()}), CSBT).sooner is None


def test_a_road_says_which_unrecorded_years_it_takes_as_empty() -> None:
    grades = dict.fromkeys(range(2010, 2026), GOOD)
    gap = Mask.of([2015], [2015], 2025)
    one = road(Facts("individual", 2025, titles={BKBT: gap, CSCS: held(2024, 2025)}, grades=grades), BKTTG)
    assert (one.earliest, one.rests_on) == (2026, (BKBT,))
    full = road(Facts("individual", 2025, titles={BKBT: held(2015), CSCS: held(2024, 2025)}, grades=grades), BKTTG)
    assert full.rests_on == ()


def test_somebody_barred_has_that_to_settle_first() -> None:
    one = road(Facts("individual", 2025, proceedings=True), CSCS)
    assert [step.kind for step in one.steps if step.kind != "people"] == ["grade", "proceedings"]


def test_service_goes_on_year_by_year() -> None:
    found = plan(Facts("individual", 2025, service={"teaching": 12 * 12 + 5}), from_year=2026)
    meritorious, people = found.road("nha_giao_uu_tu"), found.road("nha_giao_nhan_dan")
    assert (meritorious.earliest, people.earliest) == (2028, 2033)
    assert needs(people) == [(2028, "award", "nha_giao_uu_tu"), (2033, "service", "teaching")]
    assert "đủ 15 năm 5 tháng" in meritorious.text("vi")
    assert found.road("thay_thuoc_uu_tu").reachable is False


def test_a_post_is_held_on_until_the_years_are_enough() -> None:
    facts = Facts(
        "individual", 2025, posts={"vu_truong": 60}, sex="male", retires_later=False, disciplined_in_post=False
    )
    found = plan(facts, from_year=2026)
    assert [found.road(one).earliest for one in (HC3, HC2, "huan_chuong_lao_dong_1")] == [2026, 2030, 2035]
    assert needs(found.road(HC2)) == [(2030, "post", "vu_truong")]
    assert found.road(HC2).text("vi") == (
        "Tiếp tục giữ chức vụ Vụ trưởng và tương đương, đủ 10 năm năm 2030: Huân chương Lao động hạng Nhì năm 2030."
    )


# -- the law of the day ------------------------------------------------------------------------------------------------


def test_after_october_2026_the_plan_follows_the_rules_before_and_says_so() -> None:
    facts = Facts("individual", 2024, titles={CSCS: held(2023, 2024, until=2024)})
    before, after = road(facts, CSBT, 2025), road(facts, CSTQ, 2025)
    assert (before.earliest, before.verified, before.note) == (2025, True, None)
    assert after.verified is False
    assert after.note is not None
    assert after.note.vi.startswith("Từ ngày 01/10/2026 Luật số 06/2026/QH16 có hiệu lực")
    late = road(facts, CSBT, 2025, on=date(2026, 11, 23))
    assert (late.earliest, late.verified, late.propose_in) == (2025, False, 2026)


def test_a_confirmed_rule_goes_on_as_law() -> None:
    word = [
        Confirmation(rule.id, "Nguyễn Thị Bình", date(2026, 11, 1), "Tiếp tục áp dụng")
        for rule in data.rules()
        if rule.award in ("lao_dong_tien_tien", CSCS) or rule.id.startswith("GEN-")
    ]
    facts = Facts("individual", 2025)
    assert road(facts, "lao_dong_tien_tien").verified is False
    one = road(facts, "lao_dong_tien_tien", confirmations=word)
    assert (one.earliest, one.verified) == (2026, True)


def test_school_years_are_named_as_such() -> None:
    one = road(Facts("individual", 2025, titles={CSCS: held(2024, 2025)}, calendar="school"), CSBT)
    assert one.text("vi").endswith("Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm học 2025–2026.")


def test_an_agency_that_counts_fewer_years_of_initiatives() -> None:
    works = register(REACH, {"bo_tinh": [2024]}, range(2015, 2026), 2025)
    facts = Facts("individual", 2025, titles={CSCS: held(2024, 2025)}, initiatives=works)
    one = road(facts, CSBT, parameters={"initiative_window.bo_tinh": 2})
    assert (2026, "initiative", "bo_tinh") in needs(one)


# -- the whole ---------------------------------------------------------------------------------------------------------


def test_the_plan_as_values_and_as_lines() -> None:
    found = plan(Facts("individual", 2025, titles={CSCS: held(2024, 2025)}), from_year=2026)
    values = json.loads(json.dumps(found.to_json()))
    assert values["roads"][0]["award"] == "lao_dong_tien_tien"
    assert {one["award"] for one in values["roads"]}.isdisjoint(values["left_to_people"])
    for lang in ("vi", "en"):
        lines = found.lines(lang)
        assert all(line.strip() for line in lines)
        assert len(lines) > len(found.roads)
    assert any("Đề nghị trong năm: 2027" in line for line in found.lines())


def test_a_question_that_has_no_answer_says_why() -> None:
    with pytest.raises(UnknownAward):
        plan(Facts("individual", 2025), from_year=2026, awards=["bang_khen_sao_hoa"])
    with pytest.raises(ValueError, match="1 to 30 years"):
        plan(Facts("individual", 2025), from_year=2026, horizon=0)
    with pytest.raises(KeyError):
        plan(Facts("household", 2025), from_year=2026).road(CSCS)


def test_all_roads_of_one_person_within_a_second() -> None:
    facts = Facts("individual", 2025, titles={CSCS: held(2024, 2025)})
    plan(facts, from_year=2026)
    started = time.process_time()
    plan(facts, from_year=2026)
    assert time.process_time() - started < 2  # a second on a machine that does nothing else


# -- what must hold of every road --------------------------------------------------------------------------------------

EXAMPLES = int(os.environ.get("THIDUA_EXAMPLES", "8"))
SLOWLY = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
ONCE = {"individual": (BKBT, BKTTG, HC3), "collective": (BKBT, BKTTG, HC3)}
YEARLY = {"individual": (CSCS, CSBT), "collective": ("tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh")}
LIKELY = (*GRADES[1:], GOOD, EXCELLENT, EXCELLENT)


@st.composite
def careers(draw: st.DrawFn, subject: Literal["individual", "collective"]) -> Facts:
    """The last ten years of somebody whose book is complete."""
    last = 2025
    titles = {
        award: held(*[last - back for back in range(10) if draw(st.integers(0, 3)) > 1]) for award in YEARLY[subject]
    }
    for award in ONCE[subject]:
        titles[award] = held(*draw(st.sets(st.integers(2012, last), max_size=1)))
    grades = {year: draw(st.sampled_from(LIKELY)) for year in range(2012, last + 1)}
    reached = {reach: draw(st.sets(st.integers(2020, last), max_size=2)) for reach in ("co_so", "bo_tinh", "toan_quoc")}
    decided = [year for year in range(2016, last) if titles[YEARLY[subject][1]].yes >> (last - year) & 1]
    return Facts(
        subject,
        last,
        titles=titles,
        grades=grades,
        initiatives=register(REACH, reached, range(2012, last + 1), last),
        prior_decisions={CSBT: date(decided[-1] + 1, 6, 30)} if decided and subject == "individual" else {},
        service={"teaching": draw(st.integers(0, 300))} if subject == "individual" else {},
        members=Members(total=draw(st.integers(1, 60))) if subject == "collective" else None,
    )


def _roads(found: Plan) -> list[Road]:
    return [one for one in found.roads if one.reachable]


@pytest.mark.parametrize("subject", ["individual", "collective"])
def test_the_steps_suffice_and_none_can_be_spared(subject: Literal["individual", "collective"]) -> None:
    @SLOWLY
    @given(careers(subject), st.sampled_from([2026, 2024]))
    def holds(facts: Facts, from_year: int) -> None:
        for one in _roads(plan(facts, from_year=from_year)):
            steps = [step for step in one.steps if step.kind != "people"]
            assert comes_true(facts, one, steps, from_year), (one.award, one.text())
            for step in steps:
                rest = [other for other in steps if other is not step]
                assert not comes_true(facts, one, rest, from_year), (one.award, step)
                if step.kind == "grade" and step.what != GRADES[0]:
                    lower = replace(step, what=GRADES[GRADES.index(step.what) - 1])
                    assert not comes_true(facts, one, [*rest, lower], from_year), (one.award, lower)

    holds()


@pytest.mark.parametrize("subject", ["individual", "collective"])
def test_no_year_before_the_earliest_would_do(subject: Literal["individual", "collective"]) -> None:
    """What is met without doing anything is never planned for later."""

    @SLOWLY
    @given(careers(subject))
    def holds(facts: Facts) -> None:
        for one in plan(facts, from_year=2026).roads:
            nothing = replace(one, earliest=2026)
            if comes_true(facts, nothing, [], 2026):
                assert one.earliest == 2026, one.award

    holds()
