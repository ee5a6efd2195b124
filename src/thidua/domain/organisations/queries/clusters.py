"""Clusters and blocks: who belongs to one on a day, who leads it in a year, and whose turn is next."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from thidua.domain.organisations.models import Cluster, ClusterHead, ClusterMember, Unit
from thidua.kernel.periods import in_force


def clusters_of(unit: Unit) -> QuerySet[ClusterMember]:
    """The unit's places in clusters, the latest first."""
    return ClusterMember.objects.filter(unit=unit).select_related("cluster").order_by("-from_on", "pk")


def members_on(cluster: Cluster, on: dt.date) -> QuerySet[ClusterMember]:
    """The members of the cluster on the day, in the order of the tree."""
    return cluster.members.filter(in_force(on)).select_related("unit").order_by("unit__path")


def with_members(clusters: QuerySet[Cluster], on: dt.date) -> QuerySet[Cluster]:
    """The clusters, each with `member_count` on the day."""
    return clusters.annotate(member_count=Count("members", filter=in_force(on, "members__")))


def head_of(cluster: Cluster, year: int) -> ClusterHead | None:
    """Who leads the cluster in the year, with the deputy; None when it is not set."""
    return cluster.heads.filter(year=year).select_related("head", "deputy").first()


def heads_in(clusters: list[Cluster], year: int) -> dict[int, ClusterHead]:
    """Cluster → who leads it in the year."""
    rows = ClusterHead.objects.filter(cluster__in=clusters, year=year).select_related("head", "deputy").order_by("pk")
    return {row.cluster_id: row for row in rows}


@dataclass(frozen=True)
class Turn:
    """Whose turn it is to lead in a year, and to be the deputy."""

    head: Unit | None
    deputy: Unit | None


def rotation(cluster: Cluster, year: int) -> Turn:
    """A proposal for the year: last year's deputy leads; else, and as deputy, whoever has not led for the longest time.

    Members that never led come first, in the order of the tree. Nobody is in both posts.
    """
    rows = cluster.members.filter(in_force(dt.date(year, 12, 31)))
    units = [row.unit for row in rows.select_related("unit").order_by("unit__path")]
    led: dict[int, int] = {}
    last: ClusterHead | None = None
    for row in cluster.heads.filter(year__lt=year).select_related("deputy").order_by("year"):
        led[row.head_id] = row.year
        last = row
    by_turn = sorted(units, key=lambda unit: led.get(unit.pk, 0))
    promised = last.deputy_id if last is not None and last.year == year - 1 else None
    head = next((unit for unit in by_turn if unit.pk == promised), by_turn[0] if by_turn else None)
    deputy = next((unit for unit in by_turn if unit != head), None)
    return Turn(head, deputy)
