"""Profiles."""

from django.db import models
from django.db.models import Q

from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person

ANCHOR = 2040
"""The year of bit 0."""
OLDEST = ANCHOR - 63
"""The year of bit 63, which also stands for all years before it."""


class Profile(models.Model):
    """The signals of one person, or of one unit as a collective, packed one after the other.

    `masks`: for each signal of the layout an unsigned integer of 64 bits, little-endian; bit i stands for the year
    2040−i. `dates`: `first_post`, the day of the first post, and `decided`, award → day of the newest decision.
    """

    person = models.OneToOneField(Person, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.OneToOneField(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    layout = models.CharField(max_length=16)
    masks = models.BinaryField()
    dates = models.JSONField(default=dict)
    built_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="profile_of_one",
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.unit_id}"
