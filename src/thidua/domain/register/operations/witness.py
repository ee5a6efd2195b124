"""A superior instance cosigns how the log of another one grew; and the other one takes the cosignature in."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import hold, operation
from thidua.base.audit.operations import record as write
from thidua.domain.register import access
from thidua.domain.register.checks.log import signer
from thidua.domain.register.log.notes import LOG, WITNESS, Key, Request, Signature, Unreadable, signature, signed_at
from thidua.domain.register.log.notes import Checkpoint as Note
from thidua.domain.register.log.tree import EMPTY, grew
from thidua.domain.register.models import Checkpoint, Cosignature, Witnessed
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, NotNow, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow


@operation
def cosign(*, actor: Actor, at: dt.datetime, request: str, key: str = "") -> Signature:
    """Sign as a witness that another installation's log grew from what was last seen of it to the checkpoint in `request`.

    `key` is needed the first time: the log's public key, as the operator had it from there by another way. Raises
    Unready for what cannot be read or is not signed by the known key, NotNow for a fork, a shrunk log, a replay with
    another root, or a proof that does not begin at the size seen last; then nothing is remembered.
    """
    allow(access.may_keep_log(actor))
    try:
        asked, given = Request.read(request), Key.read(key) if key else None
    except Unreadable as error:
        raise _unready(_("Không đọc được yêu cầu ký chứng: %(error)s.") % {"error": error}) from None
    hold()
    note = asked.checkpoint
    seen = Witnessed.objects.select_for_update().filter(origin=note.origin).first()
    if seen is None:
        if given is None:
            raise _unready(_("Sổ “%(origin)s” chưa được biết ở đây.") % {"origin": note.origin})
        seen = Witnessed(origin=note.origin, key=str(given), size=0, root=EMPTY.hex())
    known = Key.read(seen.key)
    if given is not None and given != known:
        raise _unready(_("Khóa đưa vào khác với khóa đã biết của sổ “%(origin)s”.") % {"origin": note.origin})
    if known.kind != LOG or known.name != note.origin or not note.is_signed_by(known):
        raise _unready(_("Mốc ký không mang chữ ký của khóa đã biết của sổ “%(origin)s”.") % {"origin": note.origin})
    _follow(seen, asked)
    seen.size, seen.root, seen.at = note.size, note.root.hex(), at
    # The guard watches origin and key: of a log that is known neither is written again.
    seen.save(update_fields=None if seen._state.adding else ["size", "root", "at"])
    word = note.cosigned(signer(WITNESS), int(at.timestamp()))
    details = {"origin": note.origin, "size": note.size, "root": seen.root}
    write(actor=actor, at=at, event="register.checkpoint.cosigned", thing=seen, details=details)
    return word


def _follow(seen: Witnessed, asked: Request) -> None:
    """Refuse everything that does not grow out of what was seen."""
    note, old_root = asked.checkpoint, bytes.fromhex(seen.root)
    if note.size < seen.size:
        raise NotNow(
            _("Sổ bị rút ngắn: đã ký chứng đến %(seen)s lá, mốc này chỉ có %(size)s lá. Không ký; hãy báo thanh tra.")
            % {"seen": seen.size, "size": note.size}
        )
    if note.size == seen.size and note.root != old_root:
        raise NotNow(_("Sổ có hai bản khác nhau ở %(size)s lá. Không ký; hãy báo thanh tra.") % {"size": note.size})
    if asked.old != seen.size:
        raise NotNow(_("Đã ký chứng đến %(seen)s lá. Hãy lập lại yêu cầu với --old %(seen)s.") % {"seen": seen.size})
    if not grew(seen.size, old_root, note.size, note.root, asked.proof):
        raise NotNow(
            _("Bằng chứng không cho thấy mốc này nối tiếp %(seen)s lá đã ký chứng. Không ký; hãy báo thanh tra.")
            % {"seen": seen.size}
        )


@operation
def take_in(*, actor: Actor, at: dt.datetime, line: str, key: str) -> Cosignature:
    """Keep a superior's cosignature under the checkpoint that it signs. `key` is the superior's public key.

    Raises Unready for what cannot be read, NotFound when it signs none of our checkpoints, AlreadyDone when it is kept.
    """
    allow(access.may_keep_log(actor))
    try:
        word, given = signature(line.strip()), Key.read(key)
    except Unreadable as error:
        raise _unready(_("Không đọc được chữ ký chứng: %(error)s.") % {"error": error}) from None
    if given.kind != WITNESS:
        raise _unready(_("Khóa này không phải khóa của bên chứng."))
    hold()
    for point in Checkpoint.objects.order_by("-size"):
        if Note.read(point.note).holds(word, given):
            break
    else:
        raise NotFound(_("Chữ ký này không ứng với mốc ký nào của sổ."))
    moment = dt.datetime.fromtimestamp(signed_at(word), dt.UTC)
    with transaction.atomic():
        kept, is_new = Cosignature.objects.get_or_create(
            checkpoint=point, key=str(given), defaults={"line": str(word), "signed_at": moment}
        )
    if not is_new:
        raise AlreadyDone(_("Chữ ký chứng này đã có ở mốc %(size)s lá.") % {"size": point.size})
    details = {"size": point.size, "witness": given.name}
    write(actor=actor, at=at, event="register.cosignature.taken", thing=kept, details=details)
    return kept


def _unready(text: str) -> Unready:
    return Unready([Issue(text, _("Xem lại tệp và khóa; khóa công khai in ra khi chạy “thidua register checkpoint”."))])
