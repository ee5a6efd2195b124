"""The executable specification: what each kind of condition means, read year by year, slow and obvious.

It knows nothing of masks. A fact of a year is True, False or None (nobody recorded it); an answer is "yes", "no",
"unknown", "left" (to people) or "out" (a route nobody claimed). `thidua.law.conditions` must agree with it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

GRADES = ["khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"]
REACH = ["co_so", "bo_tinh", "toan_quoc"]
DISCIPLINE = ["khien_trach", "canh_cao", "nang_hon"]


@dataclass
class History:
    """One nominee's years as plain dictionaries: (thing, year) → True or False; absent = not recorded."""

    year: int
    titles: dict[tuple[str, int], bool] = field(default_factory=dict)
    grades: dict[int, str] = field(default_factory=dict)
    initiatives: dict[tuple[str, int], bool] = field(default_factory=dict)
    topics: dict[tuple[str, int], bool] = field(default_factory=dict)
    discipline: dict[tuple[str, int], bool] = field(default_factory=dict)
    months: int | None = None
    decided: dict[str, date] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    members: dict[str, Any] | None = None
    vote: tuple[int, int, bool | None] | None = None


def answer(node: Any, history: History, on: date, parameters: dict[str, Any], standard: Any) -> str:
    """What the condition comes to for the history. `standard(award)` answers whether a lower standard is fulfilled."""
    if node.kind == "all":
        parts = [answer(part, history, on, parameters, standard) for part in node.parts]
        for first in ("out", "no", "unknown", "yes"):
            if first in parts:
                return first
        return "left"
    if node.kind == "any":
        parts = [answer(part, history, on, parameters, standard) for part in node.parts]
        for first in ("yes", "unknown", "left", "no"):
            if first in parts:
                return first
        return "out"
    asks = node.asks
    if node.kind == "title":
        return titles_in_a_row(history, asks)
    if node.kind == "standard":
        if any(history.titles.get((one, history.year)) for one in (asks["award"], *asks["alternatives"])):
            return "yes"
        if f"standard_{asks['award']}" in history.claims or standard(asks["award"]) == "yes":
            return "yes"
        given = [history.titles.get((asks["award"], history.year))]
        given += [
            history.titles.get((one, history.year))
            for one in asks["alternatives"]
            if any(award == one for award, _ in history.titles)
        ]
        return "no" if standard(asks["award"]) == "no" and given == [False] * len(given) else "unknown"
    if node.kind == "grade":
        return every([graded(history, history.year - back, asks["at_least"]) for back in range(asks["years"])])
    if node.kind in ("initiative", "topic"):
        return recognised(node.kind, history, asks, parameters)
    if node.kind == "title_and_grade":
        this, last = history.year, history.year - 1
        orders = [
            every([history.titles.get((asks["award"], this)), graded(history, last, asks["at_least"])]),
            every([history.titles.get((asks["award"], last)), graded(history, this, asks["at_least"])]),
        ]
        return "yes" if "yes" in orders else "unknown" if "unknown" in orders else "no"
    if node.kind == "discipline":
        rungs = DISCIPLINE[DISCIPLINE.index(asks["from_level"]) :]
        found = [history.discipline.get((rung, history.year)) for rung in rungs]
        return "no" if True in found else "unknown" if None in found else "yes"
    if node.kind == "months":
        return "unknown" if history.months is None else "yes" if history.months >= asks["at_least"] else "no"
    if node.kind == "timing":
        decided = history.decided.get(asks["prior"])
        if decided is None:
            return "unknown"
        last = date(decided.year + 1, asks["month"], asks["day"])
        return "yes" if date(decided.year + 1, 1, 1) <= on <= last else "no"
    if node.kind == "people":
        return "left" if asks["claim"] is None else "yes" if asks["claim"] in history.claims else "out"
    if node.kind == "quota":
        return "left"
    if node.kind == "vote":
        return ballot(history, asks)
    return of_members(node.kind, history.members or {}, asks, parameters)


