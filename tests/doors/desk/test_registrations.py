"""The pages of registrations: the list of a movement, the grid, the answer; refused and hostile input."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import AT, CAST, OPERATOR, START
from tests.domain.registrations.test_operations import COLLECTIVE, TITLE, launched, put
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.operations import found
from thidua.domain.people.enums import Sex
from thidua.domain.people.operations import enter
from thidua.domain.registrations import operations, queries
from thidua.domain.registrations.enums import State
from thidua.domain.registrations.models import Registration

LIST = "/ban-lam-viec/dang-ky/"
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.fixture
def movement(world):
    """The year's movement of Sở Mẫu."""
    return launched(world)


@pytest.fixture
def registration(world, movement):
    """Phòng Một's registration: the collective aims at its first title; not sent."""
    clerk, unit = world.actor("clerk"), world.units["unit"]
    opened = operations.open(actor=clerk, at=AT, movement_id=movement.pk, unit_id=unit.pk)
    return operations.save_aims(actor=clerk, at=AT, registration_id=opened.pk, version=0, aims=[(None, COLLECTIVE)])


def url(registration, tail=""):
    """The address of the registration."""
    return f"{LIST}{registration.pk}/{tail}"


def text(response):
    """The page as text."""
    return response.content.decode()


@pytest.mark.parametrize("who", CAST)
def test_who_sees_the_pages(as_, registration, who):
    client = as_(who)
    if who == "citizen":
        assert client.get(LIST).status_code == client.get(url(registration)).status_code == 302
        return
    assert client.get(url(registration)).status_code == (200 if who in READERS else 404)
    page = client.get(LIST)
    assert page.status_code == 200
    assert ("Phòng Một" in text(page)) == (who in READERS)
    assert ("Phòng Hai" in text(page)) == (who in READERS - {"clerk"} | {"stranger"})


def test_the_clerk_registers_from_the_list_to_the_approval(world, as_, movement):
    clerk, nominee = as_("clerk"), world.people["nominee"]
    assert "Chưa mở" in text(clerk.get(LIST))
    form = {"phong-trao": movement.pk, "don-vi": world.units["unit"].pk, "once": "t1"}
    page = clerk.post(f"{LIST}mo/", form, follow=True)
    registration = Registration.objects.get()
    assert "Chưa đăng ký" in text(page)
    ticks = {"aim": [f"u:{COLLECTIVE}", f"{nominee.pk}:{TITLE}"], "once": "t2", "version": 0, "act": "send"}
    page = clerk.post(url(registration, "luu/"), ticks, follow=True)
    assert "Đã gửi đăng ký" in text(page)
    assert queries.aims(registration) == {(None, COLLECTIVE), (nominee.pk, TITLE)}
    came_from = f"http://testserver{url(registration)}"
    again = clerk.post(url(registration, "luu/"), ticks, follow=True, HTTP_REFERER=came_from)
    assert "lần gửi thứ hai không làm thay đổi gì" in text(again)
    above = as_("appraiser")
    assert "1/3 đơn vị đã gửi" in text(above.get(LIST))
    preview = above.post(f"{LIST}duyet/", {"ids": [registration.pk]})
    assert "Phê duyệt đăng ký của Phòng Một: 2 danh hiệu." in text(preview)
    assert Registration.objects.get().state == State.WAITING
    done = {"muc": f"{registration.pk}:1", "once": "t3"}
    assert "Đã phê duyệt 1 đăng ký." in text(above.post(f"{LIST}duyet/thuc-hien/", done, follow=True))
    assert Registration.objects.get().state == State.APPROVED


def test_a_refusal_asks_for_a_reason_and_shows_it(as_, registration):
    put(registration, State.WAITING)
    above = as_("signer")
    response = above.post(url(registration, "tu-choi/"), {"reason": " ", "version": 1})
    assert response.status_code == 422
    assert "Chưa ghi lý do từ chối." in text(response)
    above.post(url(registration, "tu-choi/"), {"reason": "Thiếu người.", "version": 1})
    page = text(as_("clerk").get(url(registration)))
    assert "Thiếu người." in page
    assert "Sửa theo lý do trên rồi gửi lại." in page


def test_taken_back_while_nobody_answered(as_, registration):
    put(registration, State.WAITING)
    page = as_("clerk").post(url(registration, "rut-lai/"), {"version": 1}, follow=True)
    assert "Đã rút lại" in text(page)
    assert as_("appraiser").post(url(registration, "phe-duyet/"), {"version": 2}).status_code == 409


def test_nothing_ticked_is_not_sent_and_says_how_to_mend(as_, registration):
    response = as_("clerk").post(url(registration, "luu/"), {"act": "send", "version": 1})
    assert response.status_code == 422
    assert "Chưa đăng ký danh hiệu nào." in text(response)
    assert "Đánh dấu ít nhất một danh hiệu" in text(response)


