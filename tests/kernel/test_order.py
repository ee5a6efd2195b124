"""The order of Vietnamese words and names, as dictionaries and lists of people have it."""

import random
import re
import unicodedata

import pytest

from thidua.kernel.text import name_key, sort_key

# What ICU's vi_VN collation gives.
WORDS = [
    *("An", "Ăn", "Ân", "Ẩn", "Ấn", "Bùi Thị Hoà", "Bùi Thị Hòa", "Dương Văn An", "Đào Thị Hoa", "Đặng Thị Ánh"),
    *("Ê Ban", "H'Hen Niê", "Nguyên", "Nguyễn", "Nguyện", "O", "Ô Thị", "Ơ", "Y Thông Niê", "Zơ Râm"),
]
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
LETTERS = ["a", "ă", "â", "b", "d", "đ", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "v", "y"]
NAMES = ["Lê An", "Trần Văn An", "Trần Đức Anh", "Lê Hoà", "An Thị Hòa", "Lê Hóa", "Lê Văn Hoa Huệ", "Y"]


@pytest.mark.parametrize("wanted", [WORDS, TONES, LETTERS])
def test_words_stand_in_the_order_of_the_dictionary(wanted):
    mixed = random.Random(1).sample(wanted, len(wanted))
    assert sorted(mixed, key=sort_key) == wanted


def test_people_stand_by_given_name_then_family_name_then_the_rest():
    mixed = random.Random(1).sample(NAMES, len(NAMES))
    assert sorted(mixed, key=name_key) == NAMES


@pytest.mark.parametrize("name", [*WORDS, "Ñandú Ž 3", ""])
def test_every_database_orders_the_key_alike_and_both_normal_forms_have_one(name):
    assert re.fullmatch("[0-9a-z]+", sort_key(name))
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)
