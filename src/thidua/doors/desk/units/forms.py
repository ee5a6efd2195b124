"""The forms of units and clusters: shape and types only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.enums import ClusterKind, Kind, Level
from thidua.domain.organisations.operations import New

NEW = "moi"
PARTS = (1, 2, 3)


def day_field(label, help_text="", *, required=True):
    """A day, given by the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, help_text=help_text, required=required)


def name_field(label, *, required=True):
    """A unit's name."""
    return forms.CharField(label=label, max_length=200, required=required)


def code_field(label, *, required=True):
    """A unit's code."""
    return forms.CharField(
        label=label, max_length=20, required=required, help_text=_("Không trùng mã của đơn vị khác.")
    )


def basis_field():
    """The paper that an arrangement rests on."""
    return forms.CharField(
        label=_("Văn bản"), max_length=300, required=False, help_text=_("Số, ngày và nơi ban hành quyết định.")
    )


def choices_of(units):
    """Units to choose from: the name, and the unit above it."""
    return [(unit.pk, f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name) for unit in units]


class DayForm(forms.Form):
    """The day in the list of units, and the kind shown."""

    ngay = day_field(_("Tại ngày"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), choices=[("", _("Mọi loại")), *Kind.choices], required=False)


class EditForm(forms.Form):
    """Codes, kind and level."""

    code = code_field(_("Mã"))
    official_code = forms.CharField(label=_("Mã theo danh mục nhà nước"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    level = forms.ChoiceField(label=_("Cấp thẩm quyền"), choices=Level.choices)


class FoundForm(EditForm):
    """A new unit below."""

    name = name_field(_("Tên đơn vị"))
    from_on = day_field(_("Từ ngày"))
    field_order = ["name", "code", "kind", "level", "from_on", "official_code"]


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = name_field(_("Tên mới"))
    on = day_field(_("Từ ngày"))
    basis = basis_field()


class EndForm(forms.Form):
    """The first day on which the unit is there no more."""

    on = day_field(_("Kết thúc từ ngày"))
    basis = basis_field()


class MoveForm(forms.Form):
    """Another unit above."""

    parent_id = forms.TypedChoiceField(label=_("Đơn vị cấp trên mới"), coerce=int)
    basis = basis_field()

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", _("Chọn một đơn vị")), *choices_of(parents)]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which units go together, into which one, from when."""

    others = forms.TypedMultipleChoiceField(
        label=_("Các đơn vị cùng nhập"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    into = forms.ChoiceField(label=_("Đơn vị tiếp tục"))
    name = name_field(_("Tên đơn vị mới"), required=False)
    code = code_field(_("Mã đơn vị mới"), required=False)
    on = day_field(_("Từ ngày"))
    basis = basis_field()

    def __init__(self, *args, unit, beside, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["others"].choices = choices_of(beside)  # type: ignore[attr-defined]
        into = [(NEW, _("Thành lập đơn vị mới")), *choices_of([unit, *beside])]
        self.fields["into"].choices = into  # type: ignore[attr-defined]

    def given(self):
        """What the act takes."""
        data = self.cleaned_data
        into = (
            New(data["code"], data["name"], self.unit.kind, self.unit.level)
            if data["into"] == NEW
            else int(data["into"])
        )
        sources = [id for id in (self.unit.pk, *data["others"]) if id != into]
        return {"source_ids": sources, "into": into, "on": data["on"], "basis": data["basis"]}


class SplitForm(forms.Form):
    """What a unit is divided into."""

    goes_on = forms.TypedChoiceField(
        label=_("Đơn vị được chia"),
        choices=[("1", _("vẫn tiếp tục, nhỏ hơn")), ("0", _("kết thúc"))],
        coerce=lambda value: value == "1",
    )
    on = day_field(_("Từ ngày"))
    existing = forms.TypedMultipleChoiceField(
        label=_("Đơn vị đang có nhận một phần"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    basis = basis_field()

    def __init__(self, *args, unit, beside, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["existing"].choices = choices_of(beside)  # type: ignore[attr-defined]
        for number in PARTS:
            self.fields[f"name_{number}"] = name_field(_("Đơn vị mới %(n)s") % {"n": number}, required=False)
            self.fields[f"code_{number}"] = code_field(_("Mã đơn vị mới %(n)s") % {"n": number}, required=False)
        self.order_fields(["goes_on", "on", *(f"{part}_{n}" for n in PARTS for part in ("name", "code")), "existing"])

    def given(self):
        """What the act takes."""
        data = self.cleaned_data
        new = [
            New(data[f"code_{n}"], data[f"name_{n}"], self.unit.kind, self.unit.level)
            for n in PARTS
            if data[f"name_{n}"] or data[f"code_{n}"]
        ]
        given = {name: data[name] for name in ("on", "goes_on", "basis")}
        return given | {"parts": [*new, *data["existing"]]}


class ClusterForm(forms.Form):
    """A cluster or block of the unit acted for."""

    name = forms.CharField(label=_("Tên cụm, khối"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=ClusterKind.choices)
    from_on = day_field(_("Từ ngày"))


class JoinForm(forms.Form):
    """A new member."""

    unit_id = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    from_on = day_field(_("Từ ngày"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", _("Chọn một đơn vị")), *choices_of(units)]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """A member goes."""

    unit_id = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Rời từ ngày"))


class LeadForm(forms.Form):
    """Who leads in a year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2004, max_value=2100)
    head_id = forms.TypedChoiceField(label=_("Trưởng"), coerce=int)
    deputy_id = forms.TypedChoiceField(label=_("Phó"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        units = [("", "–"), *((row.unit_id, row.unit.name) for row in members)]
        for name in ("head_id", "deputy_id"):
            self.fields[name].choices = units  # type: ignore[attr-defined]
