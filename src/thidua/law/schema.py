"""Reading the law data: one YAML entry in, one provision out, or LawDataError with file and line."""

import re
from collections.abc import Mapping
from datetime import date

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
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording

__all__ = [
    "authority", "award", "award_of", "cites", "instrument", "parameter", "rule", "source", "transition",
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
        note=_note(entry),
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
        note=_note(entry),
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
        award=award_of(entry, "award", law),
        level=entry.choice("level", LEVELS),
        since=since,
        until=entry.day("to"),
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


def _seen_at(entry: Entry, law: Known) -> tuple[str, ...]:
    for one in entry.texts("seen_at"):
        if one not in law.sources:
            raise entry.fail(f"unknown source {one!r}", "seen_at")
    return entry.texts("seen_at")


def transition(entry: Entry, law: Known) -> Transition:
    """What holds for files under way when the law changed."""
    since = entry.day("from")
    if since is None:
        raise entry.fail("'from' is missing")
    out = Transition(
        id=entry.take("id", str),
        since=since,
        until=entry.day("to"),
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
        # What an agency's lawyer confirmed (docs/formats/confirmation-patch.md) is kept beside it; for others it stays open.
        goes_on.choice("status", ("unverified", "confirmed"))
        goes_on.used |= {"confirmed_by", "confirmed_on", "text"}
        changed_by = _whole(law.instruments[_instrument(goes_on, "basis", law)])
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
        cites=cites(entry, law),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=checked,
        seen_at=_seen_at(entry, law),
        question=_question(entry),
        note=_note(entry),
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
                _article(one),
                one.maybe("clause", int),
                one.maybe("point", str),
                source.name("vi"),
                source.name("en"),
            )
        )
        one.done()
    return tuple(out)


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


def _note(entry: Entry) -> Wording | None:
    pair = wording(entry, "note")
    return Wording(*pair) if pair else None
