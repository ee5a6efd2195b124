"""Borders made from a rule's tree: facts just short of each of its numbers, just at it and just over it.

Everything else of the rule is fulfilled and everything beside it is recorded as absent, so that the number alone decides.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from tests.law.histories_fulfilled import PRIOR, Filling, Needs, needs_of, nobody, nodes_of, nothing, since_of
from tests.law.plainly import DISCIPLINE, GRADES, History
from thidua.law import tables


@dataclass
class Border:
    """One side of one number: what the condition must come to (None: other rows of its table have a say).

    `alone`: the rule comes to the same. `unread`: a part of the rule was not read.
    """

    name: str
    leaf: Any
    award: str
    on: date
    told: History
    expects: str | None
    alone: bool
    unread: bool


def days_of(rule: Any) -> date:
    """A day in the rule's time, late enough in a year that the year before is over."""
    first = date(rule.since.year + 1, 3, 1)
    return first if rule.until is None or first < rule.until else rule.since


def borders_of(rule: Any, award: str, settled: Any) -> Iterator[Border]:
    """Every side of every number of the rule for one of its awards."""
    needs, on = needs_of(rule.condition, award), days_of(rule)
    for leaf in rule.condition.leaves():
        for side in SIDES.get(leaf.kind, lambda _: ())(Place(leaf, award, on, needs, settled)):
            name, expects, day, change, alone = side
            told = nothing(day.year - 1, needs)
            filling = Filling(told, award, day, needs, FirstOfAll(), settled, (id(leaf),))
            filling.fulfil(rule.condition)
            change(told)
            unread = bool(filling.left_out)
            alone = alone and expects is not None and not beside_unread(rule.condition, leaf)
            yield Border(f"{rule.id} {award} {leaf.kind} {name}", leaf, award, day, told, expects, alone, unread)


class FirstOfAll(random.Random):
    """Of several routes the first."""

    def choice(self, seq: Any) -> Any:
        return seq[0]


def beside_unread(node: Any, leaf: Any) -> bool:
    """Whether a route that was not read lies beside the condition, so that nothing is refused for it."""
    inner = [part for part in node.parts if id(leaf) in nodes_of(part)]
    others = [part for part in node.parts if part not in inner]
    here = node.kind == "any" and any(one.kind == "unread" for part in others for one in part.leaves())
    return here or any(beside_unread(part, leaf) for part in inner)


@dataclass
class Place:
    """The condition whose numbers are tried, and for what."""

    leaf: Any
    award: str
    on: date
    needs: Needs
    settled: Any

    @property
    def asks(self) -> Any:
        return self.leaf.asks

    @property
    def since(self) -> tuple[str, ...]:
        return since_of(self.leaf, self.award)

    def side(self, name: str, expects: str | None, change: Any, on: date | None = None, *, alone: bool = True) -> Any:
        return name, expects, on or self.on, change, alone


def award_in(told: History, awards: Any, backs: Any) -> None:
    """The awards in just these years, counted back, and in no other."""
    for award in awards:
        for one, year in list(told.titles):
            if one == award:
                told.titles[one, year] = False
    for back in backs:
        told.titles[list(awards)[0], told.year - back] = True


def grades_at(told: History, at_least: str, years: Any, given: str | None = None) -> None:
    """The grade (or a better one) in just these years back, one lower in all others."""
    for back in range(32):
        told.grades[told.year - back] = (given or at_least) if back in years else GRADES[GRADES.index(at_least) - 1]


