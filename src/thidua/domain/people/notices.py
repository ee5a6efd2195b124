"""Messages about a person's own data."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.notices.operations import queue
from thidua.domain.people.enums import Role
from thidua.domain.people.models import DataWord
from thidua.domain.people.queries import accounts_with, last_units
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def asked(*, actor: Actor, at: dt.datetime, word: DataWord) -> None:
    """Tell the clerks of her unit, or of the nearest unit above that has one, what the person wants corrected."""
    to: dict[int, User] = {}
    for unit in last_units(word.person):
        place = unit
        while not (found := list(accounts_with(Role.CLERK, place, on=clock.day(at)))) and place.parent is not None:
            place = place.parent
        to |= {user.pk: user for user in found}
    queue(
        at=at,
        to=to.values(),
        subject=_("%(name)s đề nghị sửa dữ liệu của mình") % {"name": word.person.full_name},
        body=_("Xem đề nghị, sửa chỗ sai nếu có, rồi trả lời."),
        url=f"/ban-lam-viec/nhan-su/y-kien/{word.pk}/",
        but=actor.user_id,
    )


def answered(*, actor: Actor, at: dt.datetime, word: DataWord) -> None:
    """Tell the person what became of her request."""
    if word.person.account is None:
        return
    subject = _("Dữ liệu của bạn đã được sửa") if word.is_mended else _("Đề nghị sửa dữ liệu đã được trả lời")
    queue(
        at=at,
        to=[word.person.account],
        subject=subject,
        body=word.answer,
        url="/ban-lam-viec/ho-so-cua-toi/",
        but=actor.user_id,
    )
