"""Asking, the workers' steps, and every way in which they end."""

import datetime as dt

import pytest

from tests.cast import AT, CAST, OPERATOR, START
from thidua.base.audit import queries as audit
from thidua.base.audit.models import Event
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.operations import found
from thidua.domain.people.models import Post
from thidua.domain.people.operations import enter
from thidua.domain.profiles import operations as profiles
from thidua.domain.reviews import access, facts, operations, queries
from thidua.domain.reviews.enums import OPEN, State
from thidua.domain.reviews.models import Column, Part, Review
from thidua.domain.reviews.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotAllowed, NotFound, NotNow, Unready

SYSTEM, YEAR, DAY = Actor.system("test"), 2025, AT.date()


def ask(world, who="department_clerk", unit="department", year=YEAR, on=DAY):
    """Ask for a review."""
    return operations.ask(actor=world.actor(who), at=AT, unit_id=world.units[unit].pk, year=year, on=on)


def advance(review, times=1):
    """Take so many steps; the last one."""
    for _time in range(times):
        step = operations.advance(actor=SYSTEM, at=AT, review_id=review.pk)
    review.refresh_from_db()
    return step


def finish(review):
    """Take all steps."""
    while advance(review).goes_on:
        pass
    return review


# -- who -----------------------------------------------------------------------------------------------------------------

MAY_ASK = {"clerk": {"unit"}, "stranger": {"neighbour"}}
MAY_ASK |= dict.fromkeys(("department_clerk", "appraiser"), {"unit", "neighbour", "department"})
MAY_READ = MAY_ASK | {"auditor": {"unit", "neighbour", "department", "province"}}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", ["province", "department", "unit", "neighbour"])
def test_role_by_verb(world, who, name):
    actor, unit = world.actor(who), world.units[name]
    assert bool(access.may(actor, "ask", unit)) == (name in MAY_ASK.get(who, ()))
    assert bool(access.may(actor, "read", unit)) == (name in MAY_READ.get(who, ()))
    assert bool(access.may(actor, "read", None)) == (who in MAY_READ)
    for verb in ("advance", "fail"):
        assert not access.may(actor, verb, None) and access.may(SYSTEM, verb, None)
    review = operations.ask(actor=SYSTEM, at=AT, unit_id=unit.pk, year=YEAR, on=DAY)
    assert access.visible_to(actor).exists() == (name in MAY_READ.get(who, ()))
    assert (unit in access.askable_units(actor)) == (name in MAY_ASK.get(who, ()))
    if name in MAY_READ.get(who, ()):
        assert access.get(actor, review.pk) == review and access.get_unit(actor, unit.pk) == unit
    else:
        with pytest.raises(NotFound):
            access.get(actor, review.pk)
        with pytest.raises(NotFound):
            operations.ask(actor=actor, at=AT, unit_id=unit.pk, year=YEAR, on=DAY)


def test_an_auditor_reads_and_does_not_ask(world):
    with pytest.raises(NotAllowed, match="Chỉ cán bộ thi đua"):
        ask(world, "auditor")


@pytest.mark.parametrize("who", [one for one in CAST if one != "citizen"])
def test_nobody_but_the_system_takes_a_step(world, who):
    review = ask(world)
    with pytest.raises(NotAllowed):
        operations.advance(actor=world.actor(who), at=AT, review_id=review.pk)
    with pytest.raises(NotAllowed):
        operations.fail(actor=world.actor(who), at=AT, review_id=review.pk, text="x")


# -- states ----------------------------------------------------------------------------------------------------------------

MOVES = {
    ("waiting", "prepare"): "waiting",
    ("waiting", "divide"): "running",
    ("running", "work"): "running",
    ("running", "finish"): "done",
    ("waiting", "fail"): "failed",
    ("running", "fail"): "failed",
}


