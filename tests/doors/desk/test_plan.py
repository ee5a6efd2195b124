"""The road ahead: who sees it, what it says, what the years one chooses change."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR
from tests.doors.desk.test_law import november  # noqa: F401  the fixture
from thidua.domain.assessment.models import Result as YearResult
from thidua.domain.assessment.models import Sheet
from thidua.domain.awards import operations as awards
from thidua.domain.awards.models import AgencyParameter
from thidua.domain.dossiers import operations as dossiers
from thidua.domain.people.models import Post
from thidua.domain.people.operations import enter
from thidua.domain.register import operations as register
from thidua.doors.desk.plan.shown import spans

CSCS, CSBT, BKBT = "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh", "bang_khen_bo_tinh"
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.fixture
def life(world):
    """The nominee was Chiến sĩ thi đua cơ sở twice in a row, and excellent."""
    unit, person = world.units["unit"], world.people["nominee"]
    for year in (2024, 2025):
        register.enter(
            actor=OPERATOR,
            at=AT,
            unit=unit,
            person=person,
            award=CSCS,
            mode="regular",
            year=year,
            granted_by="Giám đốc Sở Mẫu",
            decision_number=f"{year}/QĐ-SM",
            decided_on=dt.date(year, 12, 20),
            source="test",
            source_key=f"{year}",
        )
        sheet = Sheet.objects.create(unit=unit, year=year, state="closed", closed_at=AT)
        YearResult.objects.create(sheet=sheet, person=person, grade="hoan_thanh_xuat_sac")
    return person


def person_url(world, who="nominee"):
    return reverse("desk:plan-person", args=[world.people[who].pk])


def unit_url(world, name="unit"):
    return reverse("desk:plan-collective", args=[world.units[name].pk])


def text(response) -> str:
    """The words of the page, in one line."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def road(response, award):
    return next(one for one in response.context["plan"].roads if one["award"] == award)


# -- who sees it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_the_person_her_clerk_and_those_above_see_it_and_nobody_else(world, as_, who):
    expected = 302 if who == "citizen" else 200 if who in READERS | {"nominee"} else 404
    assert as_(who).get(person_url(world)).status_code == expected


@pytest.mark.parametrize("who", CAST)
def test_the_road_of_a_unit_is_for_its_clerk_and_those_above(world, as_, who):
    expected = 302 if who == "citizen" else 200 if who in READERS else 404
    assert as_(who).get(unit_url(world)).status_code == expected


def test_a_clerk_sees_nothing_beyond_her_unit(world, as_):
    clerk = as_("clerk")
    for url in (person_url(world, "stranger"), unit_url(world, "neighbour"), unit_url(world, "department")):
        assert clerk.get(url).status_code == 404
    assert clerk.get(reverse("desk:plan-person", args=[10**6])).status_code == 404


def test_who_has_left_the_unit_is_no_longer_its_clerks_to_see(world, as_):
    Post.objects.filter(person=world.people["nominee"]).update(until_on=AT.date())
    assert as_("clerk").get(person_url(world)).status_code == 404
    assert as_("nominee").get(reverse("desk:plan-mine")).status_code == 200


# -- what it says ------------------------------------------------------------------------------------------------------


def test_a_road_names_the_year_and_what_it_must_bring(world, as_, life):
    response = as_("nominee").get(reverse("desk:plan-mine"))
    page, one = text(response), road(response, CSBT)
    assert (one["earliest"], one["propose_in"]) == (2026, 2027)
    assert [stage["years"] for stage in one["stages"]] == ["2026"]
    assert [item["kind"] for item in one["stages"][0]["items"]] == ["grade", "initiative", "title"]
    for words in (
        "Có sáng kiến cấp bộ, ban, ngành, tỉnh được công nhận",
        "Đạt danh hiệu Chiến sĩ thi đua cơ sở",
        "đề nghị trong năm 2027",
        "Có ba năm liên tục được tặng danh hiệu Chiến sĩ thi đua cơ sở (các năm 2024, 2025)",
        "Thành tích xuất sắc tiêu biểu, được lựa chọn trong số những người có ba năm liên tục đạt danh hiệu",
        "khoản 1 Điều 22 Luật số 06/2022/QH15",
    ):
        assert words in page, words


