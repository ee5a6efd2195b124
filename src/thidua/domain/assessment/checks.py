"""What is missing before an act."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.assessment.queries import without_grade
from thidua.kernel import clock
from thidua.kernel.issues import Issue

FIRST_YEAR = 2004


def before_open(year: int, at: dt.datetime) -> list[Issue]:
    """A year that has begun, not before the first emulation law."""
    if FIRST_YEAR <= year <= clock.day(at).year:
        return []
    return [Issue(_("Năm đánh giá không hợp lệ."), _("Chọn năm đã qua hoặc năm nay."), field="year")]


def before_record(result: Result) -> list[Issue]:
    """Codes that exist; a note that fits; discipline is of people."""
    issues = []
    if result.grade and result.grade not in Grade.values:
        issues.append(Issue(_("Mức xếp loại không có trong danh mục."), _("Chọn một trong bốn mức."), field="grade"))
    if result.discipline not in Discipline.values:
        issues.append(Issue(_("Mức kỷ luật không có trong danh mục."), _("Chọn lại."), field="discipline"))
    elif result.person_id is None and result.discipline != Discipline.NONE:
        issues.append(Issue(_("Kỷ luật chỉ ghi cho cá nhân."), _("Để “Không” ở dòng tập thể."), field="discipline"))
    if len(result.note) > 300:
        issues.append(Issue(_("Ghi chú dài quá 300 ký tự."), _("Rút gọn ghi chú."), field="note"))
    return issues


def before_close(sheet: Sheet) -> list[Issue]:
    """Everybody still in the unit at the year's end has a grade, and so has the collective."""
    is_collective_missing, people = without_grade(sheet)
    issues = []
    if is_collective_missing:
        issues.append(Issue(_("Tập thể chưa có xếp loại."), _("Xếp loại tập thể"), field="u"))
    issues += [
        Issue(_("%(name)s chưa có xếp loại.") % {"name": person}, _("Xếp loại"), field=str(person.pk))
        for person in people
    ]
    return issues
