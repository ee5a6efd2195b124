"""Pages of dossiers: the list, the dossier itself, and what is done with it as a whole."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thidua.base.audit import queries as audit
from thidua.domain.dossiers import access, checks, operations, queries
from thidua.domain.dossiers.enums import Result, State
from thidua.domain.people.queries import units_of
from thidua.domain.reviews import access as reviews
from thidua.doors.desk.dossiers import shown
from thidua.doors.desk.dossiers.forms import DossierForm, OpenForm, PaperForm, ReasonForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import acts, number, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready
from thidua.kernel.issues import Issue

NOT_AS_BUTTONS = ("nominate", "withdraw", "attach", "detach", "appraise", "vote", "return")
OF_MAKER, OF_RECEIVER = ("edit", "send", "take_back"), ("pass", "forward")


COLUMNS = [
    Column(_l("Hồ sơ"), lambda one: one.title, 50),
    Column(_l("Đơn vị đề nghị"), lambda one: one.unit, 36),
    Column(_l("Năm"), lambda one: one.year, 8),
    Column(_l("Nơi nhận"), lambda one: one.superior, 36),
    Column(_l("Đề nghị"), lambda one: one.nominated, 10),
    Column(_l("Đã thẩm định"), lambda one: one.appraised, 12),
    Column(_l("Gửi lúc"), lambda one: one.sent_at, 18),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def listing(request):
    """The dossiers of the actor's unit, of those below it, and those that were sent to it."""
    dossiers = access.visible_to(request.actor)
    counts = {
        (row["year"], row["state"]): row["n"]
        for row in dossiers.order_by().values("year", "state").annotate(n=Count("pk"))
    }
    state, year = request.GET.get("trang-thai", ""), number(request, "nam")
    state = state if state in State.values else ""
    years = sorted({one for one, _state in counts}, reverse=True)
    year = year if year in years else None
    if year:
        dossiers = dossiers.filter(year=year)
    if state:
        dossiers = dossiers.filter(state=state)
    unit = acting_unit(request)
    rows = queries.listed(dossiers)
    context = {
        "page": paged(request, rows),
        "tabs": tabs(request, counts, state, year),
        "years": years,
        "year": year,
        "state": state,
        "has_any": bool(counts),
        "may_open": access.may(request.actor, "open", unit) if unit else None,
        "may_review": reviews.may(request.actor, "read", None),
        "tones": shown.TONES,
    }
    return answer(request, "desk/dossiers/listing.html", context, Listed(_("Hồ sơ đề nghị"), COLUMNS, rows))


def acting_unit(request):
    """The unit acted for, which the actor already carries."""
    return next((unit for unit in units_of(request.actor) if unit.pk == request.actor.unit_id), None)


def tabs(request, counts, state, year):
    """One tab a state, with its count in the chosen year."""

    def tab(value, label):
        query = request.GET.copy()
        query.pop("trang", None)
        query["trang-thai"] = value
        n = sum(count for (one, each), count in counts.items() if (not year or one == year) and value in ("", each))
        return {"label": label, "url": f"?{query.urlencode()}", "current": value == state, "count": n}

    return [tab("", _("Tất cả"))] + [tab(value, label) for value, label in State.choices]


def start(request):
    """Begin a dossier of the unit acted for."""
    unit = acting_unit(request)
    if unit is None:
        raise NotFound(_("Bạn chưa có vai trò ở đơn vị nào."))
    today = clock.day(request.at)
    year = number(request, "nam") or today.year - 1 if request.method == "GET" else today.year - 1
    initial = {"year": year, "title": _("Đề nghị khen thưởng năm %(year)s") % {"year": year}}
    receivers = queries.receivers(access.get_unit(request.actor, unit.pk))
    form = OpenForm(request.POST or None, initial=initial, receivers=receivers)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        superior_id = data.pop("superior")
        try:
            dossier = operations.open(
                actor=request.actor, at=request.at, unit_id=unit.pk, superior_id=superior_id, **data
            )
        except Unready as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Đã lập hồ sơ. Bây giờ chọn người và tập thể để đề nghị."))
            return redirect("desk:dossier-candidates", dossier.pk)
    right = access.may(request.actor, "open", unit)
    context = {"form": form, "unit": unit, "dossier": None, "right": right, "stale": ""}
    return render(request, "desk/dossiers/form.html", context, status=422 if form.errors else 200)


