"""When nobody works, the browser says so, saves what is not saved, and leaves. The browser's clock is turned by hand."""

import re

GRID = "/ban-lam-viec/danh-gia/?nam=2026"
IDLE, BANNER = 1800, 60


def turn(page, seconds: float) -> None:
    """Let so many seconds go by in every tab."""
    page.context.clock.fast_forward(int(seconds * 1000))


def seconds_left(page) -> int:
    return int(page.locator("[data-idle-left]").inner_text())


def test_an_idle_browser_counts_down_saves_and_leaves(page, log_in, site):
    page.set_default_timeout(8000)
    page.context.clock.install()
    log_in("can-bo-phong-ben")
    page.goto(GRID)
    page.get_by_role("button", name="Mở bảng đánh giá").click()
    grade = page.locator("tr[data-person] select[data-grade]").first
    grade.wait_for()
    other = page.context.new_page()
    other.goto("/ban-lam-viec/")
    banner, banner_there = page.locator("[data-idle]"), other.locator("[data-idle]")

    # Nothing is said for half an hour; then both tabs count down the last minute.
    turn(page, IDLE - 20)
    assert not banner.is_visible()
    turn(page, 40)
    banner.wait_for(state="visible")
    banner_there.wait_for(state="visible")
    before = seconds_left(page)
    assert 20 <= before < BANNER
    turn(page, 5)
    page.wait_for_function(
        "before => Number(document.querySelector('[data-idle-left]').textContent) <= before - 5", arg=before
    )
    assert f"{BANNER}" not in page.locator("[data-idle-say]").inner_text()

    # One click stays, here and in the other tab; the server hears of it.
    with page.expect_response(lambda response: response.url.endswith("/phien/giu/")) as told:
        page.get_by_role("button", name="Tôi còn làm").click()
    assert told.value.status == 204
    banner.wait_for(state="hidden")
    banner_there.wait_for(state="hidden")

    # Work in one tab is work in the other.
    turn(page, IDLE - 100)
    other.keyboard.press("Shift")
    turn(page, 300)
    page.wait_for_timeout(1200)
    assert not banner.is_visible()

    # What is typed and not yet saved is saved before the browser leaves, although the other tab would leave at once.
    page.evaluate("document.querySelector('form[data-autosave]').dataset.pause = 36e5")
    grade.select_option(index=1)
    chosen, name = grade.input_value(), grade.get_attribute("name")
    assert chosen
    with page.expect_response(lambda response: "/luu/" in response.url) as saved:
        turn(page, IDLE + BANNER)
    assert saved.value.status == 200
    for tab in (page, other):
        tab.wait_for_url(re.compile(r"/dang-nhap/\?het-phien=1"))
    assert "Đã đăng xuất vì lâu không có thao tác" in page.inner_text("body")

    # The session has ended on the server, too; the work is there.
    page.goto("/ban-lam-viec/")
    assert "/dang-nhap/" in page.url
    log_in("can-bo-phong-ben")
    page.goto(GRID)
    assert page.locator(f"select[name='{name}']").input_value() == chosen
