"""Pages of summary reports."""

import io

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_POST

from thidua.base.audit import queries as audit
from thidua.base.files.queries import disposition
from thidua.domain.reports import access, operations, queries
from thidua.doors import layouts
from thidua.doors.desk.reports import shown
from thidua.doors.desk.reports.forms import NewReport
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import acts, number, paged
from thidua.doors.reporting import document
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready

ACTS = {"redraft": operations.redraft, "finish": operations.finish, "reopen": operations.reopen}
DONE = {
    "redraft": lambda: _("Đã cập nhật số liệu. Những đoạn đã sửa tay được giữ nguyên, số liệu mới ghi bên dưới."),
    "finish": lambda: _("Báo cáo đã hoàn thành. Muốn sửa thì mở lại."),
    "reopen": lambda: _("Đã mở lại báo cáo để sửa."),
}

COLUMNS = [
    Column(_l("Trích yếu"), lambda one: one.title, 60),
    Column(_l("Đơn vị"), lambda one: one.unit, 36),
    Column(_l("Từ ngày"), lambda one: one.from_on, 12),
    Column(_l("Đến ngày"), lambda one: one.until_on, 12),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def listing(request):
    """The reports of the actor's units, the latest first."""
    rows = access.visible_to(request.actor)
    context = {"page": paged(request, rows), "may_draft": access.units(request.actor).exists()}
    return answer(request, "desk/reports/listing.html", context, Listed(_("Báo cáo tổng kết"), COLUMNS, rows))


def new(request):
    """Choose whose work and which days; the draft is made at once."""
    units = list(access.units(request.actor))
    if not units:
        raise NotFound(_("Bạn chưa có vai trò được soạn báo cáo ở đơn vị nào."))
    initial = {"don_vi": request.actor.unit_id, "loai": "year", "nam": clock.day(request.at).year - 1}
    form = NewReport(request.POST or None, initial=initial, units=units)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            report = operations.draft(
                actor=request.actor,
                at=request.at,
                unit_id=asked["don_vi"],
                kind=asked["loai"],
                first=asked["tu"],
                last=asked["den"],
            )
        except Unready as refusal:
            form.add_error("nam" if asked["loai"] != "span" else "den", str(refusal.issues[0].text))
        else:
            messages.success(request, _("Đã soạn xong bản thảo từ dữ liệu. Đọc, sửa rồi tải về."))
            return redirect("desk:report", report.pk)
    return render(request, "desk/reports/new.html", {"form": form}, status=422 if form.errors else 200)


def page(request, id):
    """One report: its text to edit, its sources, what the data do not hold."""
    report = access.get(request.actor, id)
    offered = acts(request.actor, report, access.may, queries.verbs(report))
    is_open = any(act["verb"] == "edit" and act["right"] for act in offered)
    context = {
        "report": report,
        "blocks": shown.blocks(report),
        "acts": [act for act in offered if act["verb"] != "edit"],
        "is_open": is_open,
        "events": audit.of(report),
    }
    return render(request, "desk/reports/page.html", context)


@require_POST
def save(request, id):
    """Write texts into the draft: some, for the script that saves after a pause, or all of them without it."""
    texts = {
        name.removeprefix("block-"): text
        for name, text in request.POST.items()
        if name.startswith("block-") or name == "title"
    }
    is_script = bool(request.headers.get("X-Autosave"))
    try:
        report = operations.edit(
            actor=request.actor, at=request.at, report_id=id, version=number(request, "version"), texts=texts
        )
    except Unready as refusal:
        if not is_script:
            raise
        errors = {
            issue.field if issue.field == "title" else f"block-{issue.field}": [f"{issue.text} {issue.remedy}"]
            for issue in refusal.issues
        }
        return JsonResponse({"errors": errors, "reason": str(refusal.issues[0].text)}, status=422)
    except (Stale, NotNow) as refusal:
        if not is_script:
            raise
        return JsonResponse({"reason": str(refusal.text)}, status=409)
    if is_script:
        return JsonResponse({"version": report.version})
    messages.success(request, _("Đã lưu báo cáo."))
    return redirect("desk:report", id)


@require_POST
def act(request, id):
    """Bring the figures up to date, finish, open again, throw away."""
    verb, version = request.POST.get("verb", ""), number(request, "version")
    if verb == "remove":
        operations.remove(actor=request.actor, at=request.at, report_id=id, version=version)
        messages.success(request, _("Đã xóa bản thảo."))
        return redirect("desk:reports")
    if verb not in ACTS:
        raise NotFound(_("Không có việc này."))
    ACTS[verb](actor=request.actor, at=request.at, report_id=id, version=version)
    messages.success(request, DONE[verb]())
    return redirect("desk:report", id)


@require_GET
def file(request, id, kind):
    """The report as Word or PDF."""
    report = access.get(request.actor, id)
    if kind not in layouts.TYPES:
        raise NotFound(_("Báo cáo không có dạng tệp này."))
    content = io.BytesIO()
    {"docx": layouts.docx, "pdf": layouts.pdf}[kind](document(report), content)
    response = HttpResponse(content.getvalue(), content_type=layouts.TYPES[kind])
    response.headers["Content-Disposition"] = disposition(f"{report.title}.{kind}")
    return response
