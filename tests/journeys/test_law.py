"""A clerk reads the law: from the catalogue to an award on another day, what changed, and a lawyer's word on a rule."""

import re
import subprocess

import pytest

from tests.house.tree import ROOT
from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import visitor  # noqa: F401  the fixture

DESK = "/ban-lam-viec"


class Reader:
    """Somebody of the sample who reads the law and keeps pictures of it."""

    def __init__(self, guest) -> None:
        self.guest, self.page = guest, guest.page

    def look(self, name: str) -> None:
        """No barrier that axe can see; pictures, light and wide, dark and narrow; never sideways."""
        self.guest.look(name)
        look(self.page, SHOTS / "law", name)


@pytest.fixture
def reader(visitor):  # noqa: F811
    """Log somebody in as a reader."""
    return lambda username: Reader(visitor(username))


def test_a_nominee_finds_an_award_and_walks_through_its_law(reader):
    nominee = reader("nguoi-duoc-xet")
    page = nominee.page
    page.goto(f"{DESK}/luat/")
    nominee.look("awards")
    page.fill("#filter-q", "huan chuong lao dong hang ba")
    page.press("#filter-q", "Enter")
    page.get_by_role("link", name="Huân chương Lao động hạng Ba", exact=True).click()
    page.wait_for_url("**/luat/huan_chuong_lao_dong_3/**")
    nominee.look("award-open")
    page.get_by_role("link", name="01/10/2017").first.click()
    page.wait_for_url("**ngay=2017-10-01**")
    assert page.get_by_role("heading", name="Tiêu chuẩn cá nhân").first.is_visible()
    page.get_by_role("link", name="Tập thể", exact=True).click()
    page.wait_for_url("**doi-tuong=collective**")
    nominee.look("award-2017")
    assert nominee.guest.wrong == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("award-fighter", "luat/chien_si_thi_dua_co_so/?ngay=2026-01-20"),
        ("changes", "luat/thay-doi/?tu=2025-06-30&den=2025-07-01"),
        ("changes-2024", "luat/thay-doi/?tu=2023-12-31&den=2024-01-01"),
        ("principles", "luat/nguyen-tac/"),
        ("points", "luat/van-de/"),
    ],
)
def test_the_other_pages_of_the_law_are_open_to_everybody(reader, name, address):
    clerk = reader("can-bo-phong-ben")
    clerk.page.goto(f"{DESK}/{address}")
    if name.startswith("changes"):
        clerk.page.eval_on_selector_all("details", "all => all.slice(0, 3).forEach(one => one.open = true)")
    clerk.look(name)
    assert clerk.guest.wrong == []


def test_a_lawyer_confirms_a_rule_and_sends_the_word_as_a_patch(reader, tmp_path):
    head = reader("giam-doc")
    page = head.page
    page.goto(f"{DESK}/luat/chien_si_thi_dua_co_so/")
    page.get_by_role("link", name=re.compile("Xác nhận tiếp tục áp dụng ?: CSTDCS-2022")).click()
    page.wait_for_url("**/quy-tac/CSTDCS-2022/")
    head.look("rule-open")
    page.fill("[name$=confirmed_by]", "Nguyễn Mẫu, Trưởng phòng Pháp chế")
    page.fill("[name$=text]", "Công văn mẫu số 12 về việc tiếp tục áp dụng Điều 23.")
    page.get_by_role("button", name="Xác nhận", exact=True).click()
    page.get_by_text("đã xác nhận ngày").wait_for()
    head.look("rule-confirmed")
    page.goto(f"{DESK}/luat/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bản xác nhận").click()
    patch = tmp_path / "word.patch"
    waiting.value.save_as(patch)
    checked = subprocess.run(["git", "apply", "--check", str(patch)], cwd=ROOT, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr
    page.goto(f"{DESK}/luat/quy-tac/CSTDCS-2022/")
    page.get_by_role("button", name="Rút xác nhận").click()
    page.get_by_text("Đã rút xác nhận").wait_for()
    assert head.guest.wrong == []
