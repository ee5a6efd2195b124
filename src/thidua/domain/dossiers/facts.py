"""Gathers what the law looks at, for many people and collectives at once, and asks the law.

What is not recorded is left out and yields "cannot tell". A year is known to the book of honours when every unit in
which the person stood declared it complete; a year without initiative or discipline is known when its sheet is closed.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Q

from thidua.domain.assessment import queries as assessment
from thidua.domain.assessment.enums import Grade
from thidua.domain.awards import queries as awards
from thidua.domain.initiatives import queries as initiatives
from thidua.domain.initiatives.enums import Kind as InitiativeKind
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.domain.people.models import Post
from thidua.domain.register import queries as register
from thidua.domain.register.enums import Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.law import data, engine
from thidua.law.facts import DISCIPLINE, GRADES, REACH, Facts, Members
from thidua.law.masks import Mask
from thidua.law.masks import register as masks_of

Finding = dict[str, Any]


@dataclass(frozen=True)
class Terms:
    """With what the law is asked: its day, the agency's own numbers, the words on which rules go on."""

    on: dt.date
    parameters: Mapping[str, Any]
    confirmations: Sequence[engine.Confirmation]


def terms(agency: Unit, on: dt.date) -> Terms:
    """The terms at the agency that receives the dossier, on the day of receipt. Two queries."""
    return Terms(on, awards.parameters_for(agency, on), awards.confirmations_for(agency, on))


def finding(award: str, facts: Facts, asked: Terms) -> Finding:
    """The law's finding on one award with the facts it saw, as it is stored with a nomination."""
    verdict = engine.judge(award, facts, on=asked.on, parameters=asked.parameters, confirmations=asked.confirmations)
    return {
        "on": asked.on.isoformat(),
        "verdict": verdict.to_json(),
        "facts": facts.to_json(),
        "rule_ids": list(verdict.rule_ids),
        "law_version": verdict.law_version,
        "parameters": {key: str(value) for key, value in sorted(asked.parameters.items())},
        "confirmations": [word.to_json() for word in asked.confirmations],
    }


def ladder(facts: Facts, asked: Terms) -> list[Finding]:
    """The findings on every award of the subject's ladder, from the first rung up."""
    return [finding(award, facts, asked) for award in data.ladder(facts.subject)]


def missing(found: Finding) -> int:
    """How many conditions of the nearest rule are not met yet; a choice of several counts once.

    Where no verified rule is in force, those of the rule before it.
    """
    verdict = found["verdict"]["older"] or found["verdict"]
    deciding = verdict["deciding"]
    if verdict["truth"] == "met" or deciding is None:
        return 0
    rows = [row for row in verdict["conditions"] if row["rule_id"] == deciding["rule_id"] and row["in_play"]]
    groups = {row["limb"]: row["truth"] for row in rows if row["kind"] in ("all", "any")}
    blocking = set()
    for row in rows:
        if row["kind"] in ("rule", "all", "any") or row["left_to_people"] or row["truth"] == "met":
            continue
        around = [limb for limb in groups if row["limb"].startswith(f"{limb}/")]
        if not any(groups[limb] == "met" for limb in around):
            blocking.add(min(around, key=len) if around else row["limb"])
    return len(blocking)


def of_people(person_ids: Iterable[int], year: int, on: dt.date) -> dict[int, Facts]:
    """What the law looks at for each person. The number of queries does not grow with the people."""
    return gather(person_ids, (), year, on)[0]


def of_units(units: Iterable[Unit], year: int, on: dt.date) -> dict[int, Facts]:
    """What the law looks at for each unit as a collective, its members counted with those of the units below."""
    return gather((), units, year, on)[1]


def gather(
    person_ids: Iterable[int], units: Iterable[Unit], year: int, on: dt.date
) -> tuple[dict[int, Facts], dict[int, Facts]]:
    """The facts of people and of collectives for the year, judged on the day."""
    people, collectives = list(dict.fromkeys(person_ids)), {unit.pk: unit for unit in units}
    posts = _posts(people)
    members = _members(list(collectives.values()), year)
    held = _titles([*people, *members], list(collectives))
    places = {unit.pk: unit for rows in posts.values() for unit in (row.unit for row in rows)} | collectives
    complete = _complete(places)
    by_person = _people(people, posts, held, complete, year, on) if people else {}
    by_unit = _collectives(collectives, members, held, complete, year) if collectives else {}
    return by_person, by_unit


