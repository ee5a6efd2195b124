"""What the rules on an award look at, read from their conditions, so that a plan tries nothing that can not matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from thidua.law import agency, data, engine
from thidua.law.conditions import Test
from thidua.law.provisions import Condition


class Event(NamedTuple):
    """Something that is to happen in a year.

    `kind`: award (key: its id), grade, initiative, topic (key: level or reach; n: the n-th of the year), no_discipline
    (key: the lowest rung), members (key: what of; n: of how many members), service, post, age (they go on from the last
    recorded year; key: what in), proceedings (they have ended).
    """

    year: int
    kind: str
    key: str
    n: int = 0


def is_yearly(award: str) -> bool:
    """Whether the award is a title that one may gain every year."""
    return data.award(award).kind == "title"


NOMINAL = 100
"""Members of a collective of unknown size, so that a share has a base; texts then name the share alone."""


_COMPARED = ("grade", "initiative", "topic", "no_discipline")


@dataclass(frozen=True)
class Wants:
    """What the rules on an award look at under the law of a day, and the standards of lower titles with it.

    `needs`: kind and key of events, with the greatest number of them in one year. `awards`: those it looks at, `since`:
    those after which years count. `members`: the conditions on members. `by_facts`: facts alone can decide it; else it
    is people's. `claims`: grounds that people would claim. `timing`: month and day up to which it is proposed; `decided`:
    titles on which the decision must be there by then. `kinds`: those of `needs`.
    """

    exists: bool
    by_facts: bool
    needs: Mapping[tuple[str, str], int]
    awards: frozenset[str]
    since: frozenset[str]
    members: tuple[Condition, ...]
    offices: bool
    claims: frozenset[str]
    timing: tuple[int, int] | None
    decided: frozenset[str]
    kinds: frozenset[str]

    def sees(self, event: Event, award: str, year: int) -> bool:
        """Whether the event matters to the award and can be in its file of the year.

        A title may be proposed in the same file as the award that rests on it, a commendation not.
        """
        if event.kind in _COMPARED:
            # A higher grade or a wider reach counts for a lower one.
            return event.year <= year and event.kind in self.kinds
        if (event.kind, event.key) not in self.needs:
            return False
        if event.kind == "members":
            return event.year == year
        if event.kind == "award" and event.year == year:
            return is_yearly(event.key) and event.key != award and event.key not in self.decided
        return event.year <= year


@cache
def wants(award_id: str, subject: str, regime: int, settled: agency.Settled) -> Wants:
    """What the award's rules look at under a regime; where none of it is verified, also under the last verified rules."""
    ready = list(engine.tests_of(award_id, subject, regime, settled))
    ended = [one.rule.last_day for one in ready if one.rule.role != "constraint" and one.rule.last_day]
    if ended and not any(one.holds for one in ready if one.rule.role != "constraint"):
        ready += engine.tests_of(award_id, subject, data.regime(max(ended)), settled)
    gathered = _Gathered(subject, regime, settled)
    for one in ready:
        gathered.take(one.test)
    return Wants(
        exists=any(one.rule.role != "constraint" for one in ready),
        by_facts=any(_by_facts(one.test) for one in ready if one.rule.role != "constraint"),
        needs=gathered.needs,
        awards=frozenset(gathered.awards),
        since=frozenset(gathered.since),
        members=tuple(gathered.members.values()),
        offices=gathered.offices,
        claims=frozenset(gathered.claims),
        timing=gathered.timing,
        decided=frozenset(gathered.decided),
        kinds=frozenset(kind for kind, _ in gathered.needs),
    )


def _by_facts(test: Test) -> bool | None:
    """Whether facts can decide it without a claim: None where only people judge it in any case."""
    if test.parts:
        answers = [_by_facts(part) for part in test.parts]
        if test.node.kind == "all":
            return False if False in answers else True if True in answers else None
        return True if True in answers else None if None in answers else False
    if test.node.kind == "people":
        return None if test.asks["claim"] is None else False
    return None if test.node.kind in ("vote", "quota", "proceedings", "once", "study") else True


class _Gathered:
    def __init__(self, subject: str, regime: int, settled: agency.Settled) -> None:
        self.subject, self.regime, self.settled = subject, regime, settled
        self.needs: dict[tuple[str, str], int] = {}
        self.awards: set[str] = set()
        self.since: set[str] = set()
        self.members: dict[tuple[str, Any], Condition] = {}
        self.claims: set[str] = set()
        self.offices = False
        self.timing: tuple[int, int] | None = None
        self.decided: set[str] = set()

    def take(self, test: Test) -> None:
        for part in test.parts:
            self.take(part)
        kind, asks = test.node.kind, test.asks
        since = tuple(asks.get("since") or ())
        looked_at = (*asks.get("awards", ()), *asks.get("alternatives", ()), *since)
        if kind in ("title", "standard", "title_and_grade"):
            looked_at += (asks["award"],)
        for award in looked_at:
            self.awards.add(award)
            self._need("award", award)
        self.since.update(since if kind not in ("ago", "absent") else (*since, *asks["awards"]))
        if kind in ("grade", "title_and_grade"):
            self._need("grade", asks["at_least"])
        elif kind in ("initiative", "topic"):
            self._need(kind, asks["level"], asks["count"])
        elif kind == "discipline":
            self._need("no_discipline", asks["from_level"])
        elif kind == "service":
            for what in (asks["what"], *([asks["direct"][0]] if asks["direct"] else ())):
                self._need("service", what)
        elif kind in ("age", "proceedings"):
            self._need(kind, "")
        elif kind.startswith("members_"):
            self.members[members_key(test.node), enough(test.node, NOMINAL)] = test.node
            self._need("members", members_key(test.node))
        elif kind == "office":
            self.offices = True
            for row, posts in asks["rows"]:
                for post in (row.post, *posts):
                    self._need("post", post)
        elif kind == "people" and asks["claim"]:
            self.claims.add(asks["claim"])
        elif kind == "timing":
            self.timing = asks["month"], asks["day"]
            self.awards.add(asks["prior"])
            self.decided.add(asks["prior"])
            self._need("award", asks["prior"])
        elif kind == "standard":
            lower = wants(asks["award"], self.subject, self.regime, self.settled)
            for (what, key), count in lower.needs.items():
                self._need(what, key, count)
            self.awards |= lower.awards
            self.members |= {(members_key(one), enough(one, NOMINAL)): one for one in lower.members}

    def _need(self, kind: str, key: str, count: int = 1) -> None:
        self.needs[kind, key] = max(count, self.needs.get((kind, key), 0))


def members_key(node: Condition) -> str:
    """What a condition on members counts: a title, a grade and better, or discipline from a rung up."""
    if node.kind == "members_discipline":
        return f"discipline:{node.asks['from_level']}"
    return f"grade:{node.asks['at_least_grade']}" if node.asks.get("at_least_grade") else f"award:{node.asks['award']}"


def enough(node: Condition, size: int) -> int:
    """How many of so many members fulfil the condition, and not one more."""
    if node.kind == "members_discipline":
        return 0
    if node.kind == "members_have":
        return int(node.asks["at_least"])
    whole, rest = divmod(node.asks["percent"] * size, 100)
    return int(whole + (1 if rest or node.asks["strict"] else 0))


@cache
def equivalents() -> frozenset[str]:
    """Titles that stand for another force's: looked at only where the book knows of them."""
    return frozenset(
        other
        for rule in data.rules()
        for leaf in rule.condition.leaves()
        for other in leaf.asks.get("alternatives", ())
    )
