"""Persons, posts, roles, and whose facts an act has changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Role, Sex


class Person(models.Model):
    """Somebody who can be honoured. `folded` is the name as it is searched."""

    code = models.CharField(_("mã nhân sự"), max_length=30, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    sex = models.CharField(_("giới tính"), max_length=1, choices=Sex.choices)
    born_on = models.DateField(_("ngày sinh"), null=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("cá nhân")

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A person's place in a unit for a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("chức vụ"), max_length=120)
    is_leader = models.BooleanField(_("lãnh đạo"), default=False)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="post_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class RoleHeld(models.Model):
    """A role that an account holds over a unit and everything below it, for a period."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=12, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="role_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Touched(models.Model):
    """A mark: an act changed a fact about this person, or about this unit as a collective.

    Marks are only added and taken away, never changed, so that an act never waits for whoever clears them.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="touched_one",
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.unit_id}"
