"""What the checks of each kind of list say, row by row, and what is written of it."""

import datetime as dt

import pytest

from tests.cast import AT, OPERATOR, START
from tests.domain.imports.conftest import codes
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.imports.checks import text
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.enums import Kind, Level, Relation
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.domain.organisations.operations import found
from thidua.domain.people.enums import Rank, Sex
from thidua.domain.people.models import Person, Touched
from thidua.domain.people.operations import enter
from thidua.domain.register.models import Entry

PEOPLE = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày vào ngành"]
GOOD = ["1", "Nguyễn Thị Hoà", "Nữ", "5/3/1980", "Chuyên viên", "Phòng Một", "01/09/2005"]


def person(world, name, born=None, unit="unit", code=None):
    """Somebody more, in a unit of the cast."""
    return enter(
        actor=OPERATOR, at=AT, code=code or f"X-{Person.objects.count()}", full_name=name, sex=Sex.FEMALE,
        unit=world.units[unit], title="Chuyên viên", from_on=START, born_on=born, is_sample=True,
    )  # fmt: skip


def changed(**cells):
    """The good row with some cells changed, by heading."""
    names = {"ten": 1, "gioi": 2, "sinh": 3, "chuc": 4, "don_vi": 5, "tu": 6}
    row = list(GOOD)
    for name, value in cells.items():
        row[names[name]] = value
    return row


@pytest.mark.parametrize(
    ("row", "expected", "state"),
    [
        (changed(), [], "new"),
        (changed(ten="NGUYỄN THỊ HOÀ"), [("full_name", "(capitals)")], "new"),
        (changed(ten=""), [("full_name", "missing")], "wrong"),
        (changed(gioi="Nu?"), [("sex", "choice")], "wrong"),
        (changed(gioi=""), [("sex", "missing")], "wrong"),
        (changed(sinh="1980"), [("born_on", "(only_year)"), ("code", "too_little")], "wrong"),
        (changed(sinh="31/02/1980"), [("born_on", "no_day"), ("code", "too_little")], "wrong"),
        (changed(sinh="29281"), [("born_on", "serial"), ("code", "too_little")], "wrong"),
        (changed(sinh="5/3/80"), [("born_on", "short_year"), ("code", "too_little")], "wrong"),
        (changed(chuc="Phó Trưởng phòng"), [("rank", "(rank)")], "new"),
        (changed(don_vi="Phòng Ba"), [("unit", "no_unit")], "wrong"),
        (changed(don_vi="Tỉnh Mẫu"), [("unit", "outside")], "wrong"),
        (changed(don_vi="neighbour"), [], "new"),
        (changed(don_vi="Phòng Hai - Sở Mẫu"), [], "new"),
        (changed(tu=""), [("from_on", "missing")], "wrong"),
        (changed(tu="1/1/1970"), [("from_on", "before_birth")], "wrong"),
        (changed(tu="9/2005"), [("from_on", "only_month")], "wrong"),
    ],
)
def test_a_row_of_people(bringing, row, expected, state):
    line = bringing.checked("people", PEOPLE, [row]).lines.get()
    assert (codes(line), line.state) == (expected, state)


def test_people_are_written_with_their_posts_and_marked(world, bringing):
    rows = [
        changed(),
        changed(ten="Trần Văn Bình", gioi="Nam", chuc="Phó Trưởng phòng", don_vi="Phòng Hai", sinh="2000-01-02"),
    ]
    Touched.objects.all().delete()
    batch = bringing.written("people", PEOPLE, rows)
    assert (batch.state, batch.counts) == ("written", {"written": 2})
    one, other = Person.objects.filter(pk__in=batch.made.values("thing")).order_by("pk")
    assert (one.full_name, one.sex, one.born_on, one.is_sample) == ("Nguyễn Thị Hoà", "f", dt.date(1980, 3, 5), True)
    post = other.posts.get()
    told = (other.born_on, post.unit, post.title, post.rank, post.from_on)
    assert told == (
        dt.date(2000, 1, 2),
        world.units["neighbour"],
        "Phó Trưởng phòng",
        Rank.MANAGER,
        dt.date(2005, 9, 1),
    )
    assert set(Touched.objects.values_list("person", flat=True)) == {one.pk, other.pk}


