"""Pages of an export."""

from django.core import signing
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.base.exports import access, operations, queries
from thidua.base.exports.enums import OPEN, State
from thidua.doors import lists, sheets
from thidua.kernel.errors import NotFound


@require_POST
def ask(request):
    """Begin: what to write comes from our own page, signed."""
    try:
        wanted = signing.loads(request.POST.get("danh-sach", ""), salt=lists.SALT, max_age=lists.SIGNED_SECONDS)
    except signing.BadSignature:
        raise NotFound(_("Yêu cầu xuất đã quá lâu. Hãy mở lại danh sách rồi xuất lại.")) from None
    export = operations.ask(actor=request.actor, at=request.at, **wanted)
    return redirect("desk:export", export.pk)


@require_GET
def page(request, id):
    """How far it is, or the file."""
    export = access.get(request.actor, id)
    see_to(export, request.at)
    return render(request, "desk/exports/page.html", {"export": export, "is_open": export.state in OPEN})


@require_GET
def progress(request, id):
    """The bar alone; when it ended the whole page is wanted."""
    export = access.get(request.actor, id)
    see_to(export, request.at)
    if export.state not in OPEN:
        response = HttpResponse(status=200 if request.headers.get("HX-Request") else 204)
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "desk/exports/_progress.html", {"export": export})


def see_to(export, at):
    """Have a worker called where the last one is dead."""
    if queries.is_left_behind(export, at):
        operations.ASKED.set(operations.ASKED.get() + 1)


@require_GET
def take(request, id):
    """The file, for who asked for it."""
    export = access.get(request.actor, id)
    place = queries.place(export)
    if export.state != State.DONE or not place.exists():
        raise NotFound(_("Tệp này chưa xong hoặc không còn. Tệp chỉ được giữ một ngày."))
    return FileResponse(
        place.open("rb"),
        as_attachment=True,
        filename=lists.file_name(export.title, export.kind),
        content_type=sheets.TYPES[export.kind],
    )


@require_POST
def cancel(request, id):
    """Call it off."""
    operations.cancel(actor=request.actor, at=request.at, export_id=id)
    return redirect("desk:export", id)
