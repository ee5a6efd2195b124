"""Questions about persons, posts and roles."""

import datetime as dt

from django.db import models

from thidua.base.accounts.models import User
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post, RoleHeld
from thidua.kernel.actor import Actor, Grant
from thidua.kernel.periods import in_force, overlaps_year


def actor_for(user: User, *, on: dt.date, unit_id: int | None = None, request_id: str = "") -> Actor:
    """The actor of a log-in on a day: the roles held at the unit acted for (the chosen one, else the first).

    Two queries.
    """
    held = list(RoleHeld.objects.filter(in_force(on), account=user).select_related("unit").order_by("pk"))
    person_id = Person.objects.filter(account=user).values_list("pk", flat=True).first()
    unit = next((row.unit for row in held if row.unit_id == unit_id), held[0].unit if held else None)
    grants = tuple(Grant(row.role, row.unit_id, row.unit.path) for row in held if unit and row.unit_id == unit.pk)
    return Actor(
        user_id=user.pk,
        person_id=person_id,
        name=str(user),
        unit_id=unit.pk if unit else None,
        unit_name=unit.name if unit else "",
        grants=grants,
        request_id=request_id,
        seen={"units": [row.unit for row in held]},
    )


def units_of(actor: Actor) -> list[Unit]:
    """The units at which the actor holds a role today, each once, for the switch of the unit acted for."""
    units: list[Unit] = actor.seen.get("units", [])  # type: ignore[assignment]
    return list({unit.pk: unit for unit in units}.values())


def members(unit: Unit, year: int) -> models.QuerySet[Person]:
    """The persons who had a post in the unit at some time of the calendar year, by name."""
    posts = Post.objects.filter(overlaps_year(year), unit=unit)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("folded", "pk")


def stood_in(path: str, first: int, last: int) -> models.QuerySet[Post, int]:
    """The ids of the persons who had a post in the unit at the path or below it in these years, both inclusive."""
    years = models.Q(from_on__lt=dt.date(last + 1, 1, 1)) & (
        models.Q(until_on__isnull=True) | models.Q(until_on__gt=dt.date(first, 1, 1))
    )
    posts = Post.objects.filter(years, unit__path__startswith=path).order_by("person_id")
    return posts.values_list("person_id", flat=True).distinct()


def accounts_with(role: Role | str, unit: Unit, *, on: dt.date) -> models.QuerySet[User]:
    """The accounts that hold the role at this very unit on the day: whom a message goes to."""
    held = RoleHeld.objects.filter(in_force(on), role=role, unit=unit)
    return User.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")


def accounts_with_below(role: Role | str, unit: Unit, *, on: dt.date) -> models.QuerySet[User]:
    """The accounts that hold the role at the unit or at a unit below it on the day."""
    held = RoleHeld.objects.filter(in_force(on), role=role, unit__path__startswith=unit.path)
    return User.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")
