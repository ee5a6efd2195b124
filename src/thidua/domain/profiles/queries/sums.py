"""The parts of the grouped questions: which year an award counts for, years as bits in SQL, rows taken one by one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable, CombinedExpression, RawSQL
from django.db.models.functions import Cast, Concat, ExtractYear, Greatest

from thidua.domain.assessment.enums import Grade
from thidua.domain.awards import queries as awards
from thidua.domain.profiles.models import ANCHOR, OLDEST
from thidua.domain.profiles.queries.shape import ALL, GRADES

Row = tuple[Any, ...]


def among(ids: Iterable[int]) -> RawSQL:
    """The ids as one parameter, so that neither their number nor the engine's limit of parameters matters."""
    wanted = sorted(set(ids))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [wanted])  # noqa: S611  no text from outside
    return RawSQL("SELECT value FROM json_each(%s)", [str(wanted)])  # noqa: S611  no text from outside


def bit(year: str) -> Combinable:
    """The bit of the year in a column that lies from 1977 to 2040; bit 63 is the sign. NULL for NULL."""
    one = Cast(Value(1), models.BigIntegerField())
    return CombinedExpression(one, Combinable.BITLEFTSHIFT, Value(ANCHOR) - F(year))


def number(value: Any) -> int:
    """A sum of bits as an unsigned integer."""
    return int(value or 0) & ALL


# -- the year of an award ----------------------------------------------------------------------------------------------


def commendations() -> list[str]:
    """The awards that are forms of commendation, not titles."""
    return [award for award in awards.names() if not awards.is_title(award)]


def achieved() -> Case:
    """In SQL: the year of achievement for which a named award counts, 1977 for earlier ones; NULL where it has none.

    A title counts in its one dated year alone. A form of commendation for a longer span counts in the year in which
    the span ends, and one without any year of achievement in the year of its decision (Thông tư 12/2019/TT-BNV,
    Điều 2 khoản 6; Nghị định 152/2025, Điều 33 khoản 7). Annotate `years_text` first; only for `span_until` up to 2040.
    """
    is_commendation, whole = Q(award__in=commendations()), models.IntegerField()
    own = Concat(Value("["), Cast("span_until", models.TextField()), Value("]"), output_field=models.TextField())
    last, first_bit = Cast("span_until", whole), Value(OLDEST)
    by_decision = is_commendation & Q(years_text="[]", decided_on__lt=dt.date(ANCHOR + 1, 1, 1))
    return Case(
        When(Q(span_from=F("span_until"), years_text=own), then=Greatest(last, first_bit)),
        When(is_commendation & Q(span_from__lt=F("span_until")), then=Greatest(last, first_bit)),
        When(by_decision, then=Greatest(Cast(ExtractYear("decided_on"), whole), first_bit)),
        output_field=whole,
    )


YEARS_TEXT = Cast("years", models.TextField())


# -- grades ------------------------------------------------------------------------------------------------------------


def graded(year: str = "sheet__year") -> dict[str, Sum]:
    """The sums that give the years with a grade, and with each grade that has a signal or a better one."""
    order = [Grade.FAILED.value, *GRADES]
    return {
        f"g{rung}": Sum(bit(year), filter=Q(grade__in=order[rung:]), output_field=models.BigIntegerField())
        for rung in range(len(order))
    }


# -- rows --------------------------------------------------------------------------------------------------------------


AT_ONCE = 5000


def flowing(rows: QuerySet[Any, Any], of_all: bool) -> Iterator[Sequence[Any]]:
    """The rows: of everybody as they come from the database, of some all at once."""
    return rows.iterator(chunk_size=AT_ONCE) if of_all else iter(rows)


class Rows:
    """Rows in the order of their first column, taken subject by subject while they come from the database."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows: Iterator[Sequence[Any]] = iter(rows)
        self._next = next(self._rows, None)

    def of(self, subject: int) -> list[Sequence[Any]]:
        """The rows of the subject; those of subjects before it are passed over."""
        found = []
        while self._next is not None and self._next[0] <= subject:
            if self._next[0] == subject:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found
