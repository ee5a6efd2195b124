"""A draft says what the data hold, with its source, and names what they do not hold."""

import datetime as dt

import pytest

from tests.cast import AT, OPERATOR
from tests.domain.register.test_cases import bring as bring_case
from tests.domain.statistics.test_summary import bring
from thidua.domain.initiatives import operations as initiatives
from thidua.domain.register import operations as register
from thidua.domain.reports import queries

WHOLE = (dt.date(2004, 1, 1), dt.date(2016, 12, 31))


def block(draft, key):
    """One block of a draft."""
    return next(one for one in draft.blocks if one["key"] == key)


def keys(draft):
    """The keys of the headings."""
    return [one["key"] for one in draft.blocks if one["kind"] == "heading"]


def grant(world, n, year, decided_on):
    """A named award of the nominee."""
    return register.enter(
        actor=OPERATOR,
        at=AT,
        unit=world.units["unit"],
        person=world.people["nominee"],
        award="lao_dong_tien_tien",
        mode="regular",
        year=year,
        granted_by="Giám đốc Sở Mẫu",
        decision_number=f"{n}/QĐ-SM",
        decided_on=decided_on,
        source="test",
        source_key=str(n),
    )


def test_the_article_of_tay_ninh_and_no_more(db):
    draft = queries.drafted(bring(), *WHOLE)
    assert keys(draft) == ["awards", "awards.collective", "awards.individual", "doubts", "weak", "ahead"]
    total = block(draft, "awards.total")["text"]
    assert "được tặng 358 lượt" in total and "tập thể 27 lượt; cá nhân 331 lượt [1]" in total
    lines = block(draft, "awards.collective.items")["text"].splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Cờ thi đua của Chính phủ",
        "Cờ thi đua của bộ, ban, ngành, tỉnh",
        "Bằng khen của bộ, ban, ngành, tỉnh",
        "Bằng khen của bộ, ban, ngành, tỉnh (chuyên đề)",
    ]
    assert "05 “cờ thi đua của Bộ Thông tin và Truyền thông” (2011, 2012, 2014–2016" in lines[1]
    assert "“lao động tiên tiến” (không ghi năm)" in block(draft, "awards.individual.items")["text"]
    assert len(block(draft, "doubts.items")["text"].splitlines()) == 3
    assert block(draft, "awards.table")["total"] == ["Cộng", "27", "331", "358"]
    assert block(draft, "weak.text")["text"] == block(draft, "ahead.text")["text"] == ""
    assert len(draft.gaps) == 4  # movements, initiatives, grades, councils


def test_the_chart_holds_what_has_a_year_and_says_what_has_none(db):
    chart = block(queries.drafted(bring(), *WHOLE), "awards.chart")
    assert chart["labels"] == [str(year) for year in range(2004, 2017)]
    assert [(one["name"], sum(value or 0 for value in one["values"])) for one in chart["series"]] == [("Tập thể", 21)]
    assert chart["note"].startswith("337 lượt") and chart["series"][0]["values"][:7] == [None] * 7


@pytest.mark.parametrize(
    ("first", "last", "is_told"),
    [
        (dt.date(2017, 1, 1), dt.date(2017, 9, 30), True),
        (dt.date(2017, 1, 1), dt.date(2017, 12, 31), True),
        (dt.date(2017, 1, 1), dt.date(2017, 6, 30), False),
    ],
)
def test_nine_months_stand_in_no_half_year(db, first, last, is_told):
    unit = bring_case("12_tayninh_9thang2017").unit
    draft = queries.drafted(unit, first, last)
    assert ("awards" in keys(draft)) is is_told


def test_a_half_year_counts_by_the_day_of_the_decision(world):
    grant(world, 1, 2024, dt.date(2025, 1, 15))
    grant(world, 2, 2023, dt.date(2025, 6, 30))
    grant(world, 3, 2025, dt.date(2025, 7, 1))
    grant(world, 4, 2025, None)
    draft = queries.drafted(world.units["department"], dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    assert "được tặng 02 lượt" in block(draft, "awards.total")["text"]
    assert "Không có ngày quyết định" in block(draft, "doubts.items")["text"]


def test_votes_and_proposals_are_a_gap_not_a_figure(db):
    unit = bring_case("01_bacninh_2022").unit
    draft = queries.drafted(unit, dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert "awards" not in keys(draft)
    assert any("1.049 lượt mới ở bước “đề nghị”" in gap for gap in draft.gaps)


def test_initiatives_of_people_below_are_told(world):
    initiatives.recognise(
        actor=OPERATOR,
        at=AT,
        person_id=world.people["nominee"].pk,
        unit_id=world.units["unit"].pk,
        year=2025,
        kind="initiative",
        title="Số hóa hồ sơ",
        reach="co_so",
        recognised_by="QĐ 5",
    )
    draft = queries.drafted(world.units["department"], dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert "01 sáng kiến phạm vi cấp cơ sở" in block(draft, "initiatives.total")["text"]
    assert keys(draft)[0] == "initiatives" and block(draft, "initiatives")["text"].startswith("I. ")


def test_sources_keep_their_numbers(db):
    unit = bring()
    old = queries.drafted(unit, *WHOLE)
    again = queries.drafted(unit, *WHOLE, sources=[{"label": "cũ", "page": "summary", "asked": {}}, *old.sources])
    assert again.sources[0]["label"] == "cũ" and len(again.sources) == len(old.sources) + 1
    assert "[2]" in block(again, "awards.total")["text"]
