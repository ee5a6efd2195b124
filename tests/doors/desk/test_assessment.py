"""The pages of the year's assessment: the grid with and without script, closing, initiatives; refused and hostile input."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import AT, CAST, OPERATOR, START
from tests.domain.assessment.test_operations import BEST, GOOD, grade, opened, put
from thidua.domain.assessment.enums import State
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.enums import Sex
from thidua.domain.people.operations import enter

PAGE = "/ban-lam-viec/danh-gia/"
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}
SCRIPT = {"HTTP_X_AUTOSAVE": "1", "HTTP_ACCEPT": "application/json"}


@pytest.fixture
def sheet(world):
    """Phòng Một's year 2025, the nominee graded."""
    sheet = opened(world)
    grade(world, sheet, "nominee")
    return sheet


def text(response):
    """The page as text."""
    return response.content.decode()


def at_unit(world, year=2025, name="unit"):
    """The page of the unit's year."""
    return f"{PAGE}?don-vi={world.units[name].pk}&nam={year}"


def saved(client, sheet, key, version, **fields):
    """What the script gets that saves one row."""
    data = {f"{name}-{key}": value for name, value in fields.items()} | {"row": key, "version": version}
    return client.post(f"{PAGE}{sheet.pk}/luu/", data, **SCRIPT)


@pytest.mark.parametrize("who", CAST)
def test_who_reads_a_unit_and_who_types(world, as_, sheet, who):
    client = as_(who)
    response = client.get(at_unit(world))
    if who == "citizen":
        assert response.status_code == 302
        return
    assert response.status_code == (200 if who in READERS else 404)
    if who in READERS:
        assert ("data-autosave" in text(response)) == (who == "clerk")
        assert "Người nominee" in text(response)


def test_the_unit_acted_for_and_the_last_finished_year_come_first(as_):
    page = text(as_("clerk").get(PAGE))
    assert "Đánh giá cuối năm 2025" in page
    assert "Chưa mở bảng đánh giá năm này" in page


def test_opened_from_the_page(world, as_):
    form = {"don-vi": world.units["unit"].pk, "nam": 2025, "once": "o1"}
    page = as_("clerk").post(f"{PAGE}mo/", form, follow=True)
    assert "data-autosave" in text(page)
    assert as_("department_clerk").post(f"{PAGE}mo/", form | {"once": "o2"}).status_code == 403


def test_the_script_saves_one_row_and_leaves_the_other_fields(world, as_, sheet):
    person = world.people["nominee"]
    answer = saved(as_("clerk"), sheet, person.pk, 1, note="Nghỉ ốm")
    assert answer.json() == {"saved_at": "09:00", "version": 2}
    result = Result.objects.get(person=person)
    assert (result.grade, result.note) == (GOOD, "Nghỉ ốm")
    assert saved(as_("clerk"), sheet, "u", 0, grade=BEST).json()["version"] == 1


def test_two_people_on_one_row_the_second_is_told(world, as_, sheet):
    person = world.people["nominee"]
    saved(as_("clerk"), sheet, person.pk, 1, grade=BEST)
    answer = saved(as_("clerk"), sheet, person.pk, 1, grade="hoan_thanh")
    assert answer.status_code == 409
    assert "người khác thay đổi" in answer.json()["reason"]
    assert Result.objects.get(person=person).grade == BEST


@pytest.mark.parametrize(
    ("key", "fields", "status"),
    [
        ("nominee", {"grade": "tuyet_voi"}, 422),
        ("nominee", {"discipline": "x"}, 422),
        ("nominee", {"note": "x" * 301}, 422),
        ("u", {"discipline": "canh_cao"}, 422),
        ("stranger", {"grade": GOOD}, 404),
        ("x", {"grade": GOOD}, 404),
        ("", {"grade": GOOD}, 404),
        ("99999999999999999999", {"grade": GOOD}, 404),
    ],
)
def test_what_the_script_may_not_save(world, as_, sheet, key, fields, status):
    key = world.people[key].pk if key in world.people else key
    answer = saved(as_("clerk"), sheet, key, 1 if key == world.people["nominee"].pk else 0, **fields)
    assert answer.status_code == status
    told = answer.json()
    assert told["error"]
    if status == 422:
        assert list(told["errors"]) == [f"{next(iter(fields))}-{key}"]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_fits_nothing(world, as_, sheet, version):
    assert saved(as_("clerk"), sheet, world.people["nominee"].pk, version, grade=BEST).status_code == 409


def whole(world, **rows):
    """The form without script: every row with its version, in the order of the cast."""
    data = {}
    for who, (version, value, note) in rows.items():
        key = "u" if who == "unit" else world.people[who].pk
        data |= {f"version-{key}": version, f"grade-{key}": value, f"discipline-{key}": "none", f"note-{key}": note}
    return data


def test_without_script_only_what_changed_is_saved(world, as_, sheet):
    data = whole(world, unit=(0, "", ""), nominee=(1, GOOD, ""), clerk=(0, BEST, "Mới"))
    page = as_("clerk").post(f"{PAGE}{sheet.pk}/luu/", data | {"once": "s1"}, follow=True)
    assert "Đã lưu lúc 09:00." in text(page)
    assert Result.objects.count() == 2
    assert Result.objects.get(person=world.people["nominee"]).version == 1
    again = as_("clerk").post(f"{PAGE}{sheet.pk}/luu/", data | {"once": "s2"}, follow=True)
    assert "Không có thay đổi nào để lưu." in text(again)


