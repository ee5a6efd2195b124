"""Count what the book holds for a span of years, nothing twice."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.register import queries as register
from thidua.domain.register.enums import Mode, Stage, SubjectKind
from thidua.domain.register.models import Entry, Record
from thidua.domain.statistics.queries.shape import KINDS, Left, Row, Summary, runs
from thidua.kernel import clock
from thidua.kernel.text import fold

AUTHORITIES = ("chu_tich_nuoc", "chinh_phu", "thu_tuong", "bo_tinh", "co_so")
MODES = tuple(Mode.values)
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Part:
    """What of a published number lies inside a span: how many, of which years; or the reason why that is not known."""

    count: int
    years: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Number:
    """A published number in a summary: what is counted of it, and why `left` of it are not. `why` as in `Left`."""

    entry: Entry
    part: Part
    why: str = ""
    reason: str = ""
    left: int = 0

    @property
    def years_text(self) -> str:
        """The years that the source names, in a line."""
        return runs(self.entry.years)


def summary(agency: Unit, from_year: int, until_year: int, *, only_published: bool = False) -> Summary:
    """The awards of the agency and the units below it for the years of achievement, both ends included.

    A number that its source does not divide over years is counted only where the span holds all of it. A named award
    that a published number covers, and a number that a second source gives again, are not counted a second time.
    `only_published` leaves named entries out: what everybody may see. Five queries.
    """
    names = awards.book_names()
    rows: dict[Cell, Row] = {}
    left: list[Left] = []
    entries = register.published(agency.path)
    numbers, records = _numbers(entries, from_year, until_year)
    for one in numbers:
        entry = one.entry
        if one.why:
            left.append(_left(one, names))
        if one.part.count:
            row = row_for(rows, names, cell_of(entry))
            add(row, entry, one.part)
    counted = [one.entry for one in numbers if one.part.count]
    if not only_published:
        _count_named(agency, from_year, until_year, counted, rows, left, names)
    order = in_order(rows, until_year)
    told = [one for one in entries if one.stage != Stage.DECISION and inside(one, from_year, until_year).count]
    sources = tuple(records[name] for name in sorted({one.source for one in (*counted, *told)} & records.keys()))
    stages = _stages(told, from_year, until_year, names)
    return Summary(agency, from_year, until_year, tuple(rows[cell] for cell in order), tuple(left), sources, stages)


def _stages(entries: list[Entry], from_year: int, until_year: int, names: dict[str, str]) -> dict[str, tuple[Row, ...]]:
    """What sources tell of proposals, votes and ceremonies of the span: rows by stage, in the order of the stages."""
    rows: dict[str, dict[Cell, Row]] = {}
    for entry in entries:
        row = row_for(rows.setdefault(entry.stage, {}), names, cell_of(entry))
        add(row, entry, inside(entry, from_year, until_year))
    return {
        stage: tuple(rows[stage][cell] for cell in in_order(rows[stage], until_year))
        for stage in Stage.values
        if stage in rows
    }


def _numbers(entries: list[Entry], from_year: int, until_year: int) -> tuple[list[Number], dict[str, Record]]:
    """The published numbers of decisions that touch the span, each with what is counted of it and why the rest is not."""
    records = register.newest_records({entry.source for entry in entries})
    numbers: list[Number] = []
    for entry in (one for one in entries if one.stage == Stage.DECISION):
        part = inside(entry, from_year, until_year)
        rivals = [
            one.entry
            for one in numbers
            if one.part.count and one.entry.source != entry.source and overlap(one.entry, entry)
        ]
        if not part.count and not part.reason:
            continue
        if dropped := _dropped(entry, records.get(entry.source)):
            numbers.append(Number(entry, Part(0), "dropped", dropped, entry.count))
        elif part.reason:
            numbers.append(Number(entry, part, "span", part.reason, entry.count))
        elif rivals:
            part, again = _apart(entry, part, rivals)
            numbers.append(Number(entry, part, "overlap", _same(rivals[0]), again))
        else:
            numbers.append(Number(entry, part))
    return numbers, records


def inside(entry: Entry, from_year: int, until_year: int) -> Part:
    """What of a published number lies in the span."""
    years = tuple(year for year in entry.years if from_year <= year <= until_year)
    if entry.is_dated:
        return Part(len(years), years)
    if entry.years and not years:
        return Part(0)
    first, last = (min(entry.years), max(entry.years)) if entry.years else (entry.span_from, entry.span_until)
    if from_year <= first and last <= until_year:
        return Part(entry.count, years)
    if last < from_year or until_year < first:
        return Part(0)
    text = _("Nguồn ghi chung cho %(of)s, không ghi từng năm nên không tách được phần thuộc %(wanted)s.")
    return Part(0, reason=text % {"of": _span(first, last), "wanted": _span(from_year, until_year)})


def overlap(one: Entry, other: Entry) -> bool:
    """Whether two numbers of different sources may count the same awards."""
    if one.unit_id != other.unit_id or cell_of(one) != cell_of(other) or _differ(one.granted_by, other.granted_by):
        return False
    if one.theme and other.theme and fold(one.theme) != fold(other.theme):
        return False
    return bool(_covered(one) & _covered(other))


def behind(
    agency: Unit, from_year: int, until_year: int, award: str, subject_kind: str, mode: str
) -> tuple[list[Number], models.QuerySet[Entry]]:
    """What lies behind one figure: the published numbers that touch the span, and the named entries inside it."""
    numbers, _records = _numbers(register.published(agency.path), from_year, until_year)
    named = (
        register.named(agency.path)
        .filter(award=award, subject_kind=subject_kind, mode=mode, span_from__gte=from_year, span_until__lte=until_year)
        .select_related("person", "unit")
        .order_by("-span_until", "person__folded", "pk")
    )
    return [one for one in numbers if cell_of(one.entry) == (award, subject_kind, mode)], named


# -- parts of the summary ----------------------------------------------------------------------------------------------


def _count_named(
    agency: Unit,
    from_year: int,
    until_year: int,
    counted: list[Entry],
    rows: dict[Cell, Row],
    left: list[Left],
    names: dict[str, str],
) -> None:
    found = (
        register.named(agency.path)
        .filter(span_from__gte=from_year, span_until__lte=until_year)
        .order_by("award", "subject_kind", "mode", "granted_by", "span_until", "unit")
        .values_list("award", "subject_kind", "mode", "granted_by", "span_until", "unit", "unit__path")
        .annotate(n=models.Count("pk"))
    )
    paths = {unit.pk: unit.path for unit in Unit.objects.filter(pk__in={one.unit_id for one in counted})}
    for award, subject_kind, mode, granted_by, year, unit_id, path, n in found:
        cell = (award, subject_kind, mode)
        covering = next(
            (
                one
                for one in counted
                if cell_of(one) == cell
                and year in _covered(one)
                and not _differ(one.granted_by, granted_by)
                and (
                    one.unit_id == unit_id
                    if subject_kind == SubjectKind.COLLECTIVE
                    else path.startswith(paths[one.unit_id])
                )
            ),
            None,
        )
        if covering is None:
            row = row_for(rows, names, cell)
            row.add(n, [year], granted_by)
            row.named += n
        else:
            text = _("Mục ghi tên của năm %(year)s đã nằm trong con số %(count)s mà nguồn công bố cho %(span)s.")
            values = {"year": year, "count": covering.count, "span": _span(covering.span_from, covering.span_until)}
            left.append(Left("named", award, names.get(award, award), subject_kind, mode, n, text % values))


def row_for(rows: dict[Cell, Row], names: dict[str, str], cell: Cell) -> Row:
    """The row of a cell, new if there is none."""
    award, subject_kind, mode = cell
    return rows.setdefault(cell, Row(award, names.get(award, award), subject_kind, mode))


def add(row: Row, entry: Entry, part: Part) -> None:
    """Count a number in, with its years, grantor and doubt."""
    row.add(part.count, part.years, entry.granted_by, separated=entry.separated)
    row.yearless += 0 if entry.is_dated else part.count
    row.statements.append(entry.pk)
    row.doubts += [entry.doubt] if entry.doubt else []


def cell_of(entry: Entry) -> Cell:
    """Award, kind of subject and mode: what makes a row."""
    return entry.award, entry.subject_kind, entry.mode


def _left(one: Number, names: dict[str, str]) -> Left:
    entry = one.entry
    name = names.get(entry.award, entry.award)
    return Left(one.why, entry.award, name, entry.subject_kind, entry.mode, one.left, one.reason, entry.pk)


def _apart(entry: Entry, part: Part, rivals: list[Entry]) -> tuple[Part, int]:
    """What a number adds to those of other sources, and how many of it they may have: year by year where all are dated."""
    if not entry.is_dated or not all(one.is_dated for one in rivals):
        return Part(0), part.count
    years = tuple(year for year in part.years if not any(year in one.years for one in rivals))
    return Part(len(years), years), part.count - len(years)


def _dropped(entry: Entry, newest: Record | None) -> str:
    if newest is None or entry.source_key in newest.keys:
        return ""
    text = _("Nguồn “%(source)s” đã bỏ hoặc sửa số liệu này ở lần nhập ngày %(day)s.")
    return text % {"source": entry.source, "day": date_format(clock.day(newest.imported_at))}


def _same(rival: Entry) -> str:
    text = _("Có thể trùng với con số %(count)s của nguồn “%(source)s” cho %(span)s; chỉ tính một nguồn.")
    return text % {"count": rival.count, "source": rival.source, "span": _span(rival.span_from, rival.span_until)}


def _covered(entry: Entry) -> set[int]:
    return set(entry.years) if entry.is_dated else set(range(entry.span_from, entry.span_until + 1))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and fold(one) != fold(other)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def in_order(cells: Iterable[Cell], year: int) -> list[Cell]:
    """Collectives first; the highest authority first; titles before forms of commendation; the ladder from the top."""
    on = dt.date(min(year, dt.MAXYEAR), 12, 31)
    catalogue = list(awards.book_names())

    def rank(cell: Cell) -> tuple[int, ...]:
        award, subject_kind, mode = cell
        authority = awards.authority(award, on)
        titles = list(awards.ladder(subject_kind))[:-1]
        return (
            KINDS.index(SubjectKind(subject_kind)),
            AUTHORITIES.index(authority) if authority in AUTHORITIES else len(AUTHORITIES),
            -titles.index(award) if award in titles else 1,
            catalogue.index(award) if award in catalogue else len(catalogue),
            MODES.index(mode),
        )

    return sorted(cells, key=rank)
