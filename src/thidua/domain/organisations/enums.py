"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a unit is. Districts ended on 1 July 2025; what they received stays theirs."""

    MINISTRY = "ministry", _("Bộ, ban, ngành, đoàn thể trung ương")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận, thị xã, thành phố thuộc tỉnh")
    DEPARTMENT = "department", _("Sở, ngành")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    SERVICE = "service", _("Đơn vị sự nghiệp")
    DIVISION = "division", _("Phòng, bộ phận")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COMMUNITY = "community", _("Nhân dân và cán bộ của một địa phương, tổ chức khác")


class Level(models.TextChoices):
    """Which awards the head of the unit decides: the authority's level in the law's data."""

    NONE = "none", _("Không có thẩm quyền riêng")
    CO_SO = "co_so", _("Cấp cơ sở")
    BO_TINH = "bo_tinh", _("Cấp bộ, tỉnh")


class Relation(models.TextChoices):
    """What became of a unit on the day when another took its place."""

    WHOLE = "whole", _("Nhập toàn bộ")
    PART = "part", _("Nhập một phần")
    SAME = "same", _("Giữ nguyên, đổi tên hoặc đổi loại")


class ClusterKind(models.TextChoices):
    """What a group of units that emulate each other is called."""

    CLUSTER = "cluster", _("Cụm thi đua")
    BLOCK = "block", _("Khối thi đua")