def test_without_script_a_conflict_keeps_what_was_typed_and_shows_the_other(world, as_, sheet):
    grade(world, sheet, "nominee", BEST, note="Bản kia", version=1)
    data = whole(world, nominee=(1, "hoan_thanh", "Bản này"), clerk=(0, GOOD, ""))
    response = as_("clerk").post(f"{PAGE}{sheet.pk}/luu/", data)
    assert response.status_code == 409
    assert 'value="Bản này"' in text(response)
    assert "Người khác vừa ghi: Xuất sắc; Bản kia" in text(response)
    assert not Result.objects.filter(person=world.people["clerk"]).exists()
    data[f"version-{world.people['nominee'].pk}"] = 2
    as_("clerk").post(f"{PAGE}{sheet.pk}/luu/", data)
    assert Result.objects.get(person=world.people["nominee"]).note == "Bản này"


def test_foreign_rows_and_too_many_fields(world, as_, sheet):
    save = f"{PAGE}{sheet.pk}/luu/"
    assert as_("clerk").post(save, whole(world, stranger=(0, GOOD, ""))).status_code == 404
    assert as_("clerk").post(save, {"version-x": "0", "grade-x": GOOD}).status_code == 404
    assert as_("clerk").post(save, {f"x{number}": "" for number in range(5001)}).status_code == 400
    assert as_("stranger").post(save, whole(world, stranger=(0, GOOD, ""))).status_code == 404
    assert as_("auditor").post(save, whole(world, clerk=(0, GOOD, ""))).status_code == 403
    assert Result.objects.count() == 1


def test_closing_names_who_is_missing_then_closes(world, as_, sheet):
    client, close = as_("clerk"), f"{PAGE}{sheet.pk}/chot/"
    page = client.get(close)
    assert "Người clerk chưa có xếp loại." in text(page)
    assert client.post(close, {"version": 0}).status_code == 422
    assert Sheet.objects.get().state == State.OPEN
    grade(world, sheet, None)
    grade(world, sheet, "clerk")
    assert "Chốt bảng đánh giá của Phòng Một?" in text(client.get(close))
    assert "Đã chốt" in text(client.post(close, {"version": 0, "once": "k"}, follow=True))
    assert saved(client, sheet, "u", 1, grade=BEST).status_code == 409


def test_reopened_with_a_reason_by_the_unit_above(world, as_, sheet):
    put(sheet, State.CLOSED)
    reopen = f"{PAGE}{sheet.pk}/mo-lai/"
    assert "được mở lại" in text(as_("clerk").get(reopen))
    assert as_("clerk").post(reopen, {"reason": "Sai"}).status_code == 403
    assert as_("signer").post(reopen, {"reason": ""}).status_code == 422
    assert "Đã mở lại" in text(as_("signer").post(reopen, {"reason": "Sót một người", "version": 0}, follow=True))


DEED = {"title": "Bảng kiểm", "kind": "initiative", "reach": "co_so", "recognised_by": "QĐ 12/QĐ-SM"}


def test_initiatives_are_added_and_removed(world, as_, sheet):
    client, person = as_("clerk"), world.people["nominee"]
    add = f"{PAGE}{sheet.pk}/sang-kien/"
    page = client.post(add, DEED | {"person": person.pk, "once": "i1"}, follow=True)
    assert "QĐ 12/QĐ-SM" in text(page)
    initiative = Initiative.objects.get()
    remove = f"{PAGE}sang-kien/{initiative.pk}/go/"
    assert "Gỡ sáng kiến này?" in text(client.get(remove))
    assert as_("signer").post(remove).status_code == 403
    assert as_("stranger").get(remove).status_code == 404
    assert "Đã gỡ" in text(client.post(remove, {"don-vi": world.units["unit"].pk, "version": 0}, follow=True))


@pytest.mark.parametrize(
    "fault", [{"person": 999}, {"person": "x"}, {"title": "\u0007 \u200b"}, {"reach": "x"}, {"recognised_by": ""}]
)
def test_an_initiative_that_does_not_fit_keeps_what_was_typed(world, as_, sheet, fault):
    form = DEED | {"person": world.people["nominee"].pk} | fault
    response = as_("clerk").post(f"{PAGE}{sheet.pk}/sang-kien/", form)
    assert response.status_code == 422
    assert "Chưa lưu được" in text(response)
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("query", ["?nam=1999", "?nam=2031", "?don-vi=999999"])
def test_years_and_units_that_are_not_there(as_, query):
    assert as_("clerk").get(PAGE + query).status_code == 404


@pytest.mark.parametrize("query", ["?nam=abc", "?don-vi=-1", "?nguoi=<b>"])
def test_an_address_that_cannot_be_read_shows_the_usual_page(as_, sheet, query):
    assert as_("clerk").get(PAGE + query).status_code == 200


def test_last_year_stands_beside_and_a_difference_is_marked(world, as_, sheet):
    before = opened(world, year=2024)
    grade(world, before, "nominee", BEST)
    page = text(as_("clerk").get(at_unit(world)))
    assert f'data-last="{BEST}"' in page
    assert "cell-changed" in page


def count(client, address):
    """How many queries the page needs."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_grid_needs_the_same_queries_for_two_people_and_for_eight(world, as_, sheet):
    before = count(as_("clerk"), at_unit(world))
    assert before == 14
    for number in range(6):
        enter(
            actor=OPERATOR,
            at=AT,
            code=f"N{number}",
            full_name=f"Người {number}",
            sex=Sex.FEMALE,
            unit=world.units["unit"],
            title="Chuyên viên",
            from_on=START,
        )
    assert count(as_("clerk"), at_unit(world)) == before