def test_what_is_held_stands_in_its_years(world, as_, life):
    response = as_("clerk").get(person_url(world))
    row = next(one for one in response.context["plan"].rows if one["award"] == CSCS)
    assert row["held"] == "2024–2025"
    assert [cell["year"] for cell in row["cells"] if cell["is_held"]] == [2024, 2025]
    assert [cell["year"] for cell in row["cells"] if cell["is_goal"]] == [2026]
    assert "Đã có: 2024–2025" in text(response)


def test_the_law_that_nobody_verified_is_told_at_the_top_and_on_each_road(world, as_, life):
    response = as_("nominee").get(reverse("desk:plan-mine"))
    page, roads = text(response), response.context["plan"].roads
    assert page.count("tiêu chuẩn mới chưa được kiểm chứng trong dữ liệu") == 1
    assert page.count("con đường này theo quy định trước đó") == len(roads) > 3
    before = as_("nominee").get(reverse("desk:plan-mine"), {"tu-nam": "2025"})
    assert road(before, BKBT)["earliest"] == 2025 and road(before, BKBT)["is_verified"]
    assert "Sớm nhất đủ điều kiện" in text(before) and "không cần thêm gì" in text(before)


def test_the_agencys_word_makes_a_road_sure(world, as_, life, november):  # noqa: F811
    url = reverse("desk:plan-mine")
    assert not road(as_("nominee").get(url), CSCS)["is_verified"]
    awards.confirm_rule(
        actor=world.actor("signer"),
        at=AT.replace(month=11),
        unit_id=world.units["department"].pk,
        rule_id="CSTDCS-2022",
        confirmed_by="Nguyễn Mẫu",
        confirmed_on=dt.date(2026, 11, 20),
        text="Công văn mẫu số 3 về việc tiếp tục áp dụng.",
    )
    assert road(as_("nominee").get(url), CSCS)["is_verified"]


def test_what_people_judge_of_every_award_is_told_once(world, as_, life):
    response = as_("nominee").get(reverse("desk:plan-mine"))
    common = response.context["plan"].common
    assert common and all(text(response).count(words) == 1 for words in common)
    assert all(words not in one["people"] for one in response.context["plan"].roads for words in common)


def test_the_years_and_the_awards_are_chosen(world, as_, life):
    client, url = as_("nominee"), reverse("desk:plan-mine")
    usual, far = client.get(url).context["plan"], client.get(url, {"so-nam": "20"}).context["plan"]
    assert (usual.first, usual.last, far.last) == (2026, 2037, 2045)
    assert len(far.roads) > len(usual.roads)
    assert usual.more == 0  # the titles of the armed forces are for agencies of theirs


def test_an_agency_of_the_armed_forces_sees_their_titles_too(world, as_, life):
    client, url = as_("nominee"), reverse("desk:plan-mine")
    AgencyParameter.objects.create(
        unit=world.units["department"], name="armed_forces", value="yes", basis="QĐ mẫu", from_on=dt.date(2020, 1, 1)
    )
    usual = client.get(url).context["plan"]
    more = client.get(url, {"them": "1"}).context["plan"]
    assert len(more.roads) == len(usual.roads) + usual.more and usual.more > 0
    assert "chien_si_tien_tien" in {one["award"] for one in more.roads} - {one["award"] for one in usual.roads}


@pytest.mark.parametrize("query", [{"tu-nam": "1999"}, {"tu-nam": "x", "so-nam": "-1"}, {"so-nam": "999"}])
def test_years_that_are_not_offered_fall_back_to_the_usual(world, as_, query):
    plan = as_("nominee").get(reverse("desk:plan-mine"), query).context["plan"]
    assert (plan.first, plan.last) == (2026, 2037)


