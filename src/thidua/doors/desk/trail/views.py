"""The trail of one's own units, for auditors and for the head who signs."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.accounts.models import User
from thidua.base.audit.models import Event
from thidua.domain.awards.queries import names
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.people.models import RoleHeld
from thidua.doors.desk.events import label
from thidua.doors.desk.trail.forms import TrailForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import paged
from thidua.kernel.clock import VIETNAM
from thidua.kernel.errors import NotAllowed

READERS = (Role.AUDITOR, Role.SIGNER)
TOLD = ("title", "name", "unit", "number", "award", "reason")


def visible_to(actor):
    """The lines that were written for units of the actor's subtrees, by accounts that held a role there.

    A line carries the name of the unit acted for; both are asked, since two units may bear one name.
    """
    paths = actor.paths(*READERS)
    names = Unit.objects.filter(by_path(paths)).values("name")
    return Event.objects.filter(unit_name__in=names, actor__in=accounts_of(paths).values("pk"))


def accounts_of(paths):
    """The accounts that hold or held a role in one of the subtrees."""
    held = RoleHeld.objects.filter(by_path(paths, "unit__path"))
    return User.objects.filter(pk__in=held.values("account"))


COLUMNS = [
    Column(_l("Lúc"), lambda event: event.at, 18),
    Column(_l("Việc"), lambda event: label(event.event), 36),
    Column(_l("Nội dung"), lambda event: about(event.details), 60),
    Column(_l("Người làm"), lambda event: event.actor_name, 28),
    Column(_l("Đơn vị"), lambda event: event.unit_name, 36),
    Column(_l("Số dòng"), lambda event: event.seq, 10),
]


def listing(request):
    """The lines, newest first, filtered by day, person and act."""
    if not request.actor.paths(*READERS):
        raise NotAllowed(_("Nhật ký dành cho thanh tra và thủ trưởng của đơn vị."))
    accounts = accounts_of(request.actor.paths(*READERS)).order_by("display_name", "username")
    form = TrailForm(request.GET, people=[(user.pk, str(user)) for user in accounts])
    rows = visible_to(request.actor).order_by("-seq")
    if form.is_valid():
        rows = rows.filter(chosen(form.cleaned_data))
    page = paged(request, rows)
    for event in page:
        event.words = label(event.event)
        event.about = about(event.details)
    is_filtered = any(request.GET.get(name) for name in form.fields)
    context = {"page": page, "form": form, "is_filtered": is_filtered}
    return answer(request, "desk/trail/listing.html", context, Listed(_("Nhật ký"), COLUMNS, rows))


def about(details):
    """What the line tells beside its act, in words."""
    told = {key: str(details[key]) for key in TOLD if details.get(key)}
    if "award" in told:
        told["award"] = names().get(told["award"], told["award"])
    return " · ".join(told.values())


def chosen(data):
    """The filter for what the form asks."""
    query = Q()
    if data["tu"]:
        query &= Q(at__gte=dt.datetime.combine(data["tu"], dt.time(), VIETNAM))
    if data["den"]:
        query &= Q(at__lt=dt.datetime.combine(data["den"] + dt.timedelta(days=1), dt.time(), VIETNAM))
    if data["nguoi"]:
        query &= Q(actor=data["nguoi"])
    if data["viec"]:
        query &= Q(event=data["viec"])
    return query
