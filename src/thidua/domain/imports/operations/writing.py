"""Have a batch written, or taken back: a person asks, the worker carries it out in one transaction."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.imports import access, checks
from thidua.domain.imports.models import Batch
from thidua.domain.imports.operations.asking import ASKED
from thidua.domain.imports.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh


@operation
def write(*, actor: Actor, at: dt.datetime, batch_id: int, version: int | None = None) -> Batch:
    """Have every new line written. Raises Unready while a line is to be mended."""
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "write", batch))
    FLOW.move(batch, "write")
    fresh(batch, version)
    if told := checks.before_write(batch):
        raise Unready([Issue(checks.text(one.stored("")), checks.remedy(one.stored(""))) for one in told])
    batch.acted_by_id, batch.error = actor.user_id, ""
    batch.save()
    record(actor=actor, at=at, event="imports.batch.written", thing=batch, details={"counts": batch.counts})
    ASKED.set(ASKED.get() + 1)
    return batch


@operation
def undo(*, actor: Actor, at: dt.datetime, batch_id: int, version: int | None = None) -> Batch:
    """Have everything that the batch wrote taken back: what nothing rests on goes, awards in the book are revoked."""
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "undo", batch))
    FLOW.move(batch, "undo")
    fresh(batch, version)
    batch.acted_by_id, batch.error = actor.user_id, ""
    batch.save()
    record(actor=actor, at=at, event="imports.batch.undone", thing=batch, details={"counts": batch.counts})
    ASKED.set(ASKED.get() + 1)
    return batch
