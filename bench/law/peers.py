"""One person before json-logic-qubit and zen-engine: milliseconds a person for the eight rules.

Neither can say "each of the last k years": plain Python computes the flat facts first, untimed, and the engines only
join them. So this measures their boolean layer alone. zen-engine is asked twice: as a decision graph, its format for
people, and as one compiled expression, its fastest way.

    .bench-venv/bin/python bench/law/peers.py FOLDER/SCALE [seconds]
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import zen
from answers import save
from generate import YEAR
from json_logic import jsonLogic
from plainly import Person, decide, from_rows

RULES: tuple[tuple[str, ...], ...] = (
    ("t1_now", "excellent_now", "initiative_now", "clean_1", "within_quota"),
    ("t2_of_3 == 3", "reach_of_3 >= 2", "clean_3"),
    ("t1_of_2 == 2", "excellent_of_5 >= 3", "b2_of_5 == 0"),
    ("b2_ago >= 5", "t1_each_since_b2", "t2_since_b2 >= 2", "clean_1"),
    ("b3_ago >= 5", "good_each_since_b3", "t2_since_b3 >= 2", "clean_since_b3", "m1_ever == 0"),
    ("m1_ago >= 5", "t3_since_m1 >= 2 or (t3_since_m1 >= 1 and reach_since_m1 >= 3)", "clean_1"),
    ("t2_of_6 == 6", "t3_ever >= 2", "reach_of_6 >= 3"),
    ("years_graded >= 10", "good_of_10 >= 8", "clean_5", "t1_longest >= 5"),
)
"""The rules over flat facts, in zen's expression language; json-logic gets the same as JSON."""


def flat(one: Person, *, within_quota: bool) -> dict[str, bool | int]:
    """The temporal facts of one person as flat values; without the award, years since it are −1."""
    t1, b2, b3, m1 = one.awards["t1"], one.since("b2"), one.since("b3"), one.since("m1")
    nothing = range(0)

    def reach(years: range) -> int:
        return max((one.initiatives.get(year, 0) for year in years), default=0)

    def row(year: int) -> int:
        return 1 + row(year - 1) if year in t1 else 0

    return {
        "t1_now": YEAR in t1,
        "excellent_now": one.quality.get(YEAR, -1) == 3,
        "initiative_now": YEAR in one.initiatives,
        "within_quota": within_quota,
        **{f"clean_{years}": one.clean(one.last(years)) for years in (1, 3, 5)},
        "clean_since_b3": one.clean(b3 or nothing),
        **{f"t2_of_{years}": one.count("t2", one.last(years)) for years in (3, 6)},
        "t1_of_2": one.count("t1", one.last(2)),
        "b2_of_5": one.count("b2", one.last(5)),
        **{f"reach_of_{years}": reach(one.last(years)) for years in (3, 6)},
        "excellent_of_5": one.graded(3, one.last(5)),
        "good_of_10": one.graded(2, one.last(10)),
        "b2_ago": -1 if b2 is None else len(b2),
        "b3_ago": -1 if b3 is None else len(b3),
        "m1_ago": -1 if m1 is None else len(m1),
        "t1_each_since_b2": one.each("t1", b2 or nothing),
        "good_each_since_b3": one.graded(2, b3 or nothing) == len(b3 or nothing),
        "t2_since_b2": one.count("t2", b2 or nothing),
        "t2_since_b3": one.count("t2", b3 or nothing),
        "t3_since_m1": one.count("t3", m1 or nothing),
        "reach_since_m1": reach(m1 or nothing),
        "m1_ever": len(one.awards["m1"]),
        "t3_ever": len(one.awards["t3"]),
        "years_graded": len(one.quality),
        "t1_longest": max((row(year) for year in t1), default=0),
    }


def as_json_logic(condition: str) -> dict[str, Any]:
    """One condition of RULES as json-logic."""
    if " or " in condition:
        left, right = condition.split(" or ")
        parts = right.strip("()").split(" and ")
        return {"or": [as_json_logic(left), {"and": [as_json_logic(part) for part in parts]}]}
    name, *rest = condition.split(" ")
    return {rest[0]: [{"var": name}, int(rest[1])]} if rest else {"var": name}


def json_logic() -> Callable[[dict[str, Any]], int]:
    """The answers in one byte by json-logic-qubit."""
    rules = [{"and": [as_json_logic(one) for one in rule]} for rule in RULES]
    return lambda facts: sum(bool(jsonLogic(rule, facts)) << place for place, rule in enumerate(rules))


def zen_graph() -> Callable[[dict[str, Any]], int]:
    """The answers in one byte by a decision graph of zen-engine."""
    expressions = [
        {"id": f"r{number}", "key": f"r{number}", "value": " and ".join(f"({one})" for one in rule)}
        for number, rule in enumerate(RULES, start=1)
    ]
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "e2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def decided(facts: dict[str, Any]) -> int:
        result = decision.evaluate(facts)["result"]
        return sum(bool(result[f"r{place + 1}"]) << place for place in range(8))

    return decided


def zen_expression() -> Callable[[dict[str, Any]], int]:
    """The answers in one byte by one compiled expression of zen-engine."""
    text = ", ".join(" and ".join(f"({one})" for one in rule) for rule in RULES)
    compiled = zen.compile_expression(f"[{text}]")
    return lambda facts: sum(bool(one) << place for place, one in enumerate(compiled.evaluate(facts)))


def measure(decided: Callable[[dict[str, Any]], int], people: list[dict[str, Any]], seconds: float) -> float:
    """Milliseconds a person: the least of the rounds over all people that fit into the time."""
    least, until = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        for facts in people:
            decided(facts)
        least = min(least, time.perf_counter() - began)
    return least / len(people) * 1000


def main() -> None:
    """Measure the three, print a line of JSON each."""
    folder = Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    people = from_rows(folder)
    quota = decide(people, np.load(folder / "unit.npy").tolist()) & 1
    facts = [flat(one, within_quota=bool(within)) for one, within in zip(people, quota, strict=True)]
    for name, make in (("json_logic", json_logic), ("zen_graph", zen_graph), ("zen_expression", zen_expression)):
        decided = make()
        decisions = np.array([decided(one) for one in facts], np.uint8)
        least = measure(decided, facts[:60], seconds)
        print(json.dumps({"engine": name, "ms_a_person": least, **save(folder, name, decisions)}))


if __name__ == "__main__":
    main()
