"""Bring in the state's own list of places: provinces and communes of today, and what they were before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access, places
from thidua.domain.organisations.enums import Kind, Level, Relation
from thidua.domain.organisations.models import Succession, Unit
from thidua.domain.organisations.operations.change import Change
from thidua.domain.organisations.places import OLD_FROM_ON, REARRANGED_ON
from thidua.domain.organisations.places.names import key, searched
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow

LEVELS = {Kind.PROVINCE: Level.BO_TINH, Kind.DISTRICT: Level.CO_SO, Kind.COMMUNE: Level.CO_SO}
Link = tuple[Unit, Unit, Relation, str]


@dataclass
class Loaded:
    """What was entered: units of today, of before, arrangements; and the names of those that the agency had already."""

    today: int = 0
    before: int = 0
    successions: int = 0
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """A unit that the list holds, to be entered below `parent` unless it is there."""

    code: str
    official_code: str
    name: str
    kind: Kind
    parent: Unit | None
    from_on: dt.date
    until_on: dt.date | None = None


@operation
def load(*, actor: Actor, at: dt.datetime, province: str = "", with_history: bool = False) -> Loaded:
    """Enter the provinces of today with their communes; with their history also what stood before 1 July 2025.

    `province`: the code of one of the 34, else all. What the agency has entered under that name stays as it is and
    takes its place in the history. A second time changes nothing. Raises Unready for a code that the list lacks.
    """
    allow(access.may(actor, "load", None))
    Change.lock()
    known = places.provinces()
    if province and province not in known:
        text = _("Không có tỉnh, thành phố mã “%(code)s”.") % {"code": province}
        raise Unready([Issue(text, _("Xem mã trong danh mục từ 01/7/2025."), field="province")])
    chosen = [one for one in known.values() if province in ("", one.code)]
    loaded = Loaded()
    tops = _enter([_province(one) for one in chosen], loaded)
    codes = {one.code for one in chosen}
    communes = [one for one in places.communes().values() if one.province in codes]
    today = tops | _enter([_commune(one, tops[f"DVHC-{one.province}"]) for one in communes], loaded)
    if with_history:
        _history(codes, today, loaded)
    first = next(iter(tops.values()))
    details = {"today": loaded.today, "before": loaded.before, "successions": loaded.successions, "kept": loaded.kept}
    record(actor=actor, at=at, event="organisations.places.loaded", thing=first, details=details)
    return loaded


def _province(one: places.Province) -> Wanted:
    before = [old for old in places.former_provinces().values() if old.became == one.code]
    since = OLD_FROM_ON if len(before) == 1 else REARRANGED_ON
    return Wanted(f"DVHC-{one.code}", one.code, one.name, Kind.PROVINCE, None, since)


def _commune(one: places.Commune, parent: Unit) -> Wanted:
    return Wanted(f"DVHC-{one.code}", one.code, one.name, Kind.COMMUNE, parent, REARRANGED_ON)


def _history(chosen: set[str], today: dict[str, Unit], loaded: Loaded) -> None:
    """What stood before: provinces that went into others, and of Tây Ninh and Long An the districts and communes."""
    former = [one for one in places.former_provinces().values() if one.became in chosen]
    merged = [one for one in former if sum(one.became == other.became for other in former) > 1]
    ended = (OLD_FROM_ON, REARRANGED_ON)
    tops = _enter([Wanted(f"CU-{one.code}", one.code, one.name, Kind.PROVINCE, None, *ended) for one in merged], loaded)
    links: list[Link] = [
        (tops[f"CU-{one.code}"], today[f"DVHC-{one.became}"], Relation.WHOLE, places.PROVINCES_ANEW) for one in merged
    ]
    communes = [one for one in places.former_communes().values() if f"CU-{one.province}" in tops]
    named = {one.district_code: one for one in communes}
    districts = _enter(
        [
            Wanted(f"CU-H{code}", code, one.district, Kind.DISTRICT, tops[f"CU-{one.province}"], *ended)
            for code, one in named.items()
        ],
        loaded,
    )
    below = _enter(
        [
            Wanted(f"CU-X{one.code}", one.code, one.name, Kind.COMMUNE, districts[f"CU-H{one.district_code}"], *ended)
            for one in communes
        ],
        loaded,
    )
    parts: dict[tuple[str, str], Link] = {}
    for one in communes:
        for code, relation in one.heirs:
            heir = today[f"DVHC-{code}"]
            links.append((below[f"CU-X{one.code}"], heir, relation, places.TAY_NINH_ANEW))
            district = districts[f"CU-H{one.district_code}"]
            parts[one.district_code, code] = (district, heir, Relation.PART, places.TIERS_ANEW)
    loaded.successions = _link([*links, *parts.values()])


def _enter(wanted: Sequence[Wanted], loaded: Loaded) -> dict[str, Unit]:
    """The units by the list's codes: those that are there, under its code or under their name, and the rest entered."""
    ours = {unit.code: unit for unit in Unit.objects.filter(code__in=[one.code for one in wanted])}
    entered = _by_name(wanted)
    fresh: list[Unit] = []
    found: dict[str, Unit] = {}
    for one in wanted:
        beside = entered.get(_place(one.parent, one.kind, one.name, one.until_on))
        if one.code in ours:
            found[one.code] = ours[one.code]
        elif beside is not None:
            found[one.code] = beside
            loaded.kept.append(beside.name)
        else:
            unit = Unit(
                code=one.code, official_code=one.official_code, name=one.name, folded=searched(one.name), kind=one.kind,
                level=LEVELS[one.kind], parent=one.parent, from_on=one.from_on, until_on=one.until_on,
            )  # fmt: skip
            found[one.code] = unit
            fresh.append(unit)
    _save(fresh)
    loaded.before += sum(unit.until_on is not None for unit in fresh)
    loaded.today += sum(unit.until_on is None for unit in fresh)
    return found


