"""Messages about registrations."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.notices.operations import queue
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with
from thidua.domain.registrations.models import Registration
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def _url(registration: Registration) -> str:
    return f"/ban-lam-viec/dang-ky/{registration.pk}/"


def sent(*, actor: Actor, at: dt.datetime, registration: Registration) -> None:
    """Tell the unit above; where the launching unit registers itself, its appraisers and its head."""
    unit, on = registration.unit, clock.day(at)
    if registration.movement.unit_id == unit.pk or unit.parent is None:
        roles, place = (Role.APPRAISER, Role.SIGNER), unit
    else:
        roles, place = (Role.CLERK, Role.APPRAISER), unit.parent
    to: dict[int, User] = {user.pk: user for role in roles for user in accounts_with(role, place, on=on)}
    queue(
        at=at,
        to=to.values(),
        subject=_("%(unit)s gửi đăng ký thi đua") % {"unit": unit.name},
        body=_("Phong trào: %(movement)s. Đăng ký đang chờ duyệt.") % {"movement": registration.movement.title},
        url=_url(registration),
        but=actor.user_id,
    )


def answered(*, actor: Actor, at: dt.datetime, registration: Registration) -> None:
    """Tell the unit's clerk whether the registration was approved, and if not, why."""
    if registration.reason:
        subject = _("Đăng ký thi đua bị từ chối: %(movement)s")
        body = _("Lý do: %(reason)s. Đơn vị sửa rồi gửi lại.") % {"reason": registration.reason.rstrip(".")}
    else:
        subject = _("Đăng ký thi đua đã được duyệt: %(movement)s")
        body = _("Cuối năm, kết quả được đánh giá theo các danh hiệu đã đăng ký.")
    queue(
        at=at,
        to=accounts_with(Role.CLERK, registration.unit, on=clock.day(at)),
        subject=subject % {"movement": registration.movement.title},
        body=body,
        url=_url(registration),
        but=actor.user_id,
    )
