"""docs/words.md names every table of the database, each field's word once."""

import re

from django.apps import apps

from tests.house.tree import ROOT

ROWS = re.findall(r"^\| ([A-Z]\w+) \| ([^|]+) \|", (ROOT / "docs" / "words.md").read_text(encoding="utf-8"), re.M)


def test_every_table_has_its_word():
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("thidua.")}
    assert tables - {name for name, _word in ROWS} == set()


def test_no_english_name_stands_for_two_words():
    names = [name for name, _word in ROWS if name != "Name"]
    assert len(names) == len(set(names))
