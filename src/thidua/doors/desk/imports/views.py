"""Hand a list in, match its columns, see what it would do, have it written, have it taken back."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_POST

from thidua.base.audit.queries import of
from thidua.base.files import operations as files
from thidua.base.files.checks import TABLES
from thidua.base.files.queries import disposition
from thidua.domain.imports import access, operations, queries
from thidua.domain.imports.enums import WORKED, Kind, Standing, State
from thidua.doors import intake, sheets, workbooks
from thidua.doors.desk.imports import samples, shown
from thidua.doors.desk.imports.forms import NewForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import number, paged
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready
from thidua.kernel.rights import allow

PER_PAGE = 25
COLUMNS = [
    Column(_l("Danh sách"), lambda one: one.name, 40),
    Column(_l("Trang tính"), lambda one: one.sheet),
    Column(_l("Về"), lambda one: one.get_kind_display(), 26),
    Column(_l("Đơn vị"), lambda one: one.unit, 36),
    Column(_l("Người nộp"), lambda one: one.asked_by or _("Dòng lệnh"), 26),
    Column(_l("Nộp lúc"), lambda one: one.asked_at, 18),
    Column(_l("Số dòng"), lambda one: one.total or None, 10),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def listing(request):
    """The lists that were brought in."""
    allow(access.may(request.actor, "ask", None))
    rows = queries.listed(access.visible_to(request.actor))
    context = {
        "page": paged(request, rows),
        "tones": shown.STATES,
        "kinds": Kind.choices,
    }
    return answer(request, "desk/imports/listing.html", context, Listed(_("Các lô đã nộp"), COLUMNS, rows))


def new(request):
    """Hand a list in: a file, or a pasted table."""
    allow(access.may(request.actor, "ask", None))
    kind = request.GET.get("loai", "")
    initial = {"unit": request.actor.unit_id, "kind": kind if kind in Kind.values else Kind.PEOPLE}
    units = indented(list(access.units(request.actor)))
    form = NewForm(request.POST or None, request.FILES or None, initial=initial, units=units)
    context = {"form": form, "kinds": Kind.choices}
    if request.method == "POST" and form.is_valid():
        data, earlier = form.cleaned_data, None
        upload = data["file"]
        digest = digest_of(upload.chunks() if upload else [data["text"].encode()])
        try:
            return redirect("desk:import", handed_in(request, data, digest).pk)
        except Unready as refusal:
            unit = access.get_unit(request.actor, int(data["unit"]))
            earlier = queries.earlier(unit, data["kind"], digest)
            for issue in refusal.issues:
                form.add_error("file" if upload else "text", f"{issue.text} {issue.remedy}".strip())
        context["earlier"] = earlier
    return render(request, "desk/imports/new.html", context, status=422 if form.errors else 200)


def handed_in(request, data, digest):
    """The batch of what the form brings; a pasted table is read at once."""
    about = {
        "actor": request.actor,
        "at": request.at,
        "unit_id": int(data["unit"]),
        "kind": data["kind"],
        "digest": digest,
    }
    upload = data["file"]
    if upload:
        unit = access.get_unit(request.actor, int(data["unit"]))
        if queries.earlier(unit, data["kind"], digest) is None:
            file = files.store(actor=request.actor.with_once(""), at=request.at, upload=upload, kinds=TABLES)
            return operations.ask(**about, name=file.name, file=file)
        return operations.ask(**about, name=upload.name)  # refused there, with the reason
    book = workbooks.read_pasted(data["text"])
    batch = operations.ask(**about, name=_("Bảng dán"))
    return intake.keep(Actor.system("paste"), batch, book)


def digest_of(pieces):
    """The SHA-256 of the content."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def indented(units):
    """Units as choices, those below set in."""
    top = min((unit.path.count("/") for unit in units), default=0)
    return [(unit.pk, "\u2003" * (unit.path.count("/") - top) + unit.name) for unit in units]


@require_GET
def sample(request, kind):
    """A file with the headings of a kind, to be filled in."""
    allow(access.may(request.actor, "ask", None))
    if kind not in Kind.values:
        raise NotFound(_("Không có loại danh sách này."))
    file = io.BytesIO()
    sheets.write("xlsx", file, samples.sheet(kind), request.at)
    headers = {"Content-Disposition": disposition(f"nhap-{kind}.xlsx")}
    return HttpResponse(file.getvalue(), content_type=sheets.TYPES["xlsx"], headers=headers)


@require_GET
def page(request, id):
    """One batch: how far it is, its columns, its lines to mend, or what it did."""
    batch = access.get(request.actor, id)
    context = frame(request, batch)
    if batch.state == State.READ:
        return render(request, "desk/imports/match.html", context | matching(batch, batch.columns, batch.defaults))
    if batch.state in WORKED or batch.state == State.FAILED:
        return render(request, "desk/imports/waiting.html", context)
    seen, lines = lines_asked(request, batch)
    columns: Any = SimpleLazyObject(lambda: shown.columns(batch, lines))
    listed = Listed(batch.name, columns, lines, lambda some: shown.read(batch, some))
    return answer(request, "desk/imports/lines.html", context | lines_of(request, batch, seen, lines), listed)


def frame(request, batch):
    """What every page of a batch shows."""
    return {
        "batch": batch,
        "tone": shown.STATES[State(batch.state)],
        "verbs": {verb for verb, _label in queries.verbs(batch)},
        "others": [one for one in batch.sheets if one["name"] != batch.sheet and one["row_count"]],
        "notes": next((one["notes"] for one in batch.sheets if one["name"] == batch.sheet), []),
        "steps": [
            ((State.WAITING,), _("Đọc tệp")),
            ((State.READ,), _("Khớp cột")),
            ((State.CHECKING, State.CHECKED), _("Kiểm tra và sửa")),
            ((State.WRITING, State.WRITTEN, State.UNDOING, State.UNDONE), _("Nhập")),
        ],
        "done": batch.total - batch.counts.get(Standing.UNCHECKED, 0),
    }


