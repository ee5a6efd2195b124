"""The verdict on one person or collective, asked on the spot with the records of now."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.dossiers import access as dossier_access
from thidua.domain.dossiers.states import OPEN as OPEN_DOSSIER
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.people.queries import units_of
from thidua.domain.profiles import queries as profiles
from thidua.domain.reviews import access, facts, queries
from thidua.domain.reviews.enums import ANSWERS, Answer, State, Subject
from thidua.doors.desk.reviews import shown
from thidua.kernel.errors import NotFound, NotNow

TOLD = (Answer.MET, Answer.NEAR)


def person(request, id, person):
    """One person's verdict on the award that the address names, and what else she reaches."""
    review, award, selection, row = found(request, id, Subject.INDIVIDUAL, person)
    subject = Person.objects.get(pk=person)
    fresh = profiles.of_people([person])
    gathered = facts.of_people([person], review.year, review.on, fresh)
    heading = {"name": subject.full_name, "under": selection.unit_of(row), "is_sample": subject.is_sample}
    path = selection.units[int(selection.places[row])][1]
    return show(request, review, award, selection, row, gathered, heading, path)


def collective(request, id, unit):
    """One collective's verdict on the award that the address names, and what else it reaches."""
    review, award, selection, row = found(request, id, Subject.COLLECTIVE, unit)
    subject = Unit.objects.get(pk=unit)
    numbers = facts.counted([subject], review.year)
    gathered = facts.of_units([unit], review.year, numbers, profiles.of_units([subject]))
    heading = {"name": subject.name, "under": subject.get_kind_display(), "is_sample": subject.is_sample}
    return show(request, review, award, selection, row, gathered, heading, subject.path)


def found(request, id, subject, who):
    """The review, the award, its answers, and the row of the person or collective in them."""
    review = access.get(request.actor, id)
    if review.state != State.DONE:
        raise NotNow(_("Lần rà soát này chưa xong nên chưa có kết luận."))
    known = review.counts.get(subject, {})
    award = request.GET.get("danh-hieu", "")
    award = award if award in known else next((one for one in awards.ladder(subject) if one in known), "")
    selection = queries.selection(review, subject, award)
    row = selection.row_of(who)
    if row is None:
        raise NotFound(_("Người hoặc tập thể này không có trong lần rà soát."))
    return review, award, selection, row


def show(request, review, award, selection, row, gathered, heading, path):
    """The page."""
    asked = facts.terms(review.unit, review.on)
    verdict = facts.verdict(gathered, 0, award, asked)
    now = {one: Answer(ANSWERS[found[0] & 15]) for one, found in facts.answers(gathered, asked).columns.items()}
    then = Answer(ANSWERS[selection.answers[row]])
    subject = selection.subject
    ladder = awards.ladder(subject)
    back = shown.list_url(review, subject, award, then)
    context = {
        "review": review,
        "lead": shown.lead(review),
        "heading": heading,
        "back": back,
        "verdict": awards.verdict(verdict.to_json()),
        "then": shown.pill(then, is_verified=award not in review.unverified.get(subject, ())),
        "has_changed": now.get(award) != then,
        "others": [
            {
                "name": awards.name(one),
                "url": f"?{urlencode({'danh-hieu': one})}",
                "pill": shown.pill(answer, is_verified=one not in review.unverified.get(subject, ())),
            }
            for one, answer in sorted(now.items(), key=lambda item: (item[0] not in ladder, ANSWERS.index(item[1])))
            if one != award and (answer in TOLD or one in ladder)
        ],
        "is_proposed": bool(queries.proposed(review, subject, [int(selection.ids[row])], award)),
        "ways": ways(request, review, subject, int(selection.ids[row]), path) if award in ladder else [],
    }
    return render(request, "desk/reviews/one.html", context)


def ways(request, review, subject, who, path):
    """Where the actor may propose the award: the dossiers being made that reach the subject, else a new one."""
    name = "desk:dossier-person" if subject == Subject.INDIVIDUAL else "desk:dossier-collective"
    rows = dossier_access.visible_to(request.actor).filter(year=review.year, state__in=OPEN_DOSSIER)
    drafts = [
        {"label": _("Đề nghị trong “%(title)s”") % {"title": one.title}, "url": reverse(name, args=[one.pk, who])}
        for one in rows.select_related("unit").order_by("-pk")
        if path.startswith(one.unit.path) and dossier_access.may(request.actor, "nominate", one)
    ]
    unit = next((one for one in units_of(request.actor) if one.pk == request.actor.unit_id), None)
    if drafts or unit is None or not path.startswith(unit.path) or not dossier_access.may(request.actor, "open", unit):
        return drafts
    return [{"label": _("Lập hồ sơ để đề nghị"), "url": f"{reverse('desk:dossier-open')}?nam={review.year}"}]
