"""Turns profiles into what the law looks at, for many people and collectives at once, and asks the law.

What is not recorded is left out and yields "cannot tell". A year is known to the book of honours when every unit in
which the person stood declared it complete; a year without initiative or discipline is known when its sheet is closed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from thidua.domain.awards import queries as awards
from thidua.domain.initiatives.enums import Kind as InitiativeKind
from thidua.domain.initiatives.enums import Reach
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import queries as profiles
from thidua.domain.profiles.models import Profile
from thidua.law import agency, data, engine, planner
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
    by_person, by_unit = profiles.of_people(people), profiles.of_units(collectives.values())
    members = profiles.members(collectives.values(), year)
    return (
        {id: of_person(by_person[id], year, on) for id in people},
        {id: of_collective(by_unit[id], members[id], year) for id in collectives},
    )


# -- plans -------------------------------------------------------------------------------------------------------------


def under_way(
    person_ids: Iterable[int], units: Iterable[Unit], on: dt.date
) -> tuple[dict[int, Facts], dict[int, Facts]]:
    """What plans start from: the facts of people and of collectives in the year of the day, which still goes on.

    A collective of which only some members are graded is taken as not graded yet, unless one of them failed.
    """
    people, collectives = gather(person_ids, units, on.year, dt.date(on.year + 1, 3, 1))
    return people, {id: _still_open(facts) for id, facts in collectives.items()}


def _still_open(facts: Facts) -> Facts:
    members = facts.members
    if members is None or members.graded == members.total or members.grades.get(GRADES[0]):
        return facts
    return replace(facts, members=replace(members, graded=None, grades={}))


def plan(
    facts: Facts, asked: Terms, from_year: int, *, horizon: int = 12, only: Sequence[str] | None = None
) -> dict[str, Any]:
    """The roads to every award (to those of `only`) in the years from `from_year` on, as plain values in both languages."""
    if only is None:
        only = agency.looked_at(data.judged(facts.subject), asked.parameters)
    return planner.plan(
        facts,
        from_year=from_year,
        horizon=horizon,
        on=asked.on,
        parameters=asked.parameters,
        confirmations=asked.confirmations,
        awards=only,
    ).to_json()


# -- from profiles -----------------------------------------------------------------------------------------------------


def of_person(profile: Profile, year: int, on: dt.date) -> Facts:
    """The facts of a person by the profile, judged on the day."""
    seen = _Seen(profile, year)
    initiatives, initiative_counts = _works(seen, InitiativeKind.INITIATIVE)
    topics, topic_counts = _works(seen, InitiativeKind.TOPIC)
    rungs = {rung: seen.years(f"discipline.{rung}") for rung in DISCIPLINE}
    return Facts(
        subject="individual",
        year=year,
        titles=_titles(seen, "individual"),
        grades=_grades(seen),
        initiatives=initiatives,
        initiative_counts=initiative_counts,
        topics=topics,
        topic_counts=topic_counts,
        discipline=masks_of(DISCIPLINE, rungs, seen.years("known.discipline"), year),
        months_employed=_months(profile, on),
        prior_decisions=_decided(profile),
    )


def of_collective(profile: Profile, members: profiles.Counted, year: int) -> Facts:
    """The facts of a collective by its profile and its members of the year."""
    seen, tally = _Seen(profile, year), members.tally
    return Facts(
        subject="collective",
        year=year,
        titles=_titles(seen, "collective"),
        grades=_grades(seen),
        members=Members(
            total=tally.total,
            graded=tally.graded,
            awards=_holders(members, is_complete=year in seen.years("known.titles")),
            grades={grade: tally.grades[grade] for grade in GRADES},
            discipline={
                rung: tally.discipline[rung] for rung in DISCIPLINE if tally.is_closed or tally.discipline[rung]
            },
        ),
        prior_decisions=_decided(profile),
    )


class _Seen:
    """The years of each signal of a profile, up to the judged one."""

    def __init__(self, profile: Profile, year: int) -> None:
        self.year = year
        self._masks = profiles.masks(profile)

    def years(self, signal: str) -> set[int]:
        return {one for one in profiles.years_of(self._masks.get(signal, 0)) if one <= self.year}


def _titles(seen: _Seen, subject: str) -> dict[str, Mask]:
    known = seen.years("known.titles")
    return {award: Mask.of(seen.years(f"title.{award}"), known, seen.year) for award in _every_title(subject)}


@cache
def _every_title(subject: str) -> tuple[str, ...]:
    """The awards of the catalogue for the subject: whatever rule is asked finds its years, or that there are none."""
    return tuple(one.id for one in data.awards() if subject in one.subjects)


def _grades(seen: _Seen) -> dict[int, str]:
    """The grade of each year that has one: who has a better grade has at least each lower one."""
    grades = dict.fromkeys(seen.years("known.grade"), GRADES[0])
    for grade in GRADES[1:]:
        grades |= dict.fromkeys(seen.years(f"grade.{grade}"), grade)
    return grades


def _works(seen: _Seen, kind: str) -> tuple[dict[str, Mask], dict[str, dict[int, int]]]:
    """The masks of each reach, and for years that are wholly recorded how many of that reach or wider, up to five.

    A reach that is not recorded here, such as that of a military region, holds what reaches further.
    """
    whole = seen.years("known.works")
    sums: list[Counter[int]] = []
    for i in range(len(REACH)):
        recorded = next(reach for reach in REACH[i:] if reach in Reach.values)
        planes = (seen.years(f"{kind}.{recorded}.{n}") for n in range(1, profiles.MOST + 1))
        sums.append(Counter(year for plane in planes for year in plane))
    held = {
        reach: set(here - further) for reach, here, further in zip(REACH, sums, [*sums[1:], Counter()], strict=True)
    }
    counts = {reach: {one: n for one, n in sorted(sums[i].items()) if one in whole} for i, reach in enumerate(REACH)}
    return masks_of(REACH, held, whole, seen.year), {reach: by_year for reach, by_year in counts.items() if by_year}


def _months(profile: Profile, on: dt.date) -> int | None:
    """Whole months since the first post that is recorded."""
    if "first_post" not in profile.dates:
        return None
    since = dt.date.fromisoformat(profile.dates["first_post"])
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))


def _decided(profile: Profile) -> dict[str, dt.date]:
    """The day of the newest decision on each award."""
    return {award: dt.date.fromisoformat(day) for award, day in profile.dates.get("decided", {}).items()}


def _holders(members: profiles.Counted, *, is_complete: bool) -> dict[str, int | None]:
    """How many members have each award of the individual ladder for the year.

    Where the book of the year is not declared complete, a count is told only when it is already enough for every
    rule that asks for it: more holders can only be found.
    """
    out: dict[str, int | None] = {}
    for award in data.ladder("individual"):
        count = members.awards[award]
        if is_complete or (count and _is_enough(award, count, members.tally.total)):
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
