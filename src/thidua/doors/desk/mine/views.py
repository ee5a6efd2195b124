"""The page of one's own file."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.people import access
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post
from thidua.domain.people.queries import accounts_with
from thidua.domain.register import queries as register
from thidua.doors.desk.mine import season
from thidua.doors.desk.mine.line import honour_line
from thidua.doors.desk.plan.views import card
from thidua.kernel import clock
from thidua.kernel.rights import allow

SHOWN_HELPERS = 3


def page(request):
    """What the book and the season say about the person who looks; nobody else's file is reached from here."""
    person = Person.objects.filter(pk=request.actor.person_id).first() if request.actor.person_id else None
    if person is None:
        return render(request, "desk/mine/nobody.html")
    allow(access.may(request.actor, "read", person))
    today = clock.day(request.at)
    posts = list(Post.objects.filter(person=person).select_related("unit").order_by("-from_on", "-pk"))
    current = [post for post in posts if post.from_on <= today and (post.until_on is None or post.until_on > today)]
    entries = list(register.of_person(person.pk))
    context = {
        "person": person,
        "posts": posts,
        "current": current,
        "near": card(person.pk, (current or posts)[0].unit if posts else None, today),
        "line": honour_line(person, entries, today.year),
        "granted": [
            {"award": awards.name(entry.award), "entry": entry}
            for entry in entries
            if entry.decision_number or entry.decided_on
        ],
        "aims": season.aims(person, today.year - 1),
        "nominations": season.nominations(person, today.year - 1),
        "helpers": helpers(current, today, request.user),
    }
    return render(request, "desk/mine/page.html", context)


def helpers(posts, today, but):
    """Whom to tell when something is wrong: other clerks of the unit, else of the nearest unit above that has one."""
    unit = posts[0].unit if posts else None
    while unit is not None:
        found = [
            str(account) for account in accounts_with(Role.CLERK, unit, on=today).exclude(pk=but.pk)[:SHOWN_HELPERS]
        ]
        if found:
            return _("%(names)s, %(unit)s") % {"names": ", ".join(found), "unit": unit.name}
        unit = unit.parent
    return ""
