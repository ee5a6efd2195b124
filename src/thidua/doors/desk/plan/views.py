"""The road ahead of a person or of a collective; nothing is written."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.dossiers import access, facts
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.doors.desk.plan.shown import Shown, nearest
from thidua.kernel import clock
from thidua.kernel.periods import in_force

HORIZONS = (6, 12, 20)
USUAL = 12
AHEAD = 3
MOST_PEOPLE = 200


def chosen(request, today):
    """The first year and how many years, as the address asks for; anything else is the year under way and twelve."""
    years = range(today.year - 1, today.year + AHEAD + 1)
    first, length = request.GET.get("tu-nam", ""), request.GET.get("so-nam", "")
    return (
        int(first) if first in map(str, years) else today.year,
        int(length) if length in map(str, HORIZONS) else USUAL,
        years,
    )


def asked_of(unit, today):
    """With what the law is asked: what holds for the unit today; somebody who never stood in one has the law alone."""
    return facts.terms(unit, today) if unit is not None else facts.Terms(today, {}, ())


def card(person_id, unit, today):
    """The nearest roads of a person on the ladder, for her own file. The ladder alone keeps the page quick."""
    people, _units = facts.under_way([person_id], [], today)
    asked = asked_of(unit, today)
    return nearest(facts.plan(people[person_id], asked, today.year, horizon=USUAL, only=awards.ladder("individual")))


def mine(request):
    """One's own road."""
    if request.actor.person_id is None:
        return render(request, "desk/mine/nobody.html")
    return person(request, request.actor.person_id)


def person(request, id):
    """The road of one person."""
    today = clock.day(request.at)
    subject = access.get_person(request.actor, id, today)
    posts = list(Post.objects.filter(person=subject).select_related("unit").order_by("-from_on", "-pk"))
    post = next((one for one in posts if one.from_on <= today and (one.until_on is None or one.until_on > today)), None)
    unit = post.unit if post else posts[0].unit if posts else None
    people, _units = facts.under_way([id], [], today)
    is_own = id == request.actor.person_id
    names = {
        "title": _("Con đường phía trước") if is_own else subject.full_name,
        "under": f"{post.title}, {post.unit}" if post else "",
        "lead": subject.full_name if is_own else _("Con đường phía trước"),
        "is_sample": subject.is_sample,
        "is_own": is_own,
    }
    return page(request, people[id], unit, names)


def collective(request, id):
    """The road of a unit as a collective, with the ways to its people and to the units below."""
    today = clock.day(request.at)
    unit = access.get_collective(request.actor, id, today)
    _people, units = facts.under_way([], [unit], today)
    posts = Post.objects.filter(in_force(today), unit=unit).select_related("person")
    names = {
        "title": unit.name,
        "under": _("Tập thể"),
        "lead": _("Con đường phía trước"),
        "is_sample": unit.is_sample,
        "is_own": False,
    }
    below = {
        "people": list(posts.order_by("person__folded", "pk")[:MOST_PEOPLE]),
        "units": list(Unit.objects.filter(in_force(today), parent=unit).order_by("path")),
    }
    return page(request, units[id], unit, names, below)


def page(request, known, unit, names, below=None):
    """The page of one plan."""
    today = clock.day(request.at)
    first, length, years = chosen(request, today)
    plan = facts.plan(known, asked_of(unit, today), first, horizon=length)
    everything = request.GET.get("them") == "1"
    context = {
        "names": names,
        "plan": Shown(plan, everything=everything),
        "everything": everything,
        "first": first,
        "length": length,
        "years": years,
        "lengths": HORIZONS,
        "this_year": today.year,
        "unit_is_readable": unit is not None and below is None and request.actor.holds(access.READERS, unit.path),
        "unit": unit,
        "below": below,
        "today": today,
    }
    return render(request, "desk/plan/page.html", context)
