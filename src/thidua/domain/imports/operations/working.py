"""The workers' steps: check some lines, write all of a batch in one transaction, take all of it back."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.imports import access, checks, queries
from thidua.domain.imports.enums import Standing, State
from thidua.domain.imports.models import Batch, Line, Made
from thidua.domain.imports.operations.ways import WAYS
from thidua.domain.imports.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Refused
from thidua.kernel.rights import allow

CHECKED = ["values", "problems", "key", "state"]


@dataclass(frozen=True)
class Step:
    """What one step did: how many lines are checked, out of how many; whether there is a next step."""

    done: int
    total: int
    goes_on: bool


@operation
def advance(*, actor: Actor, at: dt.datetime, batch_id: int) -> Step:
    """Take one batch one step further, in a transaction of its own: check some lines, write everything, take it back.

    A worker that dies leaves the batch as it was before its step. Raises NotFound for a batch thrown away meanwhile.
    """
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "advance", batch))
    if batch.state == State.CHECKING:
        _check(batch, at)
    elif batch.state == State.WRITING:
        _write(actor, at, batch)
    elif batch.state == State.UNDOING:
        _take_back(actor, at, batch)
    details = {"state": batch.state, "counts": batch.counts, "checked_up_to": batch.checked_up_to}
    record(actor=actor, at=at, event="imports.batch.advanced", thing=batch, details=details)
    done = batch.total - batch.counts.get(Standing.UNCHECKED, 0)
    return Step(done, batch.total, goes_on=batch.state == State.CHECKING)


def _check(batch: Batch, at: dt.datetime) -> None:
    """The next lines; with the last of them the check is over."""
    FLOW.move(batch, "check")
    if not batch.checked_up_to:
        batch.seen = queries.changes()
    lines = list(batch.lines.filter(number__gt=batch.checked_up_to).order_by("number")[: queries.AT_ONCE])
    if lines:
        checks.look(batch, lines, at)
        for (
            line
        ) in lines:  # what was handed in stays as it is: it need not travel to the database to be left alone there
            line.cells, line.was, line.mended = [], {}, {}
        Line.objects.bulk_create(
            lines, batch_size=500, update_conflicts=True, unique_fields=["batch", "number"], update_fields=CHECKED
        )
        batch.checked_up_to = lines[-1].number
    if len(lines) < queries.AT_ONCE:
        FLOW.move(batch, "finish")
        batch.checked_at = at
        batch.version += 1
    batch.counts = queries.counted(batch)
    batch.save()


def _alone(batch: Batch) -> None:
    """Hold the unit at the top of the tree, so that one batch after the other writes into it."""
    Unit.objects.select_for_update(of=("self",)).get(pk=above(batch.unit)[0])


def _hand(actor: Actor, batch: Batch) -> Actor:
    """Whoever asked, whose right was judged then, with the hand of the system that carries it out."""
    user = batch.acted_by
    return Actor(user_id=user.pk, name=str(user), unit_name=batch.unit.name, is_system=True) if user else actor


def _write(actor: Actor, at: dt.datetime, batch: Batch) -> None:
    _alone(batch)
    if queries.changes() != batch.seen:
        FLOW.move(batch, "recheck")
        batch.checked_up_to = 0
        batch.error = _(
            "Một lô khác vừa được ghi hoặc hoàn tác nên danh sách được kiểm tra lại. Xem kết quả rồi bấm nhập lần nữa."
        )
        batch.save()
        return
    lines = list(queries.lines(batch, Standing.NEW).only("batch", "number", "values"))
    try:
        with transaction.atomic():
            made = WAYS[batch.kind].enter(_hand(actor, batch), at, batch, lines)
            rows = [Made(batch=batch, model=model, thing=id) for model, ids in made.items() for id in ids]
            Made.objects.bulk_create(rows, batch_size=queries.AT_ONCE)
            batch.lines.filter(state=Standing.NEW).update(state=Standing.WRITTEN)
    except (Refused, IntegrityError) as error:
        FLOW.move(batch, "refuse")
        told = (
            str(error)
            if isinstance(error, Refused)
            else _("Có dòng vừa được người khác nhập. Bấm “Khớp cột lại” để kiểm tra lại.")
        )
        batch.error = _("Chưa ghi gì. %(reason)s") % {"reason": told}
    else:
        FLOW.move(batch, "enter")
        batch.written_at, batch.error = at, ""
        batch.counts = queries.counted(batch)
    batch.version += 1
    batch.save()


def _take_back(actor: Actor, at: dt.datetime, batch: Batch) -> None:
    _alone(batch)
    made = queries.made_of(batch)
    try:
        with transaction.atomic():
            if used := WAYS[batch.kind].used(made):
                names = ", ".join(used)
                raise Refused(
                    _("Việc khác đã dựa vào: %(names)s. Gỡ những việc đó trước rồi hoàn tác.") % {"names": names}
                )
            WAYS[batch.kind].take_back(_hand(actor, batch), at, batch, made)
            batch.made.all().delete()
            batch.lines.filter(state=Standing.WRITTEN).update(state=Standing.NEW)
    except (Refused, ProtectedError) as error:
        FLOW.move(batch, "keep")
        told = str(error) if isinstance(error, Refused) else _("Có việc khác đã dựa vào những gì được nhập.")
        batch.error = _("Chưa hoàn tác gì. %(reason)s") % {"reason": told}
    else:
        FLOW.move(batch, "take-back")
        batch.undone_at, batch.error = at, ""
        batch.counts = queries.counted(batch)
    batch.version += 1
    batch.save()


@operation
def fail(*, actor: Actor, at: dt.datetime, batch_id: int, text: str) -> Batch:
    """Stop a batch that cannot go on, with the reason that its page tells; what waits to be written stays as checked."""
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "fail", batch))
    verb = {State.WRITING: "refuse", State.UNDOING: "keep"}.get(State(batch.state), "fail")
    FLOW.move(batch, verb)
    batch.error = text[:2000]
    batch.version += 1
    batch.save()
    record(actor=actor, at=at, event="imports.batch.failed", thing=batch, details={"reason": batch.error})
    return batch
