"""What forms 0602 and 0603 count: awards decided in the span of days, published numbers by their number."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as catalogue
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank
from thidua.domain.register.enums import Kind, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.statistics.queries.forms.filling import Atom, Doubt, Filled, fill
from thidua.domain.statistics.queries.forms.shape import Form, Where
from thidua.domain.statistics.queries.forms.span import Span
from thidua.domain.statistics.queries.published import published

SUBMITTERS = (UnitKind.MINISTRY, UnitKind.PROVINCE)
Roots = list[tuple[str, str]]
"""The paths of ministries and provinces with their kind, the deepest first."""


def filled(form: Form, unit: Unit, span: Span, roots: Roots) -> Filled:
    """The form of the awards that the unit and those below it received by decisions of the span. Two queries."""
    names = catalogue.names()
    rows = _of_form(form, form.awards(_authorities(names, span.until)), unit)
    asks_submitter = any("submitter" in (line.where or {}) for line in form.rows.values())
    atoms, by_day = _named(rows, span, roots if asks_submitter else [])
    atoms += _published(rows, span, roots)
    present = {atom.said["award"] for atom in atoms}
    drawn = form.drawn(names, present, str(SubjectKind.COLLECTIVE.label), str(SubjectKind.INDIVIDUAL.label))
    result = fill(drawn, atoms, word)
    total = next(column for column in drawn.columns if column.is_total)
    beyond: Counter[str] = Counter()
    for atom in atoms:
        if total.where and atom.said["award"] not in total.where["award"]:
            beyond[atom.said["award"]] += atom.count
    for award, count in beyond.items():
        text = _("%(award)s: biểu không có cột nào, không tính vào tổng số") % {"award": names.get(award, award)}
        result.doubts.append(Doubt("column", text, count, "", "award", award))
    if companies := sum(atom.count for atom in atoms if not atom.said["enterprise"]):
        text = _("số công bố của tập thể không nói bao nhiêu là doanh nghiệp")
        result.doubts.append(Doubt("unrecorded", text, companies, "", "enterprise", ""))
    words = {
        "undated": _("chỉ ghi năm thành tích, không ghi ngày quyết định: không rõ có thuộc năm này không"),
        "later": _("quyết định sau ngày của số liệu nhưng trong cùng năm"),
    }
    result.doubts += [Doubt(why, text, by_day[why]) for why, text in words.items() if by_day[why]]
    return result


def behind(form: Form, unit: Unit, span: Span, roots: Roots, wheres: list[Where], why: str = "") -> QuerySet[Entry]:
    """The entries that all the `wheres` ask for; with `why` those of a doubt about days: undated or later."""
    rows = _of_form(form, form.awards(_authorities(catalogue.names(), span.until)), unit)
    rows = rows.filter({"undated": _undated(span), "later": _later(span)}.get(why, _inside(span)))
    for where in wheres:
        for name, values in where.items():
            rows = rows.filter(_asked(name, values, roots))
    return rows.select_related("unit", "person").order_by("-decided_on", "person__folded", "unit__path", "pk")


def word(name: str, value: str) -> str:
    """Why awards with this property stand in no row of a part of the form."""
    words = {
        ("subject", "mixed"): _("nguồn không tách tập thể, cá nhân"),
        ("subject", "unstated"): _("nguồn không ghi đối tượng"),
        ("rank", ""): _("chưa ghi nhóm đối tượng của cá nhân"),
        ("submitter", ""): _("đơn vị không thuộc bộ, tỉnh nào có trong hệ thống"),
    }
    return words.get((name, value)) or _("không thuộc dòng nào của biểu")


def roots_of(units: Iterable[Unit]) -> Roots:
    """The ministries and provinces among the units, each path with its kind, the deepest first."""
    return sorted(((one.path, one.kind) for one in units if one.kind in SUBMITTERS), key=lambda row: -len(row[0]))


# -- parts -------------------------------------------------------------------------------------------------------------


def _authorities(names: Mapping[str, str], on: dt.date) -> dict[str, str]:
    return {award: catalogue.authority(award, on) for award in names}


def _of_form(form: Form, wanted: list[str], unit: Unit) -> QuerySet[Entry]:
    """Granted entries of the unit about which the form asks; of awards outside the catalogue the entry's own level says it."""
    own_level = Q(level=form.level) & ~Q(award__in=list(catalogue.names()))
    return Entry.objects.granted().filter(Q(award__in=wanted) | own_level, unit__path__startswith=unit.path)


