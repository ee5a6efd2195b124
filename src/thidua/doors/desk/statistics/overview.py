"""Awards of several years, compared by one property at a time."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.domain.statistics.queries import overview
from thidua.doors.desk.statistics import shown
from thidua.doors.page import number
from thidua.doors.ui import charts
from thidua.kernel.errors import NotFound

DRAWN = 5
"""More series nobody tells apart; the rest stands in the table."""


def questions():
    """What can be asked, each by the word of the address."""
    return {
        "cap": _("Khen thưởng ở cấp nào?"),
        "hinh-thuc": _("Danh hiệu, hình thức nào?"),
        "doi-tuong": _("Tập thể hay cá nhân?"),
        "nhom": _("Lãnh đạo hay người trực tiếp?"),
        "loai": _("Thường xuyên, chuyên đề hay đột xuất?"),
        "don-vi": _("Đơn vị nào được khen?"),
    }


def by(request):
    """The property asked for."""
    word = request.GET.get("theo", "cap")
    if word not in questions():
        raise NotFound(_("Không có câu hỏi này."))
    return word


def page(request):
    """One question: a chart, the table with the same numbers, and the change from the year before."""
    scope, word = shown.place(request), by(request)
    first, last = shown.years(request)
    found = overview.overview(scope.unit, scope.below, first, last, word)
    asked = {"don-vi": scope.unit.pk, "tu": first, "den": last}
    rows = sorted(found.names.items(), key=lambda item: -sum(found.counts[item[0], year] for year in found.years))
    title = questions()[word]
    context = {
        "scope": scope,
        "first": first,
        "last": last,
        "word": word,
        "title": title,
        "found": found,
        "rows": [line(found, key, name, word, scope) for key, name in rows],
        "totals": [shown.whole(found.total(year)) for year in found.years],
        "change": change(found.total(last - 1), found.total(last)) if last > first else "",
        "chart": drawn(found, rows, title, word, scope) if rows else None,
        "is_cut": len(rows) > DRAWN,
        "tabs": shown.tabs(scope, "years"),
        "choices": [
            {"label": label, "url": shown.address("desk:statistics-years", theo=key, **asked), "current": key == word}
            for key, label in questions().items()
        ],
        "units": shown.units(scope, request.actor),
    }
    return render(request, "desk/statistics/years.html", context)


def line(found, key, name, word, scope):
    """One row of the table."""
    amounts = [found.counts[key, year] for year in found.years]
    cells = [
        {"value": shown.whole(n), "url": address(scope, word, key, year) if n else ""}
        for n, year in zip(amounts, found.years, strict=True)
    ]
    return {"name": name, "cells": cells, "change": change(*amounts[-2:]) if len(amounts) > 1 else ""}


def address(scope, word, key, year):
    """The address of what one number counts."""
    return shown.address(
        "desk:statistics-years-behind", theo=word, la=key or "-", nam=year, **{"don-vi": scope.unit.pk}
    )


def change(before, after):
    """The change from one year to the next, in words."""
    if before == after:
        return _("không đổi")
    sign = "+" if after > before else "−"
    text = f"{sign}{shown.whole(abs(after - before))}"
    return f"{text} ({sign}{shown.percent(100 * abs(after - before) / before)})" if before else text


def drawn(found, rows, title, word, scope):
    """The chart: columns by year for what is divided into few, one column a year for the rest together."""
    labels = [str(year) for year in found.years]
    shown_rows = rows[:DRAWN] if len(rows) <= DRAWN else rows[: DRAWN - 1]
    series = [
        charts.Series(
            name,
            [
                charts.Value(
                    found.counts[key, year], shown.whole(found.counts[key, year]), address(scope, word, key, year)
                )
                for year in found.years
            ],
        )
        for key, name in shown_rows
    ]
    if len(rows) > DRAWN:
        rest = [sum(found.counts[key, year] for key, _name in rows[DRAWN - 1 :]) for year in found.years]
        series.append(charts.Series(_("Còn lại"), [charts.Value(n, shown.whole(n)) for n in rest]))
    about = _("Số lượt khen thưởng theo năm quyết định, %(first)s–%(last)s.")
    draw = charts.columns if len(labels) * len(series) <= 24 else charts.lines
    return draw(title, about % {"first": labels[0], "last": labels[-1]}, labels, series)


def behind(request):
    """The entries that one number counts."""
    scope, word = shown.place(request), by(request)
    key, year = request.GET.get("la", ""), number(request, "nam")
    if year is None or not shown.FIRST <= year <= shown.LAST:
        raise NotFound(_("Không có số liệu này."))
    things = overview.behind(scope.unit, scope.below, year, word, "" if key == "-" else key)
    context = {
        "scope": scope,
        "title": questions()[word],
        "lead": _("Quyết định trong năm %(year)s") % {"year": year},
        "official": "",
        "back": _("So sánh các năm"),
        "back_url": shown.address("desk:statistics-years", theo=word, **{"don-vi": scope.unit.pk}),
    }
    return shown.behind(request, "awards", things, context)
