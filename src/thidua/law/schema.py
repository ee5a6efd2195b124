"""Reading the law data: one YAML entry in, one provision out, or LawDataError with file and line."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.law.kinds import award_of, condition
from thidua.law.provisions import (
    CONFIDENCE,
    EVERY_AWARD,
    FORMS,
    LEVELS,
    ROLES,
    SUBJECTS,
    Authority,
    Award,
    Instrument,
    Known,
    Parameter,
    Rule,
    Source,
    Transition,
)
from thidua.law.reading import Entry, unique
from thidua.law.verdicts import Articles, Cite

__all__ = [
    "authority", "award", "award_of", "backing", "cites", "instrument", "instrument_of", "parameter", "rule", "source",
    "surety", "transition",
]  # fmt: skip


def award(entry: Entry, known: Mapping[str, Award]) -> Award:
    """One award of the catalogue."""
    out = Award(
        id=unique(known, entry, "id"),
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        kind=entry.choice("kind", ("title", "commendation")),
        subjects=entry.texts("subject"),
        level=entry.take("level", str),
        forces=entry.take("forces", bool, False),
        note=entry.words("note"),
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
        note=entry.words("note"),
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
        question=entry.words("question"),
    )
    if out.unit == "choice" and out.default is not None and out.default not in out.choices:
        raise entry.fail(f"default {out.default!r} is none of {', '.join(out.choices)}", "default")
    entry.done()
    return out


def authority(entry: Entry, law: Known) -> Authority:
    """Who decides one award in one period."""
    since, until = entry.period()
    out = Authority(
        award=award_of(entry, "award", law),
        level=entry.choice("level", LEVELS),
        since=since,
        until=until,
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
    )
    entry.done()
    return out


def _article(entry: Entry) -> int | str | None:
    """A number, or one with a letter as 58a."""
    if isinstance(entry.get("article"), str):
        written = entry.take("article", str)
        if not re.fullmatch(r"\d+[a-zđ]", written):
            raise entry.fail(f"'article' should be a number, or one with a letter as 58a, it is {written!r}", "article")
        return written
    return entry.maybe("article", int)


def _applies_to(entry: Entry, law: Known) -> tuple[str, ...]:
    if entry.get("award") == EVERY_AWARD:
        entry.used.add("award")
        if entry.get("role") != "constraint":
            raise entry.fail("only a constraint bears on every award", "award")
        return tuple(law.awards)
    for one in entry.texts("applies_to"):
        if one not in law.awards:
            raise entry.fail(f"unknown award {one!r}", "applies_to")
    return entry.texts("applies_to")


def backing(entry: Entry, law: Known) -> dict[str, Any]:
    """What the entry rests on: the fields of `Backed`."""
    return {"cites": cites(entry, law), "note": entry.words("note")} | surety(entry, law)


def surety(entry: Entry, law: Known) -> dict[str, Any]:
    """How sure the entry is, when it was compared with its source, and where the text was read."""
    seen_at = entry.texts("seen_at")
    for one in seen_at:
        if one not in law.sources:
            raise entry.fail(f"unknown source {one!r}", "seen_at")
    return {
        "basis": entry.choice("basis", ("seen", "recalled")),
        "confidence": entry.choice("confidence", CONFIDENCE),
        "checked_on": entry.needed_day("checked_on"),
        "seen_at": seen_at,
    }


def transition(entry: Entry, law: Known) -> Transition:
    """What holds for files under way when the law changed."""
    since, until = entry.period()
    out = Transition(
        id=entry.take("id", str),
        since=since,
        until=until,
        vi=entry.take("vi", str),
        en=entry.take("en", str),
        favourable=entry.take("favourable", bool, False),
        cites=cites(entry, law),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
    )
    entry.done()
    return out


def source(entry: Entry, known: Mapping[str, Source]) -> Source:
    """One place at which a text was read."""
    out = Source(unique(known, entry, "id"), entry.take("address", str), entry.take("what", str))
    entry.done()
    return out


def rule(entry: Entry, known: Mapping[str, Rule], law: Known) -> Rule:
    """One rule with its conditions."""
    since, until = entry.period()
    goes_on = entry.maybe("continuation", Entry)
    continuation: date | None = None
    changed_by: Cite | None = None
    if goes_on is not None:
        continuation = goes_on.day("from")
        if continuation is None or continuation != until:
            raise goes_on.fail("a continuation begins on the day on which the rule ends", "from")
        # What an agency's lawyer confirmed (docs/formats/confirmation-patch.md) is kept beside it; for others it stays open.
        goes_on.choice("status", ("unverified", "confirmed"))
        goes_on.used |= {"confirmed_by", "confirmed_on", "text"}
        changed_by = instrument_of(goes_on, "basis", law).whole
        goes_on.done()
    for decree in entry.texts("decrees"):
        if decree not in law.instruments:
            raise entry.fail(f"unknown instrument {decree!r}", "decrees")
    out = Rule(
        id=unique(known, entry, "id"),
        award=EVERY_AWARD if entry.get("award") == EVERY_AWARD else award_of(entry, "award", law),
        applies_to=_applies_to(entry, law),
        subject=entry.choice("subject", SUBJECTS),
        role=entry.choice("role", ROLES),
        since=since,
        until=until,
        decrees=entry.texts("decrees"),
        condition=condition(entry.take("conditions", Entry), law),
        authority=entry.choice("authority", LEVELS) if "authority" in entry else None,
        question=entry.words("question"),
        **backing(entry, law),
        continuation_from=continuation,
        continuation_basis=changed_by,
    )
    if out.role != "constraint" and out.authority is None:
        raise entry.fail("'authority' is missing: who decides the award")
    entry.done()
    return out


def cites(entry: Entry, law: Known, *, required: bool = True) -> tuple[Cite, ...]:
    """The places in the instruments that the entry rests on."""
    listed = entry.entries("cite") if required or entry.get("cite") else []
    if required and not listed:
        raise entry.fail("'cite' is empty", "cite")
    return tuple(_cite(one, law) for one in listed)


def _cite(entry: Entry, law: Known) -> Cite:
    source = instrument_of(entry, "instrument", law)
    place = source.id, _article(entry), entry.maybe("clause", int), entry.maybe("point", str)
    last = entry.maybe("to_article", int)
    entry.done()
    if last is None:
        return Cite(*place, source.name("vi"), source.name("en"))
    _, first, clause, _ = place
    if not isinstance(first, int) or clause is not None or last <= first:
        raise entry.fail("'to_article' closes a span of whole articles that 'article' opens", "to_article")
    return Articles(*place, source.name("vi"), source.name("en"), to_article=last)


def instrument_of(entry: Entry, key: str, law: Known) -> Instrument:
    """The instrument that the entry names under the key."""
    value = entry.take(key, str)
    if value not in law.instruments:
        raise entry.fail(f"unknown instrument {value!r}", key)
    return law.instruments[value]
