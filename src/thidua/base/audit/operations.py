"""Write a line, and the decorator that makes every act of a person leave one."""

import datetime as dt
import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.models import Event, Head, Once
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, Forgotten
from thidua.kernel.rights import CURRENT, Act

P = ParamSpec("P")
R = TypeVar("R")


def record(
    *, actor: Actor, at: dt.datetime, event: str, thing: models.Model, details: Mapping[str, Any] | None = None
) -> Event:
    """Write one audit line inside the act's transaction.

    `event` is `app.thing.verb-in-past`; `details` holds what changed, as JSON, without secrets.
    The head row is locked first, so lines of concurrent acts follow each other.
    """
    head = Head.objects.select_for_update().get(pk=1)
    line = Event(
        seq=head.seq + 1,
        at=at,
        event=event,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        actor_id=actor.user_id,
        actor_name=actor.name,
        unit_name=actor.unit_name,
        request_id=actor.request_id,
        details=json.loads(json.dumps(dict(details or {}), default=str)),
        previous=head.hash,
    )
    line.hash = line.computed_hash()
    line.save(force_insert=True)
    head.seq, head.hash = line.seq, line.hash
    head.save()
    act = CURRENT.get()
    if act is not None:
        act.events.append(line)
    return line


def hold() -> None:
    """Take the end of the chain before any other lock that many acts share, so that they wait in one order."""
    Head.objects.select_for_update().get(pk=1)


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an act of a person: one transaction that can forget neither right nor audit line.

    The function takes `actor` and `at` by keyword. The token of the form (`actor.once`) is claimed by the
    outermost act. Raises AlreadyDone for a form sent twice, Forgotten when the function judged no right
    (`rights.allow`) or wrote no line (`record`); in both cases nothing is changed.
    """
    name = f"{function.__module__.removeprefix('thidua.')}.{function.__name__}"

    @functools.wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        actor, at = kwargs["actor"], kwargs["at"]
        if not isinstance(actor, Actor) or not isinstance(at, dt.datetime):
            raise TypeError(f"{name} takes actor and at by keyword")
        outer = CURRENT.get()
        current = Act(name)
        token = CURRENT.set(current)
        try:
            with transaction.atomic():
                if outer is None and actor.once:
                    claim(actor.once, name, at)
                result = function(*args, **kwargs)
                if not current.is_judged:
                    raise Forgotten(f"{name} judged no right")
                if not current.events:
                    raise Forgotten(f"{name} left no audit line")
        finally:
            CURRENT.reset(token)
        return result

    act.is_operation = True  # type: ignore[attr-defined]
    return act


def claim(once: str, name: str, at: dt.datetime) -> None:
    """Use up the token of a form. Raises AlreadyDone when it was used before."""
    try:
        with transaction.atomic():
            Once.objects.create(token=once[:64], operation=name, at=at)
    except IntegrityError:
        raise AlreadyDone(
            _("Việc này đã được ghi nhận ở lần gửi trước; lần gửi thứ hai không làm thay đổi gì.")
        ) from None
