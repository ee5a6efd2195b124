"""The acts on registrations."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.movements import access as movements
from thidua.domain.movements.models import Movement
from thidua.domain.registrations import access, checks, notices, queries
from thidua.domain.registrations.models import Aim, Registration
from thidua.domain.registrations.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, NotNow, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

Target = tuple[int | None, str]


@operation
def open(*, actor: Actor, at: dt.datetime, movement_id: int, unit_id: int) -> Registration:
    """Begin the unit's registration in a launched movement, its own or one of a unit above.

    Raises AlreadyDone when it was begun before.
    """
    unit = access.unit(actor, unit_id)
    allow(access.may(actor, "open", unit))
    movement = movements.get(actor, movement_id, lock=True)
    if not unit.path.startswith(movement.unit.path):
        raise NotFound(_("Phong trào này không dành cho đơn vị."))
    _running(movement)
    if queries.of_unit(movement, unit):
        raise AlreadyDone(_("Đơn vị đã mở đăng ký cho phong trào này."))
    registration = Registration.objects.create(movement=movement, unit=unit)
    details = {"unit": unit.code, "movement": movement.title}
    record(actor=actor, at=at, event="registrations.registration.opened", thing=registration, details=details)
    return registration


@operation
def save_aims(
    *, actor: Actor, at: dt.datetime, registration_id: int, version: int | None, aims: Iterable[Target]
) -> Registration:
    """Write who aims at which title, in place of what was written before. A person of None is the collective.

    Raises NotFound for somebody who is not of the unit, Unready for an award that is not of the subject's ladder.
    """
    registration = access.get(actor, registration_id, lock=True)
    allow(access.may(actor, "save", registration))
    _running(registration.movement)
    FLOW.move(registration, "save")
    fresh(registration, version)
    _write(registration, aims)
    registration.save()
    details = {"aims": registration.aims.count()}
    record(actor=actor, at=at, event="registrations.registration.saved", thing=registration, details=details)
    return registration


@operation
def send(
    *,
    actor: Actor,
    at: dt.datetime,
    registration_id: int,
    version: int | None = None,
    aims: Iterable[Target] | None = None,
) -> Registration:
    """Send the registration to the unit above, with the aims as they stand on the form when they are given.

    Raises Unready when nothing is aimed at.
    """
    registration = access.get(actor, registration_id, lock=True)
    allow(access.may(actor, "send", registration))
    _running(registration.movement)
    FLOW.move(registration, "send")
    fresh(registration, version)
    if aims is not None:
        _write(registration, aims)
    if issues := checks.before_send(registration):
        raise Unready(issues)
    registration.sent_at, registration.answered_at, registration.reason = at, None, ""
    registration.save()
    details = {"aims": registration.aims.count()}
    record(actor=actor, at=at, event="registrations.registration.sent", thing=registration, details=details)
    notices.sent(actor=actor, at=at, registration=registration)
    return registration


@operation
def take_back(*, actor: Actor, at: dt.datetime, registration_id: int, version: int | None = None) -> Registration:
    """Take the registration back while nobody answered it, to change it."""
    registration = access.get(actor, registration_id, lock=True)
    allow(access.may(actor, "take_back", registration))
    _running(registration.movement)
    FLOW.move(registration, "take_back")
    fresh(registration, version)
    registration.save()
    record(actor=actor, at=at, event="registrations.registration.taken-back", thing=registration)
    return registration


@operation
def approve(*, actor: Actor, at: dt.datetime, registration_id: int, version: int | None = None) -> Registration:
    """Approve what the unit registered."""
    return _approve(actor, at, registration_id, version)


@operation
def approve_all(
    *, actor: Actor, at: dt.datetime, registrations: Iterable[tuple[int, int | None]]
) -> list[Registration]:
    """Approve several registrations, each given with the version that was shown: all of them or none."""
    chosen = sorted(set(registrations))
    if not chosen:
        raise Unready([Issue(_("Chưa chọn đăng ký nào."), _("Đánh dấu các đăng ký cần duyệt trong danh sách."))])
    return [_approve(actor, at, id, version) for id, version in chosen]


def _approve(actor: Actor, at: dt.datetime, registration_id: int, version: int | None) -> Registration:
    registration = access.get(actor, registration_id, lock=True)
    allow(access.may(actor, "approve", registration))
    FLOW.move(registration, "approve")
    fresh(registration, version)
    registration.answered_at, registration.reason = at, ""
    registration.save()
    record(actor=actor, at=at, event="registrations.registration.approved", thing=registration)
    notices.answered(actor=actor, at=at, registration=registration)
    return registration


@operation
def refuse(
    *, actor: Actor, at: dt.datetime, registration_id: int, version: int | None = None, reason: str
) -> Registration:
    """Refuse the registration with the reason; the unit changes it and sends it again. Raises Unready without one."""
    registration = access.get(actor, registration_id, lock=True)
    allow(access.may(actor, "refuse", registration))
    FLOW.move(registration, "refuse")
    fresh(registration, version)
    reason = tidy(reason)[:1000]
    if not reason:
        issue = Issue(_("Chưa ghi lý do từ chối."), _("Ghi lý do để đơn vị biết cần sửa gì."), field="reason")
        raise Unready([issue])
    registration.answered_at, registration.reason = at, reason
    registration.save()
    details = {"reason": reason}
    record(actor=actor, at=at, event="registrations.registration.refused", thing=registration, details=details)
    notices.answered(actor=actor, at=at, registration=registration)
    return registration


def _running(movement: Movement) -> None:
    """Units take part only in a launched movement. Raises NotNow."""
    if not queries.is_running(movement):
        raise NotNow(_("Phong trào không còn nhận đăng ký vì đã tổng kết hoặc chưa phát động."))


def _write(registration: Registration, aims: Iterable[Target]) -> None:
    """Put the aims in place of those before; what did not change keeps its row."""
    wanted, stored = set(aims), queries.aims(registration)
    if issues := checks.before_save(wanted):
        raise Unready(issues)
    people = {person_id for person_id, _award in wanted if person_id is not None}
    if people - set(queries.members(registration).values_list("pk", flat=True)):
        raise NotFound(_("Có người không thuộc đơn vị trong năm của phong trào."))
    for person_id, award in stored - wanted:
        registration.aims.filter(person=person_id, award=award).delete()
    fresh_aims = sorted(wanted - stored, key=lambda aim: (aim[0] or 0, aim[1]))
    Aim.objects.bulk_create(
        Aim(registration=registration, person_id=person, award=award) for person, award in fresh_aims
    )
