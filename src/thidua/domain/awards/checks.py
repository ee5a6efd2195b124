"""What is wrong with a setting or a confirmation before it is written down."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from thidua.domain.awards import queries
from thidua.kernel.issues import Issue

SHORTEST_TEXT = 10


def before_set(name: str, value: str, basis: str) -> list[Issue]:
    """The setting is one that the law leaves open, its value makes sense, its document is named."""
    issues = []
    kind, allowed = queries.shape(name)
    if not kind:
        return [
            Issue(
                _("Luật không giao cho cơ quan quy định việc này."),
                _("Chọn một quy định trong danh sách."),
                field="name",
            )
        ]
    if not _is_value(kind, allowed, value):
        issues.append(Issue(_wanted(kind, allowed), _("Ghi lại giá trị."), field="value"))
    if len(basis) < SHORTEST_TEXT:
        issues.append(
            Issue(
                _("Chưa ghi văn bản quy định."),
                _("Ghi số, ký hiệu, ngày và tên văn bản của cơ quan, ít nhất 10 ký tự."),
                field="basis",
            )
        )
    return issues


def before_confirm(rule_id: str, confirmed_by: str, confirmed_on: dt.date, text: str, today: dt.date) -> list[Issue]:
    """A confirmation names a rule that is open, a person, a day that has come, and the text it rests on."""
    issues = []
    if not queries.is_open(rule_id, today):
        issues.append(
            Issue(
                _("Quy tắc này không cần xác nhận hôm nay."),
                _("Chọn quy tắc trong danh sách chưa kiểm chứng."),
                field="rule_id",
            )
        )
    if not confirmed_by:
        issues.append(Issue(_("Chưa ghi người xác nhận."), _("Ghi họ tên và chức vụ."), field="confirmed_by"))
    if confirmed_on > today:
        issues.append(Issue(_("Ngày xác nhận ở tương lai."), _("Ghi ngày đã xác nhận."), field="confirmed_on"))
    if len(text) < SHORTEST_TEXT:
        issues.append(
            Issue(
                _("Chưa ghi căn cứ."),
                _("Ghi văn bản, điều khoản hoặc ý kiến chỉ đạo cho phép tiếp tục áp dụng, ít nhất 10 ký tự."),
                field="text",
            )
        )
    return issues


def tidy_value(name: str, value: str) -> str:
    """The value as it is kept: a decimal point where somebody wrote the Vietnamese comma."""
    kind, _allowed = queries.shape(name)
    return value.replace(",", ".") if kind == "percent" else value


def _is_value(kind: str, allowed: tuple[str, ...], value: str) -> bool:
    if kind == "choice":
        return value in allowed
    if kind == "yes_no":
        return value in ("yes", "no")
    if kind == "percent":
        if re.fullmatch(r"[1-9][0-9]{0,2}/[1-9][0-9]{0,2}", value):
            return Fraction(value) <= 1
        try:
            return 0 <= Decimal(value) <= 100
        except InvalidOperation:
            return False
    return value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 100 and len(value) <= 4


def _wanted(kind: str, allowed: tuple[str, ...]) -> str:
    if kind == "choice":
        return _("Giá trị phải là một trong: %(allowed)s.") % {"allowed": ", ".join(allowed)}
    if kind == "yes_no":
        return _("Giá trị phải là có hoặc không.")
    if kind == "percent":
        return _("Giá trị phải là một tỷ lệ từ 0 đến 100, hoặc một phân số như 2/3.")
    return _("Giá trị phải là một số nguyên từ 1 đến 100.")
