"""People's files: who keeps them, what stands in the way, what the trail keeps, and that periods never overlap."""

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import AT, CAST, OPERATOR, START
from thidua.base.audit import queries as audit
from thidua.base.audit.models import Event
from thidua.base.notices.models import Notice
from thidua.domain.people import access, checks, operations, queries
from thidua.domain.people.models import Absence, DataWord, Person, Post, Touched
from thidua.kernel.clock import day
from thidua.kernel.errors import NotAllowed, NotFound, NotNow, Stale, Unready

TODAY = day(AT)
NUMBER = "099190000123"  # no province bears 099: nobody's number
BORN = dt.date(1990, 5, 17)
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}
KEEPERS = {"clerk", "department_clerk"}


def fields(refusal):
    """The fields that a refusal names."""
    return {issue.field for issue in refusal.value.issues}


@pytest.fixture
def nominee(world):
    """The nominee with a citizen number, kept by the clerk of Phòng Một."""
    person = world.people["nominee"]
    operations.edit(actor=OPERATOR, at=AT, person_id=person.pk, born_on=BORN, citizen_number=NUMBER)
    person.refresh_from_db()
    return person


def post_of(person):
    """Her first post."""
    return person.posts.get()


# -- who ---------------------------------------------------------------------------------------------------------------

ACTS = {
    "edit": lambda actor, person, world: operations.edit(
        actor=actor, at=AT, person_id=person.pk, nationality="Việt Nam"
    ),
    "take_post": lambda actor, person, world: operations.take_post(
        actor=actor, at=AT, person_id=person.pk, unit_id=world.units["unit"].pk, title="Tổ trưởng",
        from_on=dt.date(2015, 1, 1), until_on=START,
    ),
    "end_post": lambda actor, person, world: operations.end_post(
        actor=actor, at=AT, post_id=post_of(person).pk, until_on=TODAY
    ),
    "transfer": lambda actor, person, world: operations.transfer(
        actor=actor, at=AT, post_id=post_of(person).pk, unit_id=world.units["unit"].pk, title="Phó Trưởng phòng",
        from_on=TODAY,
    ),
    "go_away": lambda actor, person, world: operations.go_away(
        actor=actor, at=AT, person_id=person.pk, kind="study", from_on=TODAY
    ),
    "retire": lambda actor, person, world: operations.retire(actor=actor, at=AT, person_id=person.pk, on=TODAY),
    "die": lambda actor, person, world: operations.die(actor=actor, at=AT, person_id=person.pk, on=TODAY),
}  # fmt: skip


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("who", CAST)
def test_who_keeps_a_file(world, nominee, who, verb):
    Touched.objects.all().delete()
    seen = Event.objects.count()
    if who in KEEPERS:
        ACTS[verb](world.actor(who), nominee, world)
        nominee.refresh_from_db()
        assert nominee.version == 2
        assert Touched.objects.filter(person=nominee).exists()
        assert Event.objects.count() == seen + 1
        return
    with pytest.raises(NotAllowed if who in READERS | {"nominee"} else NotFound):
        ACTS[verb](world.actor(who), nominee, world)
    assert not Touched.objects.exists()
    assert Event.objects.count() == seen


@pytest.mark.parametrize("who", CAST)
def test_who_reads_a_file_now_and_after_she_left(world, nominee, who):
    assert access.visible_to(world.actor(who)).filter(pk=nominee.pk).exists() == (who in READERS | {"nominee"})
    assert bool(access.may(world.actor(who), "read", nominee)) == (who in READERS | {"nominee"})
    assert bool(access.may(world.actor(who), "see_birth", nominee)) == (who in KEEPERS | {"nominee"})
    operations.transfer(
        actor=OPERATOR, at=AT, post_id=post_of(nominee).pk, unit_id=world.units["neighbour"].pk, title="Chuyên viên",
        from_on=TODAY,
    )  # fmt: skip
    sees = READERS | {"nominee", "stranger"}
    assert access.visible_to(world.actor(who)).filter(pk=nominee.pk).exists() == (who in sees)
    keeps = {"stranger", "department_clerk"}  # who keeps the file moves with her
    assert bool(access.may(world.actor(who), "keep", nominee)) == (who in keeps)


