"""Which unit a list means: by code, by name or former name, with the name of a unit above to tell namesakes apart."""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks.problems import Told
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.kernel.text import key

SPLIT = re.compile(r"\s*(?:[,;›/()]|\s-\s|\sthuộc\s)\s*")


@dataclass(frozen=True)
class Place:
    """What is known of a unit."""

    id: int
    code: str
    name: str
    path: str
    parent: int | None
    until_on: dt.date | None
    kind: str
    is_sample: bool


class Units:
    """All units, looked up by their names; only the unit of the batch, those below it and what went up in them are found."""

    def __init__(self, root: Unit) -> None:
        columns = ("pk", "code", "name", "path", "parent_id", "until_on", "kind", "is_sample")
        rows = Unit.objects.order_by("path").values_list(*columns)
        self.root = root
        self.known = {row[0]: Place(*row) for row in rows.iterator()}
        self.by_code = {one.code.casefold(): one for one in self.known.values()}
        self.names: dict[str, list[Place]] = defaultdict(list)
        for one in self.known.values():
            self.names[key(one.name)].append(one)
        self.former: dict[str, list[Place]] = defaultdict(list)
        for unit, name in FormerName.objects.order_by("pk").values_list("unit_id", "name"):
            self.former[key(name)].append(self.known[unit])
        self.after: dict[int, list[int]] = defaultdict(list)
        for before, after in Succession.objects.order_by("on", "pk").values_list("before_id", "after_id"):
            self.after[before].append(after)
        self.found: dict[tuple[str, str, bool], tuple[Place | None, Told | None]] = {}

    def is_inside(self, one: Place, seen: frozenset[int] = frozenset()) -> bool:
        """Whether the unit lies in the subtree of the batch, or a unit that took its place does."""
        if one.path.startswith(self.root.path):
            return True
        later = (self.known[id] for id in self.after.get(one.id, ()) if id not in seen)
        return any(self.is_inside(other, seen | {one.id}) for other in later)

    def find(self, text: str, above: str = "", *, is_today: bool = False) -> tuple[Place | None, Told | None]:
        """The unit meant, or what is to be asked. `is_today`: one that has ended does not do, its successors are named."""
        asked = (text, above, is_today)
        if asked not in self.found:
            self.found[asked] = self._find(text, above, is_today)
        return self.found[asked]

    def _find(self, text: str, above: str, is_today: bool) -> tuple[Place | None, Told | None]:
        named: dict[str, str | int] = {"text": text}
        exact = self.by_code.get(text.strip().casefold())
        found, was_former = ([exact], False) if exact else self._by_name(text, above)
        inside = [one for one in found if self.is_inside(one)]
        if not inside:
            says = N_("“%(text)s” nằm ngoài phạm vi của lô nhập này.") if found else N_("Không có đơn vị “%(text)s”.")
            remedy = N_("Sửa tên hoặc ghi mã đơn vị; đơn vị chưa có thì nhập đơn vị trước.")
            return None, Told("outside" if found else "no_unit", says, remedy, named)
        living = [one for one in inside if one.until_on is None]
        if is_today and not living:
            later = [self.known[id] for one in inside for id in self.after.get(one.id, ())]
            says = N_("“%(text)s” đã kết thúc hoạt động.")
            return None, Told("ended", says, N_("Chọn đơn vị hiện nay."), named, choices=self._choices(later))
        meant = living if is_today else inside
        if len(meant) > 1:
            says = N_("Có %(count)s đơn vị tên “%(text)s”.")
            named = {**named, "count": len(meant)}
            return None, Told(
                "namesakes",
                says,
                N_("Chọn một, hoặc ghi thêm tên đơn vị cấp trên."),
                named,
                choices=self._choices(meant),
            )
        if was_former:
            named = {**named, "name": meant[0].name}
            return meant[0], Told("former", N_("“%(text)s” là tên cũ của %(name)s."), "", named, is_warning=True)
        return meant[0], None

    def _by_name(self, text: str, above: str) -> tuple[list[Place], bool]:
        parts = [part for part in SPLIT.split(text) if part]
        for name, over in ((text, [above]), (parts[0] if parts else "", [*parts[1:], above])):
            wanted = key(name).removeprefix("ubnd ").removeprefix("uỷ ban nhân dân ")
            for table, is_former in ((self.names, False), (self.former, True)):
                found = table.get(key(name)) or table.get(wanted) or []
                if found:
                    return self._under(found, [one for one in over if one]), is_former
        return [], False

    def _under(self, found: list[Place], over: list[str]) -> list[Place]:
        """Those below a unit of each name; all of them where no name fits."""
        for name in over:
            near = [one for one in found if key(name) in self._names_above(one)]
            found = near or found
        return found

    def _names_above(self, one: Place) -> set[str]:
        chain = [self.known[int(id)] for id in one.path.strip("/").split("/") if int(id) in self.known]
        return {key(other.name) for other in chain if other.id != one.id} | {key(other.code) for other in chain}

    def label(self, one: Place) -> str:
        """The unit as a choice: its name and where it stands."""
        parent = self.known.get(one.parent or 0)
        return f"{one.name}, {parent.name}" if parent else one.name

    def _choices(self, places: list[Place]) -> tuple[tuple[str, str], ...]:
        return tuple((one.code, self.label(one)) for one in dict.fromkeys(places))
