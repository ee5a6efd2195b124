"""The cast: a small sample province in which every test plays.

Tỉnh Mẫu (`province`) > Sở Mẫu (`department`) > Phòng Một (`unit`) and Phòng Hai (`neighbour`).
"""

import datetime as dt
from dataclasses import dataclass

from tests.kept import Kept
from thidua.base.accounts.models import User
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations import found
from thidua.domain.people.enums import Role, Sex
from thidua.domain.people.models import Person
from thidua.domain.people.operations import enter, give_role
from thidua.domain.people.queries import actor_for
from thidua.kernel.actor import NOBODY, Actor
from thidua.kernel.clock import VIETNAM

AT = dt.datetime(2026, 1, 20, 9, 0, tzinfo=VIETNAM)
START = dt.date(2020, 1, 1)
OPERATOR = Actor.system("test")

ROLES: dict[str, tuple[str, Role] | None] = {
    "nominee": None,
    "clerk": ("unit", Role.CLERK),
    "department_clerk": ("department", Role.CLERK),
    "appraiser": ("department", Role.APPRAISER),
    "member": ("department", Role.TELLER),
    "second_member": ("department", Role.TELLER),
    "secretary": ("department", Role.SECRETARY),
    "signer": ("department", Role.SIGNER),
    "auditor": ("province", Role.AUDITOR),
    "stranger": ("neighbour", Role.CLERK),  # a clerk of the neighbouring unit, who must see nothing
}
CAST = (*ROLES, "citizen")


@dataclass
class World:
    """Units, people and accounts of the cast."""

    units: dict[str, Unit]
    people: dict[str, Person]
    accounts: dict[str, User]

    def actor(self, who: str) -> Actor:
        """The actor of a member of the cast; the citizen is nobody."""
        if who == "citizen":
            return NOBODY
        return actor_for(self.accounts[who], on=AT.date())


def build() -> World:
    """Enter the units, the people and the accounts."""
    units: dict[str, Unit] = {}
    for name, title, kind, level, parent in [
        ("province", "Tỉnh Mẫu", Kind.PROVINCE, Level.BO_TINH, None),
        ("department", "Sở Mẫu", Kind.DEPARTMENT, Level.CO_SO, "province"),
        ("unit", "Phòng Một", Kind.DIVISION, Level.NONE, "department"),
        ("neighbour", "Phòng Hai", Kind.DIVISION, Level.NONE, "department"),
    ]:
        units[name] = found(
            actor=OPERATOR,
            at=AT,
            code=name,
            name=title,
            kind=kind,
            level=level,
            parent=units[parent] if parent else None,
            from_on=START,
            is_sample=True,
        )
    people: dict[str, Person] = {}
    accounts: dict[str, User] = {}
    for who, place in ROLES.items():
        account = User.objects.create_user(who, f"{who}@mau.invalid", "mat-khau-mau-1", display_name=f"Người {who}")
        accounts[who] = account
        unit = units[place[0] if place else "unit"]
        people[who] = enter(
            actor=OPERATOR,
            at=AT,
            code=f"M-{who}",
            full_name=f"Người {who}",
            sex=Sex.FEMALE,
            unit=unit,
            title="Chuyên viên",
            from_on=START,
            account=account,
            is_sample=True,
        )
        if place:
            give_role(actor=OPERATOR, at=AT, account=account, role=place[1], unit=unit, from_on=START)
    return World(units, people, accounts)


# Most tests begin with the cast: the acts that enter it take thirty times as long as its rows.
again = Kept(build).again
