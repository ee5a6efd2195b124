"""Questions about a year's assessment: the sheet to type into, and what the law asks, for many at once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.db.models import Count, Q

from thidua.domain.assessment.enums import Discipline, Grade, State
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.assessment.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.models import Person, Post
from thidua.kernel.periods import overlaps_year

# -- the sheet ---------------------------------------------------------------------------------------------


def sheet(unit: Unit, year: int) -> Sheet | None:
    """The unit's sheet of the year, if it was opened."""
    return Sheet.objects.filter(unit=unit, year=year).select_related("unit", "unit__parent").first()


def verbs(sheet: Sheet) -> list[tuple[str, str]]:
    """The verbs that make sense in the sheet's state, with their labels."""
    return FLOW.offered(sheet)


@dataclass(frozen=True)
class Rated:
    """A person whom a unit rates, with her last post of the year; `left_on` when she left within the year."""

    person: Person
    post: str
    left_on: dt.date | None


def rated(unit: Unit, year: int) -> list[Rated]:
    """Whom the unit rates: the people whose last post of the year stood in it, each rated once, by name. One query.

    Who left the unit within the year for no other is shown, but no grade is asked for.
    """
    found = [
        Rated(post.person, post.title, post.until_on if has_left(post, year) else None)
        for post in last_posts((unit.path,), year).values()
        if post.unit_id == unit.pk
    ]
    return sorted(found, key=lambda one: (one.person.folded, one.person.pk))


def last_posts(paths: tuple[str, ...], year: int) -> dict[int, Post]:
    """The last post of the year of everybody who had one in the subtrees, by person. One query."""
    inside = Post.objects.filter(overlaps_year(year)).filter(by_path(paths, "unit__path"))
    posts = Post.objects.filter(overlaps_year(year), person__in=inside.values("person"))
    return {post.person_id: post for post in posts.select_related("unit", "person").order_by("from_on", "pk")}


class Place(NamedTuple):
    """Where a person stood last in a year."""

    unit_id: int
    path: str
    until_on: dt.date | None


def inside(paths: Iterable[str], year: int) -> Q:
    """The filter by `person` for everybody who had a post in the subtrees in the year; for very many subtrees all."""
    roots = _roots(paths)
    if roots == EVERYWHERE:
        return Q()
    posts = Post.objects.filter(overlaps_year(year)).filter(by_path(roots, "unit__path"))
    return Q(person__in=posts.order_by().values("person"))


def last_places(paths: Iterable[str], year: int) -> dict[int, Place]:
    """As `last_posts`, of the unit and the end alone, for many. For very many subtrees everybody is told. One query."""
    posts = Post.objects.filter(overlaps_year(year)).filter(inside(paths, year)).order_by("from_on", "pk")
    rows = posts.values_list("person_id", "unit_id", "unit__path", "until_on")
    return {person: Place(unit, path, until) for person, unit, path, until in rows.iterator()}


EVERYWHERE = ("/",)
MANY = 100
"""With more subtrees than this a question reads everybody: a condition for each would cost more than it saves."""


def _roots(paths: Iterable[str]) -> tuple[str, ...]:
    """The same subtrees without those that lie in another of them; EVERYWHERE when there are many."""
    roots: list[str] = []
    for path in sorted(paths):
        if not roots or not path.startswith(roots[-1]):
            roots.append(path)
    return tuple(roots) if len(roots) <= MANY else EVERYWHERE


def has_left(post: Post | Place, year: int) -> bool:
    """Whether the post ended before the year did."""
    return post.until_on is not None and post.until_on <= dt.date(year, 12, 31)


def results(sheet: Sheet) -> dict[int | None, Result]:
    """The results of a sheet by person; the collective's own under None."""
    return {result.person_id: result for result in sheet.results.all()}


# -- what the law asks: everybody asked for has a key, and the number of queries does not grow --------------


@dataclass(frozen=True)
class Rating:
    """One year of one person or collective. An empty grade is not known.

    In a sheet that is not closed “no discipline” is not known either: only a closed one says so.
    """

    year: int
    grade: str
    discipline: str
    is_closed: bool

    @property
    def is_discipline_known(self) -> bool:
        """Whether the discipline, or that there was none, is recorded."""
        return self.is_closed or self.discipline != Discipline.NONE


def of_people(person_ids: Iterable[int]) -> dict[int, list[Rating]]:
    """The ratings of each person, one a year, the latest year first. One query.

    Where two sheets of a year hold the person (a post was corrected later), the closed and graded one counts.
    """
    found: dict[int, list[Rating]] = {id: [] for id in person_ids}
    rows = Result.objects.filter(person__in=list(found)).order_by("-sheet__year", "pk")
    for result in rows.select_related("sheet"):
        if result.person_id is None:
            continue
        rating, years = _rating(result), found[result.person_id]
        if years and years[-1].year == rating.year:
            years[-1] = max(years[-1], rating, key=_weight)
        else:
            years.append(rating)
    return found


def of_units(unit_ids: Iterable[int]) -> dict[int, list[Rating]]:
    """The ratings of each unit as a collective, the latest year first. One query."""
    found: dict[int, list[Rating]] = {id: [] for id in unit_ids}
    rows = Result.objects.filter(person__isnull=True, sheet__unit__in=list(found)).order_by("-sheet__year", "pk")
    for result in rows.select_related("sheet"):
        found[result.sheet.unit_id].append(_rating(result))
    return found


