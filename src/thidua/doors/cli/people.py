"""`thidua people import`: a list from a spreadsheet, checked cell by cell, written in one transaction."""

import hashlib
import json
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.domain.imports import checks, operations, queries
from thidua.domain.imports.enums import Kind, Standing, State
from thidua.domain.organisations.models import Unit
from thidua.doors import intake, workbooks
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor

SHOWN = 50


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("people", help=_("nhân sự")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("import", help=_("nhập danh sách từ tệp XLSX, XLS, ODS, CSV"))
    parser.add_argument("file", type=Path, help=_("tệp bảng tính; không bị thay đổi"))
    parser.add_argument(
        "--unit", required=True, help=_("mã đơn vị: danh sách nói về đơn vị này và các đơn vị bên dưới")
    )
    parser.add_argument(
        "--sheet", default="", help=_("tên trang tính; để trống thì chọn trang có nhiều cột nhận ra nhất")
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="FIELD=TEXT", help=_("giá trị chung cho mọi dòng")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ kiểm tra, không ghi gì"))
    parser.add_argument("--json", action="store_true", help=_("kết quả dạng JSON"))
    parser.set_defaults(handler=bring_in)


def bring_in(args) -> int:
    """Check the list; write it when every line is right. 0: written, or right in a dry run; 1: cells are to be mended."""
    with transaction.atomic():
        batch = checked(args)
        problems = told(batch)
        is_right = not batch.counts.get(Standing.WRONG)
        if is_right and not args.dry_run and batch.counts.get(Standing.NEW):
            operations.write(actor=_actor(), at=clock.now(), batch_id=batch.pk)
            _work(batch)
            if batch.state != State.WRITTEN:
                raise Trouble(batch.error)
        result = {
            "batch": batch.pk,
            "state": batch.state,
            "total": batch.total,
            "counts": batch.counts,
            "problems": problems,
        }
        if not is_right or args.dry_run:
            transaction.set_rollback(True)
            result |= {"batch": None, "state": "dry-run" if args.dry_run else "refused"}
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        _tell(result)
    return 0 if is_right else 1


def _actor() -> Actor:
    return Actor.system("thidua people import")


def checked(args):
    """The batch of the file, checked."""
    unit = Unit.objects.filter(code=args.unit).first()
    if unit is None:
        raise Trouble(_("Không có đơn vị mã “%(code)s”.") % {"code": args.unit})
    if not args.file.is_file():
        raise Trouble(_("Không có tệp %(file)s.") % {"file": args.file})
    kind = args.file.suffix.lower().removeprefix(".")
    if kind not in workbooks.KINDS:
        raise Trouble(_("Chỉ nhận tệp XLSX, XLS, ODS, CSV."))
    digest = hashlib.sha256(args.file.read_bytes()).hexdigest()
    about = {"unit_id": unit.pk, "kind": Kind.PEOPLE, "name": args.file.name, "digest": digest, "sheet": args.sheet}
    batch = operations.ask(actor=_actor(), at=clock.now(), **about)
    batch = intake.read(_actor(), batch, args.file, kind)
    defaults = {"unit": unit.code} | dict(one.partition("=")[::2] for one in args.set)
    if "unit" in batch.columns.values():
        defaults.pop("unit")
    operations.match(actor=_actor(), at=clock.now(), batch_id=batch.pk, columns=batch.columns, defaults=defaults)
    _work(batch)
    return batch


def _work(batch) -> None:
    while operations.advance(actor=_actor(), at=clock.now(), batch_id=batch.pk).goes_on:
        pass
    batch.refresh_from_db()


def told(batch):
    """Every problem with its cell."""
    letters = {name: batch.headings[int(place)][0] for place, name in batch.columns.items()}
    labels = {one.name: str(one.label) for one in checks.FIELDS[batch.kind]}
    return [
        {
            "cell": f"{letters.get(one['field'], '')}{line.number}",
            "field": one["field"],
            "label": labels.get(one["field"], ""),
            "is_warning": one["is_warning"],
            "text": checks.text(one),
            "remedy": checks.remedy(one),
        }
        for line in queries.lines(batch).exclude(problems=[])
        for one in line.problems
    ]


def _tell(result) -> None:
    wrong = [one for one in result["problems"] if not one["is_warning"]]
    for one in wrong[:SHOWN]:
        print(f"{one['cell']:>8}  {one['label']}: {one['text']} {one['remedy']}".rstrip())
    if len(wrong) > SHOWN:
        print(_("… và %(n)s chỗ khác (--json để xem hết)") % {"n": len(wrong) - SHOWN})
    words = {value: str(label).lower() for value, label in Standing.choices}
    counts = ", ".join(f"{count} {words[state]}" for state, count in sorted(result["counts"].items()))
    ends = {"dry-run": _("Chạy thử, không ghi gì"), "refused": _("Chưa ghi gì")}
    print(f"{ends.get(result['state'], _('Xong'))}: {counts}.")
