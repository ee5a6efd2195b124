"""What the law leaves to agencies, and what they settled: parameters and the words on open rules."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.domain.awards.queries.catalogue import language, name, names
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.kernel.periods import in_force
from thidua.law import data
from thidua.law.verdicts import Confirmation as Word


@dataclass(frozen=True)
class Choice:
    """Something that the law leaves to the agency, with what the agency says now."""

    id: str
    text: str
    question: str
    kind: str
    choices: tuple[str, ...]
    default: Any
    cites: tuple[str, ...]
    row: AgencyParameter | None = None


@dataclass(frozen=True)
class OpenRule:
    """A rule whose continuation nobody verified, with the agency's word where it gave one."""

    id: str
    award: str
    award_name: str
    role: str
    since: dt.date
    open_from: dt.date
    conditions: tuple[str, ...]
    cites: tuple[str, ...]
    changed_by: str
    row: Confirmation | None = None


def choices(unit: Unit, on: dt.date) -> list[Choice]:
    """Everything that the law leaves to an agency, each with the unit's value of the day. One query."""
    said, lang = parameter_rows(unit, on), language()
    return [
        Choice(
            id=one.id,
            text=one.en if lang == "en" else one.vi,
            question=one.question.text(lang) if one.question else "",
            kind=one.unit,
            choices=one.choices,
            default=one.default,
            cites=tuple(cite.text(lang) for cite in one.cites),
            row=said.get(one.id),
        )
        for one in data.parameters()
    ]


def shape(parameter_id: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a parameter (percent, years, months, choice, yes_no) and its choices; "" for one that is unknown."""
    found = data.law().parameters.get(parameter_id)
    return (found.unit, found.choices) if found else ("", ())


def choice_name(code: str) -> str:
    """A choice of a parameter in words; a code that is new to this program stands as it is."""
    words = {
        "down": _("Làm tròn xuống"),
        "nearest": _("Làm tròn đến số gần nhất"),
        "up": _("Làm tròn lên"),
        "graded": _("Trên số người đã xếp loại"),
        "all": _("Trên toàn bộ thành viên"),
        "yes": _("Có"),
        "no": _("Không"),
        "never": _("Không được dùng lại"),
        "other_title": _("Được dùng cho danh hiệu khác"),
        "free": _("Được dùng lại không giới hạn"),
        "none": _("Không có"),
    }
    return words.get(code) or names().get(code, code)


def open_rules(unit: Unit, on: dt.date) -> list[OpenRule]:
    """The rules on the ladders whose continuation is not verified on the day, with the unit's word. One query."""
    words, lang = words_on(unit), language()
    rungs = [*data.ladder("individual"), *data.ladder("collective")]
    found = [one for one in data.rules() if one.unverified(on) and one.award in rungs]
    return [
        OpenRule(
            id=one.id,
            award=one.award,
            award_name=name(one.award),
            role=one.role,
            since=one.since,
            open_from=one.continuation_from or one.since,
            conditions=tuple(leaf.en if lang == "en" else leaf.vi for leaf in one.condition.leaves()),
            cites=tuple(cite.text(lang) for cite in one.cites),
            changed_by=one.continuation_basis.text(lang) if one.continuation_basis else "",
            row=words.get(one.id),
        )
        for one in sorted(found, key=lambda one: (rungs.index(one.award), one.role, one.id))
    ]


def words_on(unit: Unit) -> dict[str, Confirmation]:
    """The words that stand for the unit, by rule; the nearest unit's word wins. One query."""
    chain = above(unit)
    return {row.rule_id: row for row in sorted(confirmation_rows(unit), key=lambda row: chain.index(row.unit_id))}


def is_open(rule_id: str, on: dt.date) -> bool:
    """Whether there is such a rule and its continuation is not verified on the day."""
    found = data.law().rules.get(rule_id)
    return found is not None and found.unverified(on)


def parameter_rows(unit: Unit, on: dt.date) -> dict[str, AgencyParameter]:
    """What holds for the unit on the day, by name: its own word, else that of the nearest unit above. One query."""
    chain = above(unit)
    rows = AgencyParameter.objects.filter(in_force(on), unit__in=chain).select_related("unit")
    return {row.name: row for row in sorted(rows, key=lambda row: (chain.index(row.unit_id), row.from_on))}


def parameters_for(unit: Unit, on: dt.date) -> dict[str, Any]:
    """The same as plain values that the law takes. One query."""
    known = data.law().parameters
    rows = parameter_rows(unit, on)
    return {name: typed(known[name].unit, row.value) for name, row in rows.items() if name in known}


def typed(kind: str, value: str) -> Any:
    """A stored value as the law takes it: years and months whole, yes and no true and false, shares exact.

    A share stands as a percentage ("70") or as a fraction ("2/3"), which no percentage writes exactly.
    """
    if kind == "yes_no":
        return value == "yes"
    if kind == "percent" and "/" in value:
        return Fraction(value) * 100
    return int(value) if kind in ("years", "months") else value


def confirmation_rows(unit: Unit) -> models.QuerySet[Confirmation]:
    """The confirmations that stand for the unit: its own and those of the units above."""
    rows = Confirmation.objects.filter(unit__in=above(unit), withdrawn_at__isnull=True)
    return rows.select_related("unit", "account")


def confirmations_for(unit: Unit, on: dt.date) -> tuple[Word, ...]:
    """The words on which rules go on that are not verified on the day; the nearest unit's word wins. One query."""
    rules = data.law().rules
    return tuple(
        Word(row.rule_id, row.confirmed_by, row.confirmed_on, row.text)
        for row in words_on(unit).values()
        if row.rule_id in rules and rules[row.rule_id].unverified(on)
    )
