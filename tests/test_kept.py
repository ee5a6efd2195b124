"""The cast that is put back is the cast that is built: row by row, object by object, and nobody else's."""

from django.db import transaction

from tests import cast
from tests.kept import Kept, rows
from thidua.base.audit.queries import verify
from thidua.domain.organisations.models import Unit


def undone(act):
    """What the act gives, and the rows that it left before they were taken back."""
    with transaction.atomic():
        made, found = act(), rows()
        transaction.set_rollback(True)
    return made, found


def unit(code="x"):
    return Unit.objects.create(code=code, name=code, kind="division", path="/0/", from_on=cast.START)


def test_what_is_put_back_is_what_was_built(db):
    kept, before = Kept(cast.build), rows()
    (built, rows_built), (first, rows_first), (second, rows_second) = (undone(kept.again) for _time in range(3))
    assert rows_built == rows_first == rows_second != before == rows()
    for kind in ("units", "people", "accounts"):
        for name, thing in getattr(built, kind).items():
            one, other = getattr(first, kind)[name], getattr(second, kind)[name]
            assert one is not thing and one is not other and type(one) is type(thing)
            for field in one._meta.concrete_fields:
                assert getattr(one, field.attname) == getattr(thing, field.attname)


def test_acts_go_on_after_it(db):
    for _time in range(2):  # built, or put back
        with transaction.atomic():
            world = cast.again()
            unit()
            assert Unit.objects.count() == len(world.units) + 1
            cast.give_role(
                actor=cast.OPERATOR,
                at=cast.AT,
                account=world.accounts["nominee"],
                role=cast.Role.CLERK,
                unit=world.units["unit"],
                from_on=cast.START,
            )
            assert verify().fault == ""
            transaction.set_rollback(True)


def test_where_a_test_has_entered_something_it_is_built(db):
    kept = Kept(unit)
    undone(kept.again)
    first = unit("first")
    assert kept.again().pk != first.pk
    late = Kept(lambda: unit("late"))
    late.again()
    assert not late.objects  # what was built beside other things is not kept
