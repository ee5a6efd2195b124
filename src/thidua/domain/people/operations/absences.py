"""When somebody is not at work, and when she comes back."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.people import access, checks
from thidua.domain.people.enums import Away
from thidua.domain.people.models import Absence
from thidua.domain.people.operations.marks import touch
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


@operation
def go_away(
    *,
    actor: Actor,
    at: dt.datetime,
    person_id: int,
    kind: Away | str,
    from_on: dt.date,
    until_on: dt.date | None = None,
    note: str = "",
    version: int | None = None,
) -> Absence:
    """A person studies, is on leave, ill or suspended from a day on. Raises Stale, or Unready where periods touch."""
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "keep", person))
    fresh(person, version)
    absence = Absence(person=person, kind=kind, from_on=from_on, until_on=until_on, note=tidy(note))
    if issues := checks.of_absence(absence):
        raise Unready(issues)
    person.save(update_fields=["version"])
    absence.save()
    touch(at=at, persons=[person.pk])
    details = {"kind": kind, "from": from_on, "until": until_on}
    record(actor=actor, at=at, event="people.absence.began", thing=person, details=details)
    return absence


@operation
def come_back(*, actor: Actor, at: dt.datetime, absence_id: int, on: dt.date, version: int | None = None) -> Absence:
    """A person is at work again from the day on; said again, it is another day. Raises Stale or Unready."""
    absence = access.get_absence(actor, absence_id, lock=True)
    allow(access.may(actor, "keep", absence.person))
    fresh(absence.person, version)
    old, absence.until_on = absence.until_on, on
    if issues := checks.of_absence(absence):
        raise Unready(issues)
    absence.person.save(update_fields=["version"])
    absence.save(update_fields=["until_on"])
    touch(at=at, persons=[absence.person_id])
    details = {"kind": absence.kind, "until": [old, on]}
    record(actor=actor, at=at, event="people.absence.ended", thing=absence.person, details=details)
    return absence
