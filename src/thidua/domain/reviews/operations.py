"""The acts on reviews: a person asks, the system's workers answer step by step."""

import datetime as dt
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import operations as profiles
from thidua.domain.profiles import queries as profile_queries
from thidua.domain.reviews import access, facts, queries
from thidua.domain.reviews.enums import OPEN, State, Subject
from thidua.domain.reviews.models import Column, Part, Review
from thidua.domain.reviews.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow

FIRST_DAY = dt.date(2004, 1, 1)
FIRST_YEAR = 1977
AT_ONCE = 5_000
"""How many profiles are built anew in one step."""

ASKED: ContextVar[int] = ContextVar("thidua_reviews_asked", default=0)
"""How many reviews were asked for in this request: the door wakes the worker."""


@operation
def ask(*, actor: Actor, at: dt.datetime, unit_id: int, year: int, on: dt.date) -> Review:
    """Have everybody of the unit, and of those below it, reviewed for the year, as if received on the day.

    The same question while it waits or is under way is the same review. Raises Unready for years and days on which
    nothing can be asked.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "ask", unit))
    if issues := _doubts(year, on):
        raise Unready(issues)
    review, is_new = _open(actor, at, unit, year, on)
    details = {"unit": unit.code, "year": year, "on": on, "is_new": is_new}
    record(actor=actor, at=at, event="reviews.review.asked", thing=review, details=details)
    ASKED.set(ASKED.get() + 1)
    return review


def _open(actor: Actor, at: dt.datetime, unit: Unit, year: int, on: dt.date) -> tuple[Review, bool]:
    try:
        with transaction.atomic():  # two who ask at once get the same one
            return Review.objects.create(unit=unit, year=year, on=on, asked_by_id=actor.user_id, asked_at=at), True
    except IntegrityError:
        return queries.same(unit, year, on).get(state__in=OPEN), False


def _doubts(year: int, on: dt.date) -> list[Issue]:
    issues = []
    if on < FIRST_DAY:
        text = _("Ngày nhận hồ sơ phải từ %(day)s: dữ liệu pháp luật bắt đầu từ Luật năm 2003.")
        issues.append(Issue(text % {"day": FIRST_DAY.strftime("%d/%m/%Y")}, field="on"))
    if not FIRST_YEAR <= year <= on.year:
        text = _("Năm thành tích phải từ %(first)s đến năm nhận hồ sơ.") % {"first": FIRST_YEAR}
        issues.append(Issue(text, field="year"))
    return issues


# -- the workers' steps ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What one step did: how many are reviewed, out of how many; whether there is a next step for this worker.

    `waits`: another worker holds what is needed first; try again a moment later. `parts`: into how many parts the step
    divided the review, which several workers may share.
    """

    done: int
    total: int
    goes_on: bool
    waits: bool = False
    parts: int = 0


@operation
def advance(*, actor: Actor, at: dt.datetime, review_id: int) -> Step:
    """Take one review one step further, in a transaction of its own: build profiles anew, divide, review a part, finish.

    Several workers may call it for one review: each takes a part that no other holds (on an engine with one writer one
    after the other). A worker that dies leaves the review as it was before its step. Raises NotFound for a review that
    was thrown away meanwhile.
    """
    allow(access.may(actor, "advance", None))
    review = access.get(actor, review_id)
    if review.state == State.WAITING:
        review = access.get(actor, review_id, lock=True)  # one prepares, the others wait for it
    if review.state == State.WAITING:
        return _prepare(actor, at, review)
    if review.state == State.RUNNING:
        part = _claim(review)
        if part is not None:
            return _work(actor, at, review, part)
        review = access.get(actor, review_id, lock=True)
    return _finish(actor, at, review)


def _prepare(actor: Actor, at: dt.datetime, review: Review) -> Step:
    """Bring the profiles up to date, as many as one step may; with the last of them divide the review."""
    FLOW.move(review, "prepare")
    review.started_at = review.started_at or at
    review.save(update_fields=["state", "started_at"])
    made = profiles.refresh(actor=actor, at=at, only=review.unit, most=AT_ONCE)
    if made.is_all:
        return _divide(actor, at, review)
    details = {"people": made.people, "units": made.units}
    record(actor=actor, at=at, event="reviews.review.prepared", thing=review, details=details)
    return Step(0, 0, goes_on=True, waits=not made.people and not made.units)