Place = tuple[int | None, str, str, dt.date | None]


def _place(parent: Unit | None, kind: str, name: str, until_on: dt.date | None) -> Place:
    return (int(parent.path.split("/")[1]) if parent else None, kind, key(name), until_on)


def _by_name(wanted: Sequence[Wanted]) -> dict[Place, Unit]:
    """The units that the agency entered itself, by the topmost unit above them, kind, name and end."""
    if not wanted or wanted[0].until_on is not None and wanted[0].parent is not None:
        return {}  # former units below a province repeat names from district to district
    rows = Unit.objects.filter(kind=wanted[0].kind, is_sample=False).exclude(code__startswith="DVHC-")
    return {_place(unit.parent, unit.kind, unit.name, unit.until_on): unit for unit in rows.select_related("parent")}


def _save(fresh: list[Unit]) -> None:
    """Write the units in bulk, then their paths, one statement for each unit above."""
    Unit.objects.bulk_create(fresh, batch_size=1000)
    by_parent: dict[int | None, Unit | None] = {unit.parent_id: unit.parent for unit in fresh}
    for parent in by_parent.values():
        path = Concat(Value(parent.path if parent else "/"), Cast("pk", CharField()), Value("/"))
        Unit.objects.filter(parent=parent, path="").update(path=path)
    for unit in fresh:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"


def _link(links: Iterable[Link]) -> int:
    """Write the arrangements that are not there; how many."""
    there = set(Succession.objects.filter(on=REARRANGED_ON).values_list("before_id", "after_id"))
    fresh = [
        Succession(before=before, after=after, on=REARRANGED_ON, relation=relation, basis=basis)
        for before, after, relation, basis in links
        if (before.pk, after.pk) not in there and before.pk != after.pk
    ]
    Succession.objects.bulk_create(fresh, batch_size=1000)
    return len(fresh)
