"""Codes of exports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far an export is."""

    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang ghi")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Không xuất được")
    CANCELLED = "cancelled", _("Đã hủy")


OPEN = (State.WAITING, State.RUNNING)
