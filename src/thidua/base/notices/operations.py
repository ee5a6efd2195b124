"""Write to the outbox; send it."""

import datetime as dt
from collections.abc import Iterable

from django.core.mail import send_mail
from django.db import transaction

from thidua.base.accounts.models import User
from thidua.base.notices.models import Notice


def queue(
    *, at: dt.datetime, to: Iterable[User], subject: str, body: str = "", url: str = "", but: int | None = None
) -> list[Notice]:
    """Put a message into the outbox of each account, inside the act's transaction.

    `but` is the account of the actor, who needs no message about her own act.
    """
    return [
        Notice.objects.create(to=user, subject=str(subject)[:200], body=str(body), url=url, created_at=at)
        for user in to
        if user.pk != but
    ]


def send(*, at: dt.datetime, notice_id: int) -> bool:
    """Send one message by e-mail once; a failure is kept with the message and tried again later."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().select_related("to").get(pk=notice_id)
        if notice.sent_at is not None or not notice.to.email:
            return False
        notice.tries += 1
        try:
            send_mail(notice.subject, f"{notice.body}\n{notice.url}".strip(), None, [notice.to.email])
            notice.sent_at, notice.last_error = at, ""
        except OSError as error:
            notice.last_error = str(error)[:200]
        notice.save()
    return notice.sent_at is not None


def mark_read(*, at: dt.datetime, user_id: int, notice_id: int | None = None) -> int:
    """Mark one message, or all, of an account as read. Says how many were."""
    rows = Notice.objects.filter(to=user_id, read_at__isnull=True)
    if notice_id is not None:
        rows = rows.filter(pk=notice_id)
    return rows.update(read_at=at)
