"""Enter many persons at once, as lists bring them, and take them back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Min

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.people import access
from thidua.domain.people.enums import Rank
from thidua.domain.people.models import Person, Post
from thidua.domain.people.operations.marks import touch
from thidua.kernel.actor import Actor
from thidua.kernel.rights import allow
from thidua.kernel.text import fold, tidy

AT_ONCE = 2_000


@dataclass(frozen=True)
class NewPerson:
    """A person with the first post, as a list tells them."""

    code: str
    full_name: str
    sex: str
    unit_id: int
    title: str
    from_on: dt.date
    rank: int = Rank.DIRECT
    born_on: dt.date | None = None
    citizen_number: str = ""
    is_party_member: bool | None = None
    education: int | None = None
    is_sample: bool = False


@operation
def enter_many(*, actor: Actor, at: dt.datetime, unit: Unit, people: Sequence[NewPerson], source: str) -> list[int]:
    """Enter people of the unit and those below it with their posts; their ids, in the order given. One audit line.

    `source` says where they come from. Raises IntegrityError when a code or a citizen number is taken; then nothing is
    entered.
    """
    allow(access.may(actor, "enter", unit))
    ids: list[int] = []
    for start in range(0, len(people), AT_ONCE):
        ids += _entered(people[start : start + AT_ONCE])
    touch(at=at, persons=ids)
    details = {"unit": unit.code, "count": len(ids), "source": source}
    record(actor=actor, at=at, event="people.persons.entered", thing=unit, details=details)
    return ids


def _entered(people: Sequence[NewPerson]) -> list[int]:
    """Write so many as one statement holds: thousands of rows kept as objects cost more than the writing."""
    made = Person.objects.bulk_create(
        Person(
            code=one.code,
            full_name=tidy(one.full_name),
            folded=fold(tidy(one.full_name)),
            sex=one.sex,
            born_on=one.born_on,
            citizen_number=one.citizen_number,
            is_party_member=one.is_party_member,
            education=one.education,
            is_sample=one.is_sample,
        )
        for one in people
    )
    Post.objects.bulk_create(
        Post(person_id=person.pk, unit_id=one.unit_id, title=tidy(one.title), rank=one.rank, from_on=one.from_on)
        for person, one in zip(made, people, strict=True)
    )
    return [person.pk for person in made]


@operation
def take_back_many(*, actor: Actor, at: dt.datetime, unit: Unit, ids: Sequence[int], source: str) -> int:
    """Take away people entered by mistake, each with the post of the beginning; how many. One audit line.

    Raises ProtectedError when something else rests on one of them.
    """
    allow(access.may(actor, "enter", unit))
    count = 0
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        first = Post.objects.filter(person__in=part).order_by().values("person").annotate(first=Min("pk"))
        Post.objects.filter(pk__in=[row["first"] for row in first]).delete()
        count += len(part)
        Person.objects.filter(pk__in=part).delete()
    details = {"unit": unit.code, "count": count, "source": source}
    record(actor=actor, at=at, event="people.persons.taken-back", thing=unit, details=details)
    return count
