"""The forms of the book of honours: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.register.checks.published import FIRST_YEAR

LAST_YEAR = 2100


class YearsForm(forms.Form):
    """A span of years, both ends included."""

    tu = forms.IntegerField(label=_("Từ năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    den = forms.IntegerField(label=_("Đến hết năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def clean(self):
        """The first year does not come after the last."""
        super().clean()
        data = self.cleaned_data
        if data.get("tu") and data.get("den") and data["tu"] > data["den"]:
            self.add_error("den", _("Năm cuối phải từ năm đầu trở đi."))
        return data


class SummaryForm(YearsForm):
    """Whose results, of which years."""

    don_vi = forms.ChoiceField(label=_("Đơn vị"))
    field_order = ["don_vi", "tu", "den"]

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        top = min((unit.path.count("/") for unit in units), default=0)
        self.fields["don_vi"].choices = [  # type: ignore[attr-defined]
            (unit.pk, "\u2003" * (unit.path.count("/") - top) + unit.name) for unit in units
        ]
