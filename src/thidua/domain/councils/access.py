"""Who may see and lead councils and their meetings."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.councils.models import Council, Item, Meeting, Member
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.TELLER, Role.SIGNER)


def may_establish(actor: Actor, unit: Unit) -> Right:
    """The secretary or the clerk of the unit keeps its council's papers; only who decides awards has a council."""
    if unit.level == Level.NONE:
        return no(_("%(unit)s không có thẩm quyền khen thưởng nên không lập Hội đồng.") % {"unit": unit.name})
    if actor.is_system or actor.holds_at({Role.SECRETARY, Role.CLERK}, unit.pk):
        return YES
    return no(
        _("Chỉ thư ký hội đồng hoặc cán bộ thi đua, khen thưởng của %(unit)s được lập Hội đồng và cử thành viên.")
        % {"unit": unit.name}
    )


def may_appoint(actor: Actor, council: Council) -> Right:
    """As to establish."""
    return may_establish(actor, council.unit)


def may_call(actor: Actor, council: Council) -> Right:
    """The secretary at the council's unit prepares and leads its meetings."""
    if actor.is_system or actor.holds_at(Role.SECRETARY, council.unit_id):
        return YES
    return no(_("Việc này của thư ký hội đồng tại %(unit)s.") % {"unit": council.unit.name})


def may_lead(actor: Actor, meeting: Meeting) -> Right:
    """As to call."""
    return may_call(actor, meeting.council)


def may_enter_count(actor: Actor, meeting: Meeting) -> Right:
    """Council members who count, and the secretary; always an account of a person."""
    if actor.user_id is not None and actor.holds_at({Role.TELLER, Role.SECRETARY}, meeting.council.unit_id):
        return YES
    return no(
        _("Kết quả kiểm phiếu do thành viên tổ kiểm phiếu hoặc thư ký hội đồng tại %(unit)s nhập.")
        % {"unit": meeting.council.unit.name}
    )


RIGHTS: Rights = {
    "establish": may_establish,
    "appoint": may_appoint,
    "release": may_appoint,
    "call": may_call,
    "edit": may_lead,
    "set_agenda": may_lead,
    "open": may_lead,
    "attend": may_lead,
    "update_threshold": may_lead,
    "enter_count": may_enter_count,
    "close": may_lead,
}


def may(actor: Actor, verb: str, thing: Unit | Council | Meeting) -> Right:
    """Whether the actor may do this (to establish: in the unit; to appoint, release, call: in the council)."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Council]:
    """The councils of the actor's unit, those of her subtree for an auditor, and those in which she sits."""
    if actor.is_system:
        return Council.objects.all()
    here = [grant.unit_id for grant in actor.grants if grant.role in READERS]
    seen = models.Q(unit__in=here) | by_path(actor.paths(Role.AUDITOR), "unit__path")
    if actor.person_id is not None:
        seen |= models.Q(pk__in=Member.objects.filter(person=actor.person_id).order_by().values("council"))
    return Council.objects.filter(seen)


def visible_meetings(actor: Actor) -> models.QuerySet[Meeting]:
    """The meetings of the councils that the actor may see."""
    return Meeting.objects.filter(council__in=visible_to(actor).order_by().values("pk"))


def get_council(actor: Actor, id: int, *, lock: bool = False) -> Council:
    """The council, if the actor may see it. Raises NotFound otherwise."""
    rows = visible_to(actor).select_related("unit")
    if lock:
        rows = rows.select_for_update(of=("self",))
    council = rows.filter(pk=id).first()
    if council is None:
        raise NotFound(_("Không có Hội đồng này hoặc bạn không được xem."))
    return council


def get_member(actor: Actor, id: int, *, lock: bool = False) -> Member:
    """The member of a council that the actor may see; `lock` holds the council's row. Raises NotFound otherwise."""
    found = Member.objects.filter(pk=id).select_related("person").first()
    if found is None:
        raise NotFound(_("Không có thành viên này hoặc bạn không được xem."))
    found.council = get_council(actor, found.council_id, lock=lock)
    return found


def get(actor: Actor, id: int, *, lock: bool = False) -> Meeting:
    """The meeting, if the actor may see it; `lock` holds the row until the act is over. Raises NotFound otherwise."""
    rows = visible_meetings(actor).select_related("council__unit")
    if lock:
        rows = rows.select_for_update(of=("self",))
    meeting = rows.filter(pk=id).first()
    if meeting is None:
        raise NotFound(_("Không có phiên họp này hoặc bạn không được xem."))
    return meeting


def get_item(meeting: Meeting, id: int) -> Item:
    """The item of the meeting's agenda. Raises NotFound when it is on no agenda or on another meeting's."""
    item = meeting.items.select_related("nomination__dossier", "nomination__person", "nomination__unit").filter(pk=id)
    found = item.first()
    if found is None:
        raise NotFound(_("Mục này không có trong danh sách trình Hội đồng của phiên họp."))
    return found
