"""The filters of the trail. A person is chosen by number: names do not belong into addresses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.doors.desk.events import LABELS


def day(label):
    """A day of the calendar, chosen or typed."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class TrailForm(forms.Form):
    """From which day to which, whose acts, which act."""

    tu = day(_("Từ ngày"))
    den = day(_("Đến hết ngày"))
    nguoi = forms.TypedChoiceField(label=_("Người làm"), required=False, coerce=int, empty_value=None)
    viec = forms.ChoiceField(label=_("Việc"), required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in {
            "nguoi": [("", _("Mọi người")), *people],
            "viec": [("", _("Mọi việc")), *LABELS.items()],
        }.items():
            setattr(self.fields[name], "choices", choices)  # noqa: B010  the stubs know no choices on a plain field
