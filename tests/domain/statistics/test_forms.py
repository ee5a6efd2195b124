"""The five forms against samples counted by hand, and their sums whatever the book holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import AT, OPERATOR
from tests.domain.register.test_published import RECORD
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, RoleHeld
from thidua.domain.register.enums import Kind, Mode, Stage, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.register.operations import import_published
from thidua.domain.statistics.queries import forms
from thidua.domain.statistics.queries.forms.awards import word
from thidua.domain.statistics.queries.forms.work import length
from thidua.domain.statistics.queries.scope import scope

YEAR = 2025
DAY = dt.date(2025, 6, 1)
IN_YEAR = AT.replace(year=YEAR)


def write(world, award="bang_khen_bo_tinh", *, who=None, unit="unit", decided_on=DAY, **more):
    """An entry of the book as some act left it: of a person, or of the unit."""
    person = world.people[who] if who else None
    subject = SubjectKind.INDIVIDUAL if person or more.get("recipient") else SubjectKind.COLLECTIVE
    values = {
        "kind": Kind.GRANT,
        "unit": world.units[unit],
        "person": person,
        "award": award,
        "subject_kind": subject,
        "years": [YEAR - 1],
        "span_from": YEAR - 1,
        "span_until": YEAR - 1,
        "decided_on": decided_on,
        "source": "test",
        "source_key": str(Entry.objects.count()),
        "entered_at": AT,
    }
    return Entry.objects.create(**values | more)


def filled(code, world, unit="province", until=None):
    """The form of the unit."""
    place = scope(world.units[unit].pk)
    return forms.filled(code, place.unit, forms.Span.of(YEAR, until), place.roots)


def column(result, code="1"):
    """A column of a form, without the rows that count nothing."""
    found = {row.line.code: result.cell(row.line.code, code) for row in result.rows if row.cells}
    return {row: value for row, value in found.items() if value}


def told(result):
    """The doubts: their reason and how many."""
    return {(one.why, one.property or one.why, one.value): one.count for one in result.doubts}


def behind(code, world, unit="province", **asked):
    """What stands behind one number."""
    place = scope(world.units[unit].pk)
    return list(forms.behind(code, place.unit, forms.Span.of(YEAR), place.roots, forms.Asked(**asked)))


# -- 0603 --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def year(world):
    """A year of Tỉnh Mẫu, counted by hand below."""
    company = world.units["neighbour"]
    company.kind = UnitKind.ENTERPRISE
    company.save()
    write(world, who="nominee", rank=5)
    write(world, who="clerk", rank=5, mode=Mode.THEMATIC)
    write(world, who="signer", rank=2)
    write(world, who="appraiser", rank=None)
    write(world, "chien_si_thi_dua_bo_tinh", who="nominee", rank=5)
    write(world, "co_thi_dua_bo_tinh")
    write(world, unit="neighbour", mode=Mode.SUDDEN)
    write(world, subject_kind=SubjectKind.HOUSEHOLD, recipient="Hộ bà Mẫu")
    write(world, "ky_niem_chuong_bo_tinh", who="member", rank=4, mode=Mode.CONTRIBUTION)
    write(world, kind=Kind.PUBLISHED, subject_kind=SubjectKind.MIXED, count=7)
    write(world, "tap_the_lao_dong_xuat_sac")
    write(world, "giay_khen", who="nominee", rank=5)
    write(world, decided_on=dt.date(2024, 12, 31))
    write(world, decided_on=None)
    return world


def test_0603_as_counted_by_hand(year, django_assert_num_queries):
    with django_assert_num_queries(3):
        result = filled("0603", year)
    assert column(result) == {
        "01": 16, "02": 2, "03": 1, "04": 1, "05": 6, "07": 1, "09": 1, "10": 3,
        "11": 13, "12": 1, "13": 1, "15": 1,
    }  # fmt: skip
    assert column(result, "2") == {
        "01": 13, "02": 1, "03": 1, "04": 1, "05": 4, "07": 1, "10": 2, "11": 11, "12": 1, "13": 1,
    }  # fmt: skip
    assert column(result, "3") == {"01": 1, "05": 1, "10": 1, "11": 1}
    assert column(result, "4") == {"01": 1, "02": 1, "11": 1}
    assert column(result, "5") == {"01": 1, "05": 1, "09": 1, "15": 1}
    assert told(result) == {
        ("unrecorded", "subject", "mixed"): 7,
        ("unrecorded", "rank", ""): 1,
        ("column", "award", "tap_the_lao_dong_xuat_sac"): 1,
        ("undated", "undated", ""): 1,
    }


def test_sums_are_checked_and_a_gap_has_its_reason(year):
    checks = {one.label: (one.total, one.parts, one.gap, one.why) for one in filled("0603", year).checks}
    assert checks == {
        "1. Chia theo đối tượng khen thưởng": (16, 9, 7, ("nguồn không tách tập thể, cá nhân",)),
        "2. Chia theo phương thức khen thưởng": (16, 16, 0, ()),
        "Cá nhân": (6, 5, 1, ("chưa ghi nhóm đối tượng của cá nhân",)),
        "Cộng các cột": (16, 16, 0, ()),
    }


def test_what_is_not_recorded_is_told_at_each_cell_where_it_may_belong(year):
    result = filled("0603", year)
    unknown = {one.row: one.unknown for row in result.rows for one in row.cells if one.column == "1" and one.unknown}
    # seven whose subject nobody said may be collectives, households or individuals; one individual has no class
    assert unknown == {"02": 7, "04": 7, "05": 7, "06": 8, "07": 8, "08": 8, "09": 8, "10": 8}


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({"row": "10", "column": "1"}, ["Người nominee", "Người nominee", "Người clerk"]),
        ({"row": "10", "column": "2", "awards": frozenset({"bang_khen_bo_tinh"})}, ["Người nominee", "Người clerk"]),
        ({"row": "05", "column": "1", "property": "rank"}, ["Người appraiser"]),
        ({"row": "03", "column": "1"}, [None]),
        ({"row": "13", "column": "1"}, [None]),
        ({"why": "undated"}, [None]),
        ({"row": "01", "property": "subject", "value": "mixed,unstated"}, [None]),
        ({"property": "award", "value": "tap_the_lao_dong_xuat_sac"}, [None]),
    ],
)
def test_each_number_leads_to_its_entries(year, asked, who):
    found = behind("0603", year, **asked)
    assert sorted(str(one.person) for one in found) == sorted(map(str, who))


def test_every_cell_leads_to_as_many_entries_as_it_counts(year):
    for code in ("0602", "0603"):
        result = filled(code, year)
        awards = {one.code: one.where.get("award", frozenset()) for one in result.form.columns}
        for row in result.rows:
            for cell in row.cells:
                found = behind(code, year, row=cell.row, column=cell.column, awards=frozenset(awards[cell.column]))
                assert sum(one.count for one in found) == cell.value, (code, cell)


def test_only_the_units_own_tree(year):
    assert filled("0603", year, "neighbour").cell("01") == 1


def test_days_after_the_day_of_the_figures_are_told(year):
    write(year, who="secretary", rank=4, decided_on=dt.date(2025, 12, 20))
    assert filled("0603", year).cell("01") == 17
    result = filled("0603", year, until=dt.date(2025, 12, 15))
    assert result.cell("01") == 16 and told(result)["later", "later", ""] == 1


@pytest.mark.parametrize("stage", [one for one in Stage if one != Stage.DECISION])
def test_numbers_of_other_stages_are_never_added(year, stage):
    write(year, kind=Kind.PUBLISHED, subject_kind=SubjectKind.INDIVIDUAL, count=500, stage=stage)
    assert filled("0603", year).cell("01") == 16


def test_what_was_corrected_or_revoked_does_not_count(year):
    wrong = Entry.objects.get(person=year.people["signer"])
    write(year, who="signer", rank=4, about=wrong, reason="Ghi nhầm nhóm đối tượng.")
    revoked = Entry.objects.get(award="co_thi_dua_bo_tinh")
    write(year, "co_thi_dua_bo_tinh", kind=Kind.REVOCATION, about=revoked, reason="Gian dối.")
    result = filled("0603", year)
    assert (result.cell("01"), result.cell("07"), result.cell("09"), result.cell("01", "4")) == (15, 0, 2, 0)


def test_a_published_number_does_not_count_again_what_has_a_name(world):
    write(world, who="nominee", rank=5)
    write(world, unit="department", kind=Kind.PUBLISHED, subject_kind=SubjectKind.INDIVIDUAL, count=10)
    write(world, unit="department", kind=Kind.PUBLISHED, subject_kind=SubjectKind.INDIVIDUAL, count=10)
    result = filled("0603", world)
    assert (result.cell("05"), result.cell("10")) == (10, 1)


def test_a_published_record_without_days_is_a_doubt_not_a_number(db):
    agency = import_published(actor=OPERATOR, at=AT, record=RECORD).unit
    place = scope(agency.pk)
    result = forms.filled("0603", place.unit, forms.Span.of(2016), place.roots)
    assert result.cell("01") == 0 and {one.why for one in result.doubts} == {"undated"}


# -- 0602 --------------------------------------------------------------------------------------------------------------


def test_0602_as_counted_by_hand(world):
    write(world, "huan_chuong_lao_dong_3", who="signer", rank=2)
    write(world, "huan_chuong_lao_dong_3")
    write(world, "huan_chuong_lao_dong_1")
    write(world, "co_thi_dua_chinh_phu", unit="department")
    write(world, "bang_khen_thu_tuong", who="nominee", rank=5)
    write(world, "bang_khen_thu_tuong", subject_kind=SubjectKind.HOUSEHOLD, recipient="Hộ ông Mẫu")
    write(world, "bang_khen_thu_tuong", kind=Kind.PUBLISHED, subject_kind=SubjectKind.UNSTATED, count=3)
    write(world, "nha_giao_uu_tu", who="member", rank=4, mode=Mode.FOREIGN)
    write(world, "danh_hieu_la", who="clerk", rank=5, level="nha_nuoc")
    write(world, "bang_khen_bo_tinh", who="clerk", rank=5)
    result = filled("0602", world)
    heads = {f"{one.code} {one.head}".strip(): one for one in result.form.columns}
    assert list(heads) == [
        "1", "2.1a Huân chương Lao động hạng Nhất", "2.1b Huân chương Lao động hạng Nhất",
        "2.2a Huân chương Lao động hạng Ba", "2.2b Huân chương Lao động hạng Ba", "3", "4",
        "5a Nhà giáo ưu tú", "5b Nhà giáo ưu tú", "6", "7a Bằng khen của TTg", "7b Bằng khen của TTg", "8",
        "9a Hình thức khác", "9b Hình thức khác",
    ]  # fmt: skip
    assert column(result) == {
        "01": 11, "03": 11, "06": 3, "08": 1, "09": 4, "11": 1, "13": 1, "14": 2, "15": 10, "18": 1,
    }  # fmt: skip
    first = {one.code: result.cell("01", one.code) for one in result.form.columns}
    assert first == {
        "1": 11, "2.1a": 1, "2.1b": 0, "2.2a": 1, "2.2b": 1, "3": 0, "4": 0, "5a": 0, "5b": 1, "6": 1, "7a": 1, "7b": 1,
        "8": 0, "9a": 0, "9b": 1,
    }  # fmt: skip
    assert told(result) == {("unrecorded", "subject", "unstated"): 3, ("pair", "subject", "mixed,unstated"): 3}
    assert (result.checks[-1].total, result.checks[-1].parts) == (11, 8)


def test_a_unit_under_no_ministry_or_province_is_a_doubt(world):
    world.units["province"].kind = UnitKind.COMMUNE
    world.units["province"].save()
    write(world, "huan_chuong_lao_dong_3")
    result = filled("0602", world)
    assert result.cell("03") == 0 and told(result) == {("unrecorded", "submitter", ""): 1}
    assert len(behind("0602", world, row="01", column="1", property="submitter")) == 1


# -- 0601 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "band"),
    [
        ((2025, 1, 15), (2025, 12, 31), "under-1"),
        ((2025, 1, 1), (2025, 12, 31), "1"),
        ((2025, 3, 1), (2026, 2, 28), "1"),
        ((2024, 2, 29), (2025, 2, 28), "1"),
        ((2025, 1, 1), (2026, 1, 1), "1-3"),
        ((2025, 1, 1), (2027, 12, 30), "1-3"),
        ((2025, 1, 1), (2027, 12, 31), "3-5"),
        ((2021, 1, 1), (2025, 12, 31), "from-5"),
    ],
)
def test_lengths(first, last, band):
    assert length(dt.date(*first), dt.date(*last)) == band


def test_0601_as_counted_by_hand(world, django_assert_num_queries):
    def launch(unit, scope, method, last, state="launched", at=IN_YEAR, tier="agency"):
        Movement.objects.create(
            unit=world.units[unit], title="Phong trào", year=YEAR, scope=scope, method=method, state=state, tier=tier,
            starts_on=dt.date(2025, 1, 1), ends_on=last, content="Nội dung", launched_at=at,
        )  # fmt: skip

    launch("province", "sector", "thematic", dt.date(2029, 12, 31), tier="bo_tinh")
    launch("department", "agency", "regular", dt.date(2025, 12, 31), state="closed")
    launch("unit", "agency", "regular", dt.date(2025, 6, 30))
    launch("unit", "agency", "regular", dt.date(2025, 6, 30), state="draft", at=None)
    launch("unit", "agency", "regular", dt.date(2025, 6, 30), at=AT)  # launched in 2026
    with django_assert_num_queries(2):
        result = filled("0601", world)
    assert column(result) == {"01": 3, "03": 1, "05": 2, "06": 1, "07": 1, "10": 1, "11": 1, "12": 2}
    assert column(result, "3") == {"01": 1, "03": 1, "10": 1, "11": 1}
    assert column(result, "4") == {"01": 2, "05": 2, "06": 1, "07": 1, "12": 2}
    assert all(one.gap == 0 for one in result.checks) and not result.doubts
    assert [one.unit.name for one in behind("0601", world, row="12", column="4")] == ["Sở Mẫu", "Phòng Một"]


# -- 0604 and 0605 -----------------------------------------------------------------------------------------------------


def test_0604_as_counted_by_hand(world):
    assert column(filled("0604", world, until=dt.date(2025, 12, 15))) == {}
    assert told(filled("0604", world)) == {("unrecorded", "place", ""): 3}  # Sở Mẫu is not the one of home affairs
    world.units["department"].name = "Sở Nội vụ Mẫu"
    world.units["department"].save()
    world.units["neighbour"].name = "Ban Thi đua - Khen thưởng"
    world.units["neighbour"].save()
    result = filled("0604", world)
    assert column(result) == {"01": 2, "04": 1, "05": 1} and told(result) == {("unrecorded", "place", ""): 1}
    assert [one.name for one in behind("0604", world, row="05", column="1")] == ["Phòng Một"]
    assert [one.name for one in behind("0604", world, property="place")] == ["Sở Nội vụ Mẫu"]


def test_0605_as_counted_by_hand(world):
    known = {
        "clerk": (dt.date(1995, 12, 31), 4, dt.date(2021, 1, 1), "f"),  # 30 on the last day of the year; four years
        "stranger": (dt.date(1994, 12, 31), 5, dt.date(2020, 12, 31), "m"),  # 31; five years
        "appraiser": (dt.date(1965, 1, 1), None, dt.date(2015, 12, 31), "f"),  # 60; ten years
    }
    for who, (born_on, education, since, sex) in known.items():
        values = {"born_on": born_on, "education": education, "in_field_from_on": since, "sex": sex}
        Person.objects.filter(pk=world.people[who].pk).update(**values)
    result = filled("0605", world)
    # department_clerk and secretary have no dates; teller, signer and auditor do other work
    assert column(result) == {"01": 5, "02": 1, "03": 1, "06": 1, "11": 1, "12": 1, "13": 1, "14": 1, "15": 1}
    assert column(result, "2") == {"01": 4, "02": 1, "06": 1, "11": 1, "13": 1, "15": 1}
    assert told(result) == {
        ("unrecorded", "age", ""): 2, ("unrecorded", "education", ""): 3, ("unrecorded", "service", ""): 2,
    }  # fmt: skip
    RoleHeld.objects.create(
        account=world.accounts["clerk"], role=Role.SECRETARY, unit=world.units["unit"], from_on=dt.date(2021, 1, 1)
    )
    assert filled("0605", world).cell("01") == 5  # two roles, one person
    world.people["secretary"].account = None
    world.people["secretary"].save()
    assert told(filled("0605", world))["nobody", "nobody", ""] == 1


# -- the sums, whatever the book holds ---------------------------------------------------------------------------------

AWARDS = ["bang_khen_bo_tinh", "co_thi_dua_bo_tinh", "huy_hieu", "huan_chuong_lao_dong_1", "bang_khen_thu_tuong", "la"]
ATOMS = st.lists(
    st.builds(
        forms.Atom,
        st.fixed_dictionaries(
            {
                "award": st.sampled_from(AWARDS),
                "subject": st.sampled_from([*SubjectKind.values, ""]),
                "rank": st.sampled_from(["", "1", "2", "3", "4", "5"]),
                "mode": st.sampled_from(Mode.values),
                "submitter": st.sampled_from(["", "ministry", "province"]),
                "enterprise": st.sampled_from(["", "yes", "no"]),
            }
        ),
        st.integers(1, 9),
    ),
    max_size=30,
)


@given(ATOMS, st.sampled_from(["0602", "0603"]))
def test_the_sums_hold(atoms, code):
    names = dict.fromkeys(AWARDS, "")
    form = forms.forms()[code].drawn(names, {one.said["award"] for one in atoms}, "TT", "CN")
    result = forms.fill(form, atoms, word)
    total = result.cell("01")
    where = next(one for one in form.columns if one.is_total).where
    assert total == sum(one.count for one in atoms if not where or one.said["award"] in where["award"])
    for check in result.checks:
        assert check.gap >= 0 and bool(check.gap) == bool(check.why)
    gaps = {one.label: one.gap for one in result.checks}
    subjects, individuals = ("08", "09") if code == "0602" else ("04", "05")
    collectives = "06" if code == "0602" else "02"
    assert (
        result.cell(collectives)
        + result.cell(subjects)
        + result.cell(individuals)
        + next(gap for label, gap in gaps.items() if "đối tượng" in label)
        == total
    )
    modes = ["15", "16", "17", "18", "19", "20", "21"] if code == "0602" else ["11", "12", "13", "14", "15", "16", "17"]
    assert sum(result.cell(one) for one in modes) == total
    classes = ["10", "11", "12", "13", "14"] if code == "0602" else ["06", "07", "08", "09", "10"]
    assert sum(result.cell(one) for one in classes) + gaps["Cá nhân"] == result.cell(individuals)
    parts = [one.code for one in form.columns if not one.is_total]
    assert sum(result.cell("01", one) for one in parts) + gaps["Cộng các cột"] == total


def test_every_form_says_where_it_comes_from():
    assert list(forms.forms()) == ["0601", "0602", "0603", "0604", "0605"]
    assert forms.source().instrument == "Thông tư 02/2023/TT-BNV"
    for form in forms.forms().values():
        codes = [line.code for line in form.lines if line.code]
        assert len(codes) == len(set(codes)) and form.name.startswith(form.code)
