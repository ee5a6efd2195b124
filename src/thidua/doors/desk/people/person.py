"""One person's file: everything about her through time, and what the law says."""

import datetime as dt

from django.db.models import BooleanField, DateField
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thidua.base.audit import queries as audit
from thidua.domain.assessment import queries as assessment
from thidua.domain.dossiers import facts
from thidua.domain.initiatives import queries as initiatives
from thidua.domain.people import access, checks, queries
from thidua.domain.people.models import Person
from thidua.domain.register import queries as register
from thidua.doors.desk.mine.line import honour_line
from thidua.doors.desk.people import shown
from thidua.doors.page import number
from thidua.kernel import clock


def page(request, id):
    """The file."""
    person, today = access.get(request.actor, id), clock.day(request.at)
    posts = list(person.posts.select_related("unit").order_by("-from_on", "-pk"))
    absences = list(person.absences.order_by("-from_on", "-pk"))
    current = [post for post in posts if shown.holds(post, today)]
    away = next((one.kind for one in absences if shown.holds(one, today)), None)
    stands = (current or posts)[0] if posts else None
    entries = list(register.of_person(id))
    keep = access.may(request.actor, "keep", person)
    year, choices = shown.years_asked(today, number(request, "nam"))
    context = {
        "person": person,
        "number": checks.masked(person.citizen_number),
        "stands": stands,
        "state": shown.state(person, is_in_post=bool(current), away=away),
        "posts": [{"post": post, "is_now": shown.holds(post, today)} for post in posts],
        "absences": absences,
        "line": honour_line(person, entries, today.year),
        "years": shown.years(
            entries, assessment.of_people([id])[id], initiatives.of_people([id])[id], absences, today.year
        ),
        "granted": shown.granted(request.actor, entries),
        "year": year,
        "choices": choices,
        "verdicts": shown.verdicts(facts.of_people([id], year, today)[id], stands.unit if stands else None, today),
        "words": person.data_words.all(),
        "keep": keep,
        "may_reveal": access.may(request.actor, "reveal", person),
        "sees_units": bool(request.actor.paths(*access.READERS)),
        "sees_birth": bool(access.may(request.actor, "see_birth", person)),
        "doubts": doubts(person) if keep else [],
        "namesakes": list(queries.listed(queries.namesakes(access.visible_to(request.actor), person), today)),
        "changes": changes(person) if keep else [],
        "today": today,
    }
    context["namesakes"] = [shown.row(one) for one in context["namesakes"]]
    return render(request, "desk/people/person.html", context)


def doubts(person):
    """What whoever keeps the file should compare with the papers, for the issue list."""
    url = reverse("desk:person-edit", args=[person.pk])
    return [{"problem": one.text, "remedy": one.remedy, "url": url} for one in checks.doubts(person)]


FIELDS = {field.name: field for field in Person._meta.fields}


def changes(person):
    """The acts on the file; an edit tells what it changed, from what to what."""
    events = list(audit.of(person))
    for event in events:
        parts = [
            _("%(what)s: %(old)s → %(new)s")
            % {"what": capfirst(FIELDS[name].verbose_name), "old": said(name, old), "new": said(name, new)}
            for name, (old, new) in event.details.get("changes", {}).items()
        ]
        if parts:
            event.details = event.details | {"reason": "; ".join(parts)}
    return events


def said(name, value):
    """A value of the trail as the page writes it: days, choices, yes and no in words; nothing is a dash."""
    if value in (None, ""):
        return "–"
    field = FIELDS[name]
    if isinstance(field, BooleanField):
        return _("có") if value else _("không")
    if isinstance(field, DateField):
        return dt.date.fromisoformat(value).strftime("%d/%m/%Y")
    return dict(field.flatchoices).get(value, value)
