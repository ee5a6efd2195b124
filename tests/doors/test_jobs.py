"""The worker: woken by acts, sends the outbox, wakes itself."""

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult

from tests.cast import AT
from thidua.base.accounts.models import User
from thidua.base.notices.models import Notice
from thidua.base.notices.operations import queue
from thidua.doors.jobs import tasks
from thidua.doors.jobs.after import WakeWorker

SEND, TICK = "thidua.doors.jobs.tasks.send_outbox", "thidua.doors.jobs.tasks.tick"


@pytest.fixture
def user(db):
    return User.objects.create_user("an", "an@mau.invalid", "x")


def in_queue():
    return sorted(DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True))


def answer(act=lambda: None):
    """One request through the middleware, whose view does `act`."""
    return WakeWorker(lambda request: act())(RequestFactory().post("/"))


def test_an_act_that_wrote_to_the_outbox_wakes_the_worker_once(user):
    for _time in range(3):
        answer(lambda: queue(at=AT, to=[user], subject="x"))
    assert in_queue() == [SEND, TICK]


def test_other_requests_leave_it_alone(user):
    answer(lambda: queue(at=AT, to=[user], subject="x"))
    DBTaskResult.objects.all().delete()
    answer()
    assert in_queue() == []


def test_when_the_queue_cannot_be_written_the_act_stands(user, monkeypatch):
    def fail():
        raise OperationalError("database is locked")

    monkeypatch.setattr(DBTaskResult.objects, "create", lambda **values: fail())
    answer(lambda: queue(at=AT, to=[user], subject="x"))
    assert Notice.objects.count() == 1


def test_the_outbox_is_sent_and_sending_again_sends_nothing(user):
    queue(at=AT, to=[user], subject="Một")
    queue(at=AT, to=[user], subject="Hai")
    assert tasks.send_outbox.call() == 2
    assert tasks.send_outbox.call() == 0
    assert [letter.subject for letter in mail.outbox] == ["Một", "Hai"]


def test_more_than_one_load_goes_on_by_itself(user, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    for _time in range(3):
        queue(at=AT, to=[user], subject="x")
    assert tasks.send_outbox.call() == 2
    assert in_queue() == [SEND]


def test_the_tick_sends_what_stayed_behind_and_keeps_exactly_one_next(user):
    queue(at=AT, to=[user], subject="x")
    assert tasks.tick.call() == 1
    tasks.tick.call()
    assert in_queue() == [TICK]
    assert DBTaskResult.objects.get().run_after == AT + tasks.TICK


def test_a_tick_that_dies_has_put_the_next_one_into_the_queue(user, monkeypatch):
    def die(*args):
        raise SystemExit

    monkeypatch.setattr(tasks.queries, "due", die)
    with pytest.raises(SystemExit):
        tasks.tick.call()
    assert in_queue() == [TICK]
