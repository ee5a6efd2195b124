"""Who may have profiles built."""

from django.utils.translation import gettext as _

from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, Right, Rights, no


def may_refresh(actor: Actor, thing: object) -> Right:
    """Only the system itself: a profile follows the records, nobody writes it."""
    return YES if actor.is_system else no(_("Hồ sơ điều kiện do hệ thống tự cập nhật."))


RIGHTS: Rights = {"refresh": may_refresh}


def may(actor: Actor, verb: str, thing: object) -> Right:
    """Whether the actor may do this."""
    return RIGHTS[verb](actor, thing)
