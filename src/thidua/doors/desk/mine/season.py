"""What is under way for one person: titles registered for and awards proposed, each with where it stands."""

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.decisions.enums import State as DecisionState
from thidua.domain.decisions.models import Line
from thidua.domain.dossiers.enums import Council, Result
from thidua.domain.dossiers.enums import State as DossierState
from thidua.domain.dossiers.models import Nomination
from thidua.domain.registrations.enums import State as RegistrationState
from thidua.domain.registrations.models import Aim

TONES: dict[str, str] = {
    RegistrationState.NOT_SENT: "neutral",
    RegistrationState.WAITING: "wait",
    RegistrationState.REFUSED: "refused",
    RegistrationState.APPROVED: "done",
}


def aims(person, since):
    """The titles that the person is registered for in movements from the year on, the latest first. One query."""
    rows = (
        Aim.objects.filter(person=person, registration__movement__year__gte=since)
        .select_related("registration__movement")
        .order_by("-registration__movement__year", "pk")
    )
    return [
        {
            "award": awards.name(aim.award),
            "year": aim.registration.movement.year,
            "movement": aim.registration.movement,
            "word": aim.registration.get_state_display(),
            "tone": TONES[aim.registration.state],
        }
        for aim in rows
    ]


def nominations(person, since):
    """The awards proposed for the person from the year on, once the dossier was sent. Two queries."""
    rows = list(
        Nomination.objects.filter(person=person, dossier__year__gte=since)
        .exclude(dossier__state=DossierState.DRAFT)
        .select_related("dossier__superior", "unit")
        .order_by("-dossier__year", "pk")
    )
    lines = Line.objects.filter(nomination__in=rows).select_related("decision__unit")
    decisions = {line.nomination_id: line.decision for line in lines}
    return [
        {
            "award": awards.name(row.award),
            "year": row.dossier.year,
            "superior": row.dossier.superior,
            **where(row, decisions.get(row.pk)),
        }
        for row in rows
    ]


def where(nomination, decision):
    """How far a nomination has come, in words: nothing of an appraisal or a vote that is not finished."""
    if decision is not None and decision.state == DecisionState.ISSUED:
        note = _("Quyết định số %(number)s ngày %(day)s")
        values = {"number": decision.full_number, "day": decision.dated_on.strftime("%d/%m/%Y")}
        return stands("done", _("Đã có quyết định"), note % values)
    if decision is not None:
        return stands("info", _("Hội đồng thông qua"), _("Đang làm quyết định"))
    if nomination.council == Council.REJECTED:
        return stands("refused", _("Hội đồng không thông qua"))
    if nomination.council == Council.PASSED:
        return stands("info", _("Hội đồng thông qua"), _("Chờ quyết định"))
    if nomination.dossier.state == DossierState.RETURNED:
        return stands("wait", _("Trả lại bổ sung"), _("Đơn vị đang bổ sung hồ sơ"))
    if nomination.dossier.state == DossierState.SENT:
        return stands("wait", _("Đang thẩm định"))
    return {
        Result.FAILS: stands("refused", _("Không đạt thẩm định")),
        Result.ABOVE: stands("info", _("Đạt thẩm định"), _("Trình cấp trên xét")),
        Result.HERE: stands("info", _("Đạt thẩm định"), _("Chờ Hội đồng xét")),
    }.get(nomination.result, stands("info", _("Đã thẩm định")))


def stands(tone, word, note=""):
    """A state as the table shows it."""
    return {"tone": tone, "word": word, "note": note}
