"""Whether awards go where the work is done: awards by name, compared with the people who were at work.

An award counts in the last year of its achievement, with the class that the recipient had then; people count where they
held a post on the last day of the year, once each, in the highest class that they held.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from thidua.domain.dossiers.enums import State
from thidua.domain.dossiers.models import Nomination
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank, Sex
from thidua.domain.people.models import Person, Post
from thidua.domain.register.enums import Kind, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.statistics.queries.overview import child, ids
from thidua.kernel.periods import in_force

SMALL = 30
"""A base below this is marked: one award more moves its rate by more than three points."""
LEADERS = (Rank.TOP, Rank.DEPARTMENT, Rank.MANAGER)


@dataclass(frozen=True)
class Share:
    """One group among all: so many of the people, so many of the awards."""

    people: int
    of_people: int
    awards: int
    of_awards: int

    @property
    def people_share(self) -> float | None:
        """Its share among the people, in percent."""
        return 100 * self.people / self.of_people if self.of_people else None

    @property
    def award_share(self) -> float | None:
        """Its share among the awards, in percent."""
        return 100 * self.awards / self.of_awards if self.of_awards else None

    @property
    def index(self) -> float | None:
        """Its share of the awards for each part of its share of the people; 1 is even. None without a base."""
        if not self.people_share or self.award_share is None:
            return None
        return self.award_share / self.people_share

    @property
    def is_small(self) -> bool:
        """Whether the base is too small to say much."""
        return self.people < SMALL or self.of_awards < SMALL


@dataclass
class Year:
    """One year: people by class and sex, awards by class and sex, awards by title."""

    year: int
    people: Counter[tuple[int, str]] = field(default_factory=Counter)
    awards: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)

    @property
    def unknown(self) -> int:
        """Awards of individuals whose class nobody wrote down."""
        return sum(n for (rank, _sex), n in self.awards.items() if rank is None)

    def of_ranks(self, ranks: Iterable[int]) -> Share:
        """The group of these classes, among all whose class is known."""
        wanted = set(ranks)
        return Share(
            sum(n for (rank, _sex), n in self.people.items() if rank in wanted),
            self.people.total(),
            sum(n for (rank, _sex), n in self.awards.items() if rank in wanted),
            self.awards.total() - self.unknown,
        )

    def of_women(self) -> Share:
        """Women, among all."""
        return Share(
            sum(n for (_rank, sex), n in self.people.items() if sex == Sex.FEMALE),
            self.people.total(),
            sum(n for (_rank, sex), n in self.awards.items() if sex == Sex.FEMALE),
            self.awards.total(),
        )

    def per_hundred(self, awards: int) -> float | None:
        """So many awards for a hundred people."""
        people = self.people.total()
        return 100 * awards / people if people else None


def years(unit: Unit, first: int, last: int) -> list[Year]:
    """The years first to last, both included, of the unit and all below it. Two queries."""
    found = {year: Year(year) for year in range(first, last + 1)}
    for year, people in _people(unit, first, last).items():
        found[year].people.update(people.values())
    rows = (
        _named(unit, first, last)
        .order_by()
        .values_list("span_until", "award", "rank", "person__sex")
        .annotate(n=Count("pk"))
    )
    for year, award, rank, sex, n in rows:
        found[year].awards[rank, sex] += n
        found[year].titles[award] += n
    return list(found.values())


def _people(unit: Unit, first: int, last: int) -> dict[int, dict[int, tuple[int, str]]]:
    """Year → person → class and sex, of those with a post on the last day of the year."""
    found: dict[int, dict[int, tuple[int, str]]] = {year: {} for year in range(first, last + 1)}
    days = [(year, dt.date(year, 12, 31)) for year in found]
    posts = (
        Post.objects.filter(unit__path__startswith=unit.path, from_on__lte=days[-1][1])
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=days[0][1]))
        .order_by()
        .values_list("person_id", "rank", "person__sex", "from_on", "until_on")
    )
    for person, rank, sex, from_on, until_on in posts.iterator(chunk_size=10_000):
        for year, day in days:
            if from_on <= day and (until_on is None or until_on > day):
                known = found[year].get(person)
                if known is None or rank < known[0]:
                    found[year][person] = rank, sex
    return found


def _named(unit: Unit, first: int, last: int) -> QuerySet[Entry]:
    return Entry.objects.granted().filter(
        kind=Kind.GRANT,
        subject_kind=SubjectKind.INDIVIDUAL,
        person__isnull=False,
        unit__path__startswith=unit.path,
        span_until__gte=first,
        span_until__lte=last,
    )


# -- by unit -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One part of a unit: people, and how many of something; `key` is the id of the part."""

    key: str
    people: int
    count: int

    @property
    def rate(self) -> float | None:
        """So many for a hundred people."""
        return 100 * self.count / self.people if self.people else None

    @property
    def is_small(self) -> bool:
        """Whether the base is too small to say much."""
        return self.people < SMALL


def parts(unit: Unit, below: Iterable[Unit], year: int) -> list[Part]:
    """People and their awards of a year, by the parts of the unit. Two queries."""
    known = ids(below)
    people, awards = Counter[str](), Counter[str]()
    posts = Post.objects.filter(in_force(dt.date(year, 12, 31)), unit__path__startswith=unit.path)
    for path, n in posts.order_by().values_list("unit__path").annotate(n=Count("person", distinct=True)):
        people[child(path, unit, known)] += n
    for path, n in _named(unit, year, year).order_by().values_list("unit__path").annotate(n=Count("pk")):
        awards[child(path, unit, known)] += n
    return [Part(key, people[key], awards[key]) for key in people.keys() | awards.keys()]


def never(unit: Unit, below: Iterable[Unit], first: int, last: int) -> list[Part]:
    """Who worked there all these years, and how many of them nobody proposed or honoured, by part. One query."""
    known = ids(below)
    people, left = Counter[str](), Counter[str]()
    rows = (
        _throughout(unit, first, last)
        .order_by()
        .values_list("unit__path")
        .annotate(
            all=Count("person", distinct=True), left=Count("person", distinct=True, filter=_passed_over(first, last))
        )
    )
    for path, n, none in rows:
        key = child(path, unit, known)
        people[key] += n
        left[key] += none
    return [Part(key, people[key], left[key]) for key in people]


def never_considered(unit: Unit, first: int, last: int) -> QuerySet[Person]:
    """Those people, by name."""
    posts = _throughout(unit, first, last).filter(_passed_over(first, last))
    return Person.objects.filter(pk__in=posts.order_by().values("person")).order_by("folded", "pk")


def _throughout(unit: Unit, first: int, last: int) -> QuerySet[Post]:
    """The posts on the last day, of those who held one there on the first day too."""
    rows = Post.objects.filter(unit__path__startswith=unit.path)
    before = rows.filter(in_force(dt.date(first, 1, 1))).order_by().values("person")
    return rows.filter(in_force(dt.date(last, 12, 31)), person__in=before)


def _passed_over(first: int, last: int) -> Q:
    honoured = Entry.objects.granted().filter(
        kind=Kind.GRANT, person__isnull=False, span_until__gte=first, span_from__lte=last
    )
    proposed = Nomination.objects.filter(person__isnull=False, dossier__year__gte=first, dossier__year__lte=last)
    proposed = proposed.exclude(dossier__state=State.DRAFT)
    return ~Q(person__in=honoured.order_by().values("person")) & ~Q(person__in=proposed.order_by().values("person"))
