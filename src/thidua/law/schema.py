"""Reading the law data: one YAML entry in, one provision out, or LawDataError with file and line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.law.facts import CLAIMS, DISCIPLINE, GRADES, REACH
from thidua.law.provisions import (
    CONFIDENCE,
    FORMS,
    LEVELS,
    ROLES,
    SUBJECTS,
    Authority,
    Award,
    Condition,
    Instrument,
    Known,
    Parameter,
    Rule,
)
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording


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


def parameter(entry: Entry, known: Mapping[str, Parameter], law: Known) -> Parameter:
    """One number or choice of an agency."""
    award_id = entry.maybe("award", str)
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


def authority(entry: Entry, law: Known) -> Authority:
    """Who decides one award in one period."""
    since = entry.day("from")
    if since is None:
        raise entry.fail("'from' is missing")
    out = Authority(
        award=_award(entry, "award", law),
        level=entry.choice("level", LEVELS),
        since=since,
        until=entry.day("to"),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
    )
    entry.done()
    return out


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
    goes_on = entry.maybe("continuation", Entry)
    continuation: date | None = None
    changed_by: Cite | None = None
    if goes_on is not None:
        continuation = goes_on.day("from")
        if continuation is None or continuation != until:
            raise goes_on.fail("a continuation begins on the day on which the rule ends", "from")
        goes_on.choice("status", ("unverified",))
        changed_by = _whole(law.instruments[_instrument(goes_on, "basis", law)])
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
        continuation_basis=changed_by,
    )
    if out.role != "constraint" and out.authority is None:
        raise entry.fail("'authority' is missing: who decides the award")
    entry.done()
    return out


def cites(entry: Entry, law: Known, *, required: bool = True) -> tuple[Cite, ...]:
    """The places in the instruments that the entry rests on."""
    listed = (entry.take("cite", list) if required else entry.maybe("cite", list)) or []
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
                one.maybe("article", int),
                one.maybe("clause", int),
                one.maybe("point", str),
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
    window = entry.maybe("window", int)
    parameter_id = entry.maybe("window_parameter", str)
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
        "secret": entry.maybe("secret", bool),
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


def _whole(source: Instrument) -> Cite:
    return Cite(source.id, name_vi=source.name("vi"), name_en=source.name("en"))


def _question(entry: Entry) -> Wording | None:
    pair = wording(entry, "question")
    return Wording(*pair) if pair else None
