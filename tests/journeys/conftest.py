"""What journeys stand on: a running site with the sample agency, and Debian's Chromium."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import not_run
from tests.journeys.pictures import SHOTS
from tests.journeys.site import Site

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """ThiDua with the sample agency; stopped at the end, when no child may be left."""
    running = Site(tmp_path_factory.mktemp("site") / "data")
    try:
        running.start()
        yield running
        assert running.stop(signal.SIGTERM) == 0, running.printed()
    finally:
        running.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; without it a failure in CI, elsewhere a line at the end of the report."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        not_run("NOT RUN: journeys in a browser, for want of chromium (apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, site: Site) -> Iterator[Any]:
    """A fresh page in Vietnamese; an error in the console, a refused script or a failed request ends the journey."""
    context = browser.new_context(base_url=site.url, locale="vi-VN", viewport={"width": 1280, "height": 800})
    fresh = context.new_page()
    troubles: list[str] = []
    fresh.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    fresh.on(
        "console", lambda line: troubles.append(line.text) if line.type == "error" and is_ours(line.text) else None
    )
    yield fresh
    context.close()
    assert troubles == []


def is_ours(text: str) -> bool:
    """A refusal (403, 404, 409, 422) is an answer, not a trouble of the page."""
    return not any(f"status of {code}" in text for code in (403, 404, 409, 422))


@pytest.fixture
def log_in(page: Any, site: Site) -> Callable[[str], None]:
    """Log somebody of the sample in."""

    def enter(username: str) -> None:
        page.goto("/dang-nhap/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", site.logins[username])
        page.click("form:has(input[name=password]) button[type=submit], form:has(input[name=password]) button")
        page.wait_for_load_state()

    return enter


@pytest.fixture
def shot(page: Any) -> Callable[[str], Path]:
    """Keep a picture of the page under a name."""

    def keep(name: str) -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)
        return SHOTS / f"{name}.png"

    return keep
