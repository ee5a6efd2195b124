"""Questions about registrations and their aims."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Subquery

from thidua.domain.movements.enums import State as MovementState
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.people import queries as people
from thidua.domain.people.models import Person
from thidua.domain.register import queries as register
from thidua.domain.registrations.enums import State
from thidua.domain.registrations.models import Aim, Registration
from thidua.domain.registrations.states import FLOW
from thidua.kernel.periods import overlaps_year

SENT = (State.WAITING, State.REFUSED, State.APPROVED)


def verbs(registration: Registration) -> list[tuple[str, str]]:
    """The verbs that make sense in the registration's state, with their labels."""
    return FLOW.offered(registration)


def of_unit(movement: Movement, unit: Unit) -> Registration | None:
    """The unit's registration in the movement, if it was opened."""
    return Registration.objects.filter(movement=movement, unit=unit).first()


def aims(registration: Registration) -> set[tuple[int | None, str]]:
    """What is aimed at: person (none for the collective) and award."""
    return set(registration.aims.values_list("person", "award"))


def members(registration: Registration) -> models.QuerySet[Person]:
    """Whom the unit can register: its people of the movement's year, by name."""
    return people.members(registration.unit, registration.movement.year)


@dataclass(frozen=True)
class Place:
    """A unit that can take part in a movement, with its registration when it was opened."""

    unit: Unit
    registration: Registration | None
    aim_count: int

    @property
    def state(self) -> str:
        """The registration's state; one that was not opened is not sent."""
        return self.registration.state if self.registration else State.NOT_SENT

    @property
    def is_sent(self) -> bool:
        """Whether the unit has sent, whatever was answered."""
        return self.state in SENT


def in_scope(movement: Movement, units: models.QuerySet[Unit]) -> list[Place]:
    """The units that can take part in the movement, out of those, each with its registration. One query."""
    own = Registration.objects.filter(movement=movement, unit=OuterRef("pk"))
    fields = ("pk", "state", "version", "sent_at")
    rows = (
        units.filter(path__startswith=movement.unit.path)
        .filter(overlaps_year(movement.year))
        .annotate(**{f"registration_{name}": Subquery(own.values(name)[:1]) for name in fields})
        .annotate(n=Subquery(own.annotate(n=Count("aims")).order_by().values("n")[:1]))
        .order_by("path")
    )
    places = []
    for unit in rows:
        row: dict[str, Any] = vars(unit)
        values = {name: row[f"registration_{name}"] for name in fields}
        registration = Registration(unit=unit, movement=movement, **values) if values["pk"] else None
        places.append(Place(unit, registration, row["n"] or 0))
    return places


def running(movements: models.QuerySet[Movement]) -> models.QuerySet[Movement]:
    """The movements that units register in, or did, the latest first."""
    return movements.exclude(state=MovementState.DRAFT).select_related("unit").order_by("-year", "-launched_at", "-pk")


def is_running(movement: Movement) -> bool:
    """Whether units can register in the movement now."""
    return movement.state == MovementState.LAUNCHED


def titles_of(person_ids: Iterable[int], year: int) -> dict[int, list[str]]:
    """The awards of merit that the book of honours holds for each person in that year of achievement. One query."""
    return {id: _in_year(titles, year) for id, titles in register.titles_of_people(person_ids).items()}


def titles_of_unit(unit: Unit, year: int) -> list[str]:
    """The same for the unit as a collective. One query."""
    return _in_year(register.titles_of_units([unit.pk])[unit.pk], year)


def _in_year(titles: dict[str, set[int]], year: int) -> list[str]:
    return sorted(award for award, years in titles.items() if year in years)


def aims_of_people(person_ids: Iterable[int], year: int) -> dict[int, set[str]]:
    """The awards that each person is registered for, as approved, in the movements of the year. One query."""
    found: dict[int, set[str]] = {id: set() for id in person_ids}
    rows = Aim.objects.filter(person__in=list(found), registration__state=State.APPROVED)
    for person_id, award in rows.filter(registration__movement__year=year).values_list("person", "award"):
        if person_id is not None:
            found[person_id].add(award)
    return found


def aims_of_units(unit_ids: Iterable[int], year: int) -> dict[int, set[str]]:
    """The same for units as collectives. One query."""
    found: dict[int, set[str]] = {id: set() for id in unit_ids}
    rows = Aim.objects.filter(person__isnull=True, registration__state=State.APPROVED)
    rows = rows.filter(registration__unit__in=list(found), registration__movement__year=year)
    for unit_id, award in rows.annotate(unit_id=F("registration__unit")).values_list("unit_id", "award"):
        found[unit_id].add(award)
    return found


def counted(registrations: models.QuerySet[Registration]) -> list[tuple[Registration, int]]:
    """The registrations with unit and movement, each with how many titles it aims at. One query."""
    rows = registrations.select_related("unit", "movement").annotate(n=Count("aims")).order_by("unit__path", "pk")
    return [(registration, vars(registration)["n"]) for registration in rows]
