"""Two communes go into one, and the award of one of them is found under the new one with the name of its day."""

import re

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import visitor  # noqa: F401  the fixture

DESK = "/ban-lam-viec"


def test_two_communes_go_into_one(visitor):  # noqa: F811
    guest = visitor("can-bo-tinh")
    page = guest.page

    def keep(name):
        guest.look(name)
        look(page, SHOTS / "units", name)

    page.goto(f"{DESK}/")
    page.locator(".desk-person summary").click()
    page.get_by_role("link", name="Đơn vị, cụm, khối").click()
    page.wait_for_url("**/don-vi/")
    keep("tree")
    page.get_by_label("Tìm theo tên nay hoặc tên cũ").fill("xa an ha")
    page.get_by_label("Tại ngày").fill("2025-06-30")
    page.get_by_role("button", name="Lọc").click()
    assert page.get_by_role("link", name="Xã An Hạ Mẫu").is_visible()
    page.goto(f"{DESK}/don-vi/?q=xa+an+mau")
    page.get_by_role("link", name="Xã An Mẫu").click()
    keep("unit")
    page.get_by_text("Sắp xếp", exact=True).click()
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_label(re.compile("^Phường Bình Mẫu")).check()
    page.get_by_label("Tên đơn vị mới").fill("Xã An Bình Mẫu")
    page.get_by_label("Mã đơn vị mới").fill("MAU-AB")
    keep("merge")
    page.get_by_role("button", name="Xem trước").click()
    assert page.get_by_text("Xã An Bình Mẫu tiếp tục và kế thừa toàn bộ.").is_visible()
    keep("merge-preview")
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/don-vi/\d+/$"))
    assert page.get_by_role("heading", name="Xã An Bình Mẫu", level=1).is_visible()
    awards = page.locator("table", has_text="Đơn vị được tặng, tên khi đó")
    assert awards.get_by_text("Xã An Hạ Mẫu").is_visible()
    keep("unit-merged")
    page.get_by_role("link", name="Hủy việc vừa ghi").click()
    page.get_by_role("button", name="Hủy", exact=True).click()
    assert page.get_by_role("heading", name="Mẫu", level=1).is_visible()
    page.goto(f"{DESK}/cum-khoi/")
    keep("clusters")
    page.get_by_role("link", name="Khối các sở mẫu").click()
    keep("cluster")
    assert guest.wrong == []
