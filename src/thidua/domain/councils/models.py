"""Councils, meetings, counts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.councils.enums import Presence, Seat, State
from thidua.domain.dossiers.models import Nomination
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person


class Council(models.Model):
    """The council of a unit for a term."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên hội đồng"), max_length=200)
    decision = models.CharField(_("quyết định thành lập"), max_length=200)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A member by post, for a period of the term."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(_("chức danh"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="member_period", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Meeting(models.Model):
    """One meeting of a council. Members, base and thresholds are frozen when it is opened, the quorum when it closes."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    title = models.CharField(_("nội dung họp"), max_length=200)
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    conclusion = models.TextField(_("kết luận"), blank=True)
    quorum = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_closed",
                condition=~Q(state=State.CLOSED) | Q(closed_at__isnull=False, quorum__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """How one member took part in one meeting; empty until it is recorded."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=8, choices=Presence.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="attendance_once", fields=["meeting", "member"])]

    def __str__(self) -> str:
        return self.presence


class Item(models.Model):
    """One nomination on the agenda, with the threshold that the rule asks, frozen when the meeting opens.

    `needed` is null where no rule is known; then the item cannot be closed until the agency names one.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="+")
    threshold = models.JSONField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    yes = models.PositiveSmallIntegerField(null=True)
    is_passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="item_once", fields=["meeting", "nomination"]),
            models.CheckConstraint(
                name="item_result",
                condition=Q(is_passed__isnull=True) | Q(needed__isnull=False, yes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)


class Count(models.Model):
    """One person's entry of the counted ballots of one item. Two equal entries by two people make a result."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="counts")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued = models.PositiveSmallIntegerField(_("phát ra"))
    returned = models.PositiveSmallIntegerField(_("thu về"))
    valid = models.PositiveSmallIntegerField(_("hợp lệ"))
    yes = models.PositiveSmallIntegerField(_("đồng ý"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="count_once", fields=["item", "teller"]),
            models.CheckConstraint(
                name="count_adds_up",
                condition=Q(returned__lte=F("issued")) & Q(valid__lte=F("returned")) & Q(yes__lte=F("valid")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yes}/{self.valid}"
