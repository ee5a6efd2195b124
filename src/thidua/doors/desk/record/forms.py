"""The forms of the book of honours: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.awards import queries as awards
from thidua.domain.people.enums import Rank
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.enums import Level, Mode, SubjectKind

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
        self.fields["don_vi"].choices = as_tree(units)  # type: ignore[attr-defined]


def as_tree(units):
    """Units as the choices of a field, set in by their place in the tree."""
    top = min((unit.path.count("/") for unit in units), default=0)
    return [(unit.pk, "\u2003" * (unit.path.count("/") - top) + unit.name) for unit in units]


def catalogue():
    """The awards as the choices of a field, by group."""
    names = awards.book_names()
    others = [id for id in names if not awards.is_listed(id)]
    groups = [*awards.groups(), (_("Ngoài danh mục của luật"), others)]
    return [(group, [(id, names[id]) for id in ids]) for group, ids in groups]


ANY = [("", _("Tất cả"))]
NAMED = [SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD]


class BookForm(forms.Form):
    """What the list shows. Only `ten` may be somebody's name: it never stands in an address."""

    ten = forms.CharField(label=_("Tên người, đơn vị hoặc số quyết định"), max_length=100, required=False)
    tu = forms.IntegerField(label=_("Từ năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    den = forms.IntegerField(label=_("Đến hết năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    hinh_thuc = forms.ChoiceField(label=_("Danh hiệu, hình thức"), required=False)
    don_vi = forms.ChoiceField(label=_("Đơn vị"), required=False)
    doi_tuong = forms.ChoiceField(label=_("Đối tượng"), choices=ANY + SubjectKind.choices, required=False)
    loai = forms.ChoiceField(label=_("Loại hình"), choices=ANY + Mode.choices, required=False)
    cap = forms.ChoiceField(label=_("Cấp khen"), choices=ANY + Level.choices, required=False)
    chuyen_de = forms.CharField(label=_("Chuyên đề"), max_length=100, required=False)
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[("", _("Năm mới trước")), ("cu", _("Năm cũ trước")), ("ten", _("Tên")), ("ghi", _("Mới ghi trước"))],
    )
    ca_cu = forms.BooleanField(label=_("Cả mục đã đính chính, thu hồi"), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hinh_thuc"].choices = [*ANY, *catalogue()]  # type: ignore[attr-defined]
        self.fields["don_vi"].choices = [*ANY, *as_tree(units)]  # type: ignore[attr-defined]


def day(label, **kwargs):
    """A field for a day, as browsers pick it."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
    )


class AwardForm(forms.Form):
    """One award as an old paper says it."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    subject_kind = forms.ChoiceField(label=_("Ai được tặng"), choices=[(one.value, one.label) for one in NAMED])
    person_code = forms.CharField(
        label=_("Mã nhân sự"),
        max_length=30,
        required=False,
        help_text=_("Nếu người này có trong danh sách nhân sự; mục ghi khi đó được dùng để đối chiếu luật."),
    )
    recipient = forms.CharField(
        label=_("Tên ghi trên quyết định"),
        max_length=200,
        required=False,
        help_text=_("Họ tên người, hộ gia đình không có trong danh sách, hoặc tên đơn vị khi đó nếu khác bây giờ."),
    )
    rank = forms.TypedChoiceField(
        label=_("Nhóm đối tượng"), coerce=int, empty_value=None, required=False, choices=[("", "–"), *Rank.choices]
    )
    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    mode = forms.ChoiceField(label=_("Loại hình"), choices=Mode.choices)
    theme = forms.CharField(label=_("Chuyên đề, đợt thi đua"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Năm thành tích"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    from_year = forms.IntegerField(
        label=_("Tính từ năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Chỉ khi khen cho thành tích nhiều năm; để trống nếu khen cho một năm."),
    )
    is_school_year = forms.BooleanField(
        label=_("Đây là năm học"), required=False, help_text=_("Ghi năm kết thúc năm học.")
    )
    level = forms.ChoiceField(label=_("Cấp khen"), choices=[("", "–"), *Level.choices], required=False)
    granted_by = forms.CharField(label=_("Người có thẩm quyền tặng"), max_length=200, required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decided_on = day(_("Ngày quyết định"))
    doubt = forms.CharField(
        label=_("Điểm chưa rõ"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỗ mờ, chỗ thiếu của giấy tờ; ghi để người sau biết, không đoán."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = as_tree(units)  # type: ignore[attr-defined]
        self.fields["award"].choices = catalogue()  # type: ignore[attr-defined]


class CorrectForm(AwardForm):
    """What the entry should say, and why."""

    reason = forms.CharField(label=_("Lý do đính chính"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class RevokeForm(forms.Form):
    """Who took the award back, by what."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    granted_by = forms.CharField(label=_("Người quyết định hủy bỏ, thu hồi"), max_length=200, required=False)
    decision_number = forms.CharField(label=_("Số quyết định hủy bỏ, thu hồi"), max_length=60, required=False)
    decided_on = day(_("Ngày quyết định"))
