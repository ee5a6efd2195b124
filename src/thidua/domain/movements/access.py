"""Who may see and change movements."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.movements.enums import State
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def may_draft(actor: Actor, unit: Unit) -> Right:
    """The clerk of a unit drafts its movements."""
    if actor.is_system or actor.holds_at(Role.CLERK, unit.pk):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s được soạn phong trào của đơn vị.") % {"unit": unit.name})


def may_edit(actor: Actor, movement: Movement) -> Right:
    """As to draft."""
    return may_draft(actor, movement.unit)


def may_launch(actor: Actor, movement: Movement) -> Right:
    """The head launches; the clerk does it in her name."""
    if actor.is_system or actor.holds_at({Role.CLERK, Role.SIGNER}, movement.unit_id):
        return YES
    return no(
        _("Chỉ thủ trưởng hoặc cán bộ thi đua, khen thưởng của %(unit)s được phát động.") % {"unit": movement.unit.name}
    )


RIGHTS: Rights = {"draft": may_draft, "edit": may_edit, "launch": may_launch, "close": may_launch}


def may(actor: Actor, verb: str, thing: Movement | Unit) -> Right:
    """Whether the actor may do this to the movement (to draft: in the unit)."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Movement]:
    """Movements of the actor's subtrees, and launched ones of the units above."""
    paths = actor.paths(*READERS)
    upward = [int(part) for path in paths for part in path.strip("/").split("/")]
    launched = models.Q(unit__in=upward) & ~models.Q(state=State.DRAFT)
    return Movement.objects.filter(by_path(paths, "unit__path") | launched)


def get(actor: Actor, id: int, *, lock: bool = False) -> Movement:
    """The movement, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = visible_to(actor) if not actor.is_system else Movement.objects.all()
    if lock:
        rows = rows.select_for_update(of=("self",))
    movement = rows.select_related("unit").filter(pk=id).first()
    if movement is None:
        raise NotFound(_("Không có phong trào này hoặc bạn không được xem."))
    return movement