@pytest.mark.parametrize("who", CAST)
def test_who_enters_a_person(world, who):
    data = {"code": "X-1", "full_name": "Lê  Thị Mẫu", "sex": "f", "title": "Văn thư", "from_on": TODAY}
    unit = world.units["unit"]
    if who in KEEPERS:
        person = operations.enter(actor=world.actor(who), at=AT, unit=unit, citizen_number="099 190 000 999", **data)
        assert (person.full_name, person.citizen_number) == ("Lê Thị Mẫu", "099190000999")
        assert person.is_sample  # as the unit is
        return
    with pytest.raises(NotAllowed):
        operations.enter(actor=world.actor(who), at=AT, unit=unit, **data)


def test_a_clerk_of_one_division_moves_nobody_into_another(world, nominee):
    moves = {"post_id": post_of(nominee).pk, "title": "Chuyên viên", "from_on": TODAY}
    neighbour = world.units["neighbour"].pk
    with pytest.raises(NotFound):
        operations.transfer(actor=world.actor("clerk"), at=AT, unit_id=neighbour, **moves)
    operations.transfer(actor=world.actor("department_clerk"), at=AT, unit_id=neighbour, **moves)
    assert list(nominee.posts.values_list("unit__code", "from_on", "until_on")) == [
        ("unit", START, TODAY),
        ("neighbour", TODAY, None),
    ]


# -- data --------------------------------------------------------------------------------------------------------------


def test_an_edit_keeps_old_and_new_and_the_number_masked(world, nominee):
    operations.edit(
        actor=world.actor("clerk"), at=AT, person_id=nominee.pk, version=1, full_name="Lê Thị Hòa",
        citizen_number="099190000456", is_party_member=True,
    )  # fmt: skip
    line = audit.of(nominee).last()
    assert line.event == "people.person.edited"
    assert line.details["changes"] == {
        "full_name": ["Người nominee", "Lê Thị Hòa"],
        "citizen_number": ["••••••••0123", "••••••••0456"],
        "is_party_member": [None, True],
    }
    nominee.refresh_from_db()
    assert (nominee.folded, nominee.version) == ("le thi hoa", 2)
    with pytest.raises(Stale):
        operations.edit(actor=world.actor("clerk"), at=AT, person_id=nominee.pk, version=1, full_name="Khác")
    with pytest.raises(Unready):  # nothing changes
        operations.edit(actor=world.actor("clerk"), at=AT, person_id=nominee.pk, version=2, full_name="Lê Thị Hòa")


WRONG = [
    ("123456789", "9 chữ số"),
    ("09919000012", "12 chữ số"),
    ("0991900001234", "12 chữ số"),
    ("09919000012a", "12 chữ số"),
    ("٠٩٩١٩٠٠٠٠١٢٣", "12 chữ số"),
]


@pytest.mark.parametrize(("number", "told"), WRONG)
def test_numbers_of_another_form_are_refused(world, number, told):
    with pytest.raises(Unready, match=told) as refusal:
        operations.edit(actor=OPERATOR, at=AT, person_id=world.people["clerk"].pk, citizen_number=number)
    assert fields(refusal) == {"citizen_number"}


def test_a_number_stands_in_one_file(world, nominee):
    with pytest.raises(Unready, match="người khác"):
        operations.edit(actor=OPERATOR, at=AT, person_id=world.people["clerk"].pk, citizen_number=NUMBER)
    with pytest.raises(Unready) as refusal:
        operations.edit(actor=OPERATOR, at=AT, person_id=world.people["clerk"].pk, code=nominee.code, full_name=" ")
    assert fields(refusal) == {"code", "full_name"}


