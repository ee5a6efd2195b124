"""One evaluator for every kind of condition: for one nominee on integers, for everybody on arrays.

`compile` turns a rule's tree into tests, once for a rule, an award and an agency's numbers. A test's `value` takes a
sight (`person.Person` or `crowd.Crowd`) and gives a code; it uses only operations that integers and arrays share, and
the few of `logic`. What the years behind a code are, and what is missing, finds `evidence`, for one nominee.
The plain reading of each kind over single years stands in `tests/law/plainly.py`; all must agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from thidua.law import counted, over_years, tables
from thidua.law.logic import LEFT, UNKNOWN, Code, Sight
from thidua.law.masks import window
from thidua.law.provisions import Condition

Settled = Mapping[str, Any]


@dataclass(slots=True)
class Test:
    """A condition ready to be asked. `asks`: the condition's, with the agency's numbers and the award's own put in.

    `fixed`: the value where it is the same for everybody; `outcome`: what `evidence` keeps for such a one.
    """

    node: Condition
    asks: Mapping[str, Any]
    value: Callable[[Sight], Code]
    parts: "tuple[Test, ...]" = ()
    fixed: int | None = None
    outcome: Any = None


def compile(node: Condition, award: str, settled: Settled) -> Test:
    """The test of a condition or group for this award under an agency's numbers (`agency.settle`)."""
    if node.kind in ("all", "any"):
        parts = tuple(compile(part, award, settled) for part in node.parts)
        values = tuple(part.value for part in parts)
        if node.kind == "all" and not any(may_be_out(part) for part in node.parts):
            return Test(node, node.asks, lambda sight: sight.all_of(values), parts)
        if node.kind == "all":
            return Test(node, node.asks, lambda sight: sight.logic.both([value(sight) for value in values]), parts)
        return Test(node, node.asks, lambda sight: sight.logic.either([value(sight) for value in values]), parts)
    asks = settle(node, award, settled)
    fixed = {"quota": LEFT, "unread": UNKNOWN}.get(node.kind)
    if node.kind == "people" and asks["claim"] is None:
        fixed = LEFT
    if fixed is not None:
        return Test(node, asks, lambda _: fixed, fixed=fixed)
    return Test(node, asks, partial(KINDS[node.kind], asks))


def may_be_out(node: Condition) -> bool:
    """Whether a condition may be a route that nobody claimed: then a no of another part does not settle the whole."""
    if node.kind == "all":
        return any(may_be_out(part) for part in node.parts)
    if node.kind == "any":
        return all(may_be_out(part) for part in node.parts)
    return node.kind == "office" or (node.kind == "people" and node.asks["claim"] is not None)


def settle(node: Condition, award: str, settled: Settled) -> dict[str, Any]:
    """What the condition asks of this award: `since` of a map chosen, parameters put in."""
    asks = {**node.asks, "kind": node.kind, "award_judged": award}
    if isinstance(asks.get("since"), Mapping):
        asks["since"] = asks["since"].get(award, ())
    if node.kind in ("initiative", "topic"):
        asks["window"] = asks["window"] or (
            int(settled[asks["window_parameter"]]) if asks["window_parameter"] else None
        )
        asks["higher"] = bool(settled["higher_reach_counts"])
        asks["reuse"] = settled["initiative_reuse"]
    elif node.kind == "members_share":
        asks["base"] = settled["share_base"]
    elif node.kind == "title":
        ends, spacings = asks["ends"], asks["doubtful_spacings"]
        length = (asks["times"] - 1) * asks["spacing"] + 1
        asks["windows"] = tuple((window(asks["times"], asks["spacing"], end), end + length) for end in ends)
        asks["doubtful"] = tuple(window(asks["times"], gap, end) for end in ends for gap in spacings)
    elif node.kind == "office":
        table = tables.table(asks["table"])
        asks["rows"] = tuple((row, (row.post, *table.above(row.post))) for row in table.rows.get(award, ()))
    return asks


KINDS = over_years.KINDS | counted.KINDS
"""Every kind but those whose value is the same for everybody: `quota`, `unread`, and what is wholly left to people."""
