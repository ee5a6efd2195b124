"""Whose exports are whose."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.base.exports.models import Export
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no


def may_ask(actor: Actor, thing: object) -> Right:
    """Whoever is logged in: the list itself decides what she may see of it."""
    return YES if actor.is_known else no(_("Cần đăng nhập để xuất danh sách."))


def may_cancel(actor: Actor, export: Export) -> Right:
    """Who asked for it."""
    if actor.is_system or export.asked_by_id == actor.user_id:
        return YES
    return no(_("Chỉ người yêu cầu hủy được bản xuất này."))


def may_write(actor: Actor, thing: object) -> Right:
    """The system's workers."""
    return YES if actor.is_system else no(_("Việc này do tiến trình nền làm."))


RIGHTS: Rights = {"ask": may_ask, "cancel": may_cancel, "write": may_write}


def may(actor: Actor, verb: str, thing: object) -> Right:
    """Whether the actor may do this."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor) -> models.QuerySet[Export]:
    """One's own."""
    if actor.is_system:
        return Export.objects.all()
    return Export.objects.filter(asked_by=actor.user_id) if actor.is_known else Export.objects.none()


def get(actor: Actor, id: int, *, lock: bool = False) -> Export:
    """The export, if it is the actor's. Raises NotFound otherwise; `lock` holds the row until the act is over."""
    rows = visible_to(actor)
    export = (rows.select_for_update() if lock else rows).filter(pk=id).first()
    if export is None:
        raise NotFound(_("Không có bản xuất này. Tệp chỉ được giữ một ngày."))
    return export