def every(found: list[bool | None]) -> str:
    return "no" if False in found else "unknown" if None in found else "yes"


def graded(history: History, year: int, at_least: str) -> bool | None:
    grade = history.grades.get(year)
    return None if grade is None else GRADES.index(grade) >= GRADES.index(at_least)


def titles_in_a_row(history: History, asks: Any) -> str:
    """So many titles `spacing` years apart, the latest in the judged year or the one before (as `ends` says)."""

    def held(year: int) -> bool | None:
        found = [history.titles.get((asks["award"], year))]
        for other in asks["alternatives"]:
            if any(award == other for award, _ in history.titles):
                found.append(history.titles.get((other, year)))
        return True if True in found else None if None in found else False

    def run(spacing: int) -> list[str]:
        return [
            every([held(history.year - end - number * spacing) for number in range(asks["times"])])
            for end in asks["ends"]
        ]

    sure = run(asks["spacing"])
    if "yes" in sure:
        return "yes"
    doubtful = [one for spacing in asks["doubtful_spacings"] for one in run(spacing)]
    return "unknown" if "unknown" in sure or "yes" in doubtful or "unknown" in doubtful else "no"


def recognised(kind: str, history: History, asks: Any, parameters: dict[str, Any]) -> str:
    """At least `count` in the window. A year with a record of "yes" is one or more; of "no" at every level, none."""
    facts = history.initiatives if kind == "initiative" else history.topics
    levels = REACH[REACH.index(asks["level"]) :] if parameters["higher_reach_counts"] else [asks["level"]]
    least, open_ended = 0, False
    for back in range(asks["window"] or parameters[asks["window_parameter"]]):
        found = [facts.get((level, history.year - back)) for level in levels]
        if True in found:
            least, open_ended = least + 1, True
        elif None in found:
            open_ended = True
    return "yes" if least >= asks["count"] else "unknown" if open_ended else "no"


def ballot(history: History, asks: Any) -> str:
    if history.vote is None:
        return "left"
    members, yes, secret = history.vote
    if yes < asks["percent"] / 100 * members - 1e-9:
        return "no"
    if not asks["secret"]:
        return "yes"
    return {True: "yes", False: "no", None: "unknown"}[secret]


def of_members(kind: str, members: dict[str, Any], asks: Any, parameters: dict[str, Any]) -> str:
    """Try every number that the records leave open, and see whether the answer is always the same."""
    if kind == "members_have":
        count = members.get("awards", {}).get(asks["award"])
        return "unknown" if count is None else "yes" if count >= asks["at_least"] else "no"
    if kind == "members_discipline":
        rungs = DISCIPLINE[DISCIPLINE.index(asks["from_level"]) :]
        counts = [members.get("discipline", {}).get(rung) for rung in rungs]
        return "no" if any(count for count in counts if count) else "unknown" if None in counts else "yes"
    if asks["award"]:
        base = members.get("total")
        possible = [members.get("awards", {}).get(asks["award"])]
    else:
        graded_only = parameters["share_base"] == "graded"
        base = members.get("graded" if graded_only else "total")
        floor = GRADES.index(asks["at_least_grade"])
        grades = members.get("grades", {})
        good = [grades.get(grade) for grade in GRADES[floor:]]
        sure = sum(one for one in good if one)
        bad = sum(grades.get(grade) or 0 for grade in GRADES[:floor])
        if None not in good and base is not None and base == members.get("graded"):
            possible = [sure]
        else:
            possible = list(range(sure, max(sure, (base or 0) - bad) + 1))
    if not base or None in possible:
        return "unknown"
    share = {
        count * 100 > asks["percent"] * base if asks["strict"] else count * 100 >= asks["percent"] * base
        for count in possible
    }
    return "yes" if share == {True} else "no" if share == {False} else "unknown"
