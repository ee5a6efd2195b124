"""Profiles follow the records: each act marks whom it touches, and what is marked is built anew, once and whole."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connection, transaction

from tests import cast
from tests.cast import AT, CAST, OPERATOR, START
from tests.domain.dossiers.conftest import CSCS, Year
from tests.domain.profiles.conftest import invent
from tests.domain.register.test_published import RECORD
from thidua.base.audit.models import Event
from thidua.domain.assessment import operations as assessment
from thidua.domain.assessment.models import Sheet
from thidua.domain.initiatives import operations as initiatives
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.people import operations as people
from thidua.domain.people.enums import Role, Sex
from thidua.domain.people.models import Person, Post, Touched
from thidua.domain.profiles import operations, queries
from thidua.domain.profiles.models import Profile
from thidua.domain.register import operations as register
from thidua.kernel.errors import NotAllowed

LATER = AT + dt.timedelta(hours=1)


def refresh(**given) -> operations.Refreshed:
    return operations.refresh(actor=OPERATOR, at=given.pop("at", AT), **given)


def kept() -> list[tuple]:
    """What the kept profiles say."""
    rows = [*queries.kept(queries.INDIVIDUAL), *queries.kept(queries.COLLECTIVE)]
    return [(one.person_id, one.unit_id, bytes(one.masks), one.dates) for one in rows]


def fresh() -> list[tuple]:
    """What they have to say."""
    rows = [*queries.every_person(), *queries.every_unit()]
    return [(one.person_id, one.unit_id, one.masks, one.dates) for one in rows]


# -- each act marks whom it touches ------------------------------------------------------------------------------------


def recorded(world, who: str | None) -> Sheet:
    """Phòng Một's open sheet of 2025 with one row."""
    clerk = world.actor("clerk")
    sheet = Sheet.objects.filter(year=2025).first()
    sheet = sheet or assessment.open_sheet(actor=clerk, at=AT, unit_id=world.units["unit"].pk, year=2025)
    assessment.record_result(
        actor=clerk,
        at=AT,
        sheet_id=sheet.pk,
        person_id=world.people[who].pk if who else None,
        version=0,
        grade="hoan_thanh_tot",
        discipline="none",
    )
    return sheet


def closed(world) -> Sheet:
    for who in ("nominee", "clerk", None):
        sheet = recorded(world, who)
    refresh()
    return assessment.close_sheet(actor=world.actor("clerk"), at=AT, sheet_id=sheet.pk)


def reopened(world) -> None:
    sheet = closed(world)
    refresh()
    sheet.refresh_from_db()
    assessment.reopen_sheet(actor=world.actor("department_clerk"), at=AT, sheet_id=sheet.pk, reason="Sửa")


def recognised(world) -> Initiative:
    return initiatives.recognise(
        actor=world.actor("clerk"),
        at=AT,
        person_id=world.people["nominee"].pk,
        unit_id=world.units["unit"].pk,
        year=2025,
        kind="initiative",
        title="Rút ngắn quy trình",
        reach="co_so",
        recognised_by="Quyết định 1/QĐ",
    )


def removed(world) -> None:
    made = recognised(world)
    refresh()
    initiatives.remove(actor=world.actor("clerk"), at=AT, initiative_id=made.pk)


def declared(world, name: str, first: int = 2021) -> None:
    unit = world.units[name].pk
    register.declare_complete(actor=OPERATOR, at=AT, unit_id=unit, from_year=first, until_year=first + 1)


def entered(world) -> None:
    people.enter(
        actor=OPERATOR,
        at=AT,
        code="new",
        full_name="Người mới",
        sex=Sex.MALE,
        unit=world.units["unit"],
        title="Chuyên viên",
        from_on=START,
    )


def given_a_role(world) -> None:
    account, unit = world.accounts["nominee"], world.units["unit"]
    people.give_role(actor=OPERATOR, at=AT, account=account, role=Role.CLERK, unit=unit, from_on=START)


