"""Who may change persons and roles, and who may read whose file.

A clerk keeps the files of those who stand in her unit or below it, or stood there last. Whoever works on the awards of
a unit reads the file of everybody who stands or stood there. The citizen number is shown to nobody but by `reveal`.
"""

from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Absence, DataWord, Person, Post
from thidua.domain.people.queries import last_units
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

Row = TypeVar("Row", Post, Absence, DataWord)
READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def may_administer(actor: Actor, thing: object) -> Right:
    """Accounts and roles are given by the operator's command line only, for now."""
    return YES if actor.is_system else no(_("Tài khoản và vai trò do người vận hành hệ thống nhập bằng dòng lệnh."))


def may_enter(actor: Actor, unit: Unit) -> Right:
    """The clerk of the unit or of one above it; also for a post of somebody already entered."""
    if actor.is_system or actor.holds(Role.CLERK, unit.path):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s hoặc của cấp trên được làm việc này.") % {"unit": unit})


def may_keep(actor: Actor, person: Person) -> Right:
    """The clerk of the unit where the person stands, or stood last, or of a unit above it."""
    if actor.is_system or any(actor.holds(Role.CLERK, unit.path) for unit in last_units(person)):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của đơn vị người này, hoặc của cấp trên, được làm việc này."))


def may_read(actor: Actor, person: Person) -> Right:
    """One's own file, and those of the people of one's subtrees."""
    if actor.person_id == person.pk or visible_to(actor).filter(pk=person.pk).exists():
        return YES
    return no(_("Đây là hồ sơ của người khác."))


def may_reveal(actor: Actor, person: Person) -> Right:
    """Oneself, and whoever keeps the file."""
    return YES if actor.person_id == person.pk else may_keep(actor, person)


def may_say(actor: Actor, person: Person) -> Right:
    """Nobody but the person herself."""
    if actor.person_id is not None and actor.person_id == person.pk:
        return YES
    return no(_("Chỉ chính người đó được xác nhận hoặc đề nghị sửa dữ liệu của mình."))


def may_look_up(actor: Actor, thing: object) -> Right:
    """Whoever reads files of some unit; the answer names only people whose files she may read."""
    if actor.paths(*READERS):
        return YES
    return no(_("Tra theo số định danh dành cho người làm công tác thi đua, khen thưởng của đơn vị."))


RIGHTS: Rights = {
    "administer": may_administer,
    "enter": may_enter,
    "keep": may_keep,
    "read": may_read,
    "reveal": may_reveal,
    "see_birth": may_reveal,
    "say": may_say,
    "look_up": may_look_up,
}


def may(actor: Actor, verb: str, thing: object) -> Right:
    """Whether the actor may do this."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Person]:
    """Oneself, and everybody who stands or stood in a subtree in which the actor reads."""
    if actor.is_system:
        return Person.objects.all()
    # Asked of each person and not as a list of ids: PostgreSQL goes through a long list again for every row.
    posts = Post.objects.filter(by_path(actor.paths(*READERS), "unit__path"), person=OuterRef("pk")).order_by()
    return Person.objects.filter(Q(pk=actor.person_id) | Exists(posts))


def get(actor: Actor, id: int, *, lock: bool = False) -> Person:
    """The person, if the actor may read her file. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = visible_to(actor)
    person = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=id).first()
    if person is None:
        raise NotFound(_("Không có người này hoặc bạn không được xem."))
    return person


def get_post(actor: Actor, id: int, *, lock: bool = False) -> Post:
    """The post, if the actor may read the person's file, which `lock` holds. Raises NotFound otherwise."""
    return _of_person(actor, Post.objects.filter(pk=id).select_related("unit"), lock)


def get_absence(actor: Actor, id: int, *, lock: bool = False) -> Absence:
    """The absence, if the actor may read the person's file, which `lock` holds. Raises NotFound otherwise."""
    return _of_person(actor, Absence.objects.filter(pk=id), lock)


def get_word(actor: Actor, id: int, *, lock: bool = False) -> DataWord:
    """The word, if the actor may read the person's file, which `lock` holds. Raises NotFound otherwise."""
    return _of_person(actor, DataWord.objects.filter(pk=id), lock)


def _of_person(actor: Actor, rows: models.QuerySet[Row], lock: bool) -> Row:
    """The row with its person; the person is held first, so that what is read of the row is the newest."""
    person_id = rows.values_list("person", flat=True).first()
    if person_id is not None:
        person = get(actor, person_id, lock=lock)
        row = rows.first()
        if row is not None:
            row.person = person
            return row
    raise NotFound(_("Không có mục này trong hồ sơ, hoặc bạn không được xem."))


def readable_units(actor: Actor) -> models.QuerySet[Unit]:
    """The units of the actor's subtrees, parents before children."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*READERS)))
    return rows.order_by("path")


def get_unit(actor: Actor, id: int) -> Unit:
    """The unit as a collective, if the actor may read its file. Raises NotFound otherwise."""
    unit = readable_units(actor).select_related("parent").filter(pk=id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit
