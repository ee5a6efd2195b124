"""Generated histories: a nominee's years as plain dictionaries, and the same as Facts.

A history begins with nothing recorded, with everything recorded and nothing there, with scattered records, or with a
rule fulfilled; then some of it is forgotten or turned round. So yes, no and unknown all come up often.
"""

import os
import random
from collections.abc import Container
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.law.histories_fulfilled import Filling, Needs, nothing
from tests.law.plainly import BACK, BEFORE, DISCIPLINE, GRADES, REACH, STUDY, History
from thidua.law.facts import Facts, Members, Vote, Work
from thidua.law.masks import Mask

ALL_YEARS = 2**32 - 1
PARAMETERS: dict[str, list[Any]] = {
    "higher_reach_counts": [True, True, False],
    "share_base": ["graded", "all"],
    "initiative_reuse": ["never", "other_title", "free"],
    "initiative_window.bo_tinh": [1, 4, 5],
    "initiative_window.toan_quoc": [2, 7],
}


def parameters(rng: random.Random) -> dict[str, Any]:
    """An agency's choices."""
    return {key: rng.choice(values) for key, values in PARAMETERS.items()}


class Seeded(random.Random):
    """Choices from a number that a failing test prints."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __repr__(self) -> str:
        return f"Seeded({self.number})"


def randoms() -> st.SearchStrategy[random.Random]:
    """A source of choices. With THIDUA_SHRINK=1 one that Hypothesis makes smaller when something fails, and slower."""
    if os.environ.get("THIDUA_SHRINK"):
        return st.randoms(use_true_random=False)
    return st.integers(0, 2**32 - 1).map(Seeded)


def history(rng: random.Random, nodes: list[Any], award: str, on: date, needs: Needs, settled: Any) -> History:
    """A history about what the conditions ask when the award is judged."""
    year = on.year - 1
    start = rng.choice(["fulfilled", "fulfilled", "fulfilled", "absent", "scattered", "scattered", "scattered", "open"])
    if start == "open":
        out = History(year)
    elif start == "scattered":
        out = scattered(rng, year, needs)
    else:
        out = nothing(year, needs)
        if start == "fulfilled":
            filling = Filling(out, award, on, needs, rng, settled)
            for node in nodes:
                filling.fulfil(node)
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3, 6])):
        disturb(rng, out, needs, award)
    return out


def scattered(rng: random.Random, year: int, needs: Needs) -> History:
    """Full columns are as likely as mixed ones, so that runs happen."""

    def column() -> dict[int, bool]:
        yes, known = pattern(rng), pattern(rng)
        return {year - back: bool(yes >> back & 1) for back in BACK if known >> back & 1}

    def columns(things: list[str]) -> dict[tuple[str, int], bool]:
        return {(thing, one): value for thing in things for one, value in column().items()}

    titles = columns([award for award in needs.titles if award not in needs.equal or rng.random() < 0.5])
    for award in sorted(needs.priors):
        prior = year - rng.choice([0, 1, 3, 5, 6, 10, 12, 31])
        if rng.random() < 0.7:
            for back in BACK:
                titles[award, year - back] = year - back == prior
    known = rng.choice([ALL_YEARS, ALL_YEARS, rng.getrandbits(32)])
    return History(
        year=year,
        titles=titles,
        grades={year - back: grade(rng) for back in range(rng.choice([1, 2, 5, 11, 13, 32])) if known >> back & 1},
        initiatives=columns(REACH) if needs.levels else {},
        topics=columns(REACH) if needs.levels else {},
        counts=counts(rng, year, needs),
        discipline=columns(DISCIPLINE) if {"discipline"} & needs.kinds else {},
        study=rng.choice([None, *STUDY]),
        months=rng.choice([None, 0, 9, 10, 11]),
        service={what: 12 * rng.choice([5, 10, 15, 20, 25, 30, 35]) - rng.choice([0, 0, 1]) for what in needs.services},
        hard={what: rng.choice([0, 1, 60]) for what in sorted(needs.services) if rng.random() < 0.3},
        posts={
            post: rng.choice([0, 1, 36, 60, 71, 72, 96, 120, 180]) for post in sorted(needs.posts) if rng.random() < 0.4
        },
        sex=rng.choice([None, "male", "female"]),
        retires_later=rng.choice([None, True, False]),
        disciplined_in_post=rng.choice([None, True, False, False]),
        proceedings=rng.choice([None, True, False]),
        founded=rng.choice([None, year - 9, year - 10, year - 15, year - 20, year - 30]),
        decided={award: day(rng, year) for award in sorted(needs.decided) if rng.random() < 0.8},
        claims={claim for claim in sorted(needs.claims) if rng.random() < 0.1},
        members=members(rng, needs),
        achievement=rng.choice([None, "a", "b"]),
        rewarded={"b"},
    )


def counts(rng: random.Random, year: int, needs: Needs) -> dict[tuple[str, str, int], int]:
    """How many of each reach or wider; narrower ones are counted with the wider."""
    out = {}
    for kind in sorted({kind for kind, _ in needs.levels}):
        for back in range(rng.choice([0, 2, 5, 7])):
            number = 0
            for level in reversed(REACH):
                number += rng.choice([0, 0, 0, 1, 1, 2])
                out[kind, level, year - back] = number
    return out


def pattern(rng: random.Random) -> int:
    return rng.choice([ALL_YEARS, ALL_YEARS, 0, rng.getrandbits(32), rng.getrandbits(32) & rng.getrandbits(32)])


def grade(rng: random.Random) -> str:
    return rng.choice([*GRADES, *GRADES[2:], GRADES[3], GRADES[3]])


def day(rng: random.Random, year: int) -> date:
    return date(year - rng.choice([-1, 0, 0, 1, 2]), rng.choice([1, 6, 12]), 1)


def members(rng: random.Random, needs: Needs) -> dict[str, Any] | None:
    """Members counted so that the whole is possible: no part beyond the total."""
    if rng.random() < 0.1:
        return None
    total = rng.choice([0, 2, 10, 20])
    ungraded = rng.choice([0, 0, min(total, 2)])
    rest, grades = total - ungraded, dict[str, int | None]()
    for one in reversed(GRADES):
        grades[one] = rest if one == GRADES[0] else rng.choice([rest, rest // 2, 0])
        rest -= grades[one] or 0
    for one in GRADES:
        if rng.random() < 0.05:
            grades[one] = None
    disciplined = {rung: rng.choice([0, 0, 0, min(1, total), None]) for rung in DISCIPLINE}
    return {
        "total": rng.choice([total, total, total, None]),
        "graded": rng.choice([total - ungraded, total - ungraded, None]),
        "awards": {award: rng.choice([total, total // 2, 0, None]) for award in sorted(needs.member_awards)},
        "grades": grades,
        "discipline": disciplined,
    }


# -- forgetting and turning round ----------------------------------------------------------------------------------------

SCALARS = ("study", "months", "sex", "retires_later", "disciplined_in_post", "proceedings", "founded", "members")


def disturb(rng: random.Random, out: History, needs: Needs, award: str) -> None:
    """Forget one thing, or turn it round."""
    tables: list[Any] = [out.titles, out.titles, out.grades, out.counts, out.initiatives, out.topics, out.discipline]
    numbers = [out.service, out.posts]
    forget = rng.random() < 0.5
    kind = rng.choice(["years"] * 4 + ["number", "scalar"] + ["vote"] * (2 if "vote" in needs.kinds else 1) + ["work"])
    if needs.kinds <= {"vote", "people", "quota"}:
        kind = "vote"
    if kind == "years":
        table = rng.choice([one for one in tables if one] or [{}])
        recent = [key for key in table if out.year - (key[-1] if isinstance(key, tuple) else key) in near(rng)]
        if recent:
            turn(rng, table, rng.choice(recent), forget)
    elif kind == "number":
        table = rng.choice([one for one in numbers if one] or [{}])
        if table:
            key = rng.choice(sorted(table))
            if forget:
                del table[key]
            else:
                table[key] = max(0, table[key] + rng.choice([-1, -12, 12]))
    elif kind == "scalar":
        setattr(out, rng.choice(SCALARS), None)
    elif kind == "vote":
        out.votes[award] = (100, rng.choice([79, 80, 89, 90]), rng.choice([True, False, None]))
    elif needs.levels:
        which, level = rng.choice(sorted(needs.levels))
        used = rng.choice([(), (), (award,), ("chien_si_thi_dua_co_so",), ("bang_khen_bo_tinh",)])
        out.works.append((which, out.year - rng.choice([0, 1, 4]), level, used))


def near(rng: random.Random) -> range:
    """Mostly the last few years, on which more depends."""
    return rng.choice([range(1), range(2), range(5), range(5), range(12), range(13), range(32), range(BEFORE, 32)])


def turn(rng: random.Random, table: Any, key: Any, forget: bool) -> None:
    value = table[key]
    if forget:
        del table[key]
    elif isinstance(value, bool):
        table[key] = not value
    elif isinstance(value, str):
        table[key] = grade(rng)
    else:
        table[key] = max(0, value + rng.choice([-1, 1]))


def more_known(rng: random.Random, less: History, needs: Needs) -> History:
    """The same history with some of its gaps filled in. What was recorded stays."""
    out = deepcopy(less)
    share = rng.choice([0.2, 0.8, 1.0])

    def fill(table: dict[tuple[str, int], bool], things: list[str], counted: Container[int] = ()) -> None:
        for thing in things:
            yes = pattern(rng)
            for back in BACK:
                if rng.random() < share and out.year - back not in counted:
                    table.setdefault((thing, out.year - back), bool(yes >> back & 1))

    # An equal title of the armed forces is looked at only where something is recorded on it.
    recorded = {award for award, _ in less.titles}
    fill(out.titles, [award for award in needs.titles if award not in needs.equal - recorded])
    fill(out.discipline, DISCIPLINE if "discipline" in needs.kinds else [])
    if needs.levels:
        # A year whose works were counted holds no more of them.
        fill(out.initiatives, REACH, {year for kind, _, year in out.counts if kind == "initiative"})
        fill(out.topics, REACH, {year for kind, _, year in out.counts if kind == "topic"})
    for back in BACK:
        if rng.random() < share:
            out.grades.setdefault(out.year - back, grade(rng))
    other = scattered(rng, out.year, needs)
    # What people settle as long as nobody recorded it stays with them.
    for key in ("months", "sex", "retires_later", "disciplined_in_post", "founded", "members"):
        if getattr(out, key) is None:
            setattr(out, key, getattr(other, key))
    out.service = {**other.service, **out.service}
    out.decided = {**other.decided, **out.decided}
    # Posts are recorded together: those that are not named were not held.
    out.posts = out.posts or other.posts
    for group in ("awards", "discipline") if out.members else ():
        for one, count in (out.members or {})[group].items():
            out.members[group][one] = rng.choice([0, 1]) if count is None else count  # type: ignore[index]
    return out


# -- the program's own shape ---------------------------------------------------------------------------------------------


def facts_of(told: History, subject: Any) -> Facts:
    """The history in the program's own shape."""
    counts: dict[str, dict[str, dict[int, int]]] = {"initiative": {}, "topic": {}}
    for (kind, level, year), number in told.counts.items():
        counts[kind].setdefault(level, {})[year] = number
    return Facts(
        subject=subject,
        year=told.year,
        titles=masks(told.titles, told.year),
        grades=told.grades,
        initiatives=masks(told.initiatives, told.year),
        topics=masks(told.topics, told.year),
        initiative_counts=counts["initiative"],
        topic_counts=counts["topic"],
        works=tuple(
            Work(kind, str(number), year, level, used)  # type: ignore[arg-type]
            for number, (kind, year, level, used) in enumerate(told.works)
        ),
        discipline=masks(told.discipline, told.year),
        study={} if told.study is None else {told.year: told.study},
        months_employed=told.months,
        service=told.service,
        hard_service=told.hard,
        posts=told.posts,
        sex=told.sex,  # type: ignore[arg-type]
        retires_later=told.retires_later,
        disciplined_in_post=told.disciplined_in_post,
        proceedings=told.proceedings,
        founded=told.founded,
        members=None if told.members is None else Members(**told.members),
        prior_decisions=told.decided,
        votes={award: Vote(*vote) for award, vote in told.votes.items()},
        claims=frozenset(told.claims),
        achievement=told.achievement,
        rewarded=frozenset(told.rewarded),
    )


def masks(known: dict[tuple[str, int], bool], year: int) -> dict[str, Mask]:
    things: dict[str, list[int]] = {}
    for (thing, one), yes in known.items():
        mask = things.setdefault(thing, [0, 0])
        mask[0] |= yes << (year - one)
        mask[1] |= 1 << (year - one)
    return {thing: Mask(yes, recorded) for thing, (yes, recorded) in things.items()}
