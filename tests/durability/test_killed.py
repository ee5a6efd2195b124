"""A process killed in the middle of an act leaves nothing half-done: the decision is issued whole, or not at all.

A child process issues a decision on a database file of its own and is killed (SIGKILL) before its n-th statement, for n
from the first to the last. SQLite, with the settings of the product.
"""

SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.season import make
print(make().things["decision_signed"])
"""
ISSUE = """
import os, signal, sys
import django; django.setup()
from django.db import connection
from tests.cast import AT
from thidua.base.accounts.models import User
from thidua.domain.decisions.operations import issue
from thidua.domain.people.queries import actor_for

actor = actor_for(User.objects.get(username="department_clerk"), on=AT.date())
left = int(sys.argv[2])

def count(execute, sql, params, many, context):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(count):
    issue(actor=actor, at=AT, decision_id=int(sys.argv[1]))
"""
LOOK = """
import sys
import django; django.setup()
from thidua.base.audit.queries import verify
from thidua.base.notices.models import Notice
from thidua.domain.decisions.models import Decision
from thidua.domain.register.models import Entry

decision = Decision.objects.get(pk=int(sys.argv[1]))
entries = Entry.objects.filter(source=f"decision:{decision.pk}").count()
print(decision.state, entries, verify().fault or "whole", Notice.objects.count())
"""


def test_an_issue_that_is_killed_leaves_nothing_half_done(run):
    made = run(SET_UP)
    assert made.returncode == 0, made.stderr
    decision = made.stdout.split()[-1]
    before = run(LOOK, decision).stdout.split()
    assert before[:3] == ["signed", "0", "whole"]
    killed = 0
    for statement in range(1, 200, 3):
        done = run(ISSUE, decision, statement)
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        killed += 1
        assert run(LOOK, decision).stdout.split() == before, f"killed before statement {statement}"
    assert killed >= 5
    after = run(LOOK, decision).stdout.split()
    assert after[:3] == ["issued", "1", "whole"]
