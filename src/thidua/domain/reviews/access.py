"""Who may have everybody of a unit reviewed, and who may read the answers."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.reviews.models import Review
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

ASKERS = (Role.CLERK, Role.APPRAISER)
READERS = (*ASKERS, Role.AUDITOR)


def may_ask(actor: Actor, unit: Unit) -> Right:
    """The clerk or the appraiser of the unit or of one above it."""
    if actor.is_system or actor.holds(ASKERS, unit.path):
        return YES
    return no(
        _("Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thẩm định phụ trách %(unit)s được rà soát.")
        % {"unit": unit.name}
    )


def may_read(actor: Actor, unit: Unit | None) -> Right:
    """Whoever may have the unit reviewed, and auditors; without a unit: whoever may read some review."""
    is_reader = bool(actor.paths(*READERS)) if unit is None else actor.holds(READERS, unit.path)
    if actor.is_system or is_reader:
        return YES
    return no(
        _(
            "Trang này dành cho cán bộ thi đua, khen thưởng, chuyên viên thẩm định và thanh tra. Việc của riêng bạn ở “Hồ sơ của tôi”."
        )
    )


def may_carry_out(actor: Actor, thing: object) -> Right:
    """Only the system itself: its workers."""
    return YES if actor.is_system else no(_("Việc rà soát do tiến trình nền của hệ thống làm."))


RIGHTS: Rights = {"ask": may_ask, "read": may_read, "advance": may_carry_out, "fail": may_carry_out}


def may(actor: Actor, verb: str, thing: Unit | Review | None) -> Right:
    """Whether the actor may do this (to ask and to read: at the unit)."""
    return RIGHTS[verb](actor, thing)


def askable_units(actor: Actor) -> models.QuerySet[Unit]:
    """The units that the actor may have reviewed."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*ASKERS)))
    return rows.order_by("path")


def get_unit(actor: Actor, id: int | None) -> Unit:
    """The unit, if the actor may read its reviews. Raises NotFound otherwise."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*READERS)))
    unit = rows.filter(pk=id).first() if id is not None else None
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def visible_to(actor: Actor) -> models.QuerySet[Review]:
    """The reviews of the units of the actor's subtrees."""
    if actor.is_system:
        return Review.objects.all()
    return Review.objects.filter(by_path(actor.paths(*READERS), "unit__path"))


def get(actor: Actor, id: int, *, lock: bool = False) -> Review:
    """The review with its unit, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    review = rows.select_related("unit", "asked_by").filter(pk=id).first()
    if review is None:
        raise NotFound(_("Không có lần rà soát này hoặc bạn không được xem. Kết quả cũ được thay khi rà soát lại."))
    return review
