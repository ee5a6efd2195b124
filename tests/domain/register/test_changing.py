"""Old awards entered by hand, corrections and revocations: who may, when, and what stays in sight."""

import datetime as dt
import importlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import connections

from tests.cast import AT, CAST, OPERATOR, build
from tests.conftest import guards_off
from tests.domain.register.test_operations import bring, enter
from thidua.base.audit import queries as audit
from thidua.domain.people.models import Touched
from thidua.domain.register import operations, queries
from thidua.domain.register.checks.award import Award, said_by
from thidua.domain.register.checks.log import verify
from thidua.domain.register.enums import Kind, SubjectKind
from thidua.domain.register.models import Entry, Leaf, LogHead
from thidua.domain.register.operations.log import append
from thidua.domain.register.states import State, state_of
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Unready

ISSUERS = {"department_clerk", "secretary", "signer"}


def said(world, **given):
    """A certificate of merit of a household, from before the system."""
    return Award(
        **{
            "unit": world.units["unit"],
            "subject_kind": SubjectKind.HOUSEHOLD,
            "recipient": "Hộ ông Mẫu Văn A",
            "award": "giay_khen",
            "from_year": 2012,
            "until_year": 2012,
            "granted_by": "Chủ tịch UBND xã",
            "decision_number": "5/QĐ-UBND",
        }
        | given
    )


def by_hand(world, who="department_clerk", key="1", keeper="department", **given):
    actor = OPERATOR if who == "operator" else world.actor(who)
    return operations.enter_by_hand(
        actor=actor, at=AT, keeper_id=world.units[keeper].pk, said=said(world, **given), source_key=key
    )


def correct(world, entry, who="department_clerk", reason="Ghi nhầm năm.", **given):
    actor = OPERATOR if who == "operator" else world.actor(who)
    return operations.correct(
        actor=actor, at=AT, entry_id=entry.pk, reason=reason, said=replace(said_by(entry), **given)
    )


def revoke(world, entry, who="department_clerk", reason="Khai man thành tích."):
    actor = OPERATOR if who == "operator" else world.actor(who)
    return operations.revoke(actor=actor, at=AT, entry_id=entry.pk, reason=reason, decision_number="9/QĐ-SM")


# -- by hand -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_who_may_enter_by_hand(world, who):
    if who in ISSUERS:
        assert by_hand(world, who).entered_for == world.units["department"]
    else:
        with pytest.raises(NotAllowed):
            by_hand(world, who)


def test_an_old_award_is_entered_once(world):
    entry = by_hand(world)
    assert (entry.kind, entry.recipient, entry.years, entry.span_from) == (Kind.GRANT, "Hộ ông Mẫu Văn A", [2012], 2012)
    for key in ("1", "2"):  # the same form again, and the same paper again
        with pytest.raises(AlreadyDone):
            by_hand(world, key=key)
    assert by_hand(world, key="3", from_year=2013, until_year=2013).leaf.seq == 2 and verify().fault == ""


def test_a_span_and_a_school_year(world):
    span = by_hand(world, from_year=2010, until_year=2014)
    assert (span.years, span.span_from, span.span_until) == ([], 2010, 2014)
    school = by_hand(world, key="2", is_school_year=True)
    assert (school.award_as_written, school.years) == ("năm học 2011–2012", [2012]) and said_by(school).is_school_year


def test_a_book_is_kept_for_ones_own_units_only(world):
    with pytest.raises(NotFound):
        by_hand(world, unit=world.units["province"])


WRONG = {
    "award": {"award": "giay_khen_cu"},
    "year": {"from_year": 1944, "until_year": 1944},
    "from_year": {"from_year": 2013},
    "recipient": {"recipient": " "},
    "subject_kind": {"subject_kind": "mixed"},
    "decided_on": {"decided_on": AT.date() + dt.timedelta(days=1)},
}


@pytest.mark.parametrize("field", WRONG)
def test_what_cannot_be_is_refused_at_its_field(world, field):
    with pytest.raises(Unready) as refusal:
        by_hand(world, **WRONG[field])
    assert [issue.field for issue in refusal.value.issues] == [field] and not Entry.objects.exists()


# -- correct and revoke ------------------------------------------------------------------------------------------------

ACTS = {"correct": correct, "revoke": revoke}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("who", CAST)
def test_who_may_change_the_books_word(world, who, verb):
    entry = enter(OPERATOR, world)
    if who in ISSUERS:
        assert ACTS[verb](world, entry, who).about == entry
    else:
        refusal = NotFound if who in {"stranger", "citizen"} else NotAllowed
        with pytest.raises(refusal):
            ACTS[verb](world, entry, who)
        assert Entry.objects.count() == 1


