"""Pages of the year's assessment."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from thidua.domain.assessment import access, checks, operations, queries
from thidua.domain.initiatives import access as initiative_access
from thidua.domain.initiatives import operations as initiatives
from thidua.doors.desk.assessment import grid
from thidua.doors.desk.assessment.forms import InitiativeForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import number
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready

FIRST_YEAR = checks.FIRST_YEAR


def address(unit_id, year, row=""):
    """The page of one unit's year, at one row."""
    return f"{reverse('desk:assessment')}?don-vi={unit_id}&nam={year}" + (f"#dong-{row}" if row else "")


COLUMNS = [
    Column(_l("Họ và tên"), lambda row: row.name, 32),
    Column(_l("Chức vụ"), lambda row: row.under, 32),
    Column(_l("Năm trước"), lambda row: row.last_label),
    Column(_l("Xếp loại"), lambda row: row.grade_label),
    Column(_l("Kỷ luật"), lambda row: "" if row.is_collective else row.discipline_label),
    Column(_l("Sáng kiến được công nhận"), lambda row: "; ".join(str(deed) for deed in row.deeds), 50),
    Column(_l("Ghi chú"), lambda row: row.values.note, 40),
]


def page(request):
    """The grid of one unit's year: the unit acted for and the last finished year, unless others are chosen."""
    this_year = clock.day(request.at).year
    unit = access.unit(request.actor, number(request, "don-vi") or request.actor.unit_id or 0)
    year = number(request, "nam") or this_year - 1
    if not FIRST_YEAR <= year <= this_year:
        raise NotFound(_("Chưa có đánh giá của năm này."))
    context = grid.context(request, unit, year)
    listed = Listed(_("Đánh giá cuối năm") + f" {year} {unit.name}", COLUMNS, context.get("rows", []))
    return answer(request, "desk/assessment/page.html", context, listed)


@require_POST
def open_sheet(request):
    """Begin the unit's year."""
    sheet = operations.open_sheet(
        actor=request.actor, at=request.at, unit_id=number(request, "don-vi") or 0, year=number(request, "nam") or 0
    )
    return redirect(address(sheet.unit_id, sheet.year))


@require_POST
def save(request, id):
    """Save one row for the script that saves after a pause, or the whole grid without script."""
    sheet = access.get(request.actor, id)
    stored = queries.results(sheet)
    if request.headers.get("X-Autosave") or "row" in request.POST:
        return save_row(request, sheet, stored)
    lines = grid.lines(request.POST, stored)
    if not lines:
        messages.info(request, _("Không có thay đổi nào để lưu."))
        return redirect(address(sheet.unit_id, sheet.year))
    try:
        operations.record_results(actor=request.actor, at=request.at, sheet_id=id, lines=lines)
    except (Stale, Unready) as refusal:
        context = grid.context(request, sheet.unit, sheet.year, request.POST)
        if isinstance(refusal, Stale):
            context["stale"] = refusal.text
            return render(request, "desk/assessment/page.html", context, status=409)
        context["issues"] = [{"problem": issue.text, "remedy": issue.remedy} for issue in refusal.issues]
        return render(request, "desk/assessment/page.html", context, status=422)
    messages.success(request, _("Đã lưu lúc %(time)s.") % {"time": clock_of(request)})
    return redirect(address(sheet.unit_id, sheet.year))


def clock_of(request):
    """The time of the request as it is told."""
    return request.at.astimezone(clock.VIETNAM).strftime("%H:%M")


def save_row(request, sheet, stored):
    """One row as JSON: what was sent over what is stored, so that fields not sent stay as they are."""
    key = request.POST.get("row", "")
    who = grid.person_id(key)
    values = grid.typed(request.POST, key, stored.get(who))
    try:
        result = operations.record_result(
            actor=request.actor,
            at=request.at,
            sheet_id=sheet.pk,
            person_id=who,
            version=grid.version_in(request.POST.get("version")),
            grade=values.grade,
            discipline=values.discipline,
            note=values.note,
        )
    except Unready as refusal:
        errors = {f"{issue.field}-{key}": [f"{issue.text} {issue.remedy}"] for issue in refusal.issues}
        return JsonResponse({"errors": errors, "error": str(refusal.text)}, status=422)
    except (Stale, NotNow) as refusal:
        return JsonResponse({"error": str(refusal.text), "reason": str(refusal.text)}, status=409)
    return JsonResponse({"saved_at": clock_of(request), "version": result.version})


