"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As in the personnel file."""

    FEMALE = "f", _("Nữ")
    MALE = "m", _("Nam")


class Role(models.TextChoices):
    """What an account may do over a unit and everything below it."""

    CLERK = "clerk", _("Cán bộ thi đua, khen thưởng")
    APPRAISER = "appraiser", _("Chuyên viên thẩm định")
    SECRETARY = "secretary", _("Thư ký hội đồng")
    TELLER = "teller", _("Thành viên hội đồng")
    SIGNER = "signer", _("Thủ trưởng ký quyết định")
    AUDITOR = "auditor", _("Thanh tra, kiểm tra")