AGREES = [
    ("099190000123", "f", BORN, True),
    ("099090000123", "m", BORN, True),
    ("099090000123", "f", BORN, False),  # a man's
    ("099191000123", "f", BORN, False),  # another year
    ("099390000123", "f", BORN, False),  # 2090
    ("099305000123", "f", dt.date(2005, 1, 1), True),
    ("099205000123", "m", dt.date(2005, 1, 1), True),
    ("099191000123", "f", None, True),  # not known when
    ("", "f", BORN, True),
]


@pytest.mark.parametrize(("number", "sex", "born", "agrees"), AGREES)
def test_sex_and_year_are_compared_with_the_number(number, sex, born, agrees):
    assert checks.disagrees(Person(citizen_number=number, sex=sex, born_on=born)) is not agrees


# -- the number --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_who_reveals_the_number_and_why(world, nominee, who):
    if who in KEEPERS | {"nominee"}:
        assert operations.reveal(actor=world.actor(who), at=AT, person_id=nominee.pk, reason="Đối chiếu") == NUMBER
        line = audit.of(nominee).last()
        assert (line.event, line.details) == ("people.number.revealed", {"reason": "Đối chiếu"})
        return
    with pytest.raises(NotAllowed if who in READERS else NotFound):
        operations.reveal(actor=world.actor(who), at=AT, person_id=nominee.pk, reason="Đối chiếu")


def test_another_persons_number_needs_a_reason_one_s_own_does_not(world, nominee):
    with pytest.raises(Unready, match="lý do"):
        operations.reveal(actor=world.actor("clerk"), at=AT, person_id=nominee.pk, reason=" ")
    assert operations.reveal(actor=world.actor("nominee"), at=AT, person_id=nominee.pk) == NUMBER


@pytest.mark.parametrize("who", CAST)
def test_who_looks_up_whom(world, nominee, who):
    if who in READERS:
        assert operations.look_up(actor=world.actor(who), at=AT, number=" 099190 000123") == nominee
        line = Event.objects.last()
        assert (line.thing, line.details) == (
            "organisations.unit",
            {"number": "••••••••0123", "person": "M-nominee"},
        )
        assert operations.look_up(actor=world.actor(who), at=AT, number="099190000124") is None
        assert Event.objects.last().details["person"] == ""
    elif who == "stranger":  # somebody else's person is as if she were not there
        assert operations.look_up(actor=world.actor(who), at=AT, number=NUMBER) is None
    else:
        with pytest.raises(NotAllowed):
            operations.look_up(actor=world.actor(who), at=AT, number=NUMBER)


def test_a_part_of_a_number_finds_nobody_and_guessing_ends(world, nominee, monkeypatch):
    clerk = world.actor("clerk")
    with pytest.raises(Unready):
        operations.look_up(actor=clerk, at=AT, number=NUMBER[:11])
    monkeypatch.setattr("thidua.domain.people.operations.numbers.MOST_AN_HOUR", 2)
    for number in (NUMBER, "099190000999"):
        operations.look_up(actor=clerk, at=AT, number=number)
    with pytest.raises(NotNow):
        operations.look_up(actor=clerk, at=AT, number=NUMBER)
    assert operations.look_up(actor=clerk, at=AT + dt.timedelta(minutes=61), number=NUMBER) == nominee


# -- posts and absences ------------------------------------------------------------------------------------------------

DAYS = st.integers(0, 60).map(lambda n: dt.date(2024, 1, 1) + dt.timedelta(days=n))
PERIODS = st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from(["unit", "neighbour"])), max_size=12)


def touch_each_other(rows):
    """Whether two of the periods share a day."""
    days = sorted((row.from_on, row.until_on or dt.date.max) for row in rows)
    return any(one[1] > two[0] for one, two in zip(days, days[1:], strict=False))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PERIODS)
