"""The acts on exports: somebody asks or calls it off; a worker begins, tells how far it is, finishes or gives up."""

import datetime as dt
from contextvars import ContextVar

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.audit.operations import operation, record
from thidua.base.exports import access, queries
from thidua.base.exports.enums import State
from thidua.base.exports.models import Export
from thidua.base.exports.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow

MOST_TRIES = 3
ASKED: ContextVar[int] = ContextVar("thidua_exports_asked", default=0)
"""How many exports wait for a worker since this request: the door wakes it."""


@operation
def ask(*, actor: Actor, at: dt.datetime, title: str, path: str, query: str, kind: str, total: int) -> Export:
    """Have the list at this address written into a file in the background."""
    allow(access.may(actor, "ask", None))
    export = Export.objects.create(
        asked_by=User.objects.get(pk=actor.user_id or 0), acting_for=actor.unit_id, title=title[:300], path=path, query=query, kind=kind, total=total,
        asked_at=at,
    )  # fmt: skip
    details = {"title": export.title, "rows": total, "kind": kind}
    record(actor=actor, at=at, event="exports.export.asked", thing=export, details=details)
    ASKED.set(ASKED.get() + 1)
    return export


@operation
def cancel(*, actor: Actor, at: dt.datetime, export_id: int) -> Export:
    """Call it off; the worker stops at its next sign of life."""
    export = access.get(actor, export_id, lock=True)
    allow(access.may(actor, "cancel", export))
    FLOW.move(export, "cancel")
    export.finished_at = at
    export.save(update_fields=["state", "finished_at"])
    record(actor=actor, at=at, event="exports.export.cancelled", thing=export, details={"title": export.title})
    return export


@operation
def begin(*, actor: Actor, at: dt.datetime, export_id: int) -> Export | None:
    """Take an export in hand. None when another worker has it, or when nothing is left to do.

    After some tries that ended with a dead worker it is given up, with a word for who asked.
    """
    allow(access.may(actor, "write", None))
    export = access.get(actor, export_id, lock=True)
    is_free = queries.is_left_behind(export, at)
    if is_free and export.tries >= MOST_TRIES:
        _stop(at, export, _("Tiến trình nền dừng giữa chừng nhiều lần. Hãy lọc bớt rồi xuất lại."))
    elif is_free:
        FLOW.move(export, "begin")
        export.tries, export.done, export.beat_at = export.tries + 1, 0, at
        export.save(update_fields=["state", "tries", "done", "beat_at"])
    details = {"state": export.state, "tries": export.tries, "is_free": is_free}
    record(actor=actor, at=at, event="exports.export.begun", thing=export, details=details)
    return export if is_free and export.state == State.RUNNING else None


def beat(*, at: dt.datetime, export_id: int, done: int) -> bool:
    """A sign of life: so many rows are written. Whether to go on: not when it was called off."""
    return Export.objects.filter(pk=export_id, state=State.RUNNING).update(done=done, beat_at=at) == 1


@operation
def finish(*, actor: Actor, at: dt.datetime, export_id: int, rows: int, size: int) -> Export:
    """The file is whole and in its place."""
    allow(access.may(actor, "write", None))
    export = access.get(actor, export_id, lock=True)
    FLOW.move(export, "finish")
    export.done = export.total = rows
    export.size, export.finished_at = size, at
    export.save(update_fields=["state", "done", "total", "size", "finished_at"])
    record(actor=actor, at=at, event="exports.export.finished", thing=export, details={"rows": rows})
    return export


@operation
def fail(*, actor: Actor, at: dt.datetime, export_id: int, text: str) -> Export:
    """Give up, with the reason that its page tells."""
    allow(access.may(actor, "write", None))
    export = access.get(actor, export_id, lock=True)
    _stop(at, export, text)
    record(actor=actor, at=at, event="exports.export.failed", thing=export, details={"reason": export.error})
    return export


def _stop(at: dt.datetime, export: Export, text: str) -> None:
    FLOW.move(export, "fail")
    export.error, export.finished_at = text[:2000], at
    export.save(update_fields=["state", "error", "finished_at"])


def clear(*, at: dt.datetime) -> int:
    """Remove those whose day is over, and their files; how many."""
    count = 0
    for export in queries.outdated(at):
        queries.place(export).unlink(missing_ok=True)
        export.delete()
        count += 1
    return count
