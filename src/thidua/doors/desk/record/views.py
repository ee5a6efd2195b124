"""Pages of the book of honours: totals of any span of years, and what each figure is made of."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.awards import queries as awards
from thidua.domain.register import access, operations, queries
from thidua.domain.register.enums import Mode, Stage, SubjectKind
from thidua.domain.register.models import Completeness
from thidua.domain.statistics import queries as statistics
from thidua.doors.desk.record.forms import SummaryForm, YearsForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import PER_PAGE, number, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import allow

SPAN = 5


COLUMNS = [
    Column(_l("Đối tượng"), lambda row: SubjectKind(row.subject_kind).label),
    Column(_l("Danh hiệu, hình thức"), lambda row: row.award_name, 44),
    Column(_l("Loại"), lambda row: row.mode_name),
    Column(_l("Năm"), lambda row: row.years_text),
    Column(_l("Nơi tặng"), lambda row: "; ".join(f"{one.name} ({one.count})" for one in row.granted_by), 44),
    Column(_l("Số lượt"), lambda row: row.count, 10),
]
ENTRIES = [
    Column(_l("Cá nhân, tập thể"), lambda entry: entry.person or entry.recipient or entry.unit, 36),
    Column(_l("Đơn vị"), lambda entry: entry.unit, 36),
    Column(_l("Năm"), lambda entry: entry.span_until, 8),
    Column(_l("Quyết định"), lambda entry: entry.decision_number, 20),
    Column(_l("Ngày"), lambda entry: entry.decided_on, 12),
    Column(_l("Nơi tặng"), lambda entry: entry.granted_by, 36),
]


def summary(request):
    """What a unit and its people received in a span of years."""
    allow(access.may_summarise(request.actor))
    units = list(access.visible_units(request.actor))
    wanted = number(request, "don_vi", request.actor.unit_id)
    unit = next((one for one in units if one.pk == wanted), None)
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    first, last = usual_span(request, unit)
    asked = {"don_vi": unit.pk, "tu": request.GET.get("tu", first), "den": request.GET.get("den", last)}
    form = SummaryForm(asked, units=units)
    context = {"form": form, "unit": unit, "is_own": access.is_own(request.actor, unit), "lead": ""}
    if not form.is_valid():
        return render(request, "desk/record/summary.html", context | {"result": None}, status=422)
    result = statistics.summary(
        unit, form.cleaned_data["tu"], form.cleaned_data["den"], only_published=not context["is_own"]
    )
    rows = [row for kind in result.totals for row in result.rows_of(kind)]
    title = _("Tổng kết") + f" {result.from_year}-{result.until_year} {unit.name}"
    return answer(request, "desk/record/summary.html", context | shown(result), Listed(title, COLUMNS, rows))


def usual_span(request, unit):
    """The years shown when none are asked for: all that the book knows of the unit, else the last five."""
    last = clock.day(request.at).year
    if "tu" in request.GET and "den" in request.GET:
        return last, last
    return queries.span_of(unit.path) or (last - SPAN, last - 1)


def shown(result):
    """The summary as the page lays it out: two tables, the open points and what is not counted, each with its address."""
    tables = []
    for kind, total in result.totals.items():
        rows = [{"row": row, "url": cell_url(result, row)} for row in result.rows_of(kind)]
        tables.append(
            {"label": SubjectKind(kind).label, "total": total, "rows": rows, "uncounted": result.uncounted[kind]}
        )
    doubts = [
        {
            "problem": _("%(subject)s, %(award)s (%(mode)s). Người lập bản số liệu ghi: “%(doubt)s”")
            % {
                "subject": SubjectKind(row.subject_kind).label,
                "award": row.award_name,
                "mode": row.mode_name,
                "doubt": doubt,
            },
            "remedy": _("Xem số liệu gốc"),
            "url": cell_url(result, row),
        }
        for row in result.rows
        for doubt in row.doubts
    ]
    left = [
        {"left": one, "subject": SubjectKind(one.subject_kind).label, "url": cell_url(result, one)}
        for one in result.undated
    ]
    lead = _("Kết quả khen thưởng theo năm thành tích, từ %(first)s đến hết %(last)s.")
    stages = [
        {
            "label": Stage(stage).label,
            "total": sum(row.count for row in rows),
            "rows": [{"row": row, "subject": SubjectKind(row.subject_kind).label} for row in rows],
        }
        for stage, rows in result.stages.items()
    ]
    return {
        "result": result,
        "stages": stages,
        "lead": lead % {"first": result.from_year, "last": result.until_year},
        "tables": tables,
        "doubts": doubts,
        "left": left,
    }


def cell_url(result, row):
    """The address of the page that shows what one figure is made of."""
    asked = {
        "don_vi": result.agency.pk,
        "tu": result.from_year,
        "den": result.until_year,
        "hinh_thuc": row.award,
        "doi_tuong": row.subject_kind,
        "loai": row.mode,
    }
    return f"{reverse('desk:summary-statements')}?{urlencode(asked)}"


def statements(request):
    """The published numbers and the named entries behind one figure."""
    allow(access.may_summarise(request.actor))
    unit = access.get_unit(request.actor, number(request, "don_vi"))
    form = YearsForm(request.GET)
    award, subject_kind, mode = (request.GET.get(name, "") for name in ("hinh_thuc", "doi_tuong", "loai"))
    names = awards.book_names()
    is_known = award in names and subject_kind in SubjectKind.values and mode in Mode.values
    if not form.is_valid() or not is_known:
        raise NotFound(_("Không có số liệu này. Hãy mở lại từ trang tổng kết."))
    first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
    numbers, named = statistics.behind(unit, first, last, award, subject_kind, mode)
    is_own = access.is_own(request.actor, unit)
    asked = urlencode({"don_vi": unit.pk, "tu": first, "den": last})
    context = {
        "unit": unit,
        "first": first,
        "last": last,
        "award_name": names[award],
        "subject": SubjectKind(subject_kind).label,
        "mode": Mode(mode).label,
        "numbers": numbers,
        "page": named_page(request, named) if is_own else None,
        "is_own": is_own,
        "back_url": f"{reverse('desk:summary')}?{asked}",
    }
    title = f"{names[award]} {first}-{last} {unit.name}"
    return answer(request, "desk/record/statements.html", context, Listed(title, ENTRIES, named if is_own else []))


def named_page(request, named):
    """A page of named entries; where all fit on one they are not counted first."""
    rows = list(named[: PER_PAGE + 1])
    return paged(request, named if len(rows) > PER_PAGE else rows)


def completeness(request):
    """Say that the book holds everything of some years, so that what it lacks was not received."""
    unit = access.get_unit(request.actor, number(request, "don_vi", request.actor.unit_id))
    right = access.may(request.actor, "declare", unit)
    last = clock.day(request.at).year - 1
    form = YearsForm(request.POST or None, initial={"tu": last - SPAN + 1, "den": last})
    if request.method == "POST" and form.is_valid():
        operations.declare_complete(
            actor=request.actor,
            at=request.at,
            unit_id=unit.pk,
            from_year=form.cleaned_data["tu"],
            until_year=form.cleaned_data["den"],
        )
        messages.success(
            request, _("Đã xác nhận. Từ nay, khen thưởng không có trong sổ của các năm này được coi là không có.")
        )
        return redirect(f"{reverse('desk:completeness')}?don_vi={unit.pk}")
    rows = Completeness.objects.filter(unit=unit).order_by("-until_year", "-pk")
    context = {"unit": unit, "form": form, "right": right, "rows": rows}
    return render(request, "desk/record/completeness.html", context, status=422 if form.errors else 200)
