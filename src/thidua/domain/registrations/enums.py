"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The four states that clerks know."""

    NOT_SENT = "not_sent", _("Chưa gửi")
    WAITING = "waiting", _("Chờ duyệt")
    REFUSED = "refused", _("Bị từ chối")
    APPROVED = "approved", _("Đã duyệt")
