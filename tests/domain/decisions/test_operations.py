"""A decision: drafted from what the council passed, signed with the next number, issued into the book of honours."""

import threading

import pytest
from django.db import connections

from tests import cast
from tests.cast import AT, CAST
from tests.domain.councils import scene as play
from tests.domain.councils.scene import COLLECTIVE, FIGHTER, WORKER
from thidua.base.audit import queries as audit
from thidua.base.notices.models import Notice
from thidua.domain.councils.operations import set_agenda
from thidua.domain.decisions import access, operations, queries
from thidua.domain.decisions.enums import State
from thidua.domain.decisions.models import Counter, Decision, Line
from thidua.domain.decisions.states import FLOW
from thidua.domain.dossiers.enums import Council as Outcome
from thidua.domain.dossiers.enums import Truth
from thidua.domain.dossiers.models import Nomination
from thidua.domain.organisations.enums import Level
from thidua.domain.register.models import Entry
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Stale, Unready

SIGNER = {"signer_name": "Nguyễn Văn Ký", "signer_post": "Giám đốc"}


@pytest.fixture
def nominations(world) -> list[Nomination]:
    """What Sở Mẫu's council passed for 2025."""
    return play.passed(world, [FIGHTER, WORKER, COLLECTIVE])


def draft(world, nominations, who: str = "department_clerk") -> Decision:
    """A draft of Sở Mẫu with these names."""
    return operations.draft(
        actor=world.actor(who),
        at=AT,
        unit_id=world.units["department"].pk,
        year=2025,
        title="Về việc khen thưởng năm 2025",
        basis="Căn cứ Luật Thi đua, khen thưởng;",
        nomination_ids=[one.pk for one in nominations],
    )


@pytest.fixture
def decision(world, nominations) -> Decision:
    """The draft."""
    return draft(world, nominations)


def do(verb: str, actor, decision: Decision, version: int | None = None):
    """Do the verb to the decision."""
    given = {"actor": actor, "at": AT, "decision_id": decision.pk, "version": version}
    if verb == "edit":
        given["version"] = Decision.objects.get().version if version is None else version
        ids = list(decision.lines.values_list("nomination_id", flat=True))
        return operations.edit(**given, title="Về việc khen", basis="Căn cứ", nomination_ids=ids)
    if verb == "sign":
        return operations.sign(**given, **SIGNER)
    return getattr(operations, verb)(**given)


DOERS = {
    "edit": {"department_clerk", "secretary"},
    "drop": {"department_clerk", "secretary"},
    "sign": {"signer"},
    "issue": {"department_clerk", "secretary", "signer"},
}
READERS = {"department_clerk", "appraiser", "secretary", "signer", "auditor"}


def put(world, decision: Decision, state: str) -> None:
    """Bring the decision into the state by the acts that lead there."""
    if state in (State.SIGNED, State.ISSUED):
        do("sign", world.actor("signer"), decision)
    if state == State.ISSUED:
        do("issue", world.actor("department_clerk"), decision)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_each_verb_in_each_state(world, decision, verb, state):
    put(world, decision, state)
    actor = world.actor("signer" if verb == "sign" else "department_clerk")
    if FLOW.admits(verb, state):
        do(verb, actor, decision)
        left = Decision.objects.filter(pk=decision.pk).values_list("state", flat=True).first()
        assert left == (None if verb == "drop" else FLOW.moves[verb].target)
    else:
        with pytest.raises(NotNow):
            do(verb, actor, decision)
        assert Decision.objects.get().state == state


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_who_may_do_it(world, decision, verb, who):
    if verb == "issue":
        put(world, decision, State.SIGNED)
    actor = world.actor(who)
    if who in DOERS[verb]:
        do(verb, actor, decision)
    else:
        with pytest.raises(NotAllowed if who in READERS else NotFound):
            do(verb, actor, decision)


@pytest.mark.parametrize("who", CAST)
def test_who_may_draft(world, nominations, who):
    if who in DOERS["edit"]:
        draft(world, nominations, who)
    else:
        with pytest.raises(NotAllowed):
            draft(world, nominations, who)
        assert not Decision.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_who_sees_it(world, decision, who):
    """Before it is issued at Sở Mẫu and by auditors above; then also by the clerks of the divisions."""
    assert access.visible_to(world.actor(who)).exists() == (who in READERS)
    put(world, decision, State.ISSUED)
    assert access.visible_to(world.actor(who)).exists() == (who in READERS | {"clerk", "stranger"})


