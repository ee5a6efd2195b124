"""Posts through time: take one, end one, move on to the next. What ended stays in the file."""

import datetime as dt

from thidua.base.audit.operations import operation, record
from thidua.domain.people import access, checks
from thidua.domain.people.enums import Rank
from thidua.domain.people.models import Post
from thidua.domain.people.operations.marks import touch
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


@operation
def take_post(
    *,
    actor: Actor,
    at: dt.datetime,
    person_id: int,
    unit_id: int,
    title: str,
    from_on: dt.date,
    rank: int = Rank.DIRECT,
    until_on: dt.date | None = None,
    version: int | None = None,
) -> Post:
    """A person takes a post, one more or again. Who does this keeps her file and is clerk over the unit.

    Raises Stale, or Unready where the period is wrong or touches another post in the same unit.
    """
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "keep", person))
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "enter", unit))
    fresh(person, version)
    post = Post(person=person, unit=unit, title=tidy(title), rank=rank, from_on=from_on, until_on=until_on)
    if issues := checks.of_post(post):
        raise Unready(issues)
    person.save(update_fields=["version"])
    post.save()
    touch(at=at, persons=[person.pk])
    details = {"unit": unit.code, "title": post.title, "from": from_on, "until": until_on}
    record(actor=actor, at=at, event="people.post.taken", thing=person, details=details)
    return post


@operation
def end_post(*, actor: Actor, at: dt.datetime, post_id: int, until_on: dt.date, version: int | None = None) -> Post:
    """A post ends before the day; said again, it ends on another day. Raises Stale or Unready."""
    post = access.get_post(actor, post_id, lock=True)
    allow(access.may(actor, "keep", post.person))
    fresh(post.person, version)
    old, post.until_on = post.until_on, until_on
    if issues := checks.of_post(post):
        raise Unready(issues)
    post.person.save(update_fields=["version"])
    post.save(update_fields=["until_on"])
    touch(at=at, persons=[post.person_id])
    details = {"unit": post.unit.code, "title": post.title, "until": [old, until_on]}
    record(actor=actor, at=at, event="people.post.ended", thing=post.person, details=details)
    return post


@operation
def transfer(
    *,
    actor: Actor,
    at: dt.datetime,
    post_id: int,
    unit_id: int,
    title: str,
    from_on: dt.date,
    rank: int = Rank.DIRECT,
    version: int | None = None,
) -> Post:
    """From a day on a person stands elsewhere, or in the same unit as something else; the post that she had ends before it.

    Who does this keeps her file and is clerk over the unit where she goes: between two agencies, a clerk of the unit
    above both. Raises Stale or Unready.
    """
    old = access.get_post(actor, post_id, lock=True)
    person = old.person
    allow(access.may(actor, "keep", person))
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "enter", unit))
    fresh(person, version)
    if issues := checks.before_transfer(old, from_on):
        raise Unready(issues)
    old.until_on = from_on
    old.save(update_fields=["until_on"])
    post = Post(person=person, unit=unit, title=tidy(title), rank=rank, from_on=from_on)
    if issues := checks.of_post(post):
        raise Unready(issues)
    person.save(update_fields=["version"])
    post.save()
    touch(at=at, persons=[person.pk])
    details = {"from_unit": old.unit.code, "unit": unit.code, "title": post.title, "from": from_on}
    record(actor=actor, at=at, event="people.post.transferred", thing=person, details=details)
    return post
