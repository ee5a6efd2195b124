"""Reading law/money/*.yaml: the base salaries, and what is paid with an award under each decree."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from thidua.law import data, reading, schema
from thidua.law.provisions import CONFIDENCE, LEVELS, Dated, Known
from thidua.law.reading import Entry, unique
from thidua.law.verdicts import Cite, Wording

SINCE = date(2004, 1, 1)
"""No question before this day is answered: the first emulation law is of 2003, in force in 2004."""

SUBJECTS = ("individual", "collective", "household")
COMBINATIONS = ("titles_of_one_period", "titles_of_several_periods", "title_and_commendation", "several_commendations")


@dataclass(frozen=True, kw_only=True)
class Salary(Dated):
    """The base salary in đồng a month. `term`: what it was called then."""

    amount: int
    term: str
    decree: str
    issued: date
    basis: str
    confidence: str
    checked_on: date
    seen_at: tuple[str, ...]
    note: Wording | None

    @property
    def cite(self) -> Cite:
        """The decree that set it."""
        number, year = self.decree.split("/")[:2]
        return Cite(f"nd-{number}-{year}", name_vi=f"Nghị định {self.decree}", name_en=f"Decree {self.decree}")


@dataclass(frozen=True)
class Rounding:
    """How the product is rounded: up to the next multiple of `up_to` đồng."""

    up_to: int
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Household:
    """What a household gets: so many times the amount of an individual."""

    times: Fraction
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Regime:
    """The bonuses of one decree from `since` until the day before `until`.

    `known` all, partly or none: how much was read. `rounding` None: not read. From `unverified_from` on nobody has
    checked it against `because`.
    """

    id: str
    instrument: Cite
    since: date
    until: date
    known: str
    rounding: Rounding | None
    household: Household | None
    unverified_from: date | None
    because: Cite | None
    checked_on: date

    def in_force(self, on: date) -> bool:
        """Whether the decree is the one of that day."""
        return self.since <= on < self.until

    def verified(self, on: date) -> bool:
        """Whether its bonuses are verified on that day."""
        return self.in_force(on) and (self.unverified_from is None or on < self.unverified_from)


@dataclass(frozen=True)
class Coefficient:
    """What one award gives one kind of subject, as a multiple of the base salary. `only_by`, `not_by`: who decided."""

    regime: str
    award: str
    subject: str
    times: Fraction
    is_maximum: bool
    only_by: tuple[str, ...]
    not_by: tuple[str, ...]
    who: Wording | None
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    seen_at: tuple[str, ...]

    def decided(self, level: str | None) -> bool:
        """Whether it is the one for an award decided on that level; None: not said."""
        if level is None:
            return True
        return level not in self.not_by and (not self.only_by or level in self.only_by)


@dataclass(frozen=True)
class CombinationRule:
    """What is paid when several awards are granted at once: `pay` "highest" or "each", under the decrees it cites."""

    id: str
    pay: str
    vi: str
    en: str
    cites: tuple[Cite, ...]
    basis: str
    confidence: str

    def under(self, regime: Regime) -> tuple[Cite, ...]:
        """Where the decree of the regime says so; empty where it was not read there."""
        return tuple(one for one in self.cites if one.instrument == regime.instrument.instrument)


@dataclass(frozen=True)
class Money:
    """Everything that the files of law/money say."""

    salaries: tuple[Salary, ...]
    regimes: Mapping[str, Regime]
    combinations: Mapping[str, CombinationRule]
    coefficients: Mapping[tuple[str, str, str], tuple[Coefficient, ...]]
    """By regime, award and subject; more than one where it matters who decided."""

    def salary(self, on: date) -> Salary:
        """The base salary in force on that day, also where its decree was issued later. KeyError before the first."""
        for one in self.salaries:
            if one.in_force(on):
                return one
        raise KeyError(f"no base salary is known on {on}")


def load(root: Path) -> Money:
    """Read and check the money files of a law folder. Raises LawDataError with file and line.

    The awards and instruments that they may name are those of the law that ships with the program.
    """
    known = data.law()
    salaries: list[Salary] = []
    for entry in reading.entries(root / "money" / "salary.yaml", "salaries", root):
        salaries.append(_salary(entry, salaries[-1] if salaries else None))
    top = reading.read(root / "money" / "bonuses.yaml", root)
    if not salaries or salaries[0].since > SINCE or salaries[-1].until is not None:
        raise reading.LawDataError("money/salary.yaml", 1, f"the salaries should run from {SINCE} without end")
    regimes: dict[str, Regime] = {}
    for entry in top.entries("regimes"):
        regime = _regime(entry, regimes, known)
        regimes[regime.id] = regime
    combinations: dict[str, CombinationRule] = {}
    for entry in top.entries("combinations"):
        rule = _combination(entry, combinations, known)
        combinations[rule.id] = rule
    coefficients: dict[tuple[str, str, str], tuple[Coefficient, ...]] = {}
    for entry in top.entries("coefficients"):
        _group(entry, regimes, known, coefficients)
    top.done()
    return Money(tuple(salaries), regimes, combinations, coefficients)


@cache
def money() -> Money:
    """The money of the law that ships with the program."""
    return load(data.HERE)


def _salary(entry: Entry, before: Salary | None) -> Salary:
    since, until = entry.period()
    out = Salary(
        amount=entry.take("amount", int),
        since=since,
        until=until,
        term=entry.take("term", str),
        decree=entry.take("decree", str),
        issued=entry.needed_day("issued"),
        **schema.surety(entry, data.law()),
        note=entry.words("note"),
    )
    entry.done()
    if out.amount <= 0:
        raise entry.fail(f"'amount' should be more than nothing, it is {out.amount}", "amount")
    if out.decree.count("/") != 2:
        raise entry.fail(f"'decree' should be a number as 73/2024/NĐ-CP, it is {out.decree!r}", "decree")
    if before is not None and before.until != out.since:
        raise entry.fail(f"the salary before ends on {before.until}, this one begins on {out.since}", "from")
    return out


def _regime(entry: Entry, before: Mapping[str, Regime], known: Known) -> Regime:
    rounding = entry.maybe("calculation", Entry)
    household = entry.maybe("household", Entry)
    doubt = entry.maybe("to_be_checked", Entry)
    (since, _), until = entry.period(), entry.needed_day("to")
    last = max((one.until for one in before.values()), default=None)
    if last is not None and last != since:
        raise entry.fail(f"the regime before ends on {last}, this one begins on {since}", "from")
    out = Regime(
        id=unique(before, entry, "id"),
        instrument=schema.instrument_of(entry, "instrument", known).whole,
        since=since,
        until=until,
        known=entry.choice("known", ("all", "partly", "none")),
        rounding=_rounding(rounding, known) if rounding else None,
        household=_household(household, known) if household else None,
        unverified_from=doubt.needed_day("from") if doubt else None,
        because=schema.instrument_of(doubt, "because", known).whole if doubt else None,
        checked_on=entry.needed_day("checked_on"),
    )
    if doubt and out.unverified_from:
        doubt.done()
        if not since < out.unverified_from < until:
            raise doubt.fail(f"'from' {out.unverified_from} lies outside the regime", "from")
    entry.done()
    return out


def _rounding(entry: Entry, known: Known) -> Rounding:
    out = Rounding(entry.take("round_up_to", int), schema.cites(entry, known))
    entry.done()
    if out.up_to <= 0:
        raise entry.fail(f"'round_up_to' should be more than nothing, it is {out.up_to}", "round_up_to")
    return out


def _household(entry: Entry, known: Known) -> Household:
    out = Household(_times(entry, "times"), schema.cites(entry, known))
    entry.done()
    return out


def _combination(entry: Entry, before: Mapping[str, CombinationRule], known: Known) -> CombinationRule:
    entry.choice("id", COMBINATIONS)
    text = entry.needed_words("text")
    entry.texts("seen_at")
    out = CombinationRule(
        id=unique(before, entry, "id"),
        pay=entry.choice("pay", ("highest", "each")),
        vi=text.vi,
        en=text.en,
        cites=schema.cites(entry, known),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
    )
    entry.done()
    return out


def _group(
    entry: Entry,
    regimes: Mapping[str, Regime],
    known: Known,
    into: dict[tuple[str, str, str], tuple[Coefficient, ...]],
) -> None:
    regime = entry.choice("regime", regimes)
    only_by, not_by = _levels(entry, "only_by"), _levels(entry, "not_by")
    who = entry.words("who")
    if (who is None) != (not only_by and not not_by):
        raise entry.fail("'who' says in words what 'only_by' or 'not_by' ask: give both or neither", "who")
    cites = schema.cites(entry, known)
    basis = entry.choice("basis", ("seen", "recalled"))
    confidence = entry.choice("confidence", CONFIDENCE)
    seen_at = entry.texts("seen_at")
    is_maximum = entry.maybe("is_maximum", bool) or False
    for subject in SUBJECTS:
        rows = entry.maybe(subject, Entry)
        for award in rows or ():
            assert rows is not None
            if award not in known.awards:
                raise rows.fail(f"unknown award {award!r}", award)
            if subject not in known.awards[award].subjects:
                raise rows.fail(f"{award!r} is not for a subject of the kind {subject!r}", award)
            times = _times(rows, award)
            one = Coefficient(
                regime, award, subject, times, is_maximum, only_by, not_by, who, cites, basis, confidence, seen_at
            )
            others = into.get((regime, award, subject), ())
            if any(one.decided(level) and other.decided(level) for other in others for level in LEVELS):
                raise rows.fail(f"{award!r} for {subject!r} stands twice in {regime}", award)
            into[regime, award, subject] = (*others, one)
    entry.done()


def _times(entry: Entry, key: str) -> Fraction:
    entry.used.add(key)
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not (value > 0 and math.isfinite(value)):
        raise entry.fail(f"{key!r} should be a coefficient more than nothing as 1.5, it is {value!r}", key)
    # Through str, so that 0.15 is 3/20 and the product is exact.
    return Fraction(str(value))


def _levels(entry: Entry, key: str) -> tuple[str, ...]:
    values = entry.texts(key)
    for value in values:
        if value not in LEVELS:
            raise entry.fail(f"{key!r} holds {value!r}; allowed: {', '.join(LEVELS)}", key)
    return values
