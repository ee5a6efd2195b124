"""Questions about messages."""

import datetime as dt

from django.db import models
from django.db.models import Q

from thidua.base.notices.models import Notice

MOST_TRIES = 5
PATIENCE = dt.timedelta(minutes=5)
"""How long a claim holds, and how long after a failure the next try waits."""


def inbox(user_id: int | None) -> models.QuerySet[Notice]:
    """The messages of one account, newest first."""
    return Notice.objects.filter(to=user_id)


def unread_count(user_id: int | None) -> int:
    """How many messages of the account were not read yet."""
    return Notice.objects.filter(to=user_id, read_at__isnull=True).count()


def unsent() -> models.QuerySet[Notice]:
    """Messages to be sent by e-mail: never sent, at most five tries, to accounts that are open and have an address."""
    rows = Notice.objects.filter(sent_at__isnull=True, tries__lt=MOST_TRIES, to__is_active=True).exclude(to__email="")
    return rows.select_related("to").order_by("pk")


def due(at: dt.datetime) -> models.QuerySet[Notice]:
    """Those of the unsent that nobody has just tried."""
    return unsent().filter(Q(tried_at__isnull=True) | Q(tried_at__lte=at - PATIENCE))
