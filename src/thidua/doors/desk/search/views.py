"""The search. What is looked for travels in the body of a POST, since it is mostly somebody's name."""

from django.shortcuts import render

from thidua.doors.desk.search.find import find
from thidua.kernel.text import tidy

LONGEST = 100
SHORTEST = 2


def search(request):
    """What was found, people first; without words the empty box."""
    asked = tidy(request.POST.get("q", ""))[:LONGEST]
    is_asked = len(asked) >= SHORTEST
    groups = find(request.actor, asked) if is_asked else []
    context = {
        "asked": asked,
        "is_asked": is_asked,
        "groups": groups,
        "count": sum(len(group["rows"]) for group in groups),
    }
    return render(request, "desk/search/page.html", context)