def edit(request, id):
    """Change title and day of receipt."""
    dossier = access.get(request.actor, id)
    initial = {name: getattr(dossier, name) for name in DossierForm.base_fields}
    form, stale = DossierForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit(
                actor=request.actor,
                at=request.at,
                dossier_id=id,
                version=number(request, "version", 0),
                **form.cleaned_data,
            )
        except Unready as refusal:
            add_errors(form, refusal)
        except Stale as refusal:
            stale = str(refusal.text)
        else:
            messages.success(request, _("Đã lưu thông tin hồ sơ."))
            return redirect("desk:dossier", id)
    right = access.may(request.actor, "edit", dossier)
    context = {"form": form, "unit": dossier.unit, "dossier": dossier, "right": right, "stale": stale}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "desk/dossiers/form.html", context, status=status)


def add_errors(form, refusal):
    """Put the issues of a refused act beside the fields that they are about."""
    for issue in refusal.issues:
        form.add_error(issue.field if issue.field in form.fields else None, f"{issue.text} {issue.remedy}")


# -- the dossier itself ------------------------------------------------------------------------------------------------


def page(request, id):
    """One dossier: where it stands, what it proposes, what the law says, what can be done with it."""
    return show(request, access.get(request.actor, id))


def show(request, dossier, *, refusal=None, typed=None, paper_form=None, reason_form=None, loose=()):
    """The dossier's page. After a refused act: why, and everything that was typed."""
    actor, typed = request.actor, typed or {}
    rows = shown.rows(dossier, queries.nominations(dossier), request.at)
    for row in rows:
        kept = typed.get(row.nomination.pk)
        if kept:
            row.result, row.note = kept.get("result", row.result), kept.get("note", row.note)
            row.reason = kept.get("reason", row.reason)
    rights = {verb: access.may(actor, verb, dossier) for verb, _label in queries.verbs(dossier)}
    missing = []
    if dossier.state in shown.OPEN and rights["send"]:
        found = [(row.nomination, {"verdict": {"truth": row.truth}}) for row in rows]
        missing = checks.before_send(dossier, found, clock.day(request.at))
    elif dossier.state == State.SENT and rights["pass"]:
        missing = pending_in_one(sum(row.is_pending for row in rows))
    issues = refusal.issues if isinstance(refusal, Unready) else ()
    context = {
        "dossier": dossier,
        "tone": shown.TONES[State(dossier.state)],
        "turn": shown.whose_turn(dossier, [row.nomination for row in rows]),
        "rows": rows,
        "marked": sum(row.is_marked for row in rows),
        "changed": sum(row.has_changed for row in rows),
        "is_open": dossier.state in shown.OPEN,
        "rights": rights,
        "may_make": bool(rights.get("nominate")),
        "may_appraise": bool(rights.get("appraise")),
        "acts": acts(actor, dossier, access.may, queries.verbs(dossier), *not_offered(actor, dossier, rows)),
        "missing": shown.issues(missing),
        "refusal": refusal,
        "refused_issues": shown.issues(issues),
        "loose": [text for text in loose if text] if isinstance(refusal, NotNow) else [],
        "papers": dossier.papers.select_related("file"),
        "paper_form": paper_form or PaperForm(),
        "reason_form": reason_form or ReasonForm(),
        "returning": reason_form is not None,
        "results": Result.choices,
        "ways": shown.ways(dossier) if shown.has_older(row.verdict for row in rows) else None,
        "events": audit.of(dossier),
    }
    status = 200 if refusal is None else 422 if isinstance(refusal, Unready) else 409
    return render(request, "desk/dossiers/page.html", context, status=status)


