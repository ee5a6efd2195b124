"""Messages about decisions."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.notices.operations import queue
from thidua.domain.awards.queries import name
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def signed(*, actor: Actor, at: dt.datetime, decision: Decision) -> None:
    """Tell the clerks of the unit that it can be issued."""
    queue(
        at=at,
        to=accounts_with(Role.CLERK, decision.unit, on=clock.day(at)),
        subject=_("Đã ký Quyết định số %(number)s") % {"number": decision.full_number},
        body=_("Quyết định chờ ban hành: %(title)s.") % {"title": decision.title},
        url=f"/ban-lam-viec/quyet-dinh/{decision.pk}/",
        but=actor.user_id,
    )


def issued(*, actor: Actor, at: dt.datetime, decision: Decision, lines: Iterable[Line]) -> None:
    """Tell each honoured person who has an account, and the clerks of honoured collectives."""
    words = {"number": decision.full_number, "grantor": decision.grantor, "day": f"{decision.dated_on:%d/%m/%Y}"}
    for line in lines:
        person, award = line.nomination.person, name(line.nomination.award)
        if person is None:
            to = accounts_with(Role.CLERK, line.nomination.unit, on=clock.day(at))
            subject = _("%(unit)s được tặng %(award)s") % {"unit": line.nomination.unit.name, "award": award}
        elif person.account_id is None:
            continue
        else:
            to = User.objects.filter(pk=person.account_id, is_active=True)
            subject = _("Bạn được tặng %(award)s") % {"award": award}
        queue(
            at=at,
            to=to.order_by("pk"),
            subject=subject,
            body=_("Quyết định số %(number)s ngày %(day)s của %(grantor)s.") % words,
            url=f"/quyet-dinh/{decision.pk}/",
        )
