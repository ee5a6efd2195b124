"""The catalogue of awards: names, groups, levels, and who decides what."""

import datetime as dt
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.law import data

REACH_OF_LEVEL = {
    Level.NONE: frozenset[str](),
    Level.CO_SO: frozenset({"xa", "co_so"}),
    Level.BO_TINH: frozenset({"xa", "co_so", "huyen", "quan_khu_dhqg", "bo_tinh"}),
}


def language() -> str:
    """The language of the page as the law's data knows it: "en", else "vi"."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def name(award_id: str) -> str:
    """The award's name in the page's language; an id that nobody knows stands as it is."""
    return book_names().get(award_id, award_id)


def names() -> dict[str, str]:
    """Every award of the catalogue with its name in the page's language."""
    return {one.id: one.text(language()) for one in data.awards()}


@cache
def _unlisted() -> dict[str, dict[str, str]]:
    told = Path(__file__).parents[1] / "unlisted.yaml"
    rows: list[dict[str, str]] = yaml.safe_load(told.read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def book_names() -> dict[str, str]:
    """What an entry of the book may be: the catalogue, then what sources name beside it, in the page's language."""
    return names() | {id: row[language()] for id, row in _unlisted().items()}


def is_listed(award_id: str) -> bool:
    """Whether the law's catalogue has the award."""
    return award_id in data.law().awards


def level(award_id: str) -> str:
    """The level of the award itself: co_so, bo_tinh, nha_nuoc and a few more; "" where it has none of its own."""
    found = data.law().awards.get(award_id)
    return found.level if found else _unlisted().get(award_id, {}).get("level", "")


def groups() -> list[tuple[str, list[str]]]:
    """The catalogue as the law orders it: the name of a group with its award ids, in the page's language."""
    labels = {
        "individual": _("Danh hiệu thi đua cá nhân"),
        "collective": _("Danh hiệu thi đua tập thể"),
        "household": _("Danh hiệu hộ gia đình"),
        "huan_chuong": _("Huân chương"),
        "huy_chuong": _("Huy chương"),
        "honour": _("Danh hiệu vinh dự Nhà nước"),
        "giai_thuong": _("Giải thưởng"),
        "badge": _("Kỷ niệm chương, huy hiệu"),
        "bang_khen": _("Bằng khen"),
        "giay_khen": _("Giấy khen"),
    }
    found: dict[str, list[str]] = {name: [] for name in labels}
    for one in data.awards():
        found[_group(one)].append(one.id)
    return [(labels[name], ids) for name, ids in found.items() if ids]


def _group(award: data.Award) -> str:
    if award.kind == "title":
        return award.subjects[0]
    if award.id.startswith(("ky_niem_chuong", "huy_hieu")):
        return "badge"
    starts = ("huan_chuong", "huy_chuong", "giai_thuong", "bang_khen", "giay_khen")
    return next((name for name in starts if award.id.startswith(name)), "honour")


def is_title(award_id: str) -> bool:
    """Whether the award is an emulation title, not a form of commendation."""
    found = data.law().awards.get(award_id)
    return found is not None and found.kind == "title"


def ladder(subject: str) -> tuple[str, ...]:
    """The award ids of the ladder of an "individual" or a "collective", from the first rung up."""
    return data.ladder(subject)


def is_for(award_id: str, subject: str) -> bool:
    """Whether the catalogue has the award for this kind of subject."""
    found = data.law().awards.get(award_id)
    return found is not None and subject in found.subjects


def authority(award_id: str, on: dt.date) -> str:
    """The level that decides the award on the day: co_so, bo_tinh, thu_tuong, chinh_phu, chu_tich_nuoc and a few more.

    For a day without verified rule the last known level; "" where nothing is known.
    """
    past = [one for one in data.authorities_of(award_id) if one.since <= on]
    return past[-1].level if past else ""


def authority_name(level: str) -> str:
    """Who decides, in words."""
    words = {
        "xa": _("Chủ tịch Ủy ban nhân dân cấp xã"),
        "co_so": _("thủ trưởng cơ quan, đơn vị cấp cơ sở"),
        "huyen": _("Chủ tịch Ủy ban nhân dân cấp huyện"),
        "quan_khu_dhqg": _("Tư lệnh quân khu, Giám đốc đại học quốc gia"),
        "bo_tinh": _("Bộ trưởng, Chủ tịch Ủy ban nhân dân cấp tỉnh"),
        "thu_tuong": _("Thủ tướng Chính phủ"),
        "chinh_phu": _("Chính phủ"),
        "ubtvqh": _("Ủy ban Thường vụ Quốc hội"),
        "chu_tich_nuoc": _("Chủ tịch nước"),
    }
    return words.get(level, _("cấp chưa xác định được"))


def decides(unit: Unit, award_id: str, on: dt.date) -> bool:
    """Whether the head of the unit decides the award on the day."""
    return authority(award_id, on) in REACH_OF_LEVEL[Level(unit.level)]
