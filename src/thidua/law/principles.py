"""The general rules of the law: what holds for every award, and what in the program carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from thidua.law import data, reading, schema
from thidua.law.provisions import Backed, Dated, Known
from thidua.law.reading import Entry, unique
from thidua.law.verdicts import Wording

FILE = Path(__file__).parent / "principles.yaml"

CARRIERS = ("rule", "kind", "parameter", "transition", "part", "people", "open")
"""What carries out a principle or a point: "rule:<id>", "kind:<condition>", "parameter:<id>", "transition:<id>",
"part:<module of law>", "people" (only people can), "open" (nothing does yet)."""


@dataclass(frozen=True, kw_only=True)
class Principle(Dated, Backed):
    """A general rule.

    `recheck_from`: from that day on a newer law may have changed it. `decided_by`: see CARRIERS.
    """

    id: str
    recheck_from: date | None
    vi: str
    en: str
    decided_by: tuple[str, ...]

    def text(self, lang: str = "vi") -> str:
        """The rule as a sentence."""
        return self.en if lang == "en" else self.vi

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
            "note": self.note and self.note.to_json(),
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


def _principle(entry: Entry, known_ids: Mapping[str, Principle], known: Known) -> Principle:
    since, until = entry.period()
    return Principle(
        id=unique(known_ids, entry, "id"),
        since=since,
        until=until,
        recheck_from=entry.day("recheck_from"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        **schema.backing(entry, known),
        decided_by=carriers(entry, "decided_by"),
    )


@cache
def principles() -> Mapping[str, Principle]:
    """All general rules, by id, in the order of the material."""
    return load(FILE, data.law())


def in_force(on: date) -> tuple[Principle, ...]:
    """The general rules that hold on the day."""
    return tuple(one for one in principles().values() if one.in_force(on))