@pytest.mark.parametrize("verb", ["prepare", "divide", "work", "finish", "fail"])
@pytest.mark.parametrize("state", State.values)
def test_state_by_verb(state, verb):
    review = Review(state=state)
    if (state, verb) in MOVES:
        FLOW.move(review, verb)
        assert review.state == MOVES[state, verb]
    else:
        with pytest.raises(NotNow):
            FLOW.move(review, verb)
    assert dict(queries.verbs(Review(state=state))).keys() == {one for was, one in MOVES if was == state}


def test_from_the_question_to_the_answer_step_by_step(world):
    review = ask(world)
    assert (review.state, review.total, review.asked_by) == ("waiting", 0, world.accounts["department_clerk"])
    step = advance(review)
    assert (review.state, review.total, step.parts, step.goes_on) == ("running", 12, 1, True)
    assert (review.law_version, review.started_at) == (facts.VERSION, AT) and queries.done(review) == 0
    step = advance(review)
    assert (step.done, step.total, review.state) == (12, 12, "running")
    step = advance(review)
    assert not step.goes_on and (review.state, review.finished_at) == ("done", AT)
    assert {sum(counts) for counts in review.counts["individual"].values()} == {9}
    assert {sum(counts) for counts in review.counts["collective"].values()} == {3}
    again = advance(review)
    assert (
        not again.goes_on and review.state == "done" and Column.objects.count() == sum(map(len, review.counts.values()))
    )
    events = [event for event in Event.objects.values_list("event", flat=True) if event.startswith("reviews")]
    assert sorted(set(events)) == [
        "reviews.part.reviewed", "reviews.review.asked", "reviews.review.divided", "reviews.review.finished",
        "reviews.review.left",
    ]  # fmt: skip
    assert audit.verify().fault == ""


def test_profiles_are_built_in_steps_before_the_review_is_divided(world, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 4)
    review = ask(world)
    steps = 0
    while review.state == "waiting":
        step = advance(review)
        steps += 1
        assert step.goes_on and not step.waits
    assert steps == 3 and review.total == 12
    assert Event.objects.filter(event="reviews.review.prepared").count() == 2


def test_where_another_worker_builds_the_profiles_one_waits(world, monkeypatch):
    monkeypatch.setattr(profiles, "refresh", lambda **words: profiles.Refreshed(0, 0, False))
    assert advance(ask(world)).waits


def test_the_same_question_is_asked_once(world):
    first, second, other = ask(world), ask(world, "appraiser"), ask(world, on=dt.date(2026, 1, 19))
    assert first == second != other and first.asked_by == world.accounts["department_clerk"]
    finish(first)
    assert ask(world) != first and Review.objects.filter(state__in=OPEN).count() == 2


def test_a_new_review_takes_the_place_of_older_ones_of_the_same_question(world):
    first, other = finish(ask(world)), finish(ask(world, on=dt.date(2026, 1, 19)))
    second = finish(ask(world))
    assert set(Review.objects.all()) == {second, other} and not Part.objects.filter(review_id=first.pk).exists()
    with pytest.raises(NotFound):
        operations.advance(actor=SYSTEM, at=AT, review_id=first.pk)


@pytest.mark.parametrize(
    ("year", "on", "field"),
    [
        (2027, DAY, "year"),
        (1976, DAY, "year"),
        (2003, dt.date(2003, 12, 31), "on"),
    ],
)
def test_questions_without_sense(world, year, on, field):
    with pytest.raises(Unready) as refusal:
        ask(world, year=year, on=on)
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_a_review_that_cannot_go_on_says_why(world):
    review = ask(world)
    advance(review)
    operations.fail(actor=SYSTEM, at=AT, review_id=review.pk, text="quota_rounding")
    review.refresh_from_db()
    assert (review.state, review.error, review.finished_at) == ("failed", "quota_rounding", AT)
    assert not advance(review).goes_on and not Column.objects.exists()
    with pytest.raises(NotNow):
        operations.fail(actor=SYSTEM, at=AT, review_id=review.pk, text="again")
    assert ask(world) != review


