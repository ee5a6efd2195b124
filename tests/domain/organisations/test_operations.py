"""Units through time: who may do what, every way in which an act is refused, and what always holds."""

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import AT, CAST, OPERATOR, START
from thidua.base.audit import queries as audit
from thidua.domain.organisations import access, operations, queries
from thidua.domain.organisations.enums import ClusterKind, Kind, Level, Relation
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.domain.organisations.operations import New
from thidua.kernel.errors import NotAllowed, NotFound, NotNow, Unready

TODAY = AT.date()
BEFORE = dt.date(2024, 1, 1)
ACT = {"actor": OPERATOR, "at": AT}


def found(name, parent, code="", kind=Kind.DIVISION, from_on=START):
    return operations.found(
        **ACT, code=code or name, name=name, kind=kind, level=Level.NONE, parent=parent, from_on=from_on
    )


def do(verb, actor, world):
    """Do the verb to Phòng Một (to merge: with Phòng Hai into a third)."""
    act, unit = {"actor": actor, "at": AT}, world.units["unit"]
    return {
        "found": lambda: operations.found(
            **act, code="moi", name="Phòng Mới", kind=Kind.DIVISION, level=Level.NONE,
            parent=world.units["department"], from_on=TODAY,
        ),
        "rename": lambda: operations.rename(**act, unit_id=unit.pk, name="Phòng Nhất", on=TODAY),
        "edit": lambda: operations.edit(**act, unit_id=unit.pk, code="p1", official_code="", kind=Kind.SERVICE, level=Level.NONE),
        "end": lambda: operations.end(**act, unit_id=unit.pk, on=TODAY),
        "move": lambda: operations.move(**act, unit_id=unit.pk, parent_id=world.units["neighbour"].pk),
        "merge": lambda: operations.merge(
            **act, source_ids=[unit.pk, world.units["neighbour"].pk], into=New("moi", "Phòng Chung", Kind.DIVISION), on=TODAY
        ),
        "split": lambda: operations.split(
            **act, unit_id=unit.pk, parts=[New("moi", "Phòng Ba", Kind.DIVISION)], on=TODAY, goes_on=True
        ),
    }[verb]()  # fmt: skip


VERBS = ["found", "rename", "edit", "end", "move", "merge", "split"]
KEEPERS = {"department_clerk", "appraiser"}
SEES_UNIT = {"clerk", "department_clerk", "appraiser", "member", "second_member", "secretary", "signer", "auditor"}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what_to_the_units_of_so_mau(world, verb, who):
    """Those who keep Sở Mẫu's units may; who only sees the units is told why not; to others they are not there."""
    before = list(Unit.objects.order_by("pk").values())
    if who in KEEPERS:
        do(verb, world.actor(who), world)
        assert list(Unit.objects.order_by("pk").values()) != before
        assert audit.verify().fault == ""
        return
    with pytest.raises((NotAllowed, NotFound)) as refusal:
        do(verb, world.actor(who), world)
    is_seen = verb == "found" or (who in SEES_UNIT and (who != "clerk" or verb not in {"move", "merge"}))
    assert (refusal.type is NotAllowed) == is_seen
    assert list(Unit.objects.order_by("pk").values()) == before


def test_nobody_changes_her_own_unit(world):
    """The clerk of Sở Mẫu keeps what is below it; the operator keeps the topmost."""
    for unit in ("department", "province"):
        with pytest.raises(NotAllowed):
            operations.rename(
                actor=world.actor("department_clerk"), at=AT, unit_id=world.units[unit].pk, name="Khác", on=TODAY
            )
    assert operations.rename(**ACT, unit_id=world.units["province"].pk, name="Tỉnh Khác", on=TODAY).name == "Tỉnh Khác"


