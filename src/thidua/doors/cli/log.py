"""`thidua register verify|export|checkpoint|cosign|cosigned`: the log under the book of honours."""

import os
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.domain.register import operations, queries
from thidua.domain.register.checks import log as checks
from thidua.domain.register.log.notes import LOG, WITNESS
from thidua.domain.register.models import Leaf
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone

MOST_BYTES = 100_000


def add(parts):
    """The parsers below `thidua register`."""
    parser = parts.add_parser("verify", help=_("kiểm tra toàn bộ sổ: lá, cây băm, mốc ký, từng mục"))
    parser.set_defaults(handler=verify)
    parser = parts.add_parser("export", help=_("xuất sổ băm, hoặc bằng chứng của một mục, để kiểm tra độc lập"))
    parser.add_argument("file", metavar="FILE", help=_("tệp sẽ ghi; chưa được có sẵn"))
    parser.add_argument("--entry", type=int, metavar="N", help=_("chỉ xuất bằng chứng của mục số N"))
    parser.set_defaults(handler=export)
    parser = parts.add_parser("checkpoint", help=_("lập mốc ký nếu sổ có gì mới; in mốc mới nhất"))
    parser.add_argument("--request", metavar="FILE", help=_("ghi yêu cầu ký chứng gửi cấp trên"))
    parser.add_argument("--old", type=int, metavar="N", help=_("số lá cấp trên đã ký chứng lần trước"))
    parser.set_defaults(handler=checkpoint)
    parser = parts.add_parser("cosign", help=_("ký chứng mốc của một hệ thống cấp dưới"))
    parser.add_argument("file", metavar="FILE", help=_("yêu cầu ký chứng của cấp dưới"))
    parser.add_argument("--key", default="", metavar="KEY", help=_("khóa công khai của sổ đó, cần ở lần đầu"))
    parser.set_defaults(handler=cosign)
    parser = parts.add_parser("cosigned", help=_("nhận chữ ký chứng của cấp trên"))
    parser.add_argument("file", metavar="FILE", help=_("tệp chứa dòng chữ ký"))
    parser.add_argument("--key", required=True, metavar="KEY", help=_("khóa công khai của cấp trên"))
    parser.set_defaults(handler=cosigned)


def verify(args) -> int:
    """Read the whole book; exit code 1 with the first fault."""
    found = checks.verify()
    if found.fault:
        text = _("Sổ vàng KHÔNG toàn vẹn: %(fault)s (đã đọc %(n)s lá).")
        print(text % {"fault": found.fault, "n": found.leaves}, file=sys.stderr)
        return 1
    text = _("Sổ vàng toàn vẹn: %(n)s lá, %(points)s mốc ký, %(words)s chữ ký chứng.")
    print(text % {"n": found.leaves, "points": found.checkpoints, "words": found.cosignatures})
    print(_("Gốc cây băm: %(root)s") % {"root": found.root})
    return 0


def export(args) -> int:
    """Write the log, or one entry's proof, into a new file that only its owner reads: it holds personal data."""
    key = str(checks.signer(LOG).key)
    if args.entry is None:
        lines = queries.log_lines(key)
    else:
        leaf = Leaf.objects.filter(entry=args.entry).first()
        point = queries.newest_checkpoint(leaf.seq) if leaf else None
        if leaf is None or point is None:
            raise Trouble(
                _("Chưa có mốc ký nào bao gồm mục này. Hãy chạy “thidua register checkpoint”.")
                if leaf
                else _("Sổ không có mục số %(n)s.") % {"n": args.entry}
            )
        lines = queries.proof_lines(key, leaf, point)
    write(args.file, lines)
    print(_("Đã ghi %(file)s. Kiểm tra: python3 -I scripts/verify_register %(file)s") % {"file": args.file})
    return 0


def checkpoint(args) -> int:
    """Sign what is new, print the newest checkpoint and the keys, and write what a superior needs."""
    try:
        operations.checkpoint(actor=Actor.system("thidua register checkpoint"), at=clock.now())
    except AlreadyDone as nothing:
        print(nothing.text, file=sys.stderr)
    point = queries.newest_checkpoint()
    if point is None:
        raise Trouble(_("Sổ vàng còn trống, chưa có gì để ký."))
    print(point.note)
    print(_("Khóa công khai của sổ: %(key)s") % {"key": checks.signer(LOG).key})
    if args.request:
        if args.old is not None and not 0 <= args.old <= point.size:
            raise Trouble(_("--old phải từ 0 đến %(size)s.") % {"size": point.size})
        write(args.request, [str(queries.witness_request(args.old))])
        print(_("Đã ghi yêu cầu ký chứng vào %(file)s. Gửi tệp và khóa này cho cấp trên.") % {"file": args.request})
    return 0


def cosign(args) -> int:
    """Print the cosignature, to be sent back."""
    word = operations.cosign(
        actor=Actor.system("thidua register cosign"), at=clock.now(), request=read(args.file), key=args.key
    )
    print(word)
    print(_("Khóa công khai của bên chứng: %(key)s") % {"key": checks.signer(WITNESS).key}, file=sys.stderr)
    return 0


def cosigned(args) -> int:
    """Keep the superior's signature."""
    kept = operations.take_in(
        actor=Actor.system("thidua register cosigned"), at=clock.now(), line=read(args.file), key=args.key
    )
    print(_("Đã nhận chữ ký chứng ở mốc %(size)s lá.") % {"size": kept.checkpoint.size})
    return 0


def read(name: str) -> str:
    """The text of a small file. Raises Trouble."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(_("Không đọc được %(file)s: %(error)s.") % {"file": name, "error": error}) from None


def write(name: str, lines) -> None:
    """Write a new file for its owner alone. Raises Trouble when it is there already or cannot be written."""
    try:
        fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Trouble(_("Đã có tệp %(file)s. Hãy chọn tên khác.") % {"file": name}) from None
    except OSError as error:
        raise Trouble(_("Không ghi được %(file)s: %(error)s.") % {"file": name, "error": error.strerror}) from None
    with os.fdopen(fd, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
