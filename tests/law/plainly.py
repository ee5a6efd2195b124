"""The executable specification: what each kind of condition means, read year by year, slow and obvious.

It knows nothing of masks. A fact of a year is True, False or None (nobody recorded it); an answer is "yes", "no",
"unknown", "left" (to people) or "out" (a route nobody claimed). `thidua.law.conditions` must agree with it. What counts
years and awards stands here, what counts people, months and posts in `plainly_counted`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.law import data

GRADES = ["khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"]
REACH = ["co_so", "quan_khu", "bo_tinh", "toan_quan", "toan_quoc"]
DISCIPLINE = ["khien_trach", "canh_cao", "nang_hon"]
STUDY = ["yeu", "trung_binh", "kha", "gioi", "xuat_sac"]
BACK = range(32)
"""How many years back a year lies. The last number stands for that year and all the time before it."""
BEFORE = 31


@dataclass
class History:
    """One nominee's years as plain dictionaries: (thing, year) → True or False; absent = not recorded.

    `counts`: (kind, level, year) → how many of that reach or wider. `works`: (kind, year, level, what it was used for).
    """

    year: int
    titles: dict[tuple[str, int], bool] = field(default_factory=dict)
    grades: dict[int, str] = field(default_factory=dict)
    initiatives: dict[tuple[str, int], bool] = field(default_factory=dict)
    topics: dict[tuple[str, int], bool] = field(default_factory=dict)
    counts: dict[tuple[str, str, int], int] = field(default_factory=dict)
    works: list[tuple[str, int, str, tuple[str, ...]]] = field(default_factory=list)
    discipline: dict[tuple[str, int], bool] = field(default_factory=dict)
    study: str | None = None
    months: int | None = None
    service: dict[str, int] = field(default_factory=dict)
    hard: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    sex: str | None = None
    retires_later: bool | None = None
    disciplined_in_post: bool | None = None
    proceedings: bool | None = None
    founded: int | None = None
    decided: dict[str, date] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    members: dict[str, Any] | None = None
    votes: dict[str, tuple[int, int, bool | None]] = field(default_factory=dict)
    achievement: str | None = None
    rewarded: set[str] = field(default_factory=set)


@dataclass
class Asked:
    """What is asked of whom: the award proposed, the history, the day, the agency's numbers.

    `standard(award)`: whether the standard of a lower title is fulfilled.
    """

    award: str
    history: History
    on: date
    parameters: Any
    standard: Callable[[str], str]


def answer(node: Any, asked: Asked) -> str:
    """What a condition, or a group of them, comes to."""
    if node.kind == "all":
        return together([answer(part, asked) for part in node.parts])
    if node.kind == "any":
        return best([answer(part, asked) for part in node.parts])
    asks = dict(node.asks)
    if isinstance(asks.get("since"), dict):
        asks["since"] = asks["since"].get(asked.award, ())
    return READINGS[node.kind](asks, asked)


def together(answers: Iterable[str]) -> str:
    found = list(answers)
    return next((one for one in ("out", "no", "unknown", "yes") if one in found), "left")


def best(answers: Iterable[str]) -> str:
    found = list(answers)
    return next((one for one in ("yes", "unknown", "left", "no") if one in found), "out")


def every(found: Iterable[bool | None]) -> str:
    """In each of them."""
    seen = list(found)
    return "no" if False in seen else "unknown" if None in seen else "yes"


def some(found: Iterable[bool | None], times: int = 1) -> str:
    """In at least so many of them."""
    seen = list(found)
    if seen.count(True) >= times:
        return "yes"
    return "unknown" if seen.count(True) + seen.count(None) >= times else "no"


# -- awards in years -----------------------------------------------------------------------------------------------------


def got(history: History, awards: Iterable[str], back: int) -> bool | None:
    """Whether one of the awards was received in the year."""
    found = [history.titles.get((award, history.year - back)) for award in awards]
    return True if True in found else None if None in found else False


def title_or_equal(history: History, asks: Any, back: int) -> bool | None:
    """The title or one that stands for it; an equal title of which nothing at all is recorded does not count."""
    recorded = {award for award, _ in history.titles}
    return got(history, [asks["award"], *(one for one in asks["alternatives"] if one in recorded)], back)


def latest(history: History, awards: Iterable[str], doubtful: bool) -> int | None:
    """How far back the latest of the awards lies; with `doubtful` also one that nobody recorded might be it."""
    asked = list(awards)
    wanted = (True, None) if doubtful else (True,)
    return next((back for back in BACK if got(history, asked, back) in wanted), None)


def wholly_after(history: History, awards: Iterable[str], span: int) -> str:
    """Whether the last `span` years lie after the latest of the awards.

    Where an older one is recorded besides one in these years, only it would do: the law does not say, nobody can tell.
    """
    asked = list(awards)
    within = [got(history, asked, back) for back in BACK if back < span]
    before = [got(history, asked, back) for back in BACK if back >= span]
    if True in before:
        return "yes" if within == [False] * len(within) else "unknown"
    return "unknown" if None in before else "no"


def in_each_year_since(history: History, awards: Iterable[str], held: Callable[[int], bool | None]) -> str:
    """Whether something held in every year after the latest of the awards, which must be there."""
    asked = list(awards)
    surely, perhaps = latest(history, asked, doubtful=False), latest(history, asked, doubtful=True)
    if perhaps is None or False in [held(back) for back in range(perhaps)]:
        return "no"
    return "yes" if surely is not None and [held(back) for back in range(surely)] == [True] * surely else "unknown"


def counted_years(history: History, asks: Any) -> tuple[list[int], list[int], str]:
    """The years that surely count (window, after the prior award), those that may count, and whether there is a prior.

    With several prior awards, or one that may be there, the years since an older one may count.
    """
    window = [back for back in BACK if asks.get("years") is None or back < asks["years"]]
    if not asks["since"]:
        return window, window, "yes"
    recorded = [got(history, asks["since"], back) for back in BACK]
    perhaps = latest(history, asks["since"], doubtful=True)
    if perhaps is None:
        return [], [], "no"
    surely = [back for back in window if back < perhaps]
    if recorded.count(True) == 1 and None not in recorded:
        return surely, surely, "yes"
    return surely, window, "yes" if True in recorded else "unknown"


def title(asks: Any, asked: Asked) -> str:
    """So many titles `spacing` years apart, the latest in the judged year or the one before (as `ends` says)."""
    history = asked.history

    def held(back: int) -> bool | None:
        return title_or_equal(history, asks, back)

    def run(spacing: int, end: int) -> str:
        return every([held(end + number * spacing) for number in range(asks["times"])])

    answers = []
    for end in asks["ends"]:
        span = end + (asks["times"] - 1) * asks["spacing"] + 1
        fits = wholly_after(history, asks["since"], span) if asks["since"] else "yes"
        answers.append(together([run(asks["spacing"], end), fits]))
    found = best(answers)
    doubtful = [run(spacing, end) for spacing in asks["doubtful_spacings"] for end in asks["ends"]]
    if found == "no" and ("yes" in doubtful or "unknown" in doubtful):
        found = "unknown"
    if asks["every_since"]:
        found = together([found, in_each_year_since(history, asks["since"], held)])
    return found


def holds(asks: Any, asked: Asked) -> str:
    """At least so many years with one of the awards."""
    history, times = asked.history, int(asks["times"])
    held = [got(history, asks["awards"], back) for back in BACK]
    surely, maybe, prior = counted_years(history, asks)

    def enough(years: list[int], wanted: tuple[bool | None, ...]) -> bool:
        if not asks["run"]:
            return len([back for back in years if held[back] in wanted]) >= times
        # Nobody knows which year of the time before it was: it ends no run.
        runs = [range(first, first + times) for first in years if times == 1 or first + times <= BEFORE]
        return any(all(back in years and held[back] in wanted for back in run) for run in runs)

    if prior == "no":
        return "no"
    if prior == "yes" and enough(surely, (True,)):
        return "yes"
    if asks["doubtful"]:
        # Too few where they are asked, enough elsewhere: the law does not say whether they must lie there.
        can_be = len([back for back in BACK if held[back] is not False]) >= times
        maybe = list(BACK)
    else:
        can_be = enough(maybe, (True, None))
    # The time before may hold any number of them.
    many_before = times > 1 and BEFORE in maybe and held[BEFORE] is not False
    return "unknown" if can_be or many_before else "no"


def free_of(asks: Any, asked: Asked, held: Callable[[int], bool | None]) -> str:
    """Nothing of the kind in the window, or since the prior award."""
    history = asked.history
    window = [back for back in BACK if asks["years"] is None or back < asks["years"]]
    if not asks["since"]:
        return {"yes": "no", "no": "yes"}.get(found := some([held(back) for back in window]), found)
    surely, perhaps = latest(history, asks["since"], doubtful=False), latest(history, asks["since"], doubtful=True)
    if perhaps is None or True in [held(back) for back in window if back < perhaps]:
        return "no"
    if surely is not None and all(held(back) is False for back in window if back < surely):
        return "yes"
    return "unknown"


def absent(asks: Any, asked: Asked) -> str:
    return free_of(asks, asked, lambda back: got(asked.history, asks["awards"], back))


def discipline(asks: Any, asked: Asked) -> str:
    history, rungs = asked.history, DISCIPLINE[DISCIPLINE.index(asks["from_level"]) :]

    def disciplined(back: int) -> bool | None:
        found = [history.discipline.get((rung, history.year - back)) for rung in rungs]
        return True if True in found else None if None in found else False

    return free_of(asks, asked, disciplined)


def ago(asks: Any, asked: Asked) -> str:
    """The latest of the awards lies at least so many years back."""
    found = [got(asked.history, asks["awards"], back) for back in BACK]
    if True in found[: asks["years"]] or found == [False] * len(found):
        return "no"
    return "yes" if None not in found[: asks["years"]] and True in found else "unknown"


def standard(asks: Any, asked: Asked) -> str:
    """The criteria of the lower title are met: by the title itself, on the head's word, or by the facts."""
    given = title_or_equal(asked.history, asks, 0)
    fulfilled = asked.standard(asks["award"])
    if given is True or fulfilled == "yes" or f"standard_{asks['award']}" in asked.history.claims:
        return "yes"
    return "no" if given is False and fulfilled == "no" else "unknown"


