"""What a unit received before it went into another is read, listed and counted with its heir."""

import datetime as dt

import pytest

from tests.cast import AT, OPERATOR
from thidua.domain.organisations import operations as organisations
from thidua.domain.organisations.enums import Kind
from thidua.domain.organisations.operations import New
from thidua.domain.register import access, operations, queries

DAY = dt.date(2026, 1, 1)
ACT = {"actor": OPERATOR, "at": AT}


@pytest.fixture
def entry(world):
    """An award of Phòng Một of 2024."""
    return operations.enter(
        **ACT,
        unit=world.units["unit"],
        person=None,
        award="tap_the_lao_dong_tien_tien",
        mode="regular",
        year=2024,
        granted_by="Giám đốc Sở Mẫu",
        decision_number="1/QĐ",
        decided_on=dt.date(2025, 1, 5),
        source="test",
        source_key="1",
    )


def seen(world, who):
    """Whether this member of the cast reads the entry."""
    return access.visible_to(world.actor(who)).exists()


def test_the_clerk_of_the_heir_reads_it(world, entry):
    neighbour = world.units["neighbour"]
    assert not seen(world, "stranger") and not access.is_own(world.actor("stranger"), world.units["unit"])
    organisations.merge(**ACT, source_ids=[world.units["unit"].pk], into=neighbour.pk, on=DAY)
    world.units["unit"].refresh_from_db()
    assert seen(world, "stranger") and access.is_own(world.actor("stranger"), world.units["unit"])
    assert world.units["unit"] in access.visible_units(world.actor("stranger"))
    assert list(queries.named(neighbour.path)) == [entry]


def test_a_part_brings_no_awards_along(world, entry):
    neighbour = world.units["neighbour"]
    organisations.split(**ACT, unit_id=world.units["unit"].pk, parts=[neighbour.pk], on=DAY, goes_on=True)
    assert not seen(world, "stranger") and not queries.named(neighbour.path).exists()


def test_two_arrangements_one_after_the_other(world, entry):
    middle = organisations.merge(
        **ACT,
        source_ids=[
            world.units["unit"].pk,
            organisations.found(
                **ACT,
                code="b",
                name="Phòng Ba",
                kind=Kind.DIVISION,
                level="none",
                parent=world.units["department"],
                from_on=DAY,
            ).pk,
        ],
        into=New("c", "Phòng Chung", Kind.DIVISION),
        on=dt.date(2026, 1, 10),
    )
    organisations.merge(**ACT, source_ids=[middle.pk], into=world.units["neighbour"].pk, on=dt.date(2026, 1, 15))
    assert seen(world, "stranger")
