"""The conditions on numbers and flags: service, posts, members of a collective, days, ballots, what people claim."""

from collections.abc import Callable, Mapping
from typing import Any

from thidua.law import tables
from thidua.law.facts import DISCIPLINE, GRADES
from thidua.law.logic import LEFT, OUT, UNKNOWN, YES, Bool, Code, Sight


def _months(asks: Mapping[str, Any], sight: Sight) -> Code:
    months, known = sight.number("months")
    return sight.logic.settle(known & (months >= asks["at_least"]), known & (months < asks["at_least"]))


def counted(what: str, sight: Sight, *, doubled: bool) -> tuple[Any, Bool]:
    """Months of service, those in hard areas twice where they count so."""
    months, known = sight.number("service", what)
    return (months + sight.number("hard_service", what)[0] if doubled else months), known


def _service(asks: Mapping[str, Any], sight: Sight) -> Code:
    months, known = counted(asks["what"], sight, doubled=asks["doubled"])
    is_so, is_not = known & (months >= 12 * asks["years"]), known & (months < 12 * asks["years"])
    if asks["below"] is not None:
        is_so, is_not = is_so & (months < 12 * asks["below"]), is_not | (known & (months >= 12 * asks["below"]))
    if asks["direct"] is not None:
        what, years = asks["direct"]
        months, known = counted(what, sight, doubled=asks["doubled"])
        is_so, is_not = is_so & known & (months >= 12 * years), is_not | (known & (months < 12 * years))
    return sight.logic.settle(is_so, is_not)


def _office(asks: Mapping[str, Any], sight: Sight) -> Code:
    """One row of the table: the post and the time in it (higher posts added), with service in the forces where asked."""
    logic, table = sight.logic, tables.table(asks["table"])
    woman, man = sight.flag("woman")
    later, sooner = sight.flag("retires_later") if table.women_unless_later else (False, table.women_shorter)
    shorter, longer = woman & sooner, man | later
    # It is proposed at retirement, by name; of whoever has no recorded post nobody proposes it.
    unasked = logic.choose(sight.claimed("long_service"), UNKNOWN, OUT)
    codes = []
    for row, posts in asks["rows"]:
        months, known = sight.number("post", row.post)
        if known is False:
            codes.append(unasked)
            continue
        for higher in posts[1:]:
            months = months + sight.number("post", higher)[0]
        long, short = _fits(months, row, 3), _fits(months, row, 2)
        is_so = known & ((longer & long) | (shorter & short) | (long & short))
        misses = logic.negate(long), logic.negate(short)
        is_not = known & ((longer & misses[0]) | (shorter & misses[1]) | (misses[0] & misses[1]))
        codes.append(logic.choose(known, logic.settle(is_so, is_not), unasked))
    barred, free = sight.flag("disciplined_in_post")
    # Under 91/2017 a discipline lowers the order by a step, which people settle; since 152/2025 it bars it.
    clean = logic.settle(free, barred if table.discipline_bars else False)
    return logic.both([logic.either(codes) if codes else UNKNOWN, clean])


def _fits(months: Any, row: tables.Row, thirds: int) -> Bool:
    """Whether the months reach the row's years at so many thirds of them, and held the post at all."""
    reached = (months > 0) & (3 * months >= thirds * 12 * row.years)
    return reached if row.below is None else reached & (3 * months < thirds * 12 * row.below)


def _age(asks: Mapping[str, Any], sight: Sight) -> Code:
    founded, known = sight.number("founded")
    age = sight.year - founded
    return sight.logic.settle(known & (age >= asks["years"]), known & (age < asks["years"]))


def _members_share(asks: Mapping[str, Any], sight: Sight) -> Code:
    low, high, base, told = share_of(asks, sight)
    need = asks["percent"] * base
    told = told & (base > 0)
    if asks["strict"]:
        return sight.logic.settle(told & (low * 100 > need), told & (high * 100 <= need))
    return sight.logic.settle(told & (low * 100 >= need), told & (high * 100 < need))


def share_of(asks: Mapping[str, Any], sight: Sight) -> tuple[Any, Any, Any, Bool]:
    """At least and at most how many members have it, out of how many, and whether that can be told at all."""
    if asks["award"]:
        count, counted_ = sight.number("members_award", asks["award"])
        base, based = sight.number("total")
        return count, count, base, counted_ & based
    base, based = sight.number("graded" if asks["base"] == "graded" else "total")
    graded, are_graded = sight.number("graded")
    floor = GRADES.index(asks["at_least_grade"])
    good = [sight.number("members_grade", grade) for grade in GRADES[floor:]]
    bad = [sight.number("members_grade", grade) for grade in GRADES[:floor]]
    low = sum(count for count, _ in good)
    complete = are_graded & based & (base == graded)
    for _, known in good:
        complete = complete & known
    # The ungraded of a base of all members may have done well or not: nobody knows.
    high = sight.logic.choose(complete, low, base - sum(count for count, _ in bad))
    return low, high, base, based


def _members_have(asks: Mapping[str, Any], sight: Sight) -> Code:
    count, known = sight.number("members_award", asks["award"])
    return sight.logic.settle(known & (count >= asks["at_least"]), known & (count < asks["at_least"]))


def _members_discipline(asks: Mapping[str, Any], sight: Sight) -> Code:
    none: Bool = True
    some: Bool = False
    for rung in DISCIPLINE[DISCIPLINE.index(asks["from_level"]) :]:
        count, known = sight.number("members_discipline", rung)
        none, some = none & known & (count == 0), some | (known & (count > 0))
    return sight.logic.settle(none, some)


def _timing(asks: Mapping[str, Any], sight: Sight) -> Code:
    year, known = sight.decided(asks["prior"])
    in_time = (sight.on.month, sight.on.day) <= (asks["month"], asks["day"])
    fits = (year + 1 == sight.on.year) & in_time
    return sight.logic.settle(known & fits, known & sight.logic.negate(fits))


def _flagged(what: str, *, good: bool) -> Callable[[Mapping[str, Any], Sight], Code]:
    """A flag that only people settle as long as nobody recorded it."""

    def value(_: Mapping[str, Any], sight: Sight) -> Code:
        yes, no = sight.flag(what)
        if not good:
            yes, no = no, yes
        code = sight.logic.settle(yes, no)
        return sight.logic.choose(code == UNKNOWN, LEFT, code)

    return value


def _vote(asks: Mapping[str, Any], sight: Sight) -> Code:
    vote = sight.vote(asks["award_judged"])
    if vote is None:
        return LEFT
    enough = vote.yes * 100 >= asks["percent"] * vote.members
    is_not = not enough or (asks["secret"] and vote.secret is False)
    return sight.logic.settle(not is_not and not (asks["secret"] and vote.secret is None), is_not)


def _people(asks: Mapping[str, Any], sight: Sight) -> Code:
    return sight.logic.choose(sight.claimed(asks["claim"]), YES, OUT)


KINDS: dict[str, Callable[[Mapping[str, Any], Sight], Code]] = {
    "study": _flagged("studied_well", good=True),
    "months": _months,
    "service": _service,
    "office": _office,
    "age": _age,
    "members_share": _members_share,
    "members_have": _members_have,
    "members_discipline": _members_discipline,
    "timing": _timing,
    "proceedings": _flagged("proceedings", good=False),
    "once": _flagged("rewarded", good=False),
    "vote": _vote,
    "people": _people,
}
