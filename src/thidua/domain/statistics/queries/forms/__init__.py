"""The yearly forms 0601 to 0605, filled from the data, each number with what stands behind it."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from thidua.domain.awards.queries import names
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.register.models import Entry
from thidua.domain.statistics.queries.forms import awards, work
from thidua.domain.statistics.queries.forms.awards import Roots, roots_of
from thidua.domain.statistics.queries.forms.filling import Atom, Cell, Check, Doubt, Filled, Row, fill, table, to_json
from thidua.domain.statistics.queries.forms.shape import (
    COLLECTIVE,
    EVERYTHING,
    INDIVIDUAL,
    Column,
    Form,
    Line,
    Source,
    Where,
    forms,
    source,
    whole,
)
from thidua.domain.statistics.queries.forms.span import Span

Things = QuerySet[Entry] | list[Movement] | list[Unit] | list[Person]


@dataclass(frozen=True)
class Asked:
    """Which things of a form are asked for: those of a row and a column, or those of a doubt."""

    row: str = ""
    column: str = ""
    awards: frozenset[str] = field(default_factory=frozenset)
    why: str = ""
    property: str = ""
    value: str = ""


def filled(code: str, unit: Unit, span: Span, roots: Roots) -> Filled:
    """The form for a unit and those below it; `roots` as `roots_of` the units around it. At most two queries."""
    form = forms()[code]
    if form.things == "awards":
        return awards.filled(form, unit, span, roots)
    return work.filled(form, unit, span)


def behind(code: str, unit: Unit, span: Span, roots: Roots, asked: Asked) -> Things:
    """What one number is made of. Raises LookupError for a row or column that the form does not have."""
    form = forms()[code]
    wheres: list[Where] = [form.rows[asked.row].where or EVERYTHING] if asked.row else []
    if asked.column:
        wheres.append(_column(form, asked))
    if asked.property:
        wheres.append({asked.property: frozenset(asked.value.split(","))})
    if form.things == "awards":
        return awards.behind(form, unit, span, roots, wheres, asked.why)
    return work.behind(form, unit, span, wheres)


def _column(form: Form, asked: Asked) -> Where:
    """What a column of the drawn form asks for; which awards it holds depends on the data, so they come along."""
    code = asked.column.partition(".")[0].rstrip("ab")
    column = next((one for one in form.columns if one.code == code), None)
    if column is None:
        raise LookupError(asked.column)
    if form.things != "awards":
        return column.where
    if column.is_total:
        return whole(form, names())
    where = {"award": asked.awards}
    return where | {"subject": COLLECTIVE if asked.column.endswith("a") else INDIVIDUAL} if column.pair else where


__all__ = [
    "Asked", "Atom", "Cell", "Check", "Column", "Doubt", "Filled", "Form", "Line", "Roots", "Row", "Source", "Span",
    "Things", "Where", "behind", "fill", "filled", "forms", "roots_of", "source", "table", "to_json",
]  # fmt: skip