def test_the_column_itself_is_the_sex(bringing):
    headings = ["TT", "Họ và tên", "Ngày sinh › Nam", "Ngày sinh › Nữ", "Đơn vị", "Từ ngày"]
    rows = [
        ["1", "Nguyễn Văn An", "2/3/1980", "", "Phòng Một", "1/1/2010"],
        ["2", "Nguyễn Thị An", "", "4/5/1981", "Phòng Một", "1/1/2010"],
        ["3", "Nguyễn Thị Ba", "2/3/1980", "4/5/1981", "Phòng Một", "1/1/2010"],
    ]
    batch = bringing.checked("people", headings, rows)
    first, second, third = batch.lines.all()
    assert (first.values["sex"], first.values["born_on"]) == ("m", "1980-03-02")
    assert (second.values["sex"], second.values["born_on"]) == ("f", "1981-05-04")
    assert ("male", "both") in codes(third)
    marked = bringing.checked(
        "people", ["Họ và tên", "Nam", "Nữ", "Mã nhân sự", "Đơn vị", "Từ ngày"],
        [["Lê Văn Tám", "x", "", "NV8", "Phòng Một", "1/1/2010"], ["Lê Thị Chín", "", "x", "NV9", "Phòng Một", "1/1/2010"]],
    )  # fmt: skip
    assert [line.values["sex"] for line in marked.lines.all()] == ["m", "f"]


def test_a_namesake_is_asked_about_and_never_taken_in_silence(world, bringing):
    person(world, "Nguyễn Thị Hòa", dt.date(1980, 3, 5))
    person(world, "Nguyễn Thị Hòa", dt.date(1990, 1, 1))
    rows = [changed(), changed(sinh=""), changed(sinh="7/7/1977"), changed(don_vi="Phòng Hai")]
    same, nameless, other, elsewhere = bringing.checked("people", PEOPLE, rows).lines.all()
    assert same.state == "same" and not same.problems
    assert codes(nameless)[0] == ("full_name", "same_name") and len(nameless.problems[0]["choices"]) == 2
    assert "05/03/1980, Phòng Một" in nameless.problems[0]["choices"][0][1]
    assert other.state == "new"
    assert codes(elsewhere) == [("full_name", "same_name")]


def test_the_same_person_twice_in_a_list(bringing):
    first, second = bringing.checked("people", PEOPLE, [changed(), changed(ten="NGUYỄN THỊ HÒA")]).lines.all()
    assert first.state == "new" and ("full_name", "twice") in codes(second)
    assert "Trùng với dòng 2." in [text(one) for one in second.problems]


def test_a_code_that_is_taken(world, bringing):
    headings = ["Mã nhân sự", *PEOPLE[1:]]
    rows = [["M-nominee", *GOOD[1:]], ["M-auditor", *GOOD[1:]], ["M-nominee", "Người nominee", *GOOD[2:]]]
    by_other, outside, same = bringing.checked("people", headings, rows).lines.all()
    assert codes(by_other) == [("code", "taken_by")] and codes(outside) == [("code", "taken")]
    assert "Người auditor" not in str(outside.problems)
    assert same.state == "same"


# -- units as lists name them ------------------------------------------------------------------------------------------


@pytest.fixture
def renamed(world):
    """A commune of old days in a new one, a unit with a former name, namesakes in two departments."""
    make = lambda code, name, parent, until=None: found(  # noqa: E731
        actor=OPERATOR, at=AT, code=code, name=name, kind=Kind.DIVISION, level=Level.NONE, parent=parent, from_on=START,
        until_on=until, is_sample=True,
    )  # fmt: skip
    other = make("so-hai", "Sở Hai", world.units["province"])
    for code, parent in (("tc1", world.units["department"]), ("tc2", other)):
        make(code, "Phòng Tổ chức", parent)
    old = make("cu", "Phòng Thủy lợi", other, dt.date(2024, 1, 1))
    Succession.objects.create(before=old, after=world.units["unit"], on=dt.date(2024, 1, 1), relation=Relation.WHOLE)
    FormerName.objects.create(
        unit=world.units["unit"],
        name="Phòng Khoa Học",
        folded="phong khoa hoc",
        from_on=START,
        until_on=dt.date(2023, 1, 1),
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Phòng Tổ chức", [("unit", "namesakes")]),
        ("Phòng Tổ chức, Sở Hai", []),
        ("Phòng Tổ chức thuộc Sở Mẫu", []),
        ("PHÒNG KHOA HỌC", [("unit", "(former)")]),
        ("Phòng Thuỷ lợi", [("unit", "ended")]),
        ("tc2", []),
    ],
)
def test_units_by_name_former_name_and_parent(bringing, renamed, name, expected):
    bringing.world.actor = lambda who: OPERATOR
    line = bringing.checked("people", PEOPLE, [changed(don_vi=name)], unit="province").lines.get()
    assert codes(line) == expected
    if expected == [("unit", "ended")]:
        assert line.problems[0]["choices"] == [["unit", "Phòng Một, Sở Mẫu"]]


# -- results -----------------------------------------------------------------------------------------------------------

RESULTS = ["Mã nhân sự", "Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại", "Kỷ luật", "Ghi chú"]


