"""Persons, posts, roles, and whose facts an act has changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Away, Education, Rank, Role, Sex
from thidua.kernel.text import name_key


class NameKey(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """The place of a person's name in a Vietnamese list; it follows `full_name` whichever way the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of the name as it is now."""
        key = name_key(getattr(model_instance, "full_name"))  # noqa: B009  the stubs know no such field
        setattr(model_instance, self.attname, key)
        return key


class Person(models.Model):
    """Somebody who can be honoured. `folded` is the name as it is searched.

    `citizen_number` is shown masked, and asked for in the body of a POST only. What is null is not known. The dead are
    honoured too (truy tặng). `in_field_from_on`: since when this official does emulation and commendation work.
    `version` counts every change of the file: her data, posts and absences.
    """

    code = models.CharField(_("mã nhân sự"), max_length=30, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    sort_key = NameKey(max_length=400, db_index=True, editable=False, default="")
    sex = models.CharField(_("giới tính"), max_length=1, choices=Sex.choices)
    born_on = models.DateField(_("ngày sinh"), null=True)
    citizen_number = models.CharField(_("số định danh cá nhân"), max_length=12, blank=True)
    nationality = models.CharField(_("quốc tịch"), max_length=60, blank=True)
    is_party_member = models.BooleanField(_("đảng viên"), null=True)
    education = models.PositiveSmallIntegerField(_("trình độ đào tạo"), choices=Education.choices, null=True)
    in_field_from_on = models.DateField(_("làm công tác thi đua, khen thưởng từ ngày"), null=True)
    retired_on = models.DateField(_("nghỉ hưu từ ngày"), null=True)
    died_on = models.DateField(_("mất ngày"), null=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_sample = models.BooleanField(_("dữ liệu mẫu"), default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("cá nhân")
        constraints = [
            models.UniqueConstraint(
                name="citizen_number_once", fields=["citizen_number"], condition=~Q(citizen_number="")
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A person's place in a unit for a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("chức vụ"), max_length=120)
    rank = models.PositiveSmallIntegerField(_("nhóm đối tượng"), choices=Rank.choices, default=Rank.DIRECT)
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


class Absence(models.Model):
    """A period in which a person did not work in her post."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(_("lý do"), max_length=10, choices=Away.choices)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_period", condition=Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DataWord(models.Model):
    """What a person says about her own data: that they are right, or what is to be corrected; and the answer."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_words")
    is_right = models.BooleanField(_("dữ liệu đúng"))
    text = models.TextField(_("đề nghị sửa"), blank=True)
    said_at = models.DateTimeField()
    answer = models.TextField(_("trả lời"), blank=True)
    is_mended = models.BooleanField(_("đã sửa"), null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="data_word_said", condition=Q(is_right=True) | ~Q(text="")),
            models.CheckConstraint(
                name="data_word_answered",
                condition=Q(answered_at__isnull=True, is_mended__isnull=True)
                | Q(answered_at__isnull=False, is_mended__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


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
