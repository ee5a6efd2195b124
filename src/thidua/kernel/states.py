"""Flows: one table, verb to from and to, that moves a thing or says why not now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thidua.kernel.errors import NotNow, Stale


@dataclass(frozen=True)
class Move:
    """One row of a flow: `verb` takes a thing from one of `sources` to `target`; "" leaves it where it is."""

    verb: str
    sources: tuple[str, ...]
    target: str
    label: str | Promise


class Flow:
    """The moves of one kind of thing, whose state stands in its field `state`."""

    def __init__(self, *moves: Move) -> None:
        self.moves = {move.verb: move for move in moves}

    def verbs(self, state: str) -> Iterable[str]:
        """The verbs that make sense in this state."""
        return (verb for verb, move in self.moves.items() if state in move.sources)

    def offered(self, thing: Any) -> list[tuple[str, str]]:
        """The verbs that make sense for the thing now, each with its label, in the order of the table."""
        return [(verb, str(self.moves[verb].label)) for verb in self.verbs(thing.state)]

    def admits(self, verb: str, state: str) -> bool:
        """Whether the verb makes sense in this state."""
        return state in self.moves[verb].sources

    def move(self, thing: Any, verb: str) -> None:
        """Set the new state on the thing, unsaved.

        Raises NotNow when the verb makes no sense in the thing's state.
        """
        move = self.moves[verb]
        if thing.state not in move.sources:
            raise NotNow(
                _(
                    "Không thể “%(verb)s” lúc này vì đang ở trạng thái “%(state)s”. Hãy tải lại trang để xem tình trạng mới nhất."
                )
                % {"verb": move.label, "state": thing.get_state_display()}
            )
        thing.state = move.target or thing.state


def fresh(thing: Any, version: int | None) -> None:
    """Refuse a form that was opened before somebody else's change; count this change.

    `version` is the one that the form carried; None for acts without a form. Raises Stale.
    """
    if version is not None and thing.version != version:
        raise Stale(
            _(
                "Nội dung này vừa được người khác thay đổi. Hãy tải lại trang, xem thay đổi mới rồi làm lại. Chưa có gì bị mất hay ghi đè."
            )
        )
    thing.version += 1
