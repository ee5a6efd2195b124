"""Write to the outbox; send it.

Sending is at least once: a message is claimed in one transaction, sent without holding any lock, and marked as sent.
Who is killed in between leaves a claim that runs out; the second letter then carries the same Message-ID.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable
from contextvars import ContextVar

from django.core.mail import EmailMessage
from django.db.models import F

from thidua.base.accounts.models import User
from thidua.base.notices import queries
from thidua.base.notices.models import Notice

log = logging.getLogger(__name__)
QUEUED: ContextVar[int] = ContextVar("thidua_notices_queued", default=0)
"""How many messages this thread of work put into the outbox: tells the door that the worker has something to do."""


def queue(
    *, at: dt.datetime, to: Iterable[User], subject: str, body: str = "", url: str = "", but: int | None = None
) -> list[Notice]:
    """Put a message into the outbox of each account, inside the act's transaction.

    `but` is the account of the actor, who needs no message about her own act.
    """
    notices = Notice.objects.bulk_create(
        Notice(to=user, subject=str(subject)[:200], body=str(body), url=url, created_at=at)
        for user in to
        if user.pk != but
    )
    QUEUED.set(QUEUED.get() + len(notices))
    return notices


def claim(*, at: dt.datetime, notice: Notice) -> bool:
    """Make the message one's own for `queries.PATIENCE`. False when another worker has it, or it was sent meanwhile."""
    rows = Notice.objects.filter(pk=notice.pk, sent_at__isnull=True, tries=notice.tries)
    return rows.update(tried_at=at, tries=F("tries") + 1) == 1


def send(*, at: dt.datetime, notice_id: int, address: str = "") -> bool:
    """Send one message by e-mail; a failure is kept with the message and tried again later.

    `address` is where this installation is reached, for the link in the letter. Says whether the message went out.
    """
    notice = queries.due(at).filter(pk=notice_id).first()
    if notice is None or not claim(at=at, notice=notice):
        return False
    link = address + notice.url if notice.url.startswith("/") else notice.url
    letter = EmailMessage(
        notice.subject,
        f"{notice.body}\n\n{link}".strip(),
        to=[notice.to.email],
        headers={"Message-ID": f"<notice-{notice.pk}@thidua>", "Auto-Submitted": "auto-generated"},
    )
    try:
        letter.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.warning("notice %s was not sent: %s", notice.pk, error)
        Notice.objects.filter(pk=notice.pk).update(last_error=str(error)[:200])
        return False
    Notice.objects.filter(pk=notice.pk).update(sent_at=at, last_error="")
    return True


def mark_read(*, at: dt.datetime, user_id: int | None, notice_id: int | None = None) -> int:
    """Mark one message, or all, of an account as read. Says how many were."""
    rows = Notice.objects.filter(to=user_id, read_at__isnull=True)
    if notice_id is not None:
        rows = rows.filter(pk=notice_id)
    return rows.update(read_at=at)
