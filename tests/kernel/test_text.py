"""The key by which names are compared."""

import unicodedata

import pytest

from thidua.kernel import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Uý", "Úy"), ("Hoè", "Hòe"), ("Chiêm Hoá", "Chiêm Hóa")],
        *[("H'Khuyên", "H’Khuyên"), ("ĐẶNG THUỲ TRÂM", "Đặng Thùy Trâm"), ("Phường  Tân Lập ", "phường tân lập")],
        *[("Ðặng", "Đặng"), ("khen thƣởng", "khen thưởng"), ("Quý", "Qúy"), ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu")],
        (unicodedata.normalize("NFD", "Nguyễn Thị Hoà"), "Nguyễn Thị Hòa"),
    ],
)
def test_the_same_name_however_it_is_written(one, other):
    assert text.key(one) == text.key(other)


@pytest.mark.parametrize(
    "word", ["hoàn", "huỳnh", "quý", "suýt", "già", "giá", "khuỷu", "oanh", "hoa", "quả", "thúy an"]
)
def test_tone_that_stands_right_stays(word):
    assert text.key(word) == (word if word != "thúy an" else "thuý an")


def test_names_with_other_tones_are_other_names():
    names = ["Hoa", "Hoà", "Hoá", "Hoạ", "Thuy", "Thuỳ", "Thuỷ", "Phù Vân", "Phú Vân"]
    assert len({text.key(name) for name in names}) == len(names)
