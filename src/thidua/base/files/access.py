"""Who may hand in a file."""

from django.utils.translation import gettext as _

from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, Right, Rights, no


def may_store(actor: Actor, thing: object = None) -> Right:
    """Whoever is logged in; what the file may belong to is judged by the act that takes it."""
    return YES if actor.is_known or actor.is_system else no(_("Hãy đăng nhập để tải tệp lên."))


RIGHTS: Rights = {"store": may_store}


def may(actor: Actor, verb: str, thing: object = None) -> Right:
    """Whether the actor may do this with a file."""
    return RIGHTS[verb](actor, thing)
