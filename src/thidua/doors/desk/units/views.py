"""Pages of units: the tree on a day, and one unit with all that it was."""

from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.audit import queries as audit
from thidua.domain.organisations import access, queries
from thidua.doors.desk.units import shown
from thidua.doors.desk.units.forms import DayForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import PER_PAGE, paged
from thidua.kernel import clock
from thidua.kernel.periods import in_force
from thidua.kernel.rights import allow

DEEPEST_SHOWN = 5
SHOWN_CHILDREN = 50
COLUMNS = [
    Column(_l("Tên đơn vị"), lambda row: row["name"], 50),
    Column(_l("Cấp trên"), lambda row: row["above"], 40),
    Column(_l("Loại"), lambda row: row["unit"].get_kind_display()),
    Column(_l("Mã"), lambda row: row["unit"].code, 14),
    Column(_l("Từ ngày"), lambda row: row["unit"].from_on, 12),
    Column(_l("Đến ngày"), lambda row: row["unit"].until_on, 12),
]


def listing(request):
    """The units of one's subtrees on a day, as a tree; with a search, best first. Names are those of the day."""
    allow(access.may(request.actor, "list", None))
    today, q = clock.day(request.at), request.GET.get("q", "").strip()[:100]
    form = DayForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    day = data.get("ngay") or today
    rows = access.visible_to(request.actor).filter(in_force(day))
    if data.get("loai"):
        rows = rows.filter(kind=data["loai"])
    found: Any
    if q:
        found = [one.unit for one in queries.find_by_name(q, on=day, among=rows)]
    else:
        found = rows.select_related("parent").order_by("path")
    page = paged(request, found, PER_PAGE)
    is_tree = not q and not data.get("loai")
    top = min((unit.path.count("/") for unit in page), default=0)
    context = {
        "form": form,
        "q": q,
        "day": day,
        "is_today": day == today,
        "page": page,
        "rows": [
            row
            | {
                "under": "" if is_tree else row["above"],
                "depth": min(row["unit"].path.count("/") - top, DEEPEST_SHOWN) if is_tree else 0,
            }
            for row in called(page, day)
        ],
    }
    listed = Listed(_("Đơn vị"), COLUMNS, found, lambda some: called(some, day))
    return answer(
        request, "desk/units/listing.html", context, listed, status=422 if form.is_bound and form.errors else 200
    )


def called(units, day):
    """The units, each with its name of the day and that of the unit above it. One query."""
    units = list(units)
    names = queries.names_on([*units, *(unit.parent for unit in units if unit.parent)], day)
    return [
        {"unit": unit, "name": names[unit.pk], "above": names[unit.parent_id] if unit.parent_id else ""}
        for unit in units
    ]


def page(request, id):
    """One unit: what it is, was and became, what stands below it, and what it received."""
    unit, today = access.get(request.actor, id), clock.day(request.at)
    lineage, heirs = queries.lineage(unit), queries.heirs(unit)
    readable = request.actor.paths(*access.READERS)
    events = list(audit.of(unit))
    children = list(unit.children.filter(in_force(today)).order_by("path")[: SHOWN_CHILDREN + 1])
    context = {
        "unit": unit,
        "is_ended": unit.until_on is not None and unit.until_on <= today,
        "changes": access.may(request.actor, "rename", unit),
        "founds": access.may(request.actor, "found", unit),
        "can_annul": bool(events and "undo" in events[-1].details and clock.day(events[-1].at) == today),
        "former": list(unit.former_names.all())[::-1],
        "before": shown.family(unit, lineage, readable=readable, forward=False),
        "after": shown.family(unit, heirs, readable=readable, forward=True),
        "children": children[:SHOWN_CHILDREN],
        "has_more": len(children) > SHOWN_CHILDREN,
        "clusters": list(queries.clusters_of(unit)),
        "people": shown.people_count(unit, today),
        "honours": shown.honours(request.actor, unit, lineage),
        "events": events,
        "parent_readable": unit.parent is not None and is_readable(request.actor, unit.parent, readable),
    }
    return render(request, "desk/units/page.html", context)


def is_readable(actor, unit, readable):
    """Whether the actor may open the unit's page: it lies in her subtrees or above them. No query."""
    return any(unit.path.startswith(path) or path.startswith(unit.path) for path in readable)
