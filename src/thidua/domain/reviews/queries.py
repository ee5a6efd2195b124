"""Questions to reviews: what is listed, how far one is, which answers are like that, how many are nominated already."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from django.db import models
from numpy.typing import NDArray

from thidua.domain.assessment import queries as assessment
from thidua.domain.dossiers.enums import Council, Result
from thidua.domain.dossiers.models import Nomination
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import under
from thidua.domain.people.models import Person
from thidua.domain.profiles.models import Profile
from thidua.domain.profiles.queries.sums import among
from thidua.domain.register.enums import Kind, Mode
from thidua.domain.register.models import Entry
from thidua.domain.reviews.enums import ANSWERS, OPEN, Answer, Subject
from thidua.domain.reviews.models import Column, Part, Review
from thidua.domain.reviews.states import FLOW
from thidua.kernel.periods import overlaps_year
from thidua.kernel.text import fold

LOW = np.uint8(15)
"""The bits of a byte that hold the place in ANSWERS."""
SLICE = 5000
"""How many people a part holds at least, unless it is the last one."""

Ids = NDArray[np.int64]
Chosen = Sequence[int] | NDArray[np.intp]
"""Rows of a selection, in the order of a list."""


# -- reviews -----------------------------------------------------------------------------------------------------------


def verbs(review: Review) -> list[tuple[str, str]]:
    """The verbs that make sense in the review's state, with their labels."""
    return FLOW.offered(review)


def listed(reviews: models.QuerySet[Review]) -> models.QuerySet[Review]:
    """The reviews as a list shows them, the newest first."""
    return reviews.select_related("unit", "asked_by").defer("counts", "terms").order_by("-asked_at", "-pk")


def same(unit: Unit, year: int, on: dt.date) -> models.QuerySet[Review]:
    """The reviews of the same question, the newest first."""
    return Review.objects.filter(unit=unit, year=year, on=on).order_by("-asked_at", "-pk")


def unfinished() -> models.QuerySet[Review]:
    """The reviews that wait or are under way, the oldest first."""
    return Review.objects.filter(state__in=OPEN).order_by("asked_at", "pk")


def done(review: Review) -> int:
    """How many people and collectives are reviewed so far. One query."""
    return review.parts.filter(is_done=True).aggregate(n=models.Sum("size"))["n"] or 0


def counts(parts: Iterable[Part]) -> dict[str, dict[str, list[int]]]:
    """Subject → award → how many have each of ANSWERS, over the parts. One query."""
    found: dict[str, dict[str, list[int]]] = {subject: {} for subject in Subject.values}
    rows = Column.objects.filter(part__in=list(parts)).order_by("pk").values_list("subject", "award", "answers")
    for subject, award, answers in rows.iterator():
        sums = found[subject].setdefault(award, [0] * len(ANSWERS))
        for place, count in enumerate(tally(np.frombuffer(answers, dtype=np.uint8) & LOW)):
            sums[place] += count
    return found


def tally(places: NDArray[np.uint8]) -> list[int]:
    """How many there are of each of ANSWERS."""
    return [int(count) for count in np.bincount(places, minlength=len(ANSWERS))]


# -- dividing ----------------------------------------------------------------------------------------------------------


@dataclass
class Slice:
    """What a part will hold: units in the order of their paths, their people by unit and name."""

    units: list[Unit] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def divided(unit: Unit, year: int, size: int = SLICE) -> list[Slice]:
    """The unit and those below it, cut into slices; everybody stands once, in the unit where she stood last in the year.

    Three queries. Who moved out of the unit within the year is not there.
    """
    places = {
        person: place
        for person, place in assessment.last_places((unit.path,), year).items()
        if place.path.startswith(unit.path)
    }
    names = Person.objects.filter(pk__in=among(places)).order_by("folded", "pk").values_list("pk", flat=True)
    by_unit: dict[int, list[int]] = defaultdict(list)
    for person in names.iterator():
        by_unit[places[person].unit_id].append(person)
    found = [Slice()]
    is_there = models.Q(pk__in=among(by_unit)) | overlaps_year(year)
    for one in under(unit).filter(is_there):
        if len(found[-1].people) >= size:
            found.append(Slice())
        part, people = found[-1], by_unit[one.pk]
        part.units.append(one)
        part.people += people
        part.places += [one.pk] * len(people)
    return found


def packed(ids: Sequence[int]) -> bytes:
    """Ids as a part keeps them."""
    return np.array(ids, dtype="<i8").tobytes()


def unpacked(value: Any) -> Ids:
    """Ids as a part keeps them, as an array."""
    return np.frombuffer(bytes(value), dtype="<i8")


# -- answers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Selection:
    """The answers of a review on one award, row by row in the order of the units and names."""

    subject: str
    award: str
    ids: Ids
    places: Ids
    bytes: NDArray[np.uint8]
    units: Mapping[int, tuple[str, str]]
    numbers: Mapping[str, list[int | None]]

    @cached_property
    def answers(self) -> NDArray[np.uint8]:
        """Places in ANSWERS."""
        return self.bytes & LOW

    def rows(self, answers: Iterable[str] = (), path: str = "", nearest: bool = False) -> NDArray[np.intp]:
        """The rows with one of the answers (all, where none is named) in the subtree; `nearest`: those who lack least first."""
        chosen = np.ones(len(self.ids), dtype=np.bool_)
        wanted = [ANSWERS.index(Answer(one)) for one in answers]
        if wanted:
            chosen &= np.isin(self.answers, wanted)
        if path:
            chosen &= self.inside(path)
        found = np.flatnonzero(chosen)
        return found[np.argsort(self.bytes[found] >> 4, kind="stable")] if nearest else found

    def inside(self, path: str) -> NDArray[np.bool_]:
        """Who stands in the subtree."""
        return np.isin(self.places, [id for id, (_name, where) in self.units.items() if where.startswith(path)])

    def unit_of(self, row: int) -> str:
        """The name of the unit in which the row stands."""
        return self.units[int(self.places[row])][0]

    def row_of(self, id: int) -> int | None:
        """The row of a person or collective."""
        found = np.flatnonzero(self.ids == id)
        return int(found[0]) if len(found) else None


