"""Registrations and their aims."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.registrations.enums import State


class Registration(models.Model):
    """A unit's registration of itself and its people for the titles of a movement."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.NOT_SENT)
    reason = models.TextField(_("lý do từ chối"), blank=True)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["unit__path", "pk"]
        verbose_name = _("đăng ký thi đua")
        constraints = [
            models.UniqueConstraint(name="registration_once", fields=["movement", "unit"]),
            models.CheckConstraint(
                name="registration_state",
                condition=Q(state=State.NOT_SENT)
                | Q(state=State.WAITING, sent_at__isnull=False)
                | (Q(state=State.REFUSED, answered_at__isnull=False) & ~Q(reason=""))
                | Q(state=State.APPROVED, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.movement}"


class Aim(models.Model):
    """One title aimed at by one person, or by the unit as a collective (no person)."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="aims")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    award = models.CharField(_("danh hiệu"), max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="aim_once_person", fields=["registration", "person", "award"], condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                name="aim_once_unit", fields=["registration", "award"], condition=Q(person__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.award
