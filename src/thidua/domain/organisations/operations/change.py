"""What an arrangement of units writes, step by step, so that a mistake of the same day can be taken back."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from thidua.domain.organisations import checks
from thidua.domain.organisations.enums import Kind, Level, Relation
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.domain.organisations.places.names import searched
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.text import tidy

LONGEST_PATH = Unit._meta.get_field("path").max_length


@dataclass(frozen=True)
class New:
    """A unit that an arrangement founds. Without a parent it stands beside the unit that it comes from."""

    code: str
    name: str
    kind: Kind | str
    level: Level | str = Level.NONE
    parent: Unit | None = None
    official_code: str = ""


@dataclass
class Change:
    """The rows that an arrangement touched, as its audit line keeps them."""

    ended: list[int] = field(default_factory=list)
    moved: list[tuple[int, int | None]] = field(default_factory=list)
    founded: list[int] = field(default_factory=list)
    successions: list[int] = field(default_factory=list)
    former: int | None = None

    @staticmethod
    def lock() -> None:
        """One change of the tree at a time: two at once could make a circle."""
        list(Unit.objects.filter(parent__isnull=True).select_for_update().order_by("pk").values_list("pk"))

    def found(
        self,
        new: New,
        *,
        parent: Unit | None,
        from_on: dt.date,
        until_on: dt.date | None = None,
        is_sample: bool = False,
    ) -> Unit:
        """Enter a unit with its place in the tree. Raises Unready when its code, name or period does not fit."""
        name, code = tidy(new.name), tidy(new.code)
        if parent is not None:
            parent = Unit.objects.get(pk=parent.pk)  # as it is now: it may have ended since it was fetched
        if issues := checks.before_found(code=code, name=name, parent=parent, from_on=from_on, until_on=until_on):
            raise Unready(issues)
        unit = Unit.objects.create(
            code=code,
            official_code=tidy(new.official_code),
            name=name,
            folded=searched(name),
            kind=new.kind,
            level=new.level,
            parent=parent,
            from_on=from_on,
            until_on=until_on,
            is_sample=is_sample or (parent is not None and parent.is_sample),
        )
        unit.path = self._fitting(f"{parent.path if parent else '/'}{unit.pk}/")
        unit.save(update_fields=["path"])
        self.founded.append(unit.pk)
        return unit

    def end(self, unit: Unit, on: dt.date) -> None:
        """The unit exists until the day before."""
        unit.until_on = on
        unit.save(update_fields=["until_on"])
        self.ended.append(unit.pk)

    def place(self, unit: Unit, parent: Unit | None) -> None:
        """Put the unit, with all below it, under another parent."""
        self.moved.append((unit.pk, unit.parent_id))
        old, new = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
        below = Unit.objects.filter(path__startswith=old)
        deepest = max(map(len, below.values_list("path", flat=True)))
        self._fitting(new + "x" * (deepest - len(old)))
        below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        unit.parent, unit.path = parent, new
        unit.save(update_fields=["parent", "path"])

    def succeed(self, before: Unit, after: Unit, on: dt.date, relation: Relation, basis: str) -> None:
        """On the day `after` took the place of `before`, or of a part of it."""
        row = Succession.objects.create(before=before, after=after, on=on, relation=relation, basis=tidy(basis))
        self.successions.append(row.pk)

    def rename(self, unit: Unit, name: str, on: dt.date, basis: str) -> None:
        """The unit bears the name from the day on; the one it had becomes a former one."""
        last = unit.former_names.order_by("-until_on").values_list("until_on", flat=True).first()
        row = FormerName.objects.create(
            unit=unit,
            name=unit.name,
            folded=searched(unit.name),
            from_on=last or unit.from_on,
            until_on=on,
            basis=tidy(basis),
        )
        unit.name, unit.folded = name, searched(name)
        unit.save(update_fields=["name", "folded"])
        self.former = row.pk

    @staticmethod
    def _fitting(path: str) -> str:
        if LONGEST_PATH is not None and len(path) > LONGEST_PATH:
            raise Unready([Issue(_("Cây đơn vị quá sâu."), _("Đặt đơn vị ở cấp cao hơn."), field="parent")])
        return path

    def told(self, **details: Any) -> dict[str, Any]:
        """The details of the audit line."""
        return details | {"undo": vars(self)}
