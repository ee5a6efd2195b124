"""Who may see and change which part of the tree of units, and which cluster."""

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Cluster, ClusterMember, Unit
from thidua.domain.organisations.queries import by_path
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.rights import YES, Right, Rights, no

# The roles of `people.enums.Role`, which lies above: written as they are stored.
KEEPERS = ("clerk", "appraiser")
READERS = ("clerk", "appraiser", "secretary", "teller", "signer", "auditor")


def may_list(actor: Actor, thing: object = None) -> Right:
    """Everybody with a role at some unit."""
    if actor.is_system or actor.grants:
        return YES
    return no(_("Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng."))


def may_found(actor: Actor, parent: Unit | None) -> Right:
    """Below one's own unit; what stands above all is the operator's."""
    if actor.is_system or (parent is not None and actor.holds(KEEPERS, parent.path)):
        return YES
    if parent is None:
        return no(_("Đơn vị cao nhất do người vận hành hệ thống nhập bằng dòng lệnh."))
    return no(
        _("Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thẩm định của %(unit)s hoặc cấp trên được làm việc này.")
        % {"unit": parent.name}
    )


def may_change(actor: Actor, unit: Unit) -> Right:
    """The units below one's own: the unit above keeps them."""
    return may_found(actor, unit.parent)


def may_load(actor: Actor, thing: object = None) -> Right:
    """The state's own list of places is brought in by the operator's command line only."""
    if actor.is_system:
        return YES
    return no(_("Danh mục hành chính do người vận hành hệ thống nhập bằng dòng lệnh: thidua units load."))


def may_keep_clusters(actor: Actor, unit: Unit) -> Right:
    """The unit that organises the cluster, through those who keep its units."""
    return may_found(actor, unit)


CHANGES = ("rename", "merge", "split", "end", "move", "edit", "annul")
RIGHTS: Rights = {
    "list": may_list,
    "found": may_found,
    "load": may_load,
    "keep_clusters": may_keep_clusters,
    **dict.fromkeys(CHANGES, may_change),
}


def may(actor: Actor, verb: str, unit: Unit | None) -> Right:
    """Whether the actor may do this to the unit (to found: below it; to keep clusters: those that it organises)."""
    return RIGHTS[verb](actor, unit)


def visible_to(actor: Actor) -> models.QuerySet[Unit]:
    """The units of the actor's subtrees, of any time, and those above them."""
    if actor.is_system:
        return Unit.objects.all()
    paths = actor.paths(*READERS)
    upward = [int(part) for path in paths for part in path.strip("/").split("/")]
    return Unit.objects.filter(by_path(paths) | models.Q(pk__in=upward))


def get(actor: Actor, id: int | None, *, lock: bool = False) -> Unit:
    """The unit, if the actor may see it. Raises NotFound otherwise. `lock` holds the row until the act is over."""
    rows = visible_to(actor).select_related("parent")
    if lock:
        rows = rows.select_for_update(of=("self",))
    unit = rows.filter(pk=id).first() if id is not None else None
    if unit is None:
        raise NotFound(_("Không có đơn vị này hoặc bạn không được xem."))
    return unit


def visible_clusters(actor: Actor) -> models.QuerySet[Cluster]:
    """The clusters that a unit of the actor's subtrees or one above organises, and those that such a unit belongs to."""
    units = visible_to(actor).order_by().values("pk")
    is_member = models.Exists(ClusterMember.objects.filter(cluster=models.OuterRef("pk"), unit__in=units))
    return Cluster.objects.filter(models.Q(unit__in=units) | is_member)


def get_cluster(actor: Actor, id: int, *, lock: bool = False) -> Cluster:
    """The cluster, if the actor may see it. Raises NotFound otherwise. `lock` holds the row until the act is over."""
    rows = visible_clusters(actor).select_related("unit")
    if lock:
        rows = rows.select_for_update(of=("self",))
    cluster = rows.filter(pk=id).first()
    if cluster is None:
        raise NotFound(_("Không có cụm, khối này hoặc bạn không được xem."))
    return cluster
