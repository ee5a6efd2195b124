"""The main pages, each as the right person: no barrier that axe can see, light and dark, and no scrolling sideways."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.house.tree import ROOT

AXE = ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """tags => axe.run({runOnly: tags, resultTypes: ["violations"]}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.any.map(one => one.message).join("; ")}`)))"""
WIDE = """() => [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(one => `${one.tagName}.${one.className}`).join(", ")"""
DESK = "/ban-lam-viec"
DOSSIER, MEETING, DECISION = r"/ho-so/\d+/$", r"/hoi-dong/phien/\d+/$", r"/quyet-dinh/\d+/$"
# A way is an address, then links to follow from page to page, each told by how its address looks.
TOURS: dict[str, list[tuple[str, ...]]] = {
    "": [
        ("/",),
        ("/quyet-dinh/", r"^/quyet-dinh/\d+/$"),
        ("/tra-cuu/",),
        ("/dang-nhap/",),
        ("/khong-co/",),
        ("/thanh-phan/",),
    ],
    "can-bo-phong-ben": [
        (f"{DESK}/",),
        (f"{DESK}/phong-trao/", r"/phong-trao/\d+/$"),
        (f"{DESK}/dang-ky/", r"/dang-ky/\d+/$"),
        (f"{DESK}/danh-gia/",),
        (f"{DESK}/ho-so/lap/",),
        (f"{DESK}/tim/",),
    ],
    "can-bo-so": [
        (f"{DESK}/dang-ky/",),
        (f"{DESK}/quy-dinh/",),
        (f"{DESK}/so-vang/",),
        (f"{DESK}/so-vang/tong-ket/",),
        (f"{DESK}/so-vang/so-lieu/",),
    ],
    "tham-dinh": [(f"{DESK}/ho-so/", DOSSIER, r"/ho-so/de-nghi/\d+/$"), (f"{DESK}/danh-gia/",)],
    "thu-ky": [
        (f"{DESK}/hoi-dong/", MEETING, r"/bien-ban/$"),
        (f"{DESK}/hoi-dong/nhiem-ky/", r"/hoi-dong/nhiem-ky/\d+/$"),
    ],
    "giam-doc": [(f"{DESK}/quyet-dinh/", DECISION, r"/ban-in/$"), (f"{DESK}/hop-thu/",)],
    "nguoi-duoc-xet": [(f"{DESK}/",), (f"{DESK}/ho-so-cua-toi/",)],
    "thanh-tra": [(f"{DESK}/nhat-ky/",)],
}


class Visitor:
    """Somebody who looks at pages and remembers what is wrong with them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.wrong: list[str] = []

    def follow(self, way: tuple[str, ...]) -> None:
        """Open the first address, then one link after the other; look at every page."""
        self.page.goto(way[0])
        self.look()
        for pattern in way[1:]:
            links = self.page.eval_on_selector_all(
                "main a[href]", "links => links.map(link => link.getAttribute('href'))"
            )
            onward = next((link for link in links if re.search(pattern, link.split("?")[0])), None)
            assert onward, f"no link like {pattern} on {self.page.url}"
            self.page.goto(onward)
            self.look()

    def look(self, what: str = "") -> None:
        """The page as it stands: light and wide, dark and narrow; at a phone's width it must not scroll sideways."""
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")
        if not self.page.evaluate("'axe' in window"):
            self.page.add_script_tag(path=str(AXE))
        self.axe(f"{what} light")
        self.page.emulate_media(color_scheme="dark")
        for width in (320, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                self.note(f"{wide} px too wide at {width} px: {self.page.evaluate(WIDE)}")
        self.axe(f"{what} dark")

    def axe(self, when: str) -> None:
        """What axe finds."""
        for trouble in self.page.evaluate(RUN, TAGS):
            self.note(f"{when}: {trouble}")

    def note(self, trouble: str) -> None:
        """Remember it with the page's address."""
        self.wrong.append(f"{self.page.url.split('/', 3)[3]} {trouble}")


@pytest.fixture
def visitor(browser: Any, site: Any) -> Iterator[Callable[[str], Visitor]]:
    """A visitor who has logged in; our own policy against foreign scripts is lifted for axe, nothing moves."""
    context = browser.new_context(
        base_url=site.url,
        locale="vi-VN",
        bypass_csp=True,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    )

    def enter(username: str) -> Visitor:
        page = context.new_page()
        page.set_default_timeout(8000)
        if username:
            page.goto("/dang-nhap/")
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", site.logins[username])
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return Visitor(page)

    yield enter
    context.close()


def test_a_planted_barrier_is_seen(visitor):
    guest = visitor("")
    guest.page.goto("/tra-cuu/")
    guest.page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend",
        '<img src="/static/ui/img/mark.svg"><p id="pale">mờ</p><hr id="wide">');
        document.getElementById("pale").style.color = "var(--line)";
        document.getElementById("wide").style.width = "700px";""")
    guest.look()
    told = "\n".join(guest.wrong)
    for words in ("image-alt", "light: color-contrast", "dark: color-contrast", "px too wide at 320 px"):
        assert words in told


@pytest.mark.parametrize("username", TOURS, ids=lambda name: name or "citizen")
def test_pages_are_open_to_everybody(visitor, username):
    guest = visitor(username)
    for way in TOURS[username]:
        guest.follow(way)
    assert guest.wrong == []


def test_a_draft_and_its_candidates(visitor):
    clerk = visitor("can-bo-phong-ben")
    clerk.page.goto(f"{DESK}/ho-so/lap/")
    clerk.page.fill("[name=title]", "Đề nghị khen thưởng để xem trang")
    clerk.page.locator("main form button[type=submit], main form button").last.click()
    clerk.page.wait_for_url(re.compile(r"/de-nghi/$"))
    clerk.look("candidates")
    clerk.page.locator("details.verdict-cell > summary").first.click()
    clerk.look("a verdict opened")
    clerk.page.goto(clerk.page.url.replace("/de-nghi/", "/"))
    clerk.look("draft")
    assert clerk.wrong == []


def test_menus_and_dialogs(visitor):
    clerk = visitor("can-bo-so")
    clerk.page.goto(f"{DESK}/")
    clerk.page.locator(".desk-person > summary").click()
    clerk.look("the person's menu")
    clerk.page.set_viewport_size({"width": 1280, "height": 900})
    clerk.page.locator("[data-show-keys]").click()
    assert clerk.page.locator("dialog#keys").is_visible()
    clerk.look("the keys")
    clerk.page.keyboard.press("Escape")
    clerk.page.locator(".desk-subjects > summary").click()
    clerk.look("the subjects")
    assert clerk.wrong == []
