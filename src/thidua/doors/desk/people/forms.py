"""The forms of people's files: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.people.enums import Away, Education, Rank, Sex

UNKNOWN = ("", _("Chưa rõ"))
STATES = [
    ("", _("Mọi tình trạng")),
    ("dang-lam", _("Đang làm việc")),
    ("vang", _("Đang vắng")),
    ("nghi-huu", _("Đã nghỉ hưu")),
    ("tu-tran", _("Đã từ trần")),
    ("chua-co-vi-tri", _("Chưa có vị trí")),
]


def a_day(label, *, required=True, help_text=""):
    """A day of the calendar, chosen or typed."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def a_rank():
    """Whom the statistics count a post as."""
    return forms.TypedChoiceField(label=_("Nhóm đối tượng"), choices=Rank.choices, coerce=int, initial=Rank.DIRECT)


def indented(units):
    """Units for a list, those below set in."""
    top = min((unit.path.count("/") for unit in units), default=0)
    return [(unit.pk, "\u2003" * (unit.path.count("/") - top) + unit.name) for unit in units]


class UnitsForm(forms.Form):
    """A form that asks for one of the units given."""

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choices = indented(units)
        empty = [] if len(choices) == 1 else [("", _("Chọn một đơn vị"))]
        self.fields["unit_id"].choices = [*empty, *choices]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which people the list shows."""

    don_vi = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)
    nhom = forms.TypedChoiceField(
        label=_("Nhóm đối tượng"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Mọi nhóm")), *Rank.choices],
    )
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATES)
    nu = forms.BooleanField(label=_("Nữ"), required=False)
    dang_vien = forms.BooleanField(label=_("Đảng viên"), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].choices = [("", _("Mọi đơn vị")), *indented(units)]  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    """A whole citizen number."""

    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Đủ 12 chữ số trên thẻ căn cước."),
    )


class PersonForm(forms.Form):
    """A person's data."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    code = forms.CharField(
        label=_("Mã nhân sự"), max_length=30, help_text=_("Mã riêng của từng người: họ tên có thể trùng, mã thì không.")
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("", _("Chọn")), *Sex.choices])
    born_on = a_day(_("Ngày sinh"), required=False, help_text=_("Để trống nếu chưa rõ."))
    citizen_number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("12 chữ số. Sau khi lưu, mọi trang chỉ hiện bốn số cuối."),
    )
    nationality = forms.CharField(label=_("Quốc tịch"), max_length=60, required=False)
    is_party_member = forms.TypedChoiceField(
        label=_("Đảng viên"),
        required=False,
        choices=[UNKNOWN, ("1", _("Có")), ("0", _("Không"))],
        coerce=lambda text: text == "1",
        empty_value=None,
    )
    education = forms.TypedChoiceField(
        label=_("Trình độ đào tạo"), required=False, choices=[UNKNOWN, *Education.choices], coerce=int, empty_value=None
    )
    in_field_from_on = a_day(
        _("Làm công tác thi đua, khen thưởng từ ngày"),
        required=False,
        help_text=_("Chỉ ghi cho người làm công tác này."),
    )


class EnterForm(PersonForm, UnitsForm):
    """A new person with the first post."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    title = forms.CharField(label=_("Chức vụ"), max_length=120)
    rank = a_rank()
    from_on = a_day(_("Từ ngày"))
    is_other = forms.BooleanField(label=_("Tôi đã xem: đây là người khác"), required=False)
    field_order = ["full_name", "code", "sex", "born_on", "unit_id", "title", "rank", "from_on"]


class EditForm(PersonForm):
    """What stands in a file, to be mended; the number is not shown, so an empty box leaves it."""

    drop_number = forms.BooleanField(label=_("Bỏ số định danh đã ghi"), required=False)
    retired_on = a_day(_("Nghỉ hưu từ ngày"), required=False)
    died_on = a_day(_("Từ trần ngày"), required=False)
    field_order = ["full_name", "code", "sex", "born_on", "citizen_number", "drop_number"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if person.citizen_number:
            self.fields["citizen_number"].help_text = _("Đã ghi số. Để trống thì giữ nguyên; gõ số mới thì thay.")
        absent = [name for name in ("retired_on", "died_on") if getattr(person, name) is None]
        for name in absent if person.citizen_number else [*absent, "drop_number"]:
            del self.fields[name]


class PostForm(UnitsForm):
    """A post and since when; for one of the past also until when."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    title = forms.CharField(label=_("Chức vụ"), max_length=120)
    rank = a_rank()
    from_on = a_day(_("Từ ngày"))
    until_on = a_day(_("Đến trước ngày"), required=False, help_text=_("Để trống nếu vẫn đang giữ."))


class TransferForm(UnitsForm):
    """Where to, as what, from which day."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị mới"), coerce=int)
    title = forms.CharField(label=_("Chức vụ mới"), max_length=120)
    rank = a_rank()
    from_on = a_day(_("Từ ngày"), help_text=_("Vị trí cũ kết thúc trước ngày này."))


class EndForm(forms.Form):
    """The day before which something ends."""

    until_on = a_day(_("Đến trước ngày"), help_text=_("Ngày đầu tiên không còn giữ vị trí."))


class AwayForm(forms.Form):
    """Why, since when, until when."""

    kind = forms.ChoiceField(label=_("Lý do"), choices=Away.choices)
    from_on = a_day(_("Từ ngày"))
    until_on = a_day(_("Đến trước ngày"), required=False, help_text=_("Để trống nếu chưa biết ngày trở lại."))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class OnForm(forms.Form):
    """One day."""

    on = a_day(_("Ngày"))

    def __init__(self, *args, label, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label, self.fields["on"].help_text = label, help_text


class ReasonForm(forms.Form):
    """Why somebody's number is looked at."""

    reason = forms.CharField(
        label=_("Lý do xem"), max_length=300, required=False, help_text=_("Được ghi vào nhật ký cùng tên người xem.")
    )


class AnswerForm(forms.Form):
    """What became of a request."""

    is_mended = forms.TypedChoiceField(
        label=_("Kết quả"),
        choices=[("1", _("Đã sửa")), ("0", _("Không sửa"))],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Trả lời"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Người đề nghị đọc được. Khi không sửa thì ghi lý do."),
    )
