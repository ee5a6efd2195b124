"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """How far an initiative has effect, as recognised: the levels of the law's data."""

    CO_SO = "co_so", _("Cấp cơ sở")
    BO_TINH = "bo_tinh", _("Cấp bộ, tỉnh")
    TOAN_QUOC = "toan_quoc", _("Toàn quốc")


class Kind(models.TextChoices):
    """An initiative, or a scientific topic or scheme that was accepted and applied."""

    INITIATIVE = "initiative", _("Sáng kiến")
    TOPIC = "topic", _("Đề tài, đề án")
