"""Arrangements of units: a form, what it would do, and only then the act."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.organisations import access, checks, operations, queries
from thidua.domain.people.operations import touch
from thidua.doors.desk.units import forms, shown
from thidua.kernel import clock
from thidua.kernel.errors import Unready

CONFIRMED = "xac-nhan"


def ask(request, unit, form, *, title, lead, right, act, effects, ending=lambda data: [], done):
    """Show the form; with it filled in, what the act would do, tried and undone; confirmed, do it.

    `act` does it and returns the unit to go to; `effects` and `ending` (the units that end) read the cleaned data.
    """
    context = {
        "unit": unit,
        "form": form,
        "title": title,
        "lead": lead,
        "refused": right.reason,
        "effects": [],
        "left": [],
    }
    if request.method == "POST" and form.is_valid():
        is_confirmed = CONFIRMED in request.POST
        try:
            with transaction.atomic():
                found = act()
                transaction.set_rollback(not is_confirmed)
        except Unready as error:
            put_issues(form, error.issues)
        else:
            if is_confirmed:
                messages.success(request, done)
                return redirect("desk:unit", found.pk)
            data = form.cleaned_data
            context["effects"] = effects(data)
            ends = ending(data)
            context["left"] = shown.left_behind(ends, data["on"]) if ends else []
    return render(request, "desk/units/act.html", context, status=422 if form.errors else 200)


def put_issues(form, issues):
    """Show what an act found missing at the fields of its form."""
    for issue in issues:
        name = next((one for one in (issue.field, f"{issue.field}_id") if one in form.fields), None)
        form.add_error(name, f"{issue.text} {issue.remedy}".strip())


def beside(request, unit):
    """The units that the actor keeps, of the same kind and going on, without this one and what is below it."""
    rows = kept(request).filter(kind=unit.kind).exclude(path__startswith=unit.path)
    return list(rows.select_related("parent").order_by("path"))


def kept(request):
    """The units of today that the actor keeps, with her own."""
    rows = queries.units(clock.day(request.at))
    return rows.filter(queries.by_path(request.actor.paths(*access.KEEPERS)), until_on__isnull=True)


def found(request, id):
    """A new unit below this one."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    form = forms.FoundForm(request.POST or None, initial={"from_on": today})
    return ask(
        request, unit, form,
        title=_("Lập đơn vị trực thuộc"),
        lead=_("Đơn vị mới nằm ngay dưới %(unit)s.") % {"unit": unit.name},
        right=access.may(request.actor, "found", unit),
        act=lambda: operations.found(actor=request.actor, at=request.at, parent=unit, **form.cleaned_data),
        effects=lambda data: [
            _("%(name)s, mã %(code)s, có từ %(day)s dưới %(unit)s.")
            % {"name": data["name"], "code": data["code"], "day": date_format(data["from_on"]), "unit": unit.name}
        ],
        done=_("Đã lập đơn vị."),
    )  # fmt: skip


def rename(request, id):
    """Another name from a day on."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    form = forms.RenameForm(request.POST or None, initial={"on": today})
    return ask(
        request, unit, form,
        title=_("Đổi tên đơn vị"),
        lead=_("Tên đang dùng: %(name)s.") % {"name": unit.name},
        right=access.may(request.actor, "rename", unit),
        act=lambda: operations.rename(actor=request.actor, at=request.at, unit_id=unit.pk, **form.cleaned_data),
        effects=lambda data: [
            _("Từ %(day)s đơn vị mang tên %(name)s.") % {"day": date_format(data["on"]), "name": data["name"]},
            _("Khen thưởng trước ngày đó vẫn hiện với tên %(name)s; tìm theo tên nào cũng thấy.") % {"name": unit.name},
        ],
        done=_("Đã đổi tên."),
    )  # fmt: skip


def edit(request, id):
    """Codes, kind and level."""
    unit = access.get(request.actor, id)
    now = {name: getattr(unit, name) for name in ("code", "official_code", "kind", "level")}
    form = forms.EditForm(request.POST or None, initial=now)
    return ask(
        request, unit, form,
        title=_("Sửa mã và loại"),
        lead=_("Sửa chỗ ghi nhầm. Tên đổi từ một ngày thì dùng “Đổi tên”."),
        right=access.may(request.actor, "edit", unit),
        act=lambda: operations.edit(actor=request.actor, at=request.at, unit_id=unit.pk, **form.cleaned_data),
        effects=lambda data: [
            f"{form.fields[name].label}: {now[name] or '–'} → {data[name] or '–'}" for name in now if data[name] != now[name]
        ] or [_("Không có gì thay đổi.")],
        done=_("Đã sửa."),
    )  # fmt: skip


def merge(request, id):
    """Units go into one."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    others = beside(request, unit)
    named = {one.pk: one for one in [unit, *others]}
    form = forms.MergeForm(request.POST or None, unit=unit, beside=others, initial={"on": today})

    def sources(data):
        return [named[pk] for pk in form.given()["source_ids"]]

    def effects(data):
        heir = data["name"] if data["into"] == forms.NEW else named[int(data["into"])].name
        ending, day = sources(data), date_format(data["on"])
        below = [child.name for one in ending for child in checks.open_below(one, data["on"])]
        lines = [_("%(unit)s kết thúc từ %(day)s.") % {"unit": one.name, "day": day} for one in ending]
        if below:
            values = {"names": ", ".join(below), "heir": heir}
            lines.append(_("Đơn vị trực thuộc chuyển sang %(heir)s: %(names)s.") % values)
        return [
            *lines,
            _("%(heir)s tiếp tục và kế thừa toàn bộ.") % {"heir": heir},
            _("Khen thưởng đã có được tìm thấy ở %(heir)s, với tên của ngày được tặng.") % {"heir": heir},
        ]

    return ask(
        request, unit, form,
        title=_("Sáp nhập"),
        lead=_("%(unit)s cùng các đơn vị chọn dưới đây nhập thành một.") % {"unit": unit.name},
        right=access.may(request.actor, "merge", unit),
        act=lambda: operations.merge(actor=request.actor, at=request.at, **form.given()),
        effects=effects, ending=sources, done=_("Đã sáp nhập."),
    )  # fmt: skip


