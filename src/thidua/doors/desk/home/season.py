"""Where the season of the actor's unit stands, computed from what its units have really done. Two queries."""

import datetime as dt
from typing import Any

from django.db.models import Exists, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.assessment.enums import State as SheetState
from thidua.domain.assessment.models import Sheet
from thidua.domain.decisions.enums import State as DecisionState
from thidua.domain.decisions.models import Line
from thidua.domain.dossiers.enums import Council, Result
from thidua.domain.dossiers.enums import State as DossierState
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.movements.enums import State as MovementState
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.domain.registrations.enums import State as RegistrationState
from thidua.domain.registrations.models import Registration
from thidua.doors.http import navigation
from thidua.kernel.actor import Actor
from thidua.kernel.periods import in_force


def season(actor: Actor, on: dt.date) -> dict[str, Any] | None:
    """The latest year in which a movement was launched for the unit, and its steps; None without unit or movement."""
    path = path_of(actor, on)
    if not path:
        return None
    upward = [int(part) for part in path.strip("/").split("/")]
    launched = Movement.objects.filter(unit__in=upward).exclude(state=MovementState.DRAFT)
    year = launched.aggregate(year=Max("year"))["year"]
    if year is None:
        return None
    return {"year": year, "steps": steps(path, year, on, {entry["url"] for entry in navigation(actor, "")})}


def path_of(actor: Actor, on: dt.date) -> str:
    """The place of the unit acted for; for somebody without a role, of the unit in which she stands."""
    if actor.grants:
        return actor.grants[0].path
    if actor.person_id is None:
        return ""
    posts = Post.objects.filter(in_force(on), person=actor.person_id).order_by("-from_on", "-pk")
    return posts.values_list("unit__path", flat=True).first() or ""


def steps(path: str, year: int, on: dt.date, open_to: set[str]) -> list[dict[str, Any]]:
    """The steps in order, each with its list where the actor has it: done as far as everything is finished, then the one that is being done, then those to come.

    Registration and assessment are asked of every unit of the subtree below the top; of the later steps, what was
    begun must be finished.
    """
    units = Unit.objects.filter(in_force(on), path__startswith=path, parent__isnull=False)
    registrations = Registration.objects.filter(unit__path__startswith=path, movement__year=year)
    approved = registrations.filter(state=RegistrationState.APPROVED)
    sheets = Sheet.objects.filter(unit__path__startswith=path, year=year)
    closed = sheets.filter(state=SheetState.CLOSED)
    dossiers = Dossier.objects.filter(unit__path__startswith=path, year=year)
    names = Nomination.objects.filter(dossier__in=dossiers.order_by().values("pk"))
    put = names.filter(result=Result.HERE)
    passed = names.filter(council=Council.PASSED)
    lines = Line.objects.filter(nomination__in=names.order_by().values("pk"))
    issued = lines.filter(decision__state=DecisionState.ISSUED)
    asked: dict[str, tuple[QuerySet[Any], QuerySet[Any]]] = {  # what was begun; what is still open
        "registrations": (registrations, units.exclude(pk__in=approved.order_by().values("unit"))),
        "assessment": (sheets, units.exclude(pk__in=closed.order_by().values("unit"))),
        "dossiers": (dossiers, dossiers.exclude(state=DossierState.PASSED)),
        "councils": (put.exclude(council=Council.PENDING), put.filter(council=Council.PENDING)),
        "decisions": (lines, passed.exclude(pk__in=issued.order_by().values("nomination"))),
    }
    tests = {}
    for name, (begun, left) in asked.items():
        tests[f"{name}_begun"], tests[f"{name}_left"] = Exists(begun), Exists(left)
    found = Unit.objects.filter(path=path).annotate(**tests).values(*tests).get()
    labels = {
        "movements": _("Phát động"),
        "registrations": _("Đăng ký"),
        "assessment": _("Đánh giá"),
        "dossiers": _("Đề nghị"),
        "councils": _("Hội đồng"),
        "decisions": _("Quyết định"),
    }
    shown, state = [], "done"
    for name, label in labels.items():
        is_begun = name == "movements" or found[f"{name}_begun"]
        is_done = name == "movements" or (is_begun and not found[f"{name}_left"])
        if state == "now":
            state = "next"
        elif state == "done" and not is_done:
            state = "now"
        note = _("đã bắt đầu") if state == "next" and is_begun else ""
        url = reverse(f"desk:{name}")
        shown.append(
            {"label": label, "state": state, "url": url if url in open_to else "", "note": note, "days_left": None}
        )
    return shown
