"""No act can forget the right or the audit line, and no form counts twice."""

import pytest
from django.db import transaction

from thidua.base.audit.models import Event, Head, Once
from thidua.base.audit.operations import operation, record
from thidua.base.notices.models import Notice
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations import found
from thidua.kernel.actor import NOBODY, Actor
from thidua.kernel.errors import AlreadyDone, Forgotten, NotAllowed, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import CURRENT, YES, allow, no

OPERATOR = Actor.system("test")

pytestmark = pytest.mark.django_db


def write(at, code="A"):
    return Unit.objects.create(code=code, name=code, kind=Kind.DIVISION, path=f"/{code}/", from_on=at.date())


@operation
def proper(*, actor, at, code="A"):
    allow(YES)
    unit = write(at, code)
    record(actor=actor, at=at, event="test.unit.written", thing=unit, details={"code": code, "at": at})
    return unit


@operation
def without_right(*, actor, at):
    record(actor=actor, at=at, event="test.unit.written", thing=write(at))


@operation
def without_line(*, actor, at):
    allow(YES)
    write(at)


@operation
def refused(*, actor, at):
    write(at)
    allow(no("not you"))


@operation
def unready(*, actor, at):
    allow(YES)
    record(actor=actor, at=at, event="test.unit.written", thing=write(at))
    raise Unready([Issue("a paper is missing")])


@operation
def outer_with_inner(*, actor, at):
    proper(actor=actor, at=at)


@operation
def outer_proper(*, actor, at):
    allow(YES)
    unit = proper(actor=actor, at=at)
    record(actor=actor, at=at, event="test.unit.framed", thing=unit)


def nothing_happened():
    return not Unit.objects.exists() and not Event.objects.exists() and Head.objects.get(pk=1).seq == 0


def test_a_proper_act_leaves_its_line(at):
    actor = Actor(name="Lan", unit_name="Phòng Một", request_id="r1")
    unit = proper(actor=actor, at=at)
    event = Event.objects.get()
    assert (event.event, event.thing, event.thing_id) == ("test.unit.written", "organisations.unit", str(unit.pk))
    assert (event.actor_name, event.unit_name, event.request_id, event.at) == ("Lan", "Phòng Một", "r1", at)
    assert event.details == {"code": "A", "at": str(at)}
    assert CURRENT.get() is None


@pytest.mark.parametrize(
    ("act", "error", "told"),
    [
        (without_right, Forgotten, "judged no right"),
        (without_line, Forgotten, "left no audit line"),
        (refused, NotAllowed, "not you"),
        (unready, Unready, "a paper is missing"),
        (outer_with_inner, Forgotten, "outer_with_inner judged no right"),
    ],
)
def test_an_act_that_fails_changes_nothing(at, act, error, told):
    with pytest.raises(error, match=told), transaction.atomic():
        act(actor=OPERATOR, at=at)
    assert nothing_happened()
    assert CURRENT.get() is None


def test_acts_inside_acts_each_leave_a_line(at):
    outer_proper(actor=OPERATOR, at=at)
    assert list(Event.objects.values_list("event", flat=True)) == ["test.unit.written", "test.unit.framed"]


def test_the_same_form_twice_is_one_act(at):
    actor = OPERATOR.with_once("token-1")
    proper(actor=actor, at=at)
    with pytest.raises(AlreadyDone):
        proper(actor=actor, at=at, code="B")
    assert Unit.objects.count() == 1 and Event.objects.count() == 1
    proper(actor=OPERATOR.with_once("token-2"), at=at, code="B")
    assert Unit.objects.count() == 2


def test_a_refused_form_can_be_sent_again(at):
    actor = OPERATOR.with_once("token-1")
    with pytest.raises(NotAllowed):
        refused(actor=actor, at=at)
    assert not Once.objects.exists()
    proper(actor=actor, at=at)
    assert Unit.objects.count() == 1


def test_the_token_counts_once_for_the_acts_inside(at):
    outer_proper(actor=OPERATOR.with_once("token-1"), at=at)
    assert Once.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"actor": "Lan"}, {"at": "today"}])
def test_an_act_without_actor_or_moment_is_a_fault(at, wrong):
    with pytest.raises(TypeError, match="actor and at"):
        proper(**{"actor": OPERATOR, "at": at} | wrong)
    with pytest.raises((TypeError, KeyError)):
        proper()
    assert nothing_happened()


def test_a_real_act_refuses_who_may_not(at):
    unit = {"code": "A", "name": "A", "kind": Kind.PROVINCE, "level": Level.NONE, "parent": None, "from_on": at.date()}
    with pytest.raises(NotAllowed):
        found(actor=NOBODY, at=at, **unit)
    assert nothing_happened() and not Notice.objects.exists()
    found(actor=OPERATOR, at=at, **unit)
    assert Event.objects.get().event == "organisations.unit.founded"
