"""A registration: who may do what with it, in which state, and every way in which an act is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.cast import AT, CAST, OPERATOR, START
from thidua.base.audit import queries as audit
from thidua.base.notices.models import Notice
from thidua.domain.movements import operations as movements
from thidua.domain.people.enums import Role
from thidua.domain.people.operations import give_role
from thidua.domain.registrations import access, operations, queries
from thidua.domain.registrations.enums import State
from thidua.domain.registrations.models import Aim, Registration
from thidua.domain.registrations.states import FLOW
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Stale, Unready

TITLE, HIGHER, COLLECTIVE = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "tap_the_lao_dong_tien_tien"


def launched(world, place="department", year=2025):
    """A launched movement of the unit."""
    form = {"title": "Thi đua năm 2025", "year": year, "content": "Nội dung.", "criteria": "Tiêu chí."}
    days = {"starts_on": dt.date(year, 1, 15), "ends_on": dt.date(year, 12, 31)}
    movement = movements.draft(actor=OPERATOR, at=AT, unit=world.units[place], **form, **days)
    return movements.launch(actor=OPERATOR, at=AT, movement_id=movement.pk)


@pytest.fixture
def movement(world):
    """The year's movement of Sở Mẫu."""
    return launched(world)


@pytest.fixture
def registration(world, movement):
    """Phòng Một's registration, one person and the collective aiming at their first title; not sent."""
    clerk = world.actor("clerk")
    opened = operations.open(actor=clerk, at=AT, movement_id=movement.pk, unit_id=world.units["unit"].pk)
    aims = [(None, COLLECTIVE), (world.people["nominee"].pk, TITLE)]
    return operations.save_aims(actor=clerk, at=AT, registration_id=opened.pk, version=0, aims=aims)


def put(registration, state):
    """Bring the registration into the state."""
    reason = "Thiếu người." if state == State.REFUSED else ""
    Registration.objects.filter(pk=registration.pk).update(state=state, sent_at=AT, answered_at=AT, reason=reason)


def do(verb, actor, registration, version=None):
    """Do the verb to the registration."""
    given = {"actor": actor, "at": AT, "registration_id": registration.pk, "version": version}
    if verb == "save":
        return operations.save_aims(**given, aims=[(None, COLLECTIVE)])
    if verb == "refuse":
        return operations.refuse(**given, reason="Thiếu người.")
    return getattr(operations, verb)(**given)


ANSWERS = {"approve", "refuse"}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_each_verb_in_each_state(world, registration, state, verb):
    put(registration, state)
    actor = world.actor("department_clerk" if verb in ANSWERS else "clerk")
    if FLOW.admits(verb, state):
        assert do(verb, actor, registration).state == FLOW.moves[verb].target
    else:
        with pytest.raises(NotNow):
            do(verb, actor, registration)
        assert Registration.objects.get().state == state


FILLS_IN = {"clerk"}
ANSWERERS = {"department_clerk", "appraiser", "signer"}
READERS = FILLS_IN | ANSWERERS | {"secretary", "auditor"}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_who_may(world, registration, who, verb):
    put(registration, State.WAITING if verb in ANSWERS | {"take_back"} else State.NOT_SENT)
    if who in (ANSWERERS if verb in ANSWERS else FILLS_IN):
        assert do(verb, world.actor(who), registration).state == FLOW.moves[verb].target
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            do(verb, world.actor(who), registration)


@pytest.mark.parametrize("who", CAST)
def test_who_may_open(world, movement, who):
    given = {"actor": world.actor(who), "at": AT, "movement_id": movement.pk, "unit_id": world.units["unit"].pk}
    if who == "clerk":
        assert operations.open(**given).state == State.NOT_SENT
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            operations.open(**given)


@pytest.mark.parametrize("who", CAST)
def test_who_sees(world, registration, who):
    assert access.visible_to(world.actor(who)).exists() == (who in READERS)


