"""A file for each kind of list, with headings that are known and one line that shows what is meant."""

from django.utils.translation import gettext as _

from thidua.domain.imports import checks
from thidua.domain.imports.enums import Kind
from thidua.doors.sheets import Column, Sheet

EXAMPLES = {
    Kind.PEOPLE: {
        "code": "NV001",
        "full_name": "Nguyễn Thị Mẫu",
        "sex": "Nữ",
        "born_on": "05/03/1980",
        "title": "Chuyên viên",
        "unit": "Phòng Một",
        "from_on": "01/09/2005",
    },
    Kind.RESULTS: {
        "code": "NV001",
        "full_name": "Nguyễn Thị Mẫu",
        "born_on": "05/03/1980",
        "unit": "Phòng Một",
        "year": "2025",
        "grade": "Hoàn thành tốt nhiệm vụ",
        "discipline": "Không",
        "note": "",
    },
    Kind.AWARDS: {
        "full_name": "Nguyễn Thị Mẫu",
        "code": "NV001",
        "unit": "Phòng Một",
        "subject": "Cá nhân",
        "award": "Lao động tiên tiến",
        "years": "2024",
        "decision": "12/QĐ-SM ngày 05/01/2025",
        "granted_by": "Giám đốc Sở Mẫu",
    },
    Kind.INITIATIVES: {
        "full_name": "Nguyễn Thị Mẫu",
        "code": "NV001",
        "unit": "Phòng Một",
        "title": "Tra cứu hồ sơ nhanh",
        "kind": "Sáng kiến",
        "reach": "Cấp cơ sở",
        "year": "2024",
        "recognised_by": "12/QĐ-SM ngày 05/01/2025",
    },
    Kind.UNITS: {
        "code": "PM-1",
        "name": "Phòng Một",
        "parent": "Sở Mẫu",
        "kind": "Phòng, bộ phận",
        "from_on": "01/01/2020",
    },
}
HEADINGS = {"born_on": "Ngày sinh", "years": "Năm thành tích", "decision": "Số, ngày quyết định", "year": "Năm"}
HEADINGS |= {"full_name": "Họ và tên", "recognised_by": "Quyết định công nhận", "parent": "Đơn vị cấp trên"}


def sheet(kind: str) -> Sheet:
    """The table of the sample file; what lists are headed with stays Vietnamese."""
    example = EXAMPLES[Kind(kind)]
    labels = {one.name: one.label for one in checks.FIELDS[kind]}
    columns = [Column(name, HEADINGS.get(name, str(labels[name])), 24) for name in example]
    return Sheet(_("Danh sách"), columns, [list(example.values())])
