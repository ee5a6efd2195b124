"""Who may see and change a year's assessment."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.assessment.models import Sheet
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def may_open(actor: Actor, unit: Unit) -> Right:
    """Only the unit's own clerk enters its year; a unit above reads."""
    if actor.is_system or actor.holds_at(Role.CLERK, unit.pk):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s được nhập đánh giá của đơn vị.") % {"unit": unit.name})


def may_record(actor: Actor, sheet: Sheet) -> Right:
    """As to open."""
    return may_open(actor, sheet.unit)


def may_reopen(actor: Actor, sheet: Sheet) -> Right:
    """The clerk or the head of a unit above, since dossiers may rest on the closed year; at the top, its own."""
    roles = {Role.CLERK, Role.SIGNER}
    unit = sheet.unit
    if actor.is_system or (unit.parent is not None and actor.holds(roles, unit.parent.path)):
        return YES
    if unit.parent is None:
        if actor.holds_at(roles, unit.pk):
            return YES
        return no(_("Chỉ thủ trưởng hoặc cán bộ thi đua, khen thưởng của %(unit)s được mở lại.") % {"unit": unit.name})
    return no(
        _("Bảng đã chốt; chỉ thủ trưởng hoặc cán bộ thi đua, khen thưởng của %(unit)s được mở lại.")
        % {"unit": unit.parent.name}
    )


RIGHTS: Rights = {"open": may_open, "record": may_record, "close": may_record, "reopen": may_reopen}


def may(actor: Actor, verb: str, thing: Sheet | Unit) -> Right:
    """Whether the actor may do this to the sheet (to open: in the unit)."""
    return RIGHTS[verb](actor, thing)


def units_visible_to(actor: Actor) -> models.QuerySet[Unit]:
    """The units whose year the actor may read, parents before children."""
    return Unit.objects.filter(by_path(actor.paths(*READERS))).select_related("parent").order_by("path")


def unit(actor: Actor, id: int) -> Unit:
    """The unit, if the actor may read its year. Raises NotFound otherwise."""
    rows = Unit.objects.select_related("parent") if actor.is_system else units_visible_to(actor)
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem đánh giá của đơn vị."))
    return found


def visible_to(actor: Actor) -> models.QuerySet[Sheet]:
    """The sheets of the actor's subtrees."""
    return Sheet.objects.filter(by_path(actor.paths(*READERS), "unit__path"))


def get(actor: Actor, id: int, *, lock: bool = False) -> Sheet:
    """The sheet, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = Sheet.objects.all() if actor.is_system else visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    sheet = rows.select_related("unit", "unit__parent").filter(pk=id).first()
    if sheet is None:
        raise NotFound(_("Không có bảng đánh giá này hoặc bạn không được xem."))
    return sheet
