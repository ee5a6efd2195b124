"""Who may change the tree of units."""

from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, Right, Rights, no


def may_found(actor: Actor, parent: Unit | None) -> Right:
    """Units are entered by the operator's command line only, for now."""
    return YES if actor.is_system else no(_("Đơn vị do người vận hành hệ thống nhập bằng dòng lệnh."))


RIGHTS: Rights = {"found": may_found}


def may(actor: Actor, verb: str, parent: Unit | None) -> Right:
    """Whether the actor may do this to the tree."""
    return RIGHTS[verb](actor, parent)