EMPTY: Ids = np.array([], dtype="<i8")


def selection(review: Review, subject: str, award: str) -> Selection:
    """The answers on one award for everybody of the kind; empty where the award was not asked. One query."""
    ids, places, found = [EMPTY], [EMPTY], [np.array([], dtype=np.uint8)]
    units: dict[int, tuple[str, str]] = {}
    numbers: dict[str, list[int | None]] = defaultdict(list)
    rows = Column.objects.filter(part__review=review, subject=subject, award=award).order_by("part__place")
    columns = ("answers", "part__units", "part__people", "part__places", "part__numbers")
    for answers, told, people, stood, counted in rows.values_list(*columns):
        units |= {id: (name, path) for id, name, path in told}
        own = np.array([id for id, _name, _path in told], dtype="<i8")
        ids.append(unpacked(people) if subject == Subject.INDIVIDUAL else own)
        places.append(unpacked(stood) if subject == Subject.INDIVIDUAL else own)
        found.append(np.frombuffer(bytes(answers), dtype=np.uint8))
        for name, values in counted.items() if subject == Subject.COLLECTIVE else ():
            numbers[name] += values
    return Selection(
        subject, award, np.concatenate(ids), np.concatenate(places), np.concatenate(found), units, dict(numbers)
    )


def profiles_of(subject: str, ids: Iterable[int]) -> dict[int, Profile]:
    """The kept profiles of these with the person or unit, by its id; whoever has none is left out. One query."""
    key = "person" if subject == Subject.INDIVIDUAL else "unit"
    rows = Profile.objects.filter(**{f"{key}__in": among(ids)}).select_related(key).order_by("pk")
    return {getattr(one, f"{key}_id"): one for one in rows}


def by_name(ids: Iterable[int], words: str, start: int, stop: int) -> tuple[dict[int, Profile], int]:
    """The profiles of the people whose name holds the words, by name, from `start` to before `stop`; and how many there are.

    One query.
    """
    rows = _named(ids, words).select_related("person").annotate(n=models.Window(models.Count("pk")))
    found = list(rows[start:stop])
    return {one.person_id or 0: one for one in found}, found[0].n if found else 0


def people_by_name(ids: Iterable[int], words: str) -> list[int]:
    """The ids of the people whose name holds the words, by name. One query."""
    return [id or 0 for id in _named(ids, words).values_list("person_id", flat=True)]


def _named(ids: Iterable[int], words: str) -> models.QuerySet[Profile]:
    rows = Profile.objects.filter(person__in=among(ids)).order_by("person__folded", "person_id")
    for word in fold(words).split():
        rows = rows.filter(person__folded__contains=word)
    return rows


def units_by_name(selection: Selection, chosen: Chosen, words: str) -> list[int]:
    """The rows of the collectives whose name holds the words, by name."""
    names = {int(row): fold(selection.unit_of(row)) for row in chosen}
    wanted = fold(words).split()
    found = [row for row, name in names.items() if all(word in name for word in wanted)]
    return sorted(found, key=lambda row: (names[row], row))


# -- how many are nominated or have it already -------------------------------------------------------------------------


@dataclass(frozen=True)
class Holding:
    """The subjects who have each award for the year or are proposed for it, by the agency that they belong to."""

    agencies: list[Unit]
    by_agency: Mapping[tuple[int, str], set[int]]

    def count(self, agency: Unit, awards: Iterable[str]) -> int:
        """How many subjects of the agency have one of the awards or are proposed for it."""
        return len(set().union(*(self.by_agency.get((agency.pk, award), set()) for award in awards)))


def holding(review: Review, awards: Iterable[str]) -> Holding:
    """Who has the awards for the year by the book, or is proposed for them in a dossier that was not turned down.

    Each belongs to the nearest unit above that decides awards itself, else to the unit reviewed. Three queries.
    """
    path, wanted = review.unit.path, sorted(set(awards))
    agencies = list(under(review.unit).filter(~models.Q(level=Level.NONE) | models.Q(pk=review.unit_id)))
    ids = {one.pk for one in agencies}
    live = Nomination.objects.filter(dossier__year=review.year, unit__path__startswith=path, award__in=wanted)
    live = live.exclude(result=Result.FAILS).exclude(council=Council.REJECTED).order_by("pk")
    granted = Entry.objects.granted().filter(
        kind=Kind.GRANT, mode=Mode.REGULAR, unit__path__startswith=path, award__in=wanted
    )
    granted = granted.filter(span_until=review.year).order_by("pk")
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    columns = ("award", "person_id", "unit_id", "unit__path")
    for award, person, unit, where in [*live.values_list(*columns), *granted.values_list(*columns)]:
        agency = next((id for id in map(int, where.strip("/").split("/")[::-1]) if id in ids), review.unit_id)
        found[agency, award].add(unit if person is None else person)
    return Holding(agencies, found)


def proposed(review: Review, subject: str, ids: Iterable[int], award: str) -> set[int]:
    """Which of them are in a dossier of the year for the award already. One query."""
    rows = Nomination.objects.filter(dossier__year=review.year, award=award).order_by("pk")
    if subject == Subject.INDIVIDUAL:
        return set(rows.filter(person__in=among(ids)).values_list("person_id", flat=True))
    return set(rows.filter(person__isnull=True, unit__in=among(ids)).values_list("unit_id", flat=True))
