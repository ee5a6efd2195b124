"""Messages about movements."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.notices.operations import queue
from thidua.domain.movements.models import Movement
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with_below
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def launched(*, actor: Actor, at: dt.datetime, movement: Movement) -> None:
    """Tell the clerks of the units below that they can register."""
    queue(
        at=at,
        to=accounts_with_below(Role.CLERK, movement.unit, on=clock.day(at)),
        subject=_("Phát động: %(title)s") % {"title": movement.title},
        body=_("%(unit)s đã phát động phong trào. Đơn vị có thể đăng ký thi đua.") % {"unit": movement.unit.name},
        url=f"/ban-lam-viec/phong-trao/{movement.pk}/",
        but=actor.user_id,
    )
