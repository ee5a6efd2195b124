"""The published cases come in through the documented format, report the counts that they state and show their doubts."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.cast import AT, OPERATOR
from thidua.domain.organisations import operations as organisations
from thidua.domain.register import operations
from thidua.domain.register.models import Entry, Record
from thidua.domain.statistics.queries import summary

CASES = Path(__file__).parent / "cases"

STATED = {
    # case: (statements, decided awards by subject, awards at other stages)
    "01_bacninh_2022": (6, {}, {"proposal": 1049}),
    "04_bentre_2019": (6, {}, {"vote": 95}),
    "05_bentre_2020_phien2": (10, {}, {"vote": 108}),
    "07_namdinh_2021": (3, {}, {"vote": 103}),
    "08_thainguyen_2016": (8, {}, {"vote": 26}),
    "09_tiengiang_2015": (2, {"collective": 5}, {}),
    "11_tayninh_nnptnt_2020": (2, {"collective": 4}, {}),
    "12_tayninh_9thang2017": (7, {"household": 31, "individual": 24, "unstated": 30, "collective": 5}, {}),
    "14_longan_2023": (3, {"mixed": 103, "collective": 45, "individual": 37}, {}),
    "18_quangngai_5nam": (14, {"collective": 7686, "individual": 9284}, {}),
    "19_tuky_2020": (9, {"collective": 83, "individual": 131}, {"ceremony": 76}),
    "20_bvbaichay_2023": (2, {"collective": 42}, {"forwarded": 1}),
    "22_yenbai_cumyte_2023": (3, {}, {"vote": 3}),
    "23_hanoi_yte_2016": (4, {"individual": 19372}, {}),
    "24_locphat_2013": (2, {"individual": 52}, {}),
    "26_langson_qd": (3, {"collective": 38, "individual": 6}, {}),
    "27_langson_2019_laykien": (6, {}, {"consultation": 11}),
    "28_nghean_2022": (1, {"collective": 5}, {}),
    "30_bogddt_2018_2019": (2, {"collective": 30}, {}),
    "31_bogddt_2022_2023": (1, {"collective": 8}, {}),
    "33_ia_sao_2025": (1, {"mixed": 23}, {}),
    "34_binhdinh_2020_laykien": (3, {}, {"consultation": 7}),
}


def case(name):
    """The value of a case's file."""
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def bring(name):
    """Bring a case in; what was done."""
    return operations.import_published(actor=OPERATOR, at=AT, record=case(name))


def test_every_case_has_its_line():
    assert {path.stem for path in CASES.glob("*.json")} == set(STATED)


@pytest.mark.parametrize("name", STATED)
def test_a_case_reports_what_it_states(db, name):
    statements, decided, others = STATED[name]
    done = bring(name)
    assert done.added == statements
    record = case(name)
    result = summary(done.unit, record["period"]["from"], record["period"]["to"])
    assert {kind: n for kind, n in result.totals.items() if n} == decided and not result.undated
    assert {stage: sum(row.count for row in rows) for stage, rows in result.stages.items()} == others
    shown = Counter(doubt for rows in (result.rows, *result.stages.values()) for row in rows for doubt in row.doubts)
    assert shown == Counter(one["doubt"] for one in record["statements"] if "doubt" in one)
    assert bring(name).added == 0


def test_all_cases_stand_beside_each_other(db):
    for name in STATED:
        bring(name)
    assert Entry.objects.granted().count() + sum(
        1 for name in STATED for one in case(name)["statements"] if "stage" in one
    ) == sum(statements for statements, _decided, _others in STATED.values())


def test_nine_months_are_no_year(db):
    bring("12_tayninh_9thang2017")
    record = Record.objects.get()
    assert record.covers_until.isoformat() == "2017-09-30"


def test_names_decisions_and_levels_stay_with_the_number(db):
    bring("28_nghean_2022")
    flag = Entry.objects.get()
    assert (flag.count, len(flag.names), flag.level, flag.decision_number) == (5, 5, "nha_nuoc", "231/QĐ-TTg")
    assert flag.decided_on.isoformat() == "2023-03-14"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("24_locphat_2013", ["province", "service"]),
        ("19_tuky_2020", ["province", "district"]),
        ("33_ia_sao_2025", ["province", "commune"]),
        ("30_bogddt_2018_2019", ["ministry"]),
        ("23_hanoi_yte_2016", ["province", "department"]),
        ("18_quangngai_5nam", ["province"]),
    ],
)
def test_an_agency_is_entered_as_what_its_name_says(db, name, kinds):
    unit = bring(name).unit
    assert [one.kind for one in (unit.parent, unit) if one] == kinds


def test_long_an_stands_in_the_figures_of_the_new_tay_ninh(db):
    old = bring("14_longan_2023").unit
    new = bring("12_tayninh_9thang2017").unit
    assert summary(new, 2023, 2023).totals == {"collective": 0, "individual": 0}
    organisations.merge(actor=OPERATOR, at=AT, source_ids=[old.pk], into=new.pk, on=dt.date(2025, 7, 1), basis="NQ 202")
    result = summary(new, 2023, 2023)
    assert {kind: n for kind, n in result.totals.items() if n} == STATED["14_longan_2023"][1]
    assert summary(old, 2023, 2023).totals == result.totals
