"""Procedure: who decides, papers, days, dates and publicity on both sides of every change of regime."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from thidua.law import data, procedure_data, workdays
from thidua.law.procedure import Procedure, deadline, due_on, procedure
from thidua.law.procedure_answers import Item
from thidua.law.publicity import publicity
from thidua.law.reading import LawDataError
from thidua.law.verdicts import Truth

BORDERS = sorted(
    {day for one in procedure_data.procedures().provisions.values() for day in (one.since, one.until) if day}
    | {day for gap in procedure_data.procedures().gaps for day in (gap.since, gap.until) if day}
)
"""Every day on which something on procedure begins or ends."""


def _keys(found: Procedure) -> list[str]:
    return [one.key for one in found.papers if one.status == "known"]


def _one(found: Procedure, name: str) -> Item:
    return next(one for one in found.items if one.id == name)


# -- papers ------------------------------------------------------------------------------------------------------------


def test_the_file_of_a_national_fighter_under_decree_152() -> None:
    found = procedure("chien_si_thi_dua_toan_quoc", on=date(2025, 9, 1))
    assert found.decides == "thu_tuong"
    assert _keys(found) == [
        "to_trinh", "danh_sach", "bao_cao", "bao_cao_tom_tat", "bien_ban", "chung_nhan_sang_kien", "giay_to_khac",
    ]  # fmt: skip
    minutes = _one(found, "DOS-152-bien_ban_phieu")
    assert minutes.drafted and "kết quả bỏ phiếu" in minutes.vi
    assert not _one(found, "DOS-152-chung_nhan").drafted
    assert [one.count for one in found.of("sets")] == [1]
    assert [one.months for one in found.of("report_age")] == [6]


def test_a_medal_needs_a_submission_and_a_list_only() -> None:
    found = procedure("huy_chuong_huu_nghi", on=date(2025, 9, 1))
    assert [one for one in _keys(found) if one != "bao_cao_tom_tat"] == ["to_trinh", "danh_sach"]


def test_own_awards_leave_the_file_to_the_agency_from_july_2025() -> None:
    before = procedure("chien_si_thi_dua_co_so", on=date(2025, 6, 30))
    after = procedure("chien_si_thi_dua_co_so", on=date(2025, 7, 1))
    assert not [one for one in before.items if one.id == "DOS-152-own"]
    assert _one(after, "DOS-152-own").status == "agency"
    # The certificate may be of the outstanding grade under 98/2023; afterwards the law alone stands.
    assert "xuất sắc" in _one(before, "DOS-98-chung_nhan").vi
    assert _one(after, "DOS-84-chung_nhan").status == "known"


@pytest.mark.parametrize(
    ("award", "on", "sets"),
    [
        ("chien_si_thi_dua_toan_quoc", date(2018, 1, 1), 2),
        ("huan_chuong_lao_dong_3", date(2018, 1, 1), 3),
        ("lao_dong_tien_tien", date(2018, 1, 1), 1),
        ("huan_chuong_lao_dong_3", date(2024, 1, 1), 1),
        ("huan_chuong_lao_dong_3", date(2025, 7, 1), 1),
    ],
)
def test_sets(award: str, on: date, sets: int) -> None:
    assert [one.count for one in procedure(award, on=on).of("sets")] == [sets]


def test_three_sets_in_the_simplified_procedure_of_2017() -> None:
    found = procedure("bang_khen_thu_tuong", on=date(2018, 1, 1), simplified=True)
    assert [one.count for one in found.of("sets")] == [3]
    assert [one.status for one in found.of("paper") if one.id == "GAP-91-simplified"] == ["cannot_tell"]


# -- days and dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("award", "on", "level", "days"),
    [
        ("huan_chuong_lao_dong_3", date(2015, 1, 1), "bo_tinh", 15),
        ("huan_chuong_doc_lap_1", date(2015, 1, 1), "bo_tinh", 30),
        ("chien_si_thi_dua_toan_quoc", date(2018, 1, 1), "bo_tinh", 30),
        ("bang_khen_thu_tuong", date(2018, 1, 1), "bo_tinh", 20),
        ("bang_khen_bo_tinh", date(2018, 1, 1), "bo_tinh", 25),
        ("lao_dong_tien_tien", date(2018, 1, 1), "xa", 20),
        ("bang_khen_bo_tinh", date(2024, 6, 1), "bo_tinh", 25),
        ("huan_chuong_lao_dong_3", date(2024, 6, 1), "bo_noi_vu", 20),
        ("huan_chuong_lao_dong_3", date(2025, 7, 1), "bo_tinh", 30),
        ("huan_chuong_ho_chi_minh", date(2025, 7, 1), "bo_tinh", 40),
        ("ba_me_viet_nam_anh_hung", date(2025, 7, 1), "bo_tinh", 40),
        ("huan_chuong_lao_dong_3", date(2025, 7, 1), "bo_noi_vu", 20),
    ],
)
def test_appraisal_days(award: str, on: date, level: str, days: int) -> None:
    found = [one for one in procedure(award, on=on).of("appraisal") if one.level == level]
    assert [one.working_days for one in found] == [days]


def test_a_deadline_counts_working_days() -> None:
    moha = _one(procedure("huan_chuong_lao_dong_3", on=date(2026, 2, 2)), "DL-152-moha")
    assert deadline(moha, date(2026, 2, 2)) == workdays.add(date(2026, 2, 2), 20) == date(2026, 3, 9)
    assert deadline(moha, date(2026, 2, 2), {date(2026, 2, 7): True}) == date(2026, 3, 6)
    with pytest.raises(ValueError, match="no number of working days"):
        deadline(procedure("huan_chuong_lao_dong_3", on=date(2026, 2, 2)).papers[0], date(2026, 2, 2))


@pytest.mark.parametrize(
    ("award", "on", "calendar", "last"),
    [
        ("chien_si_thi_dua_toan_quoc", date(2023, 12, 31), "calendar", date(2023, 10, 31)),
        ("chien_si_thi_dua_toan_quoc", date(2025, 7, 1), "calendar", date(2025, 12, 31)),
        ("co_thi_dua_chinh_phu", date(2023, 1, 1), "calendar", date(2023, 3, 30)),  # before 31 March
        ("co_thi_dua_chinh_phu", date(2023, 1, 1), "school", date(2023, 10, 14)),
        ("co_thi_dua_chinh_phu", date(2026, 1, 1), "calendar", date(2026, 6, 30)),
        ("co_thi_dua_chinh_phu", date(2026, 1, 1), "school", date(2026, 12, 31)),
        ("bang_khen_thu_tuong", date(2023, 1, 1), "calendar", date(2023, 6, 30)),
    ],
)
def test_dates_of_submission(award: str, on: date, calendar: str, last: date) -> None:
    items = procedure(award, on=on, calendar="school" if calendar == "school" else "calendar").of("submit_by")
    assert [due_on(one, on.year) for one in items] == [last]


def test_what_was_not_read_cannot_be_told_and_shows_the_older_rule() -> None:
    (item,) = procedure("chien_si_thi_dua_toan_quoc", on=date(2024, 6, 1)).of("submit_by")
    assert item.status == "cannot_tell" and item.month_day is None
    assert [(one.id, one.month_day) for one in item.older] == [("DL-91-dates-cstdtq", (10, 31))]
    assert "trước đó" in item.line() and "before that" in item.line("en")
    with pytest.raises(ValueError, match="no date of submission"):
        due_on(item, 2024)


@pytest.mark.parametrize("on", [date(2008, 1, 1), date(2012, 6, 19)])
def test_before_decree_39_of_2012_nothing_was_read(on: date) -> None:
    found = procedure("huan_chuong_lao_dong_3", on=on)
    for kind in ("paper", "sets", "publicity", "appraisal", "submit_by"):
        assert [one.status for one in found.of(kind)] == ["cannot_tell"], kind


# -- after what was verified -------------------------------------------------------------------------------------------


def test_the_law_is_unverified_from_october_2026_the_decree_goes_on_in_doubt() -> None:
    before = procedure("chien_si_thi_dua_co_so", on=date(2026, 9, 30))
    after = procedure("chien_si_thi_dua_co_so", on=date(2026, 10, 1))
    assert before.decides == "co_so" and after.decides is None
    assert _one(before, "DOS-84-bao_cao").status == "known"
    report = _one(after, "DOS-84-bao_cao")
    assert report.status == "cannot_tell" and [one.status for one in report.older] == ["known"]
    own = _one(after, "DOS-152-own")
    assert own.status == "agency" and own.question and "01/10/2026" in own.question.vi


@pytest.mark.parametrize("award", [one.id for one in data.awards()])
def test_nothing_is_known_after_march_2027(award: str) -> None:
    found = procedure(award, on=date(2027, 3, 1))
    known = [one for one in found.items if one.status == "known" and one.kind not in ("decides", "authority")]
    assert known == []
    for one in found.items:
        if one.status == "cannot_tell":
            assert one.working_days is None and one.count is None and one.month_day is None


# -- votes, quorum -----------------------------------------------------------------------------------------------------


def test_vote_and_quorum_are_referred_to() -> None:
    found = procedure("chien_si_thi_dua_bo_tinh", on=date(2022, 1, 1))
    (vote,), (quorum,) = found.of("vote"), found.of("quorum")
    assert vote.percent == 90 and "bỏ phiếu kín" in vote.vi and vote.cites[0].article == 45
    assert quorum.id == "V-12-2019" and quorum.percent and float(quorum.percent) == pytest.approx(66.67, abs=0.01)


def test_the_agencys_own_vote_and_quorum() -> None:
    on = date(2026, 3, 1)
    (vote,) = procedure("lao_dong_tien_tien", on=on).of("vote")
    assert vote.status == "agency" and vote.percent is None
    own = {"vote_percent.lao_dong_tien_tien": 70, "council_quorum_percent": "66.7"}
    found = procedure("lao_dong_tien_tien", on=on, parameters=own)
    assert [one.percent for one in found.of("vote")] == [70]
    assert "66,7%" in found.of("quorum")[0].vi


# -- publicity ---------------------------------------------------------------------------------------------------------


def test_lc28() -> None:
    found = publicity(
        "huan_chuong_lao_dong_3", on=date(2025, 10, 20), published_on=date(2025, 10, 8), council_on=date(2025, 10, 20)
    )
    assert (found.truth, found.counted, found.needed) == (Truth.not_met, 8, 10)
    assert found.earliest_council == date(2025, 10, 22) and found.is_certain
    assert found.provisions == ("PUB-152",)
    assert [(one.article, one.clause) for one in found.cites] == [(44, 2)]
    assert found.vi == (
        "Công khai ngày 08/10/2025, Hội đồng họp ngày 20/10/2025: 8 ngày làm việc, cần ít nhất 10; "
        "họp sớm nhất ngày 22/10/2025"
    )


@pytest.mark.parametrize(("council", "truth"), [(21, Truth.not_met), (22, Truth.met), (23, Truth.met)])
def test_each_side_of_ten_days(council: int, truth: Truth) -> None:
    day = date(2025, 10, council)
    assert publicity("huan_chuong_lao_dong_3", on=day, published_on=date(2025, 10, 8), council_on=day).truth is truth


PUBLISHED = {
    "the simplified procedure needs none": ("huan_chuong_lao_dong_3", date(2025, 10, 20), 1, True, Truth.met),
    "no number for a medal": ("huy_chuong_huu_nghi", date(2025, 10, 20), 1, False, Truth.met),
    "on the day of the council": ("huy_chuong_huu_nghi", date(2025, 10, 20), 0, False, Truth.not_met),
    "98/2023, for all": ("lao_dong_tien_tien", date(2024, 10, 21), 7, False, Truth.not_met),
    "98/2023, long enough": ("lao_dong_tien_tien", date(2024, 10, 21), 14, False, Truth.met),
    "98/2023, simplified": ("lao_dong_tien_tien", date(2024, 10, 21), 14, True, Truth.cannot_tell),
    "own awards, agency's days unknown": ("lao_dong_tien_tien", date(2025, 10, 20), 30, False, Truth.cannot_tell),
    "own awards, after the council": ("lao_dong_tien_tien", date(2025, 10, 20), -1, False, Truth.not_met),
    "91/2017 has no number": ("huan_chuong_lao_dong_3", date(2021, 6, 1), 1, False, Truth.met),
    "91/2017, other awards": ("lao_dong_tien_tien", date(2021, 6, 1), 30, False, Truth.cannot_tell),
    "91/2017, before proposing": ("huan_chuong_lao_dong_3", date(2018, 6, 1), -1, False, Truth.cannot_tell),
    "12/2019, before the council": ("huan_chuong_lao_dong_3", date(2020, 6, 1), -1, False, Truth.not_met),
    "not read": ("huan_chuong_lao_dong_3", date(2016, 6, 1), 30, False, Truth.cannot_tell),
    "in doubt but in force": ("huan_chuong_lao_dong_3", date(2026, 11, 2), 30, False, Truth.met),
    "unverified": ("huan_chuong_lao_dong_3", date(2027, 3, 1), 30, False, Truth.cannot_tell),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_publicity(case: str) -> None:
    award, on, days_before, simplified, truth = PUBLISHED[case]
    found = publicity(award, on=on, published_on=on - timedelta(days=days_before), council_on=on, simplified=simplified)
    assert found.truth is truth
    assert found.vi and found.en and found.lines() and found.lines("en")


def test_the_agencys_own_days_decide_its_own_awards() -> None:
    on = date(2025, 10, 20)
    short = publicity("lao_dong_tien_tien", on=on, published_on=date(2025, 10, 15), council_on=on, own_days=5)
    assert (short.truth, short.counted, short.needed) == (Truth.not_met, 3, 5)
    # They cannot shorten what the decree fixes.
    fixed = publicity("huan_chuong_lao_dong_3", on=on, published_on=date(2025, 10, 8), council_on=on, own_days=5)
    assert (fixed.truth, fixed.needed) == (Truth.not_met, 10)


def test_no_day_recorded_is_no_answer() -> None:
    found = publicity("huan_chuong_lao_dong_3", on=date(2026, 1, 5), published_on=None, council_on=date(2026, 1, 5))
    assert found.truth is Truth.cannot_tell and found.needed == 10 and "Chưa ghi nhận" in found.vi


def test_unverified_publicity_shows_the_older_answer() -> None:
    on = date(2027, 3, 8)
    found = publicity("huan_chuong_lao_dong_3", on=on, published_on=date(2027, 3, 1), council_on=on)
    assert found.older and (found.older.truth, found.older.needed) == (Truth.not_met, 10)
    assert any("Lịch nghỉ" in one.vi for one in found.older.questions)


# -- everything --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [day + timedelta(days=n) for day in BORDERS if day >= date(2004, 7, 2) for n in (-1, 0)])
def test_every_award_has_a_procedure_on_both_sides_of_every_border(on: date) -> None:
    for award in data.awards():
        for simplified in (False, True):
            found = procedure(award.id, on=on, simplified=simplified)
            kinds = {one.kind for one in found.items}
            assert {"decides", "vote", "quorum", "paper", "publicity"} <= kinds, (award.id, simplified)
            keys = [(one.kind, one.key) for one in found.items if one.kind == "paper" and one.status == "known"]
            assert len(keys) == len(set(keys)), (award.id, keys)
            # What is told has its place; what the council or agency decides by its own rules may have none.
            for one in found.items:
                assert one.vi and one.en
                assert one.cites or one.status != "known" or one.kind in ("decides", "vote"), one.id


def test_lines_and_json() -> None:
    found = procedure("co_thi_dua_chinh_phu", on=date(2026, 11, 23))
    assert found.lines()[0] == "Cờ thi đua của Chính phủ, 23/11/2026"
    assert "Papers:" in found.lines("en")
    stored = json.loads(json.dumps(found.to_json()))
    assert stored["law_version"] == data.VERSION and stored["items"][0]["kind"] == "decides"
    on = date(2025, 10, 20)
    told = publicity("huan_chuong_lao_dong_3", on=on, published_on=date(2025, 10, 8), council_on=on)
    assert json.loads(json.dumps(told.to_json()))["truth"] == "not_met"


def test_wrong_questions_are_refused() -> None:
    with pytest.raises(data.UnknownAward):
        procedure("lao_dong", on=date(2026, 1, 1))
    with pytest.raises(ValueError, match="is for individual, not for 'collective'"):
        procedure("lao_dong_tien_tien", on=date(2026, 1, 1), subject="collective")
    with pytest.raises(ValueError, match="before 2004-07-01"):
        procedure("lao_dong_tien_tien", on=date(2004, 6, 30))


MISTAKES = {
    "unknown award": ("councils.yaml", "awards: [heroes]", "awards: [hero]", "unknown award or group 'hero'"),
    "unknown level": ("deadlines.yaml", "level: xa", "level: thon", "'level' is 'thon'"),
    "days missing": ("deadlines.yaml", "    working_days: 10\n", "", "'working_days' is missing"),
    "a date that is none": ("dates.yaml", '"10-31"', '"31-10"', "month-day"),
    "unknown paper": ("dossiers.yaml", "key: to_trinh", "key: to_khai", "'key' is 'to_khai'"),
    "unknown replacement": ("dossiers.yaml", "[DOS-84-bien_ban]", "[DOS-85]", "unknown provision 'DOS-85'"),
    "unknown source": ("publicity.yaml", "[phapdien-29-1]", "[somewhere]", "unknown source 'somewhere'"),
    "no share": ("councils.yaml", '"2/3"', '"most"', "should be a fraction"),
    "a gap of nothing": ("gaps.yaml", "of: [publicity]", "of: [mood]", "unknown kind 'mood'"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_file_is_refused_with_its_line(mistake: str, tmp_path: Path) -> None:
    name, old, new, wrong = MISTAKES[mistake]
    folder = tmp_path / "procedures"
    shutil.copytree(procedure_data.FOLDER, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawDataError, match=rf"procedures/{name}, line \d+: ") as caught:
        procedure_data.load(folder, data.law())
    assert wrong in str(caught.value)
