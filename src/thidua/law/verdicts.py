"""What the law answers: verdicts with the condition that decided, the years of evidence, and the citation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

Source = Literal["law", "agency", "unknown"]


class Truth(Enum):
    """The three answers. Cannot tell is an answer: a record is missing, or no verified rule is in force."""

    met = "met"
    not_met = "not_met"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True)
class Cite:
    """One place in an instrument. `name_vi` and `name_en` are how an official names the instrument."""

    instrument: str
    article: int | str | None = None
    clause: int | None = None
    point: str | None = None
    name_vi: str = field(default="", compare=False)
    name_en: str = field(default="", compare=False)

    def text(self, lang: str = "vi") -> str:
        """ "điểm a khoản 1 Điều 48 Nghị định 91/2017/NĐ-CP" or "Decree 91/2017/NĐ-CP, article 48, clause 1, point a"."""
        if lang == "vi":
            places: tuple[tuple[str, int | str | None], ...] = (
                ("điểm", self.point),
                ("khoản", self.clause),
                ("Điều", self.article),
            )
            return " ".join(
                [f"{word} {number}" for word, number in places if number] + [self.name_vi or self.instrument]
            )
        places = (("article", self.article), ("clause", self.clause), ("point", self.point))
        return ", ".join([self.name_en or self.instrument] + [f"{word} {number}" for word, number in places if number])

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {"instrument": self.instrument, "article": self.article, "clause": self.clause, "point": self.point}


@dataclass(frozen=True)
class Articles(Cite):
    """A span of articles of one instrument, where the source does not say in which of them."""

    to_article: int = 0

    def text(self, lang: str = "vi") -> str:
        """ "các điều 69 đến 74 Nghị định 91/2017/NĐ-CP" or "Decree 91/2017/NĐ-CP, articles 69 to 74"."""
        if lang == "vi":
            return f"các điều {self.article} đến {self.to_article} {self.name_vi or self.instrument}"
        return f"{self.name_en or self.instrument}, articles {self.article} to {self.to_article}"

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {**super().to_json(), "to_article": self.to_article}


@dataclass(frozen=True)
class Wording:
    """One sentence in both languages."""

    vi: str
    en: str

    def text(self, lang: str = "vi") -> str:
        """The sentence in the language asked for, Vietnamese unless English."""
        return self.en if lang == "en" else self.vi

    def to_json(self) -> dict[str, str]:
        """Plain values."""
        return {"vi": self.vi, "en": self.en}


@dataclass(frozen=True)
class Confirmation:
    """A responsible person's word that a rule goes on unchanged after the day up to which it was verified."""

    rule_id: str
    confirmed_by: str
    on: date
    text: str

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {
            "rule_id": self.rule_id,
            "confirmed_by": self.confirmed_by,
            "on": self.on.isoformat(),
            "text": self.text,
        }


@dataclass(frozen=True)
class ConditionResult:
    """One row of the reasoning: a rule (kind "rule"), a group ("all", "any") or a condition.

    `depth` and `limb` ("CSTDCS-2022/2/1") say where it stands. `left_to_people`: no rule decides it, people do.
    `in_play` is False for a route that nobody claimed. `stage` "council": decided by a ballot or quota later.
    """

    kind: str
    truth: Truth
    vi: str
    en: str
    held: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    missing_vi: str = ""
    missing_en: str = ""
    cites: tuple[Cite, ...] = ()
    depth: int = 0
    left_to_people: bool = False
    claimed: bool = False
    limb: str = ""
    rule_id: str = ""
    in_play: bool = True
    stage: str = "dossier"

    def text(self, lang: str = "vi") -> str:
        """What the condition asks."""
        return self.en if lang == "en" else self.vi

    def missing(self, lang: str = "vi") -> str:
        """What is missing, in plain words; empty when nothing is."""
        return self.missing_en if lang == "en" else self.missing_vi

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {
            "kind": self.kind,
            "truth": self.truth.value,
            "vi": self.vi,
            "en": self.en,
            "held": list(self.held),
            "missed": list(self.missed),
            "unknown": list(self.unknown),
            "missing_vi": self.missing_vi,
            "missing_en": self.missing_en,
            "cites": [cite.to_json() for cite in self.cites],
            "depth": self.depth,
            "left_to_people": self.left_to_people,
            "claimed": self.claimed,
            "limb": self.limb,
            "rule_id": self.rule_id,
            "in_play": self.in_play,
            "stage": self.stage,
        }


