"""Reviews, the parts that workers share, and the answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit
from thidua.domain.reviews.enums import OPEN, State, Subject


class Review(models.Model):
    """The question about everybody of a unit and of the units below it: the year judged, the day of receipt assumed.

    `terms`: what the unit settled and which words stood when the review was divided. `layouts`: those of the profiles,
    by subject. `total`, `done`: people and collectives. `counts`: subject → award → how many have each of ANSWERS.
    `unverified`: the awards of whose rules nobody verified that they hold on the day, by subject: what is kept of them
    is the answer of the rules before.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    on = models.DateField(_("ngày nhận hồ sơ"))
    state = models.CharField(_("trạng thái"), max_length=8, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    law_version = models.CharField(max_length=16, blank=True)
    layouts = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    unverified = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("rà soát theo luật")
        constraints = [
            models.UniqueConstraint(name="review_once", fields=["unit", "year", "on"], condition=Q(state__in=[*OPEN])),
            models.CheckConstraint(
                name="review_state",
                condition=Q(state=State.WAITING, finished_at__isnull=True)
                | Q(state=State.RUNNING, started_at__isnull=False, finished_at__isnull=True)
                | Q(state=State.DONE, started_at__isnull=False, finished_at__isnull=False)
                | (Q(state=State.FAILED, finished_at__isnull=False) & ~Q(error="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class Part(models.Model):
    """Some units of a review, one after the other in the tree, with their people: what one worker looks at together.

    `units`: [id, name, path] of each, in the order of the paths; they are the collectives of the part. `people`, `places`:
    the ids of the people and, for each, of the unit where she stood last in the year, as little-endian 64-bit integers,
    by unit and name. `numbers`: what the law counts of the collectives, name → a number for each or null.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    units = models.JSONField()
    people = models.BinaryField()
    places = models.BinaryField()
    size = models.PositiveIntegerField()
    numbers = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "place"]
        constraints = [
            models.UniqueConstraint(name="part_once", fields=["review", "place"]),
            models.CheckConstraint(
                name="part_done",
                condition=Q(is_done=True, done_at__isnull=False) | Q(is_done=False, done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.place}"


class Column(models.Model):
    """The answers of a part on one award, a byte for each of its people or collectives, in the part's order.

    The low four bits are the place in ANSWERS, the high four how many conditions lack, in halves, at most 15.
    """

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="columns")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    award = models.CharField(max_length=60)
    answers = models.BinaryField()

    class Meta:
        ordering = ["part", "subject", "award"]
        constraints = [models.UniqueConstraint(name="column_once", fields=["part", "subject", "award"])]

    def __str__(self) -> str:
        return f"{self.part_id} {self.subject} {self.award}"
