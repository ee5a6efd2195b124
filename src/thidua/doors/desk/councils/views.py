"""Pages of councils: their terms and members."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.audit import queries as audit
from thidua.domain.councils import access, operations, queries
from thidua.domain.people.queries import units_of
from thidua.doors.desk.councils.forms import AppointForm, CouncilForm, ReleaseForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, Unready


def own_unit(actor):
    """The unit acted for; None for somebody without a role."""
    return next((unit for unit in units_of(actor) if unit.pk == actor.unit_id), None)


def put_issues(form, issues):
    """Show what an act found missing at the fields of its form."""
    for issue in issues:
        name = f"{issue.field}_id" if f"{issue.field}_id" in form.fields else issue.field
        form.add_error(name if name in form.fields else None, f"{issue.text} {issue.remedy}".strip())


COLUMNS = [
    Column(_l("Tên hội đồng"), lambda one: one.name, 50),
    Column(_l("Đơn vị"), lambda one: one.unit, 36),
    Column(_l("Từ ngày"), lambda one: one.from_on, 12),
    Column(_l("Đến trước ngày"), lambda one: one.until_on, 12),
    Column(_l("Quyết định thành lập"), lambda one: one.decision, 30),
    Column(_l("Thành viên"), lambda one: one.member_count, 10),
]


def listing(request):
    """The councils that the actor may see, the latest term first."""
    unit = own_unit(request.actor)
    councils = queries.with_members(access.visible_to(request.actor), clock.day(request.at))
    may_establish = access.may(request.actor, "establish", unit) if unit else None
    context = {"page": paged(request, councils), "may_establish": may_establish}
    return answer(request, "desk/councils/terms.html", context, Listed(_("Hội đồng"), COLUMNS, councils))


def establish(request):
    """Write down the council of the unit acted for."""
    unit = own_unit(request.actor)
    if unit is None:
        raise NotFound
    # Proposed words of the record itself stay Vietnamese whatever the desk's language is.
    initial = {"name": f"Hội đồng Thi đua, khen thưởng {unit.name}", "from_on": clock.day(request.at)}
    form = CouncilForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        council = operations.establish(actor=request.actor, at=request.at, unit_id=unit.pk, **form.cleaned_data)
        messages.success(request, _("Đã lập Hội đồng. Hãy cử các thành viên."))
        return redirect("desk:council", council.pk)
    right = access.may(request.actor, "establish", unit)
    context = {"form": form, "unit": unit, "refused": right.reason}
    return render(request, "desk/councils/establish.html", context, status=422 if form.errors else 200)


def page(request, id):
    """One council: its members now and before, and its meetings."""
    council, today = access.get_council(request.actor, id), clock.day(request.at)
    members = queries.members(council, today)
    posts = queries.posts_of([one.person_id for one in members], today)
    return render(
        request,
        "desk/councils/council.html",
        {
            "council": council,
            "members": [{"member": one, "post": posts.get(one.person_id, "")} for one in members],
            "past": queries.past_members(council, today),
            "meetings": queries.listed(access.visible_meetings(request.actor).filter(council=council)),
            "may_appoint": access.may(request.actor, "appoint", council),
            "may_call": access.may(request.actor, "call", council),
            "today": today,
            "events": audit.of(council),
        },
    )


def told_apart(post):
    """A person to choose, told apart from others of her name by post, year of birth and code."""
    person = post.person
    return " · ".join(
        [f"{person} – {post.title}", *([str(person.born_on.year)] if person.born_on else []), person.code]
    )


def appoint(request, id):
    """Seat a person: first her unit, then she, then the seat."""
    council, today = access.get_council(request.actor, id), clock.day(request.at)
    units = list(queries.units_of(council, today))
    unit = next((one for one in units if one.pk == number_of(request, "don_vi")), council.unit)
    people = [(post.person_id, told_apart(post)) for post in queries.eligible(council, unit, today)]
    initial = {"from_on": max(council.from_on, today)}
    form = AppointForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.appoint(actor=request.actor, at=request.at, council_id=id, **form.cleaned_data)
        except Unready as error:
            put_issues(form, error.issues)
        else:
            messages.success(request, _("Đã cử thành viên Hội đồng."))
            return redirect("desk:council", id)
    right = access.may(request.actor, "appoint", council)
    context = {
        "council": council,
        "form": form,
        "units": units,
        "unit": unit,
        "nobody": not people,
        "refused": right.reason,
    }
    return render(request, "desk/councils/appoint.html", context, status=422 if form.errors else 200)


def number_of(request, name):
    """A number from the address, also of a form that is posted to it."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def release(request, id):
    """End a membership: from which day."""
    member = access.get_member(request.actor, id)
    form = ReleaseForm(request.POST or None, initial={"until_on": clock.day(request.at)})
    if request.method == "POST" and form.is_valid():
        try:
            operations.release(actor=request.actor, at=request.at, member_id=id, **form.cleaned_data)
        except Unready as error:
            put_issues(form, error.issues)
        else:
            messages.success(request, _("Đã ghi %(name)s thôi nhiệm vụ trong Hội đồng.") % {"name": member.person})
            return redirect("desk:council", member.council_id)
    context = {
        "member": member,
        "form": form,
        "refused": access.may(request.actor, "release", member.council).reason,
        "effects": [
            _("%(name)s không còn là thành viên từ ngày ghi dưới đây.") % {"name": member.person},
            _("Phiên họp khai mạc từ ngày đó tính theo số thành viên còn lại; phiên đã khai mạc không đổi."),
        ],
    }
    return render(request, "desk/councils/release.html", context, status=422 if form.errors else 200)
