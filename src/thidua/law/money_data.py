"""Reading law/money/*.yaml: the base salaries, and what is paid with an award under each decree."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from thidua.law import data, reading
from thidua.law.provisions import CONFIDENCE, LEVELS, Known
from thidua.law.reading import Entry, unique, wording
from thidua.law.verdicts import Cite, Wording

SINCE = date(2004, 1, 1)
"""No question before this day is answered: the first emulation law is of 2003, in force in 2004."""

SUBJECTS = ("individual", "collective", "household")
COMBINATIONS = ("titles_of_one_period", "titles_of_several_periods", "title_and_commendation", "several_commendations")


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
class Salary:
    """The base salary in đồng a month from `since` until the day before `until`. `term`: what it was called then."""

    amount: int
    since: date
    until: date | None
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
            if one.since <= on and (one.until is None or on < one.until):
                return one
        raise KeyError(f"no base salary is known on {on}")


def load(root: Path) -> Money:
    """Read and check the money files of a law folder. Raises LawDataError with file and line.

    The awards and instruments that they may name are those of the law that ships with the program.
    """
    known = Known({one.id: one for one in data.awards()}, {one.id: one for one in data.instruments()})
    salaries: list[Salary] = []
    for entry in reading.entries(root / "money" / "salary.yaml", "salaries", root):
        salaries.append(_salary(entry, salaries[-1] if salaries else None))
    top = reading.read(root / "money" / "bonuses.yaml", root)
    if not salaries or salaries[0].since > SINCE or salaries[-1].until is not None:
        raise reading.LawDataError("money/salary.yaml", 1, f"the salaries should run from {SINCE} without end")
    regimes: dict[str, Regime] = {}
    for entry in _entries(top, "regimes"):
        regime = _regime(entry, regimes, known)
        regimes[regime.id] = regime
    combinations: dict[str, CombinationRule] = {}
    for entry in _entries(top, "combinations"):
        rule = _combination(entry, combinations, known)
        combinations[rule.id] = rule
    coefficients: dict[tuple[str, str, str], tuple[Coefficient, ...]] = {}
    for entry in _entries(top, "coefficients"):
        _group(entry, regimes, known, coefficients)
    top.done()
    return Money(tuple(salaries), regimes, combinations, coefficients)


@cache
def money() -> Money:
    """The money of the law that ships with the program."""
    return load(data.HERE)


def _entries(top: Entry, key: str) -> list[Entry]:
    listed: list[Any] = top.take(key, list)
    for one in listed:
        if not isinstance(one, Entry):
            raise top.fail(f"each of {key!r} should be a mapping, one is {one!r}", key)
    return listed


def _salary(entry: Entry, before: Salary | None) -> Salary:
    out = Salary(
        amount=entry.take("amount", int),
        since=_day(entry, "from"),
        until=entry.day("to"),
        term=entry.take("term", str),
        decree=entry.take("decree", str),
        issued=_day(entry, "issued"),
        basis=entry.choice("basis", ("seen", "recalled")),
        confidence=entry.choice("confidence", CONFIDENCE),
        checked_on=_day(entry, "checked_on"),
        seen_at=entry.texts("seen_at"),
        note=_wording(entry, "note"),
    )
    entry.done()
    if out.amount <= 0:
        raise entry.fail(f"'amount' should be more than nothing, it is {out.amount}", "amount")
    if out.decree.count("/") != 2:
        raise entry.fail(f"'decree' should be a number as 73/2024/NĐ-CP, it is {out.decree!r}", "decree")
    _in_order(entry, out.since, out.until)
    if before is not None and before.until != out.since:
        raise entry.fail(f"the salary before ends on {before.until}, this one begins on {out.since}", "from")
    return out


def _regime(entry: Entry, before: Mapping[str, Regime], known: Known) -> Regime:
    rounding = entry.maybe("calculation", Entry)
    household = entry.maybe("household", Entry)
    doubt = entry.maybe("to_be_checked", Entry)
    since, until = _day(entry, "from"), _day(entry, "to")
    _in_order(entry, since, until)
    last = max((one.until for one in before.values()), default=None)
    if last is not None and last != since:
        raise entry.fail(f"the regime before ends on {last}, this one begins on {since}", "from")
    out = Regime(
        id=unique(before, entry, "id"),
        instrument=_instrument(entry, "instrument", known),
        since=since,
        until=until,
        known=entry.choice("known", ("all", "partly", "none")),
        rounding=_rounding(rounding, known) if rounding else None,
        household=_household(household, known) if household else None,
        unverified_from=_day(doubt, "from") if doubt else None,
        because=_instrument(doubt, "because", known) if doubt else None,
        checked_on=_day(entry, "checked_on"),
    )
    if doubt and out.unverified_from:
        doubt.done()
        if not since < out.unverified_from < until:
            raise doubt.fail(f"'from' {out.unverified_from} lies outside the regime", "from")
    entry.done()
    return out


def _rounding(entry: Entry, known: Known) -> Rounding:
    out = Rounding(entry.take("round_up_to", int), _cites(entry, known))
    entry.done()
    if out.up_to <= 0:
        raise entry.fail(f"'round_up_to' should be more than nothing, it is {out.up_to}", "round_up_to")
    return out


def _household(entry: Entry, known: Known) -> Household:
    out = Household(_times(entry, "times"), _cites(entry, known))
    entry.done()
    return out


def _combination(entry: Entry, before: Mapping[str, CombinationRule], known: Known) -> CombinationRule:
    entry.choice("id", COMBINATIONS)
    text = _wording(entry, "text")
    if text is None:
        raise entry.fail("'text' is missing")
    entry.texts("seen_at")
    out = CombinationRule(
        id=unique(before, entry, "id"),
        pay=entry.choice("pay", ("highest", "each")),
        vi=text.vi,
        en=text.en,
        cites=_cites(entry, known),
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
    who = _wording(entry, "who")
    if (who is None) != (not only_by and not not_by):
        raise entry.fail("'who' says in words what 'only_by' or 'not_by' ask: give both or neither", "who")
    cites = _cites(entry, known)
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


def _cites(entry: Entry, known: Known) -> tuple[Cite, ...]:
    out: list[Cite] = []
    for one in _entries(entry, "cite"):
        source = _instrument(one, "instrument", known)
        names = source.name_vi, source.name_en
        article, last = one.maybe("article", int), one.maybe("to_article", int)
        clause, point = one.maybe("clause", int), one.maybe("point", str)
        one.done()
        if last is None:
            out.append(Cite(source.instrument, article, clause, point, *names))
        elif article is None or clause is not None or last <= article:
            raise one.fail("'to_article' closes a span of whole articles that 'article' opens", "to_article")
        else:
            out.append(Articles(source.instrument, article, None, None, *names, to_article=last))
    if not out:
        raise entry.fail("'cite' is empty", "cite")
    return tuple(out)


def _instrument(entry: Entry, key: str, known: Known) -> Cite:
    value = entry.take(key, str)
    if value not in known.instruments:
        raise entry.fail(f"unknown instrument {value!r}", key)
    source = known.instruments[value]
    return Cite(source.id, name_vi=source.name("vi"), name_en=source.name("en"))


def _day(entry: Entry, key: str) -> date:
    value = entry.day(key)
    if value is None:
        raise entry.fail(f"{key!r} is missing", key)
    return value


def _in_order(entry: Entry, since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise entry.fail(f"'to' {until} is not after 'from' {since}", "to")


def _wording(entry: Entry, key: str) -> Wording | None:
    pair = wording(entry, key)
    return Wording(*pair) if pair else None
