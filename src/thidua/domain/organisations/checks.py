"""What stands in the way of an act on units or clusters, with the remedy."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Cluster, ClusterMember, Unit
from thidua.domain.organisations.places.names import key
from thidua.kernel.issues import Issue
from thidua.kernel.periods import in_force


def open_below(unit: Unit, on: dt.date) -> list[Unit]:
    """The units directly below that go on on the day."""
    return list(unit.children.filter(Q(until_on__isnull=True) | Q(until_on__gt=on)).order_by("path"))


def before_found(
    *, code: str, name: str, parent: Unit | None, from_on: dt.date, until_on: dt.date | None = None
) -> list[Issue]:
    """What stands in the way of a new unit: its code or name is taken, its period or that of the unit above does not fit.

    It may be older than the unit above: units come under others in time.
    """
    issues = _code(code) + _name(name, parent, from_on)
    if until_on is not None and until_on <= from_on:
        issues.append(Issue(_("Ngày kết thúc phải sau ngày thành lập."), field="until_on"))
    if parent is not None and parent.until_on is not None and (until_on is None or until_on > parent.until_on):
        text = _("%(parent)s đã kết thúc từ %(day)s.") % {"parent": parent.name, "day": date_format(parent.until_on)}
        issues.append(Issue(text, _("Chọn đơn vị cấp trên đang hoạt động."), field="parent"))
    return issues


def before_edit(unit: Unit, code: str) -> list[Issue]:
    """What stands in the way of another code."""
    return _code(code) if code != unit.code else []


def before_rename(unit: Unit, name: str, on: dt.date, today: dt.date) -> list[Issue]:
    """What stands in the way of a new name from a day on."""
    issues = _living(unit, on)
    since = unit.former_names.order_by("-until_on").values_list("until_on", flat=True).first() or unit.from_on
    if on <= since and not issues:
        text = _("Tên hiện nay có từ %(day)s.") % {"day": date_format(since)}
        issues.append(Issue(text, _("Tên mới phải từ một ngày sau đó."), field="on"))
    if on > today:
        text = _("Ngày đổi tên ở tương lai: tên mới sẽ hiện ngay từ hôm nay.")
        issues.append(Issue(text, _("Ghi khi ngày đó đến."), field="on"))
    if not name:
        issues.append(Issue(_("Chưa có tên mới."), field="name"))
    elif name == unit.name:
        issues.append(Issue(_("Tên mới giống tên đang dùng."), field="name"))
    elif key(name) != key(unit.name):
        issues += _name(name, unit.parent, on)
    return issues


def before_end(unit: Unit, on: dt.date) -> list[Issue]:
    """What stands in the way of the unit's end: it has ended, was not there yet, or units below it go on."""
    issues = _living(unit, on)
    if below := open_below(unit, on):
        text = _("%(unit)s còn %(n)s đơn vị trực thuộc đang hoạt động: %(names)s.")
        values = {"unit": unit.name, "n": len(below), "names": ", ".join(one.name for one in below[:5])}
        issues.append(Issue(text % values, _("Chuyển hoặc kết thúc các đơn vị đó trước."), field="on"))
    return issues


def before_merge(sources: Sequence[Unit], into: Unit | None, on: dt.date) -> list[Issue]:
    """What stands in the way of units going into another: a period, a circle, or too few of them."""
    issues = [issue for one in sources for issue in _living(one, on)]
    if not sources or (into is None and len(sources) < 2):
        issues.append(Issue(_("Sáp nhập cần ít nhất hai đơn vị."), field="sources"))
    inner = next(
        (one for one in sources for other in sources if one != other and one.path.startswith(other.path)), None
    )
    if inner is not None:
        text = _("%(unit)s nằm trong một đơn vị khác cùng nhập.") % {"unit": inner.name}
        issues.append(Issue(text, _("Chuyển đơn vị này ra, hoặc chỉ nhập đơn vị cấp trên."), field="sources"))
    if into is None:
        return issues
    for one in sources:
        issues += _other(one, into, "into")
    return issues + _living(into, on)


def before_split(unit: Unit, parts: int, on: dt.date, *, goes_on: bool) -> list[Issue]:
    """What stands in the way of dividing a unit."""
    issues = _living(unit, on) if goes_on else before_end(unit, on)
    if parts < (1 if goes_on else 2):
        issues.append(
            Issue(_("Đơn vị kết thúc thì chia thành ít nhất hai; còn lại thì tách ra ít nhất một."), field="parts")
        )
    return issues


def before_take(unit: Unit, part: Unit, on: dt.date) -> list[Issue]:
    """What stands in the way of a unit that exists taking a part of another."""
    return _living(part, on) + _other(unit, part, "parts")


