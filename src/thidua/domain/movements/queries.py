"""Questions about movements."""

from django.db import models

from thidua.domain.movements.enums import State
from thidua.domain.movements.models import Movement
from thidua.domain.movements.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above


def listed(movements: models.QuerySet[Movement]) -> models.QuerySet[Movement]:
    """The movements as a list shows them."""
    return movements.select_related("unit")


def verbs(movement: Movement) -> list[tuple[str, str]]:
    """The verbs that make sense in the movement's state, with their labels."""
    return FLOW.offered(movement)


def open_to(unit: Unit, year: int | None = None) -> models.QuerySet[Movement]:
    """The launched movements in which the unit takes part: its own and those of every unit above it."""
    rows = Movement.objects.filter(state=State.LAUNCHED, unit__in=above(unit)).select_related("unit")
    return rows.filter(year=year) if year else rows
