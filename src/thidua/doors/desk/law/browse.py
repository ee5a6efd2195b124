"""The law as a person browses it: the catalogue, an award through time, changes between two days, rules, open points."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.domain.awards import access, facts, operations, queries
from thidua.domain.people.queries import units_of
from thidua.doors.desk.law import shown
from thidua.doors.desk.law.forms import ConfirmForm, DayForm, DaysForm
from thidua.doors.desk.law.views import acting_unit, add_errors
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Unready
from thidua.kernel.rights import allow


def own_unit(request):
    """The unit acted for; None for somebody without a role, who reads the law all the same."""
    return next((unit for unit in units_of(request.actor) if unit.pk == request.actor.unit_id), None)


def awards(request):
    """All titles and forms in the law's order, with how sure the law of today is."""
    allow(access.may(request.actor, "read"))
    today, wanted = clock.day(request.at), request.GET.get("q", "")[:100]
    groups = shown.catalogue(today, wanted)
    unit = own_unit(request)
    context = {
        "groups": groups,
        "found": sum(len(one["rows"]) for one in groups),
        "q": wanted,
        "today": today,
        "share": facts.share(),
        "version": facts.version(),
        "checked_on": facts.last_checked(),
        "unit": unit,
        "has_words": unit is not None and queries.confirmation_rows(unit).exists(),
    }
    return render(request, "desk/law/awards.html", context)


def award(request, award_id):
    """One award on a chosen day, for a kind of nominee."""
    allow(access.may(request.actor, "read"))
    found, today = facts.award(award_id), clock.day(request.at)
    subject = request.GET.get("doi-tuong", "")
    subject = subject if subject in found.subjects else found.subjects[0]
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": today})
    on = form.cleaned_data["ngay"] if form.is_valid() else today
    periods, period = facts.timeline(award_id), facts.period(award_id, on)
    unit = own_unit(request)
    words = queries.words_on(unit) if unit else {}
    context = {
        "award": found,
        "name": queries.name(award_id),
        "note": shown.text(found.note),
        "group": next(label for label, ids in queries.groups() if award_id in ids),
        "form": form,
        "on": on,
        "today": today,
        "subject": subject,
        "subjects": [
            {"label": shown.subject_name(one), "url": shown.award_url(award_id, on, one), "current": one == subject}
            for one in found.subjects
        ],
        "steps": shown.steps(periods, period, subject),
        "state": shown.state(period),
        "sections": shown.sections(period, subject, on, words) if period else [],
        "decides": shown.decides(award_id, on),
        "share": facts.share(award_id),
        "bonus": shown.bonus(facts.money(award_id, subject, on)),
        "procedure": shown.procedure(facts.procedure(award_id, subject, on, unit)),
        "history": shown.history(periods, subject),
        "right": access.may(request.actor, "confirm", unit) if unit else None,
        "first_day": facts.turning_points()[0],
    }
    return render(request, "desk/law/award.html", context, status=200 if form.is_valid() else 422)


def rule(request, rule_id):
    """One rule by itself; on a day on which nobody verified it, the agency's word."""
    allow(access.may(request.actor, "read"))
    found, today = facts.rule(rule_id), clock.day(request.at)
    unit = acting_unit(request) if request.method == "POST" else own_unit(request)
    one = shown.rule(found, today, queries.words_on(unit).get(rule_id) if unit else None)
    form, refusal = ConfirmForm(rule=found, initial={"confirmed_on": today}), None
    if request.method == "POST":
        allow(access.may(request.actor, "confirm", unit))
        form = ConfirmForm(request.POST, rule=found)
        try:
            if form.is_valid():
                operations.confirm_rule(
                    actor=request.actor, at=request.at, unit_id=unit.pk, rule_id=rule_id, **form.cleaned_data
                )
                messages.success(
                    request, _("Đã ghi xác nhận. Từ nay kết luận theo quy tắc này nêu rõ dựa trên lời xác nhận của ai.")
                )
                return redirect("desk:law-rule", rule_id)
        except Unready as problem:
            add_errors(form, problem)
        except NotNow as problem:
            refusal = problem
    context = {
        "rule": one,
        "unit": unit,
        "awards": [(queries.name(each), shown.award_url(each, today)) for each in found.awards],
        "form": form,
        "refusal": refusal,
        "right": access.may(request.actor, "confirm", unit) if unit else None,
        "is_own": bool(unit and one["word"] and one["word"].unit_id == unit.pk),
    }
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "desk/law/rule.html", context, status=status)


def changes(request):
    """What changed between two days; without days, what today is against the last turn of the law."""
    allow(access.may(request.actor, "read"))
    points, today = facts.turning_points(), clock.day(request.at)
    last = max((one for one in points if one <= today), default=points[0])
    asked = {"tu": request.GET.get("tu") or previous(last), "den": request.GET.get("den") or last}
    form = DaysForm(asked)
    context = {"form": form, "groups": [], "transitions": [], "turns": turns(points)}
    if not form.is_valid():
        return render(request, "desk/law/changes.html", context, status=422)
    first, second = sorted((form.cleaned_data["tu"], form.cleaned_data["den"]))
    groups = shown.by_award(facts.between(first, second))
    context |= {
        "first": first,
        "second": second,
        "groups": groups,
        "found": sum(len(one["changes"]) for one in groups),
        "transitions": [shown.transition(one) for one in facts.transitions(first, second)],
    }
    return render(request, "desk/law/changes.html", context)


def previous(day):
    """The day before."""
    return day.fromordinal(day.toordinal() - 1)


def turns(points):
    """The turns of the law as comparisons to click: the day before against the day."""
    return [{"on": one, "query": f"?tu={previous(one).isoformat()}&den={one.isoformat()}"} for one in points[1:]]


def principles(request):
    """What holds for every award."""
    allow(access.may(request.actor, "read"))
    today = clock.day(request.at)
    rules = [shown.principle(one, today) for one in facts.general_rules()]
    return render(request, "desk/law/principles.html", {"rules": rules, "today": today})


def points(request):
    """What the text leaves open, what officials answered, what was not verified."""
    allow(access.may(request.actor, "read"))
    return render(request, "desk/law/points.html", {"points": shown.points()})


def patch(request):
    """The words that stand for the unit, as a patch to the law data (docs/formats/confirmation-patch.md)."""
    unit = acting_unit(request)
    allow(access.may(request.actor, "export", unit))
    content = facts.patch(unit)
    if not content:
        raise NotFound(_("Cơ quan chưa có xác nhận nào để tải."))
    response = HttpResponse(content, content_type="text/x-patch; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="xac-nhan-{unit.code}.patch"'
    return response
