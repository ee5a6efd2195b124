"""Questions about messages."""

from django.db import models

from thidua.base.notices.models import Notice


def inbox(user_id: int | None) -> models.QuerySet[Notice]:
    """The messages of one account, newest first."""
    return Notice.objects.filter(to=user_id)


def unread_count(user_id: int | None) -> int:
    """How many messages of the account were not read yet."""
    return Notice.objects.filter(to=user_id, read_at__isnull=True).count()


def unsent(limit: int = 200) -> models.QuerySet[Notice]:
    """Messages to be sent by e-mail: never sent, at most five tries, to accounts with an address."""
    rows = Notice.objects.filter(sent_at__isnull=True, tries__lt=5).exclude(to__email="")
    return rows.select_related("to").order_by("pk")[:limit]
