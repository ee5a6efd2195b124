"""The first page of the desk."""

from django.shortcuts import render

from thidua.domain.people.enums import Role
from thidua.doors.desk.home.season import season
from thidua.doors.desk.home.work import work
from thidua.kernel import clock


def home(request):
    """What waits for me, what I wait for, and the season of my unit."""
    on = clock.day(request.at)
    rows = work(request.actor, on)
    context = {
        "waiting_for_me": [row for row in rows if row["is_mine"]],
        "waiting_for_others": [row for row in rows if not row["is_mine"]],
        "season": season(request.actor, on),
        "has_role": bool(request.actor.grants),
        "is_auditor": any(grant.role == Role.AUDITOR for grant in request.actor.grants),
    }
    return render(request, "desk/home/page.html", context)
