"""The planner: what a person or a collective can still reach, the earliest year, and what must happen in which year.

The future is tried year by year with everything that one could wish for (best grades, initiatives of every reach, no
discipline, councils in favour); `engine.judge` alone says in which year that is enough. Then everything that is not
needed is taken away again, so that the steps of a road suffice and none of them can be spared. A yearly title is gained
wherever its own conditions are met; a commendation once, as early as it can be, because years count anew after it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from thidua.law import agency, data, engine, signposts
from thidua.law.facts import GRADES, REACH, Facts
from thidua.law.futures import History
from thidua.law.needs import Event, Wants, enough, is_yearly, members_key, wants
from thidua.law.roads import Plan, Road, Sooner, Step
from thidua.law.verdicts import Confirmation, Truth, Verdict, Wording

__all__ = ["Plan", "Road", "plan"]

Events = frozenset[Event]
LOOK_BACK = 10
"""Years before the plan in which a record that is lacking is worth naming."""


def plan(
    facts: Facts,
    *,
    from_year: int,
    horizon: int = 12,
    on: date | None = None,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
    confirmations: Sequence[Confirmation] = (),
    awards: Collection[str] | None = None,
) -> Plan:
    """The roads of one nominee to every award that facts decide, judged for the years `from_year` … +`horizon`−1.

    A dossier on year Y is taken to be received on 1 March of Y+1, or on the day `on` where that is later. What is
    recorded of years from `from_year` on stays as it is. `awards`: only these. Raises UnknownAward, BadParameter,
    BadDay, and ValueError for a horizon below 1 or above 30.
    """
    if not 1 <= horizon <= 30:
        raise ValueError(f"tầm kế hoạch từ 1 đến 30 năm / a plan looks 1 to 30 years ahead, not {horizon}")
    engine.check(date(from_year + 1, 3, 1))
    chosen = [data.award(one).id for one in awards] if awards is not None else None
    planner = _Planner(facts, from_year, horizon, on, agency.settle(parameters), tuple(confirmations))
    goals = [one for one in data.judged(facts.subject) if chosen is None or one in chosen]
    by_facts = [one for one in goals if any(planner.wants(one, year).by_facts for year in planner.years)]
    people = [
        one for one in goals if one not in by_facts and any(planner.wants(one, year).exists for year in planner.years)
    ]
    return Plan(
        subject=facts.subject,
        from_year=from_year,
        until_year=planner.years[-1],
        calendar=facts.calendar,
        roads=tuple(planner.road(one) for one in by_facts),
        left_to_people=tuple(people),
        law_version=data.VERSION,
    )


@dataclass(frozen=True)
class World:
    """A future with everything in it: the earliest year of each award, and the awards gained on the way."""

    earliest: Mapping[str, int]
    gains: tuple[Event, ...]
    post: str | None


class _Planner:
    def __init__(
        self,
        facts: Facts,
        from_year: int,
        horizon: int,
        on: date | None,
        settled: agency.Settled,
        confirmations: tuple[Confirmation, ...],
    ) -> None:
        self.facts, self.from_year, self.settled, self.confirmations = facts, from_year, settled, confirmations
        self.years = range(from_year, from_year + horizon)
        self.days = {year: max(on or date.min, date(year + 1, 3, 1)) for year in self.years}
        self.history = History(facts, from_year)
        self.order = self._ordered(data.judged(facts.subject))
        self.prior = {key for one in self.order for year in self._turns() for key in self.wants(one, year).awards}
        self._verdicts: dict[tuple[str, int, Events], Verdict] = {}
        self._ideal: dict[tuple[str, int, str | None], Events] = {}
        self._past: dict[str, Events] = {}
        self._worlds: dict[tuple[Events, str | None, bool], World] = {}

    def wants(self, award: str, year: int) -> Wants:
        """What the rules look at that judge the award for the year."""
        return wants(award, self.facts.subject, data.regime(self.days[year]), self.settled)

    def _turns(self) -> tuple[int, ...]:
        """One year of each regime within the plan."""
        return tuple({data.regime(self.days[year]): year for year in self.years}.values())

    def _ordered(self, awards: Iterable[str]) -> list[str]:
        """The awards, each after those that its rules look at."""
        out: list[str] = []
        seen: set[str] = set()

        def visit(award: str) -> None:
            if award in seen or self.facts.subject not in data.award(award).subjects:
                return
            seen.add(award)
            for year in self._turns():
                for lower in sorted(self.wants(award, year).awards):
                    visit(lower)
            out.append(award)

        for one in awards:
            visit(one)
        return out

    # -- the law asked -------------------------------------------------------------------------------------------------

    def verdict(self, award: str, year: int, events: Events) -> Verdict:
        """What the engine says of the year with these events, each asked for once."""
        key = award, year, events
        if key not in self._verdicts:
            wanted, day = self.wants(award, year), self.days[year]
            claims = () if wanted.by_facts else wanted.claims
            facts = self.history.seen_in(year, events, wanted, on=day, claims=claims)
            self._verdicts[key] = engine.judge(
                award, facts, on=day, parameters=self.settled, confirmations=self.confirmations
            )
        return self._verdicts[key]

    def is_met(self, award: str, year: int, events: Events) -> bool:
        """Whether the award is gained; of one that only people decide, whether nothing stands against it."""
        found = self.verdict(award, year, events)
        truth = (found.older or found).truth
        return truth is Truth.met if self.wants(award, year).by_facts else truth is not Truth.not_met

    def seen(self, award: str, year: int, events: Iterable[Event]) -> Events:
        """Those of the events that the award's rules see in the year."""
        wanted = self.wants(award, year)
        return frozenset([one for one in events if wanted.sees(one, award, year)])

    # -- the best future -----------------------------------------------------------------------------------------------

    def ideal(self, award: str, year: int, post: str | None) -> Events:
        """Everything that could help the award up to the year, but other awards."""
        key = award, year, post
        if key not in self._ideal:
            wanted = self.wants(award, year)
            self._ideal[key] = frozenset(
                event
                for event in self._wished(wanted, year)
                if self.history.is_open(event) and (event.kind != "post" or event.key == post)
            )
        return self._ideal[key]

    def _wished(self, wanted: Wants, year: int) -> Iterable[Event]:
        for (kind, key), count in wanted.needs.items():
            if kind in ("service", "post", "age", "proceedings"):
                yield Event(self.from_year, kind, key)
            elif kind in ("grade", "initiative", "topic", "no_discipline"):
                for one in range(self.from_year, year + 1):
                    for n in range(1, count + 1):
                        yield Event(one, kind, key, n)
        for node in wanted.members:
            yield Event(year, "members", members_key(node), enough(node, self.history.size()))

    def unrecorded(self, award: str) -> Events:
        """Records of the last years that would help the award and that nobody made: grades, works, yearly titles."""
        if award not in self._past:
            self._past[award] = frozenset(
                event
                for (kind, key), count in self.wants(award, self.from_year).needs.items()
                if kind in ("grade", "initiative", "topic") or (kind == "award" and is_yearly(key))
                for year in range(self.from_year - LOOK_BACK, self.from_year)
                for event in [Event(year, kind, key, n) for n in range(1, count + 1)]
                if self.history.is_open(event)
            )
        return self._past[award]

    def world(self, retaken: Collection[str] = (), post: str | None = None, *, recorded: bool = False) -> World:
        """The best future. `retaken`: awards taken once more although held; `recorded`: with all lacking records there."""
        key = frozenset(Event(0, "award", one) for one in retaken), post, recorded
        if key in self._worlds:
            return self._worlds[key]
        gains: list[Event] = []
        if recorded:
            gains += sorted({one for award in self.order for one in self.unrecorded(award) if one.kind == "award"})
        taken = {
            one
            for one in self.order
            if one not in retaken and not is_yearly(one) and self.history.holds(one, self.years[-1] + 1)
        }
        earliest: dict[str, int] = {}
        for year in self.years:
            for award in self.order:
                wanted = self.wants(award, year)
                gained = Event(year, "award", award)
                recorded_as = self.history.is_recorded(award, year)
                wins = self.history.is_open(gained) and award in self.prior and award not in taken
                if not wanted.exists or not (wins or (wanted.by_facts and award not in earliest)):
                    continue
                if recorded_as is False:
                    continue
                best = self.ideal(award, year, post) | (self.unrecorded(award) if recorded else frozenset())
                if not self.is_met(award, year, self.seen(award, year, [*best, *gains])):
                    continue
                if wanted.by_facts:
                    earliest.setdefault(award, year)
                if wins:
                    gains.append(gained)
                    if not is_yearly(award):
                        taken.add(award)
        self._worlds[key] = World(earliest, tuple(gains), post)
        return self._worlds[key]

    def _best_world(self, award: str) -> World:
        """The earliest future: as things stand, or a post held on; else with prior awards taken once more."""
        posts: list[str | None] = [None]
        if any(self.wants(award, year).offices for year in self._turns()):
            posts += [post for post, months in self.facts.posts.items() if months > 0]
        found = [self.world(post=post) for post in posts]
        if not any(award in one.earliest for one in found):
            held = sorted(one for one in self._chain(award) if self.history.holds(one, self.from_year))[:3]
            found += [self.world(some) for size in range(1, len(held) + 1) for some in combinations(held, size)]
        return min(found, key=lambda one: one.earliest.get(award, self.years[-1] + 1))

    def _chain(self, award: str) -> set[str]:
        """The commendations after which years count on the way to the award."""
        out: set[str] = set()
        ahead = [award]
        while ahead:
            for year in self._turns():
                for prior in self.wants(ahead[-1], year).since:
                    if prior not in out and not is_yearly(prior) and self.facts.subject in data.award(prior).subjects:
                        out.add(prior)
                        ahead.insert(0, prior)
            ahead.pop()
        return out

    # -- the least that is needed --------------------------------------------------------------------------------------

    def needed(self, award: str, year: int, world: World, past: Iterable[Event] = ()) -> Events:
        """Everything of the future that bears on the award in the year: for itself and for what is gained on the way."""
        events = set(past)
        asked, ahead = set(), [(award, year)]
        while ahead:
            goal = ahead.pop()
            if goal in asked:
                continue
            asked.add(goal)
            seen = self.seen(*goal, [*self.ideal(*goal, world.post), *world.gains])
            events |= seen
            ahead += [(one.key, one.year) for one in seen if self._is_gained(one)]
        return frozenset(events)

    def _is_gained(self, event: Event) -> bool:
        return event.kind == "award" and event.year >= self.from_year

    def least(self, award: str, year: int, events: Events) -> Events:
        """The events without those that can be spared. Each award among them is still met in its own year."""
        while True:
            before = events
            for group in self._groups(events):
                rest = self._without(award, year, events, group)
                if rest is not None:
                    events = rest
                elif len(group) > 1:
                    for one in group:
                        rest = self._without(award, year, events, [one])
                        events = events if rest is None else rest
            events = self._reached(award, year, events)
            if events == before:
                return events

    def _groups(self, events: Events) -> list[list[Event]]:
        """Events in the order in which they are given up: whole columns first, in a column the earlier years."""
        columns: dict[tuple[Any, ...], list[Event]] = {}
        for one in sorted(events):
            columns.setdefault(
                (one.year >= self.from_year, _RANK.index(one.kind), self._height(one), one.key), []
            ).append(one)
        return [columns[key] for key in sorted(columns)]

    def _height(self, event: Event) -> int:
        """The higher of a kind comes first."""
        if event.kind == "award":
            return -self.order.index(event.key)
        if event.kind == "grade":
            return -GRADES.index(event.key)
        return -REACH.index(event.key) if event.key in REACH else 0

    def _without(self, award: str, year: int, events: Events, group: Sequence[Event]) -> Events | None:
        """The events without the group, where everything still holds."""
        rest = events.difference(group)
        goals = [(award, year), *((one.key, one.year) for one in rest if self._is_gained(one))]
        for goal in goals:
            wanted = self.wants(*goal)
            touched = any(wanted.sees(one, *goal) for one in group)
            if touched and not self.is_met(*goal, self.seen(*goal, rest)):
                return None
        return rest

    def _reached(self, award: str, year: int, events: Events) -> Events:
        """Those of the events that bear on the award, directly or by what is gained on the way."""
        out: set[Event] = set()
        ahead = [(award, year)]
        while ahead:
            goal = ahead.pop()
            fresh = self.seen(*goal, events) - out
            out |= fresh
            ahead += [(one.key, one.year) for one in fresh if self._is_gained(one)]
        return frozenset(out)

    # -- the answer ----------------------------------------------------------------------------------------------------

    def road(self, award: str) -> Road:
        """The road to the award."""
        world = self._best_world(award)
        earliest = world.earliest.get(award)
        sooner = self._sooner(award, earliest)
        if earliest is None:
            last = self.years[-1]
            events = self.seen(award, last, [*self.ideal(award, last, world.post), *world.gains])
            found = self.verdict(award, last, events)
            prior = self._nearest_prior(award, world)
            return signposts.closed_road(award, self.facts, self.years, found, sooner, prior)
        events = self.least(award, earliest, self.needed(award, earliest, world))
        verdict = self.verdict(award, earliest, self.seen(award, earliest, events))
        shaky = [
            found
            for one in sorted(events)
            if self._is_gained(one)
            and (found := self.verdict(one.key, one.year, self.seen(one.key, one.year, events))).older
        ]
        return signposts.open_road(
            award,
            self.facts,
            earliest,
            self._steps(award, earliest, events),
            verdict,
            shaky,
            self.days[earliest],
            self.wants(award, earliest),
            sooner,
            self._rests_on(award, earliest, events),
        )

    def _nearest_prior(self, award: str, world: World) -> tuple[str, int | None] | None:
        """The award that must come before, and its earliest year; None where one is held or none is asked."""
        prior = [one for one in self.order if one in self.wants(award, self.years[-1]).since and not is_yearly(one)]
        if any(self.history.holds(one, self.from_year) for one in prior):
            return None
        found = [(one, world.earliest.get(one)) for one in prior]
        return min(found, key=lambda one: one[1] or self.years[-1] + 1, default=None)

    def _steps(self, award: str, year: int, events: Events) -> list[Step]:
        texts = {}
        for goal in [(award, year), *((one.key, one.year) for one in events if self._is_gained(one))]:
            for node in self.wants(*goal).members:
                texts[members_key(node), enough(node, self.history.size())] = Wording(node.vi, node.en)
        people = {one for one in events if self._is_gained(one) and not self.wants(one.key, one.year).by_facts}
        return signposts.steps(events, year, self.history, texts, people)

    def _sooner(self, award: str, earliest: int | None) -> Sooner | None:
        """The year that would be the earliest if what nobody recorded were there, and which records that takes."""
        if not any(self.unrecorded(one) for one in self.order):
            return None
        world = self.world(recorded=True)
        year = world.earliest.get(award)
        if year is None or (earliest is not None and year >= earliest):
            return None
        past = {one for goal in self.order for one in self.unrecorded(goal)}
        events = self.least(award, year, self._reached(award, year, self.needed(award, year, world, past)))
        return signposts.sooner(
            year, [one for one in events if one.year < self.from_year], self.history, self.facts.calendar
        )

    def _rests_on(self, award: str, year: int, events: Events) -> tuple[str, ...]:
        """Awards whose unrecorded years the road takes as empty."""
        wanted, day = self.wants(award, year), self.days[year]
        facts = self.history.seen_in(year, self.seen(award, year, events), wanted, on=day, closed=False)
        found = engine.judge(award, facts, on=day, parameters=self.settled, confirmations=self.confirmations)
        if (found.older or found).truth is Truth.met:
            return ()
        return tuple(one for one in self.order if one in wanted.since)


_RANK = (
    "topic", "initiative", "post", "award", "members", "no_discipline", "proceedings", "service", "age", "grade",
)  # fmt: skip
"""In which order events are given up: what is dearest first. A grade comes last: most titles rest on one anyway."""
