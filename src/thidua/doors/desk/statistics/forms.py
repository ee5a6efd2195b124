"""The yearly forms as pages, as files, and what stands behind each number."""

import datetime as dt
import io
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.statistics.queries import forms
from thidua.doors import sheets
from thidua.doors.desk.statistics import shown
from thidua.kernel.errors import NotFound

USUAL = "0603"


def asked(request):
    """The form, the unit and the span of days. One query."""
    scope = shown.place(request)
    code = request.GET.get("bieu", USUAL)
    if code not in forms.forms():
        raise NotFound(_("Không có biểu này. Có các biểu 0601 đến 0605."))
    year = shown.year(request)
    try:
        until = dt.date.fromisoformat(request.GET.get("den-ngay", ""))
        span = forms.Span.of(year, until)
    except ValueError:
        span = forms.Span.of(year)
    return scope, code, span


def query(scope, code, span, **more):
    """What the addresses of one form carry."""
    until = "" if span.until == forms.Span.of(span.year).until else span.until.isoformat()
    return {"bieu": code, "don-vi": scope.unit.pk, "nam": span.year, "den-ngay": until, **more}


def page(request):
    """One form, exactly as it is printed, each number leading to what it counts."""
    scope, code, span = asked(request)
    filled = forms.filled(code, scope.unit, span, scope.roots)
    columns = {one.code: one for one in filled.form.columns}
    source = forms.source()
    reporting = dt.date(span.year, source.reporting_month, source.reporting_day)
    context = {
        "scope": scope,
        "span": span,
        "filled": filled,
        "title": _("Biểu %(code)s") % {"code": code},
        "form": filled.form,
        "lead": _("Số liệu từ %(first)s đến %(last)s")
        % {"first": date_format(span.begins), "last": date_format(span.until)},
        "heads": heads(filled.form),
        "is_paired": any(one.head for one in filled.form.columns),
        "rows": [
            {"line": row.line, "cells": [cell_of(scope, code, span, columns[one.column], one) for one in row.cells]}
            for row in filled.rows
        ],
        "doubts": [
            {
                "problem": f"{shown.whole(one.count)} · {one.text}",
                "remedy": _("Xem danh sách") if one.why != "nobody" else _("Gắn tài khoản với hồ sơ nhân sự"),
                "url": doubt_url(scope, code, span, one) if one.why != "nobody" else "",
            }
            for one in filled.doubts
        ],
        "source": source,
        "reporting": reporting,
        "reporting_url": shown.address(
            "desk:statistics-form", **query(scope, code, span) | {"den-ngay": reporting.isoformat()}
        ),
        "tabs": shown.tabs(scope, "form"),
        "choices": [
            {
                "label": one.code,
                "title": one.title,
                "url": shown.address("desk:statistics-form", **query(scope, one.code, span)),
                "current": one.code == code,
            }
            for one in forms.forms().values()
        ],
        "units": shown.units(scope, request.actor),
        "files": [
            {
                "kind": kind.upper(),
                "url": shown.address("desk:statistics-form-file", **query(scope, code, span, tep=kind)),
            }
            for kind in ("xlsx", "csv", "json")
        ],
    }
    return render(request, "desk/statistics/form.html", context)


def heads(form):
    """The first row of the heading: each column, or the name above a pair."""
    found: list[dict[str, Any]] = []
    for one in form.columns:
        if one.head and found and found[-1]["label"] == one.head:
            found[-1]["columns"].append(one)
        else:
            found.append({"label": one.head or one.label, "columns": [one], "is_pair": bool(one.head)})
    return found


def cell_of(scope, code, span, column, cell):
    """One number with the address of what it counts."""
    url = ""
    if cell.value:
        awards = "" if column.is_total else ",".join(sorted(column.where.get("award", ())))
        more = {"dong": cell.row, "cot": cell.column, "danh-hieu": awards}
        url = shown.address("desk:statistics-form-behind", **query(scope, code, span, **more))
    return {"value": cell.value, "unknown": cell.unknown, "url": url, "column": column}


def doubt_url(scope, code, span, doubt):
    """The address of what a doubt is about."""
    more = {
        "dong": doubt.row,
        "cot": "1" if doubt.row else "",
        "vi": doubt.why,
        "tinh": doubt.property,
        "la": doubt.value,
    }
    return shown.address("desk:statistics-form-behind", **query(scope, code, span, **more))


def file(request):
    """The form as a spreadsheet or as JSON."""
    scope, code, span = asked(request)
    kind = request.GET.get("tep", "xlsx")
    filled = forms.filled(code, scope.unit, span, scope.roots)
    if kind == "json":
        days = {"from": span.begins.isoformat(), "until": span.until.isoformat()}
        whose = {"unit": scope.unit.name, "unit_code": scope.unit.code, "year": span.year}
        return JsonResponse(
            forms.to_json(filled) | whose | days, json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
    if kind not in ("xlsx", "csv"):
        raise NotFound(_("Không có loại tệp này."))
    headings, rows = forms.table(filled)
    columns = [sheets.Column(f"c{n}", text, 16 if n else 60) for n, text in enumerate(headings)]
    data = io.BytesIO()
    sheets.write(kind, data, sheets.Sheet(filled.form.title, columns, rows), request.at)
    response = HttpResponse(data.getvalue(), content_type=sheets.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{code}-{span.year}.{kind}"'
    return response


def behind(request):
    """What one number of a form is made of."""
    scope, code, span = asked(request)
    get = request.GET.get
    wanted = forms.Asked(
        get("dong", ""),
        get("cot", ""),
        frozenset(one for one in get("danh-hieu", "").split(",") if one),
        get("vi", "") if get("vi", "") in ("undated", "later") else "",
        get("tinh", ""),
        get("la", ""),
    )
    try:
        things = forms.behind(code, scope.unit, span, scope.roots, wanted)
    except LookupError:
        raise NotFound(_("Không có số liệu này. Hãy mở lại từ biểu.")) from None
    form = forms.forms()[code]
    line = form.rows.get(wanted.row)
    context = {
        "scope": scope,
        "title": _("Biểu %(code)s") % {"code": code},
        "official": line.label if line else form.title,
        "lead": _("Số liệu từ %(first)s đến %(last)s")
        % {"first": date_format(span.begins), "last": date_format(span.until)},
        "back": _("Biểu %(code)s") % {"code": code},
        "back_url": f"{reverse('desk:statistics-form')}?{shown.address('desk:statistics-form', **query(scope, code, span)).partition('?')[2]}",
    }
    return shown.behind(request, form.things, things, context)
