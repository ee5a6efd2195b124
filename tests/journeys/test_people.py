"""People's files: a nominee looks at her data and asks for a correction, her clerk mends it and answers."""

import re

import pytest

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import visitor  # noqa: F401  the fixture

DESK = "/ban-lam-viec"


@pytest.fixture
def keeper(visitor):  # noqa: F811
    """Log somebody in, with a way to look at a page from all sides."""

    seen = []

    def enter(username):
        for open_page in seen:
            open_page.context.clear_cookies()  # whoever was in before is out
        guest = visitor(username)
        seen.append(guest.page)

        def pictured(name):
            guest.look(name)
            look(guest.page, SHOTS / "people", name)

        return guest, guest.page, pictured

    return enter


def test_a_nominee_asks_and_her_clerk_mends_and_answers(keeper):
    guest, page, pictured = keeper("can-bo-phong")
    page.goto(f"{DESK}/")
    page.get_by_role("link", name="Xem và trả lời").first.click()
    page.wait_for_url(re.compile(r"/y-kien/\d+/$"))
    pictured("question")
    question = page.url
    page.get_by_role("link", name="Sửa dữ liệu").click()
    page.select_option("[name=education]", "5")
    pictured("edit")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(re.compile(r"/nhan-su/\d+/$"))
    assert page.get_by_text("Trình độ đào tạo: Đại học → Trên đại học").is_visible()
    page.goto(question)
    page.get_by_label("Đã sửa", exact=True).check()
    page.fill("[name=text]", "Đã sửa theo quyết định công nhận.")
    page.get_by_role("button", name="Trả lời").click()
    page.wait_for_url(re.compile(r"/nhan-su/\d+/$"))
    pictured("person")
    page.get_by_role("link", name="Xem đủ").click()
    page.fill("[name=reason]", "Đối chiếu hồ sơ trình")
    page.get_by_role("button", name="Xem", exact=True).click()
    assert re.search(r"\b099\d{9}\b", page.inner_text("main"))
    pictured("number")
    assert guest.wrong == []

    guest, page, pictured = keeper("nguoi-duoc-xet")
    page.goto(f"{DESK}/ho-so-cua-toi/")
    assert page.get_by_text("Đã sửa theo quyết định công nhận.").is_visible()
    assert not re.search(r"099\d{9}", page.content())
    pictured("mine-answered")
    page.get_by_role("button", name="Đúng", exact=True).click()
    page.get_by_text("Đã ghi nhận: dữ liệu của bạn đúng.").wait_for()
    page.fill("[name=text]", "Tôi vào Đảng từ năm 2024.")
    page.get_by_role("button", name="Đề nghị sửa").click()
    page.get_by_text("đang chờ trả lời").wait_for()
    pictured("mine")
    assert guest.wrong == []


def test_a_clerk_finds_people_and_reads_files(keeper):
    guest, page, pictured = keeper("can-bo-so")
    page.goto(f"{DESK}/nhan-su/")
    pictured("list")
    page.fill("#people-q", "nguyen")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_text("người có tên như vậy").wait_for()
    assert "nguyen" not in page.url
    pictured("found")
    page.goto(f"{DESK}/nhan-su/tra-so/")
    page.fill("[name=number]", "099190000999")
    page.get_by_role("button", name="Tra", exact=True).click()
    page.get_by_text("Không tìm thấy").wait_for()
    pictured("look-up")
    page.goto(f"{DESK}/nhan-su/them/")
    page.get_by_role("button", name="Lưu").click()
    pictured("enter")
    page.goto(f"{DESK}/nhan-su/")
    page.locator(".people-table a").first.click()
    page.locator(".people-post-unit a").first.click()
    page.wait_for_url(re.compile(r"/tap-the/\d+/$"))
    pictured("collective")
    assert guest.wrong == []
