"""Who may see and make decisions. The public sees issued ones, and nothing of a draft."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.decisions.enums import State
from thidua.domain.decisions.models import Decision
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER)


def may_draft(actor: Actor, unit: Unit) -> Right:
    """The clerk or the council's secretary at the unit drafts."""
    if actor.is_system or actor.holds_at({Role.CLERK, Role.SECRETARY}, unit.pk):
        return YES
    return no(
        _("Chỉ cán bộ thi đua, khen thưởng hoặc thư ký hội đồng của %(unit)s được dự thảo quyết định.")
        % {"unit": unit.name}
    )


def may_edit(actor: Actor, decision: Decision) -> Right:
    """As to draft."""
    return may_draft(actor, decision.unit)


def may_sign(actor: Actor, decision: Decision) -> Right:
    """Only the head of the unit, or who signs for her, and never the program by itself."""
    if actor.holds_at(Role.SIGNER, decision.unit_id):
        return YES
    return no(_("Chỉ thủ trưởng được giao ký quyết định của %(unit)s ký được.") % {"unit": decision.unit.name})


def may_issue(actor: Actor, decision: Decision) -> Right:
    """The office sends out what is signed."""
    if actor.is_system or actor.holds_at({Role.CLERK, Role.SECRETARY, Role.SIGNER}, decision.unit_id):
        return YES
    return no(
        _("Chỉ thủ trưởng, cán bộ thi đua, khen thưởng hoặc thư ký hội đồng của %(unit)s được ban hành.")
        % {"unit": decision.unit.name}
    )


RIGHTS: Rights = {"draft": may_draft, "edit": may_edit, "drop": may_edit, "sign": may_sign, "issue": may_issue}


def may(actor: Actor, verb: str, thing: Decision | Unit) -> Right:
    """Whether the actor may do this to the decision (to draft: in the unit)."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Decision]:
    """The decisions of the actor's unit, those of her subtree for an auditor, and issued ones of the units above."""
    if actor.is_system:
        return Decision.objects.all()
    held = [grant for grant in actor.grants if grant.role in READERS]
    upward = [int(part) for grant in held for part in grant.path.strip("/").split("/")]
    seen = models.Q(unit__in=[grant.unit_id for grant in held]) | by_path(actor.paths(Role.AUDITOR), "unit__path")
    return Decision.objects.filter(seen | models.Q(unit__in=upward, state=State.ISSUED))


def get(actor: Actor, id: int, *, lock: bool = False) -> Decision:
    """The decision, if the actor may see it; `lock` holds the row until the act is over. Raises NotFound otherwise."""
    rows = visible_to(actor).select_related("unit__parent")
    if lock:
        rows = rows.select_for_update(of=("self",))
    decision = rows.filter(pk=id).first()
    if decision is None:
        raise NotFound(_("Không có quyết định này hoặc bạn không được xem."))
    return decision


def get_issued(id: int) -> Decision:
    """The decision as anyone may read it. Raises NotFound for one that is not issued."""
    decision = Decision.objects.filter(state=State.ISSUED, pk=id).select_related("unit__parent").first()
    if decision is None:
        raise NotFound(_("Không có quyết định đã ban hành ở địa chỉ này."))
    return decision
