"""The acts on units."""

import datetime as dt
from collections.abc import Sequence

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.models import Unit
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow
from thidua.kernel.text import fold, tidy


@operation
def found(
    *,
    actor: Actor,
    at: dt.datetime,
    code: str,
    name: str,
    kind: Kind,
    level: Level,
    parent: Unit | None,
    from_on: dt.date,
    until_on: dt.date | None = None,
    official_code: str = "",
    is_sample: bool = False,
) -> Unit:
    """Enter a unit with its place in the tree."""
    allow(access.may(actor, "found", parent))
    unit = Unit.objects.create(
        code=code,
        official_code=official_code,
        name=tidy(name),
        folded=fold(tidy(name)),
        kind=kind,
        level=level,
        parent=parent,
        from_on=from_on,
        until_on=until_on,
        is_sample=is_sample,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record(actor=actor, at=at, event="organisations.unit.founded", thing=unit, details={"name": unit.name})
    return unit


@operation
def take_back_many(*, actor: Actor, at: dt.datetime, root: Unit, ids: Sequence[int], source: str) -> int:
    """Take away units that a list entered by mistake and nothing rests on, those below first; how many.

    Raises ProtectedError when something rests on one of them.
    """
    allow(access.may(actor, "found", root))
    for unit in Unit.objects.filter(pk__in=list(ids)).order_by("-path"):
        unit.delete()
    details = {"unit": root.code, "count": len(ids), "source": source}
    record(actor=actor, at=at, event="organisations.units.taken-back", thing=root, details=details)
    return len(ids)
