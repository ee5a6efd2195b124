"""A nominee's years to come: the facts that the law would see in a year, were certain events to happen.

What is recorded stays as it is; events fill only what nobody recorded. `planner` chooses among them, `engine` judges.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from thidua.law.facts import DISCIPLINE, GRADES, Facts, Members, Work
from thidua.law.masks import EVERY, NOTHING, OLDER, Mask, bits, years_of
from thidua.law.needs import NOMINAL, Event, Wants, equivalents


class History:
    """What is recorded of a nominee, and what the law sees of it in a later (or earlier) year with events added.

    `until`: years before it are past. A title or award that is not recorded is taken as not received, then and later.
    """

    def __init__(self, facts: Facts, until: int) -> None:
        self.facts, self.until = facts, until
        self._years: dict[tuple[int, bool], dict[str, Any]] = {}

    def is_open(self, event: Event) -> bool:
        """Whether nothing recorded stands against the event, so that it may still happen (or be recorded)."""
        facts, year = self.facts, event.year
        if event.kind == "award":
            if event.key in equivalents() and event.key not in facts.titles:
                return False
            return not self._is_known(facts.titles.get(event.key, NOTHING), year)
        if event.kind == "grade":
            return year not in facts.grades
        if event.kind in ("initiative", "topic"):
            masks = facts.initiatives if event.kind == "initiative" else facts.topics
            counts = facts.initiative_counts if event.kind == "initiative" else facts.topic_counts
            recorded = self._is_known(masks.get(event.key, NOTHING), year) or year in counts.get(event.key, {})
            return not recorded
        if event.kind == "no_discipline":
            return not any(self._is_known(mask, year) for mask in facts.discipline.values())
        if event.kind == "service":
            return event.key in facts.service
        if event.kind == "post":
            return facts.posts.get(event.key, 0) > 0
        if event.kind == "age":
            return facts.founded is not None
        return event.kind != "proceedings" or facts.proceedings is True

    def is_recorded(self, award: str, year: int) -> bool | None:
        """Whether the award is recorded as received in the year; None where nothing is recorded."""
        mask = self.facts.titles.get(award, NOTHING)
        return year in self.years_held(award) if self._is_known(mask, year) else None

    def _is_known(self, mask: Mask, year: int) -> bool:
        return year <= self.facts.year and bool(mask.known & bits((year,), self.facts.year))

    def holds(self, award: str, before: int) -> bool:
        """Whether the award is recorded in a year before this one."""
        yes = self.facts.titles.get(award, NOTHING).yes
        return _shifted(yes, before - 1 - self.facts.year) != 0

    def years_held(self, award: str) -> tuple[int, ...]:
        """The recorded years of the award, the earliest first."""
        return years_of(self.facts.titles.get(award, NOTHING).yes, self.facts.year)

    def seen_in(
        self,
        year: int,
        events: Iterable[Event],
        wanted: Wants,
        *,
        on: date,
        closed: bool = True,
        claims: Collection[str] = (),
    ) -> Facts:
        """The facts of the year with the events, as they stand on the day of receipt.

        `closed`: what the book does not show counts as not received; else it stays unknown in the years gone by.
        """
        facts, by = self.facts, year - self.facts.year
        base = self._of(year, closed=closed)
        titles: dict[str, Mask] = dict(base["titles"])
        for award in wanted.awards:
            if award not in titles and (closed or award not in equivalents()):
                titles[award] = Mask(0, EVERY if closed else self._coming(year))
        grades = dict(facts.grades)
        works = list(facts.works)
        going_on: set[tuple[str, str]] = set()
        clean: list[Event] = []
        members: list[Event] = []
        decided = dict(facts.prior_decisions)
        for event in events:
            if event.kind == "award":
                mask = titles.get(event.key, NOTHING)
                titles[event.key] = Mask(mask.yes | bits((event.year,), year), mask.known)
                day = date(event.year + 1, 6, 30)
                if event.year >= self.until and day < on and day > decided.get(event.key, date.min):
                    decided[event.key] = day
            elif event.kind == "grade":
                if event.year not in grades or GRADES.index(event.key) > GRADES.index(grades[event.year]):
                    grades[event.year] = event.key
            elif event.kind in ("initiative", "topic"):
                kind: Any = event.kind
                works.append(Work(kind, f"{event.year}-{event.key}-{event.n}", event.year, event.key))
            elif event.kind == "no_discipline":
                clean.append(event)
            elif event.kind == "members":
                members.append(event)
            else:
                going_on.add((event.kind, event.key))
        more = 12 * by
        past = by <= 0
        return replace(
            facts,
            year=year,
            titles=titles,
            grades=grades,
            works=tuple(works),
            initiatives=base["initiatives"],
            topics=base["topics"],
            discipline=_cleaned(base["discipline"], clean, year),
            months_employed=None if facts.months_employed is None else max(facts.months_employed + more, 0),
            service={
                what: months + (more if past or ("service", what) in going_on else 0)
                for what, months in facts.service.items()
            },
            posts={
                post: months + (more if ("post", post) in going_on and not past else 0)
                for post, months in facts.posts.items()
            },
            founded=facts.founded if facts.founded is None or past or ("age", "") in going_on else facts.founded + by,
            proceedings=False if ("proceedings", "") in going_on else facts.proceedings,
            members=self._members(year, members),
            prior_decisions=decided,
            votes=facts.votes if past else {},
            claims=frozenset(claims)
            | (facts.claims if past else frozenset(one for one in facts.claims if not one.startswith("standard_"))),
        )

    def _coming(self, year: int) -> int:
        """The years from `until` on, as bits: what is not given in them is recorded as not given."""
        return (1 << max(year - self.until + 1, 0)) - 1

    def _of(self, year: int, *, closed: bool) -> dict[str, Any]:
        if (year, closed) not in self._years:
            facts, by = self.facts, year - self.facts.year
            self._years[year, closed] = {
                "titles": {
                    award: Mask(
                        yes := _shifted(mask.yes, by), EVERY if closed else _known(mask, by) | self._coming(year) | yes
                    )
                    for award, mask in facts.titles.items()
                },
                **{
                    what: {
                        key: Mask(_shifted(mask.yes, by), _known(mask, by))
                        for key, mask in getattr(facts, what).items()
                    }
                    for what in ("initiatives", "topics", "discipline")
                },
            }
        return self._years[year, closed]

    def size(self) -> int:
        """How many members the collective has, as far as anybody knows."""
        members = self.facts.members
        return (members.total if members and members.total else None) or NOMINAL

    def _members(self, year: int, events: Iterable[Event]) -> Members | None:
        if self.facts.subject != "collective":
            return self.facts.members
        size = self.size()
        same = self.facts.members if self.facts.members and year == self.facts.year else Members()
        awards, discipline = dict(same.awards), dict(same.discipline)
        at_least: dict[str, int] = {}
        for event in events:
            what, _, key = event.key.partition(":")
            if what == "award" and awards.get(key) is None:
                awards[key] = event.n
            elif what == "grade":
                at_least[key] = event.n
            elif what == "discipline":
                for rung in DISCIPLINE[DISCIPLINE.index(key) :]:
                    discipline[rung] = discipline.get(rung) or 0
        grades, graded = dict(same.grades), same.graded
        if at_least and not any(count is not None for count in grades.values()):
            graded, reached = size, 0
            for grade in reversed(GRADES):
                needed = size if grade == GRADES[0] else at_least.get(grade, 0)
                grades[grade] = max(needed - reached, 0)
                reached = max(needed, reached)
        return Members(size, graded, awards, grades, discipline)


def _shifted(pattern: int, by: int) -> int:
    """Years as bits seen from so many years later; what lies beyond the last bit folds into it."""
    if by <= 0:
        return (pattern >> -by) | (pattern & OLDER)
    wide = pattern << by
    return (wide & EVERY) | (OLDER if wide >> 31 else 0)


def _known(mask: Mask, by: int) -> int:
    return _shifted(mask.yes, by) | (~_shifted(~mask.known & EVERY, by) & EVERY & ~((1 << max(by, 0)) - 1))


def _cleaned(masks: Mapping[str, Mask], clean: Iterable[Event], year: int) -> dict[str, Mask]:
    out = dict(masks)
    for event in clean:
        for rung in DISCIPLINE[DISCIPLINE.index(event.key) :]:
            mask = out.get(rung, NOTHING)
            out[rung] = Mask(mask.yes, mask.known | bits((event.year,), year))
    return out
