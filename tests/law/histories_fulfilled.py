"""Histories made from a rule's tree: everything recorded as absent, and then whatever the rule asks put in, just enough."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.law.plainly import BACK, DISCIPLINE, GRADES, REACH, History
from thidua.law import tables
from thidua.law.facts import SERVICE

PRIOR = 12
"""How far back the prior award lies: no rule asks for more years of grades after it."""
BEST = GRADES[-1]


@dataclass
class Needs:
    """What some rules look at."""

    awards: set[str] = field(default_factory=set)
    equal: set[str] = field(default_factory=set)
    priors: set[str] = field(default_factory=set)
    levels: set[tuple[str, str]] = field(default_factory=set)
    member_awards: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    grades: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    @property
    def titles(self) -> list[str]:
        """Every award that is looked at by its years."""
        return sorted(self.awards | self.priors | self.equal)


def since_of(node: Any, award: str) -> tuple[str, ...]:
    found = node.asks.get("since") or ()
    return tuple(found.get(award, ()) if isinstance(found, dict) else found)


def needs_of(node: Any, award: str, needs: Needs | None = None) -> Needs:
    """What the tree of conditions looks at when the award is judged."""
    out = needs or Needs()
    for leaf in node.leaves():
        asks = leaf.asks
        out.kinds.add(leaf.kind)
        out.priors |= set(since_of(leaf, award))
        out.awards |= set(asks.get("awards", ()))
        if leaf.kind == "grade":
            out.grades.add(asks["at_least"])
        if leaf.kind in ("title", "standard", "title_and_grade"):
            out.awards.add(asks["award"])
            out.equal |= set(asks.get("alternatives", ()))
        elif leaf.kind in ("initiative", "topic"):
            out.levels.add((leaf.kind, asks["level"]))
        elif leaf.kind in ("members_share", "members_have"):
            out.member_awards |= {asks["award"]} - {None}
        elif leaf.kind == "service":
            out.services |= {asks["what"], *([asks["direct"][0]] if asks["direct"] else [])}
        elif leaf.kind == "office":
            out.posts |= set(tables.table(asks["table"]).posts)
        elif leaf.kind == "timing":
            out.decided.add(asks["prior"])
        elif leaf.kind == "people" and asks["claim"]:
            out.claims.add(asks["claim"])
        if leaf.kind == "standard":
            out.claims.add(f"standard_{asks['award']}")
    return out


def nothing(year: int, needs: Needs) -> History:
    """Everything that is looked at is recorded, and nothing of it was ever there."""
    return History(
        year=year,
        titles={(award, year - back): False for award in needs.titles for back in BACK},
        grades={year - back: GRADES[0] for back in BACK},
        initiatives={(level, year - back): False for level in REACH for back in BACK},
        topics={(level, year - back): False for level in REACH for back in BACK},
        counts={(kind, level, year - back): 0 for kind, level in sorted(needs.levels) for back in BACK},
        discipline={(rung, year - back): False for rung in DISCIPLINE for back in BACK},
        months=0,
        service=dict.fromkeys(SERVICE, 0),
        posts=dict.fromkeys(sorted(needs.posts), 0),
        sex="male",
        retires_later=False,
        disciplined_in_post=False,
        founded=year,
        members=nobody(needs),
    )


def nobody(needs: Needs) -> dict[str, Any]:
    """A hundred members who did nothing well, and nobody of them disciplined."""
    return {
        "total": 100,
        "graded": 100,
        "awards": dict.fromkeys(sorted(needs.member_awards), 0),
        "grades": {grade: 100 * (grade == GRADES[0]) for grade in GRADES},
        "discipline": dict.fromkeys(DISCIPLINE, 0),
    }


class Unreachable(Exception):
    """The text behind a condition was not read: nothing can fulfil it."""


@dataclass
class Filling:
    """Puts what a rule asks into a history. `through`: conditions that the chosen routes must lead through."""

    history: History
    award: str
    on: date
    needs: Needs
    rng: random.Random
    parameters: Any
    through: tuple[int, ...] = ()
    left_out: list[Any] = field(default_factory=list)
    level: str = GRADES[0]

    def fulfil(self, node: Any) -> None:
        """Make the condition true, of a choice one route. What cannot be is noted in `left_out`."""
        if node.kind == "all":
            for part in node.parts:
                self.fulfil(part)
        elif node.kind == "any":
            self.fulfil(self.route(node))
        elif node.kind == "unread":
            self.left_out.append(node)
        else:
            getattr(self, f"_{node.kind}", lambda *_: None)(node, node.asks)

    def route(self, node: Any) -> Any:
        """The route through the wanted conditions, else one that can be met."""
        for part in node.parts:
            if set(self.through) & set(nodes_of(part)):
                return part
        open_ = [part for part in node.parts if not any(leaf.kind == "unread" for leaf in part.leaves())]
        return self.rng.choice(open_ or list(node.parts))

    def put(self, award: str, backs: Any) -> None:
        for back in backs:
            self.history.titles[award, self.history.year - back] = True

    def prior(self, node: Any) -> None:
        for award in since_of(node, self.award)[:1]:
            self.put(award, [PRIOR])

    def good(self, at_least: str) -> None:
        self.level = max(self.level, at_least, key=GRADES.index)
        for back in range(PRIOR + 1):
            self.history.grades[self.history.year - back] = self.level

    def _title(self, node: Any, asks: Any) -> None:
        self.prior(node)
        last = min(asks["ends"])
        years = PRIOR if asks["every_since"] else asks["times"]
        self.put(asks["award"], [last + number * asks["spacing"] for number in range(years)])

    def _holds(self, node: Any, asks: Any) -> None:
        self.prior(node)
        recent = asks["years"] is not None or since_of(node, self.award)
        award = next((one for one in asks["awards"] if one not in self.needs.priors), asks["awards"][0])
        if award in self.needs.priors and not recent:
            self.put(award, [PRIOR + number for number in range(asks["times"])])
        else:
            self.put(award, range(asks["times"]))

    def _ago(self, node: Any, asks: Any) -> None:
        for award in asks["awards"]:
            for back in range(asks["years"]):
                self.history.titles[award, self.history.year - back] = False
        self.put(asks["awards"][0], [asks["years"]])

    def _absent(self, node: Any, asks: Any) -> None:
        self.prior(node)

    _discipline = _absent

    def _standard(self, node: Any, asks: Any) -> None:
        self.put(asks["award"], [0])

    def _grade(self, node: Any, asks: Any) -> None:
        self.prior(node)
        self.good(asks["at_least"])

    def _title_and_grade(self, node: Any, asks: Any) -> None:
        self.put(asks["award"], [0])
        self.good(asks["at_least"])

    def _initiative(self, node: Any, asks: Any) -> None:
        self.prior(node)
        self.history.counts[node.kind, asks["level"], self.history.year] = asks["count"]

    _topic = _initiative

    def _study(self, node: Any, asks: Any) -> None:
        self.history.study = "kha"

    def _months(self, node: Any, asks: Any) -> None:
        self.history.months = asks["at_least"]

    def _service(self, node: Any, asks: Any) -> None:
        self.history.service[asks["what"]] = 12 * asks["years"]
        if asks["direct"]:
            self.history.service[asks["direct"][0]] = 12 * asks["direct"][1]

    def _office(self, node: Any, asks: Any) -> None:
        rows = tables.table(asks["table"]).rows.get(self.award, ())
        if not rows:
            self.left_out.append(node)
            return
        row = self.rng.choice(rows)
        self.history.posts[row.post] = max(12 * row.years, 1)

    def _age(self, node: Any, asks: Any) -> None:
        self.history.founded = self.history.year - asks["years"]

    def _members_share(self, node: Any, asks: Any) -> None:
        members = self.history.members or {}
        if asks["award"]:
            members["awards"][asks["award"]] = min(100, asks["percent"] + 1)
        else:
            members["grades"] = {grade: 100 * (grade == BEST) for grade in GRADES}

    def _members_have(self, node: Any, asks: Any) -> None:
        awards = (self.history.members or {})["awards"]
        awards[asks["award"]] = max(awards[asks["award"]], asks["at_least"])

    def _timing(self, node: Any, asks: Any) -> None:
        self.history.decided[asks["prior"]] = date(self.on.year - 1, 6, 1)

    def _vote(self, node: Any, asks: Any) -> None:
        self.history.votes[self.award] = (100, asks["percent"], True)

    def _people(self, node: Any, asks: Any) -> None:
        if asks["claim"]:
            self.history.claims.add(asks["claim"])


def nodes_of(node: Any) -> Iterator[int]:
    """The identities of a node and all below it."""
    yield id(node)
    for part in node.parts:
        yield from nodes_of(part)
