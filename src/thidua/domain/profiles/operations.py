"""The act on profiles: build anew what the records have left behind."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import QuerySet

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person, Touched
from thidua.domain.profiles import access, queries
from thidua.domain.profiles.models import Profile
from thidua.domain.profiles.queries.sums import among
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow

BATCH = 1000


@dataclass(frozen=True)
class Refreshed:
    """How many profiles were built anew, and whether others wait: those past `most`, or in another worker's hands."""

    people: int
    units: int
    is_all: bool


@operation
def refresh(*, actor: Actor, at: dt.datetime, only: Unit | None = None, most: int | None = None) -> Refreshed:
    """Build anew every profile that is marked, of an older layout or missing; those of one unit's subtree (`only`).

    At most so many people and so many units (`most`), to keep the transaction short; call again while not `is_all`.
    Twice is as good as once; killed half-way, nothing has happened. Of two workers each takes what the other does not
    hold. A mark that is set meanwhile stays, and is found the next time.
    """
    allow(access.may(actor, "refresh", only))
    people = _hold("person", queries.due_people(only), most, at)
    units = _hold("unit", queries.due_units(only), most, at)
    marks = _marks("person", people) + _marks("unit", units)  # read before the facts are: what comes later stays
    _write("person", _of_people(people), at)
    _write("unit", _of_units(units), at)
    Touched.objects.filter(pk__in=among(marks)).delete()
    waiting = queries.due_people(only).exists() or queries.due_units(only).exists()
    details = {"unit": only.code if only else "", "people": len(people), "units": len(units), "is_all": not waiting}
    # The line is about all of them, not about one.
    record(actor=actor, at=at, event="profiles.profile.refreshed", thing=Profile(pk=0), details=details)
    return Refreshed(len(people), len(units), not waiting)


def _hold(key: str, due: QuerySet[Person, int] | QuerySet[Unit, int], most: int | None, at: dt.datetime) -> list[int]:
    """Lock the rows of those that are due and free, so that no other worker writes an older reading over ours.

    Who has no row yet gets an empty one first: only a row can be locked. An engine with one writer needs neither.
    """
    wanted = list(due[:most])
    if not connection.features.has_select_for_update:
        return wanted
    rows = (Profile(**{f"{key}_id": id}, layout="", masks=b"", built_at=at) for id in wanted)
    Profile.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    free = Profile.objects.filter(**{f"{key}__in": among(wanted)}).order_by(f"{key}_id")
    return list(free.select_for_update(skip_locked=True).values_list(f"{key}_id", flat=True))


def _marks(key: str, ids: list[int]) -> list[int]:
    rows = Touched.objects.filter(**{f"{key}__in": among(ids)}).order_by("pk")
    return list(rows.values_list("pk", flat=True))


MANY = 20_000
"""From so many on, reading everybody in the order of the tables is quicker than looking each up."""


def _of_people(ids: list[int]) -> Iterator[Profile]:
    if len(ids) < MANY:
        return iter(queries.of_people(ids).values())
    wanted = set(ids)
    return (one for one in queries.every_person() if one.person_id in wanted)


def _of_units(ids: list[int]) -> Iterator[Profile]:
    if len(ids) < MANY:
        return iter(queries.of_units(Unit.objects.filter(pk__in=among(ids)).order_by("pk")).values())
    wanted = set(ids)
    return (one for one in queries.every_unit() if one.unit_id in wanted)


def _write(key: str, profiles: Iterable[Profile], at: dt.datetime) -> None:
    profiles = iter(profiles)
    while batch := list(islice(profiles, BATCH)):
        for one in batch:
            one.built_at = at
        Profile.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=[key],
            update_fields=["layout", "masks", "dates", "built_at"],
        )
