"""Verdicts on rights. Plain predicates in each app's `access` return them; `allow` enforces them."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from thidua.kernel.errors import NotAllowed


@dataclass(frozen=True)
class Right:
    """Whether somebody may do something, and if not, why not, in words for that somebody."""

    is_given: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.is_given


YES = Right(True)


def no(reason: str | Promise) -> Right:
    """A refusal with its reason."""
    return Right(False, reason)


Predicate = Callable[..., Right]
Rights = Mapping[str, Predicate]


@dataclass
class Act:
    """What happened so far inside one operation: was a right judged, was an audit line written."""

    name: str
    is_judged: bool = False
    events: list[Any] = field(default_factory=list)


CURRENT: ContextVar[Act | None] = ContextVar("thidua_act", default=None)


def allow(right: Right) -> None:
    """Let the act go on, or refuse it with the reason.

    Raises NotAllowed when the right is not given.
    """
    act = CURRENT.get()
    if act is not None:
        act.is_judged = True
    if not right.is_given:
        raise NotAllowed(right.reason)
