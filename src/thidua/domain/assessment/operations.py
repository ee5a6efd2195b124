"""The acts on a year's assessment."""

import datetime as dt
from collections.abc import Iterable
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


def _touch_all(sheet: Sheet, at: dt.datetime) -> None:
    """Of everybody whom the sheet speaks of, also by silence: who stood in the unit, and who has a row in it."""
    rows = sheet.results.filter(person__isnull=False).values_list("person", flat=True)
    touch(at=at, persons={*members(sheet.unit, sheet.year).values_list("pk", flat=True), *rows})