def test_what_the_operator_brought_in_the_operator_changes(world):
    whole = {"award": "giay_khen", "recipient": "A", "subject_kind": "individual", "entered_at": AT}
    row = Entry(unit=world.units["unit"], kind=Kind.GRANT, source="x", span_from=2000, span_until=2000, **whole)
    entry = append([row], AT)[0]
    with pytest.raises(NotAllowed):
        revoke(world, entry)
    assert revoke(world, entry, "operator").kind == Kind.REVOCATION


def make(world, state):
    """An entry in each state."""
    if state == State.PUBLISHED:
        bring()
        return Entry.objects.filter(kind=Kind.PUBLISHED).first()
    entry = enter(OPERATOR, world)
    if state == State.CORRECTED:
        correct(world, entry)
    if state in (State.REVOKED, State.REVOCATION):
        other = revoke(world, entry)
        entry = other if state == State.REVOCATION else entry
    return Entry.objects.get(pk=entry.pk)


OUTCOMES = {
    State.STANDING: None,
    State.CORRECTED: AlreadyDone,
    State.REVOKED: AlreadyDone,
    State.REVOCATION: NotNow,
    State.PUBLISHED: NotNow,
}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("state", State)
def test_when_the_books_word_can_be_changed(world, state, verb):
    entry = make(world, state)
    assert state_of(entry) == state
    before = Entry.objects.count()
    if OUTCOMES[state] is None:
        ACTS[verb](world, entry)
        assert Entry.objects.count() == before + 1
    else:
        with pytest.raises(OUTCOMES[state]):
            operations.revoke(actor=OPERATOR, at=AT, entry_id=entry.pk, reason="x") if verb == "revoke" else (
                operations.correct(actor=OPERATOR, at=AT, entry_id=entry.pk, reason="x", said=said(world))
            )
        assert Entry.objects.count() == before


def test_a_correction_takes_the_place_of_the_old_word(world):
    entry = enter(OPERATOR, world)
    Touched.objects.all().delete()
    new = correct(world, entry, from_year=2023, until_year=2023)
    entry.refresh_from_db()
    person = world.people["nominee"].pk
    assert entry.span_until == 2024 and new.reason == "Ghi nhầm năm." and new.entered_for == entry.entered_for
    assert queries.titles_of_people([person]) == {person: {"chien_si_thi_dua_co_so": {2023}}}
    assert Touched.objects.filter(person=person).exists()
    assert [event.event for event in audit.of(new)] == ["register.entry.corrected"] and verify().fault == ""
    assert correct(world, new, from_year=2022, until_year=2022).about == new


def test_a_revocation_takes_the_award_away_and_stays_in_sight(world):
    entry = enter(OPERATOR, world)
    new = revoke(world, entry)
    person = world.people["nominee"].pk
    assert queries.titles_of_people([person]) == {person: {}}
    assert (new.decision_number, new.award, new.person_id) == ("9/QĐ-SM", entry.award, person)
    assert Entry.objects.count() == 2 and not Entry.objects.standing().exists() and verify().fault == ""


@pytest.mark.parametrize("verb", ACTS)
def test_no_change_without_a_reason(world, verb):
    entry = enter(OPERATOR, world)
    with pytest.raises(Unready) as refusal:
        ACTS[verb](world, entry, reason=" ")
    assert [issue.field for issue in refusal.value.issues] == ["reason"]


# -- together ----------------------------------------------------------------------------------------------------------


def at_once(act, times):
    """The act in as many threads, each with its own connection; what each gave or refused with."""

    def one(n):
        try:
            return act(n)
        except AlreadyDone as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_two_who_correct_at_once_leave_one_successor(committed_db):
    world = build()
    entry = enter(OPERATOR, world)
    found = at_once(lambda n: (correct, revoke)[n % 2](world, entry), 4)
    assert sum(isinstance(one, AlreadyDone) for one in found) == 3
    assert Entry.objects.count() == 2 and verify().fault == ""


def test_many_who_enter_at_once_leave_no_gap(committed_db):
    world = build()
    at_once(lambda n: [by_hand(world, key=f"{n}-{k}", theme=f"{n}-{k}") for k in range(6)], 4)
    assert list(Leaf.objects.values_list("seq", flat=True)) == list(range(1, 25))
    assert verify().fault == "" and audit.verify().fault == ""


# -- what was there before the log -------------------------------------------------------------------------------------


def test_entries_of_before_get_their_leaves(world):
    enter(OPERATOR, world)
    bring()
    with guards_off():
        Leaf.objects.all()._raw_delete("default")
        LogHead.objects.all().delete()
        Entry.objects.update(folded="")
        assert verify().fault
        fill = importlib.import_module("thidua.domain.register.migrations.0006_first_leaves").fill
        fill(apps, None)
    assert verify().fault == "" and verify().leaves == 20
    assert Entry.objects.filter(folded__contains="nguoi nominee").count() == 1
    enter(OPERATOR, world, source_key="after")
    assert verify().fault == ""
