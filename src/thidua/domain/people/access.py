"""Who may change persons and roles, and who may read whose file."""

from django.utils.translation import gettext as _

from thidua.domain.people.models import Person
from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, Right, Rights, no


def may_enter(actor: Actor, thing: object) -> Right:
    """Persons and roles are entered by the operator's command line only, for now."""
    return YES if actor.is_system else no(_("Nhân sự và vai trò do người vận hành hệ thống nhập bằng dòng lệnh."))


def may_read(actor: Actor, person: Person) -> Right:
    """One's own file."""
    if actor.person_id == person.pk:
        return YES
    return no(_("Đây là hồ sơ của người khác."))


RIGHTS: Rights = {"enter": may_enter, "read": may_read}


def may(actor: Actor, verb: str, thing: object) -> Right:
    """Whether the actor may do this."""
    return RIGHTS[verb](actor, thing)
