"""Who may see, fill in and answer registrations."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.registrations.models import Registration
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)
ANSWERERS = (Role.CLERK, Role.APPRAISER, Role.SIGNER)


def may_open(actor: Actor, unit: Unit) -> Right:
    """The clerk of a unit registers it and its people."""
    if actor.is_system or actor.holds_at(Role.CLERK, unit.pk):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s được đăng ký cho đơn vị.") % {"unit": unit.name})


def may_save(actor: Actor, registration: Registration) -> Right:
    """As to open."""
    return may_open(actor, registration.unit)


def may_answer(actor: Actor, registration: Registration) -> Right:
    """Clerk, appraiser or head of a unit above; where the launching unit registers itself, not its clerk.

    Nobody answers what she sent.
    """
    unit = registration.unit
    above = (
        grant.role in ANSWERERS and grant.unit_id != unit.pk and unit.path.startswith(grant.path)
        for grant in actor.grants
    )
    if actor.is_system or any(above):
        return YES
    is_own = registration.movement.unit_id == unit.pk
    if is_own and actor.holds_at({Role.APPRAISER, Role.SIGNER}, unit.pk):
        return YES
    if is_own:
        return no(_("Đăng ký của chính đơn vị phát động do chuyên viên thẩm định hoặc thủ trưởng duyệt."))
    return no(_("Đăng ký của %(unit)s do đơn vị cấp trên duyệt.") % {"unit": unit.name})


RIGHTS: Rights = {
    "open": may_open,
    "save": may_save,
    "send": may_save,
    "take_back": may_save,
    "approve": may_answer,
    "refuse": may_answer,
}


def may(actor: Actor, verb: str, thing: Registration | Unit) -> Right:
    """Whether the actor may do this to the registration (to open: in the unit)."""
    return RIGHTS[verb](actor, thing)


def units_visible_to(actor: Actor) -> models.QuerySet[Unit]:
    """The units whose registrations the actor may read."""
    return Unit.objects.filter(by_path(actor.paths(*READERS)))


def unit(actor: Actor, id: int) -> Unit:
    """The unit, if the actor may read its registrations. Raises NotFound otherwise."""
    rows = Unit.objects.all() if actor.is_system else units_visible_to(actor)
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem đăng ký của đơn vị."))
    return found


def visible_to(actor: Actor) -> models.QuerySet[Registration]:
    """The registrations of the actor's subtrees."""
    return Registration.objects.filter(by_path(actor.paths(*READERS), "unit__path"))


def get(actor: Actor, id: int, *, lock: bool = False) -> Registration:
    """The registration, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = Registration.objects.all() if actor.is_system else visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    registration = rows.select_related("unit", "unit__parent", "movement", "movement__unit").filter(pk=id).first()
    if registration is None:
        raise NotFound(_("Không có đăng ký này hoặc bạn không được xem."))
    return registration