OF_UNIT = {"nominee", "clerk"}
OF_DEPARTMENT = {*CAST} - {"auditor", "citizen"}
BELOW = {"unit", "department", "neighbour"}
ACTS = {
    "an award of a person": (lambda world: Year(world).title("nominee", CSCS, 2024), {"nominee"}, set()),
    "an award of a unit": (lambda world: Year(world).title(None, "co_thi_dua_bo_tinh", 2024), set(), {"unit"}),
    "a book's completeness": (lambda world: declared(world, "unit"), OF_UNIT, {"unit"}),
    "that of all below": (lambda world: declared(world, "department"), OF_DEPARTMENT, BELOW),
    "years before anybody came": (lambda world: declared(world, "department", 2010), set(), BELOW),
    "a person's year": (lambda world: recorded(world, "nominee"), {"nominee"}, set()),
    "a unit's year": (lambda world: recorded(world, None), set(), {"unit"}),
    "a closed sheet": (closed, OF_UNIT, set()),
    "a reopened sheet": (reopened, OF_UNIT, set()),
    "a recognition": (recognised, {"nominee"}, set()),
    "a removed one": (removed, {"nominee"}, set()),
    "a new person": (entered, {"new"}, set()),
    "a role": (given_a_role, set(), set()),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_marks_whom_it_touches(world, act):
    does, persons, units = ACTS[act]
    refresh()
    does(world)
    marked = set(Touched.objects.filter(person__isnull=False).values_list("person__code", flat=True))
    assert {code.removeprefix("M-") for code in marked} == persons
    assert set(Touched.objects.filter(unit__isnull=False).values_list("unit__code", flat=True)) == units
    refresh(at=LATER)
    assert kept() == fresh() and not Touched.objects.exists()


def test_published_numbers_mark_their_agency(db):
    unit = register.import_published(actor=OPERATOR, at=AT, record=RECORD).unit
    assert list(Touched.objects.values_list("unit", flat=True)) == [unit.pk]
    register.import_published(actor=OPERATOR, at=AT, record=RECORD)
    assert Touched.objects.count() == 1  # nothing new


def test_an_act_that_fails_leaves_no_mark(world):
    refresh()
    with pytest.raises(NotAllowed):
        initiatives.recognise(
            actor=world.actor("auditor"),
            at=AT,
            person_id=world.people["nominee"].pk,
            unit_id=world.units["unit"].pk,
            year=2025,
            kind="initiative",
            title="x",
            reach="co_so",
            recognised_by="x",
        )
    assert not Touched.objects.exists()


# -- building anew -----------------------------------------------------------------------------------------------------


def test_what_is_missing_is_built_and_twice_is_as_good_as_once(db):
    invent(5)
    assert queries.has_due()
    done = refresh()
    assert (done.people, done.units, done.is_all) == (Person.objects.count(), Unit.objects.count(), True)
    assert kept() == fresh() and not queries.has_due()
    again = refresh(at=LATER)
    assert (again.people, again.units, again.is_all) == (0, 0, True)
    assert set(Profile.objects.values_list("built_at", flat=True)) == {AT}


def test_only_what_is_marked_is_built_anew(world):
    refresh()
    recognised(world)
    recognised(world)
    done = refresh(at=LATER)
    assert (done.people, done.units) == (1, 0)
    assert Profile.objects.get(built_at=LATER).person_id == world.people["nominee"].pk
    assert kept() == fresh() and not Touched.objects.exists()


def test_another_layout_is_built_anew(world):
    refresh()
    Profile.objects.filter(person=world.people["clerk"]).update(layout="of old", masks=b"")
    assert world.people["clerk"].pk not in {one.person_id for one in queries.kept(queries.INDIVIDUAL)}
    assert refresh().people == 1
    assert kept() == fresh()


def test_the_subtree_of_one_unit(world):
    done = refresh(only=world.units["unit"])
    assert (done.people, done.units, done.is_all) == (2, 1, True)
    assert queries.has_due()
    assert refresh().people == Person.objects.count() - 2


def test_in_short_steps(world):
    steps = []
    while not steps or not steps[-1].is_all:
        steps.append(refresh(most=4))
    assert [(one.people, one.units) for one in steps] == [(4, 4), (4, 0), (2, 0)]
    assert kept() == fresh()


def test_many_are_read_in_the_order_of_the_tables(db, monkeypatch):
    monkeypatch.setattr(operations, "MANY", 1)
    invent(6)
    refresh()
    assert kept() == fresh()


def test_a_mark_that_is_set_meanwhile_stays(world, monkeypatch):
    """Set after the marks were read: whether its fact was seen is not known, so it is looked at again."""
    refresh()
    recognised(world)
    nominee, read = world.people["nominee"].pk, queries.of_people

    def meanwhile(ids):
        people.touch(at=AT, persons=[nominee])
        return read(ids)

    with monkeypatch.context() as patch:
        patch.setattr(queries, "of_people", meanwhile)
        assert not refresh(at=LATER).is_all
    assert Touched.objects.get().person_id == nominee
    assert refresh(at=LATER).people == 1 and not Touched.objects.exists()


class Killed(BaseException):
    """The end of the process, which nothing catches."""


def test_killed_half_way_nothing_has_happened(db):
    """Broken off before each statement in turn."""
    invent(7, people=5)
    refresh()
    person = Person.objects.order_by("pk").first()
    before = kept()
    Initiative.objects.create(person=person, year=2025, title="x", reach="co_so", recognised_by="x")
    people.touch(at=AT, persons=[person.pk])
    broken = 0
    for statement in range(1, 60):
        left = [statement]

        def count(execute, *rest, left=left):
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return execute(*rest)

        try:
            with transaction.atomic(), connection.execute_wrapper(count):
                refresh(at=LATER)
        except Killed:
            broken += 1
            assert kept() == before and Touched.objects.count() == 1
        else:
            break
    assert broken >= 10
    assert kept() == fresh() != before and not Touched.objects.exists()


def test_it_leaves_its_line(world):
    refresh(only=world.units["unit"])
    line = Event.objects.get(event="profiles.profile.refreshed")
    assert line.details == {"unit": "unit", "people": 2, "units": 1, "is_all": True}


@pytest.mark.parametrize("who", CAST)
def test_only_the_system_refreshes(world, who):
    with pytest.raises(NotAllowed):
        operations.refresh(actor=world.actor(who), at=AT)


@pytest.mark.parametrize("many", [False, True])
def test_the_number_of_questions(world, django_assert_num_queries, many):
    refresh()
    chosen = list(world.people.values()) if many else [world.people["nominee"]]
    people.touch(at=AT, persons=[one.pk for one in chosen], units=[world.units["unit"].pk])
    with django_assert_num_queries(QUESTIONS[connection.vendor]):
        refresh()


QUESTIONS = {"sqlite": 24, "postgresql": 28}


# -- two workers -------------------------------------------------------------------------------------------------------


def test_two_workers_at_once(committed_db):
    """Each builds what the other does not hold; together they build all, and nothing older overwrites."""
    world = cast.build()
    for n in range(60):
        one = Person.objects.create(code=f"w{n}", full_name="x", folded="x", sex="f")
        Post.objects.create(person=one, unit=world.units["unit"], title="x", from_on=START)

    def work(_number: int) -> list[operations.Refreshed]:
        try:
            return [refresh(most=7) for _ in range(6)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        rounds = [one for part in pool.map(work, range(2)) for one in part]
    while not refresh(most=50).is_all:
        pass
    assert sum(one.people for one in rounds) >= 60
    assert kept() == fresh() and not Touched.objects.exists()


def test_what_another_worker_holds_is_left_to_it(committed_db):
    """On PostgreSQL alone: SQLite has one writer at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time")
    world = cast.build()
    refresh()
    recognised(world)
    held, go = Signal(), Signal()

    def hold() -> None:
        with transaction.atomic():
            list(Profile.objects.filter(person=world.people["nominee"]).select_for_update())
            held.set()
            go.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(hold)
        held.wait(20)
        done = refresh()
        go.set()
        other.result()
    assert (done.people, done.is_all) == (0, False) and Touched.objects.count() == 1
    assert refresh().people == 1 and kept() == fresh()