@dataclass(frozen=True)
class Told:
    """A verdict in words: the rows of the reasoning, the one that decided, and the sentence."""

    conditions: tuple[ConditionResult, ...]
    deciding: ConditionResult | None
    reason_vi: str
    reason_en: str


@dataclass
class Verdict:
    """The answer on one award for one nominee, with everything needed to explain it years later.

    `older` is set where the law of the day can not be told: what the last verified rule would have given.
    `confirmation` is set when a rule was applied on somebody's word. `short`: how many conditions lack on the nearest
    route, in halves: two for one that is not met, one for one that nobody can tell. `tell` puts it into words, when
    a reader asks: a review of everybody needs none.
    """

    award: str
    subject: str
    truth: Truth
    rule_ids: tuple[str, ...]
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    older: "Verdict | None"
    confirmation: Confirmation | None
    questions: tuple[Wording, ...]
    law_version: str
    short: int
    tell: Callable[[], Told] = field(repr=False, compare=False)
    outcomes: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def told(self) -> Told:
        """The verdict in words."""
        return self.tell()

    @property
    def conditions(self) -> tuple[ConditionResult, ...]:
        """Every condition with its truth, the years of evidence, what is missing and the citation."""
        return self.told.conditions

    @property
    def deciding(self) -> ConditionResult | None:
        """The condition that decided."""
        return self.told.deciding

    @property
    def reason_vi(self) -> str:
        """The answer with its reason, in Vietnamese."""
        return self.told.reason_vi

    @property
    def reason_en(self) -> str:
        """The answer with its reason, in English."""
        return self.told.reason_en

    def text(self, lang: str = "vi") -> str:
        """The answer with its reason, as a sentence for a page or a note to the file."""
        return self.reason_en if lang == "en" else self.reason_vi

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored with the dossier."""
        return {
            "award": self.award,
            "subject": self.subject,
            "truth": self.truth.value,
            "rule_ids": list(self.rule_ids),
            "conditions": [row.to_json() for row in self.conditions],
            "deciding": self.deciding and self.deciding.to_json(),
            "cites": [cite.to_json() for cite in self.cites],
            "basis": self.basis,
            "confidence": self.confidence,
            "reason_vi": self.reason_vi,
            "reason_en": self.reason_en,
            "older": self.older and self.older.to_json(),
            "confirmation": self.confirmation and self.confirmation.to_json(),
            "questions": [one.to_json() for one in self.questions],
            "law_version": self.law_version,
        }


@dataclass(frozen=True)
class Threshold:
    """How many votes an award needs in a council of `members`.

    `needed` and `percent` are None when `source` is "unknown": neither law nor agency says, and nothing is made up.
    `base` "all_members": absent members count (they vote in writing where `absent` says so). `secret` None: not stated.
    """

    award: str
    members: int
    needed: int | None
    percent: Fraction | None
    base: str
    secret: bool | None
    absent: str | None
    source: Source
    rule_id: str | None
    parameter: str | None
    cites: tuple[Cite, ...]
    vi: str
    en: str
    confidence: str
    question: Wording | None = None
    older: "Threshold | None" = None
    confirmation: Confirmation | None = None

    def text(self, lang: str = "vi") -> str:
        """The threshold as a sentence."""
        return self.en if lang == "en" else self.vi

    def reached(self, yes: int) -> Truth:
        """Whether so many votes in favour are enough."""
        if self.needed is None:
            return Truth.cannot_tell
        return Truth.met if yes >= self.needed else Truth.not_met


@dataclass(frozen=True)
class Quota:
    """How many may get an award out of `holders`, with the quotient before rounding and the rounding that was used."""

    award: str
    holders: int
    allowed: int | None
    raw: Fraction | None
    percent: Fraction | None
    of_vi: str
    of_en: str
    rounding: str
    source: Source
    rule_id: str | None
    parameter: str | None
    cites: tuple[Cite, ...]
    vi: str
    en: str
    confidence: str
    question: Wording | None = None
    older: "Quota | None" = None

    def text(self, lang: str = "vi") -> str:
        """The quota as a sentence."""
        return self.en if lang == "en" else self.vi

    def within(self, proposed: int) -> Truth:
        """Whether so many proposals keep to the quota."""
        if self.allowed is None:
            return Truth.cannot_tell
        return Truth.met if proposed <= self.allowed else Truth.not_met
