"""`thidua law review`: everybody of a unit asked of the law. The other `thidua law …` need no Django (`thidua.law.command`)."""

import datetime as dt
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.reviews import facts, operations, queries
from thidua.domain.reviews.enums import ANSWERS, Answer, State, Subject
from thidua.domain.reviews.models import Review
from thidua.doors import sheets
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor

MOMENT = 0.2
TOLD = (Answer.MET, Answer.NEAR, Answer.RECORD)
REACHED = (Answer.MET, Answer.NEAR)


def add(subparsers):
    """The command's parser."""
    parts = subparsers.add_parser("law", help=_("hỏi pháp luật")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("review", help=_("rà soát mọi người, mọi tập thể của một đơn vị theo luật"))
    parser.add_argument("--year", required=True, type=int, metavar="Y", help=_("năm thành tích"))
    parser.add_argument("--unit", metavar="CODE", help=_("mã đơn vị; không ghi thì đơn vị cao nhất"))
    parser.add_argument("--on", metavar="DATE", help=_("ngày nhận hồ sơ, như 2026-01-31; không ghi thì hôm nay"))
    parser.add_argument("--award", metavar="ID", help=_("chỉ ghi ra tệp danh hiệu, hình thức này, mọi kết luận"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("ghi danh sách ra tệp .xlsx, .csv hoặc .parquet"))
    parser.set_defaults(handler=review)


def review(args) -> int:
    """Review everybody, print how many have which answer, write the names to the file."""
    unit, on, kind = unit_of(args.unit), day(args.on), kind_of(args.out)
    if args.award and args.award not in awards.names():
        raise Trouble(_("Không có danh hiệu, hình thức mã %(id)s; xem: thidua law awards.") % {"id": args.award})
    actor = Actor.system("thidua law review")
    made = operations.ask(actor=actor, at=clock.now(), unit_id=unit.pk, year=args.year, on=on)
    made = carried_out(actor, made)
    print("\n".join(lines(made)))
    if kind:
        count = written(args.out, kind, made, args.award)
        print(_("Đã ghi %(n)s dòng vào %(file)s.") % {"n": count, "file": args.out})
    return 0


def unit_of(code: str | None) -> Unit:
    """The unit of the code; without one the only unit above which there is none. Raises Trouble."""
    if code:
        found = Unit.objects.filter(code=code).first()
        if found is None:
            raise Trouble(_("Không có đơn vị mã %(code)s.") % {"code": code})
        return found
    tops = list(Unit.objects.filter(parent__isnull=True).order_by("is_sample", "code"))
    tops = [unit for unit in tops if not unit.is_sample] or tops
    if len(tops) != 1:
        codes = ", ".join(unit.code for unit in tops) or "–"
        raise Trouble(_("Hãy ghi --unit MÃ; các đơn vị cao nhất: %(codes)s.") % {"codes": codes})
    return tops[0]


def day(text: str | None) -> dt.date:
    """The day that was written, or today. Raises Trouble."""
    if text is None:
        return clock.day(clock.now())
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Trouble(_("--on %(text)s không phải là ngày: viết như 2026-01-31.") % {"text": text}) from None


def kind_of(path: Path | None) -> str:
    """The kind of file that the name asks for; "" without a file. Raises Trouble before any work is done."""
    if path is None:
        return ""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in sheets.kinds():
        known = ", ".join(f".{one}" for one in sheets.kinds())
        raise Trouble(_("Không ghi được tệp %(file)s: đuôi tệp phải là %(known)s.") % {"file": path, "known": known})
    if not path.resolve().parent.is_dir():
        raise Trouble(_("Không có thư mục %(folder)s.") % {"folder": path.resolve().parent})
    return kind


def carried_out(actor: Actor, made: Review) -> Review:
    """Work on the review until it is done, alone or beside the installation's own worker. Raises Trouble."""
    while made.state in (State.WAITING, State.RUNNING):
        try:
            step = operations.advance(actor=actor, at=clock.now(), review_id=made.pk)
        except ValueError as error:
            operations.fail(actor=actor, at=clock.now(), review_id=made.pk, text=str(error))
            raise Trouble(str(error)) from None
        if step.total:
            text = _("rà soát: %(done)s/%(total)s") % {"done": step.done, "total": step.total}
        else:
            text = _("rà soát: đang chuẩn bị dữ liệu")
        print(f"thidua: {text}", file=sys.stderr)
        if step.waits or not step.goes_on:
            time.sleep(0 if step.done == step.total else MOMENT)
        try:
            made.refresh_from_db()
        except Review.DoesNotExist:
            raise Trouble(_("Có người vừa rà soát lại cùng câu hỏi; lần này đã được thay.")) from None
    if made.state == State.FAILED:
        raise Trouble(made.error)
    return made


def lines(made: Review) -> list[str]:
    """How many have which answer, as lines to print."""
    text = _("%(unit)s: thành tích năm %(year)s, hồ sơ nhận ngày %(on)s; %(total)s cá nhân, tập thể")
    values = {"unit": made.unit.name, "year": made.year, "on": made.on.strftime("%d/%m/%Y"), "total": made.total}
    out = [text % values]
    for subject, counts in made.counts.items():
        heads = [str(Answer(one).label) for one in ANSWERS]
        out += ["", f"{Subject(subject).label}: {' | '.join(heads)}"]
        for award, row in counts.items():
            if award in awards.ladder(subject) or any(row[ANSWERS.index(one)] for one in REACHED):
                mark = _(" (theo quy định trước đó)") if award in made.unverified.get(subject, ()) else ""
                out.append(f"  {' | '.join(f'{count:>6}' for count in row)}  {awards.name(award)}{mark}")
    if any(made.unverified.values()):
        text = _(
            "Có quy định chưa được kiểm chứng cho ngày này: kết luận là “chưa kết luận được”; số liệu theo quy định trước đó."
        )
        out += ["", text]
    return out


def written(path: Path, kind: str, made: Review, award: str | None) -> int:
    """Write the names to the file, whole or not at all; how many rows. Raises Trouble."""
    columns = [sheets.Column(key, str(label), width) for key, label, width in facts.HEADINGS]
    sheet = sheets.Sheet(f"{made.unit.name} {made.year}", columns, rows(made, award))
    half = path.with_name(f".{path.name}.part")
    try:
        with half.open("wb") as file:
            count = sheets.write(kind, file, sheet, clock.now())
        half.replace(path)
    except OSError as error:
        raise Trouble(
            _("Không ghi được tệp %(file)s: %(error)s.") % {"file": path, "error": error.strerror or error}
        ) from None
    finally:
        half.unlink(missing_ok=True)
    return count


def rows(made: Review, award: str | None) -> Iterator[list[str]]:
    """Of each award of the ladders who fulfils it or lacks one thing, of the others who fulfils it or nearly does.

    Of one award that is asked for, everybody.
    """
    for subject, counts in made.counts.items():
        for one in counts:
            if award and one != award:
                continue
            told = () if award else TOLD if one in awards.ladder(subject) else REACHED
            selection = queries.selection(made, subject, one)
            chosen = selection.rows(told)
            is_verified = one not in made.unverified.get(subject, ())
            for row in facts.export(made, selection, chosen):
                yield facts.values(row, awards.name(one), is_verified=is_verified)
