"""What heads an administrative paper (Nghị định 30/2020/NĐ-CP, phụ lục I): the agency, the place, the day."""

from thidua.domain.decisions.models import agency_name
from thidua.domain.organisations.enums import Kind
from thidua.domain.organisations.models import Unit

TYPES = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")


def head_of(unit, on):
    """The agency above, the agency, the place and the day; the place is the province's, for a commune its own."""
    root = unit
    if unit.kind not in (Kind.PROVINCE, Kind.COMMUNE):
        above = Unit.objects.filter(pk=int(unit.path.strip("/").split("/")[0])).first()
        root = above or unit
    name = root.name
    for type_name in TYPES:
        name = name.removeprefix(type_name)
    has_parent = unit.parent_id and unit.kind not in (Kind.PROVINCE, Kind.COMMUNE)
    return {
        "above": agency_name(unit.parent) if has_parent else "",
        "agency": agency_name(unit),
        "place": name,
        "on": on,
    }
