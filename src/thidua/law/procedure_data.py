"""Reading the files of procedures/: papers, days, dates, publicity, councils, and what was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from thidua.law import data, reading, schema
from thidua.law.provisions import SUBJECTS, Backed, Dated, Known
from thidua.law.reading import Entry, unique
from thidua.law.verdicts import Wording

FOLDER = Path(__file__).parent / "procedures"

KINDS = (
    "decides", "authority", "simplified", "paper", "sets", "electronic", "report_age", "consultation", "publicity",
    "vote", "quorum", "appraisal", "step", "submit_by",
)  # fmt: skip
"""What a procedure is made of, in the order in which it is told; "decides" and "vote" come from the other law files."""

PAPERS = (
    "to_trinh", "danh_sach", "bao_cao", "bao_cao_tom_tat", "bien_ban", "chung_nhan_sang_kien", "xac_nhan_thue", "y_kien",
    "giay_to_khac", "theo_quy_che",
)  # fmt: skip
"""Keys of papers; "theo_quy_che": whatever the ministry's or province's own rules ask for."""

STEPS = (
    "central_with_consultation", "opinion_reply", "result_notice", "refusal_notice", "return", "after_opinions",
    "decision_copy", "objects", "objects_100",
)  # fmt: skip
"""Keys of the acts with days of their own."""


@dataclass(frozen=True, kw_only=True)
class Provision(Dated, Backed):
    """One line on procedure, in force from `since` until the day before `until`.

    `unverified_after`: after `until` nobody has verified whether it goes on. `doubtful_from`: from that day on a newer
    law may have displaced it. `agency`: the number is for the ministry or province to set. `procedure` is "ordinary",
    "simplified" or "any", `calendar` "calendar", "school" or "any". `asks` holds what the kind needs: key, level,
    working_days, months, count, share, month, day, opens, before, year, by, not_needed, drafted.
    """

    id: str
    kind: str
    awards: frozenset[str]
    subject: str
    procedure: str
    calendar: str
    unverified_after: bool
    doubtful_from: date | None
    agency: bool
    instead_of: tuple[str, ...]
    vi: str
    en: str
    question: Wording | None
    asks: Mapping[str, Any] = field(default_factory=dict)

    def lapsed(self, on: date) -> bool:
        """Whether it ended as verified text and may or may not go on that day."""
        return self.unverified_after and self.until is not None and on >= self.until

    def bears_on(self, award: str, subject: str, calendar: str, simplified: bool) -> bool:
        """Whether it is about such a proposal."""
        return (
            award in self.awards
            and self.subject in ("any", subject)
            and self.calendar in ("any", calendar)
            and self.procedure in ("any", "simplified" if simplified else "ordinary")
        )


@dataclass(frozen=True, kw_only=True)
class Gap(Dated):
    """What nobody read: the kinds of provision that are unknown for these awards in this period, and the older lines."""

    id: str
    of: tuple[str, ...]
    awards: frozenset[str]
    procedure: str
    vi: str
    en: str
    older: tuple[str, ...]

    def bears_on(self, award: str, on: date, simplified: bool) -> bool:
        """Whether it is about such a proposal on that day."""
        return (
            award in self.awards
            and self.in_force(on)
            and self.procedure in ("any", "simplified" if simplified else "ordinary")
        )


@dataclass(frozen=True)
class Procedures:
    """Everything that the folder says. `levels`: level id → name; `groups`: group id → award ids."""

    groups: Mapping[str, frozenset[str]]
    levels: Mapping[str, Wording]
    provisions: Mapping[str, Provision]
    gaps: tuple[Gap, ...]


def load(folder: Path, known: Known) -> Procedures:
    """Read and check the files of a folder. Raises LawDataError with file and line."""
    root = folder.parent
    groups: dict[str, frozenset[str]] = {}
    for entry in reading.entries(folder / "groups.yaml", "groups", root):
        name = unique(groups, entry, "id")
        groups[name] = _awards(entry, groups, known)
        entry.done()
    levels: dict[str, Wording] = {}
    for entry in reading.entries(folder / "levels.yaml", "levels", root):
        levels[unique(levels, entry, "id")] = Wording(entry.take("vi", str), entry.take("en", str))
        entry.done()
    provisions: dict[str, Provision] = {}
    places: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in ("groups", "levels", "gaps"):
            for entry in reading.entries(path, "provisions", root):
                one = _provision(entry, provisions, groups, levels, known)
                provisions[one.id], places[one.id] = one, entry
                entry.done()
    gaps: dict[str, Gap] = {}
    for entry in reading.entries(folder / "gaps.yaml", "gaps", root):
        hole = _gap(entry, gaps, groups, known)
        gaps[hole.id] = hole
        for name in hole.older:
            if name not in provisions:
                raise entry.fail(f"unknown provision {name!r}", "older")
        entry.done()
    for one in provisions.values():
        for name in one.instead_of:
            if name not in provisions:
                raise places[one.id].fail(f"unknown provision {name!r}", "instead_of")
    return Procedures(groups, levels, provisions, tuple(gaps.values()))


@cache
def procedures() -> Procedures:
    """The procedures that ship with the program."""
    return load(FOLDER, data.law())


def _awards(entry: Entry, groups: Mapping[str, frozenset[str]], known: Known) -> frozenset[str]:
    def members(key: str) -> set[str]:
        out: set[str] = set()
        for name in entry.texts(key):
            if name not in groups and name not in known.awards:
                raise entry.fail(f"unknown award or group {name!r}", key)
            out |= groups.get(name, {name})
        return out

    return frozenset(members("awards") - members("except"))


def _gap(entry: Entry, gaps: Mapping[str, Gap], groups: Mapping[str, frozenset[str]], known: Known) -> Gap:
    kinds = entry.texts("of")
    for kind in kinds:
        if kind not in KINDS:
            raise entry.fail(f"unknown kind {kind!r}", "of")
    since, until = entry.period()
    return Gap(
        id=unique(gaps, entry, "id"),
        of=kinds,
        awards=_awards(entry, groups, known),
        procedure=entry.choice("procedure", ("any", "ordinary", "simplified"), "any"),
        since=since,
        until=until,
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        older=entry.texts("older"),
    )


def _provision(
    entry: Entry,
    provisions: Mapping[str, Provision],
    groups: Mapping[str, frozenset[str]],
    levels: Mapping[str, Wording],
    known: Known,
) -> Provision:
    kind = entry.choice("kind", ASKS)
    since, until = entry.period()
    continuation = entry.choice("continuation", ("unverified",)) if "continuation" in entry else None
    if continuation and until is None:
        raise entry.fail("a continuation needs a 'to'", "continuation")
    agency = entry.take("agency", bool, False)
    level = entry.choice("level", levels) if "level" in entry else None
    out = Provision(
        id=unique(provisions, entry, "id"),
        kind=kind,
        awards=_awards(entry, groups, known),
        subject=entry.choice("subject", SUBJECTS, "any"),
        procedure=entry.choice("procedure", ("any", "ordinary", "simplified"), "any"),
        calendar=entry.choice("calendar", ("any", "calendar", "school"), "any"),
        since=since,
        until=until,
        unverified_after=continuation is not None,
        doubtful_from=entry.day("doubtful_from"),
        agency=agency,
        instead_of=entry.texts("instead_of"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        **schema.backing(entry, known),
        question=entry.words("question"),
        asks={"level": level} | ASKS[kind](entry, agency),
    )
    if not out.awards:
        raise entry.fail("'awards' is empty", "awards")
    return out


def _days(entry: Entry, agency: bool, *, required: bool) -> dict[str, Any]:
    days = entry.maybe("working_days", int)
    if days is None and required and not agency:
        raise entry.fail("'working_days' is missing")
    return {"working_days": days}


def _submit_by(entry: Entry, _: bool) -> dict[str, Any]:
    month, day = entry.month_day("month_day")
    return {
        "month": month,
        "day": day,
        "opens": entry.month_day("opens") if "opens" in entry else None,
        "before": entry.take("before", bool, False),
        "year": entry.choice("year", ("filing", "adjacent", "congress"), "filing"),
    }


def _publicity(entry: Entry, agency: bool) -> dict[str, Any]:
    return _days(entry, agency, required=False) | {
        "by": entry.choice("by", ("local", "central")),
        "before": entry.choice("before", ("council", "proposal"), "council"),
        "not_needed": entry.take("not_needed", bool, False),
    }


def _share(entry: Entry, _: bool) -> dict[str, Any]:
    text = entry.take("share", str)
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise entry.fail(f"'share' should be a fraction as 2/3, it is {text!r}", "share") from None
    return {"share": share}


def _papers(entry: Entry, _: bool) -> dict[str, Any]:
    return {"key": entry.choice("key", PAPERS), "drafted": entry.take("drafted", bool)}


ASKS = {
    "authority": lambda entry, _: {},
    "simplified": lambda entry, _: {},
    "paper": _papers,
    "consultation": _papers,
    "sets": lambda entry, _: {"count": entry.take("count", int)},
    "electronic": lambda entry, _: {},
    "report_age": lambda entry, _: {"months": entry.take("months", int)},
    "publicity": _publicity,
    "quorum": _share,
    "appraisal": lambda entry, agency: _days(entry, agency, required=True),
    "step": lambda entry, agency: {"key": entry.choice("key", STEPS)} | _days(entry, agency, required=True),
    "submit_by": _submit_by,
}
"""Every kind of line and how its own part is read."""
