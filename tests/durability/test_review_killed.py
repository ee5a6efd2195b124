"""A worker killed (SIGKILL) in the middle of a review: its part is as it was, another process takes the review to its end."""

SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import cast
from tests.cast import AT
from tests.domain.reviews.conftest import Chance
from thidua.domain.reviews import operations
from thidua.kernel.actor import Actor

world = cast.build()
Chance(world, 11).write(12)
unit = world.units["department"]
print(operations.ask(actor=Actor.system("x"), at=AT, unit_id=unit.pk, year=2025, on=AT.date()).pk)
"""
WORK = """
import os, signal, sys
import django; django.setup()
from django.db import connection
from tests.cast import AT
from thidua.domain.reviews import operations, queries
from thidua.kernel.actor import Actor

queries.SLICE = 4
left = int(sys.argv[2])

def count(execute, sql, params, many, context):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(count):
    while operations.advance(actor=Actor.system("x"), at=AT, review_id=int(sys.argv[1])).goes_on:
        pass
"""
LOOK = """
import sys
import django; django.setup()
from thidua.base.audit.queries import verify
from thidua.domain.reviews.models import Column, Part, Review

review = Review.objects.get(pk=int(sys.argv[1]))
half = Column.objects.filter(part__is_done=False).count() + Part.objects.filter(is_done=True, columns__isnull=True).count()
print(review.state, half, verify().fault or "whole", sum(map(len, review.counts.values())), review.total)
"""


def test_a_review_that_is_killed_goes_on_where_it_was(run):
    made = run(SET_UP)
    assert made.returncode == 0, made.stderr
    review = made.stdout.split()[-1]
    killed = 0
    for statement in (8, 30, 47, 55, 60, 40, 33, 10**6):
        done = run(WORK, review, statement)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        killed += 1
        state, half, trail, *_rest = run(LOOK, review).stdout.split()
        assert state in ("waiting", "running") and (half, trail) == ("0", "whole"), f"killed before {statement}"
    assert killed >= 4
    after = run(LOOK, review).stdout.split()
    assert after[:3] == ["done", "0", "whole"] and int(after[3]) > 50 and int(after[4]) > 12
