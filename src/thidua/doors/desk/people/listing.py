"""The list of people, the look-up by number, and who was perhaps entered twice.

Names and numbers are asked for in the body of a POST: they do not belong into addresses.
"""

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.people import access, operations, queries
from thidua.domain.people.enums import Role, Sex
from thidua.doors.desk.people.forms import FilterForm, NumberForm
from thidua.doors.desk.people.shown import row
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import PER_PAGE, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotAllowed, Unready

FOUND = 100
"""How many people of a name are shown; more words narrow them down."""
COLUMNS = [
    Column(_l("Họ và tên"), lambda one: one["person"], 30),
    Column(_l("Năm sinh"), lambda one: one["person"].born_on and one["person"].born_on.year, 10),
    Column(_l("Mã nhân sự"), lambda one: one["person"].code, 14),
    Column(_l("Đơn vị"), lambda one: one["unit"], 36),
    Column(_l("Chức vụ"), lambda one: one["post"], 30),
    Column(_l("Nhóm đối tượng"), lambda one: one["rank"], 24),
    Column(_l("Giới tính"), lambda one: one["person"].get_sex_display(), 10),
    Column(_l("Đảng viên"), lambda one: one["person"].is_party_member, 10),
    Column(_l("Tình trạng"), lambda one: one["state"]["word"], 18),
]
SAME = [Column(_l("Nhóm trùng"), lambda one: one["group"], 10), *(COLUMNS[n] for n in (0, 1, 2, 3, 4))]


def reader(request):
    """Refuse whoever reads nobody's file but her own."""
    if not request.actor.paths(*access.READERS):
        raise NotAllowed(
            _(
                "Danh sách nhân sự dành cho người làm công tác thi đua, khen thưởng. Dữ liệu của riêng bạn ở “Hồ sơ của tôi”."
            )
        )


def page(request):
    """The people whose files the actor may read, filtered by the address; those of a name, by POST."""
    reader(request)
    today, units = clock.day(request.at), list(access.readable_units(request.actor))
    form = FilterForm(request.GET, units=units)
    people = queries.listed(access.visible_to(request.actor), today)
    data = form.cleaned_data if form.is_valid() else {}
    people = people.filter(chosen(data, {unit.pk: unit.path for unit in units}))
    words = request.POST.get("q", "").strip()[:100] if request.method == "POST" else ""
    if words:
        rows = list(queries.with_name(people, words)[: FOUND + 1])
        found = paged(request, rows[:FOUND], FOUND)
    else:
        rows, found = [], paged(request, people, PER_PAGE)
    context = {
        "form": form,
        "page": found,
        "rows": [row(person) for person in found],
        "q": words,
        "has_more": len(rows) > FOUND,
        "is_filtered": any(data.values()),
        "may_enter": bool(request.actor.paths(Role.CLERK)),
    }
    listed = Listed(_("Nhân sự"), COLUMNS, people, lambda some: [row(person) for person in some])
    return answer(request, "desk/people/listing.html", context, listed)


def chosen(data, paths):
    """The filter for what the address asks."""
    query = Q()
    if data.get("don_vi") in paths:
        query &= Q(unit_path__startswith=paths[data["don_vi"]])
    if data.get("nhom"):
        query &= Q(post_rank=data["nhom"])
    if data.get("nu"):
        query &= Q(sex=Sex.FEMALE)
    if data.get("dang_vien"):
        query &= Q(is_party_member=True)
    still = Q(retired_on__isnull=True, died_on__isnull=True)
    return query & {
        "dang-lam": Q(is_in_post=True),
        "vang": Q(is_in_post=True, away__isnull=False),
        "nghi-huu": Q(retired_on__isnull=False, died_on__isnull=True),
        "tu-tran": Q(died_on__isnull=False),
        "chua-co-vi-tri": Q(is_in_post=False) & still,
    }.get(data.get("tinh_trang", ""), Q())


def look_up(request):
    """Find the person of a citizen number, and go to her file."""
    reader(request)
    form, is_missing = NumberForm(request.POST or None), False
    if request.method == "POST" and form.is_valid():
        try:
            person = operations.look_up(actor=request.actor, at=request.at, number=form.cleaned_data["number"])
        except Unready as refusal:
            for issue in refusal.issues:
                form.add_error("number", f"{issue.text} {issue.remedy}")
        else:
            if person is not None:
                return redirect("desk:person", person.pk)
            is_missing = True
    # A number that was typed is not written into the page again.
    context = {"form": NumberForm() if is_missing else form, "is_missing": is_missing}
    return render(request, "desk/people/look_up.html", context, status=422 if form.errors else 200)


def doubles(request):
    """People who were perhaps entered twice, to be compared."""
    reader(request)
    groups = queries.doubles(queries.listed(access.visible_to(request.actor), clock.day(request.at)))
    shown = [[row(person) for person in group] for group in groups]
    rows = [{**one, "group": number} for number, group in enumerate(shown, 1) for one in group]
    return answer(request, "desk/people/doubles.html", {"groups": shown}, Listed(_("Có thể nhập trùng"), SAME, rows))
