"""The planner's answer: roads to awards and their steps, as values. Their words come from `signposts`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.law import data
from thidua.law.phrases import day
from thidua.law.verdicts import Cite, Wording


@dataclass(frozen=True)
class Step:
    """Something that must happen in `year`, at least.

    `kind`: grade, initiative, topic, title, award, no_discipline, proceedings, service, post, age, members, people.
    `what`: the grade, reach, award, rung, service or post; of members what is counted ("award:lao_dong_tien_tien").
    `count`: how many initiatives or topics, or members. `by_people`: a council or head decides it, no fact does.
    """

    year: int
    kind: str
    what: str
    count: int
    vi: str
    en: str
    by_people: bool = False

    def text(self, lang: str = "vi") -> str:
        """What is needed, without the year."""
        return self.en if lang == "en" else self.vi

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "year": self.year,
            "kind": self.kind,
            "what": self.what,
            "count": self.count,
            "vi": self.vi,
            "en": self.en,
            "by_people": self.by_people,
        }


@dataclass(frozen=True)
class Sooner:
    """The year that would be the earliest, if the book and the registers held the records named."""

    year: int
    records: tuple[Step, ...]
    vi: str
    en: str

    def text(self, lang: str = "vi") -> str:
        """As a sentence."""
        return self.en if lang == "en" else self.vi

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"year": self.year, "records": [one.to_json() for one in self.records], "vi": self.vi, "en": self.en}


@dataclass(frozen=True)
class Road:
    """The way to one award.

    `earliest`: the first achievement year in which it can be gained; None where it is out of reach. `propose_in`: the
    year of the dossier; `window`: from and to, where a rule on timing says so. `held`: years in which it is held
    already. `already`: what is fulfilled by the records. `verified` False: the law of that day is not verified and
    `note` says so. `blocked`: what stands in the way. `rests_on`: the award ids whose unrecorded years are taken as empty.
    """

    award: str
    reachable: bool
    earliest: int | None
    propose_in: int | None
    window: tuple[date, date] | None
    steps: tuple[Step, ...]
    already: tuple[Wording, ...]
    held: tuple[int, ...]
    verified: bool
    note: Wording | None
    blocked: Wording | None
    rests_on: tuple[str, ...]
    sooner: Sooner | None
    cites: tuple[Cite, ...]
    rule_ids: tuple[str, ...]
    basis: str
    confidence: str
    questions: tuple[Wording, ...]
    sentence: Wording

    def text(self, lang: str = "vi") -> str:
        """The road as one sentence."""
        return self.sentence.text(lang)

    def lines(self, lang: str = "vi") -> list[str]:
        """The road as lines of text: the sentence, then what explains it."""
        out = [self.text(lang)]
        words = _LABELS[lang == "en"]
        out += [f"  {words['already']}: {one.text(lang)}" for one in self.already]
        out += [f"  {words['people']}: {one.text(lang)}" for one in self.steps if one.kind == "people"]
        if self.window:
            first, last = self.window
            out.append(f"  {words['window']}: {day(first, lang)} – {day(last, lang)}")
        elif self.propose_in:
            out.append(f"  {words['propose']}: {self.propose_in}")
        if self.rests_on:
            names = ", ".join(data.award(one).text(lang) for one in self.rests_on)
            out.append(f"  {words['rests']}: {names}")
        out += [f"  {one.text(lang)}" for one in (self.sooner, self.note) if one]
        if self.cites:
            out.append(f"  {words['cites']}: {'; '.join(cite.text(lang) for cite in self.cites)}")
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "award": self.award,
            "reachable": self.reachable,
            "earliest": self.earliest,
            "propose_in": self.propose_in,
            "window": [day.isoformat() for day in self.window] if self.window else None,
            "steps": [one.to_json() for one in self.steps],
            "already": [one.to_json() for one in self.already],
            "held": list(self.held),
            "verified": self.verified,
            "note": self.note and self.note.to_json(),
            "blocked": self.blocked and self.blocked.to_json(),
            "rests_on": list(self.rests_on),
            "sooner": self.sooner and self.sooner.to_json(),
            "cites": [cite.to_json() for cite in self.cites],
            "rule_ids": list(self.rule_ids),
            "basis": self.basis,
            "confidence": self.confidence,
            "questions": [one.to_json() for one in self.questions],
            "sentence": self.sentence.to_json(),
        }


@dataclass(frozen=True)
class Plan:
    """All roads of one nominee, judged for the years `from_year` to `until_year`, in the catalogue's order.

    `left_to_people`: the ids of awards on which no fact decides, so that there is nothing to plan.
    """

    subject: str
    from_year: int
    until_year: int
    calendar: str
    roads: tuple[Road, ...]
    left_to_people: tuple[str, ...]
    law_version: str

    def road(self, award: str) -> Road:
        """The road to the award. Raises KeyError."""
        for one in self.roads:
            if one.award == award:
                return one
        raise KeyError(award)

    def lines(self, lang: str = "vi") -> list[str]:
        """The plan as lines of text: the nearest roads first, then what is out of reach, then what people decide."""
        near = sorted((one for one in self.roads if one.earliest is not None), key=lambda one: one.earliest or 0)
        far = [one for one in self.roads if one.earliest is None]
        out = [line for one in [*near, *far] for line in one.lines(lang)]
        if self.left_to_people:
            names = ", ".join(data.award(one).text(lang) for one in self.left_to_people)
            out.append(f"{_LABELS[lang == 'en']['left']}: {names}")
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "subject": self.subject,
            "from_year": self.from_year,
            "until_year": self.until_year,
            "calendar": self.calendar,
            "roads": [one.to_json() for one in self.roads],
            "left_to_people": list(self.left_to_people),
            "law_version": self.law_version,
        }


_LABELS = (
    {
        "already": "Đã có",
        "people": "Do hội đồng, thủ trưởng xét",
        "window": "Thời hạn đề nghị",
        "propose": "Đề nghị trong năm",
        "rests": "Với giả định sổ không còn năm nào khác có",
        "cites": "Căn cứ",
        "left": "Do người có thẩm quyền xét chọn, không lập kế hoạch theo dữ liệu được",
    },
    {
        "already": "Fulfilled already",
        "people": "For the council and the head to judge",
        "window": "To be proposed",
        "propose": "To be proposed in",
        "rests": "Taking it that there are no further years with",
        "cites": "Under",
        "left": "Left to people, so that facts give no plan",
    },
)
