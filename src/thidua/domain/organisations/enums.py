"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a unit is."""

    PROVINCE = "province", _("Tỉnh")
    DEPARTMENT = "department", _("Sở, ngành")
    COMMUNE = "commune", _("Xã, phường")
    DIVISION = "division", _("Phòng, bộ phận")


class Level(models.TextChoices):
    """Which awards the head of the unit decides: the authority's level in the law's data."""

    NONE = "none", _("Không có thẩm quyền riêng")
    CO_SO = "co_so", _("Cấp cơ sở")
    BO_TINH = "bo_tinh", _("Cấp bộ, tỉnh")
