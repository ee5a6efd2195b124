"""What bringing a published record in would do to the book."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.models import Unit
from thidua.domain.register.checks.published import Published, Statement
from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry, Record
from thidua.domain.register.queries import newest_records
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue


@dataclass(frozen=True)
class Plan:
    """The agency's unit and its province (None: to be entered), what is new, what is there, what the file dropped.

    `gone` are entries of the book that the file no longer has: they stay, and no summary counts them. `back` are
    entries that an earlier file had dropped and this one has again.
    """

    record: Published
    agency: Unit | None
    province: Unit | None
    new: tuple[Statement, ...]
    kept: int
    gone: tuple[Entry, ...]
    back: tuple[Entry, ...]
    newest: Record | None

    @property
    def founds(self) -> tuple[str, ...]:
        """The names of the units that would be entered, the province first."""
        if self.agency is not None:
            return ()
        names = () if self.province is not None else (self.record.province,)
        return (*names, self.record.agency) if self.record.agency != self.record.province else names

    @property
    def is_changed(self) -> bool:
        """Whether the file says something else than at the last time."""
        return self.newest is None or self.newest.digest != self.record.digest

    @property
    def doubts(self) -> tuple[Statement, ...]:
        """The statements whose source leaves something open."""
        return tuple(one for one in self.record.statements if one.doubt)


def plan(record: Published) -> Plan:
    """Compare the record with the book; changes nothing. Raises Unready when the agency cannot be told for certain."""
    newest = newest_records([record.id]).get(record.id)
    agency = _agency(record, newest)
    held = {row.source_key: row for row in Entry.objects.filter(source=record.id, kind=Kind.PUBLISHED)}
    wanted = {one.key for one in record.statements}
    before = set(newest.keys) if newest else set()
    return Plan(
        record=record,
        agency=agency,
        province=None if agency else _province(record),
        new=tuple(one for one in record.statements if one.key not in held),
        kept=len(wanted & held.keys()),
        gone=tuple(row for key, row in held.items() if key not in wanted),
        back=tuple(row for key, row in held.items() if key in wanted and key not in before),
        newest=newest,
    )


def _agency(record: Published, newest: Record | None) -> Unit | None:
    units = list(Unit.objects.filter(name=record.agency, is_sample=False).select_related("parent"))
    if newest is not None:
        if newest.unit_id in {unit.pk for unit in units}:
            return next(unit for unit in units if unit.pk == newest.unit_id)
        text = _("agency: mã “%(id)s” đã dùng cho %(unit)s.") % {"id": record.id, "unit": newest.unit.name}
        raise Unready([Issue(text, _("Đặt “id” khác cho bản số liệu của đơn vị khác."), field="agency")])
    if len(units) > 1:
        units = [unit for unit in units if unit.parent and unit.parent.name == record.province]
        if len(units) != 1:
            text = _("agency: sổ có nhiều đơn vị cùng tên %(name)s.") % {"name": record.agency}
            remedy = _("Ghi “province” đúng tên đơn vị cấp trên, hoặc nhờ người vận hành xem lại cây đơn vị.")
            raise Unready([Issue(text, remedy, field="agency")])
    return units[0] if units else None


def _province(record: Published) -> Unit | None:
    return Unit.objects.filter(name=record.province, kind=UnitKind.PROVINCE, is_sample=False).order_by("pk").first()
