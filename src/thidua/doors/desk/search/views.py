"""The search. What is looked for travels in the body of a POST, since it is mostly somebody's name."""

import logging

from django.db import OperationalError
from django.shortcuts import render

from thidua.domain.lookup import operations
from thidua.doors.desk.search.find import find
from thidua.doors.desk.search.ways import ways
from thidua.kernel.text import fold, tidy

log = logging.getLogger(__name__)
LONGEST = 100
SHORTEST = 2
READ_AGAIN = 200
"""So many changed things a search reads again before it looks, the newest first."""
IN_PALETTE = 5


def search(request):
    """What was found, people first; without words the empty box."""
    return render(request, "desk/search/page.html", found(request))


def palette(request):
    """The same for the palette: fewer of each, and the ways to subjects and acts that bear the words."""
    context = found(request, IN_PALETTE)
    words = fold(context["asked"]).split()
    context["ways"] = [way for way in ways(request.actor) if all(word in fold(str(way["label"])) for word in words)]
    return render(request, "desk/search/_palette.html", context)


def found(request, shown=None):
    """What was asked and what was found."""
    asked = tidy(request.POST.get("q", ""))[:LONGEST]
    is_asked = len(asked) >= SHORTEST
    groups = []
    if is_asked:
        freshen()
        groups = find(request.actor, asked, *([shown] if shown else []))
    return {
        "asked": asked,
        "is_asked": is_asked,
        "groups": groups,
        "count": sum(len(group["rows"]) for group in groups),
    }


def freshen():
    """Read again what was changed; when the database is busy the worker does it."""
    try:
        operations.freshen(most=READ_AGAIN, newest=True)
    except OperationalError as error:
        log.warning("the index was not freshened: %s", error)
