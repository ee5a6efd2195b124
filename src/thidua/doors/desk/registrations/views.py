"""Pages of registrations."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thidua.domain.movements import access as movements
from thidua.domain.registrations import access, operations, queries
from thidua.domain.registrations.enums import State
from thidua.doors.desk.registrations import grid
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import number, paged
from thidua.kernel.errors import NotFound, Stale, Unready

MANY = 500


@dataclass
class Row:
    """One unit in the list, with what the actor can do about it."""

    place: queries.Place
    is_waiting: bool = False
    may_start: bool = False


COLUMNS = [
    Column(_l("Đơn vị"), lambda row: row.place.unit, 40),
    Column(_l("Danh hiệu đăng ký"), lambda row: row.place.aim_count if row.place.registration else None, 10),
    Column(_l("Gửi lúc"), lambda row: row.place.registration.sent_at if row.place.is_sent else None, 18),
    Column(
        _l("Trạng thái"),
        lambda row: row.place.registration.get_state_display() if row.place.registration else _("Chưa mở"),
    ),
]


def listing(request):
    """The units of the actor's scope in one movement: who has sent, who waits for an answer."""
    found = list(queries.running(movements.visible_to(request.actor))[:40])
    wanted = number(request, "phong-trao")
    chosen = [one for one in found if one.pk == wanted] if wanted else found[:1]
    if wanted and not chosen:
        raise NotFound(_("Không có phong trào này hoặc bạn không được xem."))
    if not chosen:
        return render(request, "desk/registrations/listing.html", {"movement": None})
    movement = chosen[0]
    places = queries.in_scope(movement, access.units_visible_to(request.actor))
    state = request.GET.get("trang-thai", "")
    state = state if state in State.values else ""
    rows = [Row(place) for place in places if not state or place.state == state]
    for row in rows:
        registration = row.place.registration
        if registration is None:
            row.may_start = queries.is_running(movement) and bool(access.may(request.actor, "open", row.place.unit))
        else:
            row.is_waiting = registration.state == State.WAITING and bool(
                access.may(request.actor, "approve", registration)
            )
    context = {
        "movements": found,
        "movement": movement,
        "page": paged(request, rows),
        "tabs": tabs(movement, places, state),
        "sent": sum(place.is_sent for place in places),
        "total": len(places),
        "can_answer": any(row.is_waiting for row in rows),
    }
    title = _("Đăng ký thi đua") + f" {movement.year}"
    return answer(request, "desk/registrations/listing.html", context, Listed(title, COLUMNS, rows))


def tabs(movement, places, state):
    """One tab a state, with its count; a unit that has not begun counts as not sent."""
    address = f"{reverse('desk:registrations')}?phong-trao={movement.pk}"
    every = [{"label": _("Tất cả"), "url": address, "current": not state, "count": len(places)}]
    return every + [
        {
            "label": label,
            "url": f"{address}&trang-thai={value}",
            "current": state == value,
            "count": sum(place.state == value for place in places),
        }
        for value, label in State.choices
    ]


@require_POST
def start(request):
    """Begin the registration of the unit."""
    registration = operations.open(
        actor=request.actor,
        at=request.at,
        movement_id=number(request, "phong-trao") or 0,
        unit_id=number(request, "don-vi") or 0,
    )
    return redirect("desk:registration", registration.pk)


def page(request, id):
    """One registration: the grid of people and titles, or what was sent."""
    return render(request, "desk/registrations/page.html", grid.context(request, access.get(request.actor, id)))