def test_a_stale_form_keeps_its_ticks(world, as_, registration):
    tick = f"{world.people['nominee'].pk}:{TITLE}"
    response = as_("clerk").post(url(registration, "luu/"), {"aim": [tick], "version": 0})
    assert response.status_code == 409
    assert f'value="{tick}" data-person checked' in text(response)
    assert 'name="version" value="1"' in text(response)
    assert queries.aims(registration) == {(None, COLLECTIVE)}


@pytest.mark.parametrize(
    ("aim", "status"),
    [
        ("{stranger}:lao_dong_tien_tien", 404),
        ("999999:lao_dong_tien_tien", 404),
        ("abc:lao_dong_tien_tien", 404),
        ("-1:lao_dong_tien_tien", 404),
        ("٣:lao_dong_tien_tien", 404),
        ("99999999999999999999:lao_dong_tien_tien", 404),
        ("", 404),
        ("{nominee}:khong_co", 422),
        ("{nominee}", 422),
        ("{nominee}:tap_the_lao_dong_tien_tien", 422),
        ("u:lao_dong_tien_tien", 422),
        ("u:\u0000<script>", 422),
    ],
)
@pytest.mark.parametrize("act", ["save", "send"])
def test_hostile_ticks(world, as_, registration, aim, status, act):
    aim = aim.format(**{who: person.pk for who, person in world.people.items()})
    response = as_("clerk").post(url(registration, "luu/"), {"aim": aim, "version": 1, "act": act})
    assert response.status_code == status
    assert queries.aims(registration) == {(None, COLLECTIVE)}


def test_too_many_fields(as_, registration):
    ticks = {f"x{number}": "1" for number in range(5001)}
    assert as_("clerk").post(url(registration, "luu/"), ticks).status_code == 400


@pytest.mark.parametrize("muc", ["", "1", "a:b", "1:2:3", "999999:0", "9" * 40 + ":0"])
def test_hostile_bulk(as_, registration, muc):
    assert as_("appraiser").post(f"{LIST}duyet/thuc-hien/", {"muc": muc}).status_code in {404, 422}


def test_the_preview_leaves_out_what_cannot_be_approved(as_, registration):
    page = text(as_("appraiser").post(f"{LIST}duyet/", {"ids": [registration.pk, "x", 10**20]}))
    assert "Không phê duyệt được, sẽ bỏ qua" in page
    assert 'name="muc"' not in page
    put(registration, State.WAITING)
    assert "đơn vị cấp trên duyệt" in text(as_("clerk").post(f"{LIST}duyet/", {"ids": [registration.pk]}))
    assert "Phòng Một" not in text(as_("stranger").post(f"{LIST}duyet/", {"ids": [registration.pk]}))


@pytest.mark.parametrize(
    "query", ["?phong-trao=999", "?phong-trao=abc", "?trang-thai=xau", "?trang=99", "?phong-trao="]
)
def test_the_list_with_a_bad_address(as_, registration, query):
    assert as_("clerk").get(LIST + query).status_code == (404 if "999" in query else 200)


def test_the_list_shows_one_state(as_, registration):
    client = as_("appraiser")
    assert "Phòng Một" in text(client.get(f"{LIST}?trang-thai=not_sent"))
    assert "Phòng Một" not in text(client.get(f"{LIST}?trang-thai=waiting"))


@pytest.mark.parametrize("path", ["mo/", "duyet/", "duyet/thuc-hien/", "1/luu/", "1/rut-lai/", "1/phe-duyet/"])
def test_acts_only_by_post(as_, path):
    assert as_("clerk").get(LIST + path).status_code == 405


def test_without_a_movement_the_page_says_what_comes(as_):
    assert "Chưa có phong trào nào để đăng ký" in text(as_("clerk").get(LIST))


def count(client, address):
    """How many queries the page needs."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_needs_the_same_queries_for_one_row_and_for_three(world, as_, registration):
    """One row for the clerk of Phòng Một, then three, then thirteen."""
    assert count(as_("clerk"), LIST) == 7
    assert count(as_("appraiser"), LIST) == 7
    for number in range(10):
        found(
            actor=OPERATOR,
            at=AT,
            code=f"p{number}",
            name=f"Phòng {number}",
            kind=Kind.DIVISION,
            level=Level.NONE,
            parent=world.units["department"],
            from_on=START,
        )
    assert count(as_("appraiser"), LIST) == 7


def test_the_grid_needs_the_same_queries_for_two_people_and_for_eight(world, as_, registration):
    before = count(as_("clerk"), url(registration))
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
    assert count(as_("clerk"), url(registration)) == before
