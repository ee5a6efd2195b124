"""The general rules of the law: what holds for every award, and what in the program carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from thidua.law import data, reading, schema
from thidua.law.provisions import CONFIDENCE, Known
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording

FILE = Path(__file__).parent / "principles.yaml"

CARRIERS = ("rule", "kind", "parameter", "transition", "part", "people", "open")
"""What carries out a principle or a point: "rule:<id>", "kind:<condition>", "parameter:<id>", "transition:<id>",
"part:<module of law>", "people" (only people can), "open" (nothing does yet)."""


@dataclass(frozen=True)
class Principle:
    """A general rule in force from `since` until the day before `until`; None is open.

    `recheck_from`: from that day on a newer law may have changed it. `decided_by`: see CARRIERS.
    """

    id: str
    since: date
    until: date | None
    recheck_from: date | None
    vi: str
    en: str
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    checked_on: date
    seen_at: tuple[str, ...]
    note: Wording | None
    decided_by: tuple[str, ...]

    def text(self, lang: str = "vi") -> str:
        """The rule as a sentence."""
        return self.en if lang == "en" else self.vi

    def in_force(self, on: date) -> bool:
        """Whether it is verified on that day."""
        return self.since <= on and (self.until is None or on < self.until)

    def question(self, on: date) -> Wording | None:
        """What is to be checked on that day, where a newer law may have changed the rule."""
        if self.recheck_from is None or on < self.recheck_from:
            return None
        day = self.recheck_from
        return Wording(
            f"Cần đối chiếu lại với văn bản có hiệu lực từ ngày {day:%d/%m/%Y}",
            f"To be compared again with the text in force from {day.isoformat()}",
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "from": self.since.isoformat(),
            "to": self.until and self.until.isoformat(),
            "recheck_from": self.recheck_from and self.recheck_from.isoformat(),
            "vi": self.vi,
            "en": self.en,
            "cites": [cite.to_json() for cite in self.cites],
            "basis": self.basis,
            "confidence": self.confidence,
            "checked_on": self.checked_on.isoformat(),
            "seen_at": list(self.seen_at),
            "note": self.note and {"vi": self.note.vi, "en": self.note.en},
            "decided_by": list(self.decided_by),
        }


def load(path: Path, known: Known) -> Mapping[str, Principle]:
    """The principles of a file. Raises LawDataError with file, line and what is wrong."""
    out: dict[str, Principle] = {}
    for entry in reading.entries(path, "principles", path.parent):
        one = _principle(entry, out, known)
        out[one.id] = one
        entry.done()
    return out


def carriers(entry: Entry, key: str) -> tuple[str, ...]:
    """What carries out the entry; at least one, each of CARRIERS."""
    found = entry.texts(key)
    if not found:
        raise entry.fail(f"{key!r} is empty: say what carries it out, 'people' or 'open'", key)
    for one in found:
        kind, _, name = one.partition(":")
        if kind not in CARRIERS or bool(name) != (kind not in ("people", "open")):
            raise entry.fail(f"{one!r} is none of rule:…, kind:…, parameter:…, transition:…, part:…, people, open", key)
    return found


def maybe_words(entry: Entry, key: str) -> Wording | None:
    """A text in both languages, or nothing."""
    pair = wording(entry, key)
    return Wording(*pair) if pair else None


def sources(entry: Entry, known: Known) -> tuple[str, ...]:
    """Where the text was read: keys of sources.yaml."""
    found = entry.texts("seen_at")
    for one in found:
        if one not in known.sources:
            raise entry.fail(f"unknown source {one!r}", "seen_at")
    return found


def needed_day(entry: Entry, key: str) -> date:
    """A day that must be there."""
    day = entry.day(key)
    if day is None:
        raise entry.fail(f"{key!r} is missing")
    return day


def _principle(entry: Entry, known_ids: Mapping[str, Principle], known: Known) -> Principle:
    return Principle(
        id=unique(known_ids, entry, "id"),
        since=needed_day(entry, "from"),
        until=entry.day("to"),
        recheck_from=entry.day("recheck_from"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        cites=schema.cites(entry, known),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=needed_day(entry, "checked_on"),
        seen_at=sources(entry, known),
        note=maybe_words(entry, "note"),
        decided_by=carriers(entry, "decided_by"),
    )


def known() -> Known:
    """What the files that ship with the program may name."""
    law = data.law()
    return Known(law.awards, law.instruments, law.parameters, law.sources)


@cache
def principles() -> Mapping[str, Principle]:
    """All general rules, by id, in the order of the material."""
    return load(FILE, known())


def in_force(on: date) -> tuple[Principle, ...]:
    """The general rules that hold on the day."""
    return tuple(one for one in principles().values() if one.in_force(on))
