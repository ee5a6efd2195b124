"""The acts on movements."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.movements import access, checks, notices
from thidua.domain.movements.enums import Method, Scope, Tier
from thidua.domain.movements.models import Movement
from thidua.domain.movements.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


@operation
def draft(
    *,
    actor: Actor,
    at: dt.datetime,
    unit: Unit,
    title: str,
    year: int,
    content: str,
    criteria: str,
    starts_on: dt.date,
    ends_on: dt.date,
    tier: str = Tier.AGENCY,
    scope: str = Scope.AGENCY,
    method: str = Method.REGULAR,
) -> Movement:
    """Write down a movement that the unit means to launch."""
    allow(access.may(actor, "draft", unit))
    movement = Movement.objects.create(
        unit=unit,
        title=tidy(title),
        year=year,
        content=content,
        criteria=criteria,
        starts_on=starts_on,
        ends_on=ends_on,
        tier=tier,
        scope=scope,
        method=method,
        is_sample=unit.is_sample,
    )
    record(actor=actor, at=at, event="movements.movement.drafted", thing=movement, details={"title": movement.title})
    return movement


@operation
def edit(
    *,
    actor: Actor,
    at: dt.datetime,
    movement_id: int,
    version: int,
    title: str,
    year: int,
    content: str,
    criteria: str,
    starts_on: dt.date,
    ends_on: dt.date,
    tier: str,
    scope: str,
    method: str,
) -> Movement:
    """Change a movement that is not launched yet. Raises Stale when it changed since the form was opened."""
    movement = access.get(actor, movement_id, lock=True)
    allow(access.may(actor, "edit", movement))
    FLOW.move(movement, "edit")
    fresh(movement, version)
    movement.title, movement.year = tidy(title), year
    movement.content, movement.criteria = content, criteria
    movement.starts_on, movement.ends_on = starts_on, ends_on
    movement.tier, movement.scope, movement.method = tier, scope, method
    movement.save()
    record(actor=actor, at=at, event="movements.movement.edited", thing=movement, details={"title": movement.title})
    return movement


@operation
def launch(*, actor: Actor, at: dt.datetime, movement_id: int, version: int | None = None) -> Movement:
    """Launch the movement: from now on the units below register, and their clerks are told.

    Raises Unready when content or criteria are missing.
    """
    movement = access.get(actor, movement_id, lock=True)
    allow(access.may(actor, "launch", movement))
    FLOW.move(movement, "launch")
    fresh(movement, version)
    if issues := checks.before_launch(movement):
        raise Unready(issues)
    movement.launched_at = at
    movement.save()
    record(actor=actor, at=at, event="movements.movement.launched", thing=movement)
    notices.launched(actor=actor, at=at, movement=movement)
    return movement


@operation
def close(*, actor: Actor, at: dt.datetime, movement_id: int, version: int | None = None) -> Movement:
    """Sum the movement up: nobody registers any more."""
    movement = access.get(actor, movement_id, lock=True)
    allow(access.may(actor, "close", movement))
    FLOW.move(movement, "close")
    fresh(movement, version)
    movement.save()
    record(actor=actor, at=at, event="movements.movement.closed", thing=movement)
    return movement
