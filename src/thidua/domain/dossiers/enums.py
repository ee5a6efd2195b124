"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a dossier stands."""

    DRAFT = "draft", _("Đang lập")
    SENT = "sent", _("Chờ thẩm định")
    RETURNED = "returned", _("Trả lại bổ sung")
    PASSED = "passed", _("Đã thẩm định")


class Truth(models.TextChoices):
    """The law's verdict."""

    MET = "met", _("Đủ điều kiện")
    NOT_MET = "not_met", _("Chưa đủ điều kiện")
    CANNOT_TELL = "cannot_tell", _("Chưa kết luận được")


class Result(models.TextChoices):
    """What the appraiser makes of one nomination."""

    PENDING = "pending", _("Chưa thẩm định")
    FAILS = "fails", _("Không đạt")
    HERE = "here", _("Đạt, xét tại cấp này")
    ABOVE = "above", _("Trình cấp trên (khen cao)")


class Council(models.TextChoices):
    """What the council made of one nomination."""

    PENDING = "pending", _("Chưa họp xét")
    PASSED = "passed", _("Hội đồng thông qua")
    REJECTED = "rejected", _("Hội đồng không thông qua")
