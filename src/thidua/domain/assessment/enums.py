"""Codes stored in the database: the words of the law's data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """The scale of the grading decrees since 2015."""

    OUTSTANDING = "hoan_thanh_xuat_sac", _("Hoàn thành xuất sắc nhiệm vụ")
    GOOD = "hoan_thanh_tot", _("Hoàn thành tốt nhiệm vụ")
    DONE = "hoan_thanh", _("Hoàn thành nhiệm vụ")
    FAILED = "khong_hoan_thanh", _("Không hoàn thành nhiệm vụ")

    @property
    def short(self) -> str:
        """The grade as a clerk writes it in a narrow column."""
        return str(SHORT[self])


SHORT = {
    Grade.OUTSTANDING: _("Xuất sắc"),
    Grade.GOOD: _("Hoàn thành tốt"),
    Grade.DONE: _("Hoàn thành"),
    Grade.FAILED: _("Không hoàn thành"),
}


class Discipline(models.TextChoices):
    """The gravest measure in the year, from light to heavy."""

    NONE = "none", _("Không")
    REPRIMAND = "khien_trach", _("Khiển trách")
    WARNING = "canh_cao", _("Cảnh cáo")
    HEAVIER = "nang_hon", _("Nặng hơn cảnh cáo")


class State(models.TextChoices):
    """Whether the unit's year is still being entered."""

    OPEN = "open", _("Đang nhập")
    CLOSED = "closed", _("Đã chốt")
