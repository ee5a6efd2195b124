"""The forms of decisions: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What a draft says beside the names."""

    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=300,
        help_text=_("Ví dụ: Về việc tặng danh hiệu thi đua, hình thức khen thưởng năm 2025."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi căn cứ một dòng, kể cả dòng “Theo đề nghị của…”. Kiểm tra lại số, ngày của từng văn bản."),
    )


class SignForm(forms.Form):
    """Who signs, as printed."""

    signer_name = forms.CharField(label=_("Họ và tên người ký"), max_length=120)
    signer_post = forms.CharField(
        label=_("Chức vụ"),
        max_length=120,
        help_text=_("Ví dụ: Giám đốc. Cấp phó ký thay thì ghi Phó Giám đốc; bản in sẽ có chữ KT."),
    )
