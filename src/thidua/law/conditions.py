"""One evaluator for every kind of condition, over the year masks of one person or collective.

`work_out` walks a rule's tree and returns the same tree with a value, the years of evidence and what is missing.
The plain reading of each kind over single years stands in `tests/law/plainly.py`; both must agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.law import data, masks, phrases
from thidua.law.facts import GRADES, Facts, Members
from thidua.law.masks import Mask, Value, both, either
from thidua.law.phrases import Missing
from thidua.law.provisions import Condition


@dataclass(frozen=True)
class Hearing:
    """What stands before the evaluator: the award, the facts, the day, the agency's numbers, how to judge a standard.

    `standard` answers whether the criteria of an award are fulfilled by the facts in the judged year.
    """

    award: str
    facts: Facts
    on: date
    parameters: Mapping[str, Any]
    standard: "Callable[[str], Value]"


@dataclass(frozen=True)
class Outcome:
    """A condition worked out. `held`, `missed`, `unknown` are year bits; `far` grows with what is still missing."""

    node: Condition
    value: Value
    held: int = 0
    missed: int = 0
    unknown: int = 0
    missing: Missing = phrases.NOTHING
    far: float = 0.0
    claimed: bool = False
    parts: "tuple[Outcome, ...]" = ()

    @property
    def weight(self) -> int:
        """How much evidence in years a met condition brings."""
        own = self.held.bit_count()
        return max((part.weight for part in self.parts if part.value is Value.YES), default=own)


def work_out(node: Condition, hearing: Hearing) -> Outcome:
    """The value of a condition or group for the facts of the hearing."""
    if node.kind in ("all", "any"):
        parts = tuple(work_out(part, hearing) for part in node.parts)
        values = [part.value for part in parts]
        if node.kind == "all":
            return Outcome(node, both(values), far=sum(part.far for part in parts), parts=parts)
        return Outcome(node, either(values), far=min(part.far for part in parts), parts=parts)
    return _KINDS[node.kind](node, hearing)


def _settled(node: Condition, value: Value, missing: Missing = phrases.NOTHING) -> Outcome:
    """An outcome of a condition that is not about years."""
    far = {Value.NO: 1.0, Value.UNKNOWN: 0.5}.get(value, 0.0)
    return Outcome(node, value, missing=missing if far else phrases.NOTHING, far=far)


def _over(node: Condition, mask: Mask, windows: list[int], year: int, what: phrases.What, value: Value) -> Outcome:
    """An outcome with the years of the window nearest to being met; ties go to the latest."""
    best = min(windows, key=lambda one: _distance(mask, one))
    held, missed = mask.yes & best, mask.no & best
    unknown = best & ~mask.known
    if value is Value.YES:
        return Outcome(node, value, held=held)
    missing = phrases.years(what, masks.years_of(missed, year), masks.years_of(unknown, year))
    return Outcome(node, value, held, missed, unknown, missing, _distance(mask, best) or 0.5)


def _distance(mask: Mask, window: int) -> float:
    return (mask.no & window).bit_count() + 0.5 * (window & ~mask.known).bit_count()


def _held(facts: Facts, asks: Mapping[str, Any]) -> Mask:
    out = facts.title(asks["award"])
    for other in asks["alternatives"]:
        # An equivalent title that nobody recorded does not cast doubt on the one that is: it is another force's title.
        if other in facts.titles:
            out = out | facts.title(other)
    return out


def _title(node: Condition, hearing: Hearing) -> Outcome:
    asks, facts = node.asks, hearing.facts
    mask = _held(facts, asks)
    windows = [masks.window(asks["times"], asks["spacing"], end) for end in asks["ends"]]
    value = either(mask.every(one) for one in windows)
    what = phrases.title(data.award(asks["award"]))
    if value is not Value.YES and asks["doubtful_spacings"]:
        doubtful = [masks.window(asks["times"], gap, end) for end in asks["ends"] for gap in asks["doubtful_spacings"]]
        if either(mask.every(one) for one in doubtful) is not Value.NO:
            value = Value.UNKNOWN
            if any(mask.every(one) is Value.YES for one in doubtful):
                best = next(one for one in doubtful if mask.every(one) is Value.YES)
                missing = phrases.overlapping(what, masks.years_of(best, facts.year), asks["spacing"])
                return Outcome(node, value, held=best, missing=missing, far=0.5)
            windows += doubtful
    return _over(node, mask, windows, facts.year, what, value)


def _standard(node: Condition, hearing: Hearing) -> Outcome:
    asks, facts = node.asks, hearing.facts
    mask = _held(facts, asks)
    if mask.at(0) is Value.YES:
        return Outcome(node, Value.YES, held=1)
    claim = f"standard_{asks['award']}"
    if claim in facts.claims:
        return Outcome(node, Value.YES, held=1, claimed=True)
    fulfilled = hearing.standard(asks["award"])
    if fulfilled is Value.YES:
        return Outcome(node, Value.YES, held=1)
    # A title recorded as not given does not refute the standard: it may be proposed in the same file.
    value = Value.NO if fulfilled is Value.NO and mask.at(0) is Value.NO else Value.UNKNOWN
    unknown = 1 if value is Value.UNKNOWN else 0
    missing = phrases.standard(data.award(asks["award"]), facts.year, value)
    return Outcome(node, value, 0, 1 - unknown, unknown, missing, 1.0 - 0.5 * unknown)


def _grade(node: Condition, hearing: Hearing) -> Outcome:
    asks, facts = node.asks, hearing.facts
    mask, span = facts.graded(asks["at_least"]), masks.window(asks["years"])
    return _over(node, mask, [span], facts.year, phrases.grade(asks["at_least"]), mask.every(span))


def _recognised(node: Condition, hearing: Hearing) -> Outcome:
    asks, facts = node.asks, hearing.facts
    what = "initiatives" if node.kind == "initiative" else "topics"
    higher = bool(hearing.parameters["higher_reach_counts"])
    mask = facts.reached(what, asks["level"], higher_counts=higher)
    span = masks.window(asks["window"] or int(hearing.parameters[asks["window_parameter"]]))
    years = masks.years_of(span, facts.year)
    bounds = [facts.count_of(what, asks["level"], year, higher_counts=higher) for year in years]
    least = sum(low for low, _ in bounds)
    most = None if any(high is None for _, high in bounds) else sum(high or 0 for _, high in bounds)
    held, unknown = mask.yes & span, span & ~mask.known
    if least >= asks["count"]:
        return Outcome(node, Value.YES, held=held)
    value = Value.NO if most is not None and most < asks["count"] else Value.UNKNOWN
    missing = phrases.recognised(
        node.kind, asks["level"], asks["count"], least, years, masks.years_of(unknown, facts.year), value
    )
    far = (asks["count"] - least) * (1.0 if value is Value.NO else 0.5)
    return Outcome(node, value, held, mask.no & span, unknown, missing, far)


def _title_and_grade(node: Condition, hearing: Hearing) -> Outcome:
    """One of the two latest years with the title and the other with the grade, in either order."""
    asks, facts = node.asks, hearing.facts
    titles, grades = facts.title(asks["award"]), facts.graded(asks["at_least"])
    orders = [
        (both([titles.at(0), grades.at(1)]), titles.at(0), grades.at(1)),
        (both([titles.at(1), grades.at(0)]), titles.at(1), grades.at(0)),
    ]
    value = either(one for one, _, _ in orders)
    if value is Value.YES:
        return Outcome(node, value, held=0b11)
    costs = {Value.NO: 1.0, Value.UNKNOWN: 0.5, Value.YES: 0.0}
    far = min(costs[first] + costs[second] for _, first, second in orders)
    unknown = 0b11 & ~(titles.known & grades.known) if value is Value.UNKNOWN else 0
    missing = phrases.title_and_grade(data.award(asks["award"]), asks["at_least"], facts.year, value)
    return Outcome(node, value, 0, 0b11 & ~unknown, unknown, missing, far)


def _discipline(node: Condition, hearing: Hearing) -> Outcome:
    facts = hearing.facts
    mask = facts.disciplined(node.asks["from_level"])
    free = Mask(mask.no, mask.known)
    return _over(node, free, [1], facts.year, phrases.discipline(), free.at(0))


def _months(node: Condition, hearing: Hearing) -> Outcome:
    months, least = hearing.facts.months_employed, node.asks["at_least"]
    value = Value.UNKNOWN if months is None else Value.YES if months >= least else Value.NO
    return _settled(node, value, phrases.months(months, least))


def _members_share(node: Condition, hearing: Hearing) -> Outcome:
    asks, members = node.asks, hearing.facts.members or Members()
    if asks["award"]:
        low = high = members.awards.get(asks["award"])
        base = members.total
        what = data.award(asks["award"])
        label: tuple[str, str] = (what.vi, what.en)
    else:
        base = members.graded if hearing.parameters["share_base"] == "graded" else members.total
        floor = GRADES.index(asks["at_least_grade"])
        good = [members.grades.get(grade) for grade in GRADES[floor:]]
        bad = [members.grades.get(grade) for grade in GRADES[:floor]]
        low = sum(one or 0 for one in good)
        # The ungraded of a base of all members may have done well or not: nobody knows.
        high = sum(one or 0 for one in good) if None not in good and base == members.graded else None
        if high is None and base is not None:
            high = base - sum(one or 0 for one in bad)
        label = phrases.GRADE_NAMES[asks["at_least_grade"]]
    value = _share(low, high, base, asks["percent"], strict=asks["strict"])
    missing = phrases.share(label, low, base, asks["percent"], strict=asks["strict"], value=value)
    return _settled(node, value, missing)


def _share(low: int | None, high: int | None, base: int | None, percent: int, *, strict: bool) -> Value:
    if low is None or high is None or not base:
        return Value.UNKNOWN
    need = percent * base

    def enough(count: int) -> bool:
        return count * 100 > need if strict else count * 100 >= need

    return Value.YES if enough(low) else Value.UNKNOWN if enough(high) else Value.NO


def _members_have(node: Condition, hearing: Hearing) -> Outcome:
    members = hearing.facts.members or Members()
    count, least = members.awards.get(node.asks["award"]), node.asks["at_least"]
    value = Value.UNKNOWN if count is None else Value.YES if count >= least else Value.NO
    return _settled(node, value, phrases.members_have(data.award(node.asks["award"]), count, least))


def _members_discipline(node: Condition, hearing: Hearing) -> Outcome:
    members = hearing.facts.members or Members()
    levels = phrases.rungs_from(node.asks["from_level"])
    counts = [members.discipline.get(level) for level in levels]
    value = Value.NO if any(counts) else Value.UNKNOWN if None in counts else Value.YES
    return _settled(node, value, phrases.members_discipline(sum(one or 0 for one in counts), value))


def _timing(node: Condition, hearing: Hearing) -> Outcome:
    asks, on = node.asks, hearing.on
    decided = hearing.facts.prior_decisions.get(asks["prior"])
    if decided is None:
        value = Value.UNKNOWN
    else:
        adjacent = on.year == decided.year + 1 and (on.month, on.day) <= (asks["month"], asks["day"])
        value = Value.YES if adjacent else Value.NO
    return _settled(node, value, phrases.timing(data.award(asks["prior"]), decided, asks["month"], asks["day"]))


def _vote(node: Condition, hearing: Hearing) -> Outcome:
    asks = node.asks
    vote = hearing.facts.votes.get(hearing.award)
    if vote is None:
        return _settled(node, Value.LEFT)
    enough = vote.yes * 100 >= asks["percent"] * vote.members
    if not enough or (asks["secret"] and vote.secret is False):
        value = Value.NO
    else:
        value = Value.UNKNOWN if asks["secret"] and vote.secret is None else Value.YES
    return _settled(node, value, phrases.vote(vote.yes, vote.members, asks["percent"], enough=enough, value=value))


def _left(node: Condition, _: Hearing) -> Outcome:
    return _settled(node, Value.LEFT)


def _people(node: Condition, hearing: Hearing) -> Outcome:
    claim = node.asks["claim"]
    if claim is None:
        return _settled(node, Value.LEFT)
    if claim in hearing.facts.claims:
        return Outcome(node, Value.YES, claimed=True)
    return Outcome(node, Value.OUT, missing=phrases.unclaimed(node.vi, node.en), far=2.0)


_KINDS: dict[str, Callable[[Condition, Hearing], Outcome]] = {
    "title": _title,
    "standard": _standard,
    "grade": _grade,
    "initiative": _recognised,
    "topic": _recognised,
    "title_and_grade": _title_and_grade,
    "discipline": _discipline,
    "months": _months,
    "members_share": _members_share,
    "members_have": _members_have,
    "members_discipline": _members_discipline,
    "timing": _timing,
    "vote": _vote,
    "quota": _left,
    "people": _people,
}