def test_posts_in_one_unit_and_absences_never_overlap(world, periods):
    person = world.people["nominee"]
    person.posts.all().delete()
    person.absences.all().delete()
    kept = 0
    for from_on, until_on, unit in periods:
        asked = {"actor": OPERATOR, "at": AT, "person_id": person.pk, "from_on": from_on, "until_on": until_on}
        try:
            operations.take_post(unit_id=world.units[unit].pk, title="Chuyên viên", **asked)
            kept += 1
        except Unready as refusal:
            assert {issue.field for issue in refusal.issues} <= {"from_on", "until_on"}  # noqa: PT017
        with contextlib.suppress(Unready):
            operations.go_away(kind="leave", **asked)
    for unit in ("unit", "neighbour"):
        assert not touch_each_other(Post.objects.filter(person=person, unit=world.units[unit]))
    assert not touch_each_other(person.absences.all())
    # Whoever has a period of at least one day, and is the first to ask for it in the unit, gets it.
    first = {}
    for from_on, until_on, unit in periods:
        if until_on is None or until_on > from_on:
            first.setdefault(unit, (from_on, until_on))
    assert kept >= len(first)
    for unit, (from_on, until_on) in first.items():
        assert Post.objects.filter(person=person, unit=world.units[unit], from_on=from_on, until_on=until_on).exists()


def test_back_at_work(world, nominee):
    clerk = world.actor("clerk")
    absence = operations.go_away(actor=clerk, at=AT, person_id=nominee.pk, kind="study", from_on=dt.date(2025, 9, 1))
    with pytest.raises(Unready, match="Đi học"):
        operations.go_away(actor=clerk, at=AT, person_id=nominee.pk, kind="sick", from_on=TODAY)
    operations.come_back(actor=clerk, at=AT, absence_id=absence.pk, on=TODAY)
    operations.go_away(actor=clerk, at=AT, person_id=nominee.pk, kind="sick", from_on=TODAY)
    with pytest.raises(Unready):
        operations.come_back(actor=clerk, at=AT, absence_id=absence.pk, on=dt.date(2025, 9, 1))
    assert list(nominee.absences.values_list("kind", "until_on")) == [("study", TODAY), ("sick", None)]


def test_who_retires_or_dies_leaves_every_post(world, nominee):
    clerk = world.actor("clerk")
    operations.go_away(actor=clerk, at=AT, person_id=nominee.pk, kind="sick", from_on=dt.date(2025, 9, 1))
    operations.retire(actor=clerk, at=AT, person_id=nominee.pk, on=dt.date(2026, 3, 1))
    assert post_of(nominee).until_on == Absence.objects.get().until_on == dt.date(2026, 3, 1)
    operations.die(actor=clerk, at=AT, person_id=nominee.pk, on=TODAY)
    assert post_of(nominee).until_on == Absence.objects.get().until_on == TODAY + dt.timedelta(days=1)
    with pytest.raises(Unready, match="nghỉ hưu hoặc đã mất"):
        operations.take_post(
            actor=clerk, at=AT, person_id=nominee.pk, unit_id=world.units["unit"].pk, title="x", from_on=TODAY
        )
    with pytest.raises(Unready, match="tương lai"):
        operations.die(actor=clerk, at=AT, person_id=nominee.pk, on=TODAY + dt.timedelta(days=1))
    with pytest.raises(Unready, match="kéo dài sau"):  # the post would go on after her death
        operations.edit(actor=clerk, at=AT, person_id=nominee.pk, died_on=dt.date(2025, 1, 1))
    # A mistake is mended: she lives, and has a post again.
    operations.edit(actor=clerk, at=AT, person_id=nominee.pk, died_on=None, retired_on=None)
    operations.end_post(actor=clerk, at=AT, post_id=post_of(nominee).pk, until_on=dt.date(2027, 1, 1))