def split(request, id):
    """A unit is divided."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    form = forms.SplitForm(request.POST or None, unit=unit, beside=beside(request, unit), initial={"on": today})

    def act():
        operations.split(actor=request.actor, at=request.at, unit_id=unit.pk, **form.given())
        return unit

    def effects(data):
        day = date_format(data["on"])
        names = [data[f"name_{n}"] for n in forms.PARTS if data[f"name_{n}"]]
        goes_on = _("%(unit)s vẫn tiếp tục.") if data["goes_on"] else _("%(unit)s kết thúc từ %(day)s.")
        return [
            goes_on % {"unit": unit.name, "day": day},
            *(_("%(name)s có từ %(day)s.") % {"name": name, "day": day} for name in names),
            _("Khen thưởng đã có vẫn thuộc %(unit)s; ở đơn vị nhận một phần chúng hiện kèm dấu “một phần”.")
            % {"unit": unit.name},
        ]

    return ask(
        request, unit, form,
        title=_("Chia tách"),
        lead=_("Ghi các đơn vị nhận một phần của %(unit)s; bỏ trống dòng không dùng.") % {"unit": unit.name},
        right=access.may(request.actor, "split", unit),
        act=act, effects=effects, ending=lambda data: [] if data["goes_on"] else [unit], done=_("Đã chia tách."),
    )  # fmt: skip


def end(request, id):
    """A unit ends and nobody takes over."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    form = forms.EndForm(request.POST or None, initial={"on": today})
    return ask(
        request, unit, form,
        title=_("Kết thúc đơn vị"),
        lead=_("Khi không đơn vị nào kế thừa. Nếu có, hãy dùng “Sáp nhập” hoặc “Chia tách”."),
        right=access.may(request.actor, "end", unit),
        act=lambda: operations.end(actor=request.actor, at=request.at, unit_id=unit.pk, **form.cleaned_data),
        effects=lambda data: [
            _("%(unit)s kết thúc từ %(day)s.") % {"unit": unit.name, "day": date_format(data["on"])},
            _("Hồ sơ và khen thưởng đã có vẫn giữ nguyên."),
        ],
        ending=lambda data: [unit], done=_("Đã kết thúc đơn vị."),
    )  # fmt: skip


def move(request, id):
    """Another place in the tree; those who move with it are looked at anew by the law."""
    unit = access.get(request.actor, id)
    parents = list(kept(request).exclude(path__startswith=unit.path).select_related("parent"))
    form = forms.MoveForm(request.POST or None, parents=parents)

    def act():
        below = list(queries.under(unit).values_list("pk", flat=True))
        found = operations.move(actor=request.actor, at=request.at, unit_id=unit.pk, **form.cleaned_data)
        touch(at=request.at, units=below)  # what was declared complete above them is another word now
        return found

    def effects(data):
        parent = next(one for one in parents if one.pk == data["parent_id"])
        count = queries.under(unit).count() - 1
        return [
            _("%(unit)s chuyển về dưới %(parent)s, cùng %(n)s đơn vị trực thuộc.")
            % {"unit": unit.name, "parent": parent.name, "n": count},
            _("Người có vai trò ở %(parent)s và cấp trên thấy đơn vị này từ bây giờ.") % {"parent": parent.name},
        ]

    return ask(
        request, unit, form,
        title=_("Chuyển về đơn vị cấp trên khác"),
        lead=_("Đang ở dưới: %(unit)s.") % {"unit": unit.parent.name if unit.parent else "–"},
        right=access.may(request.actor, "move", unit),
        act=act, effects=effects, done=_("Đã chuyển đơn vị."),
    )  # fmt: skip


def annul(request, id):
    """Take back what was arranged last, today."""
    unit = access.get(request.actor, id)
    right = access.may(request.actor, "annul", unit)
    if request.method == "POST":
        found = operations.annul(actor=request.actor, at=request.at, unit_id=unit.pk)
        messages.success(request, _("Đã hủy việc sắp xếp vừa ghi."))
        return redirect("desk:unit", found.pk)
    return render(request, "desk/units/annul.html", {"unit": unit, "refused": right.reason})
