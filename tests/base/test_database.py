"""The database of the tests is the one that was asked for, and its guards hold."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import guards, guards_off
from thidua.base.audit.models import Event, Head
from thidua.base.audit.operations import operation, record
from thidua.base.audit.queries import verify
from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, allow

OPERATOR = Actor.system("test")


@operation
def note(*, actor, at, head):
    """An act for the tests."""
    allow(YES)
    return record(actor=actor, at=at, event="test.head.noted", thing=head)


def test_engine_is_the_one_asked_for(db, request):
    assert connection.vendor == request.config.getoption("--database")


def test_guarded_tables_refuse_changes(db, at):
    event = note(actor=OPERATOR, at=at, head=Head.objects.get(pk=1))
    for change in (lambda: Event.objects.filter(pk=event.pk).update(event="x"), event.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    tables = {table for _name, table, _sql in guards()}
    assert {"audit_event", "register_entry"} <= tables


def test_a_changed_line_is_found(db, at):
    for _ in range(3):
        event = note(actor=OPERATOR, at=at, head=Head.objects.get(pk=1))
    assert verify().fault == "" and verify().lines == 3
    with guards_off():
        Event.objects.filter(pk=event.pk).update(actor_name="somebody else")
    assert "line 3 was changed" in verify().fault
    with guards_off():
        Event.objects.filter(seq=2).delete()
    assert "line 2 is missing" in verify().fault


def test_a_cut_off_end_is_found(db, at):
    for _ in range(2):
        note(actor=OPERATOR, at=at, head=Head.objects.get(pk=1))
    with guards_off():
        Event.objects.filter(seq=2).delete()
    assert "the head says 2" in verify().fault


@pytest.mark.parametrize("round", [1, 2])
def test_committed_data_is_seen_by_others_and_emptied(committed_db, at, round):
    assert Event.objects.count() == 0
    faults = []

    def work():
        try:
            note(actor=OPERATOR, at=at, head=Head.objects.get(pk=1))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert faults == []
    assert verify().lines == 8 and verify().fault == ""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()