# -- reading -----------------------------------------------------------------------------------------------------------


@dataclass
class Held:
    """What the book of honours says: subject → award → years of achievement, and the latest day of decision."""

    people: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    units: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    days: dict[tuple[str, int], dict[str, dt.date]] = field(default_factory=lambda: defaultdict(dict))


def _posts(people: list[int]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {id: [] for id in people}
    if people:
        for post in Post.objects.filter(person__in=people).select_related("unit").order_by("from_on", "pk"):
            found[post.person_id].append(post)
    return found


def _members(units: list[Unit], year: int) -> dict[int, Post]:
    return assessment.last_posts(tuple(unit.path for unit in units), year) if units else {}


def _titles(people: list[int], units: list[int]) -> Held:
    """One query. Awards for thematic or sudden achievements do not count for those of a year's merit (`register`)."""
    held = Held()
    asked = Q(person__in=people) | Q(unit__in=units, subject_kind=SubjectKind.COLLECTIVE)
    rows = Entry.objects.filter(asked, mode=Mode.REGULAR).order_by("pk")
    for row in rows:
        kind, subject = ("person", row.person_id) if row.person_id is not None else ("unit", row.unit_id)
        if (
            row.years
            and len(row.years) == row.count
            and (min(row.years), max(row.years)) == (row.span_from, row.span_until)
        ):
            (held.people if kind == "person" else held.units)[subject][row.award].update(row.years)
        if row.decided_on is not None:
            days = held.days[kind, subject]
            days[row.award] = max(days.get(row.award, row.decided_on), row.decided_on)
    return held


def _complete(places: dict[int, Unit]) -> dict[int, set[int]]:
    """Unit → years of which its book, or that of a unit above it, was declared complete."""
    if not places:
        return {}
    declared = register.complete_years({id for unit in places.values() for id in above(unit)})
    return {id: set().union(*(declared[one] for one in above(unit))) for id, unit in places.items()}


@cache
def _asked_titles(subject: str) -> frozenset[str]:
    """The awards that rules on the subject's ladder ask for."""
    rungs = data.ladder(subject)
    asked = {
        leaf.asks.get(key)
        for one in data.rules()
        if one.award in rungs
        for leaf in one.condition.leaves()
        for key in ("award", "prior")
    }
    return frozenset(rungs) | {award for award in asked if award is not None and subject in data.award(award).subjects}


def _masks(subject: str, held: Mapping[str, set[int]], known: Iterable[int], year: int) -> dict[str, Mask]:
    recorded = set(known)
    return {award: Mask.of(held.get(award, ()), recorded, year) for award in sorted(_asked_titles(subject) | set(held))}


# -- people ------------------------------------------------------------------------------------------------------------


def _people(
    people: list[int],
    posts: dict[int, list[Post]],
    held: Held,
    complete: dict[int, set[int]],
    year: int,
    on: dt.date,
) -> dict[int, Facts]:
    ratings = assessment.of_people(people)
    closed = assessment.closed_years({post.unit_id for rows in posts.values() for post in rows})
    counts = initiatives.counts_of_people(people)
    out = {}
    for person in people:
        stood = _stood(posts[person], year)
        known = {one for one, units in stood.items() if all(one in complete[unit] for unit in units)}
        whole = {one for one, units in stood.items() if one in closed.get(units[-1], ())}
        whole |= {rating.year for rating in ratings[person] if rating.is_closed}
        disciplined: dict[str, set[int]] = defaultdict(set)
        for rating in ratings[person]:
            disciplined[rating.discipline].add(rating.year)
        known_discipline = whole | {rating.year for rating in ratings[person] if rating.is_discipline_known}
        reached = {kind: _reach(counts[person], kind, whole, year) for kind in InitiativeKind.values}
        out[person] = Facts(
            subject="individual",
            year=year,
            titles=_masks("individual", held.people.get(person, {}), known, year),
            grades={rating.year: rating.grade for rating in ratings[person] if rating.grade and rating.year <= year},
            initiatives=reached[InitiativeKind.INITIATIVE][0],
            initiative_counts=reached[InitiativeKind.INITIATIVE][1],
            topics=reached[InitiativeKind.TOPIC][0],
            topic_counts=reached[InitiativeKind.TOPIC][1],
            discipline=masks_of(DISCIPLINE, disciplined, known_discipline, year),
            months_employed=_months(posts[person], on),
            prior_decisions=held.days.get(("person", person), {}),
        )
    return out


def _stood(posts: list[Post], year: int) -> dict[int, list[int]]:
    """Year → the units in which the person stood, the last one last."""
    found: dict[int, list[int]] = defaultdict(list)
    for post in posts:
        last = year if post.until_on is None else min(year, (post.until_on - dt.timedelta(days=1)).year)
        for one in range(post.from_on.year, last + 1):
            found[one].append(post.unit_id)
    return found


def _months(posts: list[Post], on: dt.date) -> int | None:
    """Whole months since the first post that is recorded."""
    if not posts:
        return None
    since = posts[0].from_on
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))


