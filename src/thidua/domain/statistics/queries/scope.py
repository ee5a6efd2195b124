"""The unit whose figures are asked for, with the units around it that its page needs."""

from dataclasses import dataclass

from django.db.models import F, Q, Subquery

from thidua.domain.organisations.models import Unit
from thidua.domain.statistics.queries.forms import Roots, roots_of
from thidua.domain.statistics.queries.forms.awards import SUBMITTERS


@dataclass(frozen=True)
class Scope:
    """`above` from the top to the unit's parent; `below` its parts of every time; `roots` as the forms take them."""

    unit: Unit
    above: tuple[Unit, ...]
    below: tuple[Unit, ...]
    roots: Roots


def scope(unit_id: int) -> Scope | None:
    """The unit with its surroundings; None for an unknown id. One query."""
    of = Unit.objects.filter(pk=unit_id).values("path")[:1]
    rows = Unit.objects.annotate(wanted=Subquery(of)).order_by("path")
    is_below = Q(path__contains=f"/{unit_id}/", kind__in=SUBMITTERS)
    around = list(rows.filter(Q(wanted__startswith=F("path")) | Q(parent=unit_id) | is_below))
    unit = next((one for one in around if one.pk == unit_id), None)
    if unit is None:
        return None
    above = tuple(one for one in around if one.pk != unit_id and unit.path.startswith(one.path))
    below = tuple(one for one in around if one.parent_id == unit_id)
    return Scope(unit, above, below, roots_of(around))
