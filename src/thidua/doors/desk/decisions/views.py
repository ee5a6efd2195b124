"""Pages of decisions: draft, sign, issue, print."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from thidua.base.audit import queries as audit
from thidua.domain.awards import queries as awards
from thidua.domain.councils.queries import in_order
from thidua.domain.decisions import access, checks, operations, queries
from thidua.domain.decisions.enums import State
from thidua.domain.people.queries import units_of
from thidua.doors.desk.decisions.basis import proposed
from thidua.doors.desk.decisions.forms import DecisionForm, SignForm
from thidua.doors.desk.paper import head_of
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import acts, number, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, Unready


def own_unit(actor):
    """The unit acted for; None for somebody without a role."""
    return next((unit for unit in units_of(actor) if unit.pk == actor.unit_id), None)


COLUMNS = [
    Column(_l("Trích yếu"), lambda one: one.title, 60),
    Column(_l("Cơ quan ban hành"), lambda one: one.unit, 36),
    Column(_l("Số, ký hiệu"), lambda one: one.full_number, 16),
    Column(_l("Ngày"), lambda one: one.dated_on, 12),
    Column(_l("Được khen"), lambda one: one.line_count, 10),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]
LINES = [
    Column(_l("Danh hiệu, hình thức"), lambda line: awards.name(line.nomination.award), 40),
    Column(_l("Cá nhân, tập thể"), lambda line: line.nomination.person or line.nomination.unit, 36),
    Column(_l("Đơn vị"), lambda line: line.nomination.unit, 36),
]


def listing(request):
    """The decisions that the actor may see: what waits first, then the newest."""
    unit = own_unit(request.actor)
    decisions = queries.listed(access.visible_to(request.actor))
    may_draft = access.may(request.actor, "draft", unit) if unit else None
    context = {"page": paged(request, decisions), "may_draft": may_draft}
    return answer(
        request, "desk/decisions/listing.html", context, Listed(_("Quyết định khen thưởng"), COLUMNS, decisions)
    )


def chosen_ids(request):
    """The nominations that were ticked."""
    sent = request.POST.getlist("ids")
    return [int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 10]


def choices(nominations, chosen):
    """The names that can stand in the decision, in its order, each with its award in words."""
    ordered = sorted(nominations, key=in_order)
    return [{"nomination": one, "award": awards.name(one.award), "chosen": one.pk in chosen} for one in ordered]


def roll(lines):
    """The lines of a decision award by award, collectives before persons."""
    grouped = []
    for award, group in groupby(lines, key=lambda line: line.nomination.award):
        rows = list(group)
        people = sum(line.nomination.person_id is not None for line in rows)
        grouped.append(
            {"award": awards.name(award), "lines": rows, "people": people, "collectives": len(rows) - people}
        )
    return grouped


def page(request, id):
    """One decision: what it grants to whom, what the law said, what can be done with it, what was done."""
    decision = access.get(request.actor, id)
    lines = queries.names(decision)
    return answer(
        request,
        "desk/decisions/decision.html",
        {
            "decision": decision,
            "groups": roll(lines),
            "lines": lines,
            "doubtful": checks.doubtful(lines),
            "acts": acts(request.actor, decision, access.may, queries.verbs(decision)),
            "events": audit.of(decision),
        },
        Listed(f"{decision.full_number} {decision.title}".strip(), LINES, lines),
    )


def draft(request):
    """Draft a decision of the unit acted for: the year, then the names."""
    unit = own_unit(request.actor)
    if unit is None:
        raise NotFound
    today = clock.day(request.at)
    years = queries.years_waiting(unit, today.year)
    year = number_of(request, "nam") or (years[0] if years else today.year - 1)
    waiting = list(queries.undecided(unit, year).select_related("person", "unit", "dossier__unit"))
    initial = {
        # Proposed words of the record itself stay Vietnamese whatever the desk's language is.
        "title": f"Về việc tặng danh hiệu thi đua, hình thức khen thưởng năm {year}",
        "basis": proposed(unit, year, waiting),
    }
    form = DecisionForm(request.POST or None, initial=initial)
    issues, status = [], 200
    chosen = chosen_ids(request) if request.method == "POST" else [one.pk for one in waiting]
    if request.method == "POST" and form.is_valid():
        try:
            decision = operations.draft(
                actor=request.actor,
                at=request.at,
                unit_id=unit.pk,
                year=year,
                nomination_ids=chosen,
                **form.cleaned_data,
            )
        except Unready as error:
            issues, status = list(error.issues), 422
        else:
            messages.success(request, _("Đã lưu dự thảo quyết định."))
            return redirect("desk:decision", decision.pk)
    context = {
        "form": form,
        "version": None,
        "unit": unit,
        "year": year,
        "years": years,
        "rows": choices(waiting, set(chosen)),
        "refused": access.may(request.actor, "draft", unit).reason,
        "issues": [{"text": f"{one.text} {one.remedy}", "url": ""} for one in issues],
        "back": reverse("desk:decisions"),
    }
    return render(request, "desk/decisions/draft.html", context, status=422 if form.errors else status)


def number_of(request, name):
    """A number from the address, also of a form that is posted to it."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else None


