"""What a profile says, read plainly and slowly from the rows: signal → years. The queries are compared with this."""

import datetime as dt
from collections import defaultdict

from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.awards import queries as awards
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.domain.people.models import Person, Post
from thidua.domain.register.models import Completeness, Entry

YEARS = range(1945, 2041)
BETTER = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
REACHES = ("co_so", "bo_tinh", "toan_quoc")

Signals = dict[str, set[int]]


def of_person(person: Person) -> Signals:
    found: Signals = defaultdict(set)
    ratings = best(Result.objects.filter(person=person).select_related("sheet").order_by("pk"))
    career = list(person.posts.select_related("unit").order_by("from_on", "pk"))
    complete = {post.unit_id: complete_years(post.unit) for post in career}
    closed = set(Sheet.objects.filter(unit__in=complete, state="closed").values_list("unit_id", "year"))
    for year in YEARS:
        posts = [post for post in career if stands(post, year)]
        if posts and all(year in complete[post.unit_id] for post in posts):
            found["known.titles"].add(year)
        rating = ratings.get(year)
        is_whole = bool(posts) and (posts[-1].unit_id, year) in closed
        is_whole = is_whole or (rating is not None and rating.sheet.state == "closed")
        if is_whole:
            found["known.works"].add(year)
        if is_whole or (rating is not None and rating.discipline != "none"):
            found["known.discipline"].add(year)
        if rating is not None and rating.discipline != "none":
            found[f"discipline.{rating.discipline}"].add(year)
        if rating is not None:
            grade(found, rating)
    made = list(Initiative.objects.filter(person=person))
    for kind in ("initiative", "topic"):
        for i, reach in enumerate(REACHES):
            for year in YEARS:
                works = [one for one in made if (one.kind, one.year) == (kind, year) and one.reach in REACHES[i:]]
                for n in range(1, min(len(works), 5) + 1):
                    found[f"{kind}.{reach}.{n}"].add(year)
    titles(found, Entry.objects.filter(person=person), "individual")
    return folded(found)


def of_unit(unit: Unit) -> Signals:
    found: Signals = defaultdict(set)
    for result in Result.objects.filter(person=None, sheet__unit=unit).select_related("sheet"):
        grade(found, result)
    found["known.titles"] = complete_years(unit)
    titles(found, Entry.objects.filter(unit=unit, subject_kind="collective"), "collective")
    return folded(found)


def decided(rows) -> dict[str, str]:
    """Award → the day of the newest decision."""
    days: dict[str, dt.date] = {}
    for row in rows.filter(mode="regular", decided_on__isnull=False):
        days[row.award] = max(row.decided_on, days.get(row.award, row.decided_on))
    return {award: day.isoformat() for award, day in days.items()}


def stands(post: Post, year: int) -> bool:
    begins, ends = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return post.from_on <= ends and (post.until_on is None or post.until_on > begins)


def complete_years(unit: Unit) -> set[int]:
    rows = list(Completeness.objects.filter(unit__in=above(unit)))
    return {year for year in YEARS if any(row.from_year <= year <= row.until_year for row in rows)}


def best(results) -> dict[int, Result]:
    """The closed sheet first, then the one with a grade, then the one with a discipline, then the first."""
    found: dict[int, Result] = {}
    for result in results:
        there = found.get(result.sheet.year)
        if there is None or weight(result) > weight(there):
            found[result.sheet.year] = result
    return found


def weight(result: Result) -> tuple[bool, bool, bool]:
    return result.sheet.state == "closed", result.grade != "", result.discipline != "none"


def grade(found: Signals, result: Result) -> None:
    if result.grade:
        found["known.grade"].add(result.sheet.year)
        for rung in BETTER[1 : BETTER.index(result.grade) + 1]:
            found[f"grade.{rung}"].add(result.sheet.year)


def titles(found: Signals, rows, subject: str) -> None:
    for row in rows.filter(mode="regular"):
        if not awards.is_for(row.award, subject):
            continue
        is_commendation = row.kind == "grant" and not awards.is_title(row.award)
        if (
            row.years
            and len(row.years) == row.count
            and (min(row.years), max(row.years)) == (row.span_from, row.span_until)
        ):
            found[f"title.{row.award}"] |= set(row.years)
        elif is_commendation and row.span_from < row.span_until:
            found[f"title.{row.award}"].add(row.span_until)
        elif is_commendation and not row.years and row.decided_on:
            found[f"title.{row.award}"].add(row.decided_on.year)


def folded(found: Signals) -> Signals:
    """1977 stands for all years before it; of known titles only where all of 1945 to 1977 are known."""
    out = {}
    for signal, years in found.items():
        folded = {max(year, 1977) for year in years}
        out[signal] = folded - {1977} if signal == "known.titles" else folded
    return {signal: years for signal, years in out.items() if years}
