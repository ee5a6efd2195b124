"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seat(models.TextChoices):
    """A member's place in the council."""

    CHAIR = "chair", _("Chủ tịch")
    DEPUTY = "deputy", _("Phó Chủ tịch")
    MEMBER = "member", _("Ủy viên")
    SECRETARY = "secretary", _("Ủy viên, thư ký")


class State(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("Đã lên lịch")
    OPEN = "open", _("Đang họp")
    CLOSED = "closed", _("Đã kết thúc")


class Presence(models.TextChoices):
    """How a member takes part."""

    PRESENT = "present", _("Có mặt")
    WRITTEN = "written", _("Vắng, có ý kiến bằng văn bản")
    ABSENT = "absent", _("Vắng")
