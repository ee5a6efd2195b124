"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """Who is honoured."""

    INDIVIDUAL = "individual", _("Cá nhân")
    COLLECTIVE = "collective", _("Tập thể")


class Mode(models.TextChoices):
    """The kind of achievement (loại hình khen thưởng)."""

    REGULAR = "regular", _("Thường xuyên")
    THEMATIC = "thematic", _("Chuyên đề")
    SUDDEN = "sudden", _("Đột xuất")


class Kind(models.TextChoices):
    """What an entry says."""

    GRANT = "grant", _("Ghi nhận")
    PUBLISHED = "published", _("Số liệu công bố")
