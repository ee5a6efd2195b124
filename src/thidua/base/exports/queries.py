"""Questions about exports."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import models

from thidua.base.exports.enums import OPEN
from thidua.base.exports.models import Export

KEPT = dt.timedelta(days=1)
PATIENCE = dt.timedelta(minutes=2)
"""A worker that gives no sign for so long is dead."""


def place(export: Export) -> Path:
    """Where the file of an export lies."""
    return Path(settings.DATA) / "exports" / f"{export.pk}.{export.kind}"


def left_behind(at: dt.datetime) -> models.QuerySet[Export]:
    """Those that wait, and those whose worker is dead."""
    silent = models.Q(beat_at__isnull=True) | models.Q(beat_at__lt=at - PATIENCE)
    return Export.objects.filter(silent, state__in=OPEN).order_by("pk")


def is_left_behind(export: Export, at: dt.datetime) -> bool:
    """Whether no worker has it in hand."""
    return export.state in OPEN and (export.beat_at is None or export.beat_at < at - PATIENCE)


def outdated(at: dt.datetime) -> models.QuerySet[Export]:
    """Those whose day is over."""
    return Export.objects.filter(asked_at__lt=at - KEPT).order_by("pk")