def pending_in_one(count):
    """One line for all nominations that are not appraised yet: the table below has each."""
    if not count:
        return []
    text = ngettext("Còn %(n)s đề nghị chưa thẩm định.", "Còn %(n)s đề nghị chưa thẩm định.", count)
    return [Issue(text % {"n": count}, _("Chọn kết quả ở từng dòng rồi bấm Lưu"), url="#de-nghi")]


def not_offered(actor, dossier, rows):
    """The verbs that stand elsewhere on the page, or belong to the other side's work."""
    at = {grant.unit_id for grant in actor.grants}
    left_out = list(NOT_AS_BUTTONS)
    if dossier.unit_id not in at:
        left_out += OF_MAKER
    if dossier.superior_id not in at:
        left_out += OF_RECEIVER
    if not any(row.nomination.result == Result.ABOVE and not queries.is_forwarded(row.nomination) for row in rows):
        left_out.append("forward")
    return left_out


def acted(request, id, act, text, **typed):
    """Do one act on the whole dossier; when it is refused for now, show the page again with the reason."""
    try:
        act(actor=request.actor, at=request.at, dossier_id=id, version=number(request, "version"))
    except (Unready, Stale, NotNow) as refusal:
        return show(request, access.get(request.actor, id), refusal=refusal, **typed)
    messages.success(request, text % {"time": request.at.astimezone(clock.VIETNAM).strftime("%H:%M")})
    return redirect("desk:dossier", id)


@require_POST
def send(request, id):
    """Send the dossier up."""
    dossier = access.get(request.actor, id)
    text = _("Đã gửi lên %(unit)s") % {"unit": dossier.superior} + _(" lúc %(time)s.")
    return acted(request, id, operations.send, text)


@require_POST
def take_back(request, id):
    """Take the dossier back to mend it."""
    return acted(request, id, operations.take_back, _("Đã rút lại hồ sơ lúc %(time)s. Sửa xong hãy gửi lại."))


@require_POST
def give_back(request, id):
    """Return the dossier with a reason; a refused form keeps the reason."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")
    try:
        operations.return_(
            actor=request.actor, at=request.at, dossier_id=id, version=number(request, "version"), reason=reason
        )
    except Unready as refusal:
        add_errors(form, refusal)
        return show(request, access.get(request.actor, id), refusal=refusal, reason_form=form)
    except (Stale, NotNow) as refusal:
        dossier = access.get(request.actor, id)
        return show(request, dossier, refusal=refusal, reason_form=form, loose=[reason])
    messages.success(request, _("Đã trả lại hồ sơ. Đơn vị đã được báo kèm lý do."))
    return redirect("desk:dossier", id)


@require_POST
def finish(request, id):
    """Finish the appraisal."""
    return acted(
        request, id, operations.pass_, _("Đã hoàn thành thẩm định lúc %(time)s. Đơn vị và thư ký Hội đồng đã được báo.")
    )


@require_POST
def forward(request, id):
    """Begin the dossier to the unit above."""
    try:
        above = operations.forward(
            actor=request.actor, at=request.at, dossier_id=id, version=number(request, "version")
        )
    except (Stale, NotNow) as refusal:
        return show(request, access.get(request.actor, id), refusal=refusal)
    messages.success(request, _("Đã lập dự thảo hồ sơ trình %(unit)s.") % {"unit": above.superior})
    if access.visible_to(request.actor).filter(pk=above.pk).exists():
        return redirect("desk:dossier", above.pk)
    return redirect("desk:dossier", id)


@require_POST
def attach(request, id):
    """Add a paper."""
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            operations.attach(
                actor=request.actor,
                at=request.at,
                dossier_id=id,
                version=number(request, "version"),
                title=form.cleaned_data["title"],
                upload=form.cleaned_data["file"],
            )
        except Unready as refusal:
            add_errors(form, refusal)
        except (Stale, NotNow) as refusal:
            dossier, loose = access.get(request.actor, id), [form.cleaned_data["title"]]
            return show(request, dossier, refusal=refusal, paper_form=form, loose=loose)
        else:
            messages.success(request, _("Đã kèm giấy tờ vào hồ sơ."))
            return redirect("desk:dossier", id)
    response = show(request, access.get(request.actor, id), paper_form=form)
    response.status_code = 422
    return response