def before_move(unit: Unit, parent: Unit) -> list[Issue]:
    """What stands in the way of another place in the tree: a circle, or a unit above that has ended."""
    issues = []
    if parent.path.startswith(unit.path):
        issues.append(Issue(_("Một đơn vị không chuyển vào dưới chính nó."), field="parent"))
    elif parent.pk == unit.parent_id:
        issues.append(
            Issue(_("%(unit)s đã ở dưới %(parent)s.") % {"unit": unit.name, "parent": parent.name}, field="parent")
        )
    if parent.until_on is not None and (unit.until_on is None or unit.until_on > parent.until_on):
        text = _("%(parent)s đã kết thúc từ %(day)s.") % {"parent": parent.name, "day": date_format(parent.until_on)}
        issues.append(Issue(text, _("Chọn đơn vị cấp trên đang hoạt động."), field="parent"))
    return issues


def before_join(cluster: Cluster, unit: Unit, from_on: dt.date) -> list[Issue]:
    """What stands in the way of a unit's place in a cluster."""
    issues = _living(unit, from_on, field="from_on")
    if from_on < cluster.from_on or (cluster.until_on is not None and from_on >= cluster.until_on):
        issues.append(Issue(_("Ngày này nằm ngoài thời gian của cụm, khối."), field="from_on"))
    rows = ClusterMember.objects.filter(unit=unit).filter(Q(until_on__isnull=True) | Q(until_on__gt=from_on))
    for row in rows.filter(cluster__kind=cluster.kind, cluster__unit=cluster.unit_id).select_related("cluster"):
        text = _("%(unit)s đang ở %(cluster)s.") % {"unit": unit.name, "cluster": row.cluster.name}
        issues.append(Issue(text, _("Cho rời cụm, khối đó trước."), field="unit"))
    return issues


def before_end_cluster(cluster: Cluster, on: dt.date) -> list[Issue]:
    """What stands in the way of a cluster's end."""
    if cluster.until_on is not None or on <= cluster.from_on:
        return [
            Issue(_("Cụm, khối đã kết thúc, hoặc chưa có trước ngày này."), _("Ghi một ngày sau khi lập."), field="on")
        ]
    return []


def before_lead(cluster: Cluster, year: int, head: Unit, deputy: Unit | None) -> list[Issue]:
    """What stands in the way of a year's head and deputy: both are members at some time of that year, and two units."""
    issues = []
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    members = set(
        cluster.members.filter(Q(from_on__lte=last) & (Q(until_on__isnull=True) | Q(until_on__gt=first)))
        .order_by()
        .values_list("unit_id", flat=True)
    )
    for field, unit in (("head", head), ("deputy", deputy)):
        if unit is not None and unit.pk not in members:
            text = _("%(unit)s không là thành viên trong năm %(year)s.") % {"unit": unit.name, "year": year}
            issues.append(Issue(text, _("Thêm thành viên trước."), field=field))
    if deputy is not None and deputy.pk == head.pk:
        issues.append(Issue(_("Trưởng và phó phải là hai đơn vị."), field="deputy"))
    return issues


def _living(unit: Unit, on: dt.date, field: str = "on") -> list[Issue]:
    """That the unit was there before the day and goes on on it."""
    if on <= unit.from_on and field == "on" or on < unit.from_on:
        text = _("%(unit)s chỉ có từ %(day)s.") % {"unit": unit.name, "day": date_format(unit.from_on)}
        return [Issue(text, _("Ghi một ngày sau đó."), field=field)]
    if unit.until_on is not None and on >= unit.until_on or unit.until_on is not None and field == "on":
        text = _("%(unit)s đã kết thúc từ %(day)s.") % {"unit": unit.name, "day": date_format(unit.until_on)}
        return [Issue(text, _("Chọn đơn vị đang hoạt động."), field=field)]
    return []


def _other(source: Unit, into: Unit, field: str) -> list[Issue]:
    """That the unit which takes over neither is the one that gives nor stands below it."""
    if into.pk == source.pk:
        return [Issue(_("Một đơn vị không nhập vào chính nó."), field=field)]
    if into.path.startswith(source.path):
        text = _("%(unit)s nằm trong %(source)s.") % {"unit": into.name, "source": source.name}
        return [Issue(text, _("Chuyển đơn vị này ra trước."), field=field)]
    return []


def _code(code: str) -> list[Issue]:
    if not code:
        return [Issue(_("Chưa có mã đơn vị."), field="code")]
    if Unit.objects.filter(code=code).exists():
        return [Issue(_("Mã “%(code)s” đã có đơn vị khác dùng.") % {"code": code}, _("Chọn mã khác."), field="code")]
    return []


def _name(name: str, parent: Unit | None, on: dt.date) -> list[Issue]:
    """Two units of one name stand side by side under no parent."""
    if not name:
        return [Issue(_("Chưa có tên đơn vị."), field="name")]
    beside = Unit.objects.filter(in_force(on), parent=parent).values_list("name", flat=True)
    if parent is not None and any(key(one) == key(name) for one in beside):
        text = _("%(parent)s đã có đơn vị tên “%(name)s”.") % {"parent": parent.name, "name": name}
        return [Issue(text, _("Mở đơn vị đó, hoặc ghi tên khác."), field="name")]
    return []
