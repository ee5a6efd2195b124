"""Mend cells in the table, all alike at once, take suggestions, leave lines out, and take the marked file away."""

import re
import shutil
import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from thidua.base.files.checks import extension
from thidua.base.files.queries import disposition, path_of
from thidua.domain.imports import access, checks, operations, queries
from thidua.domain.imports.enums import Standing, State
from thidua.doors import sheets, workbooks
from thidua.doors.desk.imports import shown
from thidua.doors.page import number
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready

NAME = re.compile(r"f-(\d{1,7})-(\w{1,30})")
CELL = re.compile(r"(\d{1,7}):(\w{1,30})")


@require_POST
def mend(request, id):
    """Save the cells that were changed; with `alike` put one of them into every cell that has the same text.

    htmx gets what is told of the row, a browser without script the page again.
    """
    is_script = bool(request.headers.get("HX-Request"))
    actor, count = request.actor, 0
    if is_script:  # one page saves many times
        actor = actor.with_once("")
    alike = CELL.fullmatch(request.POST.get("alike", ""))
    try:
        if alike:
            name = f"{alike[1]}-{alike[2]}"
            was, text = request.POST.get(f"o-{name}", ""), request.POST.get(f"f-{name}", "")
            count = operations.mend_alike(actor=actor, at=request.at, batch_id=id, field=alike[2], was=was, text=text)
            messages.success(request, told(count))
            return back(request, id)
        for line, texts in changed(request).items():
            version = number(request, f"v-{line}")
            for field, text in texts.items():
                operations.mend(
                    actor=actor, at=request.at, batch_id=id, number=line, field=field, text=text, version=version
                )
                actor, version = actor.with_once(""), None
            count += 1
    except (Stale, NotNow) as refusal:
        if is_script:
            raise
        messages.warning(request, str(refusal))
        return back(request, id)
    if is_script:
        return row(request, id)
    messages.success(request, told(count))
    return back(request, id)


def told(count):
    """How many lines were changed, in words."""
    return ngettext("Đã sửa %(n)s dòng.", "Đã sửa %(n)s dòng.", count) % {"n": count}


def changed(request):
    """Line → field → text of the cells whose text differs from what the page showed."""
    found: dict[int, dict[str, str]] = {}
    for name, text in request.POST.items():
        part = NAME.fullmatch(name)
        if part and text.strip() != request.POST.get(f"w-{part[1]}-{part[2]}", "").strip():
            found.setdefault(int(part[1]), {})[part[2]] = text
    return found


def row(request, id):
    """What is told of one row now, to be put into its places on the page."""
    batch = access.get(request.actor, id)
    line = queries.lines(batch).filter(number=number(request, "row") or 0).first()
    if line is None:
        raise NotFound(_("Không có dòng này."))
    names = request.POST.get("fields", "").split(",")
    words = shown.labels(batch)
    cells = [shown.cell(batch, line, name, words[name], is_open=True, may_mend=True) for name in names if name in words]
    context = {"batch": batch, "line": line, "cells": cells, "tone": shown.STANDINGS[Standing(line.state)]}
    return render(request, "desk/imports/_told.html", context | {"chips": shown.chips(batch, ""), "is_oob": True})


def back(request, id):
    """To the part of the table from which the form came."""
    url = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return redirect(url)
    return redirect("desk:import", id)


@require_POST
def accept(request, id):
    """Take what is suggested for all problems of a kind."""
    try:
        count = operations.accept(actor=request.actor, at=request.at, batch_id=id, code=request.POST.get("code", ""))
        messages.success(request, told(count))
    except (Unready, NotNow) as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:import", id)


@require_POST
def skip(request, id):
    """Leave one line out, or all that are wrong; or take one in again."""
    line, is_skipped = number(request, "line"), request.GET.get("lai") != "1"
    numbers = None if line is None and request.POST.get("tat_ca") == "1" else [line or 0]
    try:
        count = operations.skip(actor=request.actor, at=request.at, batch_id=id, numbers=numbers, is_skipped=is_skipped)
    except NotNow as refusal:
        messages.warning(request, str(refusal))
        return back(request, id)
    words = _("Đã bỏ qua %(n)s dòng.") if is_skipped else _("Đã lấy lại %(n)s dòng.")
    messages.success(request, words % {"n": count})
    return back(request, id)


@require_GET
def marked(request, id):
    """The list with what is to be mended marked in it; the file that was handed in stays as it is."""
    batch = access.get(request.actor, id)
    if batch.file is None or batch.state != State.CHECKED:
        raise NotFound(_("Chỉ tải được tệp đánh dấu của danh sách đã kiểm tra."))
    places = {name: int(place) for place, name in batch.columns.items()}
    first = min(places.values(), default=0)
    found: dict[tuple[int, int], str] = {}
    for line in queries.lines(batch, Standing.WRONG):
        for one in line.problems:
            if not one["is_warning"]:
                cell = (line.number, places.get(one["field"], first))
                text = f"{checks.text(one)} {checks.remedy(one)}".strip()
                found[cell] = f"{found[cell]} {text}" if cell in found else text
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        kind, into = extension(batch.file.name), Path(folder) / "marked.xlsx"
        own = Path(folder) / f"own.{kind}"  # the store keeps contents without an ending, spreadsheet programs want one
        shutil.copyfile(path_of(batch.file.sha256), own)
        workbooks.mark(own, kind, into, {batch.sheet: found})
        file = into.open("rb")  # stays readable after the folder is gone
    name = f"can-sua-{Path(batch.name).stem}.xlsx"
    return FileResponse(file, content_type=sheets.TYPES["xlsx"], headers={"Content-Disposition": disposition(name)})
