"""Pages of movements."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from thidua.base.audit import queries as audit
from thidua.domain.movements import access, operations, queries
from thidua.domain.movements.enums import Method, Scope, Tier
from thidua.domain.organisations.enums import Kind
from thidua.domain.people.queries import units_of
from thidua.doors.desk.movements.forms import MovementForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import acts, number, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound

TIERS = {Kind.MINISTRY: Tier.BO_TINH, Kind.PROVINCE: Tier.BO_TINH}
COLUMNS = [
    Column(_l("Tên phong trào"), lambda one: one.title, 50),
    Column(_l("Năm"), lambda one: one.year, 8),
    Column(_l("Đơn vị phát động"), lambda one: one.unit, 36),
    Column(_l("Bắt đầu"), lambda one: one.starts_on, 12),
    Column(_l("Kết thúc"), lambda one: one.ends_on, 12),
    Column(_l("Trạng thái"), lambda one: one.get_state_display()),
]


def listing(request):
    """The movements in which the actor's unit has a part, by year."""
    movements = queries.listed(access.visible_to(request.actor))
    if year := number(request, "nam"):
        movements = movements.filter(year=year)
    unit = acting_unit(request)
    may_draft = access.may(request.actor, "draft", unit) if unit else None
    context = {"page": paged(request, movements), "year": year, "may_draft": may_draft}
    return answer(request, "desk/movements/listing.html", context, Listed(_("Phong trào thi đua"), COLUMNS, movements))


def acting_unit(request):
    """The unit acted for, which the actor already carries; none for an account without a role."""
    return next((unit for unit in units_of(request.actor) if unit.pk == request.actor.unit_id), None)


def page(request, id):
    """One movement: what it is about, what can be done with it, what was done."""
    movement = access.get(request.actor, id)
    context = {
        "movement": movement,
        "acts": acts(request.actor, movement, access.may, queries.verbs(movement)),
        "events": audit.of(movement),
    }
    return render(request, "desk/movements/page.html", context)


def draft(request):
    """Write down a new movement of the unit acted for."""
    unit = acting_unit(request)
    if unit is None:
        raise NotFound(_("Bạn chưa có vai trò ở đơn vị nào nên chưa soạn được phong trào."))
    form = MovementForm(request.POST or None, initial=usual(request, unit))
    if request.method == "POST" and form.is_valid():
        movement = operations.draft(actor=request.actor, at=request.at, unit=unit, **form.cleaned_data)
        messages.success(request, _("Đã lưu dự thảo phong trào."))
        return redirect("desk:movement", movement.pk)
    context = {"form": form, "unit": unit, "movement": None, "version": ""}
    return render(request, "desk/movements/form.html", context, status=422 if form.errors else 200)


def usual(request, unit):
    """What a new movement of the unit mostly is: of this year, the whole unit's own, every year again."""
    tier = TIERS.get(unit.kind, Tier.AGENCY)
    scope = Scope.SECTOR if tier == Tier.BO_TINH else Scope.AGENCY
    return {"year": clock.day(request.at).year, "tier": tier, "scope": scope, "method": Method.REGULAR}


def edit(request, id):
    """Change a draft."""
    movement = access.get(request.actor, id)
    initial = {name: getattr(movement, name) for name in MovementForm.base_fields}
    form = MovementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = number(request, "version") or 0
        operations.edit(actor=request.actor, at=request.at, movement_id=id, version=version, **form.cleaned_data)
        messages.success(request, _("Đã lưu dự thảo phong trào."))
        return redirect("desk:movement", id)
    context = {"form": form, "unit": movement.unit, "movement": movement, "version": movement.version}
    return render(request, "desk/movements/form.html", context, status=422 if form.errors else 200)


@require_POST
def launch(request, id):
    """Launch."""
    version = number(request, "version")
    movement = operations.launch(actor=request.actor, at=request.at, movement_id=id, version=version)
    messages.success(request, _("Đã phát động. Các đơn vị cấp dưới đã được báo để đăng ký."))
    return redirect("desk:movement", movement.pk)


@require_POST
def close(request, id):
    """Sum up."""
    operations.close(actor=request.actor, at=request.at, movement_id=id, version=number(request, "version"))
    messages.success(request, _("Đã tổng kết phong trào."))
    return redirect(reverse("desk:movement", args=[id]))
