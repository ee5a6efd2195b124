"""Keep the index true to what it is built from."""

import datetime as dt
from collections import defaultdict
from contextvars import ContextVar

from django.db import connection, transaction

from thidua.base.audit.operations import operation, record
from thidua.domain.lookup import access, guards, queries
from thidua.domain.lookup.enums import Kind
from thidua.domain.lookup.models import Indexed, Stale, indexed_id
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow

BATCH = 500
LOCK = 0x7468_6964_7561
"""The name of the lock that one who freshens holds (PostgreSQL): a reading made earlier must not be written later."""

LEFT: ContextVar[int] = ContextVar("thidua_lookup_left", default=0)
"""Whether marks were left behind in this request: the door wakes the worker."""


def freshen(*, most: int = BATCH, newest: bool = False) -> int:
    """Read again so many things that are marked as stale; how many marks that took away. Without any, one query.

    `newest`: those first that were marked last, so that what was just entered is found although a long list waits.
    """
    if not Stale.objects.exists():
        return 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        marks = list(Stale.objects.order_by("-pk" if newest else "pk")[: most + 1])
        LEFT.set(len(marks) > most)
        wanted: dict[Kind, set[int]] = defaultdict(set)
        for mark in marks[:most]:
            wanted[Kind(mark.kind)].add(mark.thing_id)
        if wanted[Kind.UNIT]:
            wanted[Kind.UNIT] = queries.with_successors(wanted[Kind.UNIT])
        for kind, ids in wanted.items():
            _write(kind, sorted(ids))
        Stale.objects.filter(pk__in=[mark.pk for mark in marks[:most]]).delete()
    return len(marks[:most])


def _write(kind: Kind, ids: list[int]) -> None:
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        texts = queries.texts(kind, some)
        gone = [indexed_id(kind, id) for id in some if id not in texts]
        Indexed.objects.filter(pk__in=gone).delete()
        rows = [Indexed(id=indexed_id(kind, id), words=words) for id, words in texts.items()]
        Indexed.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=["words"])


@operation
def rebuild(*, actor: Actor, at: dt.datetime) -> int:
    """Mark everything, so that `freshen` reads it anew, and what is gone; how many marks there are then.

    Meanwhile all is found as before. Killed half-way, the worker goes on.
    """
    allow(access.may(actor, "rebuild", None))
    guards.remake_full_text(connection)
    guards.mark_all(connection)
    marked = Stale.objects.count()
    record(actor=actor, at=at, event="lookup.index.rebuilt", thing=Indexed(id=0), details={"things": marked})
    return marked
