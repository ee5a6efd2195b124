"""The state's list of places, and what the 280 former communes of Tây Ninh and Long An became."""

import csv
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from thidua.domain.organisations import places
from thidua.domain.organisations.places.names import key

DATA = Path(__file__).parent / "data"
PAIRS: dict[str, list[dict[str, str]]] = defaultdict(list)
for row in csv.DictReader((DATA / "tayninh_ward_map_clean.csv").read_text(encoding="utf-8").splitlines()):
    # One cell of the official table is wrong: Phường 4 of Tân An lay in Long An.
    PAIRS[row["old_code"]].append(row | {"old_province": row["old_province"].replace("Tiền Giang", "Long An")})
SPELLINGS = list(csv.DictReader((DATA / "source_disagreements.csv").read_text(encoding="utf-8").splitlines()))


def became(found):
    """Of the one former commune that was found: what it became."""
    assert len(found) == 1, found
    return {(code, relation.label) for code, relation in found[0].heirs}


def expected(code):
    return {(row["new_code"], row["relation"]) for row in PAIRS[code]}


def test_how_many():
    assert (len(places.provinces()), len(places.communes()), len(places.former_provinces())) == (34, 3321, 63)
    assert len(PAIRS) == len(places.former_communes()) == 280
    assert sum(map(len, PAIRS.values())) == sum(len(one.heirs) for one in places.former_communes().values()) == 302
    assert len({code for one in places.former_communes().values() for code, _relation in one.heirs}) == 96


@pytest.mark.parametrize("code", PAIRS)
def test_each_former_commune_by_its_code_and_by_its_name(code):
    row = PAIRS[code][0]
    assert became(places.convert(code=code)) == expected(code)
    asked = {"province": row["old_province"], "district": row["old_district"], "ward": row["old_ward"]}
    found = places.convert(**asked)
    assert [one.code for one in found] == [code]
    assert became(found) == expected(code)
    assert became(
        places.convert(**{name: unicodedata.normalize("NFD", text.upper()) for name, text in asked.items()})
    ) == expected(code)


def test_no_pair_that_the_table_does_not_have():
    told = {(one.code, *heir) for one in places.former_communes().values() for heir in one.heirs}
    wanted = {(row["old_code"], row["new_code"], row["relation"]) for rows in PAIRS.values() for row in rows}
    assert {(old, new, relation.label) for old, new, relation in told} == wanted


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"province": "Tây Ninh", "district": "Thành phố Tây Ninh", "ward": "Phường IV"}, ["25462"]),
        ({"province": "Tây Ninh", "district": "TP. Tây Ninh", "ward": "P. IV"}, ["25462"]),
        ({"province": "Tây Ninh", "district": "Thành phố Tây Ninh", "ward": "Phường 4"}, []),
        ({"province": "Long An", "district": "Thành phố Tân An", "ward": "Phường 4"}, ["27691"]),
        ({"province": "Long An", "district": "Thành phố Tân An", "ward": "Phường IV"}, []),
        ({"ward": "Phường IV"}, ["25462"]),
        ({"district": "Tân An", "ward": "4"}, ["27691"]),
        ({"province": "Tiền Giang", "district": "Thành phố Tân An", "ward": "Phường 4"}, []),
        ({"district": "Thị xã Hoà Thành", "ward": "Phường Long Hoa"}, ["25630"]),
        ({}, []),
        ({"province": "Tây Ninh"}, []),
    ],
)  # fmt: skip
def test_words_that_are_easily_mistaken(asked, codes):
    assert [one.code for one in places.convert(**asked)] == codes


def test_namesakes_are_told_apart_by_their_district():
    names = Counter(one.name for one in places.former_communes().values())
    twice = {name for name, times in names.items() if times > 1}
    assert len(twice) == 17
    for name in twice:
        found = places.convert(ward=name)
        assert len(found) == names[name] == len({one.district_code for one in found})
    chau_thanh = {one.province for one in places.former_communes().values() if one.district == "Huyện Châu Thành"}
    assert chau_thanh == {"72", "80"}


def test_the_63_provinces_went_into_34():
    by_new = Counter(one.became for one in places.former_provinces().values())
    assert set(by_new) == set(places.provinces())
    assert sum(times == 1 for times in by_new.values()) == 11
    assert {one.name for one in places.former_provinces().values() if one.became == "80"} == {
        "Tỉnh Tây Ninh",
        "Tỉnh Long An",
    }
    assert places.former_provinces()["80"].name == "Tỉnh Long An"  # a code is no key across time


def test_repeated_names_of_communes_never_collapse():
    names = Counter(one.name for one in places.communes().values())
    assert sum(times > 1 for times in names.values()) == 246
    assert len({(one.province, key(one.name)) for one in places.communes().values()}) == 3321


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row["ward_code"])
def test_two_spellings_of_one_name_are_the_same(row):
    inside = [one for one in places.communes().values() if one.province == row["province_code"]]
    for column in ("name_vietnam_provinces_2026_2_3", "name_vietnamadminunits_1_0_4"):
        assert [one.code for one in places.named(row[column], inside)] == [row["ward_code"]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xã Hoà Hội", "xã  Hòa Hội", True),
        ("Phường Thuỷ Xuân", "P. Thủy Xuân", True),
        ("Xã Ea H’Leo", "X. Ea H'leo", True),
        ("TP Tây Ninh", "Thành phố Tây Ninh", True),
        ("Xã Tân Hà", "Xã Tân Hạ", False),
        ("Phường IV", "Phường 4", False),
        ("Phường 1", "Phường 11", False),
        ("Xã Đức Huệ", "Xã Dức Huệ", False),
        ("Xã Tân Lập", "Phường Tân Lập", False),
    ],
)
def test_the_same_name(one, other, same):
    assert (key(one) == key(other)) == same
