"""Everybody reviewed by the law in the browser: asked, waited for, looked through, opened, taken away; also without script."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import DESK, Visitor

DAY = "2026-01-20"


class Reader(Visitor):
    """Somebody who looks at pages, remembers what is wrong, and keeps a picture of each."""

    def see(self, name: str) -> None:
        """A picture of the page, light and wide, dark and narrow, with what axe finds."""
        self.look(name)
        look(self.page, SHOTS, f"reviews-{name}")


@pytest.fixture
def enter(browser: Any, site: Any) -> Iterator[Any]:
    """Log somebody in, with or without script."""
    made = []

    def log_in(username: str, *, script: bool = True) -> Reader:
        context = browser.new_context(
            base_url=site.url, locale="vi-VN", bypass_csp=True, reduced_motion="reduce", java_script_enabled=script,
            viewport={"width": 1280, "height": 900}, accept_downloads=True,
        )  # fmt: skip
        made.append(context)
        page = context.new_page()
        page.set_default_timeout(15000)
        page.goto("/dang-nhap/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", site.logins[username])
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return Reader(page)

    yield log_in
    for context in made:
        context.close()


def ask(page: Any, day: str = DAY) -> None:
    """Ask for the review of the unit acted for."""
    page.goto(f"{DESK}/ho-so/")
    page.locator("main").get_by_role("link", name="Rà soát theo luật").click()
    page.fill("input[name=on]", day)
    page.get_by_role("button", name="Rà soát", exact=True).click()
    page.wait_for_url(re.compile(r"/ra-soat/\d+/$"))


def test_the_appraiser_reviews_everybody(enter, tmp_path: Path):
    reader = enter("tham-dinh")
    page = reader.page
    page.goto(f"{DESK}/ra-soat/")
    reader.see("empty")
    ask(page)
    reader.see("waiting")
    page.get_by_text("Rà soát xong lúc").wait_for()
    reader.see("counts")
    counted = page.locator("table.review-counts tbody tr").filter(has_text="Lao động tiên tiến").first
    told = counted.locator("td.num a").first
    count = int(re.sub(r"\D", "", told.inner_text().split("\n")[0].split(" ")[0]))
    told.click()
    page.wait_for_url(re.compile(r"danh-sach"))
    assert page.locator("table.review-list tbody tr").count() == min(count, 50)
    reader.see("list")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    path = tmp_path / "a.csv"
    download.value.save_as(path)
    assert len(list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))) == count
    page.locator(".filter-chip").first.click()
    page.select_option("select[name=danh-hieu]", "chien_si_thi_dua_co_so")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_load_state()
    reader.see("list-all")
    page.locator("table.review-list tbody a").first.click()
    page.locator("article.verdict").first.wait_for()
    reader.see("verdict")
    page.go_back()
    page.goto(page.url.split("danh-sach")[0] + "danh-sach/?doi-tuong=tap-the")
    reader.see("collectives")
    page.locator("table.review-list tbody a").first.click()
    reader.see("collective")
    page.goto(re.sub(r"tap-the/.*", "chi-tieu/", page.url))
    reader.see("quotas")
    page.goto(re.sub(r"chi-tieu/", "danh-sach/?q=khong+ai+nhu+the", page.url))
    reader.see("nobody")
    assert reader.wrong == []


def test_today_the_law_cannot_tell_and_the_page_says_so(enter):
    reader = enter("can-bo-so")
    ask(reader.page, "2026-11-20")
    reader.page.get_by_text("Rà soát xong lúc").wait_for()
    reader.see("counts-unverified")
    reader.page.locator("table.review-counts td.num a").first.click()
    reader.page.wait_for_url(re.compile(r"danh-sach"))
    reader.see("list-unverified")
    assert reader.wrong == []


def test_without_script_a_link_shows_how_far_it_is(enter):
    page = enter("can-bo-phong-ben", script=False).page
    ask(page, "2026-01-19")
    again = page.get_by_role("link", name="Xem tiến độ mới nhất")
    for _ in range(60):
        if not again.is_visible():
            break
        page.wait_for_timeout(500)
        again.click()
    page.get_by_text("Rà soát xong lúc").wait_for()
