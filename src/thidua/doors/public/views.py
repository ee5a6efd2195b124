"""Pages that anyone may see. Only issued decisions are ever read here, and of people only names and awards."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from thidua.domain.awards import queries as awards
from thidua.domain.decisions import access, queries
from thidua.domain.organisations.models import Unit
from thidua.doors.page import paged

NEWEST = 5
PER_PAGE = 20
LONGEST = 120
ROBOTS = """User-agent: *
Disallow: /ban-lam-viec/
Disallow: /dang-nhap/
Disallow: /dang-xuat/
Disallow: /doi-mat-khau/
Disallow: /ngon-ngu/
Disallow: /tra-cuu/
"""


def portal(request):
    """What the frame of the public pages shows. Two queries."""
    roots = list(Unit.objects.filter(parent__isnull=True).order_by("path").values_list("name", "is_sample")[:2])
    names = [("public:home", _("Trang đầu")), ("public:decisions", _("Quyết định")), ("public:lookup", _("Tra cứu"))]
    places = [(reverse(name), label) for name, label in names]
    return {
        "name": roots[0][0] if len(roots) == 1 else "",
        "home_url": reverse("public:home"),
        "nav": [{"label": label, "url": url, "current": is_at(request.path, url)} for url, label in places],
        "contact": "",
        "foot": [],
        "login_url": reverse("desk:home") if request.user.is_authenticated else reverse("account_login"),
        "is_sample": any(is_sample for _name, is_sample in roots),
    }


def is_at(path, url):
    """Whether the page lies in this part of the site."""
    return path.startswith(url) if url != "/" else path == "/"


def show(request, template, context, status=200):
    """A public page in its frame."""
    return render(request, template, {"portal": portal(request), "is_lookup": False, **context}, status=status)


@login_not_required
@require_safe
def home(request):
    """What this is for citizens: look somebody up, read the newest decisions."""
    return show(request, "public/home.html", {"newest": queries.issued()[:NEWEST], "q": ""})


@login_not_required
@require_safe
def decisions(request):
    """Every issued decision, the newest first."""
    return show(request, "public/decisions.html", {"page": paged(request, queries.issued(), PER_PAGE)})


@login_not_required
@require_safe
def decision(request, id):
    """One issued decision with the names that it honours. A draft's address is not there."""
    found = access.get_issued(id)
    groups = [
        {"award": awards.name(award), "lines": list(lines)}
        for award, lines in groupby(queries.names(found), key=lambda line: line.nomination.award)
    ]
    count = sum(len(group["lines"]) for group in groups)
    return show(request, "public/decision.html", {"decision": found, "groups": groups, "count": count})


@login_not_required
@cache_control(no_store=True)
def lookup(request):
    """Look up a name, with or without marks, or a decision's number. The words travel in the body, never in the address."""
    q = " ".join(request.POST.get("q", "").split())[:LONGEST]
    is_asked = request.method == "POST"
    is_short = is_asked and len(q) < queries.SHORTEST and not q.isdigit()
    numbered = queries.numbered(q) if is_asked else []
    lines = queries.honoured(q) if is_asked and not numbered else []
    rows = [{"line": line, "award": awards.name(line.nomination.award)} for line in lines]
    context = {
        "q": q,
        "is_asked": is_asked,
        "is_short": is_short,
        "numbered": numbered,
        "rows": rows,
        "is_lookup": True,
    }
    return show(request, "public/lookup.html", {**context, "is_cut": len(rows) == queries.MOST})


@login_not_required
@require_safe
def robots(request):
    """What search engines may read: the public pages, and nothing of the desk."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
