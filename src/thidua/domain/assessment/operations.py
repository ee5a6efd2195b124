"""The acts on a year's assessment."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.assessment import access, checks, notices, queries
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.assessment.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.domain.people.operations import touch
from thidua.domain.people.queries import members
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

AT_ONCE = 2_000


@dataclass(frozen=True)
class Line:
    """What was typed for one person, or for the collective (no person), over the version that was shown."""

    person_id: int | None
    version: int | None
    grade: str
    discipline: str
    note: str = ""


@operation
def open_sheet(*, actor: Actor, at: dt.datetime, unit_id: int, year: int) -> Sheet:
    """Begin to enter the unit's year. Raises AlreadyDone when it was begun before."""
    unit = access.unit(actor, unit_id)
    allow(access.may(actor, "open", unit))
    if issues := checks.before_open(year, at):
        raise Unready(issues)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # two clerks at once: the second finds the sheet
    if queries.sheet(unit, year):
        raise AlreadyDone(_("Bảng đánh giá năm này đã được mở trước đó."))
    sheet = Sheet.objects.create(unit=unit, year=year)
    record(actor=actor, at=at, event="assessment.sheet.opened", thing=sheet, details={"unit": unit.code, "year": year})
    return sheet


@operation
def record_result(
    *,
    actor: Actor,
    at: dt.datetime,
    sheet_id: int,
    person_id: int | None,
    version: int | None,
    grade: str,
    discipline: str,
    note: str = "",
) -> Result:
    """Write the year of one person, or of the collective (no person).

    `version` is that of the result, 0 when there is none yet. Raises Stale when somebody else wrote it meanwhile.
    """
    line = Line(person_id, version, grade, discipline, note)
    return _write(actor, at, sheet_id, [line])[0]


@operation
def record_results(*, actor: Actor, at: dt.datetime, sheet_id: int, lines: Iterable[Line]) -> list[Result]:
    """Write several rows at once: all of them or none. Refused as `record_result` is."""
    return _write(actor, at, sheet_id, list(lines))


def _write(actor: Actor, at: dt.datetime, sheet_id: int, lines: list[Line]) -> list[Result]:
    sheet = access.get(actor, sheet_id, lock=True)
    allow(access.may(actor, "record", sheet))
    FLOW.move(sheet, "record")
    if not lines:
        raise Unready([Issue(_("Chưa có thay đổi nào để lưu."), _("Sửa ít nhất một dòng rồi lưu."))])
    people = {one.person.pk: one.person.code for one in queries.rated(sheet.unit, sheet.year)}
    stored = queries.results(sheet)
    written = []
    for line in lines:
        if line.person_id is not None and line.person_id not in people:
            raise NotFound(_("Người này không thuộc danh sách đánh giá của đơn vị trong năm."))
        result = stored.get(line.person_id) or Result(sheet=sheet, person_id=line.person_id)
        before = [result.grade, result.discipline, result.note]
        fresh(result, line.version)
        result.grade, result.discipline, result.note = line.grade, line.discipline, tidy(line.note)
        if issues := checks.before_record(result):
            raise Unready(issues)
        result.save()
        details = {
            "person": people.get(line.person_id or 0, ""),
            "unit": sheet.unit.code,
            "year": sheet.year,
            "before": before,
            "after": [result.grade, result.discipline, result.note],
        }
        record(actor=actor, at=at, event="assessment.result.recorded", thing=result, details=details)
        written.append(result)
    of_people = [result.person_id for result in written if result.person_id is not None]
    touch(at=at, persons=of_people, units=[sheet.unit_id] if len(of_people) < len(written) else ())
    return written


@operation
def close_sheet(*, actor: Actor, at: dt.datetime, sheet_id: int, version: int | None = None) -> Sheet:
    """Say that all of the unit's year is entered: from now on, what is absent was not there.

    Raises Unready with everybody who has no grade yet.
    """
    sheet = access.get(actor, sheet_id, lock=True)
    allow(access.may(actor, "close", sheet))
    FLOW.move(sheet, "close")
    fresh(sheet, version)
    if issues := checks.before_close(sheet):
        raise Unready(issues)
    sheet.closed_at = at
    sheet.save()
    _touch_all(sheet, at)
    record(actor=actor, at=at, event="assessment.sheet.closed", thing=sheet)
    notices.closed(actor=actor, at=at, sheet=sheet)
    return sheet


