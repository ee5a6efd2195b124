"""The worker's tasks. Each may run twice, or die half-way, without harm."""

import contextlib
import datetime as dt
import logging
import time

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from thidua.base.exports import operations as exports
from thidua.base.exports import queries as export_queries
from thidua.base.notices import operations, queries
from thidua.domain.lookup import operations as lookup
from thidua.domain.register import operations as register
from thidua.domain.register import queries as book
from thidua.domain.reviews import operations as reviews
from thidua.domain.reviews import queries as review_queries
from thidua.doors.jobs.exporting import write_export
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, NotNow, Refused

log = logging.getLogger(__name__)
AT_ONCE = 200
TICK = dt.timedelta(minutes=5)
KEPT_DAYS = 7
HANDS = 4
"""How many workers share one review, where the database lets several write."""
MOMENT = 0.2


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
    """Every five minutes: the next tick first, then all that stayed half done; away with old results and sessions."""
    keep_ticking()
    sent = send_outbox.call()
    take_up_reviews()
    index.call()
    take_up_exports()
    exports.clear(at=clock.now())
    if book.checkpoint_is_due(clock.now()):
        seal.call()
    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
    call_command("clearsessions", verbosity=0)
    return sent


@task()
def seal() -> int:
    """Sign a checkpoint of the book of honours; says its size, 0 when there is nothing new. A bad book is logged."""
    try:
        return register.checkpoint(actor=Actor.system("checkpoint"), at=clock.now()).size
    except AlreadyDone:
        return 0
    except NotNow as refusal:
        log.error("%s", refusal.text)
        return 0


@task()
def review_everybody(review_id: int) -> int:
    """Carry a review as far as this worker can; says how many people and collectives are reviewed.

    Where several may write, other workers are called to share the parts. What cannot be reviewed is told on its page.
    """
    actor = Actor.system("review")
    try:
        while (step := reviews.advance(actor=actor, at=clock.now(), review_id=review_id)).goes_on:
            if step.waits:
                time.sleep(MOMENT)
            if connection.features.has_select_for_update_skip_locked:
                for _hand in range(min(step.parts, HANDS) - 1):
                    review_everybody.enqueue(review_id)
    except NotFound:  # thrown away meanwhile
        return 0
    except DatabaseError:  # the next tick takes it up again
        raise
    except Exception as error:
        text = (
            str(error) if isinstance(error, ValueError) else _("Chương trình gặp lỗi; lỗi đã ghi vào nhật ký máy chủ.")
        )
        with contextlib.suppress(Refused):
            reviews.fail(actor=actor, at=clock.now(), review_id=review_id, text=text)
        raise
    return step.done


@task()
def index() -> int:
    """Read again, step by step, all that searches are to find; says how many marks that took away."""
    done = 0
    while step := lookup.freshen():
        done += step
    return done


@task()
def export_list(export_id: int) -> int:
    """Write a long list into its file; says how many rows it has. Whoever comes second finds nothing to do."""
    return write_export(export_id)


def take_up_exports() -> None:
    """Put every export that no worker has in hand, and the tick, into the queue unless they stand there. Never fails."""
    try:
        keep_ticking()
        ready = DBTaskResult.objects.ready().filter(task_path=export_list.module_path)
        waiting = {tuple(one["args"]) for one in ready.order_by("pk").values_list("args_kwargs", flat=True)}
        for id in export_queries.left_behind(clock.now()).values_list("pk", flat=True):
            if (id,) not in waiting:
                export_list.enqueue(id)
    except DatabaseError as error:
        log.warning("the exports were not taken up: %s", error)


def index_soon() -> None:
    """Put the reading of what is marked, and the tick, into the queue unless they stand there. Never fails."""
    try:
        if not DBTaskResult.objects.ready().filter(task_path=index.module_path).exists():
            index.enqueue()
        keep_ticking()
    except DatabaseError as error:
        log.warning("the index was not taken up: %s", error)


def take_up_reviews() -> None:
    """Put every review that is not finished, and the tick, into the queue unless they stand there. Never fails."""
    try:
        keep_ticking()
        ready = DBTaskResult.objects.ready().filter(task_path=review_everybody.module_path)
        waiting = {tuple(one["args"]) for one in ready.order_by("pk").values_list("args_kwargs", flat=True)}
        for id in review_queries.unfinished().values_list("pk", flat=True):
            if (id,) not in waiting:
                review_everybody.enqueue(id)
    except DatabaseError as error:
        log.warning("the reviews were not taken up: %s", error)


def wake() -> None:
    """Put the sending of the outbox, and the tick, into the queue unless they stand there. Never fails."""
    try:
        if not DBTaskResult.objects.ready().filter(task_path=send_outbox.module_path).exists():
            send_outbox.enqueue()
        keep_ticking()
    except DatabaseError as error:
        log.warning("the worker was not woken: %s", error)


def seal_soon() -> None:
    """Put a checkpoint, and the tick, into the queue unless they stand there. Never fails."""
    try:
        if not DBTaskResult.objects.ready().filter(task_path=seal.module_path).exists():
            seal.enqueue()
        keep_ticking()
    except DatabaseError as error:
        log.warning("the checkpoint was not queued: %s", error)


def keep_ticking() -> None:
    """Have one tick in the queue, for later."""
    waiting = DBTaskResult.objects.filter(task_path=tick.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        tick.using(run_after=clock.now() + TICK).enqueue()
