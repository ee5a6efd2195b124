"""The form of a recognised initiative: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.initiatives.enums import Kind, Reach


class InitiativeForm(forms.Form):
    """What a clerk writes down from the decision of recognition."""

    person: forms.Field = forms.IntegerField()
    title = forms.CharField(label=_("Tên sáng kiến, đề tài"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    reach = forms.ChoiceField(label=_("Phạm vi ảnh hưởng được công nhận"), choices=Reach.choices)
    recognised_by = forms.CharField(
        label=_("Quyết định công nhận"), max_length=200, help_text=_("Số, ngày và cơ quan ra quyết định.")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Tác giả"), coerce=int, choices=[("", _("Chọn người…")), *people]
        )