def test_nobody_retires_before_her_post_begins(world, nominee):
    with pytest.raises(Unready, match="bắt đầu từ 01/01/2020") as refusal:
        operations.retire(actor=OPERATOR, at=AT, person_id=nominee.pk, on=START)
    assert fields(refusal) == {"retired_on"}
    with pytest.raises(Unready):
        operations.transfer(
            actor=OPERATOR, at=AT, post_id=post_of(nominee).pk, unit_id=world.units["unit"].pk, title="x", from_on=START
        )


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_nobody_speaks_for_somebody_else(world, nominee, who):
    if who == "nominee":
        operations.say(actor=world.actor(who), at=AT, person_id=nominee.pk, is_right=True)
        assert not queries.open_words().exists()
        return
    with pytest.raises(NotAllowed if who in READERS else NotFound):
        operations.say(actor=world.actor(who), at=AT, person_id=nominee.pk, is_right=True)


@pytest.mark.parametrize("who", CAST)
def test_a_request_is_told_answered_and_told(world, nominee, who):
    with pytest.raises(Unready):
        operations.say(actor=world.actor("nominee"), at=AT, person_id=nominee.pk, is_right=False, text=" ")
    word = operations.say(
        actor=world.actor("nominee"), at=AT, person_id=nominee.pk, is_right=False, text="Ngày sinh là 18/5/1990."
    )
    assert list(queries.open_words()) == [word]
    assert list(Notice.objects.values_list("to__username", flat=True)) == ["clerk"]
    with pytest.raises(NotNow):
        operations.say(actor=world.actor("nominee"), at=AT, person_id=nominee.pk, is_right=True)
    said = {"at": AT, "word_id": word.pk, "is_mended": True, "text": "Đã sửa theo giấy khai sinh."}
    if who not in KEEPERS:
        with pytest.raises(NotAllowed if who in READERS | {"nominee"} else NotFound):
            operations.answer(actor=world.actor(who), **said)
        return
    operations.answer(actor=world.actor(who), **said)
    word.refresh_from_db()
    assert (word.is_mended, word.answered_by) == (True, f"Người {who}")
    assert Notice.objects.filter(to__username="nominee", body="Đã sửa theo giấy khai sinh.").exists()
    with pytest.raises(NotNow):
        operations.answer(actor=world.actor(who), **said)


def test_a_refusal_says_why(world, nominee):
    word = DataWord.objects.create(person=nominee, is_right=False, text="Sai", said_at=AT)
    with pytest.raises(Unready, match="lý do"):
        operations.answer(actor=world.actor("clerk"), at=AT, word_id=word.pk, is_mended=False)
    assert list(queries.open_words()) == [word]


# -- lists -------------------------------------------------------------------------------------------------------------


def test_likely_doubles_are_those_of_one_name_and_one_birthday(world):
    for code, name, born in [
        ("D1", "Lê Thị Hòa", BORN),
        ("D2", "Lê Thị Hoà", BORN),
        ("D3", "Lê Thị Hòa", dt.date(1991, 1, 1)),
        ("D4", "Lê Thị Hòa", None),
        ("D5", "Lê Thị Hòa", None),
    ]:
        operations.enter(
            actor=OPERATOR, at=AT, code=code, full_name=name, sex="f", born_on=born, unit=world.units["unit"],
            title="Chuyên viên", from_on=START,
        )  # fmt: skip
    found = queries.doubles(access.visible_to(world.actor("clerk")))
    assert [sorted(person.code for person in group) for group in found] == [["D1", "D2"]]
    assert queries.doubles(access.visible_to(world.actor("stranger"))) == []
    one = Person.objects.get(code="D1")
    others = queries.namesakes(access.visible_to(world.actor("clerk")), one)
    assert {person.code for person in others} == {"D2", "D3", "D4", "D5"}


def test_the_list_stands_in_the_order_of_names_also_after_bulk_writing(world):
    Person.objects.bulk_create(
        Person(code=f"S{n}", full_name=name, folded=name, sex="f")
        for n, name in enumerate(["Lê Ấn", "Bùi Ân", "Đỗ An", "Dương An", "Hồ Ăn"])
    )
    rows = queries.listed(Person.objects.filter(code__startswith="S"), TODAY)
    assert [person.full_name for person in rows] == ["Dương An", "Đỗ An", "Hồ Ăn", "Bùi Ân", "Lê Ấn"]
