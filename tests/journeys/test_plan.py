"""The road ahead: a nominee plans her years, a clerk looks at a colleague and at the unit, and both print it."""

import re

import pytest

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import visitor  # noqa: F401  the fixture

DESK = "/ban-lam-viec"


class Planner:
    """Somebody of the sample who looks at roads and keeps pictures of them."""

    def __init__(self, guest) -> None:
        self.guest, self.page = guest, guest.page

    def look(self, name: str) -> None:
        """No barrier that axe can see; pictures, light and wide, dark and narrow; never sideways; an A4 sheet."""
        self.guest.look(name)
        look(self.page, SHOTS / "plan", name)
        self.page.pdf(path=str(SHOTS / "plan" / f"{name}.pdf"), prefer_css_page_size=True)


@pytest.fixture
def planner(visitor):  # noqa: F811
    """Log somebody in who looks at roads."""
    return lambda username: Planner(visitor(username))


def test_a_nominee_sees_her_road_and_looks_further(planner):
    nominee = planner("nguoi-duoc-xet")
    page = nominee.page
    page.goto(f"{DESK}/ho-so-cua-toi/")
    assert page.get_by_role("heading", name="Con đường phía trước").is_visible()
    nominee.look("mine")
    page.get_by_role("link", name="Xem cả con đường, từng năm").click()
    page.wait_for_url("**/ho-so-cua-toi/con-duong/")
    page.locator(".road .cites > summary").first.click()
    nominee.look("own")
    page.select_option("#so-nam", "20")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.wait_for_url("**so-nam=20**")
    nominee.look("own-20")
    assert nominee.guest.wrong == []


def test_a_clerk_goes_from_a_candidate_to_her_road_and_to_the_units(planner):
    clerk = planner("can-bo-phong-ben")
    page = clerk.page
    page.goto(f"{DESK}/ho-so/lap/")
    page.fill("[name=title]", "Đề nghị khen thưởng để xem con đường")
    page.locator("main form button[type=submit], main form button").last.click()
    page.wait_for_url(re.compile(r"/de-nghi/$"))
    page.locator("table.candidates .person a").first.click()
    page.get_by_role("link", name="Con đường phía trước").click()
    page.wait_for_url(re.compile(r"/con-duong/ca-nhan/\d+/$"))
    clerk.look("person")
    page.get_by_role("link", name="Con đường của đơn vị").click()
    page.wait_for_url(re.compile(r"/con-duong/tap-the/\d+/$"))
    clerk.look("unit")
    if page.get_by_role("link", name=re.compile("^Xem thêm")).count():
        page.get_by_role("link", name=re.compile("^Xem thêm")).click()
        page.wait_for_url("**them=1**")
        clerk.look("unit-more")
    assert clerk.guest.wrong == []


def test_without_script_the_years_are_chosen_all_the_same(browser, site):
    context = browser.new_context(base_url=site.url, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.fill("input[name=login]", "nguoi-duoc-xet")
    page.fill("input[name=password]", site.logins["nguoi-duoc-xet"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto(f"{DESK}/ho-so-cua-toi/con-duong/")
    page.select_option("#so-nam", "6")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.wait_for_url("**so-nam=6**")
    assert page.locator(".road").first.is_visible()
    context.close()
