"""Codes stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a list is about."""

    PEOPLE = "people", _("Nhân sự")
    RESULTS = "results", _("Đánh giá, xếp loại năm")
    AWARDS = "awards", _("Danh hiệu, khen thưởng đã có")
    INITIATIVES = "initiatives", _("Sáng kiến, đề tài")
    UNITS = "units", _("Đơn vị")


class State(models.TextChoices):
    """Where a batch stands."""

    WAITING = "waiting", _("Đang đọc tệp")
    READ = "read", _("Chờ khớp cột")
    CHECKING = "checking", _("Đang kiểm tra")
    CHECKED = "checked", _("Chờ nhập")
    WRITING = "writing", _("Đang ghi")
    WRITTEN = "written", _("Đã nhập")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")
    FAILED = "failed", _("Không đọc được")


WORKED = (State.WAITING, State.CHECKING, State.WRITING, State.UNDOING)
"""The states in which the worker has something to do."""
OVER = (State.UNDONE, State.FAILED)
"""The states after which the same list may be brought in again."""


class Standing(models.TextChoices):
    """What one line would do, or did."""

    UNCHECKED = "unchecked", _("Chưa kiểm tra")
    NEW = "new", _("Mới")
    SAME = "same", _("Đã có")
    WRONG = "wrong", _("Cần sửa")
    SKIPPED = "skipped", _("Bỏ qua")
    WRITTEN = "written", _("Đã ghi")
