"""The front page and the log-in page in a real browser."""


def test_front_page_opens_without_a_trouble(page, site, shot):
    assert page.goto("/").status == 200
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("h1").count() == 1
    shot("front")


def test_desk_asks_for_a_log_in(page):
    page.goto("/ban-lam-viec/")
    assert "/dang-nhap/" in page.url
    assert page.locator("input[name=password]").is_visible()


def test_everybody_of_the_sample_can_log_in(page, site, log_in):
    assert site.logins
    for username in site.logins:
        log_in(username)
        assert "/dang-nhap/" not in page.url, username
        page.context.clear_cookies()
