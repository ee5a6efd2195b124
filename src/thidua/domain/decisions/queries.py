"""Questions about decisions."""

import datetime as dt
import re

from django.db import models

from thidua.domain.councils.queries import in_order
from thidua.domain.decisions.enums import State
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.decisions.states import FLOW
from thidua.domain.dossiers.models import Nomination
from thidua.domain.dossiers.queries import passed_by_council
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.kernel.periods import in_force
from thidua.kernel.text import fold, tidy

NUMBER = re.compile(r"^(\d{1,9})(?:\s*/\s*(.*))?$")
SHORTEST = 2
MOST = 50


def verbs(decision: Decision) -> list[tuple[str, str]]:
    """The verbs that make sense in the decision's state, with their labels."""
    return FLOW.offered(decision)


def listed(decisions: models.QuerySet[Decision]) -> models.QuerySet[Decision]:
    """The decisions as a list shows them: unfinished ones first, then the newest."""
    unfinished = models.Case(models.When(state=State.ISSUED, then=1), default=0)
    rows = decisions.select_related("unit").annotate(line_count=models.Count("lines"))
    return rows.order_by(unfinished, "-number_year", "-number", "-pk")


def names(decision: Decision) -> list[Line]:
    """The lines of the decision: the higher award first, collectives before persons, by name."""
    rows = decision.lines.select_related("nomination__person", "nomination__unit", "nomination__dossier")
    return sorted(rows, key=lambda line: in_order(line.nomination))


def undecided(unit: Unit, year: int, decision: Decision | None = None) -> models.QuerySet[Nomination]:
    """What the unit's council passed for the year and no other decision than this one holds."""
    held = Line.objects.order_by()
    if decision is not None:
        held = held.exclude(decision=decision)
    return passed_by_council(unit, year).exclude(pk__in=held.values("nomination"))


def years_waiting(unit: Unit, until: int, span: int = 10) -> list[int]:
    """The years of achievement for which names wait for a decision of the unit, the latest first."""
    return [year for year in range(until, until - span, -1) if undecided(unit, year).exists()]


def post_of(person_id: int | None, unit: Unit, on: dt.date) -> str:
    """The post of a person in the unit on the day, to be offered as the signer's."""
    posts = Post.objects.filter(in_force(on), person=person_id, unit=unit).order_by("rank", "-from_on", "pk")
    return posts.values_list("title", flat=True).first() or ""


# -- what anyone may see -----------------------------------------------------------------------------------------------


def issued() -> models.QuerySet[Decision]:
    """The issued decisions, the newest first, as the public list shows them."""
    rows = Decision.objects.filter(state=State.ISSUED).select_related("unit")
    return rows.annotate(line_count=models.Count("lines")).order_by("-signed_at", "-number", "-pk")


def numbered(text: str) -> list[Decision]:
    """The issued decisions with this number, "12" or "12/QĐ-SNV"."""
    found = NUMBER.match(tidy(text))
    if not found:
        return []
    rows = issued().filter(number=int(found[1]))[:20]
    symbol = fold(found[2] or "").replace(" ", "")
    return [row for row in rows if not symbol or fold(row.full_number).split("/", 1)[1] == symbol]


def honoured(text: str, limit: int = MOST) -> list[Line]:
    """Lines of issued decisions that honour somebody of this name, written with or without marks."""
    wanted = fold(tidy(text))
    if len(wanted) < SHORTEST:
        return []
    rows = Line.objects.filter(decision__state=State.ISSUED).select_related(
        "decision__unit", "nomination__person", "nomination__unit", "nomination__dossier"
    )
    collectives = (
        rows.filter(nomination__person__isnull=True)
        .order_by()
        .values_list("nomination__unit_id", "nomination__unit__name")
    )
    units = {id for id, name in collectives.distinct() if wanted in fold(name)}
    named = models.Q(nomination__person__folded__contains=wanted)
    grouped = models.Q(nomination__person__isnull=True, nomination__unit__in=units)
    return list(rows.filter(named | grouped).order_by("-decision__signed_at", "pk")[:limit])