# -- drafting ----------------------------------------------------------------------------------------------------------


def test_only_what_the_council_passed_and_no_other_decision_holds(world, nominations, decision):
    with pytest.raises(Unready):
        draft(world, nominations[:1])
    Nomination.objects.filter(pk=nominations[1].pk).update(council=Outcome.REJECTED)
    with pytest.raises(Unready):
        do("edit", world.actor("department_clerk"), decision)
    with pytest.raises(Unready):
        draft(world, [])
    assert Decision.objects.count() == 1


def test_a_dropped_draft_gives_its_names_back(world, nominations, decision):
    do("drop", world.actor("department_clerk"), decision)
    assert not Line.objects.exists()
    assert queries.undecided(world.units["department"], 2025).count() == 3
    assert not Counter.objects.exists()


def test_what_has_a_result_comes_before_no_council_again(world, decision):
    scene = play.scene(world, [])
    with pytest.raises(Unready):
        set_agenda(
            actor=world.actor("secretary"),
            at=AT,
            meeting_id=scene.meeting.pk,
            nomination_ids=list(decision.lines.values_list("nomination_id", flat=True)),
        )


# -- signing -----------------------------------------------------------------------------------------------------------


def test_the_number_comes_with_the_signature(world, decision):
    signed = do("sign", world.actor("signer"), decision)
    assert (signed.number, signed.full_number) == (1, "01/QĐ-department")
    assert signed.dated_on == AT.date()
    assert signed.grantor == "Giám đốc Sở Mẫu"
    assert not Entry.objects.filter(source=f"decision:{decision.pk}").exists()


@pytest.mark.parametrize(
    ("unit", "post", "grantor", "is_deputy"),
    [
        ("department", "Giám đốc", "Giám đốc Sở Mẫu", False),
        ("department", "Giám đốc Sở Mẫu", "Giám đốc Sở Mẫu", False),
        ("department", "Phó Giám đốc", "Giám đốc Sở Mẫu", True),
        ("province", "Chủ tịch", "Chủ tịch Ủy ban nhân dân tỉnh Mẫu", False),
        ("province", "Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Mẫu", False),
        ("province", "Phó Chủ tịch UBND tỉnh Mẫu", "Chủ tịch Ủy ban nhân dân tỉnh Mẫu", True),
    ],
)
def test_in_whose_name(world, unit, post, grantor, is_deputy):
    decision = Decision(unit=world.units[unit], signer_post=post)
    assert (decision.grantor, decision.is_deputy_signing) == (grantor, is_deputy)


def test_without_signer_basis_or_authority_it_is_not_signed(world, decision):
    Decision.objects.update(basis=" ")
    world.units["department"].__class__.objects.filter(code="department").update(level=Level.NONE)
    with pytest.raises(Unready) as refusal:
        operations.sign(actor=world.actor("signer"), at=AT, decision_id=decision.pk, signer_name=" ", signer_post="")
    fields = [issue.field for issue in refusal.value.issues]
    assert fields == ["signer_name", "signer_post", "basis", "ids", "ids", "ids"]
    assert not Counter.objects.exists()


def test_a_refused_signature_takes_no_number(world, decision, monkeypatch):
    def fail(**given):
        raise RuntimeError("the machine stops")

    monkeypatch.setattr(operations.notices, "signed", fail)
    with pytest.raises(RuntimeError):
        do("sign", world.actor("signer"), decision)
    assert not Counter.objects.exists()
    monkeypatch.undo()
    assert do("sign", world.actor("signer"), decision).number == 1


def test_a_stale_form_and_a_form_sent_twice(world, decision):
    do("edit", world.actor("department_clerk"), decision)
    with pytest.raises(Stale):
        do("sign", world.actor("signer"), decision, version=0)
    actor = world.actor("signer").with_once("s1")
    do("sign", actor, decision, version=1)
    with pytest.raises(AlreadyDone):
        do("sign", actor, decision, version=1)
    with pytest.raises(NotNow):
        do("sign", world.actor("signer"), decision)
    assert Counter.objects.get().last == 1