def of_title(place: Place) -> Iterator[Any]:
    asks, names = place.asks, [place.asks["award"]]
    times, spacing = asks["times"], asks["spacing"]
    run = [number * spacing for number in range(times)]
    last = max(asks["ends"])
    doubtful = "unknown" if any(spacing == 1 for spacing in asks["doubtful_spacings"]) else "no"
    yield place.side("so many", "yes", lambda told: award_in(told, names, run))
    yield place.side("one fewer", "no", lambda told: award_in(told, names, run[:-1]))
    yield place.side("ends as late as it may", "yes", lambda told: award_in(told, names, [last + one for one in run]))
    yield place.side("ends a year too early", "no", lambda told: award_in(told, names, [last + 1 + one for one in run]))
    if spacing > 1:
        yield place.side(
            "a year too close",
            doubtful,
            lambda told: award_in(told, names, [one * (spacing - 1) for one in range(times)]),
        )
        yield place.side(
            "a year too far", "no", lambda told: award_in(told, names, [one * (spacing + 1) for one in range(times)])
        )
    if place.since:
        yield place.side("prior just before", "yes", lambda told: award_in(told, place.since, [run[-1] + 1]))
        yield place.side("prior within", "no", lambda told: award_in(told, place.since, [run[-1]]))


def of_holds(place: Place) -> Iterator[Any]:
    asks, times, years = place.asks, place.asks["times"], place.asks["years"]
    is_prior = bool(set(asks["awards"]) & place.needs.priors)
    ever = not place.since and years is None
    first = PRIOR if is_prior and ever else 0
    have = list(range(first, first + times))
    outside = "unknown" if asks["doubtful"] else "no"
    yield place.side("so many", "yes", lambda told: None if ever else award_in(told, asks["awards"], have))
    yield place.side("one fewer", "no", lambda told: award_in(told, asks["awards"], have[:-1]))
    end = years if years is not None else PRIOR if place.since else None
    if end is not None and not is_prior:
        early = range(end - times, end)
        yield place.side("the first as early as it may", "yes", lambda told: award_in(told, asks["awards"], early))
        early_by_one = range(end - times + 1, end + 1)
        yield place.side("the first too early", outside, lambda told: award_in(told, asks["awards"], early_by_one))
    if asks["run"] and times > 1 and not is_prior:
        gap = [0, *range(2, times + 1)]
        yield place.side("not in a row", outside, lambda told: award_in(told, asks["awards"], gap))


def of_ago(place: Place) -> Iterator[Any]:
    years, awards = place.asks["years"], place.asks["awards"]
    yield place.side("so long ago", "yes", lambda told: award_in(told, awards, [years]))
    yield place.side("a year less", "no", lambda told: award_in(told, awards, [years - 1]))


def of_absent(place: Place) -> Iterator[Any]:
    awards = place.asks["awards"]
    yield place.side("never", "yes", lambda told: award_in(told, awards, []))
    yield place.side("once", "no", lambda told: award_in(told, awards, [(place.asks["years"] or 2) - 1]))


def of_grade(place: Place) -> Iterator[Any]:
    asks, years, times, level = place.asks, place.asks["years"], place.asks["times"], place.asks["at_least"]
    if times is not None:
        yield place.side("so many", "yes", lambda told: grades_at(told, level, range(times)))
        yield place.side("one fewer", "no", lambda told: grades_at(told, level, range(times - 1)))
        yield place.side(
            "the first as early as it may", "yes", lambda told: grades_at(told, level, range(years - times, years))
        )
        yield place.side(
            "the first too early", "no", lambda told: grades_at(told, level, range(years - times + 1, years + 1))
        )
        return
    # Just the grade asked, unless the rule asks a better one of some of these years.
    best = max(place.needs.grades, key=GRADES.index)
    if asks["every_since"]:
        yield place.side("each year", "yes", lambda told: grades_at(told, level, range(PRIOR), best))
        yield place.side("not the first year", "no", lambda told: grades_at(told, level, range(PRIOR - 1), best))
    elif years is not None:
        yield place.side("so many years", "yes", lambda told: grades_at(told, level, range(years), best))
        yield place.side("one fewer", "no", lambda told: grades_at(told, level, range(years - 1), best))
    if place.since and years is not None:
        # Other conditions may ask more years than this one.
        alone = not asks["every_since"]
        yield place.side("prior just before", "yes", lambda told: prior_at(told, place.since, years), alone=alone)
        yield place.side("prior within", "no", lambda told: prior_at(told, place.since, years - 1))


