"""Enter units, rename them, mend their codes."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access, checks
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations.change import Change, New
from thidua.kernel.actor import Actor
from thidua.kernel.clock import day
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def found(
    *,
    actor: Actor,
    at: dt.datetime,
    code: str,
    name: str,
    kind: Kind | str,
    level: Level | str,
    parent: Unit | None,
    from_on: dt.date,
    until_on: dt.date | None = None,
    official_code: str = "",
    is_sample: bool = False,
) -> Unit:
    """Enter a unit with its place in the tree. Below a sample it is a sample.

    Raises Unready when its code or name is taken or its period does not fit that of the unit above.
    """
    allow(access.may(actor, "found", parent))
    Change.lock()
    new = New(code, name, kind, level, official_code=official_code)
    unit = Change().found(new, parent=parent, from_on=from_on, until_on=until_on, is_sample=is_sample)
    record(actor=actor, at=at, event="organisations.unit.founded", thing=unit, details={"name": unit.name})
    return unit


@operation
def rename(*, actor: Actor, at: dt.datetime, unit_id: int, name: str, on: dt.date, basis: str = "") -> Unit:
    """Give a unit another name from a day on; what it had is its former name until then.

    Raises Unready when the unit was not there, the name of today is younger than the day, or the day is to come.
    """
    unit = access.get(actor, unit_id, lock=True)
    allow(access.may(actor, "rename", unit))
    name, old = tidy(name), unit.name
    if issues := checks.before_rename(unit, name, on, day(at)):
        raise Unready(issues)
    change = Change()
    change.rename(unit, name, on, basis)
    details = change.told(old=old, new=name, on=on, reason=tidy(basis))
    record(actor=actor, at=at, event="organisations.unit.renamed", thing=unit, details=details)
    return unit


@operation
def edit(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    code: str,
    official_code: str,
    kind: Kind | str,
    level: Level | str,
) -> Unit:
    """Mend a unit's codes, kind and level. Raises Unready when another unit has the code."""
    unit = access.get(actor, unit_id, lock=True)
    allow(access.may(actor, "edit", unit))
    code = tidy(code)
    if issues := checks.before_edit(unit, code):
        raise Unready(issues)
    old = {"code": unit.code, "official_code": unit.official_code, "kind": unit.kind, "level": unit.level}
    unit.code, unit.official_code, unit.kind, unit.level = code, tidy(official_code), kind, level
    unit.save(update_fields=list(old))
    new = {name: getattr(unit, name) for name in old}
    record(actor=actor, at=at, event="organisations.unit.edited", thing=unit, details={"old": old, "new": new})
    return unit
