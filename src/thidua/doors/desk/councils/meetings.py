"""Pages of meetings: call, agenda, opening, attendance, closing, minutes."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from thidua.base.audit import queries as audit
from thidua.domain.awards import queries as awards
from thidua.domain.councils import access, checks, operations, queries
from thidua.domain.councils.enums import Presence, Seat, State
from thidua.doors.desk.councils.forms import CallForm, CloseForm, EditMeetingForm
from thidua.doors.desk.councils.views import put_issues
from thidua.doors.desk.paper import head_of
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import acts, number, paged
from thidua.kernel import clock
from thidua.kernel.errors import Unready

COLUMNS = [
    Column(_l("Nội dung"), lambda one: one.title, 50),
    Column(_l("Hội đồng"), lambda one: one.council.name, 40),
    Column(_l("Ngày họp"), lambda one: one.held_on, 12),
    Column(_l("Năm thành tích"), lambda one: one.year, 8),
    Column(_l("Đề nghị"), lambda one: one.item_count, 10),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def listing(request):
    """The meetings that the actor may see, the latest first."""
    meetings = queries.listed(access.visible_meetings(request.actor))
    listed = Listed(_("Phiên họp Hội đồng"), COLUMNS, meetings)
    return answer(request, "desk/councils/listing.html", {"page": paged(request, meetings)}, listed)


def law_url(rule):
    """Where the agency writes down its own rule, or confirms one of the law."""
    return f"{reverse('desk:law')}#{rule}"


def links(issues, meeting):
    """The issues of a meeting as the page lists them, each with the place where it is mended."""
    places = {
        "members": reverse("desk:council", args=[meeting.council_id]),
        "agenda": reverse("desk:meeting-agenda", args=[meeting.pk]),
        "attendance": reverse("desk:meeting-attend", args=[meeting.pk]),
        "counts": reverse("desk:meeting-count", args=[meeting.pk]),
        "held_on": reverse("desk:meeting-edit", args=[meeting.pk]),
        "quorum": law_url(queries.QUORUM),
        "threshold": reverse("desk:meeting", args=[meeting.pk]),
    }
    return [{"problem": one.text, "remedy": one.remedy, "url": places.get(one.field, "")} for one in issues]


def named(tallies):
    """Each tally with its award in words and the sentence of its threshold, in the language of the page."""
    rows = []
    for tally in tallies:
        words, nomination = queries.words(tally.item), tally.item.nomination
        asked = tally.item.threshold or {}
        rule = asked.get("open_rule") or asked.get("parameter") or ""
        rows.append(
            {
                "tally": tally,
                "nomination": nomination,
                "award": awards.name(nomination.award),
                "threshold": words["text"],
                "cites": words["cites"],
                "asked": asked or {"source": "", "basis": "", "confirmation": None, "open_rule": None},
                "law_url": law_url(rule),
                "on": dt.date.fromisoformat(asked["on"]) if asked else None,
            }
        )
    return rows


def page(request, id):
    """One meeting: where it stands, what is missing, its agenda with votes, what can be done."""
    meeting = access.get(request.actor, id)
    rows = named(queries.tallies(meeting, request.actor.user_id))
    tallies = [row["tally"] for row in rows]
    quorum = queries.quorum(meeting)
    issues = []
    if meeting.state == State.PLANNED:
        issues = checks.before_open(meeting, clock.day(request.at))
    elif meeting.state == State.OPEN:
        issues = checks.before_close(quorum, tallies, queries.chair(meeting))
    return render(
        request,
        "desk/councils/meeting.html",
        {
            "meeting": meeting,
            "rows": rows,
            "quorum": quorum,
            "agreed": sum(tally.agreed is not None for tally in tallies),
            "passed": sum(tally.is_passed is True for tally in tallies),
            "issues": links(issues, meeting),
            "quorum_url": law_url(queries.QUORUM),
            "acts": acts(request.actor, meeting, access.may, queries.verbs(meeting), "update_threshold"),
            "may_update": access.may(request.actor, "update_threshold", meeting),
            "events": audit.of(meeting).exclude(event="councils.count.entered"),
        },
    )


def call(request, id):
    """Call a meeting of the council."""
    council, today = access.get_council(request.actor, id), clock.day(request.at)
    initial = {
        # Proposed words of the record itself stay Vietnamese whatever the desk's language is.
        "title": f"Xét danh hiệu thi đua, hình thức khen thưởng năm {today.year - 1}",
        "year": today.year - 1,
        "held_on": today,
    }
    form = CallForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = operations.call(actor=request.actor, at=request.at, council_id=id, **form.cleaned_data)
        except Unready as error:
            put_issues(form, error.issues)
        else:
            messages.success(request, _("Đã lên lịch họp và báo cho các thành viên. Hãy lập danh sách trình Hội đồng."))
            return redirect("desk:meeting", meeting.pk)
    right = access.may(request.actor, "call", council)
    context = {
        "form": form,
        "title": _("Lên lịch họp"),
        "version": None,
        "council": council,
        "refused": right.reason,
        "back": reverse("desk:council", args=[id]),
    }
    return render(request, "desk/councils/call.html", context, status=422 if form.errors else 200)


def edit(request, id):
    """Change a meeting that is not open yet."""
    meeting = access.get(request.actor, id)
    initial = {name: getattr(meeting, name) for name in EditMeetingForm.base_fields}
    form = EditMeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = number(request, "version", 0) or 0
        try:
            operations.edit(actor=request.actor, at=request.at, meeting_id=id, version=version, **form.cleaned_data)
        except Unready as error:
            put_issues(form, error.issues)
        else:
            messages.success(request, _("Đã sửa lịch họp và báo lại cho các thành viên."))
            return redirect("desk:meeting", id)
    right = access.may(request.actor, "edit", meeting)
    context = {
        "form": form,
        "title": meeting.title,
        "version": meeting.version,
        "council": meeting.council,
        "refused": right.reason,
        "back": reverse("desk:meeting", args=[id]),
    }
    return render(request, "desk/councils/call.html", context, status=422 if form.errors else 200)


def agenda(request, id):
    """Choose what is put before the council."""
    meeting = access.get(request.actor, id)
    if request.method == "POST":
        ids = [
            int(text) for text in request.POST.getlist("ids") if text.isascii() and text.isdigit() and len(text) < 10
        ]
        operations.set_agenda(
            actor=request.actor, at=request.at, meeting_id=id, version=number(request, "version"), nomination_ids=ids
        )
        messages.success(request, _("Đã lập danh sách trình Hội đồng: %(n)s đề nghị.") % {"n": len(set(ids))})
        return redirect("desk:meeting", id)
    chosen = {item.nomination_id for item in queries.agenda(meeting)}
    rows = sorted(queries.candidates(meeting), key=queries.in_order)
    listed = [
        {"nomination": one, "award": awards.name(one.award), "chosen": one.pk in chosen or not chosen} for one in rows
    ]
    context = {
        "meeting": meeting,
        "rows": listed,
        "refused": access.may(request.actor, "set_agenda", meeting).reason,
        "is_planned": meeting.state == State.PLANNED,
    }
    return render(request, "desk/councils/agenda.html", context)


@require_POST
def open(request, id):
    """Open the meeting."""
    operations.open(actor=request.actor, at=request.at, meeting_id=id, version=number(request, "version"))
    messages.success(request, _("Đã khai mạc. Thành viên và số phiếu cần đạt đã được chốt; hãy điểm danh."))
    return redirect("desk:meeting-attend", id)


def attend(request, id):
    """Who is here, who wrote, who is absent."""
    meeting = access.get(request.actor, id)
    rows = queries.attendances(meeting)
    if request.method == "POST":
        rest = request.POST.get("rest", "")
        said = {row.member_id: request.POST.get(f"presence-{row.member_id}") or row.presence or rest for row in rows}
        presences = {member: value for member, value in said.items() if value in Presence.values}
        operations.attend(actor=request.actor, at=request.at, meeting_id=id, presences=presences)
        messages.success(request, _("Đã ghi điểm danh."))
        return redirect("desk:meeting-attend" if len(presences) < len(rows) else "desk:meeting", id)
    posts = queries.posts_of([row.member.person_id for row in rows], meeting.held_on)
    context = {
        "meeting": meeting,
        "rows": [{"row": row, "post": posts.get(row.member.person_id, "")} for row in rows],
        "quorum": queries.quorum(meeting),
        "presences": Presence.choices,
        "refused": access.may(request.actor, "attend", meeting).reason,
        "is_open": meeting.state == State.OPEN,
        "quorum_url": law_url(queries.QUORUM),
    }
    return render(request, "desk/councils/attend.html", context)


def close(request, id):
    """Say what closing does and what is still missing; close."""
    meeting = access.get(request.actor, id)
    form = CloseForm(request.POST or None)
    quorum, tallies = queries.quorum(meeting), queries.tallies(meeting)
    issues, status = checks.before_close(quorum, tallies, queries.chair(meeting)), 200
    if request.method == "POST" and form.is_valid():
        version = number(request, "version", 0)
        try:
            operations.close(actor=request.actor, at=request.at, meeting_id=id, version=version, **form.cleaned_data)
        except Unready as error:
            issues, status = list(error.issues), 422
        else:
            messages.success(request, _("Đã kết thúc phiên họp. Biên bản đã sẵn sàng để in và ký."))
            return redirect("desk:meeting", id)
    passed = sum(tally.is_passed is True for tally in tallies)
    context = {
        "meeting": meeting,
        "form": form,
        "issues": links(issues, meeting),
        "refused": access.may(request.actor, "close", meeting).reason,
        "is_open": meeting.state == State.OPEN,
        "effects": [
            _("Ghi kết quả cho %(all)s đề nghị: %(passed)s được thông qua, %(not_passed)s không được thông qua.")
            % {"all": len(tallies), "passed": passed, "not_passed": len(tallies) - passed},
            _("Chốt biên bản: không sửa được điểm danh và số phiếu nữa."),
            _("Báo cho cán bộ thi đua, khen thưởng để dự thảo quyết định."),
        ],
    }
    return render(request, "desk/councils/close.html", context, status=422 if form.errors else status)


def grounds(rows):
    """The thresholds of a meeting, each once with what it stands on; a row keeps the number of its own."""
    numbers: dict[tuple[str, ...], int] = {}
    for row in rows:
        asked = row["asked"]
        basis = asked["basis"] if asked["source"] == "agency" else "; ".join(row["cites"])
        word = asked["confirmation"]["confirmed_by"] if asked["confirmation"] else ""
        key = (str(row["threshold"]), basis, word) if row["threshold"] else ()
        row["ground"] = numbers.setdefault(key, len(numbers) + 1) if key else 0
    return [{"number": n, "text": key[0], "basis": key[1], "word": key[2]} for key, n in numbers.items()]


def minutes(request, id):
    """The minutes as a paper. Its language is Vietnamese, that of the record, whatever the desk's is."""
    meeting = access.get(request.actor, id)
    with translation.override("vi"):
        rows = named(queries.tallies(meeting, request.actor.user_id))
        attendances = queries.attendances(meeting)
        posts = queries.posts_of([row.member.person_id for row in attendances], meeting.held_on)
        chair = queries.chair(meeting)
        secretary = next((row.member for row in attendances if row.member.seat == Seat.SECRETARY), None)
        context = {
            "meeting": meeting,
            "head": head_of(meeting.council.unit, meeting.held_on),
            "attendances": [{"row": row, "post": posts.get(row.member.person_id, "")} for row in attendances],
            "quorum": queries.quorum(meeting),
            "rows": rows,
            "grounds": grounds(rows),
            "passed": [row for row in rows if row["tally"].is_passed is True],
            "chair": chair,
            "secretary": secretary,
        }
    return render(request, "desk/councils/minutes.html", context)
