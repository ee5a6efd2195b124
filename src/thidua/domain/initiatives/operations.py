"""The acts on initiatives."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.initiatives import access, checks
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.operations import touch
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


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
