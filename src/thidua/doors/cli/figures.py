"""`thidua report form`: one of the yearly forms 0601 to 0605 as text, JSON or a spreadsheet."""

import datetime as dt
import json
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.statistics.queries import forms
from thidua.domain.statistics.queries.scope import Scope, scope
from thidua.doors import sheets
from thidua.doors.cli import Trouble
from thidua.kernel import clock


def add(parts):
    """The parser of the command."""
    parser = parts.add_parser("form", help=_("biểu thống kê 0601 đến 0605 của một năm"))
    parser.add_argument("form", choices=list(forms.forms()), metavar="FORM", help=", ".join(forms.forms()))
    parser.add_argument("--year", required=True, type=int, choices=range(1945, 2101), metavar="Y", help=_("năm"))
    parser.add_argument("--unit", metavar="CODE", help=_("mã đơn vị; không ghi thì lấy đơn vị trên cùng"))
    parser.add_argument("--until", metavar="DAY", type=dt.date.fromisoformat, help=_("số liệu đến ngày (2026-12-15)"))
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true", help=_("in ra JSON"))
    kind.add_argument("--xlsx", metavar="FILE", help=_("ghi ra tệp Excel"))
    parser.set_defaults(handler=form)


def form(args) -> int:
    """Fill the form and print it, or write it to a file."""
    place = unit(args.unit)
    try:
        span = forms.Span.of(args.year, args.until)
    except ValueError:
        raise Trouble(_("--until phải là một ngày trong năm %(year)s.") % {"year": args.year}) from None
    filled = forms.filled(args.form, place.unit, span, place.roots)
    if args.json:
        head = {"unit": place.unit.name, "unit_code": place.unit.code, "year": span.year}
        days = {"from": span.begins.isoformat(), "until": span.until.isoformat()}
        print(json.dumps(forms.to_json(filled) | head | days, ensure_ascii=False, indent=1))
    elif args.xlsx:
        try:
            with Path(args.xlsx).open("wb") as file:
                sheets.write("xlsx", file, spreadsheet(filled), clock.now())
        except OSError as error:
            text = _("Không ghi được tệp %(file)s: %(error)s.")
            raise Trouble(text % {"file": args.xlsx, "error": error.strerror}) from None
        print(_("Đã ghi %(file)s.") % {"file": args.xlsx})
    else:
        print("\n".join(told(filled, place.unit, span)))
    return 0


def unit(code: str | None) -> Scope:
    """The unit of the code; without one the only unit that stands above all others, real before sample."""
    if code:
        found = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
        if found is None:
            raise Trouble(_("Không có đơn vị mã %(code)s.") % {"code": code})
    else:
        tops = list(Unit.objects.filter(parent=None).order_by("is_sample", "pk"))
        real = [one for one in tops if not one.is_sample] or tops
        if len(real) != 1:
            codes = ", ".join(one.code for one in real[:10]) or _("chưa có đơn vị nào")
            raise Trouble(_("Hãy chọn đơn vị bằng --unit. Các đơn vị trên cùng: %(codes)s.") % {"codes": codes})
        found = real[0].pk
    place = scope(found)
    assert place is not None
    return place


def spreadsheet(filled: forms.Filled) -> sheets.Sheet:
    """The filled form for Excel."""
    headings, rows = forms.table(filled)
    columns = [sheets.Column(f"c{n}", text, 16 if n else 60) for n, text in enumerate(headings)]
    return sheets.Sheet(filled.form.title, columns, rows)


def told(filled: forms.Filled, unit: Unit, span: forms.Span) -> list[str]:
    """The filled form as lines to print: every row with its numbers, then sums and doubts."""
    form = filled.form
    days = {"unit": unit.name, "first": date_format(span.begins), "last": date_format(span.until)}
    lines = [f"{form.name}: {form.title}", _("%(unit)s, từ %(first)s đến %(last)s") % days, ""]
    heads = [f"{one.code} {one.head + ': ' if one.head else ''}{one.label}" for one in form.columns]
    lines += [_("Cột: %(columns)s") % {"columns": "; ".join(heads)}, ""]
    for row in filled.rows:
        if not row.cells:
            lines.append(f"     {row.line.label}")
            continue
        numbers = "".join(f"{one.value:>7}" for one in row.cells)
        lines.append(f"{row.line.code:>4} {row.line.label[:60]:<60} {numbers}")
    lines.append("")
    for check in filled.checks:
        verdict = _("khớp") if not check.gap else _("lệch %(n)s") % {"n": check.gap}
        why = f" ({'; '.join(check.why)})" if check.gap and check.why else ""
        lines.append(f"{check.label}: {check.total} / {check.parts}, {verdict}{why}")
    lines += [_("Điểm cần xem: %(n)s – %(text)s") % {"n": one.count, "text": one.text} for one in filled.doubts]
    return lines