def edit(request, id):
    """Change a draft."""
    decision = access.get(request.actor, id)
    held = set(decision.lines.values_list("nomination_id", flat=True))
    ready = queries.undecided(decision.unit, decision.year, decision).select_related("person", "unit", "dossier__unit")
    form = DecisionForm(request.POST or None, initial={"title": decision.title, "basis": decision.basis})
    issues, status = [], 200
    chosen = set(chosen_ids(request)) if request.method == "POST" else held
    if request.method == "POST" and form.is_valid():
        version = number(request, "version", 0) or 0
        try:
            operations.edit(
                actor=request.actor,
                at=request.at,
                decision_id=id,
                version=version,
                nomination_ids=chosen,
                **form.cleaned_data,
            )
        except Unready as error:
            issues, status = list(error.issues), 422
        else:
            messages.success(request, _("Đã lưu dự thảo quyết định."))
            return redirect("desk:decision", id)
    context = {
        "form": form,
        "version": decision.version,
        "unit": decision.unit,
        "year": decision.year,
        "years": [],
        "rows": choices(ready, chosen),
        "refused": access.may(request.actor, "edit", decision).reason
        or ("" if decision.state == State.DRAFT else _("Quyết định đã ký nên không sửa được.")),
        "issues": [{"text": f"{one.text} {one.remedy}", "url": ""} for one in issues],
        "back": reverse("desk:decision", args=[id]),
    }
    return render(request, "desk/decisions/draft.html", context, status=422 if form.errors else status)


@require_POST
def drop(request, id):
    """Throw a draft away."""
    operations.drop(actor=request.actor, at=request.at, decision_id=id, version=number(request, "version"))
    messages.success(request, _("Đã bỏ dự thảo. Các đề nghị trong đó lại chờ quyết định."))
    return redirect("desk:decisions")


def sign(request, id):
    """Say what the signature does; sign."""
    decision, today = access.get(request.actor, id), clock.day(request.at)
    post = queries.post_of(request.actor.person_id, decision.unit, today)
    form = SignForm(request.POST or None, initial={"signer_name": request.actor.name, "signer_post": post})
    lines = queries.names(decision)
    issues, status = checks.before_sign(decision, lines, "?", "?"), 200
    if request.method == "POST" and form.is_valid():
        version = number(request, "version", 0)
        try:
            signed = operations.sign(
                actor=request.actor, at=request.at, decision_id=id, version=version, **form.cleaned_data
            )
        except Unready as error:
            issues, status = list(error.issues), 422
        else:
            messages.success(request, _("Đã ký. Số quyết định: %(number)s.") % {"number": signed.full_number})
            return redirect("desk:decision", id)
    context = {
        "decision": decision,
        "form": form,
        "groups": roll(lines),
        "doubtful": checks.doubtful(lines),
        "issues": links(issues, decision),
        "refused": access.may(request.actor, "sign", decision).reason,
        "is_draft": decision.state == State.DRAFT,
        "effects": [
            _("Cấp số tiếp theo trong năm %(year)s của %(unit)s, ghi ngày hôm nay.")
            % {"year": today.year, "unit": decision.unit.name},
            _("Chốt nội dung và danh sách %(n)s cá nhân, tập thể.") % {"n": len(lines)},
            _("Báo cho cán bộ thi đua, khen thưởng để ban hành."),
        ],
    }
    return render(request, "desk/decisions/sign.html", context, status=422 if form.errors else status)


def links(issues, decision):
    """The issues of a decision as the page lists them, each with the place where it is mended."""
    url = reverse("desk:decision-edit", args=[decision.pk])
    return [
        {"problem": one.text, "remedy": one.remedy, "url": url if one.field in {"ids", "basis"} else ""}
        for one in issues
    ]


def issue(request, id):
    """Say what issuing does; issue."""
    decision = access.get(request.actor, id)
    if request.method == "POST":
        issued = operations.issue(
            actor=request.actor, at=request.at, decision_id=id, version=number(request, "version", 0)
        )
        messages.success(
            request, _("Đã ban hành Quyết định số %(number)s và ghi vào sổ vàng.") % {"number": issued.full_number}
        )
        return redirect("desk:decision", id)
    lines = queries.names(decision)
    context = {
        "decision": decision,
        "groups": roll(lines),
        "refused": access.may(request.actor, "issue", decision).reason,
        "is_signed": decision.state == State.SIGNED,
        "effects": [
            _("Ghi %(n)s mục vào sổ vàng.") % {"n": len(lines)},
            _("Báo cho những người được khen có tài khoản."),
            _("Công khai quyết định với tên những người được khen trên trang dành cho người dân."),
        ],
    }
    return render(request, "desk/decisions/issue.html", context)


def paper(request, id):
    """The decision as a paper. Its language is Vietnamese, that of the record, whatever the desk's is."""
    decision = access.get(request.actor, id)
    with translation.override("vi"):
        groups = roll(queries.names(decision))
    context = {
        "decision": decision,
        "head": head_of(decision.unit, decision.dated_on),
        "groups": groups,
        "basis": [line.strip() for line in decision.basis.splitlines() if line.strip()],
        "post": decision.head_post or "Thủ trưởng",
        "agency": head_of(decision.unit, None)["agency"],
    }
    return render(request, "desk/decisions/paper.html", context)
