"""The eight rules for OpenFisca-Core: every year a dense array, "since the latest award" by recursion or by loops.

`recursion` is how models are written there: a variable asks itself of last year. With the default max_spiral_loops = 1
this silently gives default values, so the limit is raised above the number of years; the answers are compared with plain
Python. `loops` walks the years inside each formula instead and never meets the limit. Both are measured.

    .bench-venv/bin/python bench/law/openfisca_eight.py FOLDER/SCALE recursion|loops [repeats]

Prints a line of JSON: seconds (the least of the repeats) of the system (classes, once), the build (from the rows in
.npy files to a simulation with its inputs) and the computing.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from answers import save
from generate import AWARDS, YEAR
from openfisca_core import periods, simulations, taxbenefitsystems
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

FIRST = 2006
YEARS = YEAR - FIRST + 1
NEVER = 1000
BACK = {year: periods.period(str(year)) for year in range(FIRST - 1, YEAR + 1)}

Person = build_entity(key="person", plural="persons", label="Person", is_person=True)
Unit = build_entity(key="unit", plural="units", label="Unit", roles=[{"key": "member", "plural": "members"}])


def variable(name: str, kind: type, formula: Callable[..., Any] | None = None, default: Any = 0) -> type[Variable]:
    """A yearly variable of persons."""
    body: dict[str, Any] = {"value_type": kind, "entity": Person, "definition_period": DateUnit.YEAR, "label": name}
    if kind is int:
        body["default_value"] = default
    if formula:
        body["formula"] = formula
    return type(name, (Variable,), body)


def last(person: Any, name: str, period: Any, years: int) -> list[Any]:
    """The arrays of the variable for the last so many years, this one first."""
    return [person(name, BACK[period.start.year - ago]) for ago in range(years)]


def every(person: Any, name: str, period: Any, years: int) -> Any:
    """Whether the truth held in each of the last years."""
    return np.logical_and.reduce(last(person, name, period, years))


def count(person: Any, name: str, period: Any, years: int) -> Any:
    """In how many of the last years the truth held."""
    return sum(one.astype(np.int32) for one in last(person, name, period, years))


# ── "Since", by recursion: what the variable was last year ────────────────────────────────────────────────────────────


def recursive(name: str, kind: type, start: Any, step: Callable[..., Any]) -> type[Variable]:
    """A variable that `step` makes from its own value of last year; `start` before the first year."""

    def formula(person: Any, period: Any) -> Any:
        year = period.start.year
        before = person(name, BACK[year - 1]) if year > FIRST else np.full(person.count, start)
        return step(person, period, before)

    return variable(name, kind, formula)


def recursion() -> list[type[Variable]]:
    """Years since an award, truths and counts since it, runs."""

    def years_since(award: str) -> type[Variable]:
        return recursive(
            f"years_since_{award}",
            int,
            NEVER,
            lambda person, period, before: np.where(person(award, period), 0, before + 1),
        )

    def each_since(what: str, award: str) -> type[Variable]:
        return recursive(
            f"{what}_each_since_{award}",
            bool,
            True,
            lambda person, period, before: person(award, period) | (before & person(what, period)),
        )

    def count_since(what: str, award: str) -> type[Variable]:
        return recursive(
            f"{what}_since_{award}",
            int,
            0,
            lambda person, period, before: np.where(person(award, period), 0, before + person(what, period)),
        )

    return [
        *(years_since(award) for award in ("b2", "b3", "m1")),
        each_since("t1", "b2"),
        each_since("good", "b3"),
        *(count_since(what, award) for what, award in COUNTS),
        recursive("t1_run", int, 0, lambda person, period, before: np.where(person("t1", period), before + 1, 0)),
        recursive("t1_longest", int, 0, lambda person, period, before: np.maximum(before, person("t1_run", period))),
        recursive("years_graded", int, 0, lambda person, period, before: before + person("graded", period)),
        recursive("t3_ever", int, 0, lambda person, period, before: before + person("t3", period)),
        recursive("m1_ever", bool, False, lambda person, period, before: before | person("m1", period)),
    ]


COUNTS = (
    ("t2", "b2"),
    ("t2", "b3"),
    ("discipline", "b3"),
    ("t3", "m1"),
    ("initiative_3", "m1"),
)


# ── "Since", by loops inside the formula ──────────────────────────────────────────────────────────────────────────────


def loops() -> list[type[Variable]]:
    """The same variables, each formula walking back over the years."""

    def years_since(award: str) -> type[Variable]:
        def formula(person: Any, period: Any) -> Any:
            out, still = np.full(person.count, NEVER, np.int32), np.ones(person.count, bool)
            for ago, held in enumerate(last(person, award, period, YEARS)):
                out[still & held] = ago
                still &= ~held
            return out

        return variable(f"years_since_{award}", int, formula)

    def each_since(what: str, award: str) -> type[Variable]:
        def formula(person: Any, period: Any) -> Any:
            out, still = np.ones(person.count, bool), np.ones(person.count, bool)
            pairs = zip(last(person, award, period, YEARS), last(person, what, period, YEARS), strict=True)
            for held, fact in pairs:
                still &= ~held
                out &= fact | ~still
            return out

        return variable(f"{what}_each_since_{award}", bool, formula)

    def count_since(what: str, award: str) -> type[Variable]:
        def formula(person: Any, period: Any) -> Any:
            out, still = np.zeros(person.count, np.int32), np.ones(person.count, bool)
            pairs = zip(last(person, award, period, YEARS), last(person, what, period, YEARS), strict=True)
            for held, fact in pairs:
                still &= ~held
                out += still & fact
            return out

        return variable(f"{what}_since_{award}", int, formula)

    def longest(person: Any, period: Any) -> Any:
        run = out = np.zeros(person.count, np.int32)
        for held in last(person, "t1", period, YEARS):
            run = (run + 1) * held
            out = np.maximum(out, run)
        return out

    return [
        *(years_since(award) for award in ("b2", "b3", "m1")),
        each_since("t1", "b2"),
        each_since("good", "b3"),
        *(count_since(what, award) for what, award in COUNTS),
        variable("t1_longest", int, longest),
        variable("years_graded", int, lambda person, period: count(person, "graded", period, YEARS)),
        variable("t3_ever", int, lambda person, period: count(person, "t3", period, YEARS)),
        variable("m1_ever", bool, lambda person, period: np.logical_or.reduce(last(person, "m1", period, YEARS))),
    ]


# ── The eight rules, the same for both ────────────────────────────────────────────────────────────────────────────────


def rule_1(person: Any, period: Any) -> Any:
    """The four conditions, then the rank within the unit against 15 percent of its T1 holders."""
    t1 = person("t1", period)
    others = t1 & person("excellent", period) & (person("initiative", period) >= 1) & ~person("discipline", period)
    merit = sum(np.maximum(one, 0) for one in last(person, "quality", period, 3))
    # get_rank counts from 0, the least first; the number breaks ties.
    order = np.arange(person.count) - merit.astype(np.float64) * person.count
    rank = person.get_rank(person.unit, order, condition=others)
    return others & (100 * (rank + 1) <= 15 * person.unit.sum(t1))


def rule_2(person: Any, period: Any) -> Any:
    """T2 each of 3, initiative of level 2 in 3, no discipline in 3."""
    reach = np.maximum.reduce(last(person, "initiative", period, 3))
    clean = count(person, "discipline", period, 3) == 0
    return every(person, "t2", period, 3) & (reach >= 2) & clean


def rule_3(person: Any, period: Any) -> Any:
    """T1 each of 2, excellent in 3 of 5, no B2 in 5."""
    excellent = count(person, "excellent", period, 5)
    return every(person, "t1", period, 2) & (excellent >= 3) & (count(person, "b2", period, 5) == 0)


def rule_4(person: Any, period: Any) -> Any:
    """From B2 on."""
    ago = person("years_since_b2", period)
    held = (ago >= 5) & (ago < NEVER)
    steady = person("t1_each_since_b2", period) & (person("t2_since_b2", period) >= 2)
    return held & steady & ~person("discipline", period)


def rule_5(person: Any, period: Any) -> Any:
    """From B3 on."""
    ago = person("years_since_b3", period)
    held = (ago >= 5) & (ago < NEVER)
    steady = person("good_each_since_b3", period) & (person("t2_since_b3", period) >= 2)
    return held & steady & (person("discipline_since_b3", period) == 0) & ~person("m1_ever", period)


def rule_6(person: Any, period: Any) -> Any:
    """From M1 on."""
    ago, t3 = person("years_since_m1", period), person("t3_since_m1", period)
    inventive = (t3 >= 1) & (person("initiative_3_since_m1", period) >= 1)
    return (ago >= 5) & (ago < NEVER) & ((t3 >= 2) | inventive) & ~person("discipline", period)


def rule_7(person: Any, period: Any) -> Any:
    """T2 each of 6, 2 T3 ever, initiative of level 3 in 6."""
    reach = np.maximum.reduce(last(person, "initiative", period, 6))
    return every(person, "t2", period, 6) & (person("t3_ever", period) >= 2) & (reach >= 3)


def rule_8(person: Any, period: Any) -> Any:
    """10 years graded, good in 8 of 10, no discipline in 5, 5 T1 in a row."""
    long = (person("years_graded", period) >= 10) & (person("t1_longest", period) >= 5)
    clean = count(person, "discipline", period, 5) == 0
    return long & (count(person, "good", period, 10) >= 8) & clean


RULES = (rule_1, rule_2, rule_3, rule_4, rule_5, rule_6, rule_7, rule_8)


def system(variant: str) -> Any:
    """The "tax and benefit system" of the eight rules."""
    out = taxbenefitsystems.TaxBenefitSystem([Person, Unit])
    inputs = [
        variable("quality", int, default=-1),
        variable("initiative", int),
        *(variable(name, bool) for name in (*AWARDS, "discipline")),
        variable("graded", bool, lambda person, period: person("quality", period) >= 0),
        variable("good", bool, lambda person, period: person("quality", period) >= 2),
        variable("excellent", bool, lambda person, period: person("quality", period) >= 3),
        variable("initiative_3", bool, lambda person, period: person("initiative", period) >= 3),
    ]
    shapes = recursion() if variant == "recursion" else loops()
    rules = [variable(rule.__name__, bool, rule) for rule in RULES]
    out.add_variables(*inputs, *shapes, *rules)
    return out


def build(law: Any, folder: Path) -> Any:
    """A simulation with its inputs, from the rows."""
    units = np.load(folder / "unit.npy")
    people = len(units)
    builder = simulations.SimulationBuilder()
    builder.create_entities(law)
    builder.declare_person_entity("person", np.arange(people))
    population = builder.declare_entity("unit", np.arange(units.max() + 1))
    builder.join_with_persons(population, units, np.zeros(people, np.int8))
    simulation = builder.build(law)
    simulation.max_spiral_loops = 50

    def column(table: str, name: str) -> Any:
        return np.load(folder / f"{table}_{name}.npy")

    def put(name: str, dense: Any) -> None:
        for number in range(YEARS):
            simulation.set_input(name, BACK[FIRST + number], dense[number])

    dense = np.full((YEARS, people), -1, np.int32)
    dense[column("grade", "year") - FIRST, column("grade", "person")] = column("grade", "quality")
    put("quality", dense)
    person, place, code = column("award", "person"), column("award", "year") - FIRST, column("award", "code")
    for number, award in enumerate(AWARDS, start=1):
        if award == "b1":
            continue  # no rule asks for it
        held = np.zeros((YEARS, people), bool)
        those = np.flatnonzero(code == number)
        held[place[those], person[those]] = True
        put(award, held)
    widest = np.zeros((YEARS, people), np.int32)
    person, place, level = (
        column("initiative", "person"),
        column("initiative", "year") - FIRST,
        column("initiative", "level"),
    )
    for reach in (1, 2, 3):
        widest[place[level == reach], person[level == reach]] = reach
    put("initiative", widest)
    punished = np.zeros((YEARS, people), bool)
    punished[column("discipline", "year") - FIRST, column("discipline", "person")] = True
    put("discipline", punished)
    return simulation


def compute(simulation: Any) -> np.ndarray:
    """One byte a person, bit r−1 = eligible by rule r."""
    out: Any = 0
    for place, rule in enumerate(RULES):
        out = out | simulation.calculate(rule.__name__, str(YEAR)).astype(np.uint8) << place
    return out.astype(np.uint8)


def main() -> None:
    """Build and compute, several times."""
    folder, variant = Path(sys.argv[1]), sys.argv[2]
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    times: dict[str, list[float]] = {"build": [], "compute": [], "build_cpu": [], "compute_cpu": []}
    began = time.perf_counter()
    law = system(variant)
    made = time.perf_counter() - began
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        simulation = build(law, folder)
        times["build"].append(time.perf_counter() - wall)
        times["build_cpu"].append(time.process_time() - cpu)
        wall, cpu = time.perf_counter(), time.process_time()
        decisions = compute(simulation)
        times["compute"].append(time.perf_counter() - wall)
        times["compute_cpu"].append(time.process_time() - cpu)
    least = {name: min(those) for name, those in times.items()}
    print(json.dumps({"system": made, **least, **save(folder, f"openfisca_{variant}", decisions)}))


if __name__ == "__main__":
    main()
