"""The acts on persons, posts and roles."""

import datetime as dt
from collections.abc import Iterable

from thidua.base.accounts.models import User
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access
from thidua.domain.people.enums import Rank, Role, Sex
from thidua.domain.people.models import Person, Post, RoleHeld, Touched
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow
from thidua.kernel.text import fold, tidy


@operation
def enter(
    *,
    actor: Actor,
    at: dt.datetime,
    code: str,
    full_name: str,
    sex: Sex,
    unit: Unit,
    title: str,
    from_on: dt.date,
    rank: Rank = Rank.DIRECT,
    born_on: dt.date | None = None,
    account: User | None = None,
    is_sample: bool = False,
) -> Person:
    """Enter a person with the first post."""
    allow(access.may(actor, "enter", unit))
    name = tidy(full_name)
    person = Person.objects.create(
        code=code, full_name=name, folded=fold(name), sex=sex, born_on=born_on, account=account, is_sample=is_sample
    )
    Post.objects.create(person=person, unit=unit, title=tidy(title), rank=rank, from_on=from_on)
    touch(at=at, persons=[person.pk])
    record(actor=actor, at=at, event="people.person.entered", thing=person, details={"unit": unit.code})
    return person


@operation
def give_role(*, actor: Actor, at: dt.datetime, account: User, role: Role, unit: Unit, from_on: dt.date) -> RoleHeld:
    """Give an account a role over a unit and everything below it, from a day on."""
    allow(access.may(actor, "enter", unit))
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
    allow(access.may(actor, "enter", None))
    account = User.objects.create_user(username, email, password, display_name=tidy(display_name), is_sample=is_sample)
    record(actor=actor, at=at, event="people.account.opened", thing=account, details={"username": username})
    return account


def touch(*, at: dt.datetime, persons: Iterable[int] = (), units: Iterable[int] = ()) -> None:
    """Mark whose facts an act changes, in the act's own transaction: their profiles are to be built anew.

    Ids of persons, and of units as collectives; each once, whatever is given. Not an act: the act's line tells of it.
    """
    marks = [Touched(person_id=id, at=at) for id in sorted(set(persons))]
    marks += [Touched(unit_id=id, at=at) for id in sorted(set(units))]
    Touched.objects.bulk_create(marks, batch_size=2000)
