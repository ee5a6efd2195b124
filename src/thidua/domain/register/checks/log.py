"""What a leaf says of an entry, and whether the whole log is sound."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from thidua.domain.register.log.canonical import canonical, leaf_hash, payload_hash, record
from thidua.domain.register.log.notes import LOG, WITNESS, Key, Signer, Unreadable, signature
from thidua.domain.register.log.notes import Checkpoint as Note
from thidua.domain.register.log.tree import Range
from thidua.domain.register.models import Checkpoint, Entry, Leaf, LogHead
from thidua.kernel.secrets import secret
from thidua.kernel.text import fold

ERASURE = "erasure"
OWN_WORDS = (
    "about_id", "award", "award_as_written", "count", "decision_number", "doubt", "entered_for_id", "granted_by",
    "is_sample", "kind", "level", "mode", "names", "rank", "reason", "recipient", "separated", "source", "source_key", "span_from",
    "span_until", "stage", "subject_kind", "theme", "years"
)  # fmt: skip
"""The columns of an entry that stand in its payload under their names; ids, days and names stand there besides."""
FOLDED = ("award_name", "award_as_written", "decision_number", "granted_by", "theme")


class Broken(Exception):
    """The log does not say what it said; the text names the first place."""


# -- one leaf ----------------------------------------------------------------------------------------------------------


def own_words(entry: Entry) -> dict[str, Any]:
    """What the entry's own row says, as it stands in the payload."""
    words = {name: getattr(entry, name) for name in OWN_WORDS}
    words["decided_on"] = entry.decided_on.isoformat() if entry.decided_on else None
    words["entered_at"] = moment(entry.entered_at)
    return words


def payload(entry: Entry, unit: dict[str, Any], person: dict[str, Any] | None, award_name: str) -> dict[str, Any]:
    """What the leaf will say of the entry but for its key: its words, with the names of its day."""
    # Through JSON and back: codes and tuples become the plain values that are read from the table later.
    words: dict[str, Any] = json.loads(canonical(own_words(entry)))
    return words | {"award_name": award_name, "person": person, "unit": unit}