def test_the_launching_unit_is_answered_by_its_head_not_by_its_clerk(world, movement):
    clerk = world.actor("department_clerk")
    own = operations.open(actor=clerk, at=AT, movement_id=movement.pk, unit_id=world.units["department"].pk)
    operations.send(actor=clerk, at=AT, registration_id=own.pk, version=0, aims=[(None, COLLECTIVE)])
    assert set(Notice.objects.filter(url__contains="dang-ky").values_list("to__username", flat=True)) == {
        "appraiser",
        "signer",
    }
    with pytest.raises(NotAllowed):
        operations.approve(actor=clerk, at=AT, registration_id=own.pk)
    signer = world.actor("signer")
    assert operations.approve(actor=signer, at=AT, registration_id=own.pk).state == State.APPROVED


def test_from_sending_to_refusal_and_back(world, registration):
    """The unit above is told, refuses with a reason; the clerk reads it, changes, sends again, is approved."""
    clerk, above = world.actor("clerk"), world.actor("appraiser")
    Notice.objects.all().delete()
    operations.send(actor=clerk, at=AT, registration_id=registration.pk, version=1)
    assert set(Notice.objects.values_list("to__username", flat=True)) == {"department_clerk", "appraiser"}
    Notice.objects.all().delete()
    operations.refuse(actor=above, at=AT, registration_id=registration.pk, version=2, reason="Thiếu\u0000 người.")
    notice = Notice.objects.get()
    assert notice.to.username == "clerk"
    assert "Thiếu người" in notice.body
    changed = do("save", clerk, registration, version=3)
    assert (changed.state, changed.reason) == (State.NOT_SENT, "Thiếu người.")
    sent = do("send", clerk, registration, version=4)
    assert (sent.state, sent.reason) == (State.WAITING, "")
    assert do("approve", above, registration, version=5).state == State.APPROVED
    verbs = [event.event.rsplit(".")[-1] for event in audit.of(registration)]
    assert verbs == ["opened", "saved", "sent", "refused", "saved", "sent", "approved"]
    assert audit.verify().fault == ""


def test_without_any_aim_it_is_not_sent(world, registration):
    with pytest.raises(Unready) as refusal:
        operations.send(actor=world.actor("clerk"), at=AT, registration_id=registration.pk, aims=[])
    assert refusal.value.issues[0].remedy
    assert queries.aims(registration) == {(None, COLLECTIVE), (world.people["nominee"].pk, TITLE)}


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\n"])
def test_a_refusal_says_why(world, registration, reason):
    put(registration, State.WAITING)
    with pytest.raises(Unready):
        operations.refuse(actor=world.actor("signer"), at=AT, registration_id=registration.pk, reason=reason)


def test_saving_replaces_the_aims(world, registration):
    person = world.people["clerk"].pk
    aims = [(person, TITLE), (person, HIGHER), (person, TITLE)]
    operations.save_aims(actor=world.actor("clerk"), at=AT, registration_id=registration.pk, version=1, aims=aims)
    assert queries.aims(registration) == {(person, TITLE), (person, HIGHER)}


@pytest.mark.parametrize(
    ("who", "award", "error"),
    [
        ("nominee", "khong_co", Unready),
        ("nominee", "", Unready),
        ("nominee", COLLECTIVE, Unready),
        (None, TITLE, Unready),
        ("stranger", TITLE, NotFound),
        ("signer", TITLE, NotFound),
    ],
)
def test_foreign_people_and_wrong_awards(world, registration, who, award, error):
    before = queries.aims(registration)
    aims = [(None, COLLECTIVE), (world.people[who].pk if who else None, award)]
    with pytest.raises(error):
        operations.save_aims(actor=world.actor("clerk"), at=AT, registration_id=registration.pk, version=1, aims=aims)
    assert queries.aims(registration) == before


