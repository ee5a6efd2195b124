"""The conditions over years: titles, grades, initiatives, discipline, as shifts, ands and counts of bits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.law.logic import NO, YES, Bits, Bool, Code, Sight
from thidua.law.masks import EVERY, OLDER


def held(awards: tuple[str, ...], sight: Sight) -> tuple[Bits, Bits]:
    """The years with one of the awards, and those with none."""
    yes, no = sight.title(awards[0])
    for other in awards[1:]:
        more, none = sight.title(other)
        yes, no = yes | more, no & none
    return yes, no


def years_with(awards: tuple[str, ...], sight: Sight) -> Bits:
    """The years with one of the awards: where nothing is unrecorded, all the other years have none."""
    if not sight.whole("titles"):
        return held(awards, sight)[0]
    yes = sight.with_title(awards[0])
    for other in awards[1:]:
        yes = yes | sight.with_title(other)
    return yes


def titled(asks: Mapping[str, Any], sight: Sight) -> tuple[Bits, Bits]:
    """The years with the title or one that stands for it."""
    yes, no = sight.title(asks["award"])
    for other in asks["alternatives"]:
        more, none = sight.title(other)
        # An equivalent title that nobody ever recorded casts no doubt: it is another force's title.
        yes, no = yes | more, no & (none | sight.logic.spread((more | none) == 0))
    return (yes, no & sight.logic.others(yes)) if asks["alternatives"] else (yes, no)


def lies_after(since: tuple[str, ...], span: int, sight: Sight) -> tuple[Bool, Bool]:
    """Whether the last `span` years all lie after the latest of the awards: yes, no.

    Only an older one with a later one beside it: neither (`docs/choices/0014-conditions-of-the-law.md`).
    """
    key = since, span
    if key not in sight.memo:
        young = (1 << span) - 1
        if sight.whole("titles"):
            prior = years_with(since, sight)
            older = (prior >> span) != 0
            sight.memo[key] = older & ((prior & young) == 0), sight.logic.negate(older)
        else:
            prior, none = held(since, sight)
            older = (prior >> span) != 0
            sight.memo[key] = older & ((none & young) == young), (none >> span) == (EVERY >> span)
    found: tuple[Bool, Bool] = sight.memo[key]
    return found


@dataclass(frozen=True, slots=True)
class Since:
    """The years after the latest of some awards: surely, by what is recorded, and at the widest reading.

    `widest` are all years where more than one award is held: what counts only since an older one is then no no.
    """

    surely: Bits
    recorded: Bits
    widest: Bits
    has: Bool
    lacks: Bool


def since(awards: tuple[str, ...], sight: Sight) -> Since:
    """When years count since the latest of the awards."""
    if awards not in sight.memo:
        prior, logic = years_with(awards, sight), sight.logic
        recorded, has, several = logic.after(prior), prior != 0, (prior & (prior - 1)) != 0
        if sight.whole("titles"):
            widest = recorded | logic.spread(several)
            sight.memo[awards] = Since(recorded, recorded, widest, has, logic.negate(has))
        else:
            possible = logic.others(held(awards, sight)[1])
            widest = recorded | logic.spread(several | (prior != possible))
            sight.memo[awards] = Since(logic.after(possible), recorded, widest, has, possible == 0)
    found: Since = sight.memo[awards]
    return found


def span_of(asks: Mapping[str, Any]) -> Bits:
    """The years of the condition's own window."""
    return EVERY if asks["years"] is None else (1 << asks["years"]) - 1


def _title(asks: Mapping[str, Any], sight: Sight) -> Code:
    whole = sight.whole("titles")
    if whole:
        yes, no = years_with((asks["award"], *asks["alternatives"]), sight), None
    else:
        yes, no = titled(asks, sight)
    is_so: Bool = False
    is_not: Bool = True
    certain = not asks["since"] and not asks["doubtful"] and whole
    for years, span in asks["windows"]:
        runs = (yes & years) == years
        if certain:
            is_so = is_so | runs
            continue
        breaks = sight.logic.negate(runs) if whole else (no & years) != 0
        if asks["since"]:
            fits, fails = lies_after(asks["since"], span, sight)
            runs, breaks = runs & fits, breaks | fails
        is_so, is_not = is_so | runs, is_not & breaks
    if certain:
        return sight.logic.decide(is_so)
    for years in asks["doubtful"]:
        is_not = is_not & ((yes & years) != years if whole else (no & years) != 0)
    is_not = is_not & sight.logic.negate(is_so)
    if asks["every_since"]:
        is_so, is_not = _in_every_year(yes, no, is_so, is_not, asks, sight)
    return sight.logic.settle(is_so, is_not)