def moment(at: dt.datetime) -> str:
    """A moment in UTC to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def folded(payload: dict[str, Any]) -> str:
    """What a search looks through, made of what the payload says; who was honoured stands first."""
    whole = [payload["person"], payload["unit"]]
    words = [payload["recipient"], *(one["name"] for one in whole if one)]
    words += [payload[name] for name in FOLDED] + payload["names"]
    return fold(" · ".join(str(word) for word in words if word))


def leaf_of(seq: int, at: dt.datetime, kind: str, hash: str) -> bytes:
    """The hash of the leaf at this place."""
    return leaf_hash(record(seq, moment(at), kind, hash))


# -- the whole log -----------------------------------------------------------------------------------------------------


def leaves(after: int) -> Iterator[Leaf]:
    """The leaves behind the first `after`, with their entries, as they lie in the tables."""
    return Leaf.objects.filter(seq__gt=after).select_related("entry").order_by("seq").iterator(chunk_size=2000)


def rebuilt(edge: Range) -> Iterator[Range]:
    """Grow the edge leaf by leaf from what is stored, yielding it after each. Raises Broken at the first fault."""
    blank: set[int] = set()
    for leaf in leaves(edge.size):
        if leaf.seq != edge.size + 1:
            raise Broken(_("thiếu lá số %(seq)s của sổ băm") % {"seq": edge.size + 1})
        judge(leaf)
        if not leaf.payload:
            blank.add(leaf.seq)
        elif leaf.kind == ERASURE:
            blank.difference_update(json.loads(leaf.payload)["erased"])
        edge.append(leaf_of(leaf.seq, leaf.at, leaf.kind, leaf.payload_hash))
        yield edge
    if blank:
        raise Broken(_("nội dung lá số %(seq)s bị xóa mà không có lá nào ghi lệnh xóa") % {"seq": min(blank)})


def judge(leaf: Leaf) -> None:
    """Compare a leaf with its hashes and with its entry. Raises Broken, naming the entry."""
    place = {"seq": leaf.seq, "entry": leaf.entry_id or "–"}
    if leaf_of(leaf.seq, leaf.at, leaf.kind, leaf.payload_hash).hex() != leaf.leaf_hash:
        raise Broken(_("lá số %(seq)s (mục %(entry)s) không khớp với băm của nó") % place)
    entry = leaf.entry
    if not leaf.payload:
        if entry is not None:
            raise Broken(_("lá số %(seq)s bị xóa nội dung nhưng mục %(entry)s vẫn còn") % place)
        return
    if payload_hash(leaf.salt, leaf.payload) != leaf.payload_hash:
        raise Broken(_("nội dung của lá số %(seq)s (mục %(entry)s) đã bị sửa") % place)
    payload = json.loads(leaf.payload)
    if leaf.kind == ERASURE:
        return
    if entry is None or entry.pk != payload["entry"]:
        raise Broken(_("mục %(entry)s của lá số %(seq)s không còn trong sổ") % {**place, "entry": payload["entry"]})
    if entry.kind != leaf.kind:
        raise Broken(_("mục %(entry)s (lá số %(seq)s) đã bị sửa: %(name)s") % {**place, "name": "kind"})
    person = payload["person"]["id"] if payload["person"] else None
    said = own_words(entry) | {"unit": entry.unit_id, "person": entry.person_id, "folded": entry.folded}
    wanted = payload | {"unit": payload["unit"]["id"], "person": person, "folded": folded(payload)}
    for name, value in said.items():
        if value != wanted[name]:
            raise Broken(_("mục %(entry)s (lá số %(seq)s) đã bị sửa: %(name)s") % {**place, "name": name})


@dataclass(frozen=True)
class Soundness:
    """What `thidua register verify` says."""

    leaves: int = 0
    checkpoints: int = 0
    cosignatures: int = 0
    root: str = ""
    fault: str = ""


def verify() -> Soundness:
    """Read the whole book: leaves from their stored bytes, tree, checkpoints, signatures, and every entry."""
    edge, known, cosigned = Range(), 0, 0
    try:
        points = {row.size: row for row in Checkpoint.objects.prefetch_related("cosignatures")}
        for step in rebuilt(edge):
            if (point := points.pop(step.size, None)) is not None:
                cosigned += check(point, step)
                known += 1
        if points:
            raise Broken(_("mốc ký %(size)s lá nhưng sổ chỉ còn %(n)s lá") % {"size": min(points), "n": edge.size})
        head = LogHead.objects.first() or LogHead()
        if (head.size, head.hashes) != (edge.size, edge.texts()):
            raise Broken(_("đầu sổ ghi %(size)s lá, sổ có %(n)s lá") % {"size": head.size, "n": edge.size})
        if (lost := Entry.objects.filter(leaf__isnull=True).order_by("pk").first()) is not None:
            raise Broken(
                _("mục %(entry)s không có lá trong sổ băm: nó được ghi ngoài chương trình") % {"entry": lost.pk}
            )
    except (Broken, Unreadable, KeyError, ValueError, TypeError) as fault:
        return Soundness(edge.size, known, cosigned, edge.root().hex(), str(fault) or type(fault).__name__)
    return Soundness(edge.size, known, cosigned, edge.root().hex())


def check(point: Checkpoint, edge: Range) -> int:
    """Compare a checkpoint with the tree and its signatures; how many cosignatures hold. Raises Broken."""
    place = {"size": point.size}
    note = Note.read(point.note)
    if (point.root, point.hashes, note.size, note.root) != (edge.root().hex(), edge.texts(), edge.size, edge.root()):
        raise Broken(_("mốc ký %(size)s lá không khớp với cây băm") % place)
    if not note.is_signed_by(signer(LOG).key):
        raise Broken(_("mốc ký %(size)s lá không mang chữ ký của hệ thống này") % place)
    words = list(point.cosignatures.all())
    for one in words:
        if not note.holds(signature(one.line), Key.read(one.key)):
            raise Broken(_("chữ ký chứng ở mốc %(size)s lá không đúng") % place)
    return len(words)


def signer(kind: bytes) -> Signer:
    """This installation's key for its own checkpoints, or for those of others; its name is made of the key itself."""
    text = secret(settings.DATA, "register_log_key" if kind == LOG else "register_witness_key")
    mark = Signer("", kind, text).key.public[:8].hex()
    return Signer(f"thidua/{'chung' if kind == WITNESS else 'so-vang'}/{mark}", kind, text)
