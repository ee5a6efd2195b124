"""Recognised initiatives: who records and removes them, and every way in which that is refused."""

import pytest

from tests.cast import AT, CAST
from thidua.base.audit import queries as audit
from thidua.base.audit.models import Event
from thidua.domain.initiatives import access, operations, queries
from thidua.domain.initiatives.models import Initiative
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, Stale, Unready

DEED = {
    "year": 2025,
    "kind": "initiative",
    "title": "Bảng kiểm hồ sơ\u0007 khen thưởng",
    "reach": "co_so",
    "recognised_by": "Quyết định 12/QĐ-SM ngày 15/11/2025 của Sở Mẫu",
}


def recognise(world, who="clerk", author="nominee", unit="unit", **other):
    """Record an initiative of the author."""
    return operations.recognise(
        actor=world.actor(who),
        at=AT,
        person_id=world.people[author].pk,
        unit_id=world.units[unit].pk,
        **DEED | other,
    )


READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.mark.parametrize("who", CAST)
def test_who_may_recognise_and_remove(world, who):
    initiative = recognise(world)
    if who == "clerk":
        recognise(world, who)
        operations.remove(actor=world.actor(who), at=AT, initiative_id=initiative.pk, version=0)
        assert Initiative.objects.count() == 1
        return
    with pytest.raises(NotAllowed if who in READERS else NotFound):
        recognise(world, who)
    # Her own initiative the nominee sees; she does not remove it.
    with pytest.raises(NotAllowed if who in READERS | {"nominee"} else NotFound):
        operations.remove(actor=world.actor(who), at=AT, initiative_id=initiative.pk)
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("who", CAST)
def test_who_sees(world, who):
    recognise(world)
    assert access.visible_to(world.actor(who)).exists() == (who in READERS | {"nominee"})


def test_the_title_is_tidied_and_both_acts_stay_in_the_trail(world):
    initiative = recognise(world)
    assert initiative.title == "Bảng kiểm hồ sơ khen thưởng"
    operations.remove(actor=world.actor("clerk"), at=AT, initiative_id=initiative.pk)
    events = Event.objects.filter(thing="initiatives.initiative").order_by("seq")
    assert [event.event.rsplit(".")[-1] for event in events] == ["recorded", "removed"]
    assert events[1].details["title"] == "Bảng kiểm hồ sơ khen thưởng"
    assert audit.verify().fault == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " \u0007\u200b"),
        ("title", "x" * 301),
        ("kind", "khac"),
        ("reach", ""),
        ("reach", "hanh_tinh"),
        ("recognised_by", "  "),
        ("recognised_by", "x" * 201),
        ("year", 2027),
    ],
)
def test_what_is_missing_is_named(world, field, value):
    with pytest.raises(Unready) as refusal:
        recognise(world, **{field: value})
    assert [issue.field for issue in refusal.value.issues] == [field]
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("author", "unit", "year"),
    [("stranger", "unit", 2025), ("nominee", "neighbour", 2025), ("nominee", "unit", 2019), ("nominee", "unit", 99999)],
)
def test_the_author_stood_in_the_unit_that_year(world, author, unit, year):
    with pytest.raises(NotFound):
        recognise(world, author=author, unit=unit, year=year)


def test_stale_and_sent_twice(world):
    initiative = recognise(world)
    with pytest.raises(Stale):
        operations.remove(actor=world.actor("clerk"), at=AT, initiative_id=initiative.pk, version=3)
    actor = world.actor("clerk").with_once("c1")
    given = {"actor": actor, "at": AT, "person_id": world.people["nominee"].pk, "unit_id": world.units["unit"].pk}
    operations.recognise(**given, **DEED)
    with pytest.raises(AlreadyDone):
        operations.recognise(**given, **DEED)
    assert Initiative.objects.count() == 2


def test_questions_for_many_people_cost_one_query(world, django_assert_num_queries):
    nominee, clerk = world.people["nominee"].pk, world.people["clerk"].pk
    recognise(world)
    recognise(world)
    recognise(world, year=2023, reach="bo_tinh", kind="topic")
    with django_assert_num_queries(1):
        found = queries.of_people([nominee, clerk])
    assert ([one.year for one in found[nominee]], found[clerk]) == ([2025, 2025, 2023], [])
    assert [one.year for one in queries.of_people([nominee], 2023)[nominee]] == [2023]
    with django_assert_num_queries(1):
        counts = queries.counts_of_people([nominee, clerk])
    assert counts == {nominee: {("initiative", "co_so"): {2025: 2}, ("topic", "bo_tinh"): {2023: 1}}, clerk: {}}
