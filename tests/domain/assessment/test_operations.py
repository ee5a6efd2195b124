"""The year's assessment: who may do what with a sheet, in which state, and every way in which an act is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.cast import AT, CAST
from thidua.base.audit import queries as audit
from thidua.base.notices.models import Notice
from thidua.domain.assessment import access, operations
from thidua.domain.assessment.enums import State
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.assessment.operations import Line
from thidua.domain.assessment.states import FLOW
from thidua.domain.people.models import Post
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Stale, Unready

GOOD, BEST = "hoan_thanh_tot", "hoan_thanh_xuat_sac"


def opened(world, place="unit", who="clerk", year=2025):
    """The unit's sheet of the year."""
    return operations.open_sheet(actor=world.actor(who), at=AT, unit_id=world.units[place].pk, year=year)


def grade(world, sheet, who, grade=GOOD, discipline="none", note="", version=0, by="clerk"):
    """Write one row; who = None is the collective."""
    return operations.record_result(
        actor=world.actor(by),
        at=AT,
        sheet_id=sheet.pk,
        person_id=world.people[who].pk if who else None,
        version=version,
        grade=grade,
        discipline=discipline,
        note=note,
    )


@pytest.fixture
def sheet(world):
    """Phòng Một's year 2025 with everybody graded, still open."""
    sheet = opened(world)
    for who in (None, "nominee", "clerk"):
        grade(world, sheet, who)
    return sheet


def put(sheet, state):
    """Bring the sheet into the state."""
    Sheet.objects.filter(pk=sheet.pk).update(state=state, closed_at=AT if state == State.CLOSED else None)


def do(verb, world, who, sheet):
    """Do the verb to the sheet."""
    if verb == "record":
        return grade(world, sheet, "nominee", BEST, version=1, by=who).sheet
    act = {"close": operations.close_sheet, "reopen": operations.reopen_sheet}[verb]
    more = {"reason": "Nhập sót một người."} if verb == "reopen" else {}
    return act(actor=world.actor(who), at=AT, sheet_id=sheet.pk, **more)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_each_verb_in_each_state(world, sheet, state, verb):
    put(sheet, state)
    who = "department_clerk" if verb == "reopen" else "clerk"
    if FLOW.admits(verb, state):
        assert do(verb, world, who, sheet).state == FLOW.moves[verb].target
    else:
        with pytest.raises(NotNow):
            do(verb, world, who, sheet)


MAY = {"record": {"clerk"}, "close": {"clerk"}, "reopen": {"department_clerk", "signer"}}
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_who_may(world, sheet, who, verb):
    put(sheet, FLOW.moves[verb].sources[0])
    if who in MAY[verb]:
        assert do(verb, world, who, sheet).state == FLOW.moves[verb].target
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            do(verb, world, who, sheet)


@pytest.mark.parametrize("who", CAST)
def test_who_may_open_and_who_sees(world, who):
    if who == "clerk":
        opened(world)
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            opened(world, who=who)
        opened(world)
    assert access.visible_to(world.actor(who)).exists() == (who in READERS)


def test_a_top_unit_reopens_its_own(world):
    """Tỉnh Mẫu has nobody above it."""
    province = operations.open_sheet(
        actor=operations.Actor.system("test"), at=AT, unit_id=world.units["province"].pk, year=2025
    )
    put(province, State.CLOSED)
    with pytest.raises(NotAllowed):
        do("reopen", world, "auditor", province)


@pytest.mark.parametrize("year", [1999, 2027, 0])
def test_a_year_that_has_begun(world, year):
    with pytest.raises(Unready):
        opened(world, year=year)


def test_opened_once(world, sheet):
    with pytest.raises(AlreadyDone):
        opened(world)


def test_two_people_save_one_row_at_once(world, sheet):
    """The second is told and overwrites nothing; the rows beside stay free."""
    grade(world, sheet, "nominee", BEST, version=1)
    with pytest.raises(Stale):
        grade(world, sheet, "nominee", "hoan_thanh", version=1)
    with pytest.raises(Stale):
        grade(world, sheet, "nominee", "hoan_thanh", version=0)
    assert Result.objects.get(person=world.people["nominee"]).grade == BEST
    grade(world, sheet, "clerk", BEST, version=1)