def prior_at(told: History, awards: Any, back: int) -> None:
    """The prior award in this year back; where it was held several times, the others before it."""
    many = sum(
        told.titles[award, told.year - one]
        for award in awards
        for one in range(32)
        if (award, told.year) in told.titles
    )
    award_in(told, awards, range(back, back + max(many, 1)))


def of_title_and_grade(place: Place) -> Iterator[Any]:
    names = [place.asks["award"]]
    for name, expects, back in [("this year", "yes", 0), ("last year", "yes", 1), ("two years ago", "no", 2)]:
        yield place.side(f"title {name}", expects, lambda told, back=back: award_in(told, names, [back]))


def of_works(place: Place) -> Iterator[Any]:
    asks, kind, count = place.asks, place.leaf.kind, place.asks["count"]
    window = asks["window"] or (place.settled[asks["window_parameter"]] if asks["window_parameter"] else PRIOR)

    def works(told: History, back: int, number: int) -> None:
        for key in list(told.counts):
            told.counts[key] = 0
        told.counts[kind, asks["level"], told.year - back] = number

    yield place.side("so many", "yes", lambda told: works(told, 0, count))
    yield place.side("one fewer", "no", lambda told: works(told, 0, count - 1))
    yield place.side("in the first year of the window", "yes", lambda told: works(told, window - 1, count))
    yield place.side("before the window", "no", lambda told: works(told, window, count))


def of_months(place: Place) -> Iterator[Any]:
    months = place.asks["at_least"]
    yield place.side("so many", "yes", lambda told: setattr(told, "months", months))
    yield place.side("one fewer", "no", lambda told: setattr(told, "months", months - 1))


def of_service(place: Place) -> Iterator[Any]:
    asks = place.asks

    def serve(what: str, months: int, hard: int = 0) -> Any:
        def change(told: History) -> None:
            told.service[what], told.hard[what] = months, hard

        return change

    numbers = [(asks["what"], asks["years"])] + ([asks["direct"]] if asks["direct"] else [])
    for what, years in numbers:
        yield place.side(f"{what} so many", "yes", serve(what, 12 * years))
        yield place.side(f"{what} a month fewer", "no", serve(what, 12 * years - 1))
        if asks["doubled"]:
            yield place.side(f"{what} with hard areas twice", "yes", serve(what, 12 * years - 6, 6))
            yield place.side(f"{what} with hard areas twice a month fewer", "no", serve(what, 12 * years - 7, 6))
    if asks["below"] is not None:
        yield place.side("just below", "yes", serve(asks["what"], 12 * asks["below"] - 1))
        yield place.side("no longer below", "no", serve(asks["what"], 12 * asks["below"]))


def of_office(place: Place) -> Iterator[Any]:
    """Each row of the table for the award, for men and for women, whose years are a third shorter."""
    table = tables.table(place.asks["table"])
    for row in table.rows.get(place.award, ()):
        for sex, share in [("male", Fraction(1))] + ([("female", Fraction(2, 3))] if table.women_shorter else []):

            def serve(months: int, sex: str = sex, post: str = row.post) -> Any:
                def change(told: History) -> None:
                    told.sex, told.posts = sex, {**dict.fromkeys(told.posts, 0), post: months}

                return change

            least = max(ceil(12 * row.years * share), 1)
            yield place.side(f"{row.post} {sex} so long", "yes", serve(least))
            yield place.side(f"{row.post} {sex} a month less", "no" if row.years == 0 else None, serve(least - 1))
            if row.below is not None:
                yield place.side(f"{row.post} {sex} just below", "yes", serve(ceil(12 * row.below * share) - 1))
                yield place.side(f"{row.post} {sex} no longer below", None, serve(ceil(12 * row.below * share)))