@operation
def reopen_sheet(*, actor: Actor, at: dt.datetime, sheet_id: int, version: int | None = None, reason: str) -> Sheet:
    """Let the unit's clerk mend a closed year, with the reason. Raises Unready without one."""
    sheet = access.get(actor, sheet_id, lock=True)
    allow(access.may(actor, "reopen", sheet))
    FLOW.move(sheet, "reopen")
    fresh(sheet, version)
    reason = tidy(reason)[:500]
    if not reason:
        raise Unready([Issue(_("Chưa ghi lý do mở lại."), _("Ghi lý do để đơn vị biết cần sửa gì."), field="reason")])
    sheet.closed_at = None
    sheet.save()
    _touch_all(sheet, at)
    record(actor=actor, at=at, event="assessment.sheet.reopened", thing=sheet, details={"reason": reason})
    notices.reopened(actor=actor, at=at, sheet=sheet, reason=reason)
    return sheet


@dataclass(frozen=True)
class Given:
    """The year of one person, or of the unit as a collective (no person), as a list tells it."""

    unit_id: int
    year: int
    person_id: int | None
    grade: str
    discipline: str
    note: str = ""


@dataclass(frozen=True)
class Recorded:
    """What recording a list made: the ids of the results, and of the sheets that it opened."""

    results: list[int]
    sheets: list[int]


@operation
def record_many(*, actor: Actor, at: dt.datetime, unit: Unit, rows: Sequence[Given], source: str) -> Recorded:
    """Record results of the unit and of those below it, in the sheets of their units and years, opened where absent.

    One audit line. Raises NotNow when one of the sheets is closed, Unready for a value that is none, IntegrityError for
    a result that is there already; then nothing is recorded.
    """
    allow(access.may(actor, "open", unit))
    wanted = {(one.unit_id, one.year) for one in rows}
    found = Sheet.objects.select_for_update(of=("self",)).filter(year__in={year for _unit, year in wanted})
    sheets = {(sheet.unit_id, sheet.year): sheet for sheet in found.order_by("pk")}
    absent = [Sheet(unit_id=unit_id, year=year) for unit_id, year in sorted(wanted - set(sheets))]
    opened = Sheet.objects.bulk_create(absent, batch_size=AT_ONCE)
    sheets |= {(sheet.unit_id, sheet.year): sheet for sheet in opened}
    for place in sorted(wanted):
        FLOW.move(sheets[place], "record")
    results = [
        Result(
            sheet=sheets[one.unit_id, one.year],
            person_id=one.person_id,
            grade=one.grade,
            discipline=one.discipline,
            note=tidy(one.note),
            version=1,
        )
        for one in rows
    ]
    if issues := [issue for result in results for issue in checks.before_record(result)]:
        raise Unready(issues[:20])
    made = Result.objects.bulk_create(results, batch_size=AT_ONCE)
    _touch_rows(rows, at)
    details = {"unit": unit.code, "count": len(made), "sheets": len(opened), "source": source}
    record(actor=actor, at=at, event="assessment.results.recorded", thing=unit, details=details)
    return Recorded([one.pk for one in made], [one.pk for one in opened])


@operation
def take_back_many(
    *, actor: Actor, at: dt.datetime, unit: Unit, results: Sequence[int], sheets: Sequence[int], source: str
) -> int:
    """Take away results that a list recorded by mistake, and the sheets opened for them that are empty then; how many.

    One audit line. Raises NotNow when one of the sheets was closed meanwhile.
    """
    allow(access.may(actor, "open", unit))
    for start in range(0, len(results), AT_ONCE):
        rows = Result.objects.filter(pk__in=results[start : start + AT_ONCE])
        for sheet in Sheet.objects.filter(pk__in=rows.order_by().values("sheet")).order_by("pk"):
            FLOW.move(sheet, "record")
        told = rows.order_by("pk").values_list("sheet__unit_id", "sheet__year", "person_id")
        _touch_rows([Given(*row, grade="", discipline="") for row in told], at)
        rows.delete()
    Sheet.objects.filter(pk__in=list(sheets), results__isnull=True).delete()
    details = {"unit": unit.code, "count": len(results), "source": source}
    record(actor=actor, at=at, event="assessment.results.taken-back", thing=unit, details=details)
    return len(results)


def _touch_rows(rows: Iterable[Given], at: dt.datetime) -> None:
    told = list(rows)
    touch(
        at=at,
        persons=[one.person_id for one in told if one.person_id is not None],
        units=[one.unit_id for one in told if one.person_id is None],
    )


def _touch_all(sheet: Sheet, at: dt.datetime) -> None:
    """Of everybody whom the sheet speaks of, also by silence: who stood in the unit, and who has a row in it."""
    rows = sheet.results.filter(person__isnull=False).values_list("person", flat=True)
    touch(at=at, persons={*members(sheet.unit, sheet.year).values_list("pk", flat=True), *rows})
