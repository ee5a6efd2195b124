"""Units, their former names, what became of them, and the clusters and blocks in which they emulate each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.enums import ClusterKind, Kind, Level, Relation


class Unit(models.Model):
    """An agency or a part of one. It is a collective that can be honoured.

    `name` is today's, or the last one; `folded` is how it is searched. `official_code` is the code of the state's own
    list, such as that of a commune: two units of different times may bear the same one, so it is no key.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    official_code = models.CharField(_("mã theo danh mục nhà nước"), max_length=20, blank=True, db_index=True)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    folded = models.CharField(max_length=200, blank=True, db_index=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    level = models.CharField(_("cấp thẩm quyền"), max_length=10, choices=Level.choices, default=Level.NONE)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        ordering = ["path"]
        verbose_name = _("đơn vị")
        constraints = [
            models.CheckConstraint(
                name="unit_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """What a unit was called for a period that is over."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("tên cũ"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"))
    basis = models.CharField(_("văn bản đổi tên"), max_length=300, blank=True)

    class Meta:
        ordering = ["unit", "from_on"]
        constraints = [models.CheckConstraint(name="former_name_period", condition=Q(until_on__gt=F("from_on")))]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """On a day `after` took the place of `before`, or of a part of it."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField(_("từ ngày"))
    relation = models.CharField(_("cách sắp xếp"), max_length=5, choices=Relation.choices)
    basis = models.CharField(_("văn bản sắp xếp"), max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(name="succession_once", fields=["before", "after", "on"]),
            models.CheckConstraint(name="succession_two", condition=~Q(before=F("after"))),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class Cluster(models.Model):
    """Units that sign a pact with each other and are compared with each other: a cluster or a block of one council."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("cơ quan tổ chức"))
    name = models.CharField(_("tên cụm, khối"), max_length=200)
    kind = models.CharField(_("loại"), max_length=7, choices=ClusterKind.choices)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        ordering = ["unit", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cluster_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """A unit's place in a cluster for a period."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)

    class Meta:
        ordering = ["cluster", "unit__path"]
        constraints = [
            models.UniqueConstraint(name="cluster_member_once", fields=["cluster", "unit", "from_on"]),
            models.CheckConstraint(
                name="cluster_member_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.unit_id}"


class ClusterHead(models.Model):
    """Which member leads a cluster in a year, and which one is its deputy."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="heads")
    year = models.PositiveSmallIntegerField(_("năm"))
    head = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("trưởng"))
    deputy = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("phó"))

    class Meta:
        ordering = ["cluster", "-year"]
        constraints = [
            models.UniqueConstraint(name="cluster_head_once", fields=["cluster", "year"]),
            models.CheckConstraint(name="cluster_head_two", condition=Q(deputy__isnull=True) | ~Q(head=F("deputy"))),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.year}"
