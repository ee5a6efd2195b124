"""The log under the book: every entry is written here with its leaf, and nowhere else."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from thidua.base.audit.operations import hold, operation
from thidua.base.audit.operations import record as write
from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.register import access
from thidua.domain.register.checks import log as checks
from thidua.domain.register.log.canonical import SALT_BYTES, canonical, payload_hash
from thidua.domain.register.log.notes import LOG
from thidua.domain.register.log.notes import Checkpoint as Note
from thidua.domain.register.log.tree import Range
from thidua.domain.register.models import Checkpoint, Entry, Leaf, LogHead
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotNow
from thidua.kernel.rights import allow

BATCH = 500
DUE: ContextVar[int] = ContextVar("thidua_checkpoint_due", default=0)
"""How many acts of this request want a checkpoint at once; the door that answered tells the worker."""


def append(entries: Iterable[Entry], at: dt.datetime, *, at_once: bool = False) -> list[Entry]:
    """Write new entries with their leaves, inside the transaction of the act: the only way into the book.

    Fills `folded` and the keys. With `at_once` a checkpoint follows as soon as the act is committed. The end of the log
    stays locked until then. Raises IntegrityError for what the book refuses.
    """
    rows = list(entries)
    if not rows:
        return rows
    hold()
    head = _head()
    payloads = _payloads(rows)
    for row, payload in zip(rows, payloads, strict=True):
        row.folded = checks.folded(payload)
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    for row, payload in zip(rows, payloads, strict=True):
        payload["entry"] = row.pk
    _grow(head, at, [(row.kind, row, payload) for row, payload in zip(rows, payloads, strict=True)])
    if at_once:
        DUE.set(DUE.get() + 1)
    return rows


def erase(entry_ids: Sequence[int], at: dt.datetime, order: str) -> None:
    """Blank the leaves of entries that are taken out of the book by `order`, and say so in a leaf that stays.

    Inside the caller's transaction, who has lifted the guards, and then removes the entries: proofs go on standing,
    what the entries said is gone.
    """
    seqs: list[int] = []
    hold()
    for start in range(0, len(entry_ids), BATCH):
        rows = Leaf.objects.filter(entry__in=entry_ids[start : start + BATCH])
        seqs += rows.order_by("seq").values_list("seq", flat=True)
        rows.update(entry=None, payload="", salt="")
    if seqs:
        _grow(_head(), at, [(checks.ERASURE, None, {"erased": sorted(seqs), "order": order})])


@operation
def checkpoint(*, actor: Actor, at: dt.datetime) -> Checkpoint:
    """Sign the tree as it is now, after everything since the last checkpoint was rebuilt from its stored bytes.

    Raises AlreadyDone when there is nothing new, NotNow when a stored leaf or the last checkpoint is bad: then
    nothing is signed.
    """
    allow(access.may_keep_log(actor))
    hold()
    head, last = _head(), Checkpoint.objects.order_by("size").last()
    if head.size == (last.size if last else 0):
        raise AlreadyDone(_("Sổ vàng không có gì mới kể từ mốc ký gần nhất."))
    try:
        edge = _trusted(last)
        for _step in checks.rebuilt(edge):
            pass
        if (head.size, head.hashes) != (edge.size, edge.texts()):
            raise checks.Broken(_("đầu sổ ghi %(size)s lá, sổ có %(n)s lá") % {"size": head.size, "n": edge.size})
    except (checks.Broken, KeyError, ValueError) as fault:
        text = _("Chưa ký mốc vì sổ không toàn vẹn: %(fault)s. Hãy chạy “thidua register verify”.")
        raise NotNow(text % {"fault": fault}) from None
    signer = checks.signer(LOG)
    note = Note(signer.name, edge.size, edge.root()).signed(signer)
    made = Checkpoint.objects.create(size=edge.size, root=edge.root().hex(), hashes=edge.texts(), at=at, note=str(note))
    details = {"size": made.size, "root": made.root}
    write(actor=actor, at=at, event="register.checkpoint.signed", thing=made, details=details)
    return made


def _trusted(last: Checkpoint | None) -> Range:
    """The edge at the last checkpoint, held against its signature. Raises Broken."""
    if last is None:
        return Range()
    edge = Range.read(last.size, last.hashes)
    checks.check(last, edge)
    return edge


def _head() -> LogHead:
    """The end of the log, locked until the transaction is over."""
    return LogHead.objects.select_for_update().get_or_create(pk=1)[0]


def _grow(head: LogHead, at: dt.datetime, things: Iterable[tuple[str, Entry | None, dict[str, Any]]]) -> None:
    edge, rows = Range.read(head.size, head.hashes), []
    for kind, entry, value in things:
        payload, salt = canonical(value), secrets.token_hex(SALT_BYTES)
        hash = payload_hash(salt, payload)
        leaf = checks.leaf_of(edge.size + 1, at, kind, hash)
        edge.append(leaf)
        rows.append(
            Leaf(
                seq=edge.size, at=at, kind=kind, entry=entry, payload=payload, salt=salt,
                payload_hash=hash, leaf_hash=leaf.hex(),
            )
        )  # fmt: skip
    Leaf.objects.bulk_create(rows, batch_size=BATCH)
    head.size, head.hashes = edge.size, edge.texts()
    head.save()


def _payloads(rows: list[Entry]) -> list[dict[str, Any]]:
    """What the leaves will say, but for the entries' keys. Two queries at most a batch, however many there are."""
    units = _named(Unit, {row.unit_id for row in rows}, "name")
    people = _named(Person, {row.person_id for row in rows if row.person_id}, "full_name")
    with translation.override("vi"):
        names = awards.book_names()
    return [
        checks.payload(
            row,
            units[row.unit_id],
            people[row.person_id] if row.person_id else None,
            names.get(row.award, row.award),
        )
        for row in rows
    ]


def _named(model: type[Unit] | type[Person], ids: set[int], name: str) -> dict[int, dict[str, Any]]:
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), BATCH):
        rows = model._default_manager.filter(pk__in=wanted[start : start + BATCH]).order_by("pk")
        for pk, code, word in rows.values_list("pk", "code", name):
            found[pk] = {"id": pk, "code": code, "name": word}
    return found
