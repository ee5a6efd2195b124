"""Every form that is posted carries the token that makes a second sending harmless."""

import re
from collections.abc import Iterator

from tests.house.tree import PACKAGE, templates

ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
POSTED = {"form": r'method="post"', "c-act": r"\bpost=", "c-confirm": "", "c-data-table": r"\bselectable\b"}
# Where nothing is done that could be done twice: the template, a part of the form's tag, and why.
WITHOUT = [
    ("account/log_in.html", "<form", "logging in twice is being logged in"),
    ("account/log_out.html", "<c-confirm", "logging out twice is being logged out"),
    ("account/new_password.html", "<form", "the password in use is asked for again"),
    (
        "desk/registrations/listing.html",
        "desk:registration-preview",
        "shows what would be done; that page has the marks",
    ),
    ("desk/people/listing.html", "<form", "only reads; posted so that names stay out of addresses"),
    ("desk/search/page.html", "<form", "only reads; posted so that names stay out of addresses"),
    ("desk/record/book.html", "desk:record", "only reads; posted so that names stay out of addresses"),
    ("public/_lookup.html", "public:lookup", "only reads; posted so that names stay out of addresses"),
    ("ui/_palette.html", "search_url", "only reads; posted so that names stay out of addresses"),
    ("ui/desk.html", "search_url", "only reads; posted so that names stay out of addresses"),
    ("ui/desk.html", "logout_url", "logging out twice is being logged out"),
    ("ui/_language.html", "set_language_url", "a choice of the browser"),
    ("ui/_unit.html", "act_for_url", "a choice of the session"),
    ("ui/_components", "", "the style guide: no act behind it"),
]


def unmarked(text: str) -> Iterator[str]:
    """The opening tags of the posted forms in a template that hold no marks."""
    for tag, attribute in POSTED.items():
        for opening in re.finditer(rf"<{tag}\b({ATTRIBUTES})>", text):
            if not re.search(attribute, opening[1]):
                continue
            inside = "" if opening[1].endswith("/") else text[opening.end() : text.find(f"</{tag}>", opening.end())]
            if "form_marks" not in inside:
                yield opening[0]


def found() -> list[tuple[str, str]]:
    """Each unmarked form of the product's pages, with its template. The components themselves take marks in a slot."""
    return [
        (path.as_posix().split("/templates/")[1], tag)
        for path in templates(PACKAGE / "doors")
        if "cotton" not in path.parts
        for tag in unmarked(path.read_text(encoding="utf-8"))
    ]


def test_every_posted_form_carries_its_marks():
    assert [
        form for form in found() if not any(form[0].startswith(where) and part in form[1] for where, part, _ in WITHOUT)
    ] == []


def test_every_exception_is_needed():
    forms = found()
    for where, part, reason in WITHOUT:
        assert reason and any(name.startswith(where) and part in tag for name, tag in forms), where


def test_a_form_without_marks_is_seen():
    assert list(unmarked('<form class="a>b" method="post">{% csrf_token %}</form>')) == [
        '<form class="a>b" method="post">'
    ]
    assert list(unmarked('<c-act label="Gửi" post="/x/" />'))
    assert not list(unmarked('<c-act post="/x/">{% form_marks 3 %}</c-act><form method="get"></form>'))
