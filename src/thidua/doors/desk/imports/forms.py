"""The forms of imports: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.imports.enums import Kind

MOST_PASTED = 4_000_000


class NewForm(forms.Form):
    """What the list is about, for which unit, and the list itself."""

    kind = forms.ChoiceField(label=_("Danh sách về"), choices=Kind.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=_("Đơn vị"), help_text=_("Danh sách được nói về đơn vị này và các đơn vị bên dưới."))
    file = forms.FileField(
        label=_("Tệp bảng tính"),
        required=False,
        max_length=400,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text=_("XLSX, XLS, ODS hoặc CSV, tối đa 25 MB. Tệp của bạn được giữ nguyên."),
    )
    text = forms.CharField(
        label=_("Hoặc dán bảng"),
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Chọn vùng trong Excel hoặc Word, kể cả dòng tiêu đề, rồi dán vào đây."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def clean(self):
        """One of the two."""
        data = super().clean() or {}
        if not data.get("file") and not data.get("text", "").strip() and not self.errors:
            self.add_error("file", _("Chọn tệp hoặc dán bảng."))
        return data
