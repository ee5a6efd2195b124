"""Who may settle what the law leaves open, and who may read it."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no


def may_settle(actor: Actor, unit: Unit) -> Right:
    """The head or the clerk of an agency that decides awards."""
    if actor.is_system:
        return YES
    if not actor.holds_at({Role.SIGNER, Role.CLERK}, unit.pk):
        return no(
            _("Chỉ thủ trưởng hoặc cán bộ thi đua, khen thưởng của %(unit)s được ghi quy định của cơ quan.")
            % {"unit": unit.name}
        )
    if unit.level == Level.NONE:
        return no(
            _("%(unit)s không có thẩm quyền khen thưởng riêng; áp dụng quy định của cấp trên.") % {"unit": unit.name}
        )
    return YES


def may_withdraw(actor: Actor, confirmation: Confirmation) -> Right:
    """As to confirm."""
    return may_settle(actor, confirmation.unit)


def may_read(actor: Actor, _thing: None = None) -> Right:
    """Everybody who is logged in: the law is no secret, and a nominee should read it as the clerk does."""
    return YES if actor.is_system or actor.is_known else no(_("Đăng nhập để tra cứu luật."))


def may_export(actor: Actor, unit: Unit) -> Right:
    """Who sees the words that stand for the unit; they are the agency's own and name persons."""
    if actor.is_system or units_visible_to(actor).filter(pk=unit.pk).exists():
        return YES
    return no(_("Chỉ người có vai trò ở %(unit)s được tải các xác nhận của cơ quan.") % {"unit": unit.name})


RIGHTS: Rights = {
    "read": may_read,
    "set": may_settle,
    "confirm": may_settle,
    "withdraw": may_withdraw,
    "export": may_export,
}


def may(actor: Actor, verb: str, thing: Unit | Confirmation | None = None) -> Right:
    """Whether the actor may do this (to read: nothing; to withdraw: the confirmation; else at the unit)."""
    return RIGHTS[verb](actor, thing)


def units_visible_to(actor: Actor) -> models.QuerySet[Unit]:
    """The units whose settings the actor may see: of the subtrees of any role, and every unit above them."""
    if actor.is_system:
        return Unit.objects.all()
    paths = actor.paths(*Role.values)
    upward = [int(part) for path in paths for part in path.strip("/").split("/")]
    return Unit.objects.filter(by_path(paths) | models.Q(pk__in=upward))


def get_unit(actor: Actor, id: int, *, lock: bool = False) -> Unit:
    """The unit, if the actor may see its settings; `lock` lets one act at a time settle for it. Raises NotFound."""
    rows = units_visible_to(actor)
    unit = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def get(actor: Actor, id: int, *, lock: bool = False) -> Confirmation:
    """The confirmation, if the actor may see it. Raises NotFound."""
    rows = Confirmation.objects.filter(unit__in=units_visible_to(actor))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("unit").filter(pk=id).first()
    if found is None:
        raise NotFound(_("Không có xác nhận này hoặc bạn không được xem."))
    return found


def visible_to(actor: Actor) -> models.QuerySet[AgencyParameter]:
    """The settings that the actor may see."""
    return AgencyParameter.objects.filter(unit__in=units_visible_to(actor))