def _reach(
    counts: initiatives.Counts, kind: str, whole: set[int], year: int
) -> tuple[dict[str, Mask], dict[str, dict[int, int]]]:
    """The masks of each reach, and for years that are wholly recorded how many of that reach or wider."""
    held = {reach: set(counts.get((kind, reach), ())) for reach in REACH}
    years = {one for one in whole if one <= year}
    sums = {
        reach: {one: sum(counts.get((kind, wider), Counter())[one] for wider in REACH[i:]) for one in sorted(years)}
        for i, reach in enumerate(REACH)
    }
    return masks_of(REACH, held, whole, year), {
        reach: {one: n for one, n in by_year.items() if n} for reach, by_year in sums.items() if any(by_year.values())
    }


# -- collectives -------------------------------------------------------------------------------------------------------


def _collectives(
    units: dict[int, Unit], members: dict[int, Post], held: Held, complete: dict[int, set[int]], year: int
) -> dict[int, Facts]:
    ratings = assessment.of_units(units)
    tallies = assessment.tallies(units.values(), year)
    out = {}
    for id, unit in units.items():
        tally = tallies[id]
        mine = [person for person, post in members.items() if post.unit.path.startswith(unit.path)]
        out[id] = Facts(
            subject="collective",
            year=year,
            titles=_masks("collective", held.units.get(id, {}), complete[id], year),
            grades={rating.year: rating.grade for rating in ratings[id] if rating.grade and rating.year <= year},
            members=Members(
                total=tally.total,
                graded=tally.graded,
                awards=_holders(mine, tally.total, held, year, is_complete=year in complete[id]),
                grades={grade: tally.grades[Grade(grade)] for grade in GRADES},
                discipline={
                    rung: tally.discipline[rung] for rung in DISCIPLINE if tally.is_closed or tally.discipline[rung]
                },
            ),
            prior_decisions=held.days.get(("unit", id), {}),
        )
    return out


def _holders(members: list[int], total: int, held: Held, year: int, *, is_complete: bool) -> dict[str, int | None]:
    """How many members have each award of the individual ladder for the year.

    Where the book of the year is not declared complete, a count is told only when it is already enough for every
    rule that asks for it: more holders can only be found.
    """
    out: dict[str, int | None] = {}
    for award in data.ladder("individual"):
        count = sum(year in held.people[person].get(award, ()) for person in members if person in held.people)
        if is_complete or (count and _is_enough(award, count, total)):
            out[award] = count
    return out


def _is_enough(award: str, count: int, total: int) -> bool:
    for leaf in (leaf for one in data.rules() for leaf in one.condition.leaves() if leaf.asks.get("award") == award):
        if leaf.kind == "members_share":
            need = leaf.asks["percent"] * total
            if count * 100 < need or (leaf.asks["strict"] and count * 100 == need):
                return False
        elif leaf.kind == "members_have" and count < leaf.asks["at_least"]:
            return False
    return True