@pytest.mark.parametrize(
    ("row", "expected", "state"),
    [
        (["M-nominee", "", "", "", "HTXSNV", "", ""], [], "new"),
        (["M-nominee", "Người Nominee", "", "", "Xuất sắc", "khiển trách", ""], [], "new"),
        (["M-nominee", "Người Khác", "", "", "Tốt", "", ""], [("full_name", "other_name")], "wrong"),
        (["", "Người nominee", "", "Phòng Một", "Tốt", "", ""], [("full_name", "by_name")], "wrong"),
        (["", "Người nominee", "", "", "Tốt", "", ""], [("full_name", "unsure")], "wrong"),
        (["", "Không Ai", "", "Phòng Một", "Tốt", "", ""], [("full_name", "nobody")], "wrong"),
        (["M-auditor", "", "", "", "Tốt", "", ""], [("code", "nobody")], "wrong"),
        (["M-nominee", "", "", "", "Giỏi", "", ""], [("grade", "choice")], "wrong"),
        (["M-nominee", "", "", "", "", "", ""], [("grade", "missing")], "wrong"),
        (["", "", "", "Phòng Một", "Hoàn thành tốt nhiệm vụ", "x", ""], [], "new"),
        (["", "", "", "Phòng Một", "Tốt", "Cảnh cáo", ""], [("discipline", "collective")], "wrong"),
        (["", "", "", "", "Tốt", "", ""], [("full_name", "missing")], "wrong"),
    ],
)
def test_a_row_of_results(bringing, row, expected, state):
    line = bringing.checked("results", RESULTS, [row], {"year": "2025"}).lines.get()
    assert (codes(line), line.state) == (expected, state)


def test_results_open_the_sheets_that_are_absent(world, bringing):
    rows = [
        ["M-nominee", *[""] * 3, "Tốt", "", "ghi"],
        ["M-stranger", *[""] * 3, "Xuất sắc", "", ""],
        ["", "", "", "Phòng Một", "Tốt", "", ""],
    ]
    bringing.written("results", RESULTS, rows, {"year": "2025"})
    told = Result.objects.order_by("sheet__unit__code", "person__code").values_list(
        "sheet__unit__code", "person__code", "grade"
    )
    assert set(told) == {
        ("unit", "M-nominee", "hoan_thanh_tot"), ("neighbour", "M-stranger", "hoan_thanh_xuat_sac"), ("unit", None, "hoan_thanh_tot"),
    }  # fmt: skip
    assert Sheet.objects.filter(state="open", year=2025).count() == 2


def test_closed_sheets_and_other_grades_are_not_written_over(world, bringing):
    unit = world.units["unit"]
    sheet = Sheet.objects.create(unit=unit, year=2025)
    Result.objects.create(sheet=sheet, person=world.people["nominee"], grade="hoan_thanh")
    other = bringing.checked("results", RESULTS, [["M-nominee", *[""] * 3, "Tốt", "", ""]], {"year": "2025"})
    assert codes(other.lines.get()) == [("grade", "other_grade")]
    Sheet.objects.filter(pk=sheet.pk).update(state="closed", closed_at=AT)
    rows = [["M-nominee", *[""] * 3, "Hoàn thành", "", ""], ["M-clerk", *[""] * 3, "Tốt", "", ""]]
    same, closed = bringing.checked("results", RESULTS, rows, {"year": "2025"}).lines.all()
    assert same.state == "same" and codes(closed) == [("year", "closed")]


# -- awards ------------------------------------------------------------------------------------------------------------

AWARDS = ["Tên tập thể/cá nhân", "Mã nhân sự", "Đơn vị", "Danh hiệu", "Năm", "Số quyết định, ngày", "Đối tượng"]


@pytest.mark.parametrize(
    ("row", "expected", "state"),
    [
        (["", "M-nominee", "", "LĐTT", "2024", "Số 12/QĐ-SM ngày 5/1/2025", ""], [], "new"),
        (["", "M-nominee", "", "Bằng khen", "2024", "", "Cá nhân"], [("award", "several")], "wrong"),
        (["", "M-nominee", "", "Huân chương Quân kỳ", "2024", "", ""], [("award", "no_award")], "wrong"),
        (["", "M-nominee", "", "TTLĐXS", "2024", "", "Cá nhân"], [("award", "other_subject")], "wrong"),
        (["Phòng Một", "", "", "TTLĐXS", "2024", "", ""], [], "new"),
        (["Phòng Một", "", "", "Lao động tiên tiến", "2024", "", "Tập thể"], [], "new"),
        (["Phòng Một", "", "", "Giấy khen", "2024", "", ""], [], "new"),
        (["", "M-nominee", "", "LĐTT", "", "Số 12/QĐ ngày 5/1/2025", ""], [("years", "no_years")], "wrong"),
        (["", "M-nominee", "", "LĐTT", "2021-2022", "", ""], [("years", "(school_year)")], "new"),
        (["", "M-nominee", "", "LĐTT", "2024", "12/QĐ ngày 5/1/2023", ""], [("years", "early")], "wrong"),
        (["", "M-nominee", "", "LĐTT", "2031", "", ""], [("years", "year")], "wrong"),
        (["Nhà ông Ba", "", "Phòng Một", "GĐVH", "2024", "", ""], [], "new"),
        (["Người nominee", "", "Phòng Một", "LĐTT", "2024", "", ""], [("full_name", "by_name")], "wrong"),
    ],
)
def test_a_row_of_awards(bringing, row, expected, state):
    line = bringing.checked("awards", AWARDS, [row]).lines.get()
    assert (codes(line), line.state) == (expected, state)


