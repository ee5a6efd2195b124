"""Questions about the catalogue of awards and about what agencies settled. The law's files are read at the first question."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.kernel.periods import in_force
from thidua.kernel.text import fold, key
from thidua.law import data
from thidua.law.verdicts import Cite
from thidua.law.verdicts import Confirmation as Word

REACH_OF_LEVEL = {
    Level.NONE: frozenset[str](),
    Level.CO_SO: frozenset({"xa", "co_so"}),
    Level.BO_TINH: frozenset({"xa", "co_so", "huyen", "quan_khu_dhqg", "bo_tinh"}),
}


def language() -> str:
    """The language of the page as the law's data knows it: "en", else "vi"."""
    return "en" if (get_language() or "").startswith("en") else "vi"


# -- the catalogue -----------------------------------------------------------------------------------------------------


def name(award_id: str) -> str:
    """The award's name in the page's language; an id that nobody knows stands as it is."""
    return book_names().get(award_id, award_id)


def names() -> dict[str, str]:
    """Every award of the catalogue with its name in the page's language."""
    return {one.id: one.text(language()) for one in data.awards()}


@cache
def _unlisted() -> dict[str, dict[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "unlisted.yaml").read_text(encoding="utf-8"))
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


# -- what agencies settled ---------------------------------------------------------------------------------------------


def parameter_rows(unit: Unit, on: dt.date) -> dict[str, AgencyParameter]:
    """What holds for the unit on the day, by name: its own word, else that of the nearest unit above. One query."""
    chain = above(unit)
    rows = AgencyParameter.objects.filter(in_force(on), unit__in=chain).select_related("unit")
    return {row.name: row for row in sorted(rows, key=lambda row: (chain.index(row.unit_id), row.from_on))}


def parameters_for(unit: Unit, on: dt.date) -> dict[str, Any]:
    """The same as plain values that the law takes. One query."""
    known = data.law().parameters
    rows = parameter_rows(unit, on)
    return {name: typed(known[name].unit, row.value) for name, row in rows.items() if name in known}


def typed(kind: str, value: str) -> Any:
    """A stored value as the law takes it: years and months whole, yes and no true and false, shares exact.

    A share stands as a percentage ("70") or as a fraction ("2/3"), which no percentage writes exactly.
    """
    if kind == "yes_no":
        return value == "yes"
    if kind == "percent" and "/" in value:
        return Fraction(value) * 100
    return int(value) if kind in ("years", "months") else value


def confirmation_rows(unit: Unit) -> models.QuerySet[Confirmation]:
    """The confirmations that stand for the unit: its own and those of the units above."""
    rows = Confirmation.objects.filter(unit__in=above(unit), withdrawn_at__isnull=True)
    return rows.select_related("unit", "account")


def confirmations_for(unit: Unit, on: dt.date) -> tuple[Word, ...]:
    """The words on which rules go on that are not verified on the day; the nearest unit's word wins. One query."""
    rules = data.law().rules
    return tuple(
        Word(row.rule_id, row.confirmed_by, row.confirmed_on, row.text)
        for row in words_on(unit).values()
        if row.rule_id in rules and rules[row.rule_id].unverified(on)
    )


# -- the law as a page shows it ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """Something that the law leaves to the agency, with what the agency says now."""

    id: str
    text: str
    question: str
    kind: str
    choices: tuple[str, ...]
    default: Any
    cites: tuple[str, ...]
    row: AgencyParameter | None = None


@dataclass(frozen=True)
class OpenRule:
    """A rule whose continuation nobody verified, with the agency's word where it gave one."""

    id: str
    award: str
    award_name: str
    role: str
    since: dt.date
    open_from: dt.date
    conditions: tuple[str, ...]
    cites: tuple[str, ...]
    changed_by: str
    row: Confirmation | None = None


