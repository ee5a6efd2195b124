"""The form of a movement: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.movements.enums import Method, Scope, Tier


class MovementForm(forms.Form):
    """What a clerk writes down before the launch."""

    title = forms.CharField(label=_("Tên phong trào"), max_length=200)
    year = forms.IntegerField(
        label=_("Năm thành tích"),
        min_value=2004,
        max_value=2100,
        help_text=_("Năm mà kết quả của phong trào được xét khen thưởng."),
    )
    starts_on = forms.DateField(label=_("Bắt đầu"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Kết thúc"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    tier = forms.ChoiceField(
        label=_("Cấp phát động"), choices=Tier.choices, help_text=_("Ba lựa chọn này vào biểu thống kê 0601.")
    )
    scope = forms.ChoiceField(label=_("Phạm vi tổ chức"), choices=Scope.choices)
    method = forms.ChoiceField(label=_("Phương thức tổ chức"), choices=Method.choices)
    content = forms.CharField(label=_("Nội dung thi đua"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    criteria = forms.CharField(
        label=_("Tiêu chí"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )

    def clean(self):
        """The end does not lie before the beginning."""
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        return data