def close(request, id):
    """Say what closing means and what is missing; then close."""
    sheet = access.get(request.actor, id)
    right = access.may(request.actor, "close", sheet)
    context = {"sheet": sheet, "back_url": address(sheet.unit_id, sheet.year), "right": right}
    status = 200
    if request.method == "POST":
        try:
            operations.close_sheet(actor=request.actor, at=request.at, sheet_id=id, version=number(request, "version"))
        except Unready:
            status = 422
        else:
            messages.success(request, _("Đã chốt bảng đánh giá. Đơn vị có thể lập hồ sơ đề nghị khen thưởng."))
            return redirect(context["back_url"])
    context["issues"] = [
        {"problem": issue.text, "remedy": issue.remedy, "url": address(sheet.unit_id, sheet.year, issue.field)}
        for issue in checks.before_close(sheet)
    ]
    context["effects"] = [
        _("Không sửa được xếp loại, kỷ luật, ghi chú của %(unit)s năm %(year)s nữa.")
        % {"unit": sheet.unit.name, "year": sheet.year},
        _("Những gì không ghi trong bảng được hiểu là không có: không kỷ luật, không sáng kiến."),
        _("Điều kiện khen thưởng được đối chiếu trên số liệu này."),
    ]
    return render(request, "desk/assessment/close.html", context, status=status)


def reopen(request, id):
    """Ask for the reason, then reopen."""
    sheet = access.get(request.actor, id)
    context = {
        "sheet": sheet,
        "back_url": address(sheet.unit_id, sheet.year),
        "right": access.may(request.actor, "reopen", sheet),
        "reason": request.POST.get("reason", ""),
        "error": "",
    }
    if request.method == "POST":
        try:
            operations.reopen_sheet(
                actor=request.actor,
                at=request.at,
                sheet_id=id,
                version=number(request, "version"),
                reason=context["reason"],
            )
        except Unready as refusal:
            context["error"] = refusal.issues[0].text
            return render(request, "desk/assessment/reopen.html", context, status=422)
        messages.success(request, _("Đã mở lại. Đơn vị đã được báo kèm lý do."))
        return redirect(context["back_url"])
    return render(request, "desk/assessment/reopen.html", context)


@require_POST
def recognise(request, id):
    """Record a recognised initiative of somebody in the sheet's unit, in the sheet's year."""
    sheet = access.get(request.actor, id)
    people = [(str(one.person.pk), one.person.full_name) for one in queries.rated(sheet.unit, sheet.year)]
    form = InitiativeForm(request.POST, people=people)
    if form.is_valid():
        data = form.cleaned_data
        who = data.pop("person")
        try:
            initiatives.recognise(
                actor=request.actor, at=request.at, person_id=who, unit_id=sheet.unit_id, year=sheet.year, **data
            )
        except Unready as refusal:
            for issue in refusal.issues:
                form.add_error(issue.field if issue.field in form.fields else None, str(issue.text))
        else:
            messages.success(request, _("Đã ghi nhận sáng kiến."))
            return redirect(address(sheet.unit_id, sheet.year, who))
    return render(
        request, "desk/assessment/page.html", grid.context(request, sheet.unit, sheet.year, form=form), status=422
    )


def remove_initiative(request, id):
    """Ask first, then take away an initiative that was recorded by mistake."""
    initiative = initiative_access.get(request.actor, id)
    back = request.POST.get("don-vi") or request.GET.get("don-vi") or ""
    unit_id = int(back) if back.isascii() and back.isdigit() and len(back) < 10 else request.actor.unit_id
    context = {
        "initiative": initiative,
        "unit_id": unit_id,
        "back_url": address(unit_id, initiative.year, initiative.person_id),
        "right": initiative_access.may(request.actor, "remove", initiative),
    }
    if request.method == "POST":
        initiatives.remove(actor=request.actor, at=request.at, initiative_id=id, version=number(request, "version"))
        messages.success(request, _("Đã gỡ sáng kiến ghi nhầm."))
        return redirect(context["back_url"])
    return render(request, "desk/assessment/remove.html", context)
