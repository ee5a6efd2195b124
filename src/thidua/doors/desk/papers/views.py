"""The papers of dossiers: given out as attachments, to whom may see the dossier, and never shown inside our pages."""

import logging

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thidua.base.files import queries as files
from thidua.domain.dossiers import access, operations
from thidua.doors.page import number
from thidua.kernel.errors import NotFound, NotNow, Stale

log = logging.getLogger(__name__)


@require_GET
def read(request, id):
    """The content of one paper."""
    paper = access.get_paper(request.actor, id)
    if not files.is_there(paper.file):
        log.error("the content of stored file %s is missing", paper.file_id)
        raise NotFound(
            _("Nội dung tệp không còn trong kho lưu trữ. Hãy báo người vận hành hệ thống khôi phục từ bản sao lưu.")
        )
    response = FileResponse(files.path_of(paper.file.sha256).open("rb"), content_type=paper.file.content_type)
    response.headers["Content-Length"] = str(paper.file.size)
    response.headers["Content-Disposition"] = files.disposition(paper.file.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def detach(request, id):
    """Take a paper out of a dossier that is being made."""
    paper = access.get_paper(request.actor, id)
    try:
        operations.detach(actor=request.actor, at=request.at, paper_id=id, version=number(request, "version"))
    except (Stale, NotNow) as refusal:
        messages.warning(request, str(refusal.text))
        return redirect("desk:dossier", paper.dossier_id)
    messages.success(request, _("Đã bỏ giấy tờ “%(title)s”.") % {"title": paper.title})
    return redirect("desk:dossier", paper.dossier_id)
