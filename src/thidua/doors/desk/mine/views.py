"""The page of one's own file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.domain.awards import queries as awards
from thidua.domain.people import access, operations
from thidua.domain.people.checks import masked
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post
from thidua.domain.people.queries import accounts_with
from thidua.domain.register import queries as register
from thidua.doors.desk.mine import season
from thidua.doors.desk.mine.line import honour_line
from thidua.doors.desk.plan.views import card
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, Unready
from thidua.kernel.rights import allow

SHOWN_HELPERS, SHOWN_WORDS, MOST_WORDS = 3, 5, 2000


def page(request, asked="", trouble=()):
    """What the book and the season say about the person who looks; nobody else's file is reached from here.

    `asked` and `trouble`: the words of a request for a correction that was refused, and why.
    """
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
        "stood": [{"post": post, "is_now": post in current} for post in posts],
        "absences": list(person.absences.order_by("-from_on", "-pk")),
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
        "number": masked(person.citizen_number),
        "words": list(person.data_words.all()[:SHOWN_WORDS]),
        "asked": asked,
        "trouble": " ".join(f"{issue.text} {issue.remedy}" for issue in trouble),
    }
    context["is_waiting"] = any(not word.is_right and word.answered_at is None for word in context["words"])
    return render(request, "desk/mine/page.html", context, status=422 if trouble else 200)


@require_POST
def say(request):
    """One's own word: the data are right, or what is to be corrected."""
    if request.actor.person_id is None:
        raise NotFound(_("Tài khoản này chưa gắn với hồ sơ cá nhân nào."))
    is_right, text = request.POST.get("is_right") == "1", request.POST.get("text", "")[:MOST_WORDS]
    try:
        operations.say(
            actor=request.actor, at=request.at, person_id=request.actor.person_id, is_right=is_right, text=text
        )
    except Unready as refusal:
        return page(request, text, refusal.issues)
    told = _("Đã ghi nhận: dữ liệu của bạn đúng.") if is_right else _("Đã gửi đề nghị sửa tới cán bộ của đơn vị.")
    messages.success(request, told)
    return redirect("desk:mine")


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
