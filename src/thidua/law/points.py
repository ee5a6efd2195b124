"""Where the law needs interpretation, what officials answered, what was not verified, how grades and initiatives are defined.

For the law page and for a lawyer: the reading that the program follows, how sure it is, and where it is applied.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from thidua.law import data, reading, schema
from thidua.law.facts import GRADES
from thidua.law.principles import carriers
from thidua.law.provisions import CONFIDENCE, Backed, Dated, Known
from thidua.law.reading import Entry, unique
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


@dataclass(frozen=True, kw_only=True)
class Grading(Dated, Backed):
    """The instrument under which a year was graded. `criteria`: grade → when it is given.

    `cap_percent`: at most so many of those graded good (or better) in the unit are outstanding; `raised_percent` for a unit
    with outstanding results. Grades are facts; nothing here computes them.
    """

    id: str
    subjects: tuple[str, ...]
    criteria: Mapping[str, Wording]
    cap_percent: int | None
    raised_percent: int | None
    extra: Wording | None


@dataclass(frozen=True, kw_only=True)
class Definition(Backed):
    """What an initiative is, at which level it is recognised and by whom, and what equals it."""

    id: str
    vi: str
    en: str
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
    return load(FILE, data.law())


def _listed(top: Entry, key: str, read: Callable[[Entry, Known], T], law: Known) -> Mapping[str, T]:
    out: dict[str, T] = {}
    for entry in top.entries(key):
        name = unique(out, entry, "id")
        out[name] = read(entry, law)
        entry.done()
    return out


def _point(entry: Entry, _: Known) -> Point:
    return Point(
        id=entry["id"],
        question=entry.needed_words("question"),
        reading=entry.needed_words("reading"),
        confidence=entry.choice("confidence", CONFIDENCE),
        evidence=entry.take("evidence", str, ""),
        applied_in=carriers(entry, "applied_in"),
    )


def _answer(entry: Entry, law: Known) -> Answer:
    return Answer(
        id=entry["id"],
        source=entry.take("source", str),
        authority=entry.words("authority") or Wording("Không ghi", "Not noted"),
        facts=entry.needed_words("facts"),
        question=entry.words("question"),
        outcome=entry.needed_words("outcome"),
        lesson=entry.words("lesson"),
        note=entry.words("note"),
        cites=schema.cites(entry, law, required=False),
        applied_in=carriers(entry, "applied_in"),
    )


def _unverified(entry: Entry, _: Known) -> Unverified:
    return Unverified(entry["id"], entry.take("vi", str), entry.take("en", str))


def _grading(entry: Entry, law: Known) -> Grading:
    since, until = entry.period()
    criteria: dict[str, Wording] = {}
    told = entry.maybe("criteria", Entry)
    if told is not None:
        for grade in told:
            if grade not in GRADES:
                raise told.fail(f"{grade!r} is none of {', '.join(GRADES)}", grade)
            criteria[grade] = told.needed_words(grade)
    return Grading(
        id=entry["id"],
        since=since,
        until=until,
        subjects=entry.texts("subjects"),
        criteria=criteria,
        cap_percent=entry.maybe("cap_percent", int),
        raised_percent=entry.maybe("raised_percent", int),
        extra=entry.words("extra"),
        **schema.backing(entry, law),
    )


def _definition(entry: Entry, law: Known) -> Definition:
    return Definition(
        id=entry["id"],
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        **schema.backing(entry, law),
        applied_in=carriers(entry, "applied_in"),
    )