def _in_every_year(
    yes: Bits, no: Bits | None, is_so: Bool, is_not: Bool, asks: Mapping[str, Any], sight: Sight
) -> tuple[Bool, Bool]:
    """And in each year since the prior award too. `no` None: all the other years."""
    prior = since(asks["since"], sight)
    steady = (yes & prior.recorded) == prior.recorded
    is_so = is_so & prior.has & steady
    if no is None:
        return is_so, is_not | prior.lacks | sight.logic.negate(steady)
    return is_so, is_not | prior.lacks | ((no & prior.surely) != 0)


def _holds(asks: Mapping[str, Any], sight: Sight) -> Code:
    yes, whole = years_with(asks["awards"], sight), sight.whole("titles")
    surely: Bits = span_of(asks)
    maybe = surely
    prior: Since | None = None
    if asks["since"]:
        prior = since(asks["since"], sight)
        surely, maybe = surely & prior.surely, maybe & prior.widest
    count, negate = sight.logic.count, sight.logic.negate
    if asks["run"]:
        # Which of the years before Y−30 it was nobody knows: they end no run.
        is_so: Bool = in_a_row(yes & surely & (OLDER - 1), asks["times"]) != 0
    elif asks["times"] == 1:
        is_so = (yes & surely) != 0
    else:
        is_so = count(yes & surely) >= asks["times"]
    many_before = asks["times"] > 1 and asks["years"] is None  # the last bit stands for many years
    if prior is None and not asks["doubtful"] and not many_before and whole:
        return sight.logic.decide(is_so)
    possible = yes if whole else sight.logic.others(held(asks["awards"], sight)[1])
    if not asks["doubtful"]:
        possible = possible & maybe
    if asks["run"] and not asks["doubtful"]:
        is_not: Bool = in_a_row(possible, asks["times"]) == 0
    else:
        is_not = possible == 0 if asks["times"] == 1 else count(possible) < asks["times"]
    if asks["times"] > 1:  # the last bit stands for many years
        is_not = is_not & ((possible & OLDER) == 0)
    if prior is not None:
        is_so, is_not = is_so & prior.has, is_not | prior.lacks
    return sight.logic.settle(is_so, is_not & negate(is_so))


def in_a_row(years: Bits, times: int) -> Bits:
    """The years with which a run of so many years ends."""
    out = years
    for back in range(1, times):
        out = out & (years >> back)
    return out


def _absent(asks: Mapping[str, Any], sight: Sight) -> Code:
    if sight.whole("titles"):
        return _none_in(years_with(asks["awards"], sight), 0, asks, sight, whole=True)
    yes, no = held(asks["awards"], sight)
    return _none_in(yes, no, asks, sight, whole=False)


def _none_in(yes: Bits, no: Bits, asks: Mapping[str, Any], sight: Sight, *, whole: bool) -> Code:
    """None of these years in the window, or since the prior award (which must be held)."""
    own = span_of(asks)
    if not asks["since"]:
        if whole:
            return sight.logic.decide((yes & own) == 0)
        return sight.logic.settle((no & own) == own, (yes & own) != 0)
    prior = since(asks["since"], sight)
    if whole and sight.whole("titles"):
        return sight.logic.decide(((yes & (own & prior.recorded)) == 0) & prior.has)
    surely, recorded = own & prior.surely, own & prior.recorded
    return sight.logic.settle(((no & recorded) == recorded) & prior.has, ((yes & surely) != 0) | prior.lacks)


def _ago(asks: Mapping[str, Any], sight: Sight) -> Code:
    prior, young = years_with(asks["awards"], sight), (1 << asks["years"]) - 1
    older = (prior >> asks["years"]) != 0
    if sight.whole("titles"):
        return sight.logic.decide(older & ((prior & young) == 0))
    none = held(asks["awards"], sight)[1]
    yes = older & ((none & young) == young)
    no = ((prior & young) != 0) | (none == EVERY)
    return sight.logic.settle(yes, no)


