"""The profiles of people, computed from the records: everybody in the order of the keys, or those asked for."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, Count, Max, Q, Sum

from thidua.domain.assessment import queries as assessment
from thidua.domain.assessment.enums import Discipline, State
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.initiatives.enums import Reach
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.models import Person, Post
from thidua.domain.profiles.models import ANCHOR, OLDEST, Profile
from thidua.domain.profiles.queries import shape
from thidua.domain.profiles.queries.complete import Complete
from thidua.domain.profiles.queries.sums import AT_ONCE, YEARS_TEXT, Rows, achieved, among, bit, flowing, graded, number
from thidua.domain.register.enums import Mode
from thidua.domain.register.models import Entry


def of_people(person_ids: Iterable[int]) -> dict[int, Profile]:
    """The profile of each person as the records say now, not saved. Everybody asked for has a key.

    Six queries for any number of people, one more where somebody stands in two sheets of a year.
    """
    wanted = sorted(set(person_ids))
    return {one.person_id: one for one in _profiles(wanted, wanted) if one.person_id is not None} if wanted else {}


def every_person() -> Iterator[Profile]:
    """The profiles of everybody, one after the other: seven queries whose rows are read as they come.

    Where people stand in two sheets of a year, one more query for each 5,000 people among whom there are such.
    """
    return _profiles(Person.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=AT_ONCE), None)


def _profiles(people: Iterable[int], only: Sequence[int] | None) -> Iterator[Profile]:
    which = Q() if only is None else Q(person__in=among(only))
    posts: Iterable[Sequence[Any]] = _posts(which)
    places: dict[int, str] | None = None
    if only is not None:
        posts = list(posts)
        places = {unit: path for _person, unit, path, _since, _until in posts}
    complete, closed = Complete(places.values() if places is not None else None), _closed(places)
    by_post, results = Rows(posts), Rows(_results(which))
    works, titles = Rows(_works(which)), Rows(_titles(which))
    name, at, pack = shape.layout(shape.INDIVIDUAL), shape.places(shape.INDIVIDUAL), shape.packer(shape.INDIVIDUAL).pack
    people = iter(people)
    while chunk := list(islice(people, AT_ONCE)):
        years = _years(chunk, results)
        for person in chunk:
            stood, of_sheets = by_post.of(person), years[person]
            known, whole = _stood(stood, complete, closed)
            vector = [0] * len(at)
            for signal, mask in of_sheets.items():
                vector[at[signal]] = mask
            vector[at["known.titles"]] = known
            vector[at["known.works"]] |= whole
            vector[at["known.discipline"]] |= whole
            for _person, kind, year, *counts in works.of(person):
                _count(vector, at[f"{kind}.{REACHES[0]}.1"], shape.bit(year), counts)
            dates: dict[str, Any] = {"first_post": stood[0][3].isoformat()} if stood else {}
            decided = {}
            for _person, award, bits, day in titles.of(person):
                if (place := at.get(f"title.{award}")) is not None:
                    vector[place] = number(bits)
                if day is not None:
                    decided[award] = day.isoformat()
            if decided:
                dates["decided"] = decided
            yield Profile(person_id=person, layout=name, masks=pack(*vector), dates=dates)


# -- posts: which books and sheets speak of whom -----------------------------------------------------------------------


def _posts(which: Q) -> Iterator[Sequence[Any]]:
    """Person, unit, its path, from which day, until which."""
    rows = Post.objects.filter(which).order_by("person_id", "from_on", "pk")
    return flowing(rows.values_list("person_id", "unit_id", "unit__path", "from_on", "until_on"), not which)


def _closed(places: Iterable[int] | None) -> dict[int, int]:
    """Unit → the years that it closed: all of the year is entered, what is absent was not there."""
    rows = Sheet.objects.filter(state=State.CLOSED, year__gte=OLDEST, year__lte=ANCHOR)
    if places is not None:
        rows = rows.filter(unit__in=list(places))
    sums = rows.order_by().values_list("unit_id").annotate(bits=Sum(bit("year"), output_field=BigIntegerField()))
    return {unit: number(bits) for unit, bits in sums}


def _stood(posts: list[Sequence[Any]], complete: Complete, closed: dict[int, int]) -> tuple[int, int]:
    """The years in which every unit where the person stood has a complete book, and those that her last one closed."""
    stood = open_books = whole = 0
    for _person, unit, path, since, until in posts:
        years = shape.span(since.year, ANCHOR if until is None else (until - dt.timedelta(days=1)).year)
        stood |= years
        open_books |= years & ~complete.years(path)
        whole = (whole & ~years) | (years & closed.get(unit, 0))
    return stood & ~open_books, whole


# -- sheets ------------------------------------------------------------------------------------------------------------

SUMS = {"known.grade": "g0", **{f"grade.{one}": f"g{rung}" for one, rung in shape.GRADES.items()}}
SUMS |= {f"discipline.{rung}": rung for rung in shape.RUNGS} | {"known.works": "closed", "known.discipline": "told"}
"""Signal → the column that says in which years a sheet tells it. A closed sheet tells of discipline and works."""


def _results(which: Q) -> Iterator[Sequence[Any]]:
    """Person, how many results, the bits of all their years, then the years of each of SUMS.

    Grades of before 1977 are not asked for: a sum of bits needs each year to have its own.
    """
    big, is_closed = BigIntegerField(), Q(sheet__state=State.CLOSED)
    rows = Result.objects.filter(which, person__isnull=False, sheet__year__gte=OLDEST, sheet__year__lte=ANCHOR)
    sums = {
        **graded(),
        "closed": Sum(bit("sheet__year"), filter=is_closed, output_field=big),
        "told": Sum(bit("sheet__year"), filter=is_closed | ~Q(discipline=Discipline.NONE), output_field=big),
        **{rung: Sum(bit("sheet__year"), filter=Q(discipline=rung), output_field=big) for rung in shape.RUNGS},
    }
    every = Sum(bit("sheet__year"), output_field=big)
    found = rows.order_by("person_id").values("person_id").annotate(n=Count("pk"), every=every, **sums)
    return flowing(found.values_list("person_id", "n", "every", *SUMS.values()), not which)


def _years(people: list[int], results: Rows) -> dict[int, dict[str, int]]:
    """Person → each signal of SUMS → its years by the sheets."""
    years: dict[int, dict[str, int]] = {}
    twice = []
    for person in people:
        years[person] = {}
        for _person, n, every, *sums in results.of(person):
            # So many powers of two add up to so many bits only when each is another one.
            if number(every).bit_count() != n:
                twice.append(person)
            years[person] = {signal: number(bits) for signal, bits in zip(SUMS, sums, strict=True)}
    for person, ratings in (assessment.of_people(twice) if twice else {}).items():
        years[person] = _of_ratings(ratings)
    return years


def _of_ratings(ratings: list[assessment.Rating]) -> dict[str, int]:
    """The same from ratings, of which there is one a year: two sheets hold the person and one of them counts."""
    years = dict.fromkeys(SUMS, 0)
    for one in ratings:
        bits = shape.bit(one.year) if one.year >= OLDEST else 0
        told = {
            "known.grade": bool(one.grade),
            "known.works": one.is_closed,
            "known.discipline": one.is_discipline_known,
        }
        told |= {f"grade.{grade}": shape.GRADES.get(one.grade, 0) >= rung for grade, rung in shape.GRADES.items()}
        told |= {f"discipline.{rung}": one.discipline == rung for rung in shape.RUNGS}
        for signal, holds in told.items():
            years[signal] |= bits if holds else 0
    return years


# -- recognitions and awards -------------------------------------------------------------------------------------------


REACHES = tuple(Reach.values)


def _count(vector: list[int], first: int, year: int, counts: Sequence[int]) -> None:
    """Add the year's bit to the planes of each reach, which stand one after the other from `first` on."""
    for i, count in enumerate(counts):
        for n in range(min(count, shape.MOST)):
            vector[first + i * shape.MOST + n] |= year


def _works(which: Q) -> Iterator[Sequence[Any]]:
    """Person, kind, year, then how many were recognised with each reach or a wider one."""
    wider = {f"n{i}": Count("pk", filter=Q(reach__in=REACHES[i:])) for i in range(len(REACHES))}
    rows = Initiative.objects.filter(which).order_by("person_id").values("person_id", "kind", "year").annotate(**wider)
    return flowing(rows.values_list("person_id", "kind", "year", *wider), not which)


def _titles(which: Q) -> Iterator[Sequence[Any]]:
    """Person, award, the years of achievement, the day of the newest decision.

    Awards for thematic or sudden achievements do not count for those of a year's merit (`register.queries`).
    """
    rows = Entry.objects.granted().filter(which, person__isnull=False, mode=Mode.REGULAR, span_until__lte=ANCHOR)
    dated = rows.order_by("person_id").annotate(years_text=YEARS_TEXT, achieved=achieved())
    bits = Sum(bit("achieved"), distinct=True, output_field=BigIntegerField())
    found = dated.values("person_id", "award").annotate(bits=bits, day=Max("decided_on"))
    return flowing(found.values_list("person_id", "award", "bits", "day"), not which)
