"""The forms of what an agency settles: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.awards.queries import choice_name


def date_input():
    """A day, as browsers pick it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class SettingForm(forms.Form):
    """The value of one thing that the law leaves to the agency."""

    value = forms.CharField(label=_("Giá trị"), max_length=40)
    basis = forms.CharField(
        label=_("Văn bản quy định"),
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và tên văn bản của cơ quan."),
    )
    from_on = forms.DateField(label=_("Áp dụng từ ngày"), widget=date_input())

    def __init__(self, *args, choice, **kwargs):
        super().__init__(*args, **kwargs)
        self.prefix = choice.id.replace(".", "-")
        options = {"yes_no": ("yes", "no"), "choice": choice.choices}.get(choice.kind)
        if options:
            choices = [(one, choice_name(one)) for one in options]
            self.fields["value"] = forms.ChoiceField(label=_("Giá trị"), choices=choices)
        elif choice.kind == "percent":
            self.fields["value"].label = _("Tỷ lệ (%)")
            self.fields["value"].widget.attrs["inputmode"] = "decimal"


class ConfirmForm(forms.Form):
    """The agency's word that a rule goes on."""

    confirmed_by = forms.CharField(label=_("Người xác nhận"), max_length=120, help_text=_("Họ tên và chức vụ."))
    confirmed_on = forms.DateField(label=_("Ngày xác nhận"), widget=date_input())
    text = forms.CharField(
        label=_("Căn cứ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Văn bản, điều khoản hoặc ý kiến chỉ đạo cho phép tiếp tục áp dụng."),
    )

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.prefix = rule.id


class DayForm(forms.Form):
    """The day whose law is shown."""

    ngay = forms.DateField(label=_("Xem luật của ngày"), widget=date_input())


class DaysForm(forms.Form):
    """Two days to compare."""

    tu = forms.DateField(label=_("Ngày thứ nhất"), widget=date_input())
    den = forms.DateField(label=_("Ngày thứ hai"), widget=date_input())
