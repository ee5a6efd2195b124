"""Whoever changes the book is found out: by the program, and by the verifier that shares no line with it."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.cast import AT, CAST, OPERATOR
from tests.conftest import guards_off
from tests.domain.register.test_operations import bring, enter
from thidua.base.audit import queries as audit
from thidua.domain.register import operations
from thidua.domain.register.checks.log import verify
from thidua.domain.register.models import Checkpoint, Entry, Leaf, LogHead
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotNow


@pytest.fixture
def book(world):
    """A book of 19 published numbers and 6 named entries, with two checkpoints on the way."""
    for n in range(3):
        enter(OPERATOR, world, source_key=f"a{n}", year=2020 + n)
    operations.checkpoint(actor=OPERATOR, at=AT)
    bring()
    operations.checkpoint(actor=OPERATOR, at=AT)
    for n in range(3):
        enter(OPERATOR, world, source_key=f"b{n}", year=2020 + n, award="lao_dong_tien_tien")
    return world


def test_a_sound_book(book):
    found = verify()
    assert (found.fault, found.leaves, found.checkpoints) == ("", 25, 2)
    assert list(Leaf.objects.values_list("seq", flat=True)) == list(range(1, 26))
    assert Entry.objects.filter(folded__contains="nguoi nominee").count() == 6
    assert audit.verify().fault == ""


NEW_VALUES = {
    "kind": "published", "award": "huan_chuong_lao_dong_1", "award_as_written": "x", "subject_kind": "unstated",
    "mode": "thematic", "stage": "vote", "level": "xa", "theme": "x", "count": 77, "separated": False, "years": [1999],
    "span_from": 1999, "span_until": 2026, "names": ["x"], "granted_by": "x", "decision_number": "x",
    "decided_on": dt.date(1999, 1, 1), "doubt": "x", "reason": "x", "recipient": "x", "source": "x", "source_key": "x",
    "folded": "x", "entered_at": AT + dt.timedelta(seconds=1), "is_sample": None, "rank": 1,
    "unit_id": "province", "person_id": "clerk", "about_id": "first", "entered_for_id": "neighbour",
}  # fmt: skip


def test_every_column_of_an_entry_has_its_mutation():
    columns = {field.attname for field in Entry._meta.concrete_fields}
    assert columns == set(NEW_VALUES) | {"id"}


@pytest.mark.parametrize("name", NEW_VALUES)
def test_a_changed_entry_is_found(book, name):
    entry = Entry.objects.order_by("-pk").first()
    value = NEW_VALUES[name]
    value = {
        "unit_id": book.units["province"].pk, "person_id": book.people["clerk"].pk,
        "about_id": Entry.objects.first().pk, "entered_for_id": book.units["neighbour"].pk, "is_sample": not entry.is_sample,
    }.get(name, value)  # fmt: skip
    with guards_off(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints=1")
        try:
            with transaction.atomic():
                Entry.objects.filter(pk=entry.pk).update(**{name: value})
        except DatabaseError:
            return  # the table's own constraints refuse it even from who owns the database
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints=0")
    assert f"mục {entry.pk}" in verify().fault


LEAF_VALUES = {
    "seq": 99, "at": AT + dt.timedelta(days=1), "kind": "revocation", "payload": "{}", "salt": "00" * 16,
    "payload_hash": "00" * 32, "leaf_hash": "00" * 32,
}  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_a_changed_leaf_is_found(book, data):
    name = data.draw(some.sampled_from(sorted(LEAF_VALUES)))
    seq = data.draw(some.integers(1, 25))
    with guards_off(), transaction.atomic():
        Leaf.objects.filter(seq=seq).update(**{name: LEAF_VALUES[name]})
        assert verify().fault
        transaction.set_rollback(True)
    assert verify().fault == ""


def swap():
    """Two leaves change places."""
    Leaf.objects.filter(seq=4).update(seq=99)
    Leaf.objects.filter(seq=5).update(seq=4)
    Leaf.objects.filter(seq=99).update(seq=5)


def blank():
    """An entry vanishes as if the law had ordered it, and nothing says so."""
    leaf = Leaf.objects.get(seq=2)
    Leaf.objects.filter(seq=2).update(entry=None, payload="", salt="")
    Entry.objects.filter(pk=leaf.entry_id)._raw_delete("default")


def drop_last():
    """The end of the book is cut off, the head set back."""
    leaf = Leaf.objects.last()
    Leaf.objects.filter(pk=leaf.pk)._raw_delete("default")
    Entry.objects.filter(pk=leaf.entry_id)._raw_delete("default")


def doubled():
    """One entry stands for two leaves."""
    Leaf.objects.filter(seq=3).update(entry=None)


FORGERIES = {
    "reorder": swap,
    "silent erasure": blank,
    "truncate": drop_last,
    "leaf without entry": doubled,
    "leaf deleted": lambda: Leaf.objects.filter(seq=7)._raw_delete("default"),
    "checkpoint's root": lambda: Checkpoint.objects.filter(size=3).update(root="00" * 32),
    "checkpoint's note": lambda: Checkpoint.objects.filter(size=3).update(note=Checkpoint.objects.get(size=22).note),
    "head": lambda: LogHead.objects.update(size=24),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_log_is_found(book, name):
    with guards_off(), transaction.atomic():
        FORGERIES[name]()
        assert verify().fault
        transaction.set_rollback(True)


def raw(entry):
    """The entry as somebody with a database shell would write it."""
    columns = [field for field in Entry._meta.concrete_fields if field.name != "id"]
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in columns]
    names, marks = ", ".join(field.column for field in columns), ", ".join("%s" for _field in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO register_entry ({names}) VALUES ({marks})", values)


WAYS = {
    "save": lambda entry: entry.save(),
    "bulk_create": lambda entry: Entry.objects.bulk_create([entry]),
    "raw SQL": raw,
}


@pytest.mark.parametrize("way", WAYS)
def test_an_entry_beside_the_log_is_found(book, way):
    entry = Entry.objects.first()
    entry.pk, entry.source_key = None, "beside"
    WAYS[way](entry)
    last = Entry.objects.get(source_key="beside")
    assert f"mục {last.pk} không có lá" in verify().fault


@pytest.mark.parametrize("table", ["register_leaf", "register_checkpoint", "register_entry"])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_keeps_the_log(book, table, act):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))


# -- checkpoints -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_nobody_signs_a_checkpoint_by_hand(book, who):
    with pytest.raises(NotAllowed):
        operations.checkpoint(actor=book.actor(who), at=AT)


def test_a_checkpoint_without_news_is_no_checkpoint(book):
    operations.checkpoint(actor=OPERATOR, at=AT)
    with pytest.raises(AlreadyDone):
        operations.checkpoint(actor=OPERATOR, at=AT)
    assert Checkpoint.objects.count() == 3


@pytest.mark.parametrize("forge", [lambda: Leaf.objects.filter(seq=24).update(leaf_hash="00" * 32),
                                   lambda: Leaf.objects.filter(seq=24).update(payload="{}"),
                                   lambda: Entry.objects.order_by("-pk").filter(source_key="b1").update(count=1, doubt="x"),
                                   lambda: Checkpoint.objects.filter(size=22).update(hashes=[]),
                                   lambda: LogHead.objects.update(hashes=["00" * 32] * 3)])  # fmt: skip
def test_nothing_is_signed_when_something_stored_is_bad(book, forge):
    with guards_off():
        forge()
    with pytest.raises(NotNow, match="không toàn vẹn"):
        operations.checkpoint(actor=OPERATOR, at=AT)
    assert Checkpoint.objects.count() == 2