def choices(unit: Unit, on: dt.date) -> list[Choice]:
    """Everything that the law leaves to an agency, each with the unit's value of the day. One query."""
    said, lang = parameter_rows(unit, on), language()
    return [
        Choice(
            id=one.id,
            text=one.en if lang == "en" else one.vi,
            question=one.question.text(lang) if one.question else "",
            kind=one.unit,
            choices=one.choices,
            default=one.default,
            cites=tuple(cite.text(lang) for cite in one.cites),
            row=said.get(one.id),
        )
        for one in data.parameters()
    ]


def shape(parameter_id: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a parameter (percent, years, months, choice, yes_no) and its choices; "" for one that is unknown."""
    found = data.law().parameters.get(parameter_id)
    return (found.unit, found.choices) if found else ("", ())


def choice_name(code: str) -> str:
    """A choice of a parameter in words; a code that is new to this program stands as it is."""
    words = {
        "down": _("Làm tròn xuống"),
        "nearest": _("Làm tròn đến số gần nhất"),
        "up": _("Làm tròn lên"),
        "graded": _("Trên số người đã xếp loại"),
        "all": _("Trên toàn bộ thành viên"),
        "yes": _("Có"),
        "no": _("Không"),
        "never": _("Không được dùng lại"),
        "other_title": _("Được dùng cho danh hiệu khác"),
        "free": _("Được dùng lại không giới hạn"),
        "none": _("Không có"),
    }
    return words.get(code) or names().get(code, code)


def open_rules(unit: Unit, on: dt.date) -> list[OpenRule]:
    """The rules on the ladders whose continuation is not verified on the day, with the unit's word. One query."""
    words, lang = words_on(unit), language()
    rungs = [*data.ladder("individual"), *data.ladder("collective")]
    found = [one for one in data.rules() if one.unverified(on) and one.award in rungs]
    return [
        OpenRule(
            id=one.id,
            award=one.award,
            award_name=name(one.award),
            role=one.role,
            since=one.since,
            open_from=one.continuation_from or one.since,
            conditions=tuple(leaf.en if lang == "en" else leaf.vi for leaf in one.condition.leaves()),
            cites=tuple(cite.text(lang) for cite in one.cites),
            changed_by=one.continuation_basis.text(lang) if one.continuation_basis else "",
            row=words.get(one.id),
        )
        for one in sorted(found, key=lambda one: (rungs.index(one.award), one.role, one.id))
    ]


def words_on(unit: Unit) -> dict[str, Confirmation]:
    """The words that stand for the unit, by rule; the nearest unit's word wins. One query."""
    chain = above(unit)
    return {row.rule_id: row for row in sorted(confirmation_rows(unit), key=lambda row: chain.index(row.unit_id))}


def is_open(rule_id: str, on: dt.date) -> bool:
    """Whether there is such a rule and its continuation is not verified on the day."""
    found = data.law().rules.get(rule_id)
    return found is not None and found.unverified(on)


def verdict(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict of the law, as it is stored with a dossier, for the component that shows it, in the page's language.

    `conditions` has the rows of the rules that are in play; `unclaimed` names the other cases of the law, which count only
    when the dossier states a ground.
    """
    lang = language()
    older, word, deciding = stored.get("older"), stored.get("confirmation"), stored.get("deciding")
    out = {row["rule_id"] for row in stored["conditions"] if row["kind"] == "rule" and not row["in_play"]}
    rows = [row for row in stored["conditions"] if row["in_play"] and row["rule_id"] not in out]
    cases = [row[lang] for row in stored["conditions"] if _is_another_case(row)]
    return {
        "award": stored["award"],
        "award_name": name(stored["award"]),
        "truth": stored["truth"],
        "reason": stored[f"reason_{lang}"],
        "deciding": condition(deciding) if deciding else None,
        "conditions": [condition(row) for row in rows],
        "unclaimed": list(dict.fromkeys(cases)),
        "cites": cited(stored["cites"]),
        "basis": stored["basis"],
        "confidence": stored["confidence"],
        "older": verdict(older) if older else None,
        "confirmation": {**word, "on": dt.date.fromisoformat(word["on"])} if word else None,
        "questions": [one[lang] for one in stored["questions"]],
    }


def _is_another_case(row: Mapping[str, Any]) -> bool:
    """Whether the row is a case of the law, not of what is asked besides, that waits for a ground."""
    return row["kind"] == "people" and not row["in_play"] and _role(row) != "constraint"


def _role(row: Mapping[str, Any]) -> str:
    """The role of the row's rule: criteria, alternative, constraint; "" for a rule that the data no longer has."""
    found = data.law().rules.get(row["rule_id"])
    return found.role if found else ""


def condition(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a stored verdict for the page."""
    lang = language()
    return {
        "kind": row["kind"],
        "rule_id": row["rule_id"],
        "role": _role(row),
        "text": row[lang],
        "truth": row["truth"],
        "held": row["held"],
        "missed": row["missed"],
        "unknown": row["unknown"],
        "missing": row[f"missing_{lang}"],
        "cites": cited(row["cites"]),
        "depth": row["depth"],
        "left_to_people": row["left_to_people"],
        "claimed": row["claimed"],
    }


def cited(stored: Iterable[Mapping[str, Any]]) -> list[str]:
    """Stored citations in words."""
    lang, known = language(), data.law().instruments
    out = []
    for one in stored:
        source = known.get(one["instrument"])
        names = (source.name("vi"), source.name("en")) if source else ("", "")
        out.append(Cite(one["instrument"], one["article"], one["clause"], one["point"], *names).text(lang))
    return out


# -- how lists write the names -----------------------------------------------------------------------------------------


def recognised(text: str) -> list[str]:
    """The ids of the awards that a list may mean by the text: one is sure, several are to be asked about, none is unknown.

    The names of the law and the spellings of `aliases.yaml`; of spellings that may go on the longest one that fits.
    """
    (whole, going_on), plain = _spellings(), _plain(text)
    if plain in whole:
        return list(whole[plain])
    for start, ids in going_on:
        if plain.startswith(start) and (len(plain) == len(start) or plain[len(start)] == " "):
            return list(ids)
    return []


@cache
def _spellings() -> tuple[dict[str, list[str]], list[tuple[str, list[str]]]]:
    """Spelling → awards; and those that may go on, the longest first."""
    whole: dict[str, list[str]] = {_plain(one.vi): [one.id] for one in data.awards()}
    going_on: dict[str, list[str]] = {}
    told = yaml.safe_load((Path(__file__).parent / "aliases.yaml").read_text(encoding="utf-8"))
    for id, texts in told.items():
        for text in texts:
            found = going_on if text.endswith("…") else whole
            ranks = {f" hạng {n}": [f"{id}_{n}"] for n in (1, 2, 3)}
            named = {**ranks, "": sum(ranks.values(), [])} if "{1}" in text else {"": [id]}
            for rank, awards in named.items():
                ids = found.setdefault(_plain(text.replace("{1}", rank).rstrip("…")), [])
                ids += [one for one in awards if one not in ids]
    return whole, sorted(going_on.items(), key=lambda one: -len(one[0]))


_RANKS = dict(zip(("nhat", "nhi", "ba", "i", "ii", "iii", "1", "2", "3"), (1, 2, 3) * 3, strict=True))
_SAME = [
    (re.compile(r"[\"'“”«».,:;()]|\b(?:danh hieu|hinh thuc)\b"), " "),
    (re.compile(r"\b(chien|nghe) sy\b"), r"\1 si"),
    (re.compile(r"\b(?:chu tich )?(?:uy ban nhan dan|ubnd)\b"), "ubnd"),
]
_RANK = re.compile(r"(?:\bhang )?\b(nhat|nhi|ba|iii|ii|i|1|2|3)$")


def _plain(text: str) -> str:
    """The text without what makes no difference between two spellings."""
    plain = fold(key(text))
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return _RANK.sub(lambda found: f"hang {_RANKS[found.group(1)]}", " ".join(plain.split()))