def test_a_whole_grid_is_saved_or_nothing_of_it(world, sheet):
    nominee, clerk = world.people["nominee"].pk, world.people["clerk"].pk
    lines = [Line(nominee, 1, BEST, "none"), Line(clerk, 0, BEST, "none")]
    given = {"actor": world.actor("clerk"), "at": AT, "sheet_id": sheet.pk}
    with pytest.raises(Stale):
        operations.record_results(**given, lines=lines)
    assert not Result.objects.filter(grade=BEST).exists()
    assert len(operations.record_results(**given, lines=[lines[0], Line(clerk, 1, BEST, "none")])) == 2
    with pytest.raises(Unready):
        operations.record_results(**given, lines=[])


@pytest.mark.parametrize(
    ("who", "values", "field"),
    [
        ("nominee", {"grade": "tuyet_voi"}, "grade"),
        ("nominee", {"discipline": ""}, "discipline"),
        (None, {"discipline": "canh_cao"}, "discipline"),
        ("nominee", {"note": "x" * 301}, "note"),
    ],
)
def test_what_does_not_fit_is_named(world, sheet, who, values, field):
    with pytest.raises(Unready) as refusal:
        grade(world, sheet, who, version=1, **values)
    assert [issue.field for issue in refusal.value.issues] == [field]


@pytest.mark.parametrize("who", ["stranger", "department_clerk"])
def test_only_people_of_the_unit(world, sheet, who):
    with pytest.raises(NotFound):
        grade(world, sheet, who)


def test_what_was_before_and_after_is_in_the_trail(world, sheet):
    result = grade(world, sheet, "nominee", BEST, "khien_trach", "Nghỉ\u0000 ốm", version=1)
    details = list(audit.of(result))[-1].details
    assert details["before"] == [GOOD, "none", ""]
    assert details["after"] == [BEST, "khien_trach", "Nghỉ ốm"]
    assert audit.verify().fault == ""


def test_closing_names_everybody_without_a_grade(world, sheet):
    grade(world, sheet, None, "", version=1)
    grade(world, sheet, "nominee", "", version=1)
    with pytest.raises(Unready) as refusal:
        do("close", world, "clerk", sheet)
    assert [issue.field for issue in refusal.value.issues] == ["u", str(world.people["nominee"].pk)]


def test_who_left_within_the_year_needs_no_grade(world):
    sheet = opened(world)
    Post.objects.filter(person=world.people["nominee"]).update(until_on=dt.date(2025, 5, 1))
    grade(world, sheet, None)
    grade(world, sheet, "clerk")
    assert do("close", world, "clerk", sheet).closed_at == AT


def test_closing_tells_the_unit_above_and_reopening_the_unit(world, sheet):
    do("close", world, "clerk", sheet)
    assert set(Notice.objects.values_list("to__username", flat=True)) == {"department_clerk"}
    Notice.objects.all().delete()
    do("reopen", world, "signer", sheet)
    notice = Notice.objects.get()
    assert notice.to.username == "clerk"
    assert "Nhập sót một người" in notice.body
    assert [event.details.get("reason", "") for event in audit.of(sheet)] == ["", "", "Nhập sót một người."]


def test_reopening_says_why(world, sheet):
    put(sheet, State.CLOSED)
    with pytest.raises(Unready):
        operations.reopen_sheet(actor=world.actor("signer"), at=AT, sheet_id=sheet.pk, reason=" ")


def test_stale_close_and_form_sent_twice(world, sheet):
    with pytest.raises(Stale):
        operations.close_sheet(actor=world.actor("clerk"), at=AT, sheet_id=sheet.pk, version=7)
    actor = world.actor("clerk").with_once("d1")
    operations.close_sheet(actor=actor, at=AT, sheet_id=sheet.pk, version=0)
    with pytest.raises(AlreadyDone):
        operations.close_sheet(actor=actor, at=AT, sheet_id=sheet.pk, version=0)


def test_the_database_ties_state_and_moment(sheet):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.update(state=State.CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(sheet=sheet, person=None)
