"""What waits for somebody at the unit acted for: one query over all apps, since each row is a few columns.

Each kind of work says who must do it, which rows these are, and since when they wait. Rights are not decided here:
the page behind the button asks the app's own `access`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.base.audit.models import Event
from thidua.domain.assessment.enums import State as SheetState
from thidua.domain.assessment.models import Sheet
from thidua.domain.councils.enums import State as MeetingState
from thidua.domain.councils.models import Count, Item, Meeting
from thidua.domain.decisions.enums import State as DecisionState
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.dossiers.enums import Council, Result
from thidua.domain.dossiers.enums import State as DossierState
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.movements.enums import State as MovementState
from thidua.domain.movements.models import Movement
from thidua.domain.people import queries as people
from thidua.domain.people.enums import Role
from thidua.domain.people.models import DataWord, Post, RoleHeld
from thidua.domain.registrations.enums import State as RegistrationState
from thidua.domain.registrations.models import Registration
from thidua.kernel.actor import Actor
from thidua.kernel.periods import in_force

SHOWN = 100
LAST_QUARTER = 10
Rows = Callable[[Actor, dt.date], QuerySet[Any]]


@dataclass(frozen=True)
class Kind:
    """One kind of work: `what` names it, `turn` says whose turn it is, `act` stands on the button.

    `title`, `unit`, `year` and `since` say in which columns these stand; without `since` the last audit line counts.
    `page` is the record's page, or with `query` a list's, whose address it completes.
    """

    roles: tuple[Role, ...]
    rows: Rows
    what: str | Promise
    act: str | Promise
    page: str
    title: str = "title"
    unit: str = "unit"
    year: str = "year"
    since: str = ""
    turn: str | Promise = ""
    query: str = ""


def above(actor: Actor) -> list[int]:
    """The units above the one acted for, without itself."""
    return [int(part) for part in actor.grants[0].path.strip("/").split("/")][:-1]


def under_answer(actor: Actor) -> Q:
    """Units whose registrations are answered at the unit acted for: its children; what the top unit sent itself is
    answered by its appraiser or head, not by the clerk who sent it.
    """
    children = Q(unit__parent=actor.unit_id)
    if above(actor) or not actor.holds_at({Role.APPRAISER, Role.SIGNER}, actor.unit_id):
        return children
    return children | Q(unit=actor.unit_id)


def unregistered(actor: Actor, on: dt.date) -> QuerySet[Movement]:
    """Launched movements of units above in which the unit did not register yet."""
    mine = Registration.objects.filter(movement=OuterRef("pk"), unit=actor.unit_id)
    return Movement.objects.filter(~Exists(mine), state=MovementState.LAUNCHED, unit__in=above(actor))


def unopened_sheets(actor: Actor, on: dt.date) -> QuerySet[Registration]:
    """Approved registrations of a year that ends or has ended, without a sheet of that year."""
    year = on.year if on.month > LAST_QUARTER else on.year - 1
    sheet = Sheet.objects.filter(unit=actor.unit_id, year=OuterRef("movement__year"))
    approved = Registration.objects.filter(unit=actor.unit_id, state=RegistrationState.APPROVED)
    return approved.filter(~Exists(sheet), movement__year__in=(year - 1, year))


def unproposed(actor: Actor, on: dt.date) -> QuerySet[Sheet]:
    """Closed sheets of this year or the last without a dossier."""
    dossier = Dossier.objects.filter(unit=actor.unit_id, year=OuterRef("year"))
    closed = Sheet.objects.filter(unit=actor.unit_id, state=SheetState.CLOSED, year__gte=on.year - 1)
    return closed.filter(~Exists(dossier), unit__parent__isnull=False)


def uncalled(actor: Actor, on: dt.date) -> QuerySet[Dossier]:
    """Passed dossiers with names for the council that stand on no agenda."""
    names = Nomination.objects.filter(dossier=OuterRef("pk"), result=Result.HERE, council=Council.PENDING)
    names = names.filter(~Exists(Item.objects.filter(nomination=OuterRef("pk"))))
    return Dossier.objects.filter(Exists(names), superior=actor.unit_id, state=DossierState.PASSED)


def undecided(actor: Actor, on: dt.date) -> QuerySet[Dossier]:
    """Dossiers with names that the council passed and no decision carries."""
    names = Nomination.objects.filter(dossier=OuterRef("pk"), result=Result.HERE, council=Council.PASSED)
    names = names.filter(~Exists(Line.objects.filter(nomination=OuterRef("pk"))))
    return Dossier.objects.filter(Exists(names), superior=actor.unit_id)


def uncounted(actor: Actor, on: dt.date) -> QuerySet[Meeting]:
    """Open meetings with an item without result that two others, or nobody, counted, but not this account."""
    mine = Count.objects.filter(item=OuterRef("pk"), teller=actor.user_id)
    items = Item.objects.filter(~Exists(mine), meeting=OuterRef("pk"), is_passed__isnull=True)
    return Meeting.objects.filter(Exists(items), council__unit=actor.unit_id, state=MeetingState.OPEN)


def questioned(actor: Actor, on: dt.date) -> QuerySet[DataWord]:
    """Open requests of people who stand at the unit acted for, or below it where no unit on the way has a clerk."""
    own, stands = actor.grants[0].path, ExpressionWrapper(OuterRef("person__posts__unit__path"), CharField())
    nearer = RoleHeld.objects.filter(in_force(on), role=Role.CLERK, unit__path__startswith=own)
    nearer = nearer.exclude(unit=actor.unit_id).alias(stands=stands).filter(stands__startswith=F("unit__path"))
    here = Post.objects.filter(in_force(on), person=OuterRef("person"), unit__path__startswith=own)
    post = Subquery(here.order_by("-from_on", "-pk").values("pk")[:1])
    return people.open_words().filter(~Exists(nearer), person__posts=post)


KINDS: dict[str, Kind] = {
    "movement-draft": Kind(
        (Role.CLERK, Role.SIGNER),
        lambda actor, on: Movement.objects.filter(unit=actor.unit_id, state=MovementState.DRAFT),
        _("Phong trào còn là dự thảo"), _("Xem và phát động"), "desk:movement",
    ),
    "registration-new": Kind(
        (Role.CLERK,), unregistered, _("Phong trào đã phát động, đơn vị chưa đăng ký"), _("Đăng ký"), "desk:registrations",
        since="launched_at", query="?phong-trao={id}",
    ),
    "registration-own": Kind(
        (Role.CLERK,),
        lambda actor, on: Registration.objects.filter(unit=actor.unit_id, state=RegistrationState.NOT_SENT),
        _("Đăng ký thi đua chưa gửi"), _("Hoàn thiện và gửi"), "desk:registration",
        title="movement__title", year="movement__year",
    ),
    "registration-refused": Kind(
        (Role.CLERK,),
        lambda actor, on: Registration.objects.filter(unit=actor.unit_id, state=RegistrationState.REFUSED),
        _("Đăng ký thi đua bị từ chối"), _("Xem lý do và sửa"), "desk:registration",
        title="movement__title", year="movement__year", since="answered_at",
    ),
    "registration-answer": Kind(
        (Role.CLERK, Role.APPRAISER, Role.SIGNER),
        lambda actor, on: Registration.objects.filter(under_answer(actor), state=RegistrationState.WAITING),
        _("Đăng ký thi đua chờ duyệt"), _("Xem và duyệt"), "desk:registration",
        title="movement__title", year="movement__year", since="sent_at",
    ),
    "sheet-new": Kind(
        (Role.CLERK,), unopened_sheets, _("Chưa mở bảng đánh giá cuối năm"), _("Mở bảng đánh giá"), "desk:assessment",
        title="movement__title", year="movement__year", since="answered_at", query="?nam={year}",
    ),
    "sheet": Kind(
        (Role.CLERK,),
        lambda actor, on: Sheet.objects.filter(unit=actor.unit_id, state=SheetState.OPEN),
        _("Bảng đánh giá đang nhập"), _("Nhập tiếp"), "desk:assessment", title="unit__name", query="?nam={year}",
    ),
    "dossier-new": Kind(
        (Role.CLERK,), unproposed, _("Đã chốt đánh giá, chưa lập hồ sơ đề nghị"), _("Lập hồ sơ"), "desk:dossier-open",
        title="unit__name", since="closed_at", query="?nam={year}",
    ),
    "dossier-draft": Kind(
        (Role.CLERK,),
        lambda actor, on: Dossier.objects.filter(unit=actor.unit_id, state=DossierState.DRAFT),
        _("Hồ sơ đề nghị đang lập"), _("Lập tiếp"), "desk:dossier",
    ),
    "dossier-returned": Kind(
        (Role.CLERK,),
        lambda actor, on: Dossier.objects.filter(unit=actor.unit_id, state=DossierState.RETURNED),
        _("Hồ sơ bị trả lại"), _("Xem lý do và bổ sung"), "desk:dossier",
    ),
    "dossier-appraise": Kind(
        (Role.APPRAISER,),
        lambda actor, on: Dossier.objects.filter(superior=actor.unit_id, state=DossierState.SENT),
        _("Hồ sơ chờ thẩm định"), _("Thẩm định"), "desk:dossier", since="sent_at",
    ),
    "meeting-new": Kind(
        (Role.SECRETARY,), uncalled, _("Hồ sơ đã thẩm định, chưa trình Hội đồng"), _("Lên lịch phiên họp"), "desk:councils",
        since="passed_at", query="?nam={year}",
    ),
    "meeting-planned": Kind(
        (Role.SECRETARY,),
        lambda actor, on: Meeting.objects.filter(council__unit=actor.unit_id, state=MeetingState.PLANNED),
        _("Phiên họp đã lên lịch"), _("Chuẩn bị phiên họp"), "desk:meeting", unit="council__unit", since="held_on",
    ),
    "meeting-open": Kind(
        (Role.SECRETARY,),
        lambda actor, on: Meeting.objects.filter(council__unit=actor.unit_id, state=MeetingState.OPEN),
        _("Phiên họp đang diễn ra"), _("Vào phiên họp"), "desk:meeting", unit="council__unit", since="held_on",
    ),
    "count": Kind(
        (Role.TELLER,), uncounted, _("Kết quả kiểm phiếu bạn chưa nhập"), _("Nhập kiểm phiếu"), "desk:meeting",
        unit="council__unit", since="held_on",
    ),
    "decision-new": Kind(
        (Role.CLERK, Role.SECRETARY), undecided, _("Hội đồng đã thông qua, chưa có quyết định"), _("Soạn quyết định"),
        "desk:decision-draft", since="passed_at", query="?nam={year}",
    ),
    "decision-sign": Kind(
        (Role.SIGNER,),
        lambda actor, on: Decision.objects.filter(unit=actor.unit_id, state=DecisionState.DRAFT),
        _("Dự thảo quyết định chờ ký"), _("Đọc và ký"), "desk:decision",
    ),
    "decision-issue": Kind(
        (Role.CLERK, Role.SECRETARY, Role.SIGNER),
        lambda actor, on: Decision.objects.filter(unit=actor.unit_id, state=DecisionState.SIGNED),
        _("Quyết định đã ký, chưa ban hành"), _("Ban hành"), "desk:decision", since="signed_at",
    ),
    "data-word": Kind(
        (Role.CLERK,), questioned, _("Đề nghị sửa dữ liệu cá nhân"), _("Xem và trả lời"), "desk:data-word",
        title="person__full_name", unit="person__posts__unit", year="said_at__year", since="said_at",
    ),
    "registration-sent": Kind(
        (Role.CLERK,),
        lambda actor, on: Registration.objects.filter(unit=actor.unit_id, state=RegistrationState.WAITING),
        _("Đăng ký thi đua đã gửi"), _("Xem"), "desk:registration",
        title="movement__title", unit="movement__unit", year="movement__year", since="sent_at",
        turn=_("Chờ cấp trên duyệt"),
    ),
    "dossier-sent": Kind(
        (Role.CLERK,),
        lambda actor, on: Dossier.objects.filter(unit=actor.unit_id, state=DossierState.SENT).exclude(superior=actor.unit_id),
        _("Hồ sơ đề nghị đã gửi"), _("Xem"), "desk:dossier", unit="superior", since="sent_at", turn=_("Chờ thẩm định"),
    ),
    "decision-draft": Kind(
        (Role.CLERK, Role.SECRETARY),
        lambda actor, on: Decision.objects.filter(unit=actor.unit_id, state=DecisionState.DRAFT),
        _("Dự thảo quyết định"), _("Xem"), "desk:decision", turn=_("Chờ thủ trưởng ký"),
    ),
}  # fmt: skip


def work(actor: Actor, on: dt.date) -> list[dict[str, Any]]:
    """What waits at the unit acted for, the longest waiting first. One query, none without a role."""
    held = {grant.role for grant in actor.grants}
    parts = [
        columns(name, kind, kind.rows(actor, on))
        for name, kind in KINDS.items()
        if held & {str(role) for role in kind.roles}
    ]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [shown(*row) for row in rows.order_by("since", "id")[:SHOWN]]


def columns(name: str, kind: Kind, rows: QuerySet[Any]) -> Any:
    """The few columns of a row, of the same types for every kind."""
    line = Event.objects.filter(thing=rows.model._meta.label_lower, thing_id=Cast(OuterRef("pk"), CharField()))
    since = F(kind.since) if kind.since else Subquery(line.order_by("-seq").values("at")[:1])
    return (
        rows.order_by()
        .annotate(
            kind=Value(name, CharField()),
            what_title=Cast(kind.title, CharField()),
            unit_name=Cast(f"{kind.unit}__name", CharField()),
            of_year=Cast(kind.year, IntegerField()),
            is_invented=Cast(f"{kind.unit}__is_sample", BooleanField()),
        )
        .annotate(since=Cast(since, DateTimeField()))
        .values_list("kind", "id", "what_title", "unit_name", "of_year", "is_invented", "since")
    )


def shown(
    name: str, id: int, title: str, unit: str, year: int, is_sample: bool, since: dt.datetime | None
) -> dict[str, Any]:
    """One row as the page shows it."""
    kind = KINDS[name]
    return {
        "what": kind.what,
        "title": title,
        "unit": unit,
        "year": year,
        "since": since,
        "is_sample": is_sample,
        "is_mine": not kind.turn,
        "turn": kind.turn,
        "act": kind.act,
        "url": page(kind, id, year),
    }


def page(kind: Kind, id: int, year: int) -> str:
    """Where the button leads."""
    if kind.query:
        return reverse(kind.page) + kind.query.format(id=id, year=year)
    return reverse(kind.page, args=[id])
