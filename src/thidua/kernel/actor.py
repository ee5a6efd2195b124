"""Who acts: one value carried from the door to the audit line."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Grant:
    """A role held over a unit and everything below it, on the day of the request.

    `path` is the unit's place in the tree, such as `/1/4/`; a unit lies below when its path starts with it.
    """

    role: str
    unit_id: int
    path: str


@dataclass(frozen=True)
class Actor:
    """A person at work, the citizen who is nobody, or the system itself.

    `grants` are those of the unit acted for, never of another: who holds roles in two units chooses one.
    `once` is the token of the form that was sent; the same token twice is the same act.
    """

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    grants: tuple[Grant, ...] = ()
    request_id: str = ""
    once: str = ""
    is_system: bool = False
    seen: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The program acting by itself or by the operator's command line, under the name `name`."""
        return cls(name=name, is_system=True)

    @property
    def is_known(self) -> bool:
        """Whether somebody is logged in."""
        return self.user_id is not None

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The subtrees in which the actor holds one of the roles."""
        return tuple(grant.path for grant in self.grants if grant.role in roles)

    def holds(self, roles: str | Iterable[str], path: str) -> bool:
        """Whether the actor holds one of the roles over the unit at `path`."""
        wanted = {roles} if isinstance(roles, str) else set(roles)
        return any(grant.role in wanted and path.startswith(grant.path) for grant in self.grants)

    def holds_at(self, roles: str | Iterable[str], unit_id: int | None) -> bool:
        """Whether the actor holds one of the roles at this very unit, not at one above it."""
        wanted = {roles} if isinstance(roles, str) else set(roles)
        return any(grant.role in wanted and grant.unit_id == unit_id for grant in self.grants)

    def with_once(self, once: str) -> "Actor":
        """The same actor with the token of the form that was sent."""
        return replace(self, once=once)


NOBODY = Actor()
