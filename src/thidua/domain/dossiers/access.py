"""Who may see and change dossiers."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.dossiers.enums import Result, State
from thidua.domain.dossiers.models import Dossier, Nomination, Paper
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.periods import in_force
from thidua.kernel.rights import YES, Right, Rights, no

MAKERS = (Role.CLERK, Role.SIGNER)
RECEIVERS = (Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.CLERK)
READERS = (*RECEIVERS, Role.AUDITOR)
"""Who reads what the law says of people and collectives of a subtree before anybody is proposed."""


def may_open(actor: Actor, unit: Unit) -> Right:
    """The clerk of a unit makes its dossiers."""
    if actor.is_system or actor.holds_at(Role.CLERK, unit.pk):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của %(unit)s được lập hồ sơ của đơn vị.") % {"unit": unit.name})


def may_make(actor: Actor, dossier: Dossier) -> Right:
    """As to open."""
    return may_open(actor, dossier.unit)


def may_send(actor: Actor, dossier: Dossier) -> Right:
    """The head of the unit, or its clerk in her name."""
    if actor.is_system or actor.holds_at(MAKERS, dossier.unit_id):
        return YES
    return no(
        _("Chỉ thủ trưởng hoặc cán bộ thi đua, khen thưởng của %(unit)s được gửi hồ sơ.") % {"unit": dossier.unit.name}
    )


def may_take_back(actor: Actor, dossier: Dossier) -> Right:
    """As to send, while the unit above has not begun."""
    right = may_send(actor, dossier)
    if right and dossier.nominations.exclude(result=Result.PENDING).exists():
        return no(
            _("%(unit)s đã bắt đầu thẩm định; hãy đề nghị chuyên viên thẩm định trả lại hồ sơ.")
            % {"unit": dossier.superior.name}
        )
    return right


def may_appraise(actor: Actor, dossier: Dossier) -> Right:
    """The appraiser of the unit that received the dossier."""
    if actor.is_system or actor.holds_at(Role.APPRAISER, dossier.superior_id):
        return YES
    return no(_("Chỉ chuyên viên thẩm định của %(unit)s được làm việc này.") % {"unit": dossier.superior.name})


def may_forward(actor: Actor, dossier: Dossier) -> Right:
    """The clerk or the appraiser of the unit that received the dossier, where there is a unit above it."""
    if not actor.is_system and not actor.holds_at({Role.CLERK, Role.APPRAISER}, dossier.superior_id):
        return no(
            _("Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thẩm định của %(unit)s được trình cấp trên.")
            % {"unit": dossier.superior.name}
        )
    if dossier.superior.parent_id is None:
        return no(
            _("Trên %(unit)s không còn cấp nào trong hệ thống; hãy trình bằng văn bản.")
            % {"unit": dossier.superior.name}
        )
    return YES


def may_vote(actor: Actor, dossier: Dossier) -> Right:
    """The secretary of the council writes its result down."""
    if actor.is_system or actor.holds_at(Role.SECRETARY, dossier.superior_id):
        return YES
    return no(_("Chỉ thư ký Hội đồng của %(unit)s được ghi kết quả của Hội đồng.") % {"unit": dossier.superior.name})


RIGHTS: Rights = {
    "open": may_open,
    "edit": may_make,
    "nominate": may_make,
    "withdraw": may_make,
    "attach": may_make,
    "detach": may_make,
    "send": may_send,
    "take_back": may_take_back,
    "return": may_appraise,
    "appraise": may_appraise,
    "pass": may_appraise,
    "forward": may_forward,
    "vote": may_vote,
}


def may(actor: Actor, verb: str, thing: Dossier | Unit) -> Right:
    """Whether the actor may do this to the dossier (to open: at the unit)."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Dossier]:
    """Own dossiers and those of the units below; of those received, every one that was sent, also when it was taken
    back since, so that whoever was at work on it learns why it is gone; to auditors all.

    A council member sees what was passed to the council.
    """
    if actor.is_system:
        return Dossier.objects.all()
    was_sent = models.Q(sent_at__isnull=False)
    received = by_path(actor.paths(*RECEIVERS), "superior__path") & (~models.Q(state=State.DRAFT) | was_sent)
    at_council = by_path(actor.paths(Role.TELLER), "superior__path") & models.Q(state=State.PASSED)
    audited = actor.paths(Role.AUDITOR)
    return Dossier.objects.filter(
        by_path(actor.paths(*MAKERS), "unit__path")
        | received
        | at_council
        | by_path(audited, "unit__path")
        | by_path(audited, "superior__path")
    )


def get_unit(actor: Actor, id: int) -> Unit:
    """The unit, if it lies in a subtree in which the actor holds a role. Raises NotFound otherwise."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*Role.values)))
    unit = rows.select_related("parent").filter(pk=id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def get_collective(actor: Actor, id: int, on: dt.date) -> Unit:
    """The unit that exists on the day, if the actor may read what it may be proposed for. Raises NotFound otherwise."""
    rows = Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*READERS)))
    unit = rows.filter(in_force(on), pk=id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def people_readable_by(actor: Actor, on: dt.date) -> models.QuerySet[Person]:
    """Oneself, and whoever has a post on the day in a subtree in which the actor reads."""
    if actor.is_system:
        return Person.objects.all()
    posts = Post.objects.filter(in_force(on), by_path(actor.paths(*READERS), "unit__path"))
    return Person.objects.filter(models.Q(pk=actor.person_id) | models.Q(pk__in=posts.order_by().values("person")))


def get_person(actor: Actor, id: int, on: dt.date) -> Person:
    """The person, if the actor may read what she may be proposed for. Raises NotFound otherwise."""
    person = people_readable_by(actor, on).filter(pk=id).first()
    if person is None:
        raise NotFound(_("Không có người này hoặc bạn không được xem."))
    return person


def get(actor: Actor, id: int, *, lock: bool = False) -> Dossier:
    """The dossier, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row until the act is over.
    """
    rows = visible_to(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    dossier = rows.select_related("unit__parent", "superior__parent").filter(pk=id).first()
    if dossier is None:
        raise NotFound(_("Không có hồ sơ này hoặc bạn không được xem."))
    return dossier


def get_nomination(actor: Actor, id: int, *, lock: bool = False) -> Nomination:
    """The nomination with its dossier, if the actor may see it. Raises NotFound otherwise.

    `lock` holds the row of the dossier until the act is over.
    """
    rows = Nomination.objects.filter(pk=id, dossier__in=visible_to(actor))
    dossier_id = rows.values_list("dossier", flat=True).first()
    if dossier_id is not None:
        dossier = get(actor, dossier_id, lock=lock)
        nomination = rows.select_related("person", "unit").first()
        if nomination is not None:
            nomination.dossier = dossier
            return nomination
    raise NotFound(_("Không có đề nghị này hoặc bạn không được xem."))


def get_paper(actor: Actor, id: int, *, lock: bool = False) -> Paper:
    """The paper with its dossier and file, if the actor may see the dossier. Raises NotFound otherwise."""
    rows = Paper.objects.filter(pk=id, dossier__in=visible_to(actor))
    dossier_id = rows.values_list("dossier", flat=True).first()
    if dossier_id is not None:
        dossier = get(actor, dossier_id, lock=lock)
        paper = rows.select_related("file").first()
        if paper is not None:
            paper.dossier = dossier
            return paper
    raise NotFound(_("Không có giấy tờ này hoặc bạn không được xem."))