def _divide(actor: Actor, at: dt.datetime, review: Review) -> Step:
    FLOW.move(review, "divide")
    slices = queries.divided(review.unit, review.year, queries.SLICE)
    parts = [
        Part(
            review=review,
            place=place,
            units=[[unit.pk, unit.name, unit.path] for unit in one.units],
            people=queries.packed(one.people),
            places=queries.packed(one.places),
            size=len(one.people) + len(one.units),
        )
        for place, one in enumerate(slices)
    ]
    Part.objects.bulk_create(parts)
    review.total = sum(part.size for part in parts)
    review.law_version = facts.VERSION
    review.layouts = _layouts()
    review.terms = facts.stored(facts.terms(review.unit, review.on))
    review.save()
    details = {"parts": len(parts), "total": review.total}
    record(actor=actor, at=at, event="reviews.review.divided", thing=review, details=details)
    return Step(0, review.total, goes_on=True, parts=len(parts))


def _layouts() -> dict[str, str]:
    return {subject: profile_queries.layout(subject) for subject in Subject.values}


def _claim(review: Review) -> Part | None:
    """A part that is not done and that no other worker holds; held until the transaction ends."""
    rows = review.parts.filter(is_done=False).order_by("place")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.first()


def _work(actor: Actor, at: dt.datetime, review: Review, part: Part) -> Step:
    FLOW.move(review, "work")
    if review.law_version != facts.VERSION or review.layouts != _layouts():
        text = _("Hệ thống được nâng cấp trong khi rà soát. Hãy rà soát lại.")
        return _stop(actor, at, access.get(actor, review.pk, lock=True), text)
    asked, ids = facts.kept(review.terms, review.on), [id for id, _name, _path in part.units]
    people = facts.of_people(queries.unpacked(part.people).tolist(), review.year, review.on)
    known = Unit.objects.in_bulk(ids)
    part.numbers = facts.counted([known[id] for id in ids], review.year)
    units = facts.of_units(ids, review.year, part.numbers)
    columns = []
    for gathered in (people, units):
        if gathered.ids:
            found = facts.answers(gathered, asked)
            columns += [
                Column(part=part, subject=gathered.subject, award=award, answers=answers)
                for award, answers in found.columns.items()
            ]
    Column.objects.bulk_create(columns)
    part.is_done, part.done_at = True, at
    part.save(update_fields=["numbers", "is_done", "done_at"])
    details = {"part": part.place, "people": len(people.ids), "units": len(ids)}
    record(actor=actor, at=at, event="reviews.part.reviewed", thing=part, details=details)
    return Step(queries.done(review), review.total, goes_on=True)


def _finish(actor: Actor, at: dt.datetime, review: Review) -> Step:
    """With the last part the review is done and takes the place of older ones of the same question."""
    is_last = review.state == State.RUNNING and not review.parts.filter(is_done=False).exists()
    details: dict[str, Any] = {"state": review.state}
    if is_last:
        FLOW.move(review, "finish")
        asked = facts.kept(review.terms, review.on)
        review.counts = queries.counts(review.parts.all())
        review.unverified = {subject: facts.unverified(subject, asked) for subject in Subject.values}
        review.finished_at = at
        review.save()
        older = queries.same(review.unit, review.year, review.on).exclude(pk=review.pk).exclude(state__in=OPEN)
        details = {"total": review.total, "replaced": older.count()}
        older.delete()
    event = "reviews.review.finished" if is_last else "reviews.review.left"
    record(actor=actor, at=at, event=event, thing=review, details=details)
    return Step(queries.done(review), review.total, goes_on=False)


@operation
def fail(*, actor: Actor, at: dt.datetime, review_id: int, text: str) -> Review:
    """Stop a review that cannot go on, with the reason that its page tells."""
    allow(access.may(actor, "fail", None))
    review = access.get(actor, review_id, lock=True)
    _stop(actor, at, review, text)
    return review


def _stop(actor: Actor, at: dt.datetime, review: Review, text: str) -> Step:
    FLOW.move(review, "fail")
    review.error, review.finished_at = text[:2000], at
    review.save(update_fields=["state", "error", "finished_at"])
    record(actor=actor, at=at, event="reviews.review.failed", thing=review, details={"reason": review.error})
    return Step(0, review.total, goes_on=False)
