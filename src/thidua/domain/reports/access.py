"""Who may write and read summary reports."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.reports.models import Report
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

WRITERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY)
READERS = (*WRITERS, Role.SIGNER, Role.AUDITOR)


def may_draft(actor: Actor, unit: Unit) -> Right:
    """Those who do the work of the unit or of one above it."""
    if actor.is_system or actor.holds(WRITERS, unit.path):
        return YES
    return no(_("Chỉ người làm công tác thi đua, khen thưởng của đơn vị hoặc cấp trên được soạn báo cáo."))


def may_write(actor: Actor, report: Report) -> Right:
    """As to draft."""
    return may_draft(actor, report.unit)


RIGHTS: Rights = {
    "draft": may_draft,
    "edit": may_write,
    "redraft": may_write,
    "finish": may_write,
    "reopen": may_write,
    "remove": may_write,
}


def may(actor: Actor, verb: str, thing: Report | Unit) -> Right:
    """Whether the actor may do this to the report (to draft: for the unit)."""
    return RIGHTS[verb](actor, thing)


def units(actor: Actor) -> models.QuerySet[Unit]:
    """The units on which the actor may write a report, parents before children."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*WRITERS)))
    return rows.order_by("path")


def get_unit(actor: Actor, id: int | None) -> Unit:
    """One of them. Raises NotFound otherwise."""
    unit = units(actor).filter(pk=id).first() if id is not None else None
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được soạn báo cáo của đơn vị."))
    return unit


def visible_to(actor: Actor) -> models.QuerySet[Report]:
    """The reports of the actor's subtrees."""
    rows = Report.objects.select_related("unit")
    return rows if actor.is_system else rows.filter(by_path(actor.paths(*READERS), "unit__path"))


def get(actor: Actor, id: int, *, lock: bool = False) -> Report:
    """The report, if the actor may see it; `lock` holds it until the act is over. Raises NotFound otherwise."""
    rows = visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    report = rows.filter(pk=id).first()
    if report is None:
        raise NotFound(_("Không có báo cáo này hoặc bạn không được xem."))
    return report