def lines_asked(request, batch):
    """The standing and the lines that the address asks for; without a wish what is to be mended first."""
    seen, code = request.GET.get("xem", ""), request.GET.get("loi", "")
    if not seen and not code:
        wrong, new = batch.counts.get(Standing.WRONG), batch.counts.get(Standing.NEW)
        seen = Standing.WRONG if wrong else Standing.NEW if new else ""
    seen = seen if seen in Standing.values else ""
    field, _colon, code = code.partition(":")
    return seen, queries.with_problem(batch, code, field) if code else queries.lines(batch, *([seen] if seen else []))


def lines_of(request, batch, seen, lines):
    """The lines as the page shows them."""
    pages = paged(request, lines, PER_PAGE)
    found, may_mend = list(pages.object_list), batch.state == State.CHECKED
    rows = shown.rows(batch, found, number(request, "sua"), may_mend=may_mend)
    words = shown.labels(batch)
    return {
        "page": pages,
        "rows": rows,
        "heads": [words[name] for name in shown.fields_of(batch, found)],
        "chips": shown.chips(batch, seen),
        "groups": shown.groups(batch) if may_mend else [],
        "may_mend": may_mend,
        "here": request.get_full_path(),
        "events": of(batch).exclude(event="imports.batch.advanced"),
    }


@require_GET
def progress(request, id):
    """The bar alone, for the page that asks again and again; when the step ended the whole page is wanted."""
    batch = access.get(request.actor, id)
    if batch.state not in WORKED:
        response = HttpResponse(status=204) if not request.headers.get("HX-Request") else HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "desk/imports/_progress.html", frame(request, batch))


def matching(batch, columns, defaults, issues=()):
    """The columns and what holds for all lines, as they are shown to be matched."""
    batch.columns = columns
    return {
        "columns": shown.to_match(batch),
        "fields": list(shown.labels(batch).items()),
        "general": shown.general(
            batch, {"unit": batch.unit.code, **defaults} if batch.state == State.READ else defaults
        ),
        "issues": [{"problem": one.text, "remedy": one.remedy} for one in issues],
        "refused": [batch.headings[place][1] for place in batch.refused],
    }


def columns(request, id):
    """Say which column is what; the check begins."""
    batch = access.get(request.actor, id)
    if request.method != "POST":
        if batch.state not in (State.READ, State.CHECKED):
            return redirect("desk:import", id)
        return render(
            request, "desk/imports/match.html", frame(request, batch) | matching(batch, batch.columns, batch.defaults)
        )
    chosen = {name.removeprefix("c-"): value for name, value in request.POST.items() if name.startswith("c-") and value}
    chosen = {place: value for place, value in chosen.items() if place.isdigit()}
    defaults = {
        name.removeprefix("d-"): value
        for name, value in request.POST.items()
        if name.startswith("d-") and value.strip()
    }
    defaults = {name: value for name, value in defaults.items() if name != "unit" or "unit" not in chosen.values()}
    try:
        operations.match(
            actor=request.actor,
            at=request.at,
            batch_id=id,
            columns=chosen,
            defaults=defaults,
            version=number(request, "version"),
        )
    except Unready as refusal:
        context = frame(request, batch) | matching(batch, chosen, defaults, refusal.issues)
        return render(request, "desk/imports/match.html", context, status=422)
    return redirect("desk:import", id)


@require_POST
def choose(request, id):
    """Take another sheet of the file instead."""
    version = number(request, "version")
    operations.choose(
        actor=request.actor, at=request.at, batch_id=id, sheet=request.POST.get("sheet", ""), version=version
    )
    return redirect("desk:import", id)


@require_POST
def another(request, id):
    """Bring in another sheet of the same file, as a batch of its own."""
    batch = access.get(request.actor, id)
    sheet = request.POST.get("sheet", "")
    if batch.file is None or sheet not in {one["name"] for one in batch.sheets}:
        raise NotFound(_("Tệp không có trang tính này."))
    made = operations.ask(
        actor=request.actor, at=request.at, unit_id=batch.unit_id, kind=batch.kind, name=batch.name,
        digest=batch.digest, file=batch.file, sheet=sheet,
    )  # fmt: skip
    return redirect("desk:import", made.pk)


@require_POST
def write(request, id):
    """Have the new lines written."""
    try:
        operations.write(actor=request.actor, at=request.at, batch_id=id, version=number(request, "version"))
    except (Unready, Stale, NotNow) as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:import", id)


def undo(request, id):
    """Ask first, then have everything taken back."""
    batch = access.get(request.actor, id)
    if request.method != "POST":
        if batch.state != State.WRITTEN:
            return redirect("desk:import", id)
        return render(request, "desk/imports/undo.html", frame(request, batch))
    try:
        operations.undo(actor=request.actor, at=request.at, batch_id=id, version=number(request, "version"))
    except (Stale, NotNow) as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:import", id)


@require_POST
def drop(request, id):
    """Throw the batch away."""
    batch = operations.drop(actor=request.actor, at=request.at, batch_id=id)
    messages.success(request, _("Đã bỏ lô “%(name)s”. Tệp gốc của bạn không thay đổi.") % {"name": batch.name})
    return redirect("desk:imports")