def test_numbers_have_no_gap_and_no_double_when_many_sign_at_once(committed_db):
    """Eight drafts, eight threads at one barrier: the numbers are 1 to 8 on either engine."""
    world = cast.build()
    unit, actor, many = world.units["department"], world.actor("signer"), 8
    names = play.dossier(world, [FIGHTER] * many)
    drafts = []
    for name in names:
        decision = Decision.objects.create(unit=unit, year=2025, title="Khen", basis="Căn cứ")
        Line.objects.create(decision=decision, nomination=name)
        drafts.append(decision)
    together, faults = threading.Barrier(many), []

    def sign(decision: Decision) -> None:
        try:
            together.wait(10)
            do("sign", actor, decision)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sign, args=(one,)) for one in drafts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert faults == []
    assert sorted(Decision.objects.values_list("number", flat=True)) == list(range(1, many + 1))
    assert Counter.objects.get().last == many
    assert audit.verify().fault == ""


# -- issuing -----------------------------------------------------------------------------------------------------------


def test_only_issuing_writes_the_book(world, decision, nominations):
    put(world, decision, State.SIGNED)
    assert not Entry.objects.exists()
    Notice.objects.all().delete()
    do("issue", world.actor("department_clerk"), decision)
    rows = {(row.person_id, row.award, row.decision_number, row.granted_by) for row in Entry.objects.all()}
    granted = ("01/QĐ-department", "Giám đốc Sở Mẫu")
    assert rows == {
        (world.people["nominee"].pk, FIGHTER, *granted),
        (nominations[1].person_id, WORKER, *granted),
        (None, COLLECTIVE, *granted),
    }
    assert set(Entry.objects.values_list("span_from", "span_until", "decided_on", "is_sample")) == {
        (2025, 2025, AT.date(), True)
    }
    assert set(Notice.objects.values_list("to__username", "url")) == {
        ("nominee", f"/quyet-dinh/{decision.pk}/"),
        ("clerk", f"/quyet-dinh/{decision.pk}/"),
    }


def test_issued_once(world, decision):
    put(world, decision, State.SIGNED)
    actor = world.actor("secretary").with_once("i1")
    do("issue", actor, decision)
    with pytest.raises(AlreadyDone):
        do("issue", actor, decision)
    with pytest.raises(NotNow):
        do("issue", world.actor("secretary"), decision)
    assert Entry.objects.count() == 3


def test_a_fault_while_issuing_leaves_nothing_half_done(world, decision, monkeypatch):
    put(world, decision, State.SIGNED)
    lines, before = audit.verify().lines, Notice.objects.count()
    calls = []

    def break_at_the_second(**given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the machine stops")
        return real(**given)

    real = operations.enter
    monkeypatch.setattr(operations, "enter", break_at_the_second)
    with pytest.raises(RuntimeError):
        do("issue", world.actor("department_clerk"), decision)
    assert Decision.objects.get().state == State.SIGNED
    assert not Entry.objects.exists()
    assert (audit.verify().lines, Notice.objects.count()) == (lines, before)
    monkeypatch.undo()
    do("issue", world.actor("department_clerk"), decision)
    assert Entry.objects.count() == 3


# -- what anyone may see -----------------------------------------------------------------------------------------------


def test_the_public_reads_only_what_is_issued(world, decision):
    put(world, decision, State.SIGNED)
    assert not queries.issued().exists()
    assert queries.honoured("nominee") == []
    with pytest.raises(NotFound):
        access.get_issued(decision.pk)
    do("issue", world.actor("secretary"), decision)
    assert access.get_issued(decision.pk) == decision


@pytest.mark.parametrize(
    ("asked", "found"),
    [("do thi an", 1), ("Đỗ Thị Ẩn", 1), ("NGUOI NOMINEE", 1), ("phong mot", 1), ("phong hai", 0), ("d", 0), ("%", 0)],
)
def test_names_are_found_with_and_without_marks(world, decision, asked, found):
    put(world, decision, State.ISSUED)
    assert len(queries.honoured(asked)) == found


@pytest.mark.parametrize(
    ("asked", "found"), [("1", 1), ("1/QĐ-department", 1), ("1/qd-DEPARTMENT", 1), ("1/QĐ-X", 0), ("2", 0), ("a", 0)]
)
def test_decisions_are_found_by_number(world, decision, asked, found):
    put(world, decision, State.ISSUED)
    assert len(queries.numbered(asked)) == found


def test_a_doubtful_finding_stays_marked(world):
    from thidua.domain.decisions.checks import doubtful

    decision = draft(world, play.passed(world, [FIGHTER], truth=Truth.NOT_MET))
    assert [line.nomination.truth for line in doubtful(queries.names(decision))] == [Truth.NOT_MET]
