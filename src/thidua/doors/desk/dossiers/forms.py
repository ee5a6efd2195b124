"""The forms of a dossier: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _


def date_input():
    """A day, as browsers pick it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DossierForm(forms.Form):
    """Title and day of receipt."""

    title = forms.CharField(label=_("Tên hồ sơ"), max_length=200)
    received_on = forms.DateField(
        label=_("Ngày nhận trên dấu văn bản đến"),
        required=False,
        widget=date_input(),
        help_text=_("Chỉ ghi khi nơi nhận đã nhận hồ sơ giấy trước hôm nay; để trống thì lấy ngày gửi trên hệ thống."),
    )
    received_paper = forms.CharField(
        label=_("Số, ký hiệu văn bản đến"),
        max_length=120,
        required=False,
        help_text=_("Ghi như trên dấu đến của nơi nhận, ví dụ: 123/VB-SNV."),
    )


class OpenForm(DossierForm):
    """What a new dossier is about, and who receives it."""

    field_order = ["title", "year", "superior", "received_on", "received_paper"]
    year = forms.IntegerField(label=_("Năm thành tích"), min_value=2004, max_value=2100)

    def __init__(self, *args, receivers=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(unit.pk, unit.name) for unit in receivers]
        self.fields["superior"] = forms.TypedChoiceField(label=_("Nơi nhận"), coerce=int, choices=choices)
        self.order_fields(self.field_order)


class PaperForm(forms.Form):
    """One paper of the dossier."""

    title = forms.CharField(
        label=_("Tên giấy tờ"), max_length=160, required=False, help_text=_("Để trống thì lấy tên tệp.")
    )
    file = forms.FileField(
        label=_("Tệp"),
        max_length=400,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}),
        help_text=_("PDF, JPG, PNG, DOCX hoặc XLSX, tối đa 25 MB."),
    )


class ReasonForm(forms.Form):
    """Why a dossier is returned."""

    reason = forms.CharField(
        label=_("Lý do trả lại"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nói rõ cần bổ sung gì, ở đề nghị nào. Đơn vị sẽ đọc nguyên văn."),
    )