# -- grades and works ----------------------------------------------------------------------------------------------------


def graded(history: History, back: int, at_least: str) -> bool | None:
    grade = history.grades.get(history.year - back)
    return None if grade is None else GRADES.index(grade) >= GRADES.index(at_least)


def grade(asks: Any, asked: Asked) -> str:
    """The grade in each of the last years, or in so many of them."""
    history = asked.history
    found = [graded(history, back, asks["at_least"]) for back in BACK]
    window = [back for back in BACK if asks["years"] is None or back < asks["years"]]
    parts = []
    if asks["times"] is not None:
        many_before = BEFORE in window and found[BEFORE] is not False
        enough = some([found[back] for back in window], asks["times"])
        parts.append("unknown" if enough == "no" and many_before else enough)
    elif asks["years"] is not None:
        parts.append(every([found[back] for back in window]))
    if asks["since"] and asks["years"] is not None:
        parts.append(wholly_after(history, asks["since"], asks["years"]))
    if asks["every_since"]:
        parts.append(in_each_year_since(history, asks["since"], lambda back: found[back]))
    return together(parts)


def title_and_grade(asks: Any, asked: Asked) -> str:
    """Of this year and the last, one with the title and the other with the grade."""

    def order(with_title: int, with_grade: int) -> str:
        held = got(asked.history, [asks["award"]], with_title)
        return every([held, graded(asked.history, with_grade, asks["at_least"])])

    return best([order(0, 1), order(1, 0)])


