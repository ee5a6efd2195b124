"""The worker's tasks. Each may run twice, or die half-way, without harm."""

import datetime as dt
import logging

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from thidua.base.notices import operations, queries
from thidua.kernel import clock

log = logging.getLogger(__name__)
AT_ONCE = 200
TICK = dt.timedelta(minutes=5)
KEPT_DAYS = 7


@task()
def send_outbox() -> int:
    """Send what is due; says how many messages went out. A full load puts itself into the queue again."""
    notices = list(queries.due(clock.now()).values_list("pk", flat=True)[:AT_ONCE])
    sent = sum(operations.send(at=clock.now(), notice_id=id, address=settings.URL) for id in notices)
    if len(notices) == AT_ONCE:
        send_outbox.enqueue()
    return sent


@task()
def tick() -> int:
    """Every five minutes: the next tick first, then what stayed unsent, then away with old results and sessions."""
    keep_ticking()
    sent = send_outbox.call()
    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
    call_command("clearsessions", verbosity=0)
    return sent


def wake() -> None:
    """Put the sending of the outbox, and the tick, into the queue unless they stand there. Never fails."""
    try:
        if not DBTaskResult.objects.ready().filter(task_path=send_outbox.module_path).exists():
            send_outbox.enqueue()
        keep_ticking()
    except DatabaseError as error:
        log.warning("the worker was not woken: %s", error)


def keep_ticking() -> None:
    """Have one tick in the queue, for later."""
    waiting = DBTaskResult.objects.filter(task_path=tick.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        tick.using(run_after=clock.now() + TICK).enqueue()
