"""What a verdict, a threshold and a quota say, in the words that a clerk reads."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.law.cases import EVERY
from thidua.law import data, engine
from thidua.law.engine import BadParameter
from thidua.law.facts import Facts
from thidua.law.masks import Mask
from thidua.law.verdicts import Cite, Confirmation, Truth, Verdict

CASES = {case.id: case for case in EVERY}


def _verdict(case_id: str) -> Verdict:
    case = CASES[case_id]
    return engine.judge(case.award, case.facts_given, on=case.date, confirmations=case.confirmed)


def test_met_names_the_evidence_and_the_article() -> None:
    verdict = _verdict("LC01")
    assert verdict.deciding is not None
    assert verdict.deciding.kind == "title"
    assert verdict.deciding.held == (2021, 2022, 2023)
    assert verdict.text("vi") == (
        "Đủ điều kiện Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2023 theo khoản 1 Điều 22 Luật số 06/2022/QH15. "
        "Căn cứ: Có ba năm liên tục được tặng danh hiệu Chiến sĩ thi đua cơ sở (2021, 2022, 2023). "
        "Các nội dung còn lại do hội đồng, thủ trưởng xét."
    )
    assert verdict.text("en").startswith(
        "Fulfils the conditions of Ministerial or Provincial Emulation Fighter for 2023"
    )
    assert (verdict.basis, verdict.confidence, verdict.law_version) == ("seen", "high", data.VERSION)


def test_not_met_says_what_is_missing_and_the_nearest_limb_decides() -> None:
    verdict = _verdict("B-CSTDBT-5")
    assert verdict.deciding is not None
    assert verdict.deciding.missing("vi") == "Thiếu danh hiệu Chiến sĩ thi đua cơ sở năm 2021"
    assert verdict.deciding.missed == (2021,)
    assert "Thiếu danh hiệu Chiến sĩ thi đua cơ sở năm 2021." in verdict.reason_vi


def test_cannot_tell_says_which_record_is_absent() -> None:
    verdict = _verdict("B-CSTDBT-7")
    assert verdict.deciding is not None
    assert verdict.deciding.missing("vi") == "Chưa có dữ liệu danh hiệu Chiến sĩ thi đua cơ sở năm 2022"
    assert verdict.deciding.missing("en") == "Nothing recorded on the title Grassroots Emulation Fighter in 2022"


def test_a_share_is_shown_as_a_clerk_counts_it() -> None:
    verdict = _verdict("LC17")
    assert verdict.deciding is not None
    assert verdict.deciding.missing_vi == ("Tỷ lệ thành viên đạt “Lao động tiên tiến” là 10/20 (50%), cần trên 50%")


def test_the_vote_decides_where_it_is_known_and_is_left_to_the_council_where_not() -> None:
    decided = _verdict("LC20")
    assert decided.deciding is not None
    assert (decided.deciding.kind, decided.deciding.stage) == ("vote", "council")
    assert decided.deciding.missing_vi == "Được 9/11 phiếu (81,8%), cần 90% tổng số thành viên Hội đồng"
    case = CASES["LC20"]
    open_vote = engine.judge(case.award, replace(case.facts_given, votes={}), on=case.date)
    assert open_vote.truth is Truth.met
    row = next(row for row in open_vote.conditions if row.kind == "vote")
    assert (row.left_to_people, row.stage, row.truth) == (True, "council", Truth.cannot_tell)


def test_an_unclaimed_limb_is_shown_but_not_in_play_and_a_claimed_one_counts() -> None:
    rows = {row.limb: row for row in _verdict("LC11").conditions}
    combat = rows["CSTDCS-2013/2/3"]
    assert (combat.kind, combat.in_play, combat.claimed, combat.left_to_people) == ("people", False, False, True)
    assert combat.missing_vi.startswith("Chưa nêu căn cứ: mưu trí")
    rows = {row.limb: row for row in _verdict("B-CSTDCS-3").conditions}
    claimed = rows["CSTDCS-2013/2/3"]
    assert (claimed.truth, claimed.claimed, claimed.in_play) == (Truth.met, True, True)


def test_rows_lie_flat_in_reading_order() -> None:
    rows = _verdict("LC12").conditions
    criteria = [row for row in rows if row.rule_id == "CSTDCS-2022"]
    assert [(row.limb, row.kind, row.depth) for row in criteria] == [
        ("CSTDCS-2022", "rule", 0),
        ("CSTDCS-2022/1", "standard", 1),
        ("CSTDCS-2022/2", "any", 1),
        ("CSTDCS-2022/2/1", "grade", 2),
        ("CSTDCS-2022/2/2", "initiative", 2),
        ("CSTDCS-2022/2/3", "topic", 2),
        ("CSTDCS-2022/2/4", "people", 2),
    ]


def test_wholly_for_people_to_judge() -> None:
    verdict = _verdict("B-COBT-1")
    assert verdict.truth is Truth.cannot_tell
    assert verdict.reason_vi.endswith("tiêu chuẩn này do người có thẩm quyền đánh giá toàn bộ.")


def test_the_unverified_day_names_the_law_and_what_the_old_rule_gives() -> None:
    verdict = _verdict("LC14")
    assert verdict.older is not None
    assert verdict.older.truth is Truth.met
    assert verdict.cites == (Cite("luat-06-2026"),)
    assert "từ ngày 01/10/2026 Luật số 06/2026/QH16 có hiệu lực" in verdict.reason_vi
    assert "Theo quy định trước đó: đủ điều kiện." in verdict.reason_vi
    assert verdict.conditions == ()
    assert verdict.deciding is None


def test_a_confirmed_rule_says_on_whose_word_it_stands() -> None:
    verdict = _verdict("B-CSTDCS-11")
    assert verdict.confirmation is not None
    assert verdict.confirmation.confirmed_by == "Nguyễn Thị An, Vụ Pháp chế"
    assert verdict.reason_vi.endswith(
        "Áp dụng theo xác nhận của Nguyễn Thị An, Vụ Pháp chế ngày 01/11/2026: Tiếp tục áp dụng."
    )


def test_a_confirmation_changes_nothing_while_the_rule_is_verified() -> None:
    word = Confirmation("CSTDCS-2022", "A", date(2026, 1, 1), "x")
    case = CASES["LC12"]
    verdict = engine.judge(case.award, case.facts_given, on=case.date, confirmations=[word])
    assert (verdict.truth, verdict.confirmation) == (Truth.met, None)


def test_a_confirmation_of_nothing_is_refused() -> None:
    word = Confirmation("NO-SUCH-RULE", "A", date(2026, 11, 1), "x")
    with pytest.raises(ValueError, match="NO-SUCH-RULE"):
        engine.judge("lao_dong_tien_tien", Facts("individual", 2026), on=date(2026, 11, 1), confirmations=[word])


def test_an_open_rule_beside_a_confirmed_one_keeps_the_answer_open() -> None:
    verdict = _verdict("B-CSTDTQ-12")
    assert verdict.truth is Truth.cannot_tell
    assert "CSTDTQ-2025-timing" in verdict.reason_vi


def test_an_award_of_another_subject_is_refused_and_one_without_rule_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="not for a nominee of kind 'individual'"):
        engine.judge("tap_the_lao_dong_tien_tien", Facts("individual", 2023), on=date(2024, 3, 1))
    verdict = engine.judge("bang_khen_quan_khu", Facts("individual", 2019), on=date(2020, 3, 1))
    assert (verdict.truth, verdict.rule_ids, verdict.older) == (Truth.cannot_tell, (), None)
    with pytest.raises(data.UnknownAward):
        engine.judge("x", Facts("individual", 2023), on=date(2024, 3, 1))


def test_a_file_decided_under_a_law_that_may_be_more_favourable_is_not_refused() -> None:
    """Law 06/2026 art 4: files received before it keep the old law, or the new one where that is more favourable."""
    case = CASES["B-CSTDCS-7"]
    asked = {"on": date(2026, 9, 1), "decided_on": date(2026, 10, 15)}
    facts = Facts("individual", 2025, grades={2025: "hoan_thanh"}, titles={"lao_dong_tien_tien": Mask(0, 1)})
    before = engine.judge(case.award, facts, on=date(2026, 9, 1), decided_on=date(2026, 9, 30))
    assert before.truth is Truth.not_met
    after = engine.judge(case.award, facts, **asked)  # type: ignore[arg-type]
    assert after.truth is Truth.cannot_tell
    assert after.older is not None
    assert after.older.truth is Truth.not_met
    assert Cite("luat-06-2026", 4) in after.cites
    assert "chưa được kiểm chứng" in after.reason_vi


def test_a_day_before_the_first_law_is_refused() -> None:
    with pytest.raises(engine.BadDay, match="2003"):
        engine.judge("lao_dong_tien_tien", Facts("individual", 2002), on=date(2003, 12, 31))


def test_the_ladder_walks_in_order() -> None:
    verdicts = engine.ladder(Facts("collective", 2023), on=date(2024, 3, 1))
    assert tuple(one.award for one in verdicts) == data.ladder("collective")


def test_citations_as_an_official_writes_them() -> None:
    timing = data.rule("CSTDTQ-2017").cites[0]
    assert timing.text("vi") == "điểm a khoản 1 Điều 48 Nghị định 91/2017/NĐ-CP"
    assert timing.text("en") == "Decree 91/2017/NĐ-CP, article 48, clause 1, point a"


def test_threshold_in_words() -> None:
    answer = engine.threshold("chien_si_thi_dua_bo_tinh", on=date(2024, 12, 10), members=11)
    assert answer.text("vi") == "cần 90% của 11 thành viên: 10 phiếu"
    assert (answer.percent, answer.base, answer.absent) == (Fraction(90), "all_members", "written_opinion")
    unknown = engine.threshold("giay_khen", on=date(2026, 11, 1), members=5)
    assert (unknown.source, unknown.needed, unknown.percent) == ("unknown", None, None)
    with pytest.raises(ValueError, match="at least one member"):
        engine.threshold("giay_khen", on=date(2026, 11, 1), members=0)


def test_the_agency_cannot_lower_a_vote_that_the_law_fixes() -> None:
    own = {"vote_percent.chien_si_thi_dua_toan_quoc": 50}
    for day, source in ((date(2025, 7, 1), "law"), (date(2026, 10, 1), "unknown")):
        answer = engine.threshold("chien_si_thi_dua_toan_quoc", on=day, members=10, parameters=own)
        assert answer.source == source


def test_quota_shows_the_raw_quotient() -> None:
    answer = engine.quota("chien_si_thi_dua_co_so", on=date(2023, 12, 31), holders=47)
    assert answer is not None
    assert (answer.raw, answer.allowed, answer.rounding) == (Fraction(705, 100), 7, "down")
    assert answer.text("vi") == "không quá 15% của 47: 7,05, tức 7"
    with pytest.raises(ValueError, match="from 0"):
        engine.quota("chien_si_thi_dua_co_so", on=date(2023, 12, 31), holders=-1)


@pytest.mark.parametrize(
    "given",
    [{"no.such": 1}, {"quota_rounding": "sideways"}, {"vote_percent.bang_khen_bo_tinh": 101}, {"share_base": 3},
     {"initiative_window.bo_tinh": 0}, {"higher_reach_counts": "yes"}, {"vote_percent.bang_khen_bo_tinh": "many"}],
)  # fmt: skip
def test_parameters_that_cannot_be_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(BadParameter):
        engine.judge("lao_dong_tien_tien", Facts("individual", 2023), on=date(2024, 3, 1), parameters=given)


def test_a_parameter_without_value_is_unknown() -> None:
    own = {"vote_percent.bang_khen_bo_tinh": None}
    answer = engine.threshold("bang_khen_bo_tinh", on=date(2026, 3, 1), members=9, parameters=own)
    assert answer.source == "unknown"


def test_who_decides() -> None:
    assert engine.authority("chien_si_thi_dua_co_so", on=date(2024, 5, 1)) == "co_so"
    assert engine.authority("chien_si_thi_dua_toan_quoc", on=date(2010, 5, 1)) == "thu_tuong"
    assert engine.authority("co_thi_dua_chinh_phu", on=date(2024, 5, 1)) == "chinh_phu"
    assert engine.authority("thon_van_hoa", on=date(2025, 6, 30)) == "huyen"
    assert engine.authority("thon_van_hoa", on=date(2025, 7, 1)) == "xa"
    assert engine.authority("chien_si_thi_dua_co_so", on=date(2026, 11, 1)) == "co_so"
    assert engine.is_verified("chien_si_thi_dua_co_so", on=date(2026, 9, 30))
    assert not engine.is_verified("chien_si_thi_dua_co_so", on=date(2026, 10, 1))
    with pytest.raises(KeyError):
        engine.authority("bang_khen_quan_khu", on=date(2010, 1, 1))


def test_verdicts_can_be_stored() -> None:
    stored = json.loads(json.dumps(_verdict("LC14").to_json()))
    assert stored["truth"] == "cannot_tell"
    assert stored["older"]["truth"] == "met"
    assert stored["law_version"] == data.VERSION


@pytest.mark.parametrize(
    "wrong",
    [{"subject": "cat"}, {"grades": {2023: "good"}}, {"titles": {}, "initiatives": {"world": Mask(1)}},
     {"discipline": {"rude": Mask(1)}}, {"claims": frozenset({"luck"})}],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="none of"):
        Facts(**{"subject": "individual", "year": 2023, **wrong})  # type: ignore[arg-type]


def test_stored_facts_with_a_strange_key_are_refused() -> None:
    with pytest.raises(ValueError, match="mood"):
        Facts.from_json({"subject": "individual", "year": 2023, "mood": 1})
