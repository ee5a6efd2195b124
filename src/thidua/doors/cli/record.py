"""`thidua register import` and `thidua report summary`: published records in, totals out."""

import io
import json
import math
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.register import checks
from thidua.domain.register.checks.published import FIRST_YEAR, shown
from thidua.domain.register.enums import Stage, SubjectKind
from thidua.domain.register.operations import import_published
from thidua.domain.reports import queries as reports
from thidua.domain.statistics import queries as statistics
from thidua.domain.statistics.queries import Summary
from thidua.doors import layouts
from thidua.doors.cli import Trouble, figures, log
from thidua.doors.reporting import document
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Refused, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.text import fold, tidy

MOST_BYTES = 2_000_000
DEEPEST = 12
LONGEST = 2_000
SHOWN_FAULTS = 20
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def add(subparsers):
    """The commands' parsers."""
    parts = subparsers.add_parser("register", help=_("sổ vàng")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("import", help=_("nhập một bản số liệu công bố (JSON)"))
    parser.add_argument("file", metavar="FILE", help=_("tệp JSON, định dạng ở docs/formats/published-record.md"))
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ cho xem sẽ nhập gì, không ghi gì"))
    parser.set_defaults(handler=import_)
    log.add(parts)
    parts = subparsers.add_parser("report", help=_("báo cáo")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("summary", help=_("tổng hợp kết quả khen thưởng của một đơn vị"))
    parser.add_argument("--agency", required=True, metavar="NAME", help=_("tên hoặc mã đơn vị"))
    parser.add_argument("--from", dest="first", required=True, metavar="Y", help=_("từ năm"))
    parser.add_argument("--to", dest="last", required=True, metavar="Y", help=_("đến hết năm"))
    parser.add_argument("--json", action="store_true", help=_("in ra JSON"))
    parser.add_argument("--docx", metavar="FILE", help=_("ghi báo cáo tổng kết ra tệp Word"))
    parser.add_argument("--pdf", metavar="FILE", help=_("ghi báo cáo tổng kết ra tệp PDF"))
    parser.set_defaults(handler=summary)
    figures.add(parts)


# -- register import ---------------------------------------------------------------------------------------------------


def import_(args) -> int:
    """Bring a file in, or say what is wrong with it and write nothing."""
    at = clock.now()
    try:
        value = read_file(Path(args.file))
        if args.dry_run:
            plan = checks.plan(checks.read(value, clock.day(at)))
        else:
            actor = Actor.system("thidua register import")
            plan = import_published(actor=actor, at=at, record=value).plan
    except Refused as error:
        print(_("thidua: chưa nhập được %(file)s; chưa ghi gì.") % {"file": shown(args.file)}, file=sys.stderr)
        issues = error.issues if isinstance(error, Unready) else [Issue(error.text)]
        for issue in issues[:SHOWN_FAULTS]:
            print(f"  - {issue.text} {issue.remedy}".rstrip(), file=sys.stderr)
        if len(issues) > SHOWN_FAULTS:
            print(_("  … và %(n)s lỗi nữa.") % {"n": len(issues) - SHOWN_FAULTS}, file=sys.stderr)
        return 1
    print("\n".join(told(plan, is_dry=args.dry_run)))
    return 0


def read_file(path: Path) -> Any:
    """The value of a JSON file of at most 2 MB in UTF-8. Raises Unready, naming the place of each fault."""
    if not path.is_file():
        raise Unready([Issue(_("Không có tệp này, hoặc đó không phải là tệp thường."), _("Xem lại đường dẫn."))])
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        text = _("Không đọc được tệp: %(error)s.") % {"error": error.strerror}
        raise Unready([Issue(text, _("Xem lại quyền đọc tệp."))]) from None
    if len(data) > MOST_BYTES:
        text = _("Tệp lớn hơn %(most)s MB.") % {"most": MOST_BYTES // 1_000_000}
        raise Unready([Issue(text, _("Bản số liệu chỉ có số và chữ; chia thành nhiều tệp, mỗi tệp một “id”."))])
    remedy = _("Lưu lại tệp với bảng mã UTF-8, không có BOM.")
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Unready([Issue(_("Đầu tệp có dấu BOM (dấu thứ tự byte)."), remedy)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _("Byte thứ %(n)s không phải UTF-8.") % {"n": error.start + 1}
        raise Unready([Issue(where, remedy)]) from None
    try:
        value = json.loads(text, object_pairs_hook=Doubled.make)
    except json.JSONDecodeError as error:
        where = _("Dòng %(line)s, cột %(column)s: không đúng cú pháp JSON.")
        values = {"line": error.lineno, "column": error.colno}
        raise Unready(
            [Issue(where % values, _("Mở tệp, sửa chỗ đó (thường là thiếu hay thừa dấu phẩy, dấu nháy)."))]
        ) from None
    except RecursionError:
        raise Unready([too_deep("")]) from None
    except ValueError:
        raise Unready([Issue(_("Tệp có một con số quá dài."), _("Sửa lại con số đó."))]) from None
    if issues := faults(value):
        raise Unready(issues)
    return value


class Doubled(dict):
    """A JSON object that says one key twice; which of the two is meant cannot be told."""

    keys_said_twice: list[str]

    @classmethod
    def make(cls, pairs):
        """The object of the pairs, marked where a key is said twice."""
        thing = dict(pairs)
        if len(thing) == len(pairs):
            return thing
        thing = cls(pairs)
        names = [name for name, _value in pairs]
        thing.keys_said_twice = (
            sorted({name for name in names if names.count(name) > 1}) if len(names) < 1000 else names[:1]
        )
        return thing


def too_deep(place: str) -> Issue:
    """The fault of a file with boxes in boxes in boxes."""
    text = _("%(place)s: lồng quá %(deepest)s tầng.") % {"place": place or _("cả tệp"), "deepest": DEEPEST}
    return Issue(text, _("Bản số liệu chỉ cần bốn tầng."))


def faults(value: Any) -> list[Issue]:
    """What no part of a record may have, each with its place: keys said twice, NaN, text too long or with hidden characters."""
    found: list[Issue] = []
    waiting = [("", value, 1)]
    while waiting and len(found) <= SHOWN_FAULTS:
        place, one, depth = waiting.pop()
        if depth > DEEPEST:
            found.append(too_deep(place[:80]))
        elif isinstance(one, dict):
            for name in getattr(one, "keys_said_twice", ()):
                text = _("%(place)s: khóa %(name)s ghi hai lần.")
                values = {"place": place or _("cả tệp"), "name": shown(name)}
                found.append(Issue(text % values, _("Giữ lại một lần.")))
            for name, part in reversed(one.items()):
                key = name if len(name) <= 40 and name.isidentifier() else shown(name)
                waiting.append((f"{place}.{key}" if place else key, part, depth + 1))
        elif isinstance(one, list):
            waiting += [(f"{place}[{index}]", part, depth + 1) for index, part in reversed(list(enumerate(one)))]
        elif isinstance(one, float) and not math.isfinite(one):
            found.append(
                Issue(_("%(place)s: NaN, Infinity không phải là số.") % {"place": place}, _("Ghi một con số."))
            )
        elif isinstance(one, str) and len(one) > LONGEST:
            text = _("%(place)s: chuỗi dài %(long)s ký tự, nhiều nhất là %(longest)s.")
            where: dict[str, Any] = {"place": place, "long": len(one), "longest": LONGEST}
            found.append(Issue(text % where, _("Rút gọn chuỗi này.")))
        elif isinstance(one, str) and HIDDEN.search(one):
            text = _("%(place)s: có ký tự điều khiển hoặc ký tự ẩn: %(value)s.")
            found.append(Issue(text % {"place": place, "value": shown(one)}, _("Gõ lại chuỗi này, không xuống dòng.")))
    return found


def told(plan: checks.Plan, *, is_dry: bool) -> list[str]:
    """What was or would be entered, as lines to print."""
    record = plan.record
    first, last = record.from_year, record.until_year
    lines = [_("Bản số liệu %(id)s, %(first)s–%(last)s") % {"id": record.id, "first": first, "last": last}]
    if record.published_on:
        lines[0] += _(", công bố ngày %(day)s") % {"day": date_format(record.published_on)}
    lines.append(_("Đơn vị: %(agency)s (%(province)s)") % {"agency": record.agency, "province": record.province})
    if plan.founds:
        text = _("Sẽ nhập đơn vị mới: %(names)s") if is_dry else _("Đã nhập đơn vị mới: %(names)s")
        lines.append(text % {"names": "; ".join(plan.founds)})
    text = _("Thử, không ghi gì. Sẽ nhập %(n)s số liệu") if is_dry else _("Đã nhập %(n)s số liệu")
    lines.append((text % {"n": len(plan.new)}) + (":" if plan.new else "."))
    for one in plan.new:
        when = ", ".join(map(str, one.years)) or f"{one.span_from}–{one.span_until}"
        kind = SubjectKind(one.subject_kind).label
        lines.append(f"  {one.count:>5}  {kind}: {one.award_as_written} [{one.award}; {when}]")
        if one.doubt:
            lines.append(_("         điểm chưa rõ: %(doubt)s") % {"doubt": one.doubt})
    lines.append(_("Đã có sẵn trong sổ, không nhập lại: %(n)s") % {"n": plan.kept})
    lines.append(
        _("Theo tệp này: %(collective)s lượt tập thể, %(individual)s lượt cá nhân; %(doubts)s điểm chưa rõ.")
        % {
            "collective": record.total(SubjectKind.COLLECTIVE),
            "individual": record.total(SubjectKind.INDIVIDUAL),
            "doubts": len(plan.doubts),
        }
    )
    for other in (SubjectKind.HOUSEHOLD, SubjectKind.MIXED, SubjectKind.UNSTATED):
        if n := record.total(other):
            lines.append(_("%(kind)s: %(n)s lượt.") % {"kind": other.label, "n": n})
    if record.undecided:
        text = _("Chưa phải quyết định (đề nghị, biểu quyết, lấy ý kiến…), không cộng vào số nào: %(n)s lượt.")
        lines.append(text % {"n": record.undecided})
    for text, rows in (
        (
            _("Tệp không còn %(n)s số liệu có trong sổ. Sổ giữ nguyên chúng nhưng không tính vào tổng hợp nữa:"),
            plan.gone,
        ),
        (_("Tệp có lại %(n)s số liệu đã bỏ ở lần trước; chúng được tính lại:"), plan.back),
    ):
        if rows:
            lines.append(text % {"n": len(rows)})
            lines += [f"  {row.count:>5}  {row.award_as_written} [{row.award}]" for row in rows]
    if record.not_entered:
        parts = ", ".join(_("%(key)s (%(n)s mục)") % {"key": key, "n": n} for key, n in record.not_entered.items())
        lines.append(_("Chưa nhập, vì sổ chưa có chỗ cho chúng: %(parts)s") % {"parts": parts})
    return lines


# -- report summary ----------------------------------------------------------------------------------------------------


def summary(args) -> int:
    """Print the totals of an agency."""
    first, last = year(args.first, "--from"), year(args.last, "--to")
    if first > last:
        raise Trouble(_("--from %(first)s đứng sau --to %(last)s. Hãy đổi lại.") % {"first": first, "last": last})
    unit = agency(args.agency)
    for kind, name in (("docx", args.docx), ("pdf", args.pdf)):
        if name:
            keep(unit, first, last, kind, Path(name))
    if args.docx or args.pdf:
        return 0
    result = statistics.summary(unit, first, last)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(result)))
    return 0


def keep(unit: Unit, first: int, last: int, kind: str, path: Path) -> None:
    """Write the drafted report into a file; nothing is kept in the database."""
    content = io.BytesIO()
    {"docx": layouts.docx, "pdf": layouts.pdf}[kind](document(reports.unsaved(unit, first, last)), content)
    try:
        path.write_bytes(content.getvalue())
    except OSError as error:
        text = _("không ghi được tệp %(file)s: %(error)s.")
        raise Trouble(text % {"file": shown(str(path)), "error": error.strerror}) from None
    print(_("Đã ghi %(file)s.") % {"file": path})


def year(text: str, name: str) -> int:
    """A year as it is written on the command line."""
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:9]) <= 2100:
        return int(text)
    values = {"name": name, "value": shown(text), "first": FIRST_YEAR}
    raise Trouble(_("%(name)s phải là một năm từ %(first)s đến 2100, đang là %(value)s.") % values)


def agency(name: str) -> Unit:
    """The unit of this name or code; of equal names the real one. Raises Trouble with the names that come near."""
    wanted = tidy(name)
    units = list(Unit.objects.filter(name=wanted).order_by("pk")) or list(Unit.objects.filter(code=wanted))
    real = [unit for unit in units if not unit.is_sample] or units
    if len(real) == 1:
        return real[0]
    if real:
        codes = ", ".join(unit.code for unit in real)
        raise Trouble(_("Có nhiều đơn vị tên này. Hãy dùng mã: %(codes)s.") % {"codes": codes})
    names = {fold(one): one for one in Unit.objects.order_by("pk").values_list("name", flat=True)}
    parts = [one for one in names if fold(wanted) and fold(wanted) in one]
    near = [names[one] for one in [*parts, *get_close_matches(fold(wanted), names, 5, 0.5)]]
    near = list(dict.fromkeys(near))[:5]
    text = _("Không có đơn vị tên %(name)s.") % {"name": shown(name)}
    if near:
        text += " " + _("Gần giống: %(names)s.") % {"names": "; ".join(near)}
    raise Trouble(text)


def table(result: Summary) -> list[str]:
    """The totals as lines to print."""
    lines = [
        _("%(agency)s: kết quả khen thưởng %(first)s–%(last)s")
        % {"agency": result.agency.name, "first": result.from_year, "last": result.until_year}
    ]
    for kind, total in result.totals.items():
        lines += ["", f"{SubjectKind(kind).label}: {total}"]
        if uncounted := result.uncounted[kind]:
            lines[-1] += _(" (và %(n)s lượt chưa tính được, xem cuối bảng)") % {"n": uncounted}
        for row in result.rows_of(kind):
            lines.append(
                f"  {row.count:>5}  {row.award_name} ({row.mode_name}){': ' + row.years_text if row.years else ''}"
            )
            lines += [f"         {one.count:>4}  {one.name}" for one in row.granted_by]
            lines += [_("         điểm chưa rõ: %(doubt)s") % {"doubt": doubt} for doubt in row.doubts]
    for stage, rows in result.stages.items():
        text = _("%(stage)s (chưa tính vào các số trên)") % {"stage": Stage(stage).label}
        lines += ["", f"{text}: {sum(row.count for row in rows)}"]
        for row in rows:
            who = SubjectKind(row.subject_kind).label
            lines.append(f"  {row.count:>5}  {who}: {row.award_name} ({row.mode_name})")
            lines += [_("         điểm chưa rõ: %(doubt)s") % {"doubt": doubt} for doubt in row.doubts]
    if result.undated:
        lines += ["", _("Chưa tính vào các số trên:")]
        for left in result.undated:
            who = SubjectKind(left.subject_kind).label
            lines.append(f"  {left.count:>5}  {who}: {left.award_name} ({left.mode_name}). {left.reason}")
    return lines
