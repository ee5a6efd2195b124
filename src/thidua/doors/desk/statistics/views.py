"""The first page of the statistics: which question leads where."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.domain.statistics.queries import forms
from thidua.doors.desk.statistics import fairness, overview, shown


def start(request):
    """The questions, one a line."""
    scope = shown.place(request)
    unit = {"don-vi": scope.unit.pk}
    groups = [
        {
            "title": _("Biểu thống kê hằng năm"),
            "icon": "table",
            "items": [
                {
                    "label": f"{form.code}. {form.title}",
                    "is_official": True,
                    "url": shown.address("desk:statistics-form", bieu=code, **unit),
                }
                for code, form in forms.forms().items()
            ],
        },
        {
            "title": _("So sánh các năm"),
            "icon": "history",
            "items": [
                {"label": label, "url": shown.address("desk:statistics-years", theo=by, **unit)}
                for by, label in overview.questions().items()
            ],
        },
        {
            "title": _("Khen thưởng có công bằng không?"),
            "icon": "scale",
            "items": [
                {"label": one.title, "url": shown.address("desk:statistics-fairness", hoi=key, **unit)}
                for key, one in fairness.questions().items()
            ],
        },
    ]
    context = {"scope": scope, "groups": groups, "units": shown.units(scope, request.actor)}
    return render(request, "desk/statistics/start.html", context)
