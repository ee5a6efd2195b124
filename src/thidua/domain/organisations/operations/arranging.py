"""Arrangements: units go into one, are divided, end, or move to another place in the tree."""

import datetime as dt
from collections.abc import Sequence

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access, checks
from thidua.domain.organisations.enums import Relation
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations.change import Change, New
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def merge(
    *,
    actor: Actor,
    at: dt.datetime,
    source_ids: Sequence[int],
    into: int | New,
    on: dt.date,
    basis: str = "",
) -> Unit:
    """End the sources on the day; the unit `into`, one that exists or a new one, goes on with all of them.

    What stands below a source moves under the heir. Raises Unready when a period or the tree does not allow it.
    """
    Change.lock()
    sources = [access.get(actor, id, lock=True) for id in dict.fromkeys(source_ids)]
    heir = access.get(actor, into, lock=True) if isinstance(into, int) else None
    for one in [*sources, *([heir] if heir else [])]:
        allow(access.may(actor, "merge", one))
    if issues := checks.before_merge(sources, heir, on):
        raise Unready(issues)
    change = Change()
    below = [(one, child) for one in sources for child in checks.open_below(one, on)]
    for one in sources:
        change.end(one, on)
    if heir is None:
        assert isinstance(into, New)
        parent = into.parent or sources[0].parent
        allow(access.may(actor, "found", parent))
        heir = change.found(into, parent=parent, from_on=on, is_sample=sources[0].is_sample)
    for _source, child in below:
        child.refresh_from_db()
        change.place(child, heir)
    for one in sources:
        change.succeed(one, heir, on, Relation.WHOLE, basis)
        details = {"into": heir.name, "on": on, "reason": tidy(basis)}
        record(actor=actor, at=at, event="organisations.unit.merged-away", thing=one, details=details)
    details = change.told(sources=[one.name for one in sources], on=on, reason=tidy(basis))
    record(actor=actor, at=at, event="organisations.unit.merged", thing=heir, details=details)
    return heir


@operation
def split(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    parts: Sequence[int | New],
    on: dt.date,
    goes_on: bool,
    basis: str = "",
) -> list[Unit]:
    """Divide a unit on the day among others, new ones or such as exist; itself it goes on smaller, or ends.

    Returns those that have a part of it now. Raises Unready when it ends while units below it go on.
    """
    Change.lock()
    unit = access.get(actor, unit_id, lock=True)
    allow(access.may(actor, "split", unit))
    if issues := checks.before_split(unit, len(parts), on, goes_on=goes_on):
        raise Unready(issues)
    change, after = Change(), []
    if not goes_on:
        change.end(unit, on)
    for part in parts:
        if isinstance(part, New):
            parent = part.parent or unit.parent
            allow(access.may(actor, "found", parent))
            one = change.found(part, parent=parent, from_on=on, is_sample=unit.is_sample)
        else:
            one = access.get(actor, part, lock=True)
            allow(access.may(actor, "split", one))
            if issues := checks.before_take(unit, one, on):
                raise Unready(issues)
        change.succeed(unit, one, on, Relation.PART, basis)
        after.append(one)
    names = [one.name for one in after]
    for one in after:
        details = {"from": unit.name, "on": on, "reason": tidy(basis)}
        record(actor=actor, at=at, event="organisations.unit.split-off", thing=one, details=details)
    details = change.told(parts=names, on=on, goes_on=goes_on, reason=tidy(basis))
    record(actor=actor, at=at, event="organisations.unit.split", thing=unit, details=details)
    return after


@operation
def end(*, actor: Actor, at: dt.datetime, unit_id: int, on: dt.date, basis: str = "") -> Unit:
    """End a unit that nobody takes over. Raises Unready while units below it go on."""
    Change.lock()
    unit = access.get(actor, unit_id, lock=True)
    allow(access.may(actor, "end", unit))
    if issues := checks.before_end(unit, on):
        raise Unready(issues)
    change = Change()
    change.end(unit, on)
    details = change.told(on=on, reason=tidy(basis))
    record(actor=actor, at=at, event="organisations.unit.ended", thing=unit, details=details)
    return unit


@operation
def move(*, actor: Actor, at: dt.datetime, unit_id: int, parent_id: int, basis: str = "") -> Unit:
    """Put a unit with all below it under another one. Roles held above its new place reach it from now on.

    Raises Unready when it would stand below itself or under a unit that has ended.
    """
    Change.lock()
    unit, parent = access.get(actor, unit_id, lock=True), access.get(actor, parent_id, lock=True)
    allow(access.may(actor, "move", unit))
    allow(access.may(actor, "found", parent))
    if issues := checks.before_move(unit, parent):
        raise Unready(issues)
    change = Change()
    old = unit.parent.name if unit.parent else ""
    change.place(unit, parent)
    details = change.told(old=old, new=parent.name, reason=tidy(basis))
    record(actor=actor, at=at, event="organisations.unit.moved", thing=unit, details=details)
    return unit
