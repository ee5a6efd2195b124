"""The acts on initiatives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.base.audit.operations import operation, record
from thidua.domain.initiatives import access, checks
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.people.operations import touch
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

AT_ONCE = 2_000


@operation
def recognise(
    *,
    actor: Actor,
    at: dt.datetime,
    person_id: int,
    unit_id: int,
    year: int,
    kind: str,
    title: str,
    reach: str,
    recognised_by: str,
) -> Initiative:
    """Record an initiative or topic that was recognised by a decision, for one author of the unit.

    A recognition is a fact of its own: it may be recorded after the unit's year was closed.
    Raises Unready when title, reach or decision are missing.
    """
    person, unit = access.author(actor, person_id, unit_id, year)
    allow(access.may(actor, "recognise", unit))
    initiative = Initiative(
        person=person,
        year=year,
        kind=kind,
        title=tidy(title),
        reach=reach,
        recognised_by=tidy(recognised_by),
        is_sample=person.is_sample,
    )
    if issues := checks.before_recognise(initiative, at):
        raise Unready(issues)
    initiative.save()
    touch(at=at, persons=[person.pk])
    details = {
        "person": person.code,
        "unit": unit.code,
        "year": year,
        "kind": kind,
        "reach": reach,
        "title": initiative.title,
        "recognised_by": initiative.recognised_by,
    }
    record(actor=actor, at=at, event="initiatives.initiative.recorded", thing=initiative, details=details)
    return initiative


@operation
def remove(*, actor: Actor, at: dt.datetime, initiative_id: int, version: int | None = None) -> Initiative:
    """Take away an initiative that was recorded by mistake; the trail keeps what it said."""
    initiative = access.get(actor, initiative_id, lock=True)
    allow(access.may(actor, "remove", initiative))
    fresh(initiative, version)
    details = {
        "person": initiative.person.code,
        "year": initiative.year,
        "reach": initiative.reach,
        "title": initiative.title,
        "recognised_by": initiative.recognised_by,
    }
    record(actor=actor, at=at, event="initiatives.initiative.removed", thing=initiative, details=details)
    touch(at=at, persons=[initiative.person_id])
    initiative.delete()
    return initiative


@dataclass(frozen=True)
class NewInitiative:
    """A recognised initiative or topic of one author, as a list tells it."""

    person_id: int
    year: int
    kind: str
    title: str
    reach: str
    recognised_by: str
    is_sample: bool = False


@operation
def recognise_many(
    *, actor: Actor, at: dt.datetime, unit: Unit, initiatives: Sequence[NewInitiative], source: str
) -> list[int]:
    """Record what was recognised of authors of the unit and of those below it; the ids. One audit line.

    Raises Unready when one of them lacks what a recognition needs; then nothing is recorded.
    """
    allow(access.may(actor, "recognise", unit))
    rows = [
        Initiative(
            person_id=one.person_id,
            year=one.year,
            kind=one.kind,
            title=tidy(one.title),
            reach=one.reach,
            recognised_by=tidy(one.recognised_by),
            is_sample=one.is_sample,
        )
        for one in initiatives
    ]
    if issues := [issue for row in rows for issue in checks.before_recognise(row, at)]:
        raise Unready(issues[:20])
    made = Initiative.objects.bulk_create(rows, batch_size=AT_ONCE)
    touch(at=at, persons=[row.person_id for row in made])
    details = {"unit": unit.code, "count": len(made), "source": source}
    record(actor=actor, at=at, event="initiatives.initiatives.recorded", thing=unit, details=details)
    return [row.pk for row in made]


@operation
def take_back_many(*, actor: Actor, at: dt.datetime, unit: Unit, ids: Sequence[int], source: str) -> int:
    """Take away initiatives that a list recorded by mistake; how many. One audit line."""
    allow(access.may(actor, "recognise", unit))
    for start in range(0, len(ids), AT_ONCE):
        rows = Initiative.objects.filter(pk__in=ids[start : start + AT_ONCE])
        touch(at=at, persons=list(rows.order_by("pk").values_list("person_id", flat=True)))
        rows.delete()
    details = {"unit": unit.code, "count": len(ids), "source": source}
    record(actor=actor, at=at, event="initiatives.initiatives.taken-back", thing=unit, details=details)
    return len(ids)
