"""Dossiers and nominations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.base.files.models import StoredFile
from thidua.domain.dossiers.enums import Council, Result, State, Truth
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person


class Dossier(models.Model):
    """Nominations of one unit for one year of achievement, sent to the unit above.

    `received_on` is the day on which the unit above received it, which decides the law that applies: the day
    of sending, or the stamped day of a paper dossier named in `received_paper`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị đề nghị"))
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi nhận"))
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    title = models.CharField(_("tên hồ sơ"), max_length=200)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    received_on = models.DateField(_("ngày nhận hồ sơ"), null=True)
    received_paper = models.CharField(_("số, ký hiệu văn bản đến"), max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    reason = models.TextField(_("lý do trả lại"), blank=True)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("hồ sơ đề nghị")
        constraints = [
            models.CheckConstraint(
                name="dossier_state",
                condition=Q(state=State.DRAFT)
                | Q(state=State.SENT, sent_at__isnull=False, received_on__isnull=False)
                | (Q(state=State.RETURNED) & ~Q(reason=""))
                | Q(state=State.PASSED, passed_at__isnull=False, received_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Nomination(models.Model):
    """One award proposed for one person, or for a unit as a collective (no person)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    reason = models.TextField(_("lý do đề nghị khi chưa đủ điều kiện"), blank=True)
    truth = models.CharField(max_length=12, choices=Truth.choices, blank=True)
    finding = models.JSONField(null=True)
    result = models.CharField(_("kết quả thẩm định"), max_length=8, choices=Result.choices, default=Result.PENDING)
    result_note = models.CharField(_("ý kiến thẩm định"), max_length=500, blank=True)
    council = models.CharField(max_length=8, choices=Council.choices, default=Council.PENDING)
    forwarded_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="forwarded_to")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("đề nghị khen thưởng")
        constraints = [
            models.UniqueConstraint(
                name="nomination_once_person", fields=["dossier", "person", "award"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                name="nomination_once_unit", fields=["dossier", "unit", "award"], condition=Q(person__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit}: {self.award}"


class Paper(models.Model):
    """A file that belongs to a dossier: the submission, a report of achievements, minutes."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("tên giấy tờ"), max_length=160)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
