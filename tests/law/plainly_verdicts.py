"""The plain reading of a whole award: which rules hold on the day, routes and constraints, and how many conditions lack."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.law import plainly_counted
from tests.law.plainly import Asked, History, answer, best, together
from thidua.law import data

assert plainly_counted
NEVER = 100
"""How far off a route is that nobody claimed, in half conditions."""


@dataclass
class Answer:
    """What comes out for an award: met, not_met or cannot_tell; `older` under the rules before, where nobody can tell."""

    truth: str
    short: int
    used: list[str] = field(default_factory=list)
    older: "Answer | None" = None


def verdict(
    award: str,
    subject: str,
    history: History,
    on: date,
    parameters: Any,
    confirmed: tuple[str, ...] = (),
    law_of: date | None = None,
) -> Answer:
    """Judge the award on the day `on`, under the law of the day `law_of` where that is an older one."""
    day = law_of or on
    holding, open_ = rules(award, subject, day)
    routes = [rule for rule in holding + open_ if rule.role != "constraint"]
    vouched = [rule for rule in open_ if rule.id in confirmed]
    if not any(rule in holding or rule in vouched for rule in routes):
        older = None
        if routes:
            older = verdict(award, subject, history, on, parameters, law_of=last_day(routes))
        return Answer("cannot_tell", older.short if older else NEVER, [rule.id for rule in routes], older)
    # A confirmed rule refers to the standards of its own time.
    time = last_day(vouched) if vouched else day
    asked = Asked(
        award, history, on, parameters, lambda lower: fulfilled(lower, subject, history, on, parameters, time)
    )
    answers, lacking = {}, {}
    for rule in holding + open_:
        found = answer(rule.condition, asked)
        # A rule that may have changed says neither yes nor no.
        sure = rule in holding or rule in vouched
        answers[rule.id] = found if sure or found not in ("yes", "no") else "unknown"
        lacking[rule.id] = lacks(rule.condition, asked)
    constraints = [rule for rule in holding + open_ if rule.role == "constraint"]
    found = whole([answers[rule.id] for rule in routes], [answers[rule.id] for rule in constraints])
    short = min(lacking[rule.id] for rule in routes) + sum(lacking[rule.id] for rule in constraints)
    return Answer({"yes": "met", "no": "not_met"}.get(found, "cannot_tell"), min(short, NEVER), sorted(answers))


def last_day(ended: list[data.Rule]) -> date:
    """The last day on which one of them was verified law."""
    return max(rule.until for rule in ended if rule.until) - timedelta(days=1)


def rules(award: str, subject: str, on: date) -> tuple[list[data.Rule], list[data.Rule]]:
    """The rules on the award that are verified law on the day, and those that ended and may go on."""
    bearing = [
        rule
        for rule in data.rules()
        if (rule.award == "every" or award in (rule.award, *rule.applies_to)) and rule.subject in (subject, "any")
    ]
    holding = [rule for rule in bearing if rule.since <= on and (rule.until is None or on < rule.until)]
    after = [rule for rule in bearing if rule.continuation_from and rule.continuation_from <= on]
    return holding, [rule for rule in after if rule not in holding]


def whole(routes: list[str], constraints: list[str]) -> str:
    """One route and every constraint; a constraint that fails decides even where nobody claimed a route."""
    return "no" if "no" in constraints else together([best(routes), *constraints])


def fulfilled(award: str, subject: str, history: History, on: date, parameters: Any, day: date) -> str:
    """Whether the standard of the lower title is met under the law of the day."""
    holding, _ = rules(award, subject, day)
    if not holding:
        return "unknown"
    asked = Asked(award, history, on, parameters, lambda lower: fulfilled(lower, subject, history, on, parameters, day))
    answers = {rule.id: answer(rule.condition, asked) for rule in holding}
    return whole(
        [answers[rule.id] for rule in holding if rule.role != "constraint"],
        [answers[rule.id] for rule in holding if rule.role == "constraint"],
    )


def lacks(node: Any, asked: Asked) -> int:
    """How many conditions lack, in halves: two for a no, one for an unknown; of a choice the nearest."""
    if node.kind == "all":
        return min(NEVER, sum(lacks(part, asked) for part in node.parts))
    if node.kind == "any":
        return min(lacks(part, asked) for part in node.parts)
    return {"out": NEVER, "no": 2, "left": 0, "unknown": 1, "yes": 0}[answer(node, asked)]
