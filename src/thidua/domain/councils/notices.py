"""Messages about meetings."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.notices.operations import queue
from thidua.domain.councils.models import Meeting
from thidua.domain.councils.queries import members
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def called(*, actor: Actor, at: dt.datetime, meeting: Meeting) -> None:
    """Invite the members who have an account."""
    people = [one.person.account_id for one in members(meeting.council, meeting.held_on) if one.person.account_id]
    day = meeting.held_on.strftime("%d/%m/%Y")
    body = _("%(council)s họp ngày %(day)s. Địa điểm: %(place)s.")
    queue(
        at=at,
        to=User.objects.filter(pk__in=people, is_active=True).order_by("pk"),
        subject=_("Mời họp Hội đồng: %(title)s") % {"title": meeting.title},
        body=body % {"council": meeting.council.name, "day": day, "place": meeting.place or "–"},
        url=f"/ban-lam-viec/hoi-dong/phien/{meeting.pk}/",
        but=actor.user_id,
    )


def closed(*, actor: Actor, at: dt.datetime, meeting: Meeting, passed: int, all_items: int) -> None:
    """Tell the clerks of the council's unit that a decision can be drafted."""
    body = _("Hội đồng thông qua %(passed)s trên %(all)s đề nghị. Có thể dự thảo quyết định khen thưởng.")
    queue(
        at=at,
        to=accounts_with(Role.CLERK, meeting.council.unit, on=clock.day(at)),
        subject=_("Hội đồng đã họp xong: %(title)s") % {"title": meeting.title},
        body=body % {"passed": passed, "all": all_items},
        url=f"/ban-lam-viec/hoi-dong/phien/{meeting.pk}/",
        but=actor.user_id,
    )