def test_a_renamed_unit_is_found_under_each_name_and_called_by_the_name_of_the_day(world):
    unit = world.units["unit"]
    operations.rename(**ACT, unit_id=unit.pk, name="Phòng Nhất", on=BEFORE, basis="QĐ 1")
    operations.rename(**ACT, unit_id=unit.pk, name="Phòng Đầu", on=TODAY, basis="QĐ 2")
    unit.refresh_from_db()
    days = {START: "Phòng Một", BEFORE - dt.timedelta(1): "Phòng Một", BEFORE: "Phòng Nhất", TODAY: "Phòng Đầu"}
    assert {day: queries.name_on(unit, day) for day in days} == days
    assert queries.name_on(unit, dt.date(1999, 1, 1)) == "Phòng Một"
    others = [unit, world.units["neighbour"]]
    assert queries.names_on(others, BEFORE) == {unit.pk: "Phòng Nhất", world.units["neighbour"].pk: "Phòng Hai"}
    assert [(one.unit.pk, one.name, one.rank) for one in queries.find_by_name("phong nhat")] == [
        (unit.pk, "Phòng Nhất", 1)
    ]
    assert [one.name for one in queries.find_by_name("phòng đầu", on=TODAY)] == ["Phòng Đầu"]
    assert queries.find_by_name("phòng đầu", on=BEFORE) == []
    assert [one.name for one in queries.find_by_name("Phòng Nhất", on=BEFORE)] == ["Phòng Nhất"]


def test_names_are_found_by_how_well_they_fit(world):
    top = world.units["province"]
    for name in ("Xã Hoà Hội", "Xã Hòa Hội Đông", "Phường Hòa Hội", "Xã Hóa Hồi"):
        found(name, top, kind=Kind.COMMUNE)
    ranks = {one.name: one.rank for one in queries.find_by_name("Xã Hòa Hội")}
    assert ranks == {"Xã Hoà Hội": 0, "Xã Hóa Hồi": 1, "Xã Hòa Hội Đông": 3}
    assert [one.name for one in queries.find_by_name("hòa hội")][:1] != ["Xã Hòa Hội Đông"]
    assert {one.name: one.rank for one in queries.find_by_name("Hoa Hoi")}["Phường Hòa Hội"] == 2
    assert queries.find_by_name("hoà hội", under=world.units["department"]) == []
    assert queries.find_by_name("  ") == []


def test_a_merger_ends_the_sources_takes_their_units_along_and_can_be_taken_back(world):
    one, two = world.units["unit"], world.units["neighbour"]
    child = found("Tổ Một", one)
    before = list(Unit.objects.order_by("pk").values())
    new = New("chung", "Phòng Chung", Kind.DIVISION)
    heir = operations.merge(**ACT, source_ids=[one.pk, two.pk], into=new, on=TODAY, basis="QĐ 3")
    child.refresh_from_db()
    assert (child.parent_id, child.path) == (heir.pk, f"{heir.path}{child.pk}/")
    assert heir.is_sample  # what comes out of samples is a sample
    assert set(Unit.objects.filter(until_on=TODAY)) == {one, two}
    assert {(row.before, row.after, row.relation) for row in Succession.objects.all()} == {
        (one, heir, Relation.WHOLE), (two, heir, Relation.WHOLE)
    }  # fmt: skip
    assert {kin.unit for kin in queries.lineage(heir)} == {heir, one, two}
    assert set(queries.inherited([heir.path])) == {one, two}
    assert not queries.inherited([child.path]).exists()
    operations.annul(**ACT, unit_id=heir.pk)
    assert list(Unit.objects.order_by("pk").values()) == before
    assert not Succession.objects.exists()


def test_a_merger_something_rests_on_is_not_taken_back(world):
    one, two = world.units["unit"], world.units["neighbour"]
    heir = operations.merge(**ACT, source_ids=[one.pk, two.pk], into=New("x", "Phòng X", Kind.DIVISION), on=TODAY)
    operations.form_cluster(**ACT, unit_id=heir.pk, name="Cụm", kind=ClusterKind.CLUSTER, from_on=TODAY)
    with pytest.raises(Unready):
        operations.annul(**ACT, unit_id=heir.pk)
    assert Unit.objects.get(pk=one.pk).until_on == TODAY


