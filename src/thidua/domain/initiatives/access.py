"""Who may record and read recognised initiatives."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.periods import overlaps_year
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def may_recognise(actor: Actor, unit: Unit) -> Right:
    """The clerk of the author's unit records what was recognised."""
    if actor.is_system or actor.holds_at(Role.CLERK, unit.pk):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s được ghi sáng kiến của đơn vị.") % {"unit": unit.name})


def may_remove(actor: Actor, initiative: Initiative) -> Right:
    """The clerk of a unit in which the author stood in that year."""
    own = [grant.unit_id for grant in actor.grants if grant.role == Role.CLERK]
    posts = Post.objects.filter(overlaps_year(initiative.year), person=initiative.person_id, unit__in=own)
    if actor.is_system or (own and posts.exists()):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của đơn vị tác giả được gỡ sáng kiến ghi nhầm."))


RIGHTS: Rights = {"recognise": may_recognise, "remove": may_remove}


def may(actor: Actor, verb: str, thing: Initiative | Unit) -> Right:
    """Whether the actor may do this (to recognise: in the unit)."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Initiative]:
    """Initiatives of the people of the actor's subtrees, and one's own."""
    posts = Post.objects.filter(by_path(actor.paths(*READERS), "unit__path"))
    own = models.Q(person=actor.person_id) if actor.person_id else models.Q(pk__in=[])
    return Initiative.objects.filter(models.Q(person__in=posts.values("person")) | own)


def get(actor: Actor, id: int, *, lock: bool = False) -> Initiative:
    """The initiative, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = Initiative.objects.all() if actor.is_system else visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    initiative = rows.select_related("person").filter(pk=id).first()
    if initiative is None:
        raise NotFound(_("Không có sáng kiến này hoặc bạn không được xem."))
    return initiative


def author(actor: Actor, person_id: int, unit_id: int, year: int) -> tuple[Person, Unit]:
    """The person and her unit of that year, if the actor may read the unit. Raises NotFound otherwise."""
    units = Unit.objects.filter(pk=unit_id)
    if not actor.is_system:
        units = units.filter(by_path(actor.paths(*READERS)))
    unit = units.first()
    person = None
    if unit is not None and 1900 < year < 2200:
        posts = Post.objects.filter(overlaps_year(year), unit=unit, person=person_id)
        person = Person.objects.filter(pk__in=posts.values("person")).first()
    if unit is None or person is None:
        raise NotFound(_("Không có người này trong đơn vị năm đó, hoặc bạn không được xem đơn vị."))
    return person, unit