def _grade(asks: Mapping[str, Any], sight: Sight) -> Code:
    yes, no = sight.grade(asks["at_least"])
    own = span_of(asks)
    is_so: Bool
    is_not: Bool
    if asks["times"] is None and asks["years"] is None:
        is_so, is_not = True, False
    elif asks["times"] is None:
        is_so, is_not = (yes & own) == own, (no & own) != 0
    else:
        is_so = sight.logic.count(yes & own) >= asks["times"]
        is_not = (sight.logic.count(~no & own) < asks["times"]) & ((~no & own & OLDER) == 0)
    if asks["since"] and asks["years"] is not None:
        fits, fails = lies_after(asks["since"], asks["years"], sight)
        is_so, is_not = is_so & fits, is_not | fails
    if asks["every_since"]:
        is_so, is_not = _in_every_year(yes, no, is_so, is_not, asks, sight)
    return sight.logic.settle(is_so, is_not)


def _title_and_grade(asks: Mapping[str, Any], sight: Sight) -> Code:
    """One of the two latest years with the title and the other with the grade, in either order."""
    (titles, untitled), (grades, ungraded) = sight.title(asks["award"]), sight.grade(asks["at_least"])
    is_so = ((titles & 1) & (grades >> 1 & 1)) | ((titles >> 1 & 1) & (grades & 1)) != 0
    is_not = (((untitled & 1) | (ungraded >> 1 & 1)) & ((untitled >> 1 & 1) | (ungraded & 1))) != 0
    return sight.logic.settle(is_so, is_not)


def _recognised(asks: Mapping[str, Any], sight: Sight) -> Code:
    fresh_for = asks["award_judged"] if asks["fresh"] else None
    planes, exact = sight.planes(
        asks["kind"], asks["level"], higher=asks["higher"], fresh_for=fresh_for, reuse=asks["reuse"]
    )
    surely: Bits = EVERY if asks["window"] is None else (1 << asks["window"]) - 1
    maybe, prior = surely, None
    if asks["since"]:
        prior = since(asks["since"], sight)
        surely, maybe = surely & prior.surely, maybe & prior.widest
    if asks["count"] == 1:
        is_so = (planes[0] & surely) != 0
        if prior is None and sight.whole("works"):
            return sight.logic.decide(is_so)
        is_not = (planes[0] & maybe) == 0
    else:
        used = planes[: asks["count"]]
        is_so = sum(sight.logic.count(plane & surely) for plane in used) >= asks["count"]
        is_not = sum(sight.logic.count(plane & maybe) for plane in used) < asks["count"]
    if not sight.whole("works"):
        is_not = is_not & ((exact & maybe) == maybe)
    if prior is not None:
        is_so, is_not = is_so & prior.has, is_not | prior.lacks
    return sight.logic.settle(is_so, is_not & sight.logic.negate(is_so))


def _discipline(asks: Mapping[str, Any], sight: Sight) -> Code:
    yes, no = sight.discipline(asks["from_level"])
    return _none_in(yes, no, asks, sight, whole=sight.whole("discipline"))


def _standard(asks: Mapping[str, Any], sight: Sight) -> Code:
    yes, no = titled(asks, sight)
    fulfilled = sight.standard(asks["award"])
    is_so = ((yes & 1) != 0) | sight.claimed(f"standard_{asks['award']}") | (fulfilled == YES)
    # A title recorded as not given does not refute the standard: it may be proposed in the same file.
    is_not = (fulfilled == NO) & ((no & 1) != 0) & sight.logic.negate(is_so)
    return sight.logic.settle(is_so, is_not)


KINDS: dict[str, Callable[[Mapping[str, Any], Sight], Code]] = {
    "title": _title,
    "holds": _holds,
    "absent": _absent,
    "ago": _ago,
    "standard": _standard,
    "grade": _grade,
    "title_and_grade": _title_and_grade,
    "initiative": _recognised,
    "topic": _recognised,
    "discipline": _discipline,
}
