"""Form clusters and blocks, take members in and out, say who leads in a year."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access, checks
from thidua.domain.organisations.enums import ClusterKind
from thidua.domain.organisations.models import Cluster, ClusterHead, ClusterMember, Unit
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def form_cluster(
    *, actor: Actor, at: dt.datetime, unit_id: int, name: str, kind: ClusterKind | str, from_on: dt.date
) -> Cluster:
    """Form a cluster or block that the unit organises. That of a sample unit is a sample."""
    unit = access.get(actor, unit_id)
    allow(access.may(actor, "keep_clusters", unit))
    cluster = Cluster.objects.create(unit=unit, name=tidy(name), kind=kind, from_on=from_on, is_sample=unit.is_sample)
    record(actor=actor, at=at, event="organisations.cluster.formed", thing=cluster, details={"name": cluster.name})
    return cluster


@operation
def join_cluster(*, actor: Actor, at: dt.datetime, cluster_id: int, unit_id: int, from_on: dt.date) -> ClusterMember:
    """Take a unit in from a day on. Raises Unready when it is in another cluster of that kind and organiser."""
    cluster = access.get_cluster(actor, cluster_id, lock=True)
    allow(access.may(actor, "keep_clusters", cluster.unit))
    unit = access.get(actor, unit_id)
    if issues := checks.before_join(cluster, unit, from_on):
        raise Unready(issues)
    member = ClusterMember.objects.create(cluster=cluster, unit=unit, from_on=from_on)
    record(actor=actor, at=at, event="organisations.cluster.joined", thing=cluster, details={"unit": unit.name})
    return member


@operation
def leave_cluster(*, actor: Actor, at: dt.datetime, cluster_id: int, unit_id: int, on: dt.date) -> Cluster:
    """Let a member go on a day; on the day it came it never belonged. Raises NotFound when it is no member then."""
    cluster = access.get_cluster(actor, cluster_id, lock=True)
    allow(access.may(actor, "keep_clusters", cluster.unit))
    member = cluster.members.select_related("unit").filter(unit=unit_id, from_on__lte=on, until_on__isnull=True).first()
    if member is None:
        raise NotFound
    if on > member.from_on:
        member.until_on = on
        member.save(update_fields=["until_on"])
    else:
        member.delete()
    details = {"unit": member.unit.name, "on": on}
    record(actor=actor, at=at, event="organisations.cluster.left", thing=cluster, details=details)
    return cluster


@operation
def lead_cluster(
    *, actor: Actor, at: dt.datetime, cluster_id: int, year: int, head_id: int, deputy_id: int | None = None
) -> ClusterHead:
    """Say which member leads in a year, and which is the deputy; what stood for that year is replaced."""
    cluster = access.get_cluster(actor, cluster_id, lock=True)
    allow(access.may(actor, "keep_clusters", cluster.unit))
    units = Unit.objects.in_bulk([id for id in (head_id, deputy_id) if id is not None])
    head, deputy = units.get(head_id), units.get(deputy_id or 0)
    if head is None or (deputy_id is not None and deputy is None):
        raise NotFound
    if issues := checks.before_lead(cluster, year, head, deputy):
        raise Unready(issues)
    row, _is_new = ClusterHead.objects.update_or_create(
        cluster=cluster, year=year, defaults={"head": head, "deputy": deputy}
    )
    details = {"year": year, "head": head.name, "deputy": deputy.name if deputy else ""}
    record(actor=actor, at=at, event="organisations.cluster.led", thing=cluster, details=details)
    return row


@operation
def end_cluster(*, actor: Actor, at: dt.datetime, cluster_id: int, on: dt.date) -> Cluster:
    """End a cluster, and with it the places of its members."""
    cluster = access.get_cluster(actor, cluster_id, lock=True)
    allow(access.may(actor, "keep_clusters", cluster.unit))
    if issues := checks.before_end_cluster(cluster, on):
        raise Unready(issues)
    cluster.until_on = on
    cluster.save(update_fields=["until_on"])
    cluster.members.filter(until_on__isnull=True, from_on__gte=on).delete()
    cluster.members.filter(until_on__isnull=True).update(until_on=on)
    record(actor=actor, at=at, event="organisations.cluster.ended", thing=cluster, details={"on": on})
    return cluster
