"""What is missing before an act."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.initiatives.models import Initiative
from thidua.kernel import clock
from thidua.kernel.issues import Issue

FIRST_YEAR = 2004


def before_recognise(initiative: Initiative, at: dt.datetime) -> list[Issue]:
    """An initiative counts with its title, its reach and the decision that recognised it."""
    issues = []
    if not initiative.title:
        issues.append(Issue(_("Chưa có tên sáng kiến."), _("Ghi tên như trong quyết định công nhận."), field="title"))
    elif len(initiative.title) > 300:
        issues.append(Issue(_("Tên sáng kiến dài quá 300 ký tự."), _("Rút gọn tên."), field="title"))
    if initiative.kind not in Kind.values:
        issues.append(Issue(_("Loại không có trong danh mục."), _("Chọn lại loại."), field="kind"))
    if initiative.reach not in Reach.values:
        issues.append(Issue(_("Chưa chọn phạm vi ảnh hưởng."), _("Chọn phạm vi đã công nhận."), field="reach"))
    if not initiative.recognised_by:
        text = _("Chưa có quyết định công nhận.")
        issues.append(Issue(text, _("Ghi số, ngày và cơ quan ra quyết định."), field="recognised_by"))
    elif len(initiative.recognised_by) > 200:
        issues.append(Issue(_("Quyết định công nhận dài quá 200 ký tự."), _("Rút gọn."), field="recognised_by"))
    if not FIRST_YEAR <= initiative.year <= clock.day(at).year:
        issues.append(Issue(_("Năm công nhận không hợp lệ."), _("Chọn năm đã qua hoặc năm nay."), field="year"))
    return issues
