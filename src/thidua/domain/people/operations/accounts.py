"""Open accounts and give them roles."""

import datetime as dt

from thidua.base.accounts.models import User
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access
from thidua.domain.people.enums import Role
from thidua.domain.people.models import RoleHeld
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def give_role(*, actor: Actor, at: dt.datetime, account: User, role: Role, unit: Unit, from_on: dt.date) -> RoleHeld:
    """Give an account a role over a unit and everything below it, from a day on."""
    allow(access.may(actor, "administer", unit))
    held = RoleHeld.objects.create(account=account, role=role, unit=unit, from_on=from_on)
    record(
        actor=actor,
        at=at,
        event="people.role.given",
        thing=held,
        details={"account": account.username, "role": role, "unit": unit.code},
    )
    return held


@operation
def open_account(
    *,
    actor: Actor,
    at: dt.datetime,
    username: str,
    password: str,
    display_name: str = "",
    email: str = "",
    is_sample: bool = False,
) -> User:
    """Open an account that can log in; it holds no role yet."""
    allow(access.may(actor, "administer", None))
    account = User.objects.create_user(username, email, password, display_name=tidy(display_name), is_sample=is_sample)
    record(actor=actor, at=at, event="people.account.opened", thing=account, details={"username": username})
    return account
