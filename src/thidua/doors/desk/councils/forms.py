"""The forms of councils and meetings: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.councils.enums import Seat


def day_input():
    """A day as the browser's own calendar gives it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CouncilForm(forms.Form):
    """A council for a term."""

    name = forms.CharField(label=_("Tên hội đồng"), max_length=200)
    decision = forms.CharField(
        label=_("Quyết định thành lập"),
        max_length=200,
        help_text=_("Số, ngày và nơi ban hành, ví dụ: Quyết định số 15/QĐ-SNV ngày 02/01/2025 của Giám đốc Sở."),
    )
    from_on = forms.DateField(label=_("Từ ngày"), widget=day_input())
    until_on = forms.DateField(
        label=_("Đến trước ngày"), widget=day_input(), required=False, help_text=_("Để trống nếu chưa biết.")
    )

    def clean(self):
        """A term does not end before it begins."""
        super().clean()
        data = self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", _("Ngày kết thúc phải sau ngày bắt đầu."))
        return data


class AppointForm(forms.Form):
    """A person of the chosen unit takes a seat."""

    person_id = forms.TypedChoiceField(label=_("Thành viên"), coerce=int)
    seat = forms.ChoiceField(label=_("Chức danh trong Hội đồng"), choices=Seat.choices, initial=Seat.MEMBER)
    from_on = forms.DateField(label=_("Từ ngày"), widget=day_input())

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", _("Chọn một người")), *people]  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """The first day on which the person sits no more."""

    until_on = forms.DateField(label=_("Thôi từ ngày"), widget=day_input())


class EditMeetingForm(forms.Form):
    """Subject, day and place of a meeting."""

    title = forms.CharField(label=_("Nội dung họp"), max_length=200)
    held_on = forms.DateField(
        label=_("Ngày họp"),
        widget=day_input(),
        help_text=_("Thành viên Hội đồng vào ngày này là số thành viên để tính phiếu."),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)


class CallForm(EditMeetingForm):
    """A new meeting also names the year it is about."""

    year = forms.IntegerField(
        label=_("Năm thành tích"),
        min_value=2004,
        max_value=2100,
        help_text=_("Phiên họp xét các đề nghị của năm này."),
    )
    field_order = ["title", "year", "held_on", "place"]


class CloseForm(forms.Form):
    """What the chair concluded."""

    conclusion = forms.CharField(
        label=_("Kết luận của người chủ trì"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
        help_text=_("Ghi vào biên bản. Có thể để trống: biên bản vẫn có kết quả bỏ phiếu."),
    )
