"""The awards of a report: sentences, a table, a chart by year, and what stays open."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.register.enums import Stage, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.reports.queries.parts import Draft, count, is_whole, span
from thidua.domain.statistics import queries as statistics
from thidua.domain.statistics.queries import Row, Summary

MOST_YEARS = 20
"""A chart of more years is not read; a table of them is the statistics' own page."""


def honours(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """Add the awards as the section `number`; whether there are any."""
    whole = is_whole(first, last)
    result = statistics.summary(unit, first.year, last.year) if whole else statistics.decided(unit, first, last)
    if not result.rows:
        draft.gaps.append(_("Sổ vàng không có khen thưởng nào đã quyết định của kỳ này."))
    else:
        draft.heading("awards", _("%(n)s. KẾT QUẢ KHEN THƯỞNG") % {"n": number})
        _total(draft, result, first, last)
        for place, kind in enumerate([kind for kind in result.kinds if result.rows_of(kind)], 1):
            _kind(draft, result, kind, place)
        _table(draft, result)
        if whole and 1 < last.year - first.year + 1 <= MOST_YEARS:
            _chart(draft, unit, result)
    _other_stages(draft, result)
    return bool(result.rows)


def _total(draft: Draft, result: Summary, first: dt.date, last: dt.date) -> None:
    totals = {kind: n for kind, n in result.totals.items() if n}
    parts = [f"{_lower(SubjectKind(kind).label)} {count(n)} " + _("lượt") for kind, n in totals.items()]
    source = draft.source(_("Sổ vàng, tổng kết %(span)s") % {"span": span(first, last)}, "summary", **_asked(result))
    text = _("%(span)s, tập thể và cá nhân của %(unit)s được tặng %(n)s lượt danh hiệu thi đua, hình thức khen thưởng")
    sentence = text % {
        "span": _capital(span(first, last)),
        "unit": result.agency.name,
        "n": count(sum(totals.values())),
    }
    if len(parts) > 1:
        sentence += _(", trong đó: %(parts)s") % {"parts": "; ".join(parts)}
    draft.text("awards.total", f"{sentence} {source}.")


def _kind(draft: Draft, result: Summary, kind: str, place: int) -> None:
    """One kind of subject: a line for each award, in the words of the source where it published a number."""
    label = SubjectKind(kind).label
    draft.heading(f"awards.{kind}", f"{place}. {_capital(str(label))}", 2)
    rows = result.rows_of(kind)
    told = Entry.objects.in_bulk([id for row in rows for id in row.statements])
    draft.items(f"awards.{kind}.items", [_line(draft, result, row, told) for row in rows])


def _line(draft: Draft, result: Summary, row: Row, told: dict[int, Entry]) -> str:
    source = draft.source(
        f"{row.award_name} ({row.mode_name}, {_lower(SubjectKind(row.subject_kind).label)})",
        "statements",
        **_asked(result),
        hinh_thuc=row.award,
        doi_tuong=row.subject_kind,
        loai=row.mode,
    )
    mode = "" if row.mode == "regular" else f" ({row.mode_name})"
    line = f"{row.award_name}{mode}: {count(row.count)} " + _("lượt") + f" {source}"
    periods = {one.source: (one.from_year, one.until_year) for one in result.sources}
    numbers = [_said(told[id], periods.get(told[id].source)) for id in row.statements if id in told]
    named = [_("%(n)s lượt theo các quyết định đã ghi sổ") % {"n": count(row.named)}] if row.named else []
    parts = [*numbers, *named]
    if len(parts) == 1 and numbers:
        return f"{line}, " + _("nguồn ghi %(said)s.") % {"said": numbers[0].partition(" ")[2]}
    return f"{line}, " + _("gồm") + f": {'; '.join(parts)}." if numbers else f"{line}."


def _said(entry: Entry, period: tuple[int, int] | None) -> str:
    """A published number as its source wrote it; the period of the whole record is no year of this number."""
    if entry.is_dated:
        when = statistics.runs(entry.years)
    elif not entry.years and (entry.span_from, entry.span_until) == period and period[0] < period[1]:
        when = _("không ghi năm")
    elif entry.span_from == entry.span_until:
        when = str(entry.span_from)
    else:
        when = f"{entry.span_from} – {entry.span_until}"
    by = _(", %(by)s tặng") % {"by": entry.granted_by} if entry.granted_by else ""
    return f"{count(entry.count)} “{entry.award_as_written}” ({when}{by})"


def _table(draft: Draft, result: Summary) -> None:
    kinds = [kind for kind in result.kinds if result.rows_of(kind)]
    cells: dict[str, dict[str, int]] = {}
    for row in result.rows:
        line = cells.setdefault(row.award_name, dict.fromkeys(kinds, 0))
        line[row.subject_kind] += row.count
    labels = [str(SubjectKind(kind).label) for kind in kinds]
    rows = [[name, *(_cell(line[kind]) for kind in kinds), _cell(sum(line.values()))] for name, line in cells.items()]
    totals = [sum(line[kind] for line in cells.values()) for kind in kinds]
    draft.table(
        "awards.table",
        _("Số lượt khen thưởng theo danh hiệu, hình thức"),
        [_("Danh hiệu, hình thức"), *labels, _("Cộng")],
        rows,
        [_("Cộng"), *(_cell(n) for n in totals), _cell(sum(totals))],
    )


def _chart(draft: Draft, unit: Unit, result: Summary) -> None:
    """Awards by their own year: what its source gives for several years together is told beside the chart, not divided.

    While there are such, a year without a figure is not nought but unknown.
    """
    years = range(result.from_year, result.until_year + 1)
    totals = [statistics.summary(unit, year, year).totals for year in years]
    kinds = [kind for kind in result.kinds if any(one.get(kind) for one in totals)]
    if not kinds:
        return
    missing = sum(result.totals.values()) - sum(sum(one.values()) for one in totals)
    note = (
        _("%(n)s lượt không ghi năm riêng nên không có trong biểu đồ.") % {"n": count(missing)} if missing > 0 else ""
    )
    absent = None if missing > 0 else 0
    series = [(str(SubjectKind(kind).label), [one.get(kind, 0) or absent for one in totals]) for kind in kinds]
    draft.chart(
        "awards.chart", _("Số lượt khen thưởng theo năm thành tích"), [str(year) for year in years], series, note
    )


def _other_stages(draft: Draft, result: Summary) -> None:
    for stage, rows in result.stages.items():
        n = sum(row.count for row in rows)
        text = _("%(n)s lượt mới ở bước “%(stage)s”, chưa phải quyết định nên không có trong các số của báo cáo.")
        draft.gaps.append(text % {"n": count(n), "stage": _lower(Stage(stage).label)})


def doubts(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """Add what the sources leave open as the section `number`; whether there is anything."""
    whole = is_whole(first, last)
    result = statistics.summary(unit, first.year, last.year) if whole else statistics.decided(unit, first, last)
    lines = [
        _("%(award)s (%(subject)s): %(doubt)s.")
        % {
            "award": row.award_name,
            "subject": _lower(SubjectKind(row.subject_kind).label),
            "doubt": doubt.rstrip("."),
        }
        for row in result.rows
        for doubt in row.doubts
    ]
    lines += [
        _("%(n)s lượt %(award)s chưa tính: %(reason)s")
        % {"n": count(left.count), "award": left.award_name, "reason": left.reason}
        for left in result.undated
    ]
    if lines:
        draft.heading("doubts", _("%(n)s. SỐ LIỆU CẦN LÀM RÕ") % {"n": number})
        draft.items("doubts.items", lines)
    return bool(lines)


def _asked(result: Summary) -> dict[str, int]:
    return {"don_vi": result.agency.pk, "tu": result.from_year, "den": result.until_year}


def _cell(n: int) -> str:
    return count(n) if n else "–"


def _lower(label: object) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
