"""The acts on units."""

import datetime as dt

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
