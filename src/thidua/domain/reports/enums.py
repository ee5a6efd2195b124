"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The span of a report, as agencies name it."""

    HALF = "half", _("Sơ kết sáu tháng")
    YEAR = "year", _("Tổng kết năm")
    FIVE = "five", _("Tổng kết giai đoạn năm năm")
    SPAN = "span", _("Tổng kết một giai đoạn khác")


class State(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("Đang soạn")
    FINAL = "final", _("Đã hoàn thành")
