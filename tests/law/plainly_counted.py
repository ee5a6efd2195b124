"""The plain reading of the conditions that count people, months and posts, and of those that people decide.

Where the records leave something open every possibility is tried, and the answer stands only if it is always the same.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from tests.law.plainly import DISCIPLINE, GRADES, READINGS, STUDY, Asked, best, together
from thidua.law import tables


def always(answers: Iterable[bool]) -> str:
    found = set(answers)
    return "yes" if found == {True} else "no" if found == {False} else "unknown"


def told(found: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[found]


# -- one person ----------------------------------------------------------------------------------------------------------


def months(asks: Any, asked: Asked) -> str:
    have = asked.history.months
    return told(None if have is None else have >= asks["at_least"])


def service(asks: Any, asked: Asked) -> str:
    """Years of service, counted in months; those in hard areas twice where they count so."""

    def served(what: str) -> int | None:
        have = asked.history.service.get(what)
        return None if have is None else have + (asked.history.hard.get(what, 0) if asks["doubled"] else 0)

    have = served(asks["what"])
    parts = [told(None if have is None else Fraction(have, 12) >= asks["years"])]
    if asks["below"] is not None:
        parts.append(told(None if have is None else Fraction(have, 12) < asks["below"]))
    if asks["direct"] is not None:
        what, years = asks["direct"]
        direct = served(what)
        parts.append(told(None if direct is None else Fraction(direct, 12) >= years))
    return together(parts)


def office(asks: Any, asked: Asked) -> str:
    """One row of the award: the post and the years in it, and no discipline while in the posts."""
    history, table = asked.history, tables.table(asks["table"])

    def fits(row: Any, sex: str, later: bool) -> bool:
        months = history.posts.get(row.post, 0) + sum(history.posts.get(one, 0) for one in higher(table, row.post))
        shorter = sex == "female" and table.women_shorter and not (later and table.women_unless_later)
        share = Fraction(2, 3) if shorter else 1
        years = Fraction(months, 12)
        return months > 0 and years >= row.years * share and (row.below is None or years < row.below * share)

    rows = table.rows.get(asked.award, ())
    sexes = [history.sex] if history.sex else ["male", "female"]
    laters = [True, False] if history.retires_later is None else [history.retires_later]
    if not rows:
        found = "unknown"
    elif not history.posts:
        # It is proposed at retirement, by name; of whoever has no recorded post nobody proposes it.
        found = "unknown" if "long_service" in history.claims else "out"
    else:
        found = best([always([fits(row, sex, later) for sex, later in product(sexes, laters)]) for row in rows])
    if history.disciplined_in_post is None:
        clean = "unknown"
    elif history.disciplined_in_post:
        clean = "no" if table.discipline_bars else "unknown"
    else:
        clean = "yes"
    return together([found, clean])


def higher(table: Any, post: str) -> list[str]:
    """The posts above, whose time is added to it."""
    out: list[str] = []
    while table.adds_up and (above := [one.id for one in table.posts.values() if one.above == (out or [post])[-1]]):
        out += above
    return out


def study(asks: Any, asked: Asked) -> str:
    """Nobody who did not study has to answer; a recorded result must be good or better."""
    result = asked.history.study
    return "left" if result is None else told(STUDY.index(result) >= STUDY.index("kha"))


def proceedings(asks: Any, asked: Asked) -> str:
    under_way = asked.history.proceedings
    return "left" if under_way is None else told(not under_way)


def once(asks: Any, asked: Asked) -> str:
    achievement = asked.history.achievement
    return "left" if achievement is None else told(achievement not in asked.history.rewarded)


def timing(asks: Any, asked: Asked) -> str:
    """Proposed in the calendar year after the decision on the prior title, by the day."""
    decided = asked.history.decided.get(asks["prior"])
    if decided is None:
        return "unknown"
    year = decided.year + 1
    return told(date(year, 1, 1) <= asked.on <= date(year, asks["month"], asks["day"]))


# -- a collective --------------------------------------------------------------------------------------------------------


def age(asks: Any, asked: Asked) -> str:
    founded = asked.history.founded
    return told(None if founded is None else founded + asks["years"] <= asked.history.year)


def members_have(asks: Any, asked: Asked) -> str:
    count = (asked.history.members or {}).get("awards", {}).get(asks["award"])
    return told(None if count is None else count >= asks["at_least"])


def members_discipline(asks: Any, asked: Asked) -> str:
    counts = (asked.history.members or {}).get("discipline", {})
    rungs = [counts.get(rung) for rung in DISCIPLINE[DISCIPLINE.index(asks["from_level"]) :]]
    return "no" if any(rungs) else told(None if None in rungs else True)


def members_share(asks: Any, asked: Asked) -> str:
    """Every number of members that the records leave open is tried."""
    members = asked.history.members or {}
    if asks["award"]:
        base, count = members.get("total"), members.get("awards", {}).get(asks["award"])
        possible = [] if count is None else [count]
    else:
        base = members.get("graded" if asked.parameters["share_base"] == "graded" else "total")
        grades, floor = members.get("grades", {}), GRADES.index(asks["at_least_grade"])
        good, bad = [grades.get(one) for one in GRADES[floor:]], [grades.get(one) or 0 for one in GRADES[:floor]]
        least = sum(one or 0 for one in good)
        # Only where everybody of the base has a grade, and each good grade was counted, is that the number.
        complete = None not in good and base is not None and base == members.get("graded")
        most = least if complete else max(least, (base or 0) - sum(bad))
        possible = list(range(least, most + 1))
    if not base or not possible:
        return "unknown"
    shares = [Fraction(100 * count, base) for count in possible]
    return always(one > asks["percent"] if asks["strict"] else one >= asks["percent"] for one in shares)


# -- people --------------------------------------------------------------------------------------------------------------


def vote(asks: Any, asked: Asked) -> str:
    ballot = asked.history.votes.get(asked.award)
    if ballot is None:
        return "left"
    members, yes, secret = ballot
    enough = told(Fraction(100 * yes, members) >= asks["percent"])
    return together([enough, told(secret)]) if asks["secret"] else enough


def people(asks: Any, asked: Asked) -> str:
    return "left" if asks["claim"] is None else "yes" if asks["claim"] in asked.history.claims else "out"


READINGS.update(
    {
        "months": months,
        "service": service,
        "office": office,
        "study": study,
        "proceedings": proceedings,
        "once": once,
        "timing": timing,
        "age": age,
        "members_have": members_have,
        "members_discipline": members_discipline,
        "members_share": members_share,
        "vote": vote,
        "people": people,
        "quota": lambda asks, asked: "left",
        "unread": lambda asks, asked: "unknown",
    }
)