def of_age(place: Place) -> Iterator[Any]:
    years = place.asks["years"]
    yield place.side("so old", "yes", lambda told: setattr(told, "founded", told.year - years))
    yield place.side("a year younger", "no", lambda told: setattr(told, "founded", told.year - years + 1))


def of_members_share(place: Place) -> Iterator[Any]:
    asks, percent = place.asks, place.asks["percent"]

    def share(count: int) -> Any:
        def change(told: History) -> None:
            members = told.members = told.members or nobody(place.needs)
            if asks["award"]:
                members["awards"][asks["award"]] = count
            else:
                floor = GRADES.index(asks["at_least_grade"])
                members["grades"] = {**dict.fromkeys(GRADES, 0), GRADES[floor]: count, GRADES[floor - 1]: 100 - count}

        return change

    yield place.side("just so many", "no" if asks["strict"] else "yes", share(percent))
    yield place.side("one fewer", "no", share(percent - 1))
    if percent < 100:
        yield place.side("one more", "yes", share(percent + 1))


def of_members_have(place: Place) -> Iterator[Any]:
    count = place.asks["at_least"]

    def have(number: int) -> Any:
        return lambda told: told.members["awards"].update({place.asks["award"]: number})

    yield place.side("so many", "yes", have(count))
    yield place.side("one fewer", "no", have(count - 1))


def of_members_discipline(place: Place) -> Iterator[Any]:
    rung = DISCIPLINE.index(place.asks["from_level"])
    for name, expects, number in [("that rung", "no", rung), ("a lower rung", "yes", rung - 1)]:
        if number >= 0:
            yield place.side(
                name, expects, lambda told, one=DISCIPLINE[number]: told.members["discipline"].update({one: 1})
            )


def of_discipline(place: Place) -> Iterator[Any]:
    rung, years = place.asks["from_level"], place.asks["years"]
    for name, expects, back in [("just outside", "yes", years), ("in the first year", "no", years - 1)]:
        yield place.side(
            name, expects, lambda told, back=back: told.discipline.update({(rung, told.year - back): True})
        )


def of_timing(place: Place) -> Iterator[Any]:
    """The last day and the day after, in the year after the decision."""
    last = date(place.on.year, place.asks["month"], place.asks["day"])

    def decided(year: int) -> Any:
        return lambda told: told.decided.update({place.asks["prior"]: date(year, 12, 31)})

    yield place.side("the last day", "yes", decided(last.year - 1), last)
    yield place.side("the day after", "no", decided(last.year - 1), last + timedelta(days=1))
    yield place.side("the same year", "no", decided(last.year), last)
    yield place.side("two years later", "no", decided(last.year - 2), last)


def of_vote(place: Place) -> Iterator[Any]:
    percent = place.asks["percent"]

    def cast(members: int, yes: int, secret: bool = True) -> Any:
        return lambda told: told.votes.update({place.award: (members, yes, secret)})

    yield place.side("so many", "yes", cast(100, percent))
    yield place.side("one fewer", "no", cast(100, percent - 1))
    yield place.side("of eleven", "yes", cast(11, ceil(Fraction(11 * percent, 100))))
    yield place.side("of eleven one fewer", "no", cast(11, ceil(Fraction(11 * percent, 100)) - 1))
    yield place.side("not secret", "no" if place.asks["secret"] else "yes", cast(100, percent, False))


SIDES: dict[str, Any] = {
    "title": of_title,
    "holds": of_holds,
    "ago": of_ago,
    "absent": of_absent,
    "grade": of_grade,
    "title_and_grade": of_title_and_grade,
    "initiative": of_works,
    "topic": of_works,
    "months": of_months,
    "service": of_service,
    "office": of_office,
    "age": of_age,
    "members_share": of_members_share,
    "members_have": of_members_have,
    "members_discipline": of_members_discipline,
    "discipline": of_discipline,
    "timing": of_timing,
    "vote": of_vote,
}
"""Each kind that holds a number, with its sides."""
