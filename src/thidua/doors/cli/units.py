"""`thidua units`: the state's list of places, and what a former commune became."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.domain.organisations import operations, places
from thidua.domain.organisations.places import FormerCommune
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.text import fold

COLUMNS = {
    "province": ("province", "tinh", "old_province", "tinh cu"),
    "district": ("district", "huyen", "old_district", "huyen cu"),
    "ward": ("ward", "xa", "old_ward", "xa cu", "commune"),
    "code": ("code", "ma", "old_code", "ma cu"),
}
TOLD = ("old_code", "old_name", "old_district", "old_province", "new_code", "new_name", "relation", "note")


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("units", help=_("đơn vị")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("load", help=_("nhập danh mục tỉnh, xã từ 01/7/2025"))
    parser.add_argument("--province", default="", metavar="CODE", help=_("chỉ một tỉnh, ví dụ 80; mặc định cả nước"))
    parser.add_argument("--with-history", action="store_true", help=_("cả các đơn vị trước 01/7/2025"))
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ cho xem sẽ nhập gì, không ghi gì"))
    parser.set_defaults(handler=load)
    parser = parts.add_parser("convert", help=_("xã, phường cũ thành đơn vị nào (Tây Ninh và Long An cũ)"))
    parser.add_argument("--province-old", default="", metavar="NAME", help=_("tỉnh cũ"))
    parser.add_argument("--district", default="", metavar="NAME", help=_("huyện cũ"))
    parser.add_argument("--ward", default="", metavar="NAME", help=_("xã, phường, thị trấn cũ"))
    parser.add_argument("--code", default="", help=_("mã cũ"))
    parser.add_argument("--file", type=Path, metavar="CSV", help=_("tệp CSV có cột tinh, huyen, xa hoặc ma"))
    parser.set_defaults(handler=convert)


def load(args) -> int:
    """Enter the list; with --dry-run all of it is undone."""
    with transaction.atomic():
        loaded = operations.load(
            actor=Actor.system("thidua units load"),
            at=clock.now(),
            province=args.province,
            with_history=args.with_history,
        )
        transaction.set_rollback(args.dry_run)
    words = _("Sẽ nhập (chưa ghi gì):") if args.dry_run else _("Đã nhập:")
    counts = _("%(today)s đơn vị hiện nay, %(before)s đơn vị cũ, %(successions)s dòng sắp xếp.")
    print(words, counts % vars(loaded))
    if loaded.kept:
        print(_("Giữ nguyên %(n)s đơn vị đã có: %(names)s.") % {"n": len(loaded.kept), "names": ", ".join(loaded.kept)})
    return 0


def convert(args) -> int:
    """Print what one former commune, or each of a file, became, as CSV. 1 when one was not found or is not clear."""
    asked = {"province": args.province_old, "district": args.district, "ward": args.ward, "code": args.code}
    if args.file is None and not (args.ward or args.code):
        raise Trouble(_("Ghi --ward, --code hoặc --file."))
    writer = csv.DictWriter(sys.stdout, TOLD, lineterminator="\n")
    writer.writeheader()
    is_clear = True
    for row in rows_of(args.file) if args.file else [asked]:
        found = places.convert(**row)
        is_clear = is_clear and len(found) == 1
        writer.writerows(told(row, found))
    return 0 if is_clear else 1


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """What each row of the file asks."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Trouble(_("Không đọc được tệp %(file)s. Tệp phải là CSV, bảng mã UTF-8.") % {"file": path}) from None
    reader = csv.DictReader(lines)
    heads = {fold(name).strip(): name for name in reader.fieldnames or ()}
    used = {part: next((heads[one] for one in known if one in heads), None) for part, known in COLUMNS.items()}
    if used["ward"] is None and used["code"] is None:
        raise Trouble(_("Tệp phải có cột xa hoặc ma ở dòng đầu."))
    for row in reader:
        yield {part: (row[name] or "").strip() if name else "" for part, name in used.items()}


def told(asked: dict[str, str], found: list[FormerCommune]) -> Iterator[dict[str, str]]:
    """The lines for one question: each former commune that it may mean with each commune of today that has some of it."""
    if not found:
        note = _("không có trong dữ liệu: chỉ có Tây Ninh và Long An cũ")
        yield dict.fromkeys(TOLD, "") | {
            "old_code": asked["code"],
            "old_name": asked["ward"],
            "old_district": asked["district"],
            "old_province": asked["province"],
            "note": note,
        }
    for one in found:
        for code, relation in one.heirs:
            yield {
                "old_code": one.code,
                "old_name": one.name,
                "old_district": one.district,
                "old_province": places.former_provinces()[one.province].name,
                "new_code": code,
                "new_name": places.communes()[code].name,
                "relation": str(relation.label),
                "note": _("chưa rõ là đơn vị nào: ghi thêm huyện, tỉnh") if len(found) > 1 else "",
            }
