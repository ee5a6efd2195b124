"""A verdict as a clerk sees it: what decided, what lacks and who can mend it, what people judge, what is not needed."""

import datetime as dt
import json

import pytest
from django.test import RequestFactory
from django_cotton.utils import render_component

from thidua.domain.awards import queries
from thidua.doors.ui import showcase, verdicts
from thidua.law import engine
from thidua.law.facts import Facts
from thidua.law.masks import Mask

YEAR, ON = 2025, dt.date(2026, 2, 1)


def years(*held: int) -> Mask:
    """Held in these years, recorded in the last twenty."""
    return Mask.of(held, range(2005, YEAR + 1), YEAR)


def shown(award: str, on: dt.date = ON, **facts: object) -> dict:
    """The verdict as it comes back from storage, ready for the component."""
    verdict = engine.judge(award, Facts("individual", YEAR, **facts), on=on)  # type: ignore[arg-type]
    return queries.verdict(json.loads(json.dumps(verdict.to_json())))


def drawn(verdict: dict) -> str:
    return render_component(RequestFactory().get("/"), "verdict", {"verdict": verdict})


def titles(laid: dict) -> list[str]:
    return [section["title"] for section in laid["sections"]]


def leaves(nodes: list[dict]) -> list[dict]:
    return [leaf for node in nodes for leaf in (leaves(node["parts"]) if node["parts"] else [node])]


def every(laid: dict) -> dict[str, dict]:
    return {leaf["text"]: leaf for section in laid["sections"] for leaf in leaves(section["nodes"])}


FIGHTER = {
    "titles": {"lao_dong_tien_tien": years(2025), "chien_si_thi_dua_co_so": years(2022, 2023, 2025)},
    "grades": {2025: "hoan_thanh_xuat_sac"},
}


def test_a_way_that_another_made_unnecessary_is_marked_as_not_needed():
    laid = verdicts.laid_out(shown("chien_si_thi_dua_co_so", **FIGHTER, initiatives={"co_so": years(2025)}))
    found = every(laid)
    topic = next(leaf for text, leaf in found.items() if text.startswith("Có đề tài"))
    assert topic["mark"] == "spare" and topic["remedy"] == ""
    assert found["Hoàn thành xuất sắc nhiệm vụ trong năm"]["mark"] == "met"
    assert laid["lacking"] == []


def test_what_lacks_beside_the_deciding_condition_is_named_with_who_can_mend_it():
    verdict = shown("chien_si_thi_dua_bo_tinh", **FIGHTER)
    laid = verdicts.laid_out(verdict)
    assert verdict["truth"] == "not_met" and verdict["deciding"]["missed"] == [2024]
    [lacking] = laid["lacking"]
    assert lacking["unknown"] == [2022, 2023, 2024, 2025] and "phiếu Đánh giá cuối năm" in lacking["remedy"]
    assert any(text.startswith("Thành tích xuất sắc tiêu biểu") for text in laid["people"])
    page = drawn(verdict)
    assert "Cũng còn thiếu" in page and "Hội đồng, người có thẩm quyền xét" in page and "year-unknown" in page


def test_rules_that_nobody_claimed_are_told_apart_from_what_is_judged():
    verdict = shown("huan_chuong_lao_dong_3", **FIGHTER)
    assert "Lập thành tích đột xuất" in verdict["unclaimed"]
    assert not any(one.startswith("Đề nghị theo trường hợp khác") for one in verdict["unclaimed"])
    worker = shown("lao_dong_tien_tien", grades={2025: "hoan_thanh_tot"})
    assert all("cộng đồng" not in text for text in every(verdicts.laid_out(worker)))


def test_conditions_stand_under_their_rule_and_group():
    laid = verdicts.laid_out(shown("huan_chuong_lao_dong_3", **FIGHTER))
    assert titles(laid)[0] == "Tiêu chuẩn" and "Điều kiện kèm theo" in titles(laid)
    [either] = laid["sections"][0]["nodes"]
    assert either["kind"] == "any" and either["parts"][0]["kind"] == "all" and len(either["parts"][0]["parts"]) == 4
    assert laid["count"] == len([leaf for section in laid["sections"] for leaf in leaves(section["nodes"])])


def test_without_verified_law_the_older_answer_is_there_and_who_can_settle_it():
    verdict = shown("chien_si_thi_dua_co_so", dt.date(2026, 11, 20), **FIGHTER)
    page = drawn(verdict)
    assert verdict["truth"] == "cannot_tell" and verdict["older"]["truth"] == "met"
    assert "theo quy định trước đây" in page and "phụ trách pháp chế" in page


@pytest.mark.parametrize("made", [showcase.met, showcase.not_met, showcase.cannot_tell])
def test_verdicts_of_the_style_guide_need_no_kinds(made):
    laid = verdicts.laid_out(made())
    assert titles(laid) == [""] and laid["count"]


@pytest.mark.parametrize(
    "kind", ["grade", "holds", "title", "initiative", "topic", "service", "office", "age", "months"]
)
def test_only_what_is_not_recorded_has_a_remedy(kind):
    row = {"kind": kind, "truth": "cannot_tell", "left_to_people": False}
    assert verdicts.remedy(row) and not verdicts.remedy(row | {"truth": "not_met"})
    assert not verdicts.remedy(row | {"left_to_people": True})
