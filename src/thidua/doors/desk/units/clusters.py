"""Pages of clusters and blocks: who belongs to one, who leads it in which year."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.audit import queries as audit
from thidua.domain.organisations import access, operations, queries
from thidua.domain.people.queries import units_of
from thidua.doors.desk.units import forms
from thidua.doors.desk.units.acts import put_issues
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, Unready
from thidua.kernel.rights import allow, no

COLUMNS = [
    Column(_l("Tên cụm, khối"), lambda row: row["cluster"].name, 40),
    Column(_l("Loại"), lambda row: row["cluster"].get_kind_display()),
    Column(_l("Đơn vị tổ chức"), lambda row: row["cluster"].unit, 36),
    Column(_l("Trưởng"), lambda row: row["head"] and row["head"].head, 36),
    Column(_l("Phó"), lambda row: row["head"] and row["head"].deputy, 36),
    Column(_l("Thành viên"), lambda row: row["cluster"].member_count, 12),
]


def own_unit(request):
    """The unit acted for; None for somebody without a role."""
    return next((unit for unit in units_of(request.actor) if unit.pk == request.actor.unit_id), None)


def listing(request):
    """The clusters that the actor may see, each with its members of today and who leads it this year."""
    allow(access.may(request.actor, "list", None))
    today, unit = clock.day(request.at), own_unit(request)
    rows = queries.with_members(access.visible_clusters(request.actor), today).select_related("unit")
    rows = rows.order_by("unit__path", "kind", "name", "pk")
    page = paged(request, rows)
    context = {
        "page": page,
        "rows": headed(page, today.year),
        "year": today.year,
        "may_form": access.may(request.actor, "keep_clusters", unit) if unit else no(""),
    }
    listed = Listed(_("Cụm, khối thi đua"), COLUMNS, rows, lambda some: headed(some, today.year))
    return answer(request, "desk/units/clusters.html", context, listed)


def headed(clusters, year):
    """The clusters, each with who leads it in the year. One query."""
    clusters = list(clusters)
    heads = queries.heads_in(clusters, year)
    return [{"cluster": one, "head": heads.get(one.pk)} for one in clusters]


def form(request):
    """A cluster that the unit acted for organises."""
    unit = own_unit(request)
    if unit is None:
        raise NotFound
    asked = forms.ClusterForm(request.POST or None, initial={"from_on": clock.day(request.at)})
    if request.method == "POST" and asked.is_valid():
        cluster = operations.form_cluster(actor=request.actor, at=request.at, unit_id=unit.pk, **asked.cleaned_data)
        messages.success(request, _("Đã lập. Hãy thêm các thành viên."))
        return redirect("desk:cluster", cluster.pk)
    right = access.may(request.actor, "keep_clusters", unit)
    context = {"form": asked, "unit": unit, "refused": right.reason}
    return render(request, "desk/units/cluster_form.html", context, status=422 if asked.errors else 200)


def page(request, id, join_form=None, lead_form=None, leave_form=None, status=200):
    """One cluster: members today, heads by year, the acts as small forms, with a proposal for whose turn it is."""
    cluster, today = access.get_cluster(request.actor, id), clock.day(request.at)
    members = list(queries.members_on(cluster, today))
    heads = list(cluster.heads.select_related("head", "deputy").order_by("-year"))
    year = max([today.year, *(row.year + 1 for row in heads)])
    turn = queries.rotation(cluster, year)
    proposal = {
        "year": year,
        "head_id": turn.head.pk if turn.head else None,
        "deputy_id": turn.deputy.pk if turn.deputy else None,
    }
    right = access.may(request.actor, "keep_clusters", cluster.unit)
    context = {
        "cluster": cluster,
        "members": members,
        "past": list(cluster.members.exclude(until_on=None).select_related("unit").order_by("-until_on", "pk")),
        "heads": heads,
        "right": right,
        "join": join_form or forms.JoinForm(units=candidates(request, cluster, members), initial={"from_on": today}),
        "lead": lead_form or forms.LeadForm(members=members, initial=proposal),
        "leave_errors": leave_form,
        "today": today,
        "events": audit.of(cluster),
    }
    return render(request, "desk/units/cluster.html", context, status=status)


def candidates(request, cluster, members):
    """The units below the organiser that may join: those of today that are no members, of the members' kinds first."""
    rows = queries.units(clock.day(request.at)).filter(path__startswith=cluster.unit.path).exclude(pk=cluster.unit_id)
    rows = rows.filter(parent=cluster.unit_id).exclude(pk__in=[row.unit_id for row in members])
    return list(rows.select_related("parent"))


def act(request, id, name, asked, do, done):
    """Do what the small form asks and go back to the cluster, or show it with what is wrong."""
    if request.method == "POST" and asked.is_valid():
        try:
            do(**asked.cleaned_data)
        except Unready as error:
            put_issues(asked, error.issues)
        else:
            messages.success(request, done)
            return redirect("desk:cluster", id)
    elif request.method != "POST":
        return redirect("desk:cluster", id)
    return page(request, id, **{f"{name}_form": asked}, status=422)


def join(request, id):
    """Take a unit in."""
    cluster, today = access.get_cluster(request.actor, id), clock.day(request.at)
    members = list(queries.members_on(cluster, today))
    asked = forms.JoinForm(request.POST or None, units=candidates(request, cluster, members))

    def do(**data):
        operations.join_cluster(actor=request.actor, at=request.at, cluster_id=id, **data)

    return act(request, id, "join", asked, do, _("Đã thêm thành viên."))


def leave(request, id):
    """Let a member go, from today on."""
    access.get_cluster(request.actor, id)
    asked = forms.LeaveForm(request.POST or None)

    def do(**data):
        operations.leave_cluster(actor=request.actor, at=request.at, cluster_id=id, **data)

    return act(request, id, "leave", asked, do, _("Đã ghi thành viên rời cụm, khối."))


def lead(request, id):
    """Say who leads in a year."""
    cluster, today = access.get_cluster(request.actor, id), clock.day(request.at)
    members = list(queries.members_on(cluster, today))
    asked = forms.LeadForm(request.POST or None, members=members)

    def do(**data):
        operations.lead_cluster(actor=request.actor, at=request.at, cluster_id=id, **data)

    return act(request, id, "lead", asked, do, _("Đã ghi trưởng, phó của năm."))
