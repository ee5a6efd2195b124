"""Enter persons with their posts."""

import datetime as dt

from thidua.base.accounts.models import User
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access
from thidua.domain.people.enums import Rank, Sex
from thidua.domain.people.models import Person, Post
from thidua.domain.people.operations.marks import touch
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
