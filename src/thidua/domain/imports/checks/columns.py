"""Which column of a list is which field: by what the agency called it before, else by known headings; what is not kept."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from thidua.domain.imports.checks import awards, initiatives, people, results, unit_lists
from thidua.domain.imports.checks.rows import Field
from thidua.domain.imports.enums import Kind
from thidua.domain.imports.queries import heading_key
from thidua.kernel.issues import Issue
from thidua.kernel.text import fold

FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.PEOPLE: people.FIELDS,
    Kind.RESULTS: results.FIELDS,
    Kind.AWARDS: awards.FIELDS,
    Kind.INITIATIVES: initiatives.FIELDS,
    Kind.UNITS: unit_lists.FIELDS,
}
PRIVATE = re.compile(
    r".*\b(cmnd|cmt|cmtnd|cccd|can cuoc|chung minh|ho chieu|so dinh danh|bhxh|bao hiem|ma so thue|dien thoai|di dong|sdt|dt|e-?mail|"
    r"(so )?tai khoan|dia chi|noi o|cho o|thuong tru|tam tru|que quan|nguyen quan|dan toc|ton giao|suc khoe|hon nhan|luong|he so)\b.*"
)
"""Data about people that no list needs here. A number of a citizen is a field of lists that name people."""


def plain(heading: str) -> str:
    """A heading without what makes no difference."""
    return re.sub(r"\s+", " ", re.sub(r"\([^)]*\)|[*:.]", " ", fold(heading))).strip()


def of_field(kind: str, heading: str) -> str:
    """The field that the heading is known for; "" for none."""
    whole, last = plain(heading), plain(heading.split("›")[-1])
    for text in dict.fromkeys((whole, last, plain(heading.split("›")[0]))):
        for field in FIELDS[kind]:
            if text and re.fullmatch(field.known, text):
                return field.name
    return ""


def is_refused(kind: str, heading: str) -> bool:
    """Whether a column of this heading is not kept at all: the data minimum."""
    return bool(PRIVATE.fullmatch(plain(heading))) and of_field(kind, heading) == ""


def guessed(kind: str, headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Place of a column, as text → field, each field once; what was remembered first."""
    found: dict[str, str] = {}
    for place, heading in enumerate(headings):
        field = remembered.get(heading_key(heading), "") if heading else ""
        if field and field not in found.values() and any(one.name == field for one in FIELDS[kind]):
            found[str(place)] = field
    for place, heading in enumerate(headings):
        if not heading or str(place) in found or heading_key(heading) in remembered:
            continue
        field = of_field(kind, heading)
        if field and field not in found.values():
            found[str(place)] = field
    return found


def before_match(kind: str, columns: Mapping[str, str], defaults: Mapping[str, str], width: int) -> list[Issue]:
    """Each field once, of a column that is there; what every line needs has a column or one text for all."""
    known = {one.name: one for one in FIELDS[kind]}
    issues = []
    if any(name not in known for name in [*columns.values(), *defaults]) or any(
        not 0 <= int(place) < width for place in columns
    ):
        issues.append(Issue(_("Có cột không thuộc danh sách này."), _("Tải lại trang rồi chọn lại.")))
    for name in sorted({name for name in columns.values() if list(columns.values()).count(name) > 1}):
        text = _("Hai cột cùng là “%(field)s”.") % {"field": known[name].label if name in known else name}
        issues.append(Issue(text, _("Chọn lại một trong hai."), field=name))
    for one in known.values():
        if one.is_needed and one.name not in columns.values() and not defaults.get(one.name):
            text = _("Chưa có cột nào là “%(field)s”.") % {"field": one.label}
            remedy = _("Chọn cột, hoặc ghi giá trị chung.") if one.is_general else _("Chọn cột.")
            issues.append(Issue(text, remedy, field=one.name))
    if kind != Kind.UNITS and not {"full_name", "code", "citizen_number"} & set(columns.values()):
        issues.append(
            Issue(_("Chưa có cột cho biết là ai."), _("Chọn cột họ và tên hoặc mã nhân sự."), field="full_name")
        )
    return issues
