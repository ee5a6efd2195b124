"""Pages of the inbox. A message belongs to its account alone; reading it is nobody else's affair."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thidua.base.notices import operations, queries
from thidua.doors.page import paged
from thidua.kernel.errors import NotFound


def listing(request):
    """The messages of the account, newest first, perhaps only those not read yet."""
    rows = queries.inbox(request.actor.user_id)
    is_unread_only = "chua-doc" in request.GET
    if is_unread_only:
        rows = rows.filter(read_at__isnull=True)
    context = {"page": paged(request, rows), "is_unread_only": is_unread_only}
    return render(request, "desk/inbox/listing.html", context)


def read(request, id):
    """Read one message: go to what it is about, or show its words when it is about nothing of ours."""
    notice = queries.inbox(request.actor.user_id).filter(pk=id).first()
    if notice is None:
        raise NotFound(_("Không có tin này trong hộp thư của bạn."))
    operations.mark_read(at=request.at, user_id=request.actor.user_id, notice_id=id)
    if notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, None):
        return redirect(notice.url)
    return render(request, "desk/inbox/page.html", {"notice": notice})


@require_POST
def read_all(request):
    """Mark every message as read."""
    count = operations.mark_read(at=request.at, user_id=request.actor.user_id)
    text = ngettext("Đã đánh dấu %(count)s tin là đã đọc.", "Đã đánh dấu %(count)s tin là đã đọc.", count)
    messages.success(request, text % {"count": count})
    return redirect("desk:inbox")
