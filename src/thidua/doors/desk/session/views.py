"""Acts on one's own session; nothing of the agency's data changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.domain.people import queries as people
from thidua.doors.http import back
from thidua.doors.page import number
from thidua.kernel.errors import NotFound


@require_POST
def act_for(request):
    """Act for another unit at which the account holds a role today. A record's page may be strange there, a list is not."""
    wanted = number(request, "unit")
    unit = next((unit for unit in people.units_of(request.actor) if unit.pk == wanted), None)
    if unit is None:
        raise NotFound(_("Tài khoản này không có vai trò tại đơn vị đã chọn."))
    request.session["acting_for"] = unit.pk
    messages.success(request, _("Từ giờ đang làm cho %(unit)s.") % {"unit": unit.name})
    url = back(request)
    return redirect("desk:home" if any(char.isdigit() for char in url) else url)


@require_POST
def stay(request):
    """Somebody is still there: the session goes on."""
    request.session.modified = True
    return HttpResponse(status=204)
