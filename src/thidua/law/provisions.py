"""What the law data is made of: awards, instruments, parameters, who decides, rules and their trees of conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from thidua.law.verdicts import Cite, Wording

SUBJECTS = ("individual", "collective", "household", "any")
ROLES = ("criteria", "alternative", "constraint")
CONFIDENCE = ("low", "medium", "high")
LEVELS = ("xa", "co_so", "huyen", "quan_khu_dhqg", "bo_tinh", "thu_tuong", "chinh_phu", "ubtvqh", "chu_tich_nuoc")
COUNCIL = ("vote", "quota")
EVERY_AWARD = "every"
"""What a rule names as its award where it bears on all of them."""
FORMS = {
    "law": ("Luật số", "Law"),
    "decree": ("Nghị định", "Decree"),
    "circular": ("Thông tư", "Circular"),
    "letter": ("Công văn", "Letter"),
    "consolidated_text": ("Văn bản hợp nhất", "Consolidated text"),
    "directive": ("Chỉ thị", "Directive"),
    "decision": ("Quyết định", "Decision"),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Dated:
    """What holds from `since` until the day before `until`; None: open."""

    since: date
    until: date | None

    def in_force(self, on: date) -> bool:
        """Whether it is verified law on that day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, eq=False, kw_only=True)
class Backed:
    """What a line of the law data rests on: places in the instruments, and how sure it is.

    `basis` seen or recalled. `checked_on`: the day on which a person last compared it with its source; `seen_at`: keys
    of `Source`.
    """

    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    checked_on: date
    seen_at: tuple[str, ...]
    note: Wording | None


@dataclass(frozen=True)
class Award:
    """A title or a form of commendation. `subjects` may hold individual, collective, household.

    `forces`: of the army and the police alone.
    """

    id: str
    vi: str
    en: str
    kind: str
    subjects: tuple[str, ...]
    level: str
    forces: bool
    note: Wording | None

    def text(self, lang: str = "vi") -> str:
        """The award's name."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True)
class Instrument:
    """A law, decree, circular or letter. Days are None where unknown; basis "recalled" = the text was not read."""

    id: str
    kind: str
    number: str
    title_vi: str
    title_en: str
    issued: date | None
    effective_from: date | None
    effective_to: date | None
    basis: str
    confidence: str
    note: Wording | None

    def name(self, lang: str = "vi") -> str:
        """How an official names it: "Nghị định 91/2017/NĐ-CP"."""
        return f"{FORMS[self.kind][lang == 'en']} {self.number}"

    @property
    def whole(self) -> Cite:
        """The instrument cited as a whole."""
        return Cite(self.id, name_vi=self.name("vi"), name_en=self.name("en"))


@dataclass(frozen=True)
class Parameter:
    """A number or choice that the law leaves to an agency. `default` None: unknown until the agency says."""

    id: str
    vi: str
    en: str
    unit: str
    default: Any
    choices: tuple[str, ...]
    award: str | None
    cites: tuple[Cite, ...]
    question: Wording | None


@dataclass(frozen=True, kw_only=True)
class Authority(Dated):
    """Who decides an award."""

    award: str
    level: str
    basis: str
    confidence: str


@dataclass(frozen=True)
class Condition:
    """A node of a rule: a group (kind "all" or "any" with `parts`) or one condition with what it asks."""

    kind: str
    vi: str
    en: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    parts: "tuple[Condition, ...]" = ()

    def leaves(self) -> "tuple[Condition, ...]":
        """The conditions without the groups."""
        if self.kind not in ("all", "any"):
            return (self,)
        return tuple(leaf for part in self.parts for leaf in part.leaves())


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule(Dated, Backed):
    """One rule of the law in force from `since` until the day before `until`.

    `continuation_from`: from that day on nobody has verified whether the rule goes on. `applies_to`: the awards that
    it bears on besides its own.
    """

    id: str
    award: str
    applies_to: tuple[str, ...]
    subject: str
    role: str
    decrees: tuple[str, ...]
    condition: Condition
    authority: str | None
    question: Wording | None
    continuation_from: date | None
    continuation_basis: Cite | None

    @property
    def awards(self) -> tuple[str, ...]:
        """All awards that the rule bears on."""
        return self.applies_to if self.award == EVERY_AWARD else (self.award, *self.applies_to)

    def unverified(self, on: date) -> bool:
        """Whether the rule ended as verified law and may or may not go on that day."""
        return self.continuation_from is not None and on >= self.continuation_from and not self.in_force(on)

    @property
    def last_day(self) -> date | None:
        """The last day of verified force."""
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True, kw_only=True)
class Transition(Dated):
    """What holds for files that were under way on the day `since`. `favourable`: the new law where it is more so."""

    id: str
    vi: str
    en: str
    favourable: bool
    cites: tuple[Cite, ...]
    basis: str
    confidence: str


@dataclass(frozen=True)
class Source:
    """Where a text was read: an address, and what stands there."""

    id: str
    address: str
    what: str


@dataclass(frozen=True)
class Known:
    """What a rule may name: awards, instruments, parameters, sources."""

    awards: Mapping[str, Award]
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