def test_awards_stand_in_the_book_as_they_were_written(world, bringing):
    rows = [
        ["", "M-nominee", "", "LĐTT", "2024", "Số 12/QĐ-SM ngày 5/1/2025", ""],
        ["Phòng Một", "", "", "TTLĐXS", "2023", "", ""],
        ["", "M-nominee", "", "Bằng khen của UBND tỉnh", "2019-2024", "", ""],
    ]
    bringing.written("awards", AWARDS, rows, {"granted_by": "Giám đốc Sở Mẫu"})
    first, second, third = Entry.objects.order_by("pk")
    told = (
        first.award,
        first.person,
        first.unit,
        first.years,
        first.decision_number,
        first.decided_on,
        first.granted_by,
    )
    assert told == (
        "lao_dong_tien_tien", world.people["nominee"], world.units["unit"], [2024], "12/QĐ-SM", dt.date(2025, 1, 5), "Giám đốc Sở Mẫu",
    )  # fmt: skip
    assert (second.award, second.person, second.unit, second.recipient) == (
        "tap_the_lao_dong_xuat_sac", None, world.units["unit"], "Phòng Một",
    )  # fmt: skip
    assert (third.years, third.span_from, third.span_until) == ([], 2019, 2024)
    again = bringing.checked("awards", AWARDS, [*rows, rows[0]], digest="other")
    assert [line.state for line in again.lines.all()] == ["same", "same", "same", "wrong"]


# -- initiatives and units -----------------------------------------------------------------------------------------------


def test_initiatives(world, bringing):
    headings = ["STT", "Tên đề tài", "Ngày công nhân", "Đơn vị công nhận", "Tên tác giả", "Mã nhân sự", "Cấp"]
    row = ["1", "Tra cứu nhanh", "5/6/2024", "Sở Mẫu", "Người nominee", "M-nominee", "Cấp tỉnh"]
    batch = bringing.written("initiatives", headings, [row])
    made = Initiative.objects.get()
    assert (made.person, made.year, made.reach, made.title, made.recognised_by) == (
        world.people["nominee"], 2024, "bo_tinh", "Tra cứu nhanh", "Sở Mẫu",
    )  # fmt: skip
    assert batch.state == "written"
    rows = [row, ["2", "", "", "Sở Mẫu", "", "M-clerk", "?"]]
    same, wrong = bringing.checked("initiatives", headings, rows).lines.all()
    assert same.state == "same"
    assert {code for _field, code in codes(wrong)} == {"missing", "choice"}


def test_units_come_in_below_each_other(world, bringing):
    headings = ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Loại", "Ngày thành lập"]
    rows = [
        ["to-1", "Tổ Một", "trung-tam", "", "1/1/2020"],
        ["trung-tam", "Trung tâm Tin học", "Sở Mẫu", "Đơn vị sự nghiệp", "1/1/2020"],
        ["to-2", "Tổ Hai", "Trung tâm Tin học", "", "1/1/2020"],
        ["department", "Sở Mẫu", "", "Sở", "1/1/2020"],
        ["province", "Tỉnh Khác", "", "Sở", "1/1/2020"],
        ["a", "Tổ A", "b", "", "1/1/2020"],
        ["b", "Tổ B", "a", "", "1/1/2020"],
        ["c", "Nhóm lạ", "", "", "1/1/2020"],
    ]
    batch = bringing.checked("units", headings, rows)
    assert [line.state for line in batch.lines.all()] == [
        "new",
        "new",
        "new",
        "same",
        "wrong",
        "wrong",
        "wrong",
        "wrong",
    ]
    assert [codes(line)[0][1] for line in batch.lines.all() if line.state == "wrong"] == [
        "taken_by",
        "circle",
        "circle",
        "missing",
    ]
    batch = bringing.written("units", headings, rows[:4])
    below = Unit.objects.get(code="trung-tam")
    assert below.parent == world.units["department"] and below.kind == "service"
    assert {unit.parent for unit in Unit.objects.filter(code__in=["to-1", "to-2"])} == {below}
    assert bringing.undo(batch).state == "undone" and not Unit.objects.filter(code="trung-tam").exists()