def test_a_stale_form_changes_nothing(world, registration):
    with pytest.raises(Stale):
        do("save", world.actor("clerk"), registration, version=0)
    assert Aim.objects.count() == 2


def test_opened_once(world, registration):
    clerk, unit = world.actor("clerk"), world.units["unit"]
    with pytest.raises(AlreadyDone):
        operations.open(actor=clerk, at=AT, movement_id=registration.movement_id, unit_id=unit.pk)


def test_a_form_sent_twice_is_one_act(world, registration):
    actor = world.actor("clerk").with_once("a1")
    do("save", actor, registration)
    with pytest.raises(AlreadyDone):
        do("save", actor, registration)


@pytest.mark.parametrize("verb", ["save", "send", "take_back"])
def test_nobody_registers_in_a_closed_movement(world, registration, verb):
    put(registration, State.WAITING if verb == "take_back" else State.NOT_SENT)
    movements.close(actor=OPERATOR, at=AT, movement_id=registration.movement_id)
    with pytest.raises(NotNow):
        do(verb, world.actor("clerk"), registration)


def test_what_was_sent_is_still_answered_in_a_closed_movement(world, registration):
    put(registration, State.WAITING)
    movements.close(actor=OPERATOR, at=AT, movement_id=registration.movement_id)
    assert do("approve", world.actor("signer"), registration).state == State.APPROVED


def test_a_movement_of_a_unit_below_or_beside_is_not_for_the_unit(world):
    own = launched(world, "unit")
    for who, unit in [("department_clerk", "department"), ("stranger", "neighbour")]:
        with pytest.raises(NotFound):
            operations.open(actor=world.actor(who), at=AT, movement_id=own.pk, unit_id=world.units[unit].pk)


def test_several_are_approved_together_or_not_at_all(world, registration):
    other = operations.open(
        actor=world.actor("stranger"),
        at=AT,
        movement_id=registration.movement_id,
        unit_id=world.units["neighbour"].pk,
    )
    put(registration, State.WAITING)
    chosen = [(registration.pk, 1), (other.pk, 0)]
    above = world.actor("appraiser").with_once("b1")
    with pytest.raises(NotNow):
        operations.approve_all(actor=above, at=AT, registrations=chosen)
    assert Registration.objects.get(pk=registration.pk).state == State.WAITING
    put(other, State.WAITING)
    assert len(operations.approve_all(actor=above, at=AT, registrations=chosen)) == 2
    with pytest.raises(AlreadyDone):
        operations.approve_all(actor=above, at=AT, registrations=chosen)
    with pytest.raises(Unready):
        operations.approve_all(actor=world.actor("appraiser"), at=AT, registrations=[])


@pytest.mark.parametrize("values", [{"state": State.WAITING}, {"state": State.REFUSED, "answered_at": AT}])
def test_the_database_ties_state_and_columns(registration, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(**values)


def test_approved_aims_for_many_people_with_one_query(world, registration, django_assert_num_queries):
    ids = [world.people[who].pk for who in ("nominee", "clerk", "stranger")]
    assert queries.aims_of_people(ids, 2025) == {id: set() for id in ids}
    put(registration, State.APPROVED)
    with django_assert_num_queries(1):
        assert queries.aims_of_people(ids, 2025)[ids[0]] == {TITLE}
    with django_assert_num_queries(1):
        assert queries.aims_of_units([world.units["unit"].pk], 2025) == {world.units["unit"].pk: {COLLECTIVE}}


def test_a_second_role_at_the_unit_itself_does_not_answer(world, registration):
    """An appraiser at Phòng Một is not a unit above."""
    put(registration, State.WAITING)
    give_role(
        actor=OPERATOR,
        at=AT,
        account=world.accounts["nominee"],
        role=Role.APPRAISER,
        unit=world.units["unit"],
        from_on=START,
    )
    with pytest.raises(NotAllowed):
        do("approve", world.actor("nominee"), registration)