def test_only_what_was_done_last_and_today_is_taken_back(world):
    unit = world.units["unit"]
    with pytest.raises(NotNow):
        operations.annul(**ACT, unit_id=unit.pk)  # it was founded, not arranged
    operations.rename(**ACT, unit_id=unit.pk, name="Phòng Nhầm", on=TODAY)
    with pytest.raises(NotNow):
        operations.annul(actor=OPERATOR, at=AT + dt.timedelta(1), unit_id=unit.pk)
    assert operations.annul(**ACT, unit_id=unit.pk) == unit
    assert (Unit.objects.get(pk=unit.pk).name, FormerName.objects.count()) == ("Phòng Một", 0)
    with pytest.raises(NotNow):
        operations.annul(**ACT, unit_id=unit.pk)
    operations.merge(**ACT, source_ids=[unit.pk], into=world.units["neighbour"].pk, on=TODAY)
    operations.rename(**ACT, unit_id=world.units["neighbour"].pk, name="Phòng Sau", on=TODAY)
    operations.annul(**ACT, unit_id=world.units["neighbour"].pk)
    with pytest.raises(NotNow):  # the merger is not the last act any more
        operations.annul(**ACT, unit_id=world.units["neighbour"].pk)


def test_what_is_divided_is_inherited_in_part_only(world):
    unit = world.units["unit"]
    parts = [New("a", "Phòng A", Kind.DIVISION), New("b", "Phòng B", Kind.DIVISION)]
    a, b = operations.split(**ACT, unit_id=unit.pk, parts=parts, on=TODAY, goes_on=False)
    assert {(kin.unit, kin.is_certain) for kin in queries.lineage(a)} == {(a, True), (unit, False)}
    assert not queries.inherited([a.path]).exists()
    assert {(kin.unit, kin.is_certain) for kin in queries.heirs(unit)} == {(unit, True), (a, False), (b, False)}
    assert not queries.units(TODAY).filter(pk=unit.pk).exists()


def test_days_never_run_back(world):
    """What Hai gave to Ba before Một went into Hai did not come from Một."""
    one, two = world.units["unit"], world.units["neighbour"]
    (three,) = operations.split(
        **ACT, unit_id=two.pk, parts=[New("ba", "Phòng Ba", Kind.DIVISION)], on=BEFORE, goes_on=True
    )
    operations.merge(**ACT, source_ids=[one.pk], into=two.pk, on=TODAY)
    assert {kin.unit for kin in queries.lineage(three)} == {three, two}
    assert {kin.unit for kin in queries.heirs(one)} == {one, two}


REFUSED = [
    ("rename", {"name": "", "on": TODAY}, "name"),
    ("rename", {"name": "Phòng  Một", "on": TODAY}, "name"),
    ("rename", {"name": "phòng hai", "on": TODAY}, "name"),
    ("rename", {"name": "Phòng Mới", "on": START}, "on"),
    ("rename", {"name": "Phòng Mới", "on": TODAY + dt.timedelta(1)}, "on"),
    ("end", {"on": START}, "on"),
    ("split", {"parts": [], "on": TODAY, "goes_on": True}, "parts"),
    ("split", {"parts": [New("a", "A", Kind.DIVISION)], "on": TODAY, "goes_on": False}, "parts"),
    ("split", {"parts": [New("neighbour", "A", Kind.DIVISION)], "on": TODAY, "goes_on": True}, "code"),
]


@pytest.mark.parametrize(("verb", "given", "field"), REFUSED)
def test_what_is_refused(world, verb, given, field):
    with pytest.raises(Unready) as refusal:
        getattr(operations, verb)(**ACT, unit_id=world.units["unit"].pk, **given)
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_circles_and_ended_units_are_refused(world):
    province, department, unit = (world.units[name] for name in ("province", "department", "unit"))
    for below in (unit, department):
        with pytest.raises(Unready):
            operations.move(**ACT, unit_id=department.pk, parent_id=below.pk)
    with pytest.raises(Unready):
        operations.move(**ACT, unit_id=unit.pk, parent_id=department.pk)
    with pytest.raises(Unready):
        operations.merge(**ACT, source_ids=[department.pk], into=unit.pk, on=TODAY)
    with pytest.raises(Unready):
        operations.merge(**ACT, source_ids=[unit.pk], into=unit.pk, on=TODAY)
    with pytest.raises(Unready):
        operations.merge(**ACT, source_ids=[], into=unit.pk, on=TODAY)
    with pytest.raises(Unready):
        operations.end(**ACT, unit_id=department.pk, on=TODAY)
    operations.end(**ACT, unit_id=unit.pk, on=TODAY)
    for again in (
        lambda: operations.end(**ACT, unit_id=unit.pk, on=TODAY),
        lambda: operations.rename(**ACT, unit_id=unit.pk, name="Khác", on=BEFORE),
        lambda: operations.merge(**ACT, source_ids=[world.units["neighbour"].pk], into=unit.pk, on=TODAY),
        lambda: found("Tổ Hai", unit),
    ):
        with pytest.raises(Unready):
            again()
    assert operations.move(**ACT, unit_id=world.units["neighbour"].pk, parent_id=province.pk).path.startswith(
        province.path
    )


