"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a review stands."""

    WAITING = "waiting", _("Đang chuẩn bị dữ liệu")
    RUNNING = "running", _("Đang rà soát")
    DONE = "done", _("Đã rà soát")
    FAILED = "failed", _("Không rà soát được")


OPEN = (State.WAITING, State.RUNNING)


class Subject(models.TextChoices):
    """Who is asked about, in the law's words."""

    INDIVIDUAL = "individual", _("Cá nhân")
    COLLECTIVE = "collective", _("Tập thể")


class Answer(models.TextChoices):
    """What the law answers on one subject and award, as a list sorts it. The order is stored: never change it.

    NEAR: one condition lacks. RECORD: one record lacks, all else holds. PEOPLE: only people can judge, or only where
    somebody claims the ground.
    """

    MET = "met", _("Đủ điều kiện")
    NEAR = "near", _("Còn một điều kiện")
    RECORD = "record", _("Thiếu một dữ liệu")
    UNKNOWN = "unknown", _("Chưa kết luận được")
    PEOPLE = "people", _("Cần người xét")
    NOT = "not", _("Chưa đủ điều kiện")


ANSWERS = tuple(Answer.values)
"""The place of an answer here is the number that a column keeps."""
