"""Two workers on one review, and a worker that dies, in a database that really commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import cast
from tests.cast import AT
from tests.domain.reviews.conftest import Chance
from thidua.base.audit import queries as audit
from thidua.domain.reviews import facts, operations, queries
from thidua.domain.reviews.models import Column, Part, Review
from thidua.kernel.actor import Actor

SYSTEM = Actor.system("test")


@pytest.fixture
def review(committed_db, monkeypatch):
    """A review of many small parts, divided."""
    monkeypatch.setattr(queries, "SLICE", 1)
    world = cast.build()
    Chance(world, 5).write(12)
    made = operations.ask(actor=SYSTEM, at=AT, unit_id=world.units["department"].pk, year=2025, on=AT.date())
    assert operations.advance(actor=SYSTEM, at=AT, review_id=made.pk).parts == 3
    return made


def work(review, start):
    """One worker, in a connection of its own."""
    try:
        start.wait(10)
        steps = 0
        while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
            steps += 1
        return steps
    finally:
        connection.close()


def test_two_workers_share_the_parts_and_one_of_them_ends_it(review):
    start = Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        steps = [one.result() for one in [threads.submit(work, review, start) for _worker in range(2)]]
    review.refresh_from_db()
    assert sum(steps) == 3 and review.state == "done"
    assert queries.done(review) == review.total == 9 + 12 + 3
    asked = facts.kept(review.terms, review.on)
    for subject, awards in review.counts.items():
        for award in awards:
            one = queries.selection(review, subject, award)
            assert len(one.ids) == len(set(one.ids.tolist()))
            if subject == "individual":
                afresh = facts.answers(facts.of_people(one.ids.tolist(), 2025, review.on), asked, [award])
                assert afresh.columns[award] == one.bytes.tobytes()
    assert audit.verify().fault == ""


def test_two_who_begin_at_once_prepare_once(committed_db):
    world = cast.build()
    made = operations.ask(actor=SYSTEM, at=AT, unit_id=world.units["department"].pk, year=2025, on=AT.date())
    start = Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(work, made, start) for _worker in range(2)]:
            one.result()
    made.refresh_from_db()
    assert made.state == "done" and made.parts.count() == 1


def test_a_part_whose_worker_died_is_taken_up_again(review, monkeypatch):
    """It dies after its answers are written, before it says so: nothing of the part stays, another answers it."""
    monkeypatch.setattr(operations, "record", lambda **words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        operations.advance(actor=SYSTEM, at=AT, review_id=review.pk)
    assert not Column.objects.exists() and not Part.objects.filter(is_done=True).exists()
    assert Review.objects.get().state == "running"
    monkeypatch.undo()
    while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
        pass
    assert Review.objects.get().state == "done"


def test_a_part_in_another_workers_hands_is_passed_over(review):
    """Where rows can be locked: the first part is held elsewhere, so the second is taken, and nobody ends the review."""
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("one writer only")
    held, free = Barrier(2), Barrier(2)

    def hold():
        from django.db import transaction

        try:
            with transaction.atomic():
                Part.objects.select_for_update().order_by("place").filter(review=review)[:1].get()
                held.wait(10)
                free.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(hold)
        held.wait(10)
        try:
            while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
                pass
            assert list(Part.objects.order_by("place").values_list("is_done", flat=True)) == [False, True, True]
            assert Review.objects.get().state == "running"
        finally:
            free.wait(10)
        other.result()
    while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
        pass
    assert Review.objects.get().state == "done"