def test_a_move_takes_the_subtree_and_its_rights_along(world):
    child = found("Tổ Một", world.units["unit"])
    operations.move(**ACT, unit_id=world.units["unit"].pk, parent_id=world.units["neighbour"].pk)
    child.refresh_from_db()
    assert child.path == f"{world.units['neighbour'].path}{world.units['unit'].pk}/{child.pk}/"
    assert access.may(world.actor("stranger"), "rename", child)


def check(on):
    """What always holds."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    names = queries.names(units.values())
    for unit in units.values():
        parent = units.get(unit.parent_id)
        assert unit.path == f"{parent.path if parent else '/'}{unit.pk}/"
        assert str(unit.pk) not in (parent.path if parent else "").strip("/").split("/")
        if unit.until_on is not None:
            assert not any(one.parent_id == unit.pk and one.until_on is None for one in units.values())
        former = list(unit.former_names.order_by("from_on"))
        edges = [unit.from_on, *[one.until_on for one in former]]
        assert [one.from_on for one in former] == edges[:-1]
        assert all(names.on(unit.pk, day) for day in (unit.from_on, on))
    forward = {(a, kin.unit.pk, kin.is_certain) for a, unit in units.items() for kin in queries.heirs(unit)}
    back = {(kin.unit.pk, b, kin.is_certain) for b, unit in units.items() for kin in queries.lineage(unit)}
    assert forward == back


def step(verb, i, j, number, at):
    """One act on two of the units that there are."""
    ids = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    one, other, act, on = ids[i % len(ids)], ids[j % len(ids)], {"actor": OPERATOR, "at": at}, at.date()
    new = New(f"n{number}", f"Phòng {number}", Kind.DIVISION)
    {
        "found": lambda: found(f"Tổ {number}", Unit.objects.get(pk=one), from_on=on),
        "rename": lambda: operations.rename(**act, unit_id=one, name=f"Tên {number}", on=on),
        "merge": lambda: operations.merge(**act, source_ids=[one], into=other, on=on),
        "merge-new": lambda: operations.merge(**act, source_ids=[one, other], into=new, on=on),
        "split": lambda: operations.split(**act, unit_id=one, parts=[new, other], on=on, goes_on=True),
        "split-end": lambda: operations.split(**act, unit_id=one, parts=[new, other], on=on, goes_on=False),
        "move": lambda: operations.move(**act, unit_id=one, parent_id=other),
        "end": lambda: operations.end(**act, unit_id=one, on=on),
        "annul": lambda: operations.annul(actor=OPERATOR, at=at - dt.timedelta(1), unit_id=one),
    }[verb]()


STEP = st.tuples(
    st.sampled_from(["found", "rename", "merge", "merge-new", "split", "split-end", "move", "end", "annul"]),
    st.integers(0, 7),
    st.integers(0, 7),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=10))
def test_whatever_is_done_the_tree_holds(db, steps):
    from django.db import transaction

    with transaction.atomic():
        top = found("Tỉnh", None)
        found("Sở A", top)
        found("Sở B", top)
        for number, (verb, i, j) in enumerate(steps):
            at = AT + dt.timedelta(days=number + 1)
            with contextlib.suppress(Unready, NotNow):
                step(verb, i, j, number, at)
            check(at.date())
        transaction.set_rollback(True)
