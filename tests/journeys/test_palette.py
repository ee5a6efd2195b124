"""The palette: from any page by key, without a mouse, with nothing kept; and the menu of files."""

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import visitor  # noqa: F401  the fixture

DESK = "/ban-lam-viec"


def opened(page, key):
    """The box of the palette, opened by a key."""
    page.keyboard.press(key)
    box = page.get_by_role("combobox", name="Tìm người, đơn vị, hồ sơ, quyết định")
    box.wait_for()
    page.wait_for_selector("#palette-list [role=option]")
    return box


def test_by_keys_alone(visitor):  # noqa: F811
    guest = visitor("can-bo-phong-ben")
    page = guest.page
    page.goto(f"{DESK}/")
    box = opened(page, "Control+k")
    assert page.locator(".palette-way", has_text="Thêm hồ sơ đề nghị").is_visible()
    box.press("Escape")
    assert not page.locator("#palette").is_visible()
    box = opened(page, "/")
    box.type("phong trao")
    page.wait_for_selector(".palette-option[aria-selected=true]")
    first = box.get_attribute("aria-activedescendant")
    box.press("ArrowDown")
    second = box.get_attribute("aria-activedescendant")
    assert first != second and page.locator(f"#{second}").get_attribute("aria-selected") == "true"
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == first
    guest.look("palette")
    look(page, SHOTS / "palette", "palette")
    target = page.locator(f"#{first}").get_attribute("href")
    box.press("Enter")
    page.wait_for_url(f"**{target}")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "phong trao" not in kept and "phong trao" not in page.url
    assert guest.wrong == []


def test_enter_without_a_choice_opens_the_page_of_the_search(visitor):  # noqa: F811
    guest = visitor("can-bo-phong-ben")
    page = guest.page
    page.goto(f"{DESK}/")
    box = opened(page, "Control+k")
    box.type("khong co ai ten nhu vay")
    page.wait_for_selector(".palette-none")
    box.press("Enter")
    page.wait_for_url(f"**{DESK}/tim/")
    assert page.locator("#page-search").input_value() == "khong co ai ten nhu vay"
    assert guest.wrong == []


def test_the_menu_of_files(visitor):  # noqa: F811
    guest = visitor("can-bo-phong-ben")
    page = guest.page
    page.goto(f"{DESK}/phong-trao/")
    page.locator(".export-menu summary").click()
    guest.look("export-menu")
    look(page, SHOTS / "palette", "export-menu")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "phong-trao-thi-dua.csv"
    assert guest.wrong == []
