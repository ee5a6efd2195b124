"""Who may write into the book of honours, and who may read which part of it."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path, inherited, within
from thidua.domain.people.enums import Role
from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.TELLER, Role.SIGNER, Role.AUDITOR)
ISSUERS = (Role.CLERK, Role.SECRETARY, Role.SIGNER)


def may_enter(actor: Actor, granting_unit: Unit | None) -> Right:
    """The unit that grants the award, through those who issue its decisions."""
    if actor.is_system or (granting_unit is not None and actor.holds_at(ISSUERS, granting_unit.pk)):
        return YES
    return no(_("Chỉ cơ quan ban hành quyết định được ghi vào sổ vàng."))


def may_import(actor: Actor, unit: Unit | None) -> Right:
    """Published records are brought in by the operator's command line only."""
    if actor.is_system:
        return YES
    return no(_("Số liệu công bố do người vận hành hệ thống nhập bằng dòng lệnh: thidua register import."))


def may_declare(actor: Actor, unit: Unit | None) -> Right:
    """The clerk of the unit, or the head of the unit or of one above it."""
    if actor.is_system:
        return YES
    if unit is not None and (actor.holds_at(Role.CLERK, unit.pk) or actor.holds(Role.SIGNER, unit.path)):
        return YES
    return no(_("Chỉ cán bộ thi đua, khen thưởng của đơn vị hoặc thủ trưởng được xác nhận sổ đã đủ."))


def may_keep_log(actor: Actor) -> Right:
    """Checkpoints and cosignatures are made by the program itself and by the operator's command line."""
    if actor.is_system:
        return YES
    return no(_("Mốc ký của sổ vàng do hệ thống hoặc người vận hành lập: thidua register checkpoint."))


def may_change(actor: Actor, entry: Entry) -> Right:
    """Whoever may enter for the agency in whose name the entry stands; what the operator brought in only the operator."""
    if actor.is_system or (entry.entered_for_id is not None and actor.holds_at(ISSUERS, entry.entered_for_id)):
        return YES
    if entry.entered_for_id is None:
        return no(_("Mục này do người vận hành hệ thống nhập; chỉ người vận hành đính chính, hủy bỏ được."))
    return no(_("Chỉ cơ quan đã ghi mục này vào sổ vàng được đính chính, hủy bỏ."))


RIGHTS: Rights = {
    "enter": may_enter,
    "import": may_import,
    "declare": may_declare,
    "correct": may_change,
    "revoke": may_change,
}


def may(actor: Actor, verb: str, thing: Unit | Entry | None) -> Right:
    """Whether the actor may do this to the entry, or to the unit's part of the book (to enter: the granting unit)."""
    return RIGHTS[verb](actor, thing)


def may_summarise(actor: Actor) -> Right:
    """Everybody with a role at some unit."""
    if actor.is_system or actor.grants:
        return YES
    return no(
        _(
            "Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng. Kết quả của riêng bạn ở “Hồ sơ của tôi”."
        )
    )


def is_own(actor: Actor, unit: Unit) -> bool:
    """Whether the unit lies in a subtree of the actor, so that its named entries are shown, not only the public numbers."""
    if actor.is_system or actor.holds(READERS, unit.path):
        return True
    return unit.until_on is not None and inherited(actor.paths(*READERS)).filter(pk=unit.pk).exists()


def visible_units(actor: Actor) -> models.QuerySet[Unit]:
    """The units whose part of the book the actor may read: her subtrees, and every real agency with published numbers."""
    if actor.is_system:
        return Unit.objects.order_by("path")
    if not actor.grants:
        return Unit.objects.none()
    published = Entry.objects.standing().filter(kind=Kind.PUBLISHED, is_sample=False).order_by().values("unit")
    mine = by_path(actor.paths(*READERS)) | models.Q(pk__in=inherited(actor.paths(*READERS)).values("pk"))
    return Unit.objects.filter(mine | models.Q(pk__in=published)).order_by("path")


def get_unit(actor: Actor, id: int | None) -> Unit:
    """The unit, if the actor may read its part of the book. Raises NotFound otherwise."""
    unit = visible_units(actor).filter(pk=id).first() if id is not None else None
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def visible_to(actor: Actor) -> models.QuerySet[Entry]:
    """The entries that the actor may read: those of her subtrees and her own, and the public numbers of real agencies."""
    if actor.is_system:
        return Entry.objects.all()
    mine = within(actor.paths(*READERS))
    if actor.person_id is not None:
        mine |= models.Q(person=actor.person_id)
    if actor.grants:
        mine |= models.Q(kind=Kind.PUBLISHED, is_sample=False)
    return Entry.objects.filter(mine)


def get(actor: Actor, id: int, *, lock: bool = False) -> Entry:
    """The entry, if the actor may read it; with `lock` nobody else changes the book's word on it. Raises NotFound."""
    rows = visible_to(actor).filter(pk=id)
    entry = (rows.select_for_update(of=("self",)) if lock else rows).select_related("unit").first()
    if entry is None:
        raise NotFound(_("Không có mục này hoặc bạn không được xem."))
    return entry
