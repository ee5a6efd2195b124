"""Who may bring lists in for a unit, and who may look at a batch."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.imports.models import Batch
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

IMPORTERS = (Role.CLERK, Role.APPRAISER)


def may_ask(actor: Actor, unit: Unit | None) -> Right:
    """The clerk or the appraiser of the unit or of one above it; without a unit: whoever may for some unit."""
    is_importer = bool(actor.paths(*IMPORTERS)) if unit is None else actor.holds(IMPORTERS, unit.path)
    if actor.is_system or is_importer:
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thẩm định phụ trách đơn vị được nhập danh sách."))


def may_change(actor: Actor, batch: Batch) -> Right:
    """As to ask, for the unit of the batch."""
    return may_ask(actor, batch.unit)


def may_carry_out(actor: Actor, thing: object) -> Right:
    """Only the system itself: its workers and its command line."""
    return YES if actor.is_system else no(_("Việc này do tiến trình nền của hệ thống làm."))


RIGHTS: Rights = {
    "ask": may_ask,
    **dict.fromkeys(("read", "choose", "match", "mend", "skip", "write", "undo", "drop"), may_change),
    **dict.fromkeys(("fill", "advance", "fail"), may_carry_out),
}


def may(actor: Actor, verb: str, thing: Unit | Batch | None) -> Right:
    """Whether the actor may do this (to ask: for the unit)."""
    return RIGHTS[verb](actor, thing)


def units(actor: Actor) -> models.QuerySet[Unit]:
    """The units for which the actor may bring lists in."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*IMPORTERS)))
    return rows.order_by("path")


def get_unit(actor: Actor, id: int | None) -> Unit:
    """The unit, if the actor may bring lists in for it. Raises NotFound otherwise."""
    unit = units(actor).filter(pk=id).first() if id is not None else None
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được nhập danh sách cho đơn vị."))
    return unit


def visible_to(actor: Actor) -> models.QuerySet[Batch]:
    """The batches of the units for which the actor may bring lists in."""
    if actor.is_system:
        return Batch.objects.all()
    return Batch.objects.filter(by_path(actor.paths(*IMPORTERS), "unit__path"))


def get(actor: Actor, id: int, *, lock: bool = False) -> Batch:
    """The batch with its unit, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    batch = rows.select_related("unit", "file", "asked_by", "acted_by").filter(pk=id).first()
    if batch is None:
        raise NotFound(_("Không có lô nhập này hoặc bạn không được xem. Lô bị bỏ thì không còn."))
    return batch