def _inside(span: Span) -> Q:
    return Q(decided_on__gte=span.begins, decided_on__lte=span.until)


def _undated(span: Span) -> Q:
    """Those whose day of decision nobody wrote down, and which may have been decided in the year."""
    return Q(decided_on__isnull=True, span_from__lte=span.year, span_until__gte=span.year - 1)


def _later(span: Span) -> Q:
    return Q(decided_on__gt=span.until, decided_on__lte=dt.date(span.year, 12, 31))


def _named(rows: QuerySet[Entry], span: Span, roots: Roots) -> tuple[list[Atom], Counter[str]]:
    """The named awards of the span, and how many entries of any kind the day keeps out of it. One query."""
    submitter: Any = Value("", CharField())
    if roots:
        cases = [When(unit__path__startswith=path, then=Value(kind)) for path, kind in roots]
        submitter = Case(*cases, default=Value(""), output_field=CharField())
    company = When(unit__kind=UnitKind.ENTERPRISE, subject_kind=SubjectKind.COLLECTIVE, then=Value("yes"))
    days = Case(
        When(_undated(span), then=Value("undated")),
        When(_later(span), then=Value("later")),
        default=Value(""),
        output_field=CharField(),
    )
    found = (
        rows.filter(_inside(span) & Q(kind=Kind.GRANT) | _undated(span) | _later(span))
        .annotate(
            submitter=submitter, enterprise=Case(company, default=Value("no"), output_field=CharField()), day=days
        )
        .order_by()
        .values_list("day", "award", "subject_kind", "rank", "mode", "submitter", "enterprise")
        .annotate(n=Sum("count"))
    )
    atoms, by_day = [], Counter[str]()
    for day, *said, n in found:
        if day:
            by_day[day] += n
        else:
            atoms.append(Atom(_said(*said), n))
    return atoms, by_day


def _said(award: str, subject: str, rank: int | None, mode: str, submitter: str, enterprise: str) -> dict[str, str]:
    return {
        "award": award,
        "subject": subject,
        "rank": str(rank or ""),
        "mode": mode,
        "submitter": submitter,
        "enterprise": enterprise,
    }


def _published(rows: QuerySet[Entry], span: Span, roots: Roots) -> list[Atom]:
    """The published numbers of the span. One query."""
    atoms = []
    for entry, count in published(rows.filter(_inside(span))):
        kind = next((kind for path, kind in roots if entry.unit.path.startswith(path)), "")
        is_company = entry.unit.kind == UnitKind.ENTERPRISE
        enterprise = "no" if entry.subject_kind != SubjectKind.COLLECTIVE else "yes" if is_company else ""
        atoms.append(Atom(_said(entry.award, entry.subject_kind, entry.rank, entry.mode, kind, enterprise), count))
    return atoms


def _asked(name: str, values: frozenset[str], roots: Roots) -> Q:
    if name == "rank":
        query = Q(rank__in=[int(one) for one in values if one in map(str, Rank.values)])
        return query | Q(rank__isnull=True) if "" in values else query
    if name == "enterprise":
        is_company = Q(unit__kind=UnitKind.ENTERPRISE)
        return (
            is_company if "yes" in values else ~is_company & Q(kind=Kind.PUBLISHED, subject_kind=SubjectKind.COLLECTIVE)
        )
    if name == "submitter":
        query, under = Q(pk__in=[]), Q(pk__in=[])
        for path, kind in reversed(roots):  # a deeper root decides for what is below it
            inside = Q(unit__path__startswith=path)
            query, under = (query | inside) if kind in values else (query & ~inside), under | inside
        return query | ~under if "" in values else query
    return Q(**{{"subject": "subject_kind__in", "mode": "mode__in", "award": "award__in"}[name]: list(values)})