@require_POST
def save(request, id):
    """Save the ticks, or save and send them; a refused form keeps its ticks."""
    marked, version = grid.marked_in(request), number(request, "version")
    is_sent = request.POST.get("act") == "send"
    act = operations.send if is_sent else operations.save_aims
    try:
        registration = act(actor=request.actor, at=request.at, registration_id=id, version=version, aims=marked)
    except (Unready, Stale) as refusal:
        context = grid.context(request, access.get(request.actor, id), marked)
        if isinstance(refusal, Unready):
            context["issues"] = [{"problem": issue.text, "remedy": issue.remedy} for issue in refusal.issues]
            return render(request, "desk/registrations/page.html", context, status=422)
        context["stale"] = refusal.text
        return render(request, "desk/registrations/page.html", context, status=409)
    if is_sent:
        text = _("Đã gửi đăng ký lúc %(time)s. Khi có kết quả, bạn nhận được thông báo.")
        messages.success(request, text % {"time": request.at.strftime("%H:%M")})
    else:
        messages.success(request, _("Đã lưu. Đăng ký chưa gửi đi; bấm Gửi khi xong."))
    return redirect("desk:registration", registration.pk)


@require_POST
def take_back(request, id):
    """Take back what was sent."""
    operations.take_back(actor=request.actor, at=request.at, registration_id=id, version=number(request, "version"))
    messages.success(request, _("Đã rút lại. Sửa xong, bấm Gửi để gửi lại."))
    return redirect("desk:registration", id)


@require_POST
def approve(request, id):
    """Approve one."""
    operations.approve(actor=request.actor, at=request.at, registration_id=id, version=number(request, "version"))
    messages.success(request, _("Đã phê duyệt. Đơn vị đã được báo."))
    return redirect("desk:registration", id)


def refuse(request, id):
    """Ask for the reason, then refuse."""
    registration = access.get(request.actor, id)
    context = {"registration": registration, "reason": request.POST.get("reason", ""), "error": ""}
    if request.method == "POST":
        try:
            operations.refuse(
                actor=request.actor,
                at=request.at,
                registration_id=id,
                version=number(request, "version"),
                reason=context["reason"],
            )
        except Unready as refusal:
            context["error"] = refusal.issues[0].text
            return render(request, "desk/registrations/refuse.html", context, status=422)
        messages.success(request, _("Đã từ chối. Đơn vị đã được báo kèm lý do."))
        return redirect("desk:registration", id)
    return render(request, "desk/registrations/refuse.html", context)


@require_POST
def preview(request):
    """Say what approving the ticked registrations will do, before it is done."""
    ids = [int(id) for id in request.POST.getlist("ids")[:MANY] if id.isascii() and id.isdigit() and len(id) < 16]
    chosen = queries.counted(access.visible_to(request.actor).filter(pk__in=ids))
    ready, left = [], []
    for one, aim_count in chosen:
        right = access.may(request.actor, "approve", one)
        if one.state == State.WAITING and right:
            ready.append((one, aim_count))
        else:
            reason = right.reason or _("đang ở trạng thái “%(state)s”") % {"state": one.get_state_display()}
            left.append({"problem": one.unit.name, "remedy": reason})
    effects = [
        _("Phê duyệt đăng ký của %(unit)s: %(n)d danh hiệu.") % {"unit": one.unit.name, "n": count}
        for one, count in ready
    ]
    if ready:
        effects.append(_("Báo cho cán bộ thi đua, khen thưởng của từng đơn vị."))
    return render(
        request,
        "desk/registrations/approve.html",
        {"ready": [one for one, _count in ready], "left": left, "effects": effects},
    )


@require_POST
def approve_all(request):
    """Approve those that the preview named, each in the version that it showed."""
    chosen = []
    for value in request.POST.getlist("muc")[:MANY]:
        id, _sep, version = value.partition(":")
        if not (id.isascii() and id.isdigit() and version.isascii() and version.isdigit() and len(value) < 26):
            raise NotFound(_("Danh sách gửi lên không đọc được. Hãy chọn lại từ danh sách đăng ký."))
        chosen.append((int(id), int(version)))
    done = operations.approve_all(actor=request.actor, at=request.at, registrations=chosen)
    text = ngettext("Đã phê duyệt %(n)d đăng ký.", "Đã phê duyệt %(n)d đăng ký.", len(done))
    messages.success(request, text % {"n": len(done)})
    return redirect("desk:registrations")
