"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """Who is honoured. The last two are for published numbers only, where the source says no more."""

    INDIVIDUAL = "individual", _("Cá nhân")
    COLLECTIVE = "collective", _("Tập thể")
    HOUSEHOLD = "household", _("Hộ gia đình")
    MIXED = "mixed", _("Tập thể và cá nhân, nguồn không tách")
    UNSTATED = "unstated", _("Nguồn không ghi đối tượng")


class Mode(models.TextChoices):
    """The kind of achievement (loại hình khen thưởng)."""

    REGULAR = "regular", _("Thường xuyên")
    THEMATIC = "thematic", _("Chuyên đề")
    SUDDEN = "sudden", _("Đột xuất")
    CONTRIBUTION = "contribution", _("Quá trình cống hiến")
    SENIORITY = "seniority", _("Niên hạn")
    FOREIGN = "foreign", _("Đối ngoại")
    RESISTANCE = "resistance", _("Thành tích kháng chiến")


class Stage(models.TextChoices):
    """How far an award had come when a source spoke of it. Numbers of different stages are never added."""

    PROPOSAL = "proposal", _("Đề nghị")
    VOTE = "vote", _("Hội đồng biểu quyết")
    FORWARDED = "forwarded", _("Trình cấp trên")
    CONSULTATION = "consultation", _("Lấy ý kiến nhân dân")
    DECISION = "decision", _("Đã quyết định")
    CEREMONY = "ceremony", _("Đã trao tặng")


class Level(models.TextChoices):
    """The level of whoever granted it, as it was called then."""

    XA = "xa", _("Cấp xã")
    CO_SO = "co_so", _("Cấp cơ sở")
    SO = "so", _("Cấp sở, ngành")
    HUYEN = "huyen", _("Cấp huyện")
    BO_TINH = "bo_tinh", _("Cấp bộ, tỉnh")
    NHA_NUOC = "nha_nuoc", _("Cấp Nhà nước")


class Kind(models.TextChoices):
    """What an entry says."""

    GRANT = "grant", _("Ghi nhận")
    PUBLISHED = "published", _("Số liệu công bố")
    REVOCATION = "revocation", _("Hủy bỏ, thu hồi")
