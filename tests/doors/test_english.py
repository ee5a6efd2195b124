"""No untranslated word on a page of either language.

Every page of the matrix is opened in English by somebody who may see it. What people wrote (the text in the database)
stays as they wrote it, and so do papers marked lang="vi"; every other word must have no Vietnamese letter. On a Vietnamese page our
own words cannot be untranslated, since they are the source; those of libraries are asked for in tests/house/test_words.py.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.cast import CAST
from tests.doors.test_matrix import ROWS, clients, season  # noqa: F401  the fixtures

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯà-ãè-êì-íò-õù-úýĩũạ-ỹẠ-Ỹ]")
NUMBERS = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9-]*")  # the number of a document is its name: 152/2025/NĐ-CP
SHOWN = {"components"}  # the style guide shows Vietnamese sample content
PAGES = [row for row in ROWS if row["method"] == "GET" and "ok" in row.values() and row["address"] not in SHOWN]


class Words(HTMLParser):
    """The text of a page and its spoken attributes, without what is marked as Vietnamese."""

    VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr", "path"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if self.skipping or (held.get("lang") == "vi" and tag != "html"):
            self.skipping += tag not in self.VOID
            return
        for name in ("aria-label", "title", "placeholder", "alt", "data-label", "data-none", "data-some"):
            if held.get(name):
                self.found.append(str(held[name]))

    def handle_endtag(self, tag):
        self.skipping -= self.skipping > 0 and tag not in self.VOID

    def handle_data(self, data):
        if not self.skipping and data.strip():
            self.found.append(data)


def written() -> list[str]:
    """Every text that people wrote into the database, the longest first, with its lines and words apart too."""
    texts: set[str] = set()

    def take(value: object) -> None:
        if isinstance(value, str):
            texts.add(value)
            texts.update(line.strip() for line in value.splitlines())
        elif isinstance(value, dict):
            for one in value.values():
                take(one)
        elif isinstance(value, list):
            for one in value:
                take(one)

    for model in apps.get_models():
        if not model.__module__.startswith("thidua."):
            continue
        kinds = (models.CharField, models.TextField, models.JSONField)
        names = [one.name for one in model._meta.fields if isinstance(one, kinds)]
        for row in model._default_manager.order_by().values_list(*names) if names else []:
            for value in row:
                take(value)
    return sorted((text for text in texts if VIETNAMESE.search(text)), key=len, reverse=True)


@pytest.mark.django_db
@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row['address']} {row['thing']}")
def test_no_vietnamese_word_on_an_english_page(season, clients, row):  # noqa: F811
    who = next(who for who in reversed(CAST) if row[who] == "ok")
    browser = Client()
    browser.cookies.update(clients[who].cookies)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    named = dict(part.split("=") for part in row["thing"].split())
    response = browser.get(reverse(row["address"], kwargs={key: season.things[name] for key, name in named.items()}))
    if response.status_code == 204:  # a fragment that has nothing left to say
        return
    assert response.status_code == 200
    if response.streaming or not response.headers["Content-Type"].startswith("text/html"):
        b"".join(response.streaming_content) if response.streaming else None
        return
    page = Words()
    page.feed(response.content.decode())
    known, left = written(), []
    for text in page.found:
        rest = " ".join(text.split())
        for said in known:
            rest = rest.replace(said, "")
        if VIETNAMESE.search(NUMBERS.sub("", rest)):
            left.append(rest.strip())
    assert [text for text in left if text not in {"Tiếng Việt", "VI"}] == []
