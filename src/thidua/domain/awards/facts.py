"""The law as a person reads it, through time and between days, and the terms on which an agency asks it.

What the law answers is handed on as it is; a page puts it into words in its own language.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.awards import queries
from thidua.domain.organisations.models import Unit
from thidua.kernel.errors import NotFound
from thidua.law import changes, confirming, data, points, principles
from thidua.law import procedure as procedures
from thidua.law.bonuses import Bonus, CannotAsk, bonus
from thidua.law.changes import Change, Period
from thidua.law.points import Points
from thidua.law.principles import Principle
from thidua.law.procedure import Procedure
from thidua.law.procedure_answers import HEADINGS
from thidua.law.procedure_data import KINDS
from thidua.law.provisions import Award, Rule, Source, Transition
from thidua.law.verdicts import Confirmation as Word

QUOTA_BASES = {
    "CSTDCS-2014-quota": ("lao_dong_tien_tien", "chien_si_tien_tien"),
    "COCP-2022-quota": ("co_thi_dua_bo_tinh",),
    "quota_percent.chien_si_thi_dua_co_so": ("lao_dong_tien_tien",),
    "quota_percent.tap_the_lao_dong_xuat_sac": ("tap_the_lao_dong_tien_tien",),
}
"""Out of the holders of which awards a cap is taken: the rule (`law/rules/quotas.yaml`) or the agency's own number.

A cap whose base the program does not keep, such as the leaders of clusters, has no line here and stays untold.
"""


@dataclass(frozen=True)
class Share:
    """How many rules there are, and of how many the text was read; the others are recalled."""

    rules: int
    seen: int

    @property
    def percent(self) -> int:
        """The share that was read, rounded down: 99.9 is not all."""
        return 100 * self.seen // self.rules if self.rules else 0

    @property
    def recalled(self) -> int:
        """How many are recalled."""
        return self.rules - self.seen


def version() -> str:
    """The version of the law data: sixteen signs, kept with every finding."""
    return data.VERSION


def share(award_id: str = "") -> Share:
    """The share of the rules that was read, of one award or of all."""
    rules = data.rules_of(award_id) if award_id else data.rules()
    return Share(len(rules), sum(one.basis == "seen" for one in rules))


def last_checked() -> dt.date:
    """The last day on which a person compared a rule with its source."""
    return max(one.checked_on for one in data.rules())


def award(award_id: str) -> Award:
    """The award of the catalogue. Raises NotFound."""
    found = data.law().awards.get(award_id)
    if found is None:
        raise NotFound(_("Không có danh hiệu, hình thức khen thưởng này."))
    return found


def awards() -> Mapping[str, Award]:
    """The catalogue by id."""
    return data.law().awards


def rule(rule_id: str) -> Rule:
    """The rule. Raises NotFound."""
    found = data.law().rules.get(rule_id)
    if found is None:
        raise NotFound(_("Không có quy tắc này."))
    return found


def timeline(award_id: str) -> tuple[Period, ...]:
    """The periods in which the law on the award stood still, the earliest first."""
    return changes.timeline(award_id)


def period(award_id: str, on: dt.date) -> Period | None:
    """The period of the day; None before the first rule."""
    return changes.period(award_id, on)


def between(day1: dt.date, day2: dt.date, award_id: str = "") -> tuple[Change, ...]:
    """What changed between two days, of one award or of all; the order of the days does not matter."""
    first, last = sorted((day1, day2))
    return changes.between(first, last, award_id or None)


def turning_points() -> tuple[dt.date, ...]:
    """The days on which some rule begins or ends."""
    return data.turning_points()


def transitions(day1: dt.date, day2: dt.date) -> list[Transition]:
    """What the law says of files that were under way when it changed, for changes between the days."""
    first, last = sorted((day1, day2))
    return [one for one in data.transitions() if first < one.since <= last]


def sources(rule: Rule) -> list[Source]:
    """Where the rule was read."""
    known = data.law().sources
    return [known[one] for one in rule.seen_at if one in known]


def level_on(award_id: str, on: dt.date) -> str:
    """Who decides the award on the day; "" where nothing is known or nothing is verified."""
    return changes.level_on(data.authorities_of(award_id), on)


def general_rules() -> Sequence[Principle]:
    """What holds for every award."""
    return tuple(principles.principles().values())


def open_points() -> Points:
    """Where the law needs interpretation, what officials answered, what was not verified, how years are graded."""
    return points.points()


# -- how the law is asked ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Terms:
    """With what the law is asked: its day, the agency's own numbers, the words on which rules go on."""

    on: dt.date
    parameters: Mapping[str, Any]
    confirmations: Sequence[Word]


def terms(unit: Unit, on: dt.date) -> Terms:
    """The terms of the unit on the day: of the agency that receives a dossier, of a unit reviewed. Two queries."""
    return Terms(on, queries.parameters_for(unit, on), queries.confirmations_for(unit, on))


# -- procedure and money -----------------------------------------------------------------------------------------------


def procedure(award_id: str, subject: str, on: dt.date, unit: Unit | None) -> Procedure | None:
    """How the award is proposed on the day, with what the unit settled; None on a day before the first law. One query."""
    settled = queries.parameters_for(unit, on) if unit else {}
    try:
        return procedures.procedure(award_id, on=on, subject=subject, parameters=settled)
    except ValueError:
        return None


def steps(found: Procedure, language: str) -> list[tuple[str, list[Any]]]:
    """The items of a procedure under their headings, in the order of the work."""
    return [(HEADINGS[kind].text(language), list(found.of(kind))) for kind in KINDS if found.of(kind)]


def money(award_id: str, subject: str, on: dt.date) -> Bonus | None:
    """The bonus of a decision of the day; None where the question has no sense (a day before the first law)."""
    try:
        return bonus(award_id, subject=subject, on=on)
    except CannotAsk:
        return None


# -- the agency's word as a patch --------------------------------------------------------------------------------------


def patch(unit: Unit) -> str:
    """The words that stand for the unit as a diff of the law data; "" when there are none. One query."""
    rules = data.law().rules
    words = [
        Word(row.rule_id, row.confirmed_by, row.confirmed_on, row.text)
        for row in queries.words_on(unit).values()
        if row.rule_id in rules and rules[row.rule_id].continuation_from is not None
    ]
    return confirming.patch(words, agency=unit.name)
