"""The shape of the law data: awards, instruments, parameters, rules and their trees of conditions.

Each reader takes one YAML entry and raises LawDataError with file and line when it is not what it should be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from thidua.law.facts import CLAIMS, DISCIPLINE, GRADES, REACH
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording

SUBJECTS = ("individual", "collective", "household", "any")
ROLES = ("criteria", "alternative", "constraint")
CONFIDENCE = ("low", "medium", "high")
LEVELS = ("xa", "co_so", "huyen", "duoi_bo", "bo_tinh", "thu_tuong", "chinh_phu", "ubtvqh", "chu_tich_nuoc")
COUNCIL = ("vote", "quota")
FORMS = {
    "law": ("Luật số", "Law"),
    "decree": ("Nghị định", "Decree"),
    "circular": ("Thông tư", "Circular"),
    "letter": ("Công văn", "Letter"),
    "consolidated_text": ("Văn bản hợp nhất", "Consolidated text"),
}


@dataclass(frozen=True)
class Award:
    """A title or a form of commendation. `subjects` may hold individual, collective, household."""

    id: str
    vi: str
    en: str
    kind: str
    subjects: tuple[str, ...]
    level: str
    notes: str

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
    notes: str

    def name(self, lang: str = "vi") -> str:
        """How an official names it: "Nghị định 91/2017/NĐ-CP"."""
        return f"{FORMS[self.kind][lang == 'en']} {self.number}"


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


@dataclass(frozen=True)
class Rule:
    """One rule of the law in force from `since` until the day before `until`.

    `continuation_from`: from that day on nobody has verified whether the rule goes on.
    """

    id: str
    award: str
    subject: str
    role: str
    since: date
    until: date | None
    condition: Condition
    authority: str | None
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    checked_on: date
    question: Wording | None
    notes: str
    continuation_from: date | None

    def in_force(self, on: date) -> bool:
        """Whether the rule is verified law on that day."""
        return self.since <= on and (self.until is None or on < self.until)

    def unverified(self, on: date) -> bool:
        """Whether the rule ended as verified law and may or may not go on that day."""
        return self.continuation_from is not None and on >= self.continuation_from and not self.in_force(on)

    @property
    def last_day(self) -> date | None:
        """The last day of verified force."""
        return self.until - timedelta(days=1) if self.until else None


def award(entry: Entry, known: Mapping[str, Award]) -> Award:
    """One award of the catalogue."""
    out = Award(
        id=unique(known, entry, "id"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        kind=entry.choice("kind", ("title", "commendation")),
        subjects=entry.texts("subject"),
        level=entry.take("level", str),
        notes=entry.take("notes", str, ""),
    )
    entry.done()
    return out


def instrument(entry: Entry, known: Mapping[str, Instrument]) -> Instrument:
    """One instrument that rules cite."""
    out = Instrument(
        id=unique(known, entry, "id"),
        kind=entry.choice("kind", FORMS),
        number=entry.take("number", str),
        title_vi=entry.take("title_vi", str),
        title_en=entry.take("title_en", str),
        issued=entry.day("issued"),
        effective_from=entry.day("effective_from"),
        effective_to=entry.day("effective_to"),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        notes=entry.take("notes", str, ""),
    )
    entry.done()
    return out


def parameter(entry: Entry, known: Mapping[str, Parameter], law: "Known") -> Parameter:
    """One number or choice of an agency."""
    award_id = entry.take("award", str, required=False)
    if award_id is not None and award_id not in law.awards:
        raise entry.fail(f"unknown award {award_id!r}", "award")
    entry.used.add("default")
    out = Parameter(
        id=unique(known, entry, "id"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        unit=entry.choice("unit", ("percent", "years", "choice", "yes_no", "months")),
        default=entry.get("default"),
        choices=entry.texts("choices"),
        award=award_id,
        cites=cites(entry, law, required=False),
        question=_question(entry),
    )
    if out.unit == "choice" and out.default is not None and out.default not in out.choices:
        raise entry.fail(f"default {out.default!r} is none of {', '.join(out.choices)}", "default")
    entry.done()
    return out


@dataclass(frozen=True)
class Known:
    """What a rule may name: awards, instruments, parameters."""

    awards: Mapping[str, Award]
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


def rule(entry: Entry, known: Mapping[str, Rule], law: Known) -> Rule:
    """One rule with its conditions."""
    since = entry.day("from")
    if since is None:
        raise entry.fail("'from' is missing")
    until, checked = entry.day("to"), entry.day("checked_on")
    if checked is None:
        raise entry.fail("'checked_on' is missing: the day a person last compared the rule with its source")
    if until is not None and until <= since:
        raise entry.fail(f"'to' {until} is not after 'from' {since}", "to")
    goes_on = entry.take("continuation", Entry, required=False)
    continuation: date | None = None
    if goes_on is not None:
        continuation = goes_on.day("from")
        goes_on.choice("status", ("unverified",))
        _instrument(goes_on, "basis", law)
        goes_on.done()
    for decree in entry.texts("decrees"):
        if decree not in law.instruments:
            raise entry.fail(f"unknown instrument {decree!r}", "decrees")
    out = Rule(
        id=unique(known, entry, "id"),
        award=_award(entry, "award", law),
        subject=entry.choice("subject", SUBJECTS),
        role=entry.choice("role", ROLES),
        since=since,
        until=until,
        condition=condition(entry.take("conditions", Entry), law),
        authority=entry.choice("authority", LEVELS) if "authority" in entry else None,
        cites=cites(entry, law),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=checked,
        question=_question(entry),
        notes=entry.take("notes", str, ""),
        continuation_from=continuation,
    )
    if out.role != "constraint" and out.authority is None:
        raise entry.fail("'authority' is missing: who decides the award")
    entry.done()
    return out


def cites(entry: Entry, law: Known, *, required: bool = True) -> tuple[Cite, ...]:
    """The places in the instruments that the entry rests on."""
    listed = entry.take("cite", list, required=required) or []
    if required and not listed:
        raise entry.fail("'cite' is empty", "cite")
    out = []
    for one in listed:
        if not isinstance(one, Entry):
            raise entry.fail("each of 'cite' should be {instrument, article, clause, point}", "cite")
        source = law.instruments[_instrument(one, "instrument", law)]
        out.append(
            Cite(
                source.id,
                one.take("article", int, required=False),
                one.take("clause", int, required=False),
                one.take("point", str, required=False),
                source.name("vi"),
                source.name("en"),
            )
        )
        one.done()
    return tuple(out)


_GROUPS = {
    "all": ("Đạt tất cả các điều kiện sau", "All of the following"),
    "any": ("Đạt một trong các điều kiện sau", "One of the following"),
}


def condition(entry: Entry, law: Known, *, limb: bool = False) -> Condition:
    """A node of a rule. `limb`: a choice of an `any`, which must hold something that facts or a claim can settle."""
    for kind, (vi, en) in _GROUPS.items():
        if kind in entry:
            parts = []
            for one in entry.take(kind, list):
                if not isinstance(one, Entry):
                    raise entry.fail(f"each of {kind!r} should be a condition", kind)
                parts.append(condition(one, law, limb=kind == "any"))
            if not parts:
                raise entry.fail(f"{kind!r} is empty", kind)
            own = wording(entry, "text")
            entry.done()
            node = Condition(kind, *(own or (vi, en)), parts=tuple(parts))
            break
    else:
        kind = entry.choice("kind", KINDS)
        node = Condition(kind, entry.take("vi", str), entry.take("en", str), KINDS[kind](entry, law))
        entry.done()
    if limb and all(leaf.kind == "people" and not leaf.asks["claim"] for leaf in node.leaves()):
        raise entry.fail("a limb of 'any' that only people judge needs a 'claim', or nobody could choose it")
    return node


def _title(entry: Entry, law: Known) -> dict[str, Any]:
    return {
        "award": _award(entry, "award", law),
        "times": entry.take("times", int, 1),
        "spacing": entry.take("spacing", int, 1),
        "doubtful_spacings": entry.numbers("doubtful_spacings", ()),
        "ends": entry.numbers("ends", (0,)),
        "alternatives": _awards(entry, "alternatives", law),
    }


def _standard(entry: Entry, law: Known) -> dict[str, Any]:
    return {"award": _award(entry, "award", law), "alternatives": _awards(entry, "alternatives", law)}


def _grade(entry: Entry, _: Known) -> dict[str, Any]:
    return {"at_least": entry.choice("at_least", GRADES), "years": entry.take("years", int, 1)}


def _recognised(entry: Entry, law: Known) -> dict[str, Any]:
    window = entry.take("window", int, required=False)
    parameter_id = entry.take("window_parameter", str, required=False)
    if (window is None) == (parameter_id is None):
        raise entry.fail("give either 'window' (years counted back from the judged year) or 'window_parameter'")
    if parameter_id is not None and parameter_id not in law.parameters:
        raise entry.fail(f"unknown parameter {parameter_id!r}", "window_parameter")
    return {
        "level": entry.choice("level", REACH),
        "count": entry.take("count", int, 1),
        "window": window,
        "window_parameter": parameter_id,
    }


def _title_and_grade(entry: Entry, law: Known) -> dict[str, Any]:
    return {"award": _award(entry, "award", law), "at_least": entry.choice("at_least", GRADES)}


def _members_share(entry: Entry, law: Known) -> dict[str, Any]:
    if ("award" in entry) == ("at_least_grade" in entry):
        raise entry.fail("give either 'award' or 'at_least_grade'")
    return {
        "award": _award(entry, "award", law) if "award" in entry else None,
        "at_least_grade": entry.choice("at_least_grade", GRADES) if "at_least_grade" in entry else None,
        "percent": entry.take("percent", int),
        "strict": entry.take("strict", bool),
    }


def _timing(entry: Entry, law: Known) -> dict[str, Any]:
    by = entry.take("submit_by", str)
    month, _, day = by.partition("-")
    if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise entry.fail(f"'submit_by' should be month-day as 10-31, it is {by!r}", "submit_by")
    return {"prior": _award(entry, "prior", law), "month": int(month), "day": int(day)}


def _vote(entry: Entry, _: Known) -> dict[str, Any]:
    return {
        "percent": entry.take("percent", int),
        "base": entry.choice("base", ("all_members",)),
        "absent": entry.choice("absent", ("written_opinion",)),
        "secret": entry.take("secret", bool, required=False),
        "unless_own_rule": entry.take("unless_own_rule", bool, False),
    }


def _quota(entry: Entry, _: Known) -> dict[str, Any]:
    of = wording(entry, "of")
    if of is None:
        raise entry.fail("'of' is missing: the base of the quota")
    return {"percent": entry.take("percent", int), "of_vi": of[0], "of_en": of[1]}


def _people(entry: Entry, _: Known) -> dict[str, Any]:
    return {"claim": entry.choice("claim", CLAIMS) if "claim" in entry else None}


KINDS = {
    "title": _title,
    "standard": _standard,
    "grade": _grade,
    "initiative": _recognised,
    "topic": _recognised,
    "title_and_grade": _title_and_grade,
    "discipline": lambda entry, _: {"from_level": entry.choice("from_level", DISCIPLINE)},
    "months": lambda entry, _: {"at_least": entry.take("at_least", int)},
    "members_share": _members_share,
    "members_have": lambda entry, law: {"award": _award(entry, "award", law), "at_least": entry.take("at_least", int)},
    "members_discipline": lambda entry, _: {"from_level": entry.choice("from_level", DISCIPLINE)},
    "timing": _timing,
    "vote": _vote,
    "quota": _quota,
    "people": _people,
}
"""Every kind of condition and how its parameters are read."""


def _award(entry: Entry, key: str, law: Known) -> str:
    value = entry.take(key, str)
    if value not in law.awards:
        raise entry.fail(f"unknown award {value!r}", key)
    return value


def _awards(entry: Entry, key: str, law: Known) -> tuple[str, ...]:
    values = entry.texts(key)
    for value in values:
        if value not in law.awards:
            raise entry.fail(f"unknown award {value!r}", key)
    return values


def _instrument(entry: Entry, key: str, law: Known) -> str:
    value = entry.take(key, str)
    if value not in law.instruments:
        raise entry.fail(f"unknown instrument {value!r}", key)
    return value


def _question(entry: Entry) -> Wording | None:
    pair = wording(entry, "question")
    return Wording(*pair) if pair else None
