"""A movement: who may do what with it, in which state, and every way in which an act is refused."""

import datetime as dt

import pytest

from tests.cast import AT, CAST
from thidua.base.audit import queries as audit
from thidua.base.notices.models import Notice
from thidua.domain.movements import access, operations
from thidua.domain.movements.enums import State
from thidua.domain.movements.models import Movement
from thidua.domain.movements.states import FLOW
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Stale, Unready

FORM = {
    "title": "Thi đua hoàn thành nhiệm vụ năm 2025",
    "year": 2025,
    "content": "Hoàn thành 100% nhiệm vụ.",
    "criteria": "Đúng hạn, có sáng kiến.",
    "starts_on": dt.date(2025, 1, 15),
    "ends_on": dt.date(2025, 12, 31),
    "tier": "bo_tinh",
    "scope": "sector",
    "method": "thematic",
}


@pytest.fixture
def movement(world) -> Movement:
    """A draft of Sở Mẫu."""
    actor = world.actor("department_clerk")
    return operations.draft(actor=actor, at=AT, unit=world.units["department"], **FORM)


def do(verb: str, actor, movement: Movement, version: int | None = None) -> Movement:
    """Do the verb to the movement."""
    if verb == "edit":
        return operations.edit(
            actor=actor,
            at=AT,
            movement_id=movement.pk,
            version=version if version is not None else movement.version,
            **FORM,
        )
    return getattr(operations, verb)(actor=actor, at=AT, movement_id=movement.pk, version=version)


def test_what_form_0601_asks_for_is_kept(world, movement):
    found = Movement.objects.get(pk=movement.pk)
    assert (found.tier, found.scope, found.method) == ("bo_tinh", "sector", "thematic")
    changed = FORM | {"tier": "agency", "scope": "cluster", "method": "regular"}
    actor = world.actor("department_clerk")
    operations.edit(actor=actor, at=AT, movement_id=movement.pk, version=movement.version, **changed)
    found.refresh_from_db()
    assert (found.tier, found.scope, found.method) == ("agency", "cluster", "regular")


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_each_verb_in_each_state(world, movement, state, verb):
    Movement.objects.filter(pk=movement.pk).update(state=state, launched_at=AT)
    actor = world.actor("department_clerk")
    if FLOW.admits(verb, state):
        assert do(verb, actor, movement).state == FLOW.moves[verb].target
    else:
        with pytest.raises(NotNow):
            do(verb, actor, movement)
        assert Movement.objects.get(pk=movement.pk).state == state


LAUNCHERS = {"department_clerk", "signer"}
READERS = {"department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.mark.parametrize("who", CAST)
def test_who_may_launch(world, movement, who):
    actor = world.actor(who)
    if who in LAUNCHERS:
        assert operations.launch(actor=actor, at=AT, movement_id=movement.pk).state == State.LAUNCHED
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            operations.launch(actor=actor, at=AT, movement_id=movement.pk)
        assert Movement.objects.get(pk=movement.pk).state == State.DRAFT


@pytest.mark.parametrize("who", CAST)
def test_who_sees_a_draft_and_a_launched_movement(world, movement, who):
    """A draft is seen at Sở Mẫu and above; a launched one also by the clerks of the divisions."""
    assert access.visible_to(world.actor(who)).exists() == (who in READERS)
    operations.launch(actor=world.actor("department_clerk"), at=AT, movement_id=movement.pk)
    assert access.visible_to(world.actor(who)).exists() == (who in READERS | {"clerk", "stranger"})


def test_a_launch_is_audited_and_tells_the_clerks_below(world, movement):
    operations.launch(actor=world.actor("signer"), at=AT, movement_id=movement.pk)
    assert [event.event.rsplit(".")[-1] for event in audit.of(movement)] == ["drafted", "launched"]
    assert audit.verify().fault == ""
    told = set(Notice.objects.values_list("to__username", flat=True))
    assert told == {"clerk", "department_clerk", "stranger"}


def test_without_criteria_it_is_not_launched(world):
    actor = world.actor("department_clerk")
    movement = operations.draft(actor=actor, at=AT, unit=world.units["department"], **FORM | {"criteria": " "})
    with pytest.raises(Unready) as refusal:
        operations.launch(actor=actor, at=AT, movement_id=movement.pk)
    assert [issue.field for issue in refusal.value.issues] == ["criteria"]


def test_a_stale_form_changes_nothing(world, movement):
    actor = world.actor("department_clerk")
    do("edit", actor, movement, version=0)
    with pytest.raises(Stale):
        do("launch", actor, movement, version=0)
    assert Movement.objects.get(pk=movement.pk).state == State.DRAFT


def test_a_form_sent_twice_is_one_act(world):
    actor = world.actor("department_clerk").with_once("a1")
    operations.draft(actor=actor, at=AT, unit=world.units["department"], **FORM)
    with pytest.raises(AlreadyDone):
        operations.draft(actor=actor, at=AT, unit=world.units["department"], **FORM)
    assert Movement.objects.count() == 1


def test_what_a_sample_unit_makes_is_marked_as_sample(world, movement):
    assert movement.is_sample
    world.units["department"].is_sample = False
    actor = world.actor("department_clerk")
    assert not operations.draft(actor=actor, at=AT, unit=world.units["department"], **FORM).is_sample
