"""Ask for a review, follow it, see how many have which answer, and how many more may be proposed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.awards import queries as awards
from thidua.domain.reviews import access, facts, operations, queries
from thidua.domain.reviews.enums import ANSWERS, OPEN, Answer, State
from thidua.doors.desk.reviews import shown
from thidua.doors.desk.reviews.forms import AskForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import paged
from thidua.kernel import clock
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow

COLUMNS = [
    Column(_l("Đơn vị"), lambda one: one.unit, 36),
    Column(_l("Năm thành tích"), lambda one: one.year, 8),
    Column(_l("Ngày nhận hồ sơ"), lambda one: one.on, 12),
    Column(_l("Yêu cầu lúc"), lambda one: one.asked_at, 18),
    Column(_l("Người yêu cầu"), lambda one: one.asked_by or "", 28),
    Column(_l("Số cá nhân, tập thể"), lambda one: one.total, 10),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def page(request):
    """The form, and the reviews that were asked for."""
    allow(access.may(request.actor, "read", None))
    today = clock.day(request.at)
    units = list(access.askable_units(request.actor))
    initial = {"unit": request.actor.unit_id, "year": today.year - 1, "on": today}
    form = AskForm(request.POST or None, initial=initial, units=units)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            review = operations.ask(
                actor=request.actor, at=request.at, unit_id=int(data["unit"]), year=data["year"], on=data["on"]
            )
        except Unready as refusal:
            for issue in refusal.issues:
                form.add_error(issue.field or None, str(issue.text))
        else:
            messages.success(request, _("Đã bắt đầu rà soát. Bạn có thể rời trang này; kết quả được giữ lại."))
            return redirect("desk:review", review.pk)
    rows = queries.listed(access.visible_to(request.actor))
    context = {
        "form": form,
        "may_ask": bool(units),
        "page": paged(request, rows),
        "tones": shown.STATES,
    }
    listed = Listed(_("Rà soát theo luật"), COLUMNS, rows)
    return answer(request, "desk/reviews/page.html", context, listed, status=422 if form.errors else 200)


def review(request, id):
    """One review: how far it is, or how many have which answer."""
    review = access.get(request.actor, id)
    context = {
        "review": review,
        "lead": shown.lead(review),
        "tone": shown.STATES[State(review.state)],
        "is_open": review.state in OPEN,
        "tables": shown.tables(review) if review.state == State.DONE else [],
        "answers": [Answer(one).label for one in ANSWERS],
        "is_other_law": review.state == State.DONE and review.law_version != facts.VERSION,
        "has_unverified": any(review.unverified.values()),
        "may_ask": access.may(request.actor, "ask", review.unit),
        **far(review),
    }
    return render(request, "desk/reviews/review.html", context)


def far(review):
    """How far a review is, for the bar."""
    done = queries.done(review) if review.state == State.RUNNING else 0
    return {"done": done, "total": review.total}


def progress(request, id):
    """The bar alone, for the page that asks again and again; when the review ended the whole page is wanted."""
    review = access.get(request.actor, id)
    if review.state not in OPEN:
        response = HttpResponse(status=204) if not request.headers.get("HX-Request") else HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "desk/reviews/_progress.html", {"review": review, **far(review)})


def quotas(request, id):
    """How many more may be proposed for the awards that are capped, agency by agency."""
    review = access.get(request.actor, id)
    asked = facts.terms(review.unit, review.on)
    caps = facts.caps(asked)
    wanted = {one.award for one in caps} | {award for one in caps for award in one.base}
    held = queries.holding(review, wanted)
    context = {
        "review": review,
        "lead": shown.lead(review),
        "caps": [
            {
                "cap": one,
                "name": awards.name(one.award),
                "bases": ", ".join(map(awards.name, one.base)),
                "rows": [row(one, agency, held, asked) for agency in held.agencies] if one.base else [],
            }
            for one in caps
        ],
    }
    return render(request, "desk/reviews/quotas.html", context)


def row(cap, agency, held, asked):
    """What one agency has of a cap, and what is left."""
    holders, used = held.count(agency, cap.base), held.count(agency, [cap.award])
    most = facts.allowed(cap, holders, asked)
    return {
        "unit": agency,
        "holders": holders,
        "most": most,
        "used": used,
        "left": None if most is None else most - used,
        "over": 0 if most is None else max(used - most, 0),
    }
