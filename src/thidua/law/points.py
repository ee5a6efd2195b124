"""Where the law needs interpretation, what officials answered, what was not verified, how grades and initiatives are defined.

For the law page and for a lawyer: the reading that the program follows, how sure it is, and where it is applied.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from thidua.law import reading, schema
from thidua.law.facts import GRADES
from thidua.law.principles import carriers, known, maybe_words, needed_day, sources
from thidua.law.provisions import CONFIDENCE, Known
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording

FILE = Path(__file__).parent / "points.yaml"
T = TypeVar("T")


@dataclass(frozen=True)
class Point:
    """A question that the text leaves, the reading recommended, and what in the program follows it (see CARRIERS)."""

    id: str
    question: Wording
    reading: Wording
    confidence: str
    evidence: str
    applied_in: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What an official answered. `source` is the key of the page in the material; `applied_in` see CARRIERS."""

    id: str
    source: str
    authority: Wording
    facts: Wording
    question: Wording | None
    outcome: Wording
    lesson: Wording | None
    note: Wording | None
    cites: tuple[Cite, ...]
    applied_in: tuple[str, ...]


@dataclass(frozen=True)
class Unverified:
    """Something that the law data does not know and a lawyer should read."""

    id: str
    vi: str
    en: str

    def text(self, lang: str = "vi") -> str:
        """What is to be read."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True)
class Grading:
    """The instrument under which a year was graded. `criteria`: grade → when it is given.

    `cap_percent`: at most so many of those graded good (or better) in the unit are outstanding; `raised_percent` for a unit
    with outstanding results. Grades are facts; nothing here computes them.
    """

    id: str
    since: date
    until: date | None
    subjects: tuple[str, ...]
    criteria: Mapping[str, Wording]
    cap_percent: int | None
    raised_percent: int | None
    extra: Wording | None
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    checked_on: date
    seen_at: tuple[str, ...]
    note: Wording | None


@dataclass(frozen=True)
class Definition:
    """What an initiative is, at which level it is recognised and by whom, and what equals it."""

    id: str
    vi: str
    en: str
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    checked_on: date
    seen_at: tuple[str, ...]
    note: Wording | None
    applied_in: tuple[str, ...]

    def text(self, lang: str = "vi") -> str:
        """The definition."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True)
class Points:
    """Everything that points.yaml says, each list by id in the order of the material."""

    points: Mapping[str, Point]
    answers: Mapping[str, Answer]
    unverified: Mapping[str, Unverified]
    gradings: Mapping[str, Grading]
    initiative: Mapping[str, Definition]


def load(path: Path, law: Known) -> Points:
    """The points of a file. Raises LawDataError with file, line and what is wrong."""
    top = reading.read(path, path.parent)
    out = Points(
        points=_listed(top, "points", _point, law),
        answers=_listed(top, "answers", _answer, law),
        unverified=_listed(top, "unverified", _unverified, law),
        gradings=_listed(top, "gradings", _grading, law),
        initiative=_listed(top, "initiative", _definition, law),
    )
    top.done()
    return out


@cache
def points() -> Points:
    """The points that ship with the program."""
    return load(FILE, known())


def _listed(top: Entry, key: str, read: Callable[[Entry, Known], T], law: Known) -> Mapping[str, T]:
    out: dict[str, T] = {}
    listed: list[Any] = top.take(key, list)
    for entry in listed:
        if not isinstance(entry, Entry):
            raise top.fail(f"each of {key!r} should be a mapping, one is {entry!r}", key)
        name = unique(out, entry, "id")
        out[name] = read(entry, law)
        entry.done()
    return out


def _words(entry: Entry, key: str) -> Wording:
    pair = wording(entry, key)
    if pair is None:
        raise entry.fail(f"{key!r} is missing", key)
    return Wording(*pair)


def _point(entry: Entry, _: Known) -> Point:
    return Point(
        id=entry["id"],
        question=_words(entry, "question"),
        reading=_words(entry, "reading"),
        confidence=entry.choice("confidence", CONFIDENCE),
        evidence=entry.take("evidence", str, ""),
        applied_in=carriers(entry, "applied_in"),
    )


def _answer(entry: Entry, law: Known) -> Answer:
    return Answer(
        id=entry["id"],
        source=entry.take("source", str),
        authority=maybe_words(entry, "authority") or Wording("Không ghi", "Not noted"),
        facts=_words(entry, "facts"),
        question=maybe_words(entry, "question"),
        outcome=_words(entry, "outcome"),
        lesson=maybe_words(entry, "lesson"),
        note=maybe_words(entry, "note"),
        cites=schema.cites(entry, law, required=False),
        applied_in=carriers(entry, "applied_in"),
    )


def _unverified(entry: Entry, _: Known) -> Unverified:
    return Unverified(entry["id"], entry.take("vi", str), entry.take("en", str))


def _grading(entry: Entry, law: Known) -> Grading:
    criteria: dict[str, Wording] = {}
    told = entry.maybe("criteria", Entry)
    if told is not None:
        for grade in told:
            if grade not in GRADES:
                raise told.fail(f"{grade!r} is none of {', '.join(GRADES)}", grade)
            criteria[grade] = _words(told, grade)
    return Grading(
        id=entry["id"],
        since=needed_day(entry, "from"),
        until=entry.day("to"),
        subjects=entry.texts("subjects"),
        criteria=criteria,
        cap_percent=entry.maybe("cap_percent", int),
        raised_percent=entry.maybe("raised_percent", int),
        extra=maybe_words(entry, "extra"),
        cites=schema.cites(entry, law),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=needed_day(entry, "checked_on"),
        seen_at=sources(entry, law),
        note=maybe_words(entry, "note"),
    )


def _definition(entry: Entry, law: Known) -> Definition:
    return Definition(
        id=entry["id"],
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        cites=schema.cites(entry, law),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=needed_day(entry, "checked_on"),
        seen_at=sources(entry, law),
        note=maybe_words(entry, "note"),
        applied_in=carriers(entry, "applied_in"),
    )
