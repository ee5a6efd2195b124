"""The citizen number: shown in full, or looked up, only by an act that leaves its line."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.audit import queries as audit
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access, checks
from thidua.domain.people.models import Person
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotNow, Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy

MOST_AN_HOUR = 60
LOOKED_UP = "people.number.looked-up"


@operation
def reveal(*, actor: Actor, at: dt.datetime, person_id: int, reason: str = "") -> str:
    """Show somebody's citizen number in full, once: to herself, or for a reason to whoever keeps her file.

    The trail says who saw it and why, not the number. Raises Unready without a reason or a number.
    """
    person = access.get(actor, person_id)
    allow(access.may(actor, "reveal", person))
    why = tidy(reason)
    if issues := checks.before_reveal(person, why, is_own=actor.person_id == person.pk):
        raise Unready(issues)
    record(actor=actor, at=at, event="people.number.revealed", thing=person, details={"reason": why})
    return person.citizen_number


@operation
def look_up(*, actor: Actor, at: dt.datetime, number: str) -> Person | None:
    """Find the person of a citizen number among those whose files the actor may read; None when there is none.

    The line stands at the unit acted for and names the number masked. Raises Unready for anything but twelve digits,
    NotNow after MOST_AN_HOUR questions within an hour.
    """
    allow(access.may(actor, "look_up", None))
    bare = "".join(number.split())
    if issues := checks.before_look_up(bare):
        raise Unready(issues)
    if audit.count(LOOKED_UP, actor.user_id, since=at - dt.timedelta(hours=1)) >= MOST_AN_HOUR:
        raise NotNow(_("Bạn đã tra quá nhiều số trong một giờ qua. Hãy thử lại sau."))
    person = access.visible_to(actor).filter(citizen_number=bare).first()
    details = {"number": checks.masked(bare), "person": person.code if person else ""}
    record(actor=actor, at=at, event=LOOKED_UP, thing=Unit.objects.get(pk=actor.grants[0].unit_id), details=details)
    return person
