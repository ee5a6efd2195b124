"""The inbox."""

import pytest

from tests.cast import AT
from thidua.base.notices.models import Notice
from thidua.base.notices.operations import queue

INBOX = "/ban-lam-viec/hop-thu/"


@pytest.fixture
def tell(world):
    """Put a message into the inbox of somebody of the cast."""

    def told(who="clerk", subject="Hồ sơ được gửi", **more):
        (notice,) = queue(at=AT, to=[world.accounts[who]], subject=subject, **more)
        return notice

    return told


@pytest.mark.parametrize("rows", [1, 3])
def test_seven_queries_for_one_row_and_for_three(as_, tell, django_assert_num_queries, rows):
    for _number in range(rows):
        tell()
    client = as_("clerk")
    with django_assert_num_queries(7):
        page = client.get(INBOX).content.decode()
    assert page.count("Hồ sơ được gửi") == rows


def test_only_ones_own(as_, tell):
    tell("stranger", subject="Của người khác")
    assert "Của người khác" not in as_("clerk").get(INBOX).content.decode()


def test_opening_marks_as_read_and_goes_to_what_it_is_about(as_, tell):
    notice = tell(url="/ban-lam-viec/phong-trao/")
    assert as_("clerk").get(f"{INBOX}{notice.pk}/")["Location"] == "/ban-lam-viec/phong-trao/"
    notice.refresh_from_db()
    assert notice.read_at == AT


def test_a_message_about_nothing_of_ours_is_shown(as_, tell):
    notice = tell(subject="Nghỉ lễ", body="Mời xem lịch trực.")
    assert "Mời xem lịch trực." in as_("clerk").get(f"{INBOX}{notice.pk}/").content.decode()


@pytest.mark.parametrize("url", ["https://xau.example/", "//xau.example/", "javascript:alert(1)"])
def test_no_message_leads_to_another_site(as_, tell, url):
    assert as_("clerk").get(f"{INBOX}{tell(url=url).pk}/").status_code == 200


@pytest.mark.parametrize("who", ["stranger", "auditor", "nominee"])
def test_a_message_of_somebody_else_is_not_there(as_, tell, who):
    notice = tell()
    assert as_(who).get(f"{INBOX}{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once(as_, tell):
    mine, hers = [tell(), tell()], tell("stranger")
    client = as_("clerk")
    assert "Đã đánh dấu 2 tin là đã đọc." in client.post(f"{INBOX}da-doc/", follow=True).content.decode()
    assert set(Notice.objects.filter(read_at__isnull=True)) == {hers}
    assert mine
    assert client.get(f"{INBOX}da-doc/").status_code == 405


def test_unread_only(as_, tell):
    tell(subject="Cũ")
    client = as_("clerk")
    client.post(f"{INBOX}da-doc/")
    tell(subject="Tin vừa tới")
    page = client.get(f"{INBOX}?chua-doc=1").content.decode()
    assert "Tin vừa tới" in page
    assert "Cũ" not in page


def test_empty_says_what_will_come(as_):
    client = as_("clerk")
    assert "Chưa có tin nào" in client.get(INBOX).content.decode()
    assert "Không còn tin chưa đọc" in client.get(f"{INBOX}?chua-doc=1").content.decode()
