"""How many awards were decided in each of some years, divided by one property: one question a page."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as catalogue
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank
from thidua.domain.register.enums import Kind, Level, Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.statistics.queries.published import published

FIELDS = {
    "don-vi": "unit__path", "cap": "award", "hinh-thuc": "award", "doi-tuong": "subject_kind", "loai": "mode",
    "nhom": "rank",
}  # fmt: skip
"""By what the awards can be divided, and which field of an entry says it."""
STATE, MINISTRY, BASE = "nha_nuoc", "bo_tinh", "co_so"
LEVELS = {
    "chu_tich_nuoc": STATE, "thu_tuong": STATE, "chinh_phu": STATE, "ubtvqh": STATE, "bo_tinh": MINISTRY,
    "quan_khu_dhqg": MINISTRY,
}  # fmt: skip


@dataclass(frozen=True)
class Overview:
    """Awards by property and year. `names`: every property that occurs, in order; `undated`: entries without a day."""

    years: tuple[int, ...]
    names: dict[str, str]
    counts: Counter[tuple[str, int]]
    undated: int

    def total(self, year: int) -> int:
        """All of a year."""
        return sum(self.counts[key, year] for key in self.names)


def overview(unit: Unit, below: Iterable[Unit], first: int, last: int, by: str) -> Overview:
    """The awards decided in the years first to last, both included, of the unit and all below it. Two queries."""
    below = list(below)
    rows, parts = _granted(unit), ids(below)
    is_asked = Q(decided_on__year__gte=first, decided_on__year__lte=last)
    is_undated = Q(decided_on__isnull=True, span_until__gte=first - 1, span_from__lte=last)
    counts: Counter[tuple[str, int]] = Counter()
    undated = 0
    grouped = (
        rows.filter(is_asked & Q(kind=Kind.GRANT) | is_undated)
        .annotate(year=ExtractYear("decided_on"))
        .order_by()
        .values_list("year", FIELDS[by])
        .annotate(n=Sum("count"))
    )
    for year, value, n in grouped:
        if year is None:
            undated += n
        else:
            counts[_key(by, value, unit, parts, year), year] += n
    for entry, n in published(rows.filter(is_asked)):
        value = {"unit__path": entry.unit.path}.get(FIELDS[by], getattr(entry, FIELDS[by].partition("__")[0]))
        assert entry.decided_on is not None
        year = entry.decided_on.year
        counts[_key(by, value, unit, parts, year), year] += n
    present = {key for key, _year in counts}
    names = {key: name for key, name in _names(by, unit, below).items() if key in present}
    return Overview(tuple(range(first, last + 1)), names, counts, undated)


def behind(unit: Unit, below: Iterable[Unit], year: int, by: str, key: str) -> QuerySet[Entry]:
    """The entries behind one number of an overview; no entry for a property that does not exist."""
    rows = _granted(unit).filter(decided_on__year=year)
    if by == "don-vi":
        part = next((one for one in below if str(one.pk) == key), None)
        if part is not None:
            rows = rows.filter(unit__path__startswith=part.path)
        else:
            rows = rows.filter(unit=unit) if key == str(unit.pk) else rows.none()
    elif by == "cap":
        rows = rows.filter(award__in=[award for award, level in levels(year).items() if level == key])
    elif by == "nhom":
        rows = rows.filter(rank=int(key)) if key.isdigit() else rows.filter(rank__isnull=True)
    else:
        rows = rows.filter(**{FIELDS[by]: key})
    return rows.select_related("unit", "person").order_by("-decided_on", "person__folded", "unit__path", "pk")


def ids(below: Iterable[Unit]) -> frozenset[str]:
    """The parts of a unit as `child` looks them up."""
    return frozenset(str(one.pk) for one in below)


def child(path: str, unit: Unit, parts: frozenset[str]) -> str:
    """The part of the unit under which the path lies, as its id; the unit's own for what stands in no part."""
    rest = path.removeprefix(unit.path).partition("/")[0]
    return rest if rest in parts else str(unit.pk)


def _granted(unit: Unit) -> QuerySet[Entry]:
    return Entry.objects.granted().filter(unit__path__startswith=unit.path)


@cache
def levels(year: int) -> dict[str, str]:
    """Every award of the catalogue with the level of the state that decided it at the end of the year."""
    on = dt.date(year, 12, 31)
    return {award: LEVELS.get(catalogue.authority(award, on), BASE) for award in catalogue.names()}


def _key(by: str, value: str | int | None, unit: Unit, parts: frozenset[str], year: int) -> str:
    if by == "don-vi":
        return child(str(value), unit, parts)
    if by == "cap":
        return levels(year).get(str(value), BASE)
    return "" if value is None else str(value)


def _names(by: str, unit: Unit, below: list[Unit]) -> dict[str, str]:
    if by == "don-vi":
        parts = {str(one.pk): one.name for one in below}
        return parts | {str(unit.pk): _("%(unit)s (không qua đơn vị trực thuộc)") % {"unit": unit.name}}
    if by == "cap":
        return {level: str(Level(level).label) for level in (STATE, MINISTRY, BASE)}
    if by == "hinh-thuc":
        return catalogue.names()
    if by == "nhom":
        ranks = {str(rank.value): str(rank.label) for rank in Rank}
        return ranks | {"": _("Tập thể, và cá nhân chưa ghi nhóm đối tượng")}
    kinds = SubjectKind if by == "doi-tuong" else Mode
    return {str(kind.value): str(kind.label) for kind in kinds}
