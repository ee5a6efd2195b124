"""The form of a new report: shape and types only."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.reports.enums import Kind


class Day(forms.DateField):
    """A day that the browser helps to choose; may be left out."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class NewReport(forms.Form):
    """Whose work, on which days."""

    don_vi = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    loai = forms.ChoiceField(label=_("Loại báo cáo"), choices=Kind.choices)
    nam = forms.IntegerField(
        label=_("Năm"),
        min_value=1945,
        max_value=2100,
        required=False,
        help_text=_("Với giai đoạn năm năm: năm cuối của giai đoạn."),
    )
    tu = Day(label=_("Từ ngày"), help_text=_("Chỉ điền cho giai đoạn khác."), required=False)
    den = Day(label=_("Đến hết ngày"), help_text=_("Chỉ điền cho giai đoạn khác."), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        top = min((unit.path.count("/") for unit in units), default=0)
        self.fields["don_vi"].choices = [  # type: ignore[attr-defined]
            (unit.pk, "\u2003" * (unit.path.count("/") - top) + unit.name) for unit in units
        ]

    def clean(self):
        """The days that the kind means."""
        data = super().clean() or {}
        kind, year = data.get("loai"), data.get("nam")
        if kind == Kind.SPAN:
            for name in ("tu", "den"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Chọn ngày của giai đoạn."))
        elif not year:
            if "nam" not in self.errors:
                self.add_error("nam", _("Ghi năm của báo cáo."))
        else:
            first = year - 4 if kind == Kind.FIVE else year
            last = dt.date(year, 6, 30) if kind == Kind.HALF else dt.date(year, 12, 31)
            data["tu"], data["den"] = dt.date(first, 1, 1), last
        if data.get("tu") and data.get("den") and data["tu"] > data["den"]:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data
