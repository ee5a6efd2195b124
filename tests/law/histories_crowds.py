"""Many histories at once, as registers keep them: what is recorded of a year is recorded of every title, or every work."""

import random
from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy as np

from tests.law.histories import ALL_YEARS, pattern
from tests.law.histories_fulfilled import Needs
from tests.law.plainly import BACK, DISCIPLINE, GRADES, REACH, History
from thidua.law.columns import Columns
from thidua.law.masks import EVERY

CIVIL = ("co_so", "bo_tinh", "toan_quoc")


def regular(rng: random.Random, told: History, needs: Needs, *, whole: bool) -> History:
    """The history as registers would keep it, which know nothing of claims, posts' discipline, sex or ballots.

    `whole`: they are kept for all years.
    """
    year = told.year
    # A year in which something was recorded as absent is one for which the register is kept.
    titles = pattern(rng) | bits(told, [one for (_, one), yes in told.titles.items() if not yes])
    works = rng.choice([ALL_YEARS, ALL_YEARS, rng.getrandbits(32), 0])
    rungs = pattern(rng)
    if whole:
        titles = works = rungs = ALL_YEARS
    out = History(
        year=year,
        grades=told.grades,
        months=told.months,
        service=told.service,
        hard=told.hard,
        posts=told.posts and {post: told.posts.get(post, 0) for post in needs.posts},
        founded=told.founded,
        decided=told.decided,
        members=told.members,
    )
    for award in needs.titles:
        fill(out.titles, award, year, titles, held_years(told.titles, award))
    for rung in DISCIPLINE:
        fill(out.discipline, rung, year, rungs, held_years(told.discipline, rung))
    for kind in ("initiative", "topic") if needs.levels else ():
        count_works(rng, told, out, kind, works)
    return out


def bits(told: History, years: list[int]) -> int:
    return sum(1 << (told.year - one) for one in set(years))


def held_years(table: dict[tuple[str, int], bool], thing: str) -> set[int]:
    """The years in which it is recorded that it held."""
    return {year for (one, year), yes in table.items() if one == thing and yes}


def fill(table: dict[tuple[str, int], bool], thing: str, year: int, known: int, held: set[int]) -> None:
    for back in BACK:
        if year - back in held or known >> back & 1:
            table[thing, year - back] = year - back in held


def count_works(rng: random.Random, told: History, out: History, kind: str, known: int) -> None:
    """Works have one of the three civil reaches. In a year that is not wholly recorded one at most is known."""
    register = out.initiatives if kind == "initiative" else out.topics
    for back in BACK:
        year, whole = out.year - back, known >> back & 1
        own = dict.fromkeys(CIVIL, 0)
        for (which, level, one), number in told.counts.items():
            if (which, one) == (kind, year) and level in CIVIL:
                own[level] = max(own[level], number - told.counts.get((kind, wider(level), year), 0), 0)
        if not whole and any(own.values()):
            chosen = rng.choice([level for level in CIVIL if own[level]])
            own = {level: int(level == chosen) for level in CIVIL}
        for level in REACH:
            further = sum(number for one, number in own.items() if REACH.index(one) >= REACH.index(level))
            beyond = sum(number for one, number in own.items() if REACH.index(one) > REACH.index(level))
            if whole:
                out.counts[kind, level, year] = further
            if whole or further > beyond:
                register[level, year] = further > beyond


def wider(level: str) -> str:
    return {"co_so": "bo_tinh", "bo_tinh": "toan_quoc"}.get(level, "")


def columns_of(subject: str, crowd: list[History], needs: Needs, *, whole: bool) -> Columns:
    """The same as columns of masks and numbers. Of `whole` registers one number says that all years are recorded."""
    year = crowd[0].year
    years: dict[str, Any] = {}
    numbers: dict[str, Any] = {}

    def mask(signal: str, held: Iterable[Iterable[int]]) -> None:
        column = [sum(1 << (year - one) for one in set(each)) for each in held]
        years[signal] = np.array(column, dtype=np.uint32)

    def number(name: str, found: list[int | None]) -> None:
        numbers[name] = (
            np.array([one or 0 for one in found], dtype=np.int32),
            np.array([one is not None for one in found], dtype=np.bool_),
        )

    spans = [range(year - 31, year + 1)] * len(crowd)
    both = list(zip(crowd, spans, strict=True))
    mask("known.titles", [[one for one in span if is_kept(told, needs, one)] for told, span in both])
    for award in needs.titles:
        mask(f"title.{award}", [held_years(told.titles, award) for told in crowd])
    mask("known.grade", [told.grades for told in crowd])
    for floor, grade in enumerate(GRADES[1:], 1):
        mask(f"grade.{grade}", [[y for y, one in told.grades.items() if GRADES.index(one) >= floor] for told in crowd])
    mask("known.discipline", [{one for _, one in told.discipline if is_clean(told, one)} for told in crowd])
    for rung in DISCIPLINE:
        mask(f"discipline.{rung}", [held_years(told.discipline, rung) for told in crowd])
    mask("known.works", [{one for _, _, one in told.counts} for told in crowd])
    for kind, level, least in product(("initiative", "topic"), CIVIL, range(1, 7)):
        found = [[one for one in span if works(told, kind, level, one) >= least] for told, span in both]
        mask(f"{kind}.{level}.{least}", found)
    if whole:
        years |= dict.fromkeys(("known.titles", "known.discipline", "known.works"), EVERY)
    number("months", [told.months for told in crowd])
    number("founded", [told.founded for told in crowd])
    for what in sorted(needs.services):
        number(f"service.{what}", [told.service.get(what) for told in crowd])
        number(f"hard_service.{what}", [told.hard.get(what) for told in crowd])
    for post in sorted(needs.posts):
        number(f"post.{post}", [told.posts.get(post) for told in crowd])
    for award in sorted(needs.decided):
        number(f"decided.{award}", [told.decided[award].year if award in told.decided else None for told in crowd])
    everybody = [told.members or {} for told in crowd]
    for key in ("total", "graded"):
        number(key, [members.get(key) for members in everybody])
    for group, key in [("awards", "members_award"), ("grades", "members_grade"), ("discipline", "members_discipline")]:
        for one in sorted({one for members in everybody for one in members.get(group, {})}):
            number(f"{key}.{one}", [members.get(group, {}).get(one) for members in everybody])
    return Columns(subject, year, len(crowd), years, numbers)


def is_kept(told: History, needs: Needs, year: int) -> bool:
    """Whether the register of titles is kept for the year: something is recorded as absent, or everything as held."""
    found = [told.titles.get((award, year)) for award in needs.titles]
    return bool(found) and None not in found


def is_clean(told: History, year: int) -> bool:
    """Whether the register of discipline is kept for the year."""
    return all((rung, year) in told.discipline for rung in DISCIPLINE)


def works(told: History, kind: str, level: str, year: int) -> int:
    """How many of this reach or wider are recorded."""
    counted = told.counts.get((kind, level, year))
    if counted is not None:
        return counted
    register = told.initiatives if kind == "initiative" else told.topics
    return sum(register.get((one, year), False) for one in CIVIL if REACH.index(one) >= REACH.index(level))
