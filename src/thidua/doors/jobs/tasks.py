"""The worker's tasks. Each may run twice, or die half-way, without harm."""

import contextlib
import datetime as dt
import logging
import time

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, models
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from thidua.base.exports import operations as exports
from thidua.base.exports import queries as export_queries
from thidua.base.notices import operations, queries
from thidua.domain.imports import operations as imports
from thidua.domain.imports import queries as import_queries
from thidua.domain.lookup import operations as lookup
from thidua.domain.register import operations as register
from thidua.domain.register import queries as book
from thidua.domain.reviews import operations as reviews
from thidua.domain.reviews import queries as review_queries
from thidua.doors import intake
from thidua.doors.jobs.exporting import write_export
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, NotNow, Refused, Unready

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
    take_up_imports()
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


@task()
def bring_in(batch_id: int) -> int:
    """Read, check, write or take back a list, whatever its batch waits for; says how many lines are checked.

    What cannot go on is told on its page; nothing is half-written.
    """
    actor = Actor.system("import")
    try:
        intake.read_waiting(actor, batch_id)
        while (step := imports.advance(actor=actor, at=clock.now(), batch_id=batch_id)).goes_on:
            pass
    except (NotFound, NotNow):  # thrown away, or another worker was faster
        return 0
    except DatabaseError:  # the next tick takes it up again
        raise
    except Unready as refusal:
        text = " ".join(f"{issue.text} {issue.remedy}".strip() for issue in refusal.issues)
        imports.fail(actor=actor, at=clock.now(), batch_id=batch_id, text=text)
        return 0
    except Exception:
        text = _("Chương trình gặp lỗi; lỗi đã ghi vào nhật ký máy chủ.")
        with contextlib.suppress(Refused):
            imports.fail(actor=actor, at=clock.now(), batch_id=batch_id, text=text)
        raise
    return step.done


def take_up_reviews() -> None:
    """Put every review that is not finished, and the tick, into the queue unless they stand there. Never fails."""
    _take_up(review_everybody, review_queries.unfinished())


def take_up_imports() -> None:
    """The same for the lists on which the worker has something to do."""
    _take_up(bring_in, import_queries.unfinished())


def take_up_exports() -> None:
    """The same for the exports that no worker has in hand."""
    _take_up(export_list, export_queries.left_behind(clock.now()))


def _take_up(work: Task, things: models.QuerySet) -> None:
    try:
        keep_ticking()
        ready = DBTaskResult.objects.ready().filter(task_path=work.module_path)
        waiting = {tuple(one["args"]) for one in ready.order_by("pk").values_list("args_kwargs", flat=True)}
        for id in things.values_list("pk", flat=True):
            if (id,) not in waiting:
                work.enqueue(id)
    except DatabaseError as error:
        log.warning("%s was not taken up: %s", work.module_path, error)


def wake() -> None:
    """Put the sending of the outbox, and the tick, into the queue unless they stand there. Never fails."""
    _soon(send_outbox)


def seal_soon() -> None:
    """The same for a checkpoint of the book."""
    _soon(seal)


def index_soon() -> None:
    """The same for the reading of what searches are to find."""
    _soon(index)


def _soon(work: Task) -> None:
    try:
        if not DBTaskResult.objects.ready().filter(task_path=work.module_path).exists():
            work.enqueue()
        keep_ticking()
    except DatabaseError as error:
        log.warning("%s was not put into the queue: %s", work.module_path, error)


def keep_ticking() -> None:
    """Have one tick in the queue, for later."""
    waiting = DBTaskResult.objects.filter(task_path=tick.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        tick.using(run_after=clock.now() + TICK).enqueue()
