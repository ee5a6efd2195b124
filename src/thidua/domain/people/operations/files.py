"""Enter persons, mend their data, say that they retired or died."""

import datetime as dt
from typing import Any

from thidua.base.accounts.models import User
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access, checks
from thidua.domain.people.enums import Rank, Sex
from thidua.domain.people.models import Absence, Person, Post
from thidua.domain.people.operations.marks import touch
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import fold, tidy

EDITABLE = (
    *("code", "full_name", "sex", "born_on", "citizen_number", "nationality", "is_party_member", "education"),
    *("in_field_from_on", "retired_on", "died_on"),
)


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
    citizen_number: str = "",
    nationality: str = "",
    is_party_member: bool | None = None,
    education: int | None = None,
    in_field_from_on: dt.date | None = None,
    account: User | None = None,
    is_sample: bool = False,
) -> Person:
    """Enter a person with the first post. Whom a clerk enters into a sample unit is a sample.

    Raises Unready when data are missing or wrong, each with its field.
    """
    allow(access.may(actor, "enter", unit))
    name = tidy(full_name)
    person = Person(
        code=tidy(code),
        full_name=name,
        folded=fold(name),
        sex=sex,
        born_on=born_on,
        citizen_number=_bare(citizen_number),
        nationality=tidy(nationality),
        is_party_member=is_party_member,
        education=education,
        in_field_from_on=in_field_from_on,
        account=account,
        is_sample=is_sample or (unit.is_sample and not actor.is_system),
    )
    post = Post(person=person, unit=unit, title=tidy(title), rank=rank, from_on=from_on)
    if issues := [*checks.of_data(person, at), *checks.of_post(post)]:
        raise Unready(issues)
    person.save()
    post.save()
    touch(at=at, persons=[person.pk])
    record(actor=actor, at=at, event="people.person.entered", thing=person, details={"unit": unit.code})
    return person


@operation
def edit(*, actor: Actor, at: dt.datetime, person_id: int, version: int | None = None, **changes: Any) -> Person:
    """Mend a person's data; the trail keeps the old and the new of each, a citizen number masked.

    `changes` are values for some of EDITABLE. Raises Stale, or Unready when nothing changes or something is wrong.
    """
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "keep", person))
    fresh(person, version)
    told = {}
    for name, value in changes.items():
        if name not in EDITABLE:
            raise TypeError(f"{name} is nobody's to edit")
        new = _bare(value) if name == "citizen_number" else tidy(value) if isinstance(value, str) else value
        old = getattr(person, name)
        if new != old:
            told[name] = [checks.masked(old), checks.masked(new)] if name == "citizen_number" else [old, new]
            setattr(person, name, new)
    if issues := checks.of_change(told) or [*checks.of_data(person, at), *checks.of_last_day(person)]:
        raise Unready(issues)
    person.folded = fold(person.full_name)
    person.save()
    touch(at=at, persons=[person.pk])
    record(actor=actor, at=at, event="people.person.edited", thing=person, details={"changes": told})
    return person


@operation
def retire(*, actor: Actor, at: dt.datetime, person_id: int, on: dt.date, version: int | None = None) -> Person:
    """A person retires from a day on: her posts and absences end before it. Raises Stale or Unready."""
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "keep", person))
    fresh(person, version)
    person.retired_on = on
    _end_all(person, at, on, "retired_on")
    record(actor=actor, at=at, event="people.person.retired", thing=person, details={"on": on})
    return person


@operation
def die(*, actor: Actor, at: dt.datetime, person_id: int, on: dt.date, version: int | None = None) -> Person:
    """A person died on a day, the last one of her posts; she can still be honoured. Raises Stale or Unready."""
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "keep", person))
    fresh(person, version)
    person.died_on = on
    _end_all(person, at, on + dt.timedelta(days=1), "died_on")
    record(actor=actor, at=at, event="people.person.died", thing=person, details={"on": on})
    return person


def _end_all(person: Person, at: dt.datetime, until: dt.date, field: str) -> None:
    """Save the person with every post and absence that goes on past the day ended before it. Raises Unready."""
    rows: list[Post | Absence] = [*checks.going_on(person.posts, until), *checks.going_on(person.absences, until)]
    if issues := [*checks.of_data(person, at), *checks.of_end(rows, until, field)]:
        raise Unready(issues)
    person.save()
    for row in rows:
        row.until_on = until
        row.save(update_fields=["until_on"])
    touch(at=at, persons=[person.pk])


def _bare(number: str) -> str:
    """The digits of a number as people type it: without blanks and dots."""
    return "".join(char for char in number if char not in " .\u00a0")