def test_a_unit_plans_with_its_members_and_leads_on_to_them(world, as_):
    response = as_("clerk").get(unit_url(world))
    page = text(response)
    assert "(2/2 người)" in page and "70% cá nhân" in page
    for who in ("nominee", "clerk"):
        assert person_url(world, who) in page
    assert person_url(world, "stranger") not in page
    above = text(as_("appraiser").get(unit_url(world, "department")))
    assert unit_url(world) in above and unit_url(world, "neighbour") in above


def test_a_unit_whose_grading_goes_on_still_reaches_the_year(world, as_):
    sheet = Sheet.objects.create(unit=world.units["unit"], year=2026)
    YearResult.objects.create(sheet=sheet, person=world.people["nominee"], grade="hoan_thanh_tot")
    award = "tap_the_lao_dong_xuat_sac"
    assert road(as_("clerk").get(unit_url(world)), award)["earliest"] == 2026
    YearResult.objects.update(grade="khong_hoan_thanh")
    assert road(as_("clerk").get(unit_url(world)), award)["earliest"] == 2027


def test_her_own_file_has_the_nearest_roads_in_a_sentence_each(world, as_, life):
    response = as_("nominee").get(reverse("desk:mine"))
    page, near = text(response), response.context["near"]
    assert [(one["year"], one["name"]) for one in near["roads"]] == [
        (2026, "Bằng khen của bộ, ban, ngành, tỉnh"),
        (2026, "Chiến sĩ thi đua bộ, ban, ngành, tỉnh"),
        (2026, "Chiến sĩ thi đua cơ sở"),
    ]
    assert "có sáng kiến cấp bộ, ban, ngành, tỉnh được công nhận năm 2026" in page
    assert page.count("các con đường này theo quy định trước đó") == 1 and reverse("desk:plan-mine") in page


def test_a_person_without_any_record_still_has_a_road(world, as_):
    assert text(as_("nominee").get(reverse("desk:plan-mine"))).count('class="road"') > 3
    assert len(as_("nominee").get(reverse("desk:mine")).context["near"]["roads"]) == 3


# -- ways to it --------------------------------------------------------------------------------------------------------


def test_the_candidates_lead_to_the_road(world, as_):
    made = dossiers.open(
        actor=world.actor("clerk"),
        at=AT,
        unit_id=world.units["unit"].pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Hồ sơ năm 2025",
    )
    person, unit = world.people["nominee"].pk, world.units["unit"].pk
    url = reverse("desk:dossier-person", args=[made.pk, person])
    assert person_url(world) in text(as_("clerk").get(url))
    assert unit_url(world) in text(as_("clerk").get(reverse("desk:dossier-collective", args=[made.pk, unit])))
    Post.objects.filter(person=person).update(until_on=AT.date())
    assert person_url(world) not in text(as_("clerk").get(url))


# -- the database ------------------------------------------------------------------------------------------------------


def test_more_people_and_more_years_ask_no_more_questions(world, as_, life):
    clerk, nominee = as_("clerk"), as_("nominee")

    def asked(client, url):
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    def counted():
        return [
            asked(nominee, reverse("desk:mine")),
            asked(clerk, person_url(world)),
            asked(clerk, unit_url(world)),
        ]

    assert counted() == [23, 15, 17]
    for n in range(3):
        enter(
            actor=OPERATOR,
            at=AT,
            code=f"M-{n}",
            full_name=f"Người thứ {n}",
            sex="f",
            unit=world.units["unit"],
            title="Chuyên viên",
            from_on=dt.date(2021, 1, 1),
        )
    assert counted() == [23, 15, 17]


@pytest.mark.parametrize(
    ("years", "words"),
    [([], ""), ([2024], "2024"), ([2025, 2024, 2020], "2020, 2024–2025"), ([2020, 2021, 2022], "2020–2022")],
)
def test_years_are_written_as_people_write_them(years, words):
    assert spans(years) == words
