"""Asks the law for a dossier: what it looks at for many people and collectives at once, its findings, and plans."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from thidua.domain.awards.facts import Terms, terms
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import facts as profiled
from thidua.domain.profiles import queries as profiles
from thidua.law import agency, data, engine, planner
from thidua.law.facts import GRADES, Facts
from thidua.law.verdicts import Verdict

Finding = dict[str, Any]


def finding(award: str, facts: Facts, asked: Terms) -> Finding:
    """The law's finding on one award with the facts it saw, as it is stored with a nomination."""
    verdict = engine.judge(award, facts, on=asked.on, parameters=asked.parameters, confirmations=asked.confirmations)
    return _stored(verdict, facts, asked)


def ladder(facts: Facts, asked: Terms) -> list[Finding]:
    """The findings on every award of the subject's ladder, from the first rung up."""
    verdicts = engine.ladder(facts, on=asked.on, parameters=asked.parameters, confirmations=asked.confirmations)
    return [_stored(verdict, facts, asked) for verdict in verdicts]


def _stored(verdict: Verdict, facts: Facts, asked: Terms) -> Finding:
    return {
        "on": asked.on.isoformat(),
        "verdict": verdict.to_json(),
        "facts": facts.to_json(),
        "rule_ids": list(verdict.rule_ids),
        "law_version": verdict.law_version,
        "parameters": {key: str(value) for key, value in sorted(asked.parameters.items())},
        "confirmations": [word.to_json() for word in asked.confirmations],
    }


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
    counted = profiles.members(collectives.values(), year)
    return (
        {id: profiled.of_person(by_person[id], year, on) for id in people},
        {
            id: profiled.of_collective(by_unit[id], profiled.members(counted[id], by_unit[id], year), year)
            for id in collectives
        },
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


__all__ = [
    "Finding", "Terms", "finding", "gather", "ladder", "missing", "of_people", "of_units", "plan", "terms", "under_way",
]  # fmt: skip
