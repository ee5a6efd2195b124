"""What the law leaves to the agency, and on whose word rules go on that nobody verified."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.domain.awards import access, operations, queries
from thidua.domain.people.queries import units_of
from thidua.doors.desk.law.forms import ConfirmForm, SettingForm
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Unready


@dataclass
class Item:
    """One setting or rule with its form; `is_open` when its form was just refused."""

    thing: Any
    form: Any
    value: str = ""
    is_own: bool = False
    is_open: bool = False


def page(request):
    """The settings and the open rules of the unit acted for."""
    return show(request, acting_unit(request))


def acting_unit(request):
    """The unit acted for, which the actor already carries."""
    unit = next((unit for unit in units_of(request.actor) if unit.pk == request.actor.unit_id), None)
    if unit is None:
        raise NotFound(_("Bạn chưa có vai trò ở đơn vị nào nên chưa có quy định để xem."))
    return unit


def show(request, unit, *, refused_form=None, refused_id="", refusal=None):
    """The page; after a refused form, with everything that was typed."""
    today = clock.day(request.at)
    right = access.may(request.actor, "set", unit)
    settings = [
        item(
            unit,
            one,
            refused_form if one.id == refused_id else SettingForm(choice=one, initial={"from_on": today}),
            value(one),
            is_open=one.id == refused_id,
        )
        for one in queries.choices(unit, today)
    ]
    rules = [
        item(
            unit,
            one,
            refused_form if one.id == refused_id else ConfirmForm(rule=one, initial={"confirmed_on": today}),
            is_open=one.id == refused_id,
        )
        for one in queries.open_rules(unit, today)
    ]
    context = {
        "unit": unit,
        "right": right,
        "settings": settings,
        "rules": rules,
        "said": sum(item.thing.row is not None for item in settings),
        "confirmed": sum(item.thing.row is not None for item in rules),
        "refusal": refusal,
    }
    status = 200 if refused_form is None and refusal is None else 409 if refusal else 422
    return render(request, "desk/law/page.html", context, status=status)


def item(unit, thing, form, said="", *, is_open):
    """One line of the page."""
    return Item(thing, form, said, thing.row is not None and thing.row.unit_id == unit.pk, is_open)


def value(choice):
    """The value that holds, in words: the agency's, else the default of the law's data."""
    raw = choice.row.value if choice.row else choice.default
    if raw is None:
        return ""
    if choice.kind == "yes_no":
        return queries.choice_name("yes" if raw in ("yes", True) else "no")
    if choice.kind == "percent":
        return str(raw) if "/" in str(raw) else f"{str(raw).replace('.', ',')}%"
    if choice.kind in ("years", "months"):
        return _("%(n)s năm") % {"n": raw} if choice.kind == "years" else _("%(n)s tháng") % {"n": raw}
    return queries.choice_name(str(raw))


def add_errors(form, refusal):
    """Put the issues of a refused act beside the fields that they are about."""
    for issue in refusal.issues:
        form.add_error(issue.field if issue.field in form.fields else None, f"{issue.text} {issue.remedy}")


@require_POST
def settle(request):
    """Write down one setting."""
    unit, name = acting_unit(request), request.POST.get("name", "")
    choice = next((one for one in queries.choices(unit, clock.day(request.at)) if one.id == name), None)
    if choice is None:
        raise NotFound(_("Luật không giao cho cơ quan quy định việc này."))
    form = SettingForm(request.POST, choice=choice)
    if form.is_valid():
        try:
            operations.set_parameter(
                actor=request.actor, at=request.at, unit_id=unit.pk, name=name, **form.cleaned_data
            )
        except Unready as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Đã ghi quy định của cơ quan."))
            return redirect("desk:law")
    return show(request, unit, refused_form=form, refused_id=name)


@require_POST
def confirm(request):
    """Write down that a rule goes on."""
    unit, rule_id = acting_unit(request), request.POST.get("rule_id", "")
    rule = next((one for one in queries.open_rules(unit, clock.day(request.at)) if one.id == rule_id), None)
    if rule is None:
        raise NotFound(_("Quy tắc này không cần xác nhận hôm nay."))
    form = ConfirmForm(request.POST, rule=rule)
    if form.is_valid():
        try:
            operations.confirm_rule(
                actor=request.actor, at=request.at, unit_id=unit.pk, rule_id=rule_id, **form.cleaned_data
            )
        except Unready as refusal:
            add_errors(form, refusal)
        except NotNow as refusal:
            return show(request, unit, refused_form=form, refused_id=rule_id, refusal=refusal)
        else:
            messages.success(
                request, _("Đã ghi xác nhận. Từ nay kết luận theo quy tắc này nêu rõ dựa trên lời xác nhận của ai.")
            )
            return redirect("desk:law")
    return show(request, unit, refused_form=form, refused_id=rule_id)


@require_POST
def withdraw(request, id):
    """Take the agency's word back."""
    try:
        row = operations.withdraw(actor=request.actor, at=request.at, confirmation_id=id)
    except NotNow as refusal:
        return show(request, acting_unit(request), refusal=refusal)
    messages.success(
        request, _("Đã rút xác nhận. Hồ sơ đã gửi giữ nguyên kết luận; hồ sơ mới không dùng xác nhận này nữa.")
    )
    if request.POST.get("rule"):
        return redirect("desk:law-rule", row.rule_id)
    return redirect("desk:law")
