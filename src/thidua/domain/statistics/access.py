"""Who may read the figures of which unit: those who work on its book of honours, its head, and who inspects it."""

from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Role
from thidua.domain.statistics.queries.scope import Scope, scope
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def may_open(actor: Actor, unit: Unit | None) -> Right:
    """Whoever holds one of these roles somewhere."""
    if actor.is_system or actor.paths(*READERS):
        return YES
    return no(
        _("Trang thống kê dành cho người làm công tác thi đua, khen thưởng, thủ trưởng và người kiểm tra của đơn vị.")
    )


def may_read(actor: Actor, unit: Unit | None) -> Right:
    """Whoever holds one of these roles over the unit; names behind a figure are shown to nobody else."""
    if actor.is_system or (unit is not None and actor.holds(READERS, unit.path)):
        return YES
    return no(_("Đơn vị này không thuộc phạm vi của bạn."))


RIGHTS: Rights = {"open": may_open, "read": may_read}


def may(actor: Actor, verb: str, unit: Unit | None) -> Right:
    """Whether the actor may do this with the figures of the unit."""
    return RIGHTS[verb](actor, unit)


def get(actor: Actor, unit_id: int | None) -> Scope:
    """The unit with its surroundings, if the actor may read its figures. Raises NotFound. One query."""
    found = scope(unit_id) if unit_id is not None else None
    if found is None or not may(actor, "read", found.unit):
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return found
