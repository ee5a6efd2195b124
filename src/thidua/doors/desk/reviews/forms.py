"""The forms of reviews: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

LAST_YEAR = 2040


class AskForm(forms.Form):
    """Whom to review, for which year, as if received on which day."""

    unit = forms.ChoiceField(label=_("Đơn vị"), help_text=_("Cả các đơn vị bên dưới."))
    year = forms.IntegerField(
        label=_("Năm thành tích"),
        help_text=_("Xét thành tích của năm này."),
        min_value=1977,
        max_value=LAST_YEAR,
    )
    on = forms.DateField(
        label=_("Ngày nhận hồ sơ"),
        help_text=_("Quy định của ngày này được áp dụng."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = indented([(unit.pk, unit.name, unit.path) for unit in units])  # type: ignore[attr-defined]


def indented(units):
    """Units as choices, those below set in: (id, name, path) each, parents first."""
    top = min((path.count("/") for _id, _name, path in units), default=0)
    return [(id, "\u2003" * (path.count("/") - top) + name) for id, name, path in units]