def counts_of_unit(unit_id: int) -> dict[int, list[tuple[str, int]]]:
    """Year → each grade with how many people of the unit's own sheet have it, the best first. One query."""
    rows = Result.objects.filter(sheet__unit=unit_id, person__isnull=False).exclude(grade="").order_by()
    counts = {(year, grade): n for year, grade, n in rows.values_list("sheet__year", "grade").annotate(n=Count("pk"))}
    order = [(one.short, one.value) for one in Grade]
    return {
        year: [(label, counts[year, grade]) for label, grade in order if (year, grade) in counts]
        for year in {year for year, _grade in counts}
    }


def _weight(one: Rating) -> tuple[bool, bool, bool]:
    """Which of two ratings of a year counts: the heavier one, else the first."""
    return one.is_closed, one.grade != "", one.discipline != Discipline.NONE


def _rating(result: Result) -> Rating:
    return Rating(result.sheet.year, result.grade, result.discipline, result.sheet.state == State.CLOSED)


def closed_years(unit_ids: Iterable[int]) -> dict[int, set[int]]:
    """The years that each unit closed: all of the year is entered, what is absent was not there. One query."""
    found: dict[int, set[int]] = {id: set() for id in unit_ids}
    rows = Sheet.objects.filter(unit__in=list(found), state=State.CLOSED).order_by("pk")
    for unit_id, year in rows.values_list("unit", "year"):
        found[unit_id].add(year)
    return found


@dataclass
class Tally:
    """The people of a unit and of every unit below it in one year, counted.

    `total`: rated or to be rated (those who left within the year count only when they have a grade).
    `grades`, `discipline`: how many at exactly that rung. `is_closed`: every unit with people closed its sheet, so
    that the counts are complete.
    """

    total: int = 0
    grades: Counter[str] = field(default_factory=Counter)
    discipline: Counter[str] = field(default_factory=Counter)
    is_closed: bool = False

    @property
    def graded(self) -> int:
        """How many have a grade."""
        return sum(self.grades.values())


def tallies(units: Iterable[Unit], year: int, last: Mapping[int, Place] | None = None) -> dict[int, Tally]:
    """The tally of each unit's year, counting its subtree. Three queries for any number of units and people.

    Who has `last_places` at hand gives them, which saves one. Where two sheets hold a person, `of_people` says which.
    """
    paths = {unit.pk: unit.path for unit in units}
    found = {id: Tally() for id in paths}
    places = last_places(paths.values(), year) if last is None else last
    ratings = _ratings_of_year(paths.values(), year)
    roots = _roots(paths.values())
    closed_sheets = Sheet.objects.filter(year=year, state=State.CLOSED)
    if roots != EVERYWHERE:
        closed_sheets = closed_sheets.filter(by_path(roots, "unit__path"))
    closed = set(closed_sheets.values_list("unit", flat=True))
    counted: Counter[tuple[str, str, str | None]] = Counter()
    stands: dict[str, int] = {}
    for person_id, place in places.items():
        rating = ratings.get(person_id)
        stands[place.path] = place.unit_id
        if has_left(place, year) and not (rating and rating.grade):
            continue
        counted[place.path, rating.grade if rating else "", rating.discipline if rating else None] += 1
    for (path, grade, discipline), count in counted.items():
        for tally in upward(path, found):
            tally.total += count
            if grade:
                tally.grades[grade] += count
            if discipline is not None:
                tally.discipline[discipline] += count
    still_open = {id for path, unit in stands.items() if unit not in closed for id in _ids(path)}
    for id in {id for path in stands for id in _ids(path)} & found.keys():
        found[id].is_closed = id not in still_open
    return found


def _ratings_of_year(paths: Iterable[str], year: int) -> dict[int, Rating]:
    rows = Result.objects.filter(inside(paths, year), person__isnull=False, sheet__year=year).order_by("pk")
    found: dict[int, Rating] = {}
    for person, grade, discipline, state in rows.values_list("person_id", "grade", "discipline", "sheet__state"):
        rating = Rating(year, grade, discipline, state == State.CLOSED)
        found[person] = max(found[person], rating, key=_weight) if person in found else rating
    return found


T = TypeVar("T")


def upward(path: str, things: Mapping[int, T]) -> list[T]:
    """The things of the unit at the path and of the units above it, as far as there are any."""
    return [things[id] for id in _ids(path) if id in things]


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]


# -- the figures above the sheet ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """How many people of one sheet have each grade, and the share of outstanding among good or better."""

    counts: dict[str, int]
    none: int

    @property
    def share(self) -> float | None:
        """Outstanding per hundred of good or better; None when there is none."""
        base = self.counts[Grade.OUTSTANDING] + self.counts[Grade.GOOD]
        return 100 * self.counts[Grade.OUTSTANDING] / base if base else None


def figures(grades: Iterable[str]) -> Figures:
    """The figures of the grades as they stand, empty ones included."""
    counter = Counter(grades)
    return Figures({grade: counter[grade] for grade in Grade.values}, counter[""])


def without_grade(sheet: Sheet) -> tuple[bool, list[Person]]:
    """Whether the collective has no grade yet, and who of the people still there at the year's end has none."""
    graded = set(sheet.results.exclude(grade="").values_list("person", flat=True))
    people = [one.person for one in rated(sheet.unit, sheet.year) if one.left_on is None]
    return None not in graded, [person for person in people if person.pk not in graded]