@pytest.mark.parametrize("what", ["law_version", "layouts"])
def test_an_upgrade_in_between_stops_it(world, what):
    review = ask(world)
    advance(review)
    Review.objects.update(**{what: {} if what == "layouts" else "older"})
    advance(review)
    assert review.state == "failed" and "nâng cấp" in review.error


def test_a_unit_in_which_nobody_was(world):
    empty = found(
        actor=OPERATOR, at=AT, code="trong", name="Phòng Trống", kind=Kind.DIVISION, level=Level.NONE,
        parent=world.units["department"], from_on=START,
    )  # fmt: skip
    review = finish(operations.ask(actor=SYSTEM, at=AT, unit_id=empty.pk, year=YEAR, on=DAY))
    assert review.total == 1 and {sum(one) for one in review.counts["collective"].values()} == {1}
    assert review.counts["individual"] == {}
    assert len(queries.selection(review, "individual", "lao_dong_tien_tien").ids) == 0
    early = finish(operations.ask(actor=SYSTEM, at=AT, unit_id=empty.pk, year=2010, on=DAY))
    assert early.total == 0 and early.state == "done" and early.counts == {"individual": {}, "collective": {}}


# -- parts -----------------------------------------------------------------------------------------------------------------


def test_everybody_stands_once_where_she_stood_last(world):
    """One moved within the agency, one out of it, one left for good: the first and the last are looked at, once."""
    unit, neighbour = world.units["unit"], world.units["neighbour"]
    moved, gone = world.people["nominee"], world.people["member"]
    Post.objects.filter(person__in=[moved, gone]).update(until_on=dt.date(2025, 7, 1))
    Post.objects.create(person=moved, unit=neighbour, title="CV", from_on=dt.date(2025, 7, 1))
    out = world.people["signer"]
    Post.objects.filter(person=out).update(until_on=dt.date(2025, 3, 1))
    Post.objects.create(person=out, unit=world.units["province"], title="CV", from_on=dt.date(2025, 3, 1))
    slices = queries.divided(world.units["department"], YEAR, size=2)
    people = [person for one in slices for person in one.people]
    assert len(people) == len(set(people)) == 8 and out.pk not in people and {moved.pk, gone.pk} <= set(people)
    places = {person: place for one in slices for person, place in zip(one.people, one.places, strict=True)}
    assert places[moved.pk] == neighbour.pk and places[world.people["clerk"].pk] == unit.pk
    assert [unit.pk for one in slices for unit in one.units] == [
        world.units[name].pk for name in ("department", "unit", "neighbour")
    ]


def test_parts_give_the_same_answers_as_one_whole(world, chance, monkeypatch):
    chance(7)
    whole = finish(ask(world))
    rows = {
        (kind, award): {int(id): int(byte) for id, byte in zip(one.ids, one.bytes, strict=True)}
        for kind, awards in whole.counts.items()
        for award in awards
        for one in [queries.selection(whole, kind, award)]
    }
    monkeypatch.setattr(queries, "SLICE", 3)
    parts = ask(world)
    assert advance(parts).parts == 3
    finish(parts)
    assert parts.counts == whole.counts and parts.total == whole.total
    for (kind, award), expected in rows.items():
        one = queries.selection(parts, kind, award)
        assert {int(id): int(byte) for id, byte in zip(one.ids, one.bytes, strict=True)} == expected


def test_no_step_takes_more_queries_for_more_people(world, django_assert_num_queries):
    review = ask(world)
    advance(review)
    with django_assert_num_queries(19) as few:
        advance(review)
    for n in range(20):
        enter(
            actor=OPERATOR, at=AT, code=f"X{n}", full_name=f"Người {n}", sex="f", unit=world.units["unit"],
            title="Chuyên viên", from_on=START,
        )  # fmt: skip
    again = ask(world, on=dt.date(2026, 1, 19))
    advance(again)
    with django_assert_num_queries(len(few.captured_queries)):
        advance(again)
    assert again.total == 32