def recognised(kind: str) -> Callable[[Any, Asked], str]:
    def reading(asks: Any, asked: Asked) -> str:
        """So many recognised, of this reach or a wider one, in the window or since the prior award."""
        history, count = asked.history, asks["count"]
        window = asks["window"] or (asked.parameters[asks["window_parameter"]] if asks["window_parameter"] else None)
        surely, maybe, prior = counted_years(history, {"years": window, "since": asks["since"]})
        numbers = {back: works_of_year(kind, asks, asked, back) for back in BACK}
        if prior == "no":
            return "no"
        if prior == "yes" and sum(numbers[back][0] for back in surely) >= count:
            return "yes"
        most = [numbers[back][1] for back in maybe]
        return "unknown" if None in most or sum(one for one in most if one) >= count else "no"

    return reading


def works_of_year(kind: str, asks: Any, asked: Asked, back: int) -> tuple[int, int | None]:
    """At least and at most how many of a year; None: nobody knows how many."""
    history, year = asked.history, asked.history.year - back
    register = history.initiatives if kind == "initiative" else history.topics
    wider = asked.parameters["higher_reach_counts"]
    levels = REACH[REACH.index(asks["level"]) :] if wider else [asks["level"]]
    seen = [register.get((level, year)) for level in levels]
    least, most = (1, None) if True in seen else (0, None) if None in seen else (0, 0)
    counted = history.counts.get((kind, asks["level"], year))
    if counted and not wider:
        counted = less_wider(counted, kind, register, asks["level"], history, year)
    if counted is not None:
        least = most = max(counted, least)
    free = len(
        [one for one in history.works if one[:2] == (kind, year) and one[2] in levels and is_free(one[3], asks, asked)]
    )
    return least + free, None if most is None else most + free


def less_wider(count: int, kind: str, register: Any, level: str, history: History, year: int) -> int | None:
    """Of those of this reach or wider, how many are of just this one; None where nobody counted the wider ones."""
    further = REACH[REACH.index(level) + 1 :]
    if not further or {register.get((one, year)) for one in further} == {False}:
        return count - (history.counts.get((kind, further[0], year), 0) if further else 0)
    wider = history.counts.get((kind, further[0], year))
    return None if wider is None else count - wider


def is_free(used_for: tuple[str, ...], asks: Any, asked: Asked) -> bool:
    """Whether a work may serve again. For a title and a commendation never; for two titles as the agency has it."""
    if not asks["fresh"] or not used_for:
        return True
    if any(not is_title(award) for award in (*used_for, asked.award)):
        return False
    allowed: dict[str, bool] = {"never": False, "other_title": asked.award not in used_for, "free": True}
    return allowed[asked.parameters["initiative_reuse"]]


def is_title(award: str) -> bool:
    return data.award(award).kind == "title"


READINGS: dict[str, Callable[[Any, Asked], str]] = {
    "title": title,
    "holds": holds,
    "absent": absent,
    "ago": ago,
    "standard": standard,
    "grade": grade,
    "title_and_grade": title_and_grade,
    "initiative": recognised("initiative"),
    "topic": recognised("topic"),
    "discipline": discipline,
}
"""Each kind with its reading; `plainly_counted` adds those that count people, months and posts."""
