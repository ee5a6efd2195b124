"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a movement stands."""

    DRAFT = "draft", _("Dự thảo")
    LAUNCHED = "launched", _("Đã phát động")
    CLOSED = "closed", _("Đã tổng kết")


class Scope(models.TextChoices):
    """Who takes part (form 0601, part 1)."""

    NATION = "nation", _("Toàn quốc")
    SECTOR = "sector", _("Bộ, ban, ngành, đoàn thể, địa phương")
    CLUSTER = "cluster", _("Cụm, khối thi đua")
    AGENCY = "agency", _("Cơ quan, tổ chức, đơn vị")


class Method(models.TextChoices):
    """How it is organised (form 0601, part 3)."""

    THEMATIC = "thematic", _("Thi đua theo chuyên đề")
    REGULAR = "regular", _("Thi đua thường xuyên hằng năm")


class Tier(models.TextChoices):
    """The tier that launched it (form 0601, columns)."""

    CENTRAL = "central", _("Cấp Trung ương")
    BO_TINH = "bo_tinh", _("Cấp bộ, tỉnh")
    AGENCY = "agency", _("Cơ quan, tổ chức, đơn vị")
