"""The article's figures, exactly; spans that cut a number; nothing counted twice."""

import datetime as dt

import pytest

from tests.cast import AT, OPERATOR
from tests.domain.register.test_published import RECORD, changed
from thidua.domain.register import operations
from thidua.domain.statistics.queries import runs, summary


def bring(record=RECORD):
    """Bring a published record in; its agency."""
    return operations.import_published(actor=OPERATOR, at=AT, record=record).unit


def figures(result):
    """Each row as award, mode and count."""
    return [(row.award, row.subject_kind, row.mode, row.count) for row in result.rows]


ARTICLE = [
    ("co_thi_dua_chinh_phu", "collective", "regular", 1),
    ("co_thi_dua_bo_tinh", "collective", "regular", 6),
    ("bang_khen_bo_tinh", "collective", "regular", 4),
    ("bang_khen_bo_tinh", "collective", "thematic", 16),
    ("huan_chuong_lao_dong_3", "individual", "regular", 2),
    ("chien_si_thi_dua_bo_tinh", "individual", "regular", 5),
    ("bang_khen_bo_tinh", "individual", "regular", 30),
    ("chien_si_thi_dua_co_so", "individual", "regular", 99),
    ("lao_dong_tien_tien", "individual", "regular", 195),
]


def test_the_figures_of_the_article(db, django_assert_num_queries):
    agency = bring()
    with django_assert_num_queries(4):
        result = summary(agency, 2004, 2016)
    assert result.totals == {"collective": 27, "individual": 331}
    assert figures(result) == ARTICLE and not result.undated
    flags = result.rows[1]
    assert {one.granted_by: one.count for one in flags.granted_by} == {
        "Bộ Thông tin và Truyền thông": 5,
        "Ủy ban nhân dân tỉnh Tây Ninh": 1,
    }
    assert [row.separated for row in result.rows].count(False) == 1 and not result.rows[6].separated
    assert [len(row.doubts) for row in result.rows] == [0, 0, 0, 2, 0, 0, 1, 0, 0]
    assert sum(len(row.statements) for row in result.rows) == 19


def test_as_json(db):
    told = summary(bring(), 2004, 2016).to_json()
    assert (told["agency"], told["from"], told["to"]) == (RECORD["agency"], 2004, 2016)
    assert told["totals"] == {"collective": 27, "individual": 331}
    row = told["rows"][1]
    assert (row["award"], row["count"], row["separated"]) == ("co_thi_dua_bo_tinh", 6, True)
    assert row["years"] == [2011, 2012, 2014, 2015, 2016] and row["doubts"] == [] and len(row["statements"]) == 2
    unseparated = told["rows"][6]
    assert unseparated["granted_by"] == [{"granted_by": None, "count": 30}] and not unseparated["separated"]


@pytest.mark.parametrize(
    ("first", "last", "collective", "uncounted"),
    [
        (2011, 2011, 2, {"collective": 2, "individual": 331}),  # flag, flood; the drugs award and the militia's are cut
        (2012, 2016, 22, {"collective": 1, "individual": 331}),  # three years of security lie wholly inside
        (2012, 2014, 13, {"collective": 4, "individual": 331}),
        (2006, 2010, 1, {"collective": 2, "individual": 331}),  # telecommunications; the drugs award is cut
        (2017, 2020, 0, {"collective": 0, "individual": 0}),
        (1990, 2003, 0, {"collective": 0, "individual": 0}),
        (1990, 2026, 27, {"collective": 0, "individual": 0}),
    ],
)
def test_a_span_that_cuts_a_number_never_guesses(db, first, last, collective, uncounted):
    result = summary(bring(), first, last)
    assert result.totals["collective"] == collective
    assert result.totals["individual"] in {0, 331}
    assert result.uncounted == uncounted
    assert all(one.reason and one.statement for one in result.undated)


def test_a_corrected_number_is_counted_once(db):
    bring()
    agency = bring(changed("statements", 17, "count", value=100))
    result = summary(agency, 2004, 2016)
    assert result.totals["individual"] == 332
    assert [(one.why, one.count) for one in result.undated] == [("dropped", 99)]
    assert summary(bring(), 2004, 2016).totals["individual"] == 331


def test_a_second_source_is_not_added_to_the_first(db):
    """Flags are told apart year by year; a number for a whole span cannot be, and waits."""
    agency = bring()
    second = changed("id", value="bao_cao_2015_2019") | {"period": {"from": 2012, "to": 2019}}
    flags, workers = RECORD["statements"][1], RECORD["statements"][18]
    second["statements"] = [flags | {"years": [2016, 2018], "count": 2}, workers | {"count": 150}]
    bring(second)
    result = summary(agency, 2004, 2019)
    assert result.totals == {"collective": 28, "individual": 331}
    assert [(one.why, one.count) for one in result.undated] == [("overlap", 1), ("overlap", 150)]
    assert summary(agency, 2012, 2019).totals["individual"] == 150


# -- named awards ------------------------------------------------------------------------------------------------------


def grant(unit, person, year, key, award="lao_dong_tien_tien", granted_by="Giám đốc Sở"):
    """A named award."""
    return operations.enter(
        actor=OPERATOR,
        at=AT,
        unit=unit,
        person=person,
        award=award,
        mode="regular",
        year=year,
        granted_by=granted_by,
        decision_number="1/QĐ",
        decided_on=dt.date(year + 1, 1, 1),
        source="test",
        source_key=key,
    )


def test_named_awards_of_the_unit_and_the_units_below(world):
    unit, nominee = world.units["unit"], world.people["nominee"]
    grant(unit, nominee, 2023, "1")
    grant(unit, nominee, 2024, "2")
    grant(world.units["neighbour"], world.people["stranger"], 2024, "3")
    grant(world.units["department"], None, 2024, "4", award="tap_the_lao_dong_xuat_sac")
    assert summary(world.units["department"], 2023, 2024).totals == {"collective": 1, "individual": 3}
    assert summary(unit, 2024, 2024).totals == {"collective": 0, "individual": 1}
    row = summary(unit, 2020, 2025).rows[0]
    assert (row.years, row.named, row.statements) == ([2023, 2024], 2, [])
    assert summary(unit, 2020, 2025, only_published=True).rows == ()


def test_a_name_behind_a_published_number_is_not_counted_again(world):
    agency = bring()
    grant(agency, world.people["nominee"], 2015, "1")
    grant(agency, world.people["nominee"], 2017, "2")
    grant(agency, None, 2012, "3", award="co_thi_dua_bo_tinh", granted_by="Bộ Thông tin và Truyền thông")
    grant(agency, None, 2013, "4", award="co_thi_dua_bo_tinh", granted_by="Bộ Thông tin và Truyền thông")
    result = summary(agency, 2004, 2017)
    assert result.totals == {"collective": 28, "individual": 332}
    assert [(one.why, one.award, one.count) for one in result.undated] == [
        ("named", "co_thi_dua_bo_tinh", 1),
        ("named", "lao_dong_tien_tien", 1),
    ]
    # Where the published number itself is cut and not counted, the name is.
    assert summary(agency, 2015, 2017).totals["individual"] == 2


def test_years_in_a_line():
    assert runs([2011, 2012, 2014, 2015, 2016]) == "2011, 2012, 2014–2016"
    assert runs([]) == ""
