"""Carrying out the steps of a road, in plain years, and asking the law: what the planner promises must come true."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from thidua.law import data, engine
from thidua.law.facts import DISCIPLINE, GRADES, Facts, Members, Work
from thidua.law.masks import Mask, years_of
from thidua.law.roads import Road, Step
from thidua.law.verdicts import Truth

EVER = range(1985, 2060)


def comes_true(facts: Facts, road: Road, steps: Sequence[Step], from_year: int) -> bool:
    """Whether the steps lead to the award: what they name happens, and an award on the way is gained where it is met."""
    assert road.earliest is not None
    happened = [one for one in steps if one.kind not in ("title", "award", "people")]
    for one in sorted((one for one in steps if one.kind in ("title", "award")), key=lambda one: (one.year, _rung(one))):
        if one.by_people or _is_met(one.what, seen_in(facts, one.year, happened, from_year)):
            happened.append(one)
    return _is_met(road.award, seen_in(facts, road.earliest, happened, from_year))


def _rung(step: Step) -> int:
    order = [one.id for one in data.awards()]
    # The certificate rests on the titles of its year.
    return order.index(step.what) + (1000 if step.kind == "award" else 0)


def _is_met(award: str, facts: Facts) -> bool:
    verdict = engine.judge(award, facts, on=date(facts.year + 1, 3, 1))
    return (verdict.older or verdict).truth is Truth.met


def seen_in(facts: Facts, year: int, steps: Iterable[Step], from_year: int) -> Facts:
    """The facts of a later year after the steps. The book is complete: what it does not show was not given."""
    steps = [one for one in steps if one.year <= year or one.kind in ("service", "post", "age")]
    given = {award: set(years_of(mask.yes, facts.year)) for award, mask in facts.titles.items()}
    decided = dict(facts.prior_decisions)
    grades = dict(facts.grades)
    works = list(facts.works)
    clean: set[int] = set()
    later = year - facts.year
    service, posts = dict(facts.service), dict(facts.posts)
    for one in steps:
        if one.kind == "title" or (one.kind == "award" and one.year < year):
            given.setdefault(one.what, set()).add(one.year)
            if one.year < year:
                decided[one.what] = max(date(one.year + 1, 6, 30), decided.get(one.what, date.min))
        elif one.kind == "grade":
            grades[one.year] = max(one.what, grades.get(one.year, GRADES[0]), key=GRADES.index)
        elif one.kind in ("initiative", "topic"):
            works += [Work(one.kind, f"{one.year}{one.what}{n}", one.year, one.what) for n in range(one.count)]  # type: ignore[arg-type]
        elif one.kind == "no_discipline":
            clean.add(one.year)
        elif one.kind == "service":
            service[one.what] += 12 * later
        elif one.kind == "post":
            posts[one.what] += 12 * later
    known = [one for one in EVER if one <= year]
    return Facts(
        subject=facts.subject,
        year=year,
        titles={award: Mask.of(given.get(award, ()), known, year) for award in _looked_at() | set(given)},
        grades=grades,
        initiatives={key: _later(mask, facts.year, year) for key, mask in facts.initiatives.items()},
        topics={key: _later(mask, facts.year, year) for key, mask in facts.topics.items()},
        works=tuple(works),
        discipline={rung: Mask.of((), clean, year) for rung in DISCIPLINE},
        prior_decisions=decided,
        service=service,
        posts=posts,
        members=_members(facts, year, steps),
        calendar=facts.calendar,
    )


@cache
def _looked_at() -> frozenset[str]:
    return frozenset(award for rule in data.rules() for node in rule.condition.leaves() for award in _named(node.asks))


def _named(asks: object) -> set[str]:
    assert isinstance(asks, dict)
    out = set(asks.get("awards", ()))
    since = asks.get("since") or ()
    out |= {one for several in since.values() for one in several} if isinstance(since, dict) else set(since)
    return out | ({asks["award"]} if asks.get("award") else set()) | ({asks["prior"]} if asks.get("prior") else set())


def _later(mask: Mask, year: int, later: int) -> Mask:
    return Mask.of(years_of(mask.yes, year), years_of(mask.known, year), later)


def _members(facts: Facts, year: int, steps: Iterable[Step]) -> Members | None:
    if facts.subject != "collective":
        return None
    total = (facts.members and facts.members.total) or 100
    awards: dict[str, int | None] = {}
    grades: dict[str, int | None] = {}
    discipline: dict[str, int | None] = {}
    for one in steps:
        if one.kind == "members" and one.year == year:
            what, _, key = one.what.partition(":")
            if what == "award":
                awards[key] = max(one.count, awards.get(key) or 0)
            elif what == "grade":
                assert one.count == total, "the only share of a grade that the law asks for is all members"
                grades = dict.fromkeys(GRADES, 0) | {key: total}
            else:
                discipline = dict.fromkeys(DISCIPLINE, 0)
    return Members(total, total if grades else None, awards, grades, discipline)
