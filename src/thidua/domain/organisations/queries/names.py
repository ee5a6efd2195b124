"""What a unit was called on a day, and which unit a written name means."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from thidua.domain.organisations.models import FormerName, Unit
from thidua.domain.organisations.places.names import bare, key, searched
from thidua.kernel.periods import in_force

MOST_FOUND = 50


@dataclass
class Names:
    """The names of units through time. A day before a unit's first known name gives that name."""

    today: dict[int, str]
    former: dict[int, list[FormerName]] = field(default_factory=lambda: defaultdict(list))

    def on(self, unit_id: int, day: dt.date | None) -> str:
        """What the unit was called on the day; without a day its name of today, or its last one."""
        if day is not None:
            for one in self.former.get(unit_id, ()):
                if day < one.until_on:
                    return one.name
        return self.today[unit_id]


def names(units: Iterable[Unit]) -> Names:
    """The names of the units through time, to be asked for many days. One query."""
    found = Names({unit.pk: unit.name for unit in units})
    for one in FormerName.objects.filter(unit__in=list(found.today)).order_by("unit", "from_on"):
        found.former[one.unit_id].append(one)
    return found


def name_on(unit: Unit, day: dt.date | None) -> str:
    """What the unit was called on the day. One query."""
    return names([unit]).on(unit.pk, day)


def names_on(units: Iterable[Unit], day: dt.date) -> dict[int, str]:
    """Unit → what it was called on the day. Nobody is left out. One query."""
    found = names(units)
    return {id: found.on(id, day) for id in found.today}


@dataclass(frozen=True)
class Found:
    """A unit that a written name may mean: the name of it that fits, and how well (0: exactly, 3: it is contained)."""

    unit: Unit
    name: str
    rank: int
    is_former: bool


def find_by_name(
    text: str, on: dt.date | None = None, under: Unit | None = None, among: QuerySet[Unit] | None = None
) -> list[Found]:
    """The units whose name, or a former one, is or contains the text; exact ones first, names of today before former.

    Where the tone stands, capitals, and “TP.” for “Thành phố” make no difference (rank 0); marks and đ may be left out
    (1), so may the word for the kind (2); 3: the text is a part of the name. `on`: only what bore the name on that day;
    `under`, `among`: only units below it, or of that selection. At most 50. Two queries.
    """
    wanted = searched(text)
    if not wanted:
        return []
    where = Q(folded__contains=wanted) | Q(folded=searched_key(text))
    rows = Unit.objects.filter(where).select_related("parent")
    former = FormerName.objects.filter(where).select_related("unit__parent")
    if under is not None:
        rows, former = rows.filter(path__startswith=under.path), former.filter(unit__path__startswith=under.path)
    if among is not None:
        rows, former = rows.filter(pk__in=among.values("pk")), former.filter(unit__in=among.values("pk"))
    if on is not None:
        renamed_later = FormerName.objects.filter(until_on__gt=on).values("unit")
        rows, former = rows.filter(in_force(on)).exclude(pk__in=renamed_later), former.filter(in_force(on))
    found = [Found(unit, unit.name, rank(text, unit.name), False) for unit in rows.order_by("path")]
    found += [Found(one.unit, one.name, rank(text, one.name), True) for one in former.order_by("unit__path", "pk")]
    found.sort(key=lambda one: (one.rank, one.is_former, one.unit.until_on is not None))
    return found[:MOST_FOUND]


def searched_key(text: str) -> str:
    """The text with its shortened word for the kind written out, folded: “TP. Tây Ninh” is searched as “thanh pho tay ninh”."""
    return searched(key(text))


def rank(text: str, name: str) -> int:
    """How well the text fits a name that it is or contains."""
    if key(text) == key(name):
        return 0
    if searched_key(text) == searched(name):
        return 1
    return 2 if searched(text) == searched(bare(name)) else 3
