"""The state's own list of places as package data, and what the places of before 1 July 2025 became. Pure: no database.

Where it comes from and what it lacks: README.md beside this file.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

from thidua.domain.organisations.enums import Relation
from thidua.domain.organisations.places.names import bare, key

REARRANGED_ON = dt.date(2025, 7, 1)
"""The tier of districts ended, 63 provinces became 34, and every commune was arranged anew."""
OLD_FROM_ON = dt.date(2008, 8, 1)
"""Since when the 63 provinces stood; the founding days of the other former units are not in the source."""
PROVINCES_ANEW = "Nghị quyết 202/2025/QH15"
TIERS_ANEW = "Luật Tổ chức chính quyền địa phương 2025 (số 72/2025/QH15)"
TAY_NINH_ANEW = "Nghị quyết 1682/NQ-UBTVQH15"


T = TypeVar("T", "Province", "Commune", "FormerProvince")


@dataclass(frozen=True)
class Province:
    """A province or city of today."""

    code: str
    name: str


@dataclass(frozen=True)
class Commune:
    """A commune, ward or special zone of today."""

    code: str
    name: str
    province: str


@dataclass(frozen=True)
class FormerProvince:
    """One of the 63 provinces, with the code of the one of today that it went into."""

    code: str
    name: str
    became: str


@dataclass(frozen=True)
class FormerCommune:
    """A commune, ward or town of before, with its district and province, and each commune of today that has some of it."""

    code: str
    name: str
    district_code: str
    district: str
    province: str
    heirs: tuple[tuple[str, Relation], ...]


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files(__name__).joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def provinces() -> dict[str, Province]:
    """The 34 provinces of today by code."""
    return {row["code"]: Province(row["code"], row["name"]) for row in _rows("provinces.csv")}


@cache
def communes() -> dict[str, Commune]:
    """The 3,321 communes of today by code."""
    return {row["code"]: Commune(row["code"], row["name"], row["province"]) for row in _rows("communes.csv")}


@cache
def former_provinces() -> dict[str, FormerProvince]:
    """The 63 provinces of before by code."""
    return {
        row["code"]: FormerProvince(row["code"], row["name"], row["became"]) for row in _rows("former_provinces.csv")
    }


@cache
def former_communes() -> dict[str, FormerCommune]:
    """The 280 former communes of Tây Ninh and Long An by code."""
    found: dict[str, FormerCommune] = {}
    for row in _rows("tay_ninh.csv"):
        before = found[row["code"]].heirs if row["code"] in found else ()
        heirs = (*before, (row["became"], Relation(row["relation"])))
        found[row["code"]] = FormerCommune(
            row["code"], row["name"], row["district_code"], row["district"], row["province"], heirs
        )
    return found


def named(name: str, places: Iterable[T]) -> list[T]:
    """The places of that name; where none bears it, those that bear it after the word for their kind."""
    places = list(places)
    same = [one for one in places if key(one.name) == key(name)]
    return same or [one for one in places if bare(one.name) == key(name)]


def convert(*, province: str = "", district: str = "", ward: str = "", code: str = "") -> list[FormerCommune]:
    """The former communes that the words or the code mean; what each became stands in its `heirs`.

    More than one: the words leave open which is meant, such as a name that two districts had. None: not in this data.
    """
    found = [one for one in former_communes().values() if not code or one.code == code]
    if province:
        codes = {one.code for one in named(province, former_provinces().values())}
        found = [one for one in found if one.province in codes]
    for asked, part in ((district, "district"), (ward, "name")):
        if asked:
            same = [one for one in found if key(getattr(one, part)) == key(asked)]
            found = same or [one for one in found if bare(getattr(one, part)) == key(asked)]
    return found if ward or code else []
