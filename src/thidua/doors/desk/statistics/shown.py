"""What the pages of the statistics share: the unit and the years asked for, tabs, numbers in words."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.awards import queries as awards
from thidua.domain.statistics import access
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import PER_PAGE, number, paged
from thidua.kernel import clock
from thidua.kernel.rights import allow

FIRST, LAST = 1945, 2100
SPAN, MOST_YEARS = 5, 20
SEASON = 10
COLUMNS = {
    "awards": [
        Column(_l("Cá nhân, tập thể"), lambda one: one.recipient or one.person or one.unit, 36),
        Column(_l("Đơn vị"), lambda one: one.unit, 36),
        Column(_l("Danh hiệu, hình thức"), lambda one: awards.name(one.award), 40),
        Column(_l("Loại hình khen thưởng"), lambda one: one.get_mode_display(), 16),
        Column(_l("Năm"), lambda one: one.span_until, 8),
        Column(_l("Nhóm đối tượng"), lambda one: one.get_rank_display(), 24),
        Column(_l("Quyết định"), lambda one: one.decision_number, 20),
        Column(_l("Ngày quyết định"), lambda one: one.decided_on, 12),
        Column(_l("Số lượt"), lambda one: one.count, 8),
    ],
    "movements": [
        Column(_l("Tên phong trào"), lambda one: one.title, 50),
        Column(_l("Đơn vị phát động"), lambda one: one.unit, 36),
        Column(_l("Bắt đầu"), lambda one: one.starts_on, 12),
        Column(_l("Kết thúc"), lambda one: one.ends_on, 12),
    ],
    "units": [
        Column(_l("Tên đơn vị"), lambda one: one.name, 50),
        Column(_l("Loại"), lambda one: one.get_kind_display()),
    ],
    "people": [
        Column(_l("Họ và tên"), lambda one: one.full_name, 30),
        Column(_l("Mã nhân sự"), lambda one: one.code, 14),
    ],
}


def place(request):
    """The unit asked for with its surroundings; without one the unit acted for. One query."""
    allow(access.may(request.actor, "open", None))
    return access.get(request.actor, number(request, "don-vi", request.actor.unit_id))


def year(request, name="nam"):
    """The year asked for; else this one from October on, when the forms are being made, before that the last one."""
    today = clock.day(request.at)
    usual = today.year if today.month >= SEASON else today.year - 1
    asked = number(request, name) or usual
    return asked if FIRST <= asked <= LAST else usual


def years(request):
    """The first and the last year asked for, at most twenty."""
    last = year(request, "den")
    first = number(request, "tu") or last - SPAN + 1
    if not FIRST <= first <= last:
        first = last - SPAN + 1
    return max(first, last - MOST_YEARS + 1), last


def units(scope, actor):
    """The units that the filter offers: this one, those above it that the actor may read, and its parts."""
    above = [one for one in scope.above if access.may(actor, "read", one)]
    depth = len(above)
    rows = [(one, n) for n, one in enumerate(above)] + [(scope.unit, depth)]
    rows += [(one, depth + 1) for one in scope.below]
    return [{"id": one.pk, "name": "\u2003" * n + one.name, "current": one.pk == scope.unit.pk} for one, n in rows]


def behind(request, things, rows, context):
    """The page of what one number counts, or its file. A list that fits on a page is read once and not counted."""
    first = rows if isinstance(rows, list) else list(rows[: PER_PAGE + 1])
    context |= {"things": things, "page": paged(request, rows if len(first) > PER_PAGE else first)}
    title = f"{context['title']} {context['official'] or context['lead']}"
    return answer(request, "desk/statistics/behind.html", context, Listed(title, COLUMNS[things], rows))


def tabs(scope, current):
    """The three parts of the statistics."""
    parts = [
        ("form", "desk:statistics-form", _("Biểu 0601–0605")),
        ("years", "desk:statistics-years", _("So sánh các năm")),
        ("fairness", "desk:statistics-fairness", _("Công bằng")),
    ]
    return [
        {"label": label, "url": address(name, **{"don-vi": scope.unit.pk}), "current": part == current}
        for part, name, label in parts
    ]


def address(name, **asked):
    """The address of a page with what is asked of it."""
    return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value not in (None, '')})}"


def whole(value):
    """A number of things: 1.234."""
    return number_format(value, force_grouping=True)


def percent(value):
    """A share: 12,5%; a dash where there is no base."""
    return "–" if value is None else f"{number_format(round(value, 1), decimal_pos=1)}%"


def rate(value, digits=1):
    """A rate: 12,5; a dash where there is no base."""
    return "–" if value is None else number_format(round(value, digits), decimal_pos=digits)
