"""A dossier on its way: who may do what with it, in which state, and every way in which an act is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.cast import AT, CAST
from tests.domain.dossiers.conftest import CSBT, CSCS, LDTT, WHY, pdf
from thidua.base.audit import queries as audit
from thidua.base.files.models import StoredFile
from thidua.base.notices.models import Notice
from thidua.domain.dossiers import access, operations, queries
from thidua.domain.dossiers.checks import Appraisal, Pick
from thidua.domain.dossiers.enums import Council, Result, State, Truth
from thidua.domain.dossiers.models import Dossier, Nomination, Paper
from thidua.domain.dossiers.states import FLOW
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Stale, Unready

MAKER, RECEIVER = "clerk", "appraiser"


def do(verb, actor, dossier, version=None):
    """Do the verb to the dossier, or to its nomination or paper."""
    mark = {"actor": actor, "at": AT, "version": version}
    nomination = dossier.nominations.first()
    if verb == "edit":
        return operations.edit(**mark, dossier_id=dossier.pk, title="Tên mới")
    if verb == "nominate":
        person = Nomination.objects.get(pk=nomination.pk).person
        return operations.nominate(**mark, dossier_id=dossier.pk, person_id=person.pk, award=CSCS, reason=WHY)
    if verb == "withdraw":
        return operations.withdraw(**mark, nomination_id=nomination.pk)
    if verb == "attach":
        return operations.attach(**mark, dossier_id=dossier.pk, title="Tờ trình", upload=pdf())
    if verb == "detach":
        return operations.detach(**mark, paper_id=dossier.papers.first().pk)
    if verb == "return":
        return operations.return_(**mark, dossier_id=dossier.pk, reason="Thiếu tờ trình của đơn vị.")
    if verb == "appraise":
        return operations.appraise(**mark, nomination_id=nomination.pk, result=Result.HERE)
    if verb == "pass":
        return operations.pass_(**mark, dossier_id=dossier.pk)
    if verb == "vote":
        mark.pop("version")
        return operations.record_council_result(**mark, nomination_id=nomination.pk, is_passed=True)
    return getattr(operations, verb)(**mark, dossier_id=dossier.pk)


def prepare(dossier, verb, state):
    """Put the dossier into the state, with what the verb needs."""
    Dossier.objects.filter(pk=dossier.pk).update(
        state=state, received_on=AT.date(), sent_at=AT, passed_at=AT, reason="Thiếu tờ trình."
    )
    result = {"pass": Result.HERE, "forward": Result.ABOVE, "vote": Result.HERE}.get(verb, Result.PENDING)
    dossier.nominations.update(result=result, truth=Truth.CANNOT_TELL)
    if verb == "detach":
        file = StoredFile.objects.create(
            sha256="0" * 64, name="a.pdf", size=1, content_type="application/pdf", uploaded_at=AT
        )
        Paper.objects.create(dossier=dossier, file=file, title="Tờ trình")


DOER = dict.fromkeys(FLOW.moves, MAKER) | dict.fromkeys(("return", "appraise", "pass", "forward"), RECEIVER)
DOER["vote"] = "secretary"


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_each_verb_in_each_state(world, dossier, verb, state):
    prepare(dossier, verb, state)
    actor = world.actor(DOER[verb])
    if FLOW.admits(verb, state):
        do(verb, actor, dossier)
        assert Dossier.objects.get(pk=dossier.pk).state == (FLOW.moves[verb].target or state)
    else:
        with pytest.raises(NotNow):
            do(verb, actor, dossier)
        assert Dossier.objects.get(pk=dossier.pk).state == state


MAY = dict.fromkeys(("edit", "nominate", "withdraw", "attach", "detach", "send", "take_back"), {"clerk"})
MAY |= dict.fromkeys(("return", "appraise", "pass"), {"appraiser"})
MAY |= {"forward": {"appraiser", "department_clerk"}, "vote": {"secretary"}}
SEE = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}
AT_COUNCIL = {"member", "second_member"}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_who_may_do_what(world, dossier, verb, who):
    state = FLOW.moves[verb].sources[-1]
    prepare(dossier, verb, state)
    actor = world.actor(who)
    if who in MAY[verb]:
        do(verb, actor, dossier)
        return
    sees = who in SEE or (who in AT_COUNCIL and state == State.PASSED)
    with pytest.raises(NotAllowed if sees else NotFound):
        do(verb, actor, dossier)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("state", State.values)
def test_who_sees_it(world, dossier, state, who):
    """The unit and those above it; the appraiser and the secretary once it was sent; council members once it is passed."""
    if state != State.DRAFT:
        prepare(dossier, "", state)
    seen = {"clerk", "department_clerk", "signer", "auditor"}
    if state != State.DRAFT:
        seen |= {"appraiser", "secretary"}
    if state == State.PASSED:
        seen |= AT_COUNCIL
    assert access.visible_to(world.actor(who)).exists() == (who in seen)


def test_who_opens(world):
    form = {"at": AT, "unit_id": world.units["unit"].pk, "superior_id": world.units["department"].pk}
    for who in CAST:
        actor = world.actor(who)
        if who == "clerk":
            operations.open(actor=actor, **form, year=2025, title="Hồ sơ")
            continue
        below = {"department_clerk", "appraiser", "member", "second_member", "secretary", "signer", "auditor"}
        with pytest.raises(NotAllowed if who in below else NotFound):
            operations.open(actor=actor, **form, year=2025, title="Hồ sơ")


TODAY = AT.date()
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"superior": "province"}, "superior"),  # not the unit right above
        ({"superior": "unit"}, "superior"),  # a division decides nothing itself
        ({"superior": "neighbour"}, "superior"),
        ({"title": " "}, "title"),
        ({"year": 2003}, "year"),
        ({"year": 2027}, "year"),
        ({"received_on": TOMORROW, "received_paper": "1/VB"}, "received_on"),
        ({"received_on": YESTERDAY}, "received_paper"),
        ({"received_on": dt.date(2024, 12, 31), "received_paper": "1/VB"}, "received_on"),
        ({"received_paper": "1/VB"}, "received_on"),
    ],
)
def test_what_is_no_dossier(world, change, field):
    form = {"superior": "department", "year": 2025, "title": "Hồ sơ", **change}
    superior = world.units[form.pop("superior")]
    with pytest.raises(Unready) as refusal:
        operations.open(
            actor=world.actor("clerk"), at=AT, unit_id=world.units["unit"].pk, superior_id=superior.pk, **form
        )
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_a_department_may_send_to_itself_or_above(world):
    department = world.units["department"]
    for superior in ("department", "province"):
        made = operations.open(
            actor=world.actor("department_clerk"),
            at=AT,
            unit_id=department.pk,
            superior_id=world.units[superior].pk,
            year=2025,
            title="Hồ sơ",
            received_on=YESTERDAY,
            received_paper="118/VB-SM",
        )
        assert made.received_on == YESTERDAY


def nominate(world, dossier, who, award, unit=None, **more):
    person = world.people[who].pk if who else None
    unit_id = world.units[unit].pk if unit else None
    return operations.nominate(
        actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk, person_id=person, unit_id=unit_id, award=award, **more
    )


@pytest.mark.parametrize(
    ("who", "unit", "award"),
    [
        ("nominee", None, LDTT),  # stands there already
        ("stranger", None, LDTT),  # of another unit
        (None, "neighbour", "tap_the_lao_dong_tien_tien"),
        (None, "department", "tap_the_lao_dong_tien_tien"),
        ("nominee", None, "tap_the_lao_dong_tien_tien"),  # not for people
        (None, "unit", CSCS),  # not for collectives
        ("nominee", None, "danh_hieu_la"),
    ],
)
def test_what_is_no_nomination(world, dossier, who, unit, award):
    with pytest.raises(Unready):
        nominate(world, dossier, who, award, unit)
    assert dossier.nominations.count() == 1


def test_many_are_proposed_together_or_not_at_all(world, dossier):
    actor, people = world.actor("clerk"), world.people
    picks = [Pick(people["clerk"].pk, None, LDTT), Pick(None, world.units["unit"].pk, "tap_the_lao_dong_tien_tien")]
    rows = operations.nominate_many(actor=actor, at=AT, dossier_id=dossier.pk, version=dossier.version, picks=picks)
    assert [(row.unit, row.person) for row in rows] == [
        (world.units["unit"], people["clerk"]),
        (world.units["unit"], None),
    ]
    for wrong in ([], [Pick(people["clerk"].pk, None, CSCS), picks[0]]):
        with pytest.raises(Unready):
            operations.nominate_many(actor=actor, at=AT, dossier_id=dossier.pk, picks=wrong)
    assert dossier.nominations.count() == 3


# -- sending -----------------------------------------------------------------------------------------------------------


def test_sending_keeps_what_the_law_said(world, year, dossier, nomination):
    year.grade("nominee", "hoan_thanh_tot")
    sent = operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk, version=dossier.version)
    nomination.refresh_from_db()
    assert (sent.state, sent.received_on, nomination.truth) == (State.SENT, TODAY, Truth.MET)
    finding = nomination.finding
    assert finding["rule_ids"] and len(finding["law_version"]) == 16 and finding["on"] == "2026-01-20"
    assert finding["facts"]["grades"] == {"2025": "hoan_thanh_tot"}
    assert audit.of(dossier).last().details["findings"][0]["truth"] == "met"
    assert set(Notice.objects.values_list("to__username", flat=True)) == {"appraiser"}
    # What is recorded later changes nothing that was stored.
    year.grade("clerk", "hoan_thanh", year=2024)
    operations.appraise(actor=world.actor("appraiser"), at=AT, nomination_id=nomination.pk, result=Result.HERE)
    nomination.refresh_from_db()
    assert nomination.finding == finding


@pytest.mark.parametrize(("grade", "truth"), [("hoan_thanh", Truth.NOT_MET), ("", Truth.CANNOT_TELL)])
def test_what_the_law_does_not_let_through_needs_a_reason(world, year, dossier, nomination, grade, truth):
    year.grade("nominee", grade)
    actor = world.actor("clerk")
    Nomination.objects.update(reason="ngắn")
    with pytest.raises(Unready, match="chưa có lý do bằng lời"):
        operations.send(actor=actor, at=AT, dossier_id=dossier.pk)
    with pytest.raises(Unready):
        operations.explain(actor=actor, at=AT, nomination_id=nomination.pk, reason="  ngắn   ")
    operations.explain(actor=actor, at=AT, nomination_id=nomination.pk, reason=WHY)
    operations.send(actor=actor, at=AT, dossier_id=dossier.pk)
    nomination.refresh_from_db()
    assert (nomination.truth, nomination.reason) == (truth, WHY)


def test_an_empty_dossier_is_not_sent(world, dossier):
    Nomination.objects.all().delete()
    with pytest.raises(Unready, match="chưa có đề nghị nào"):
        operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)


def test_the_law_is_that_of_the_day_of_receipt(world, year, dossier, nomination):
    """Sent in November 2026 nobody verified the rule; with the stamped paper of September the rule of 2022 holds."""
    year.grade("nominee", "hoan_thanh_tot")
    actor, later = world.actor("clerk"), AT.replace(month=11)
    operations.send(actor=actor, at=later, dossier_id=dossier.pk)
    nomination.refresh_from_db()
    assert nomination.truth == Truth.CANNOT_TELL
    assert nomination.finding["verdict"]["older"]["truth"] == "met"
    operations.take_back(actor=actor, at=later, dossier_id=dossier.pk)
    stamped = {"received_on": dt.date(2026, 9, 15), "received_paper": "118/VB-SM"}
    operations.edit(actor=actor, at=later, dossier_id=dossier.pk, title="Hồ sơ", **stamped)
    sent = operations.send(actor=actor, at=later, dossier_id=dossier.pk)
    nomination.refresh_from_db()
    assert (nomination.truth, sent.received_on) == (Truth.MET, dt.date(2026, 9, 15))


def test_a_day_written_down_before_is_old_when_it_is_sent_without_a_paper(world, dossier):
    actor = world.actor("clerk")
    operations.edit(actor=actor, at=AT, dossier_id=dossier.pk, title="Hồ sơ", received_on=TODAY)
    with pytest.raises(Unready, match="sớm hơn hôm nay"):
        operations.send(actor=actor, at=AT + dt.timedelta(days=1), dossier_id=dossier.pk)


def test_what_is_sent_again_is_received_again(world, sent):
    operations.return_(actor=world.actor("appraiser"), at=AT, dossier_id=sent.pk, reason="Thiếu tờ trình của đơn vị.")
    next_day = AT + dt.timedelta(days=1)
    again = operations.send(actor=world.actor("clerk"), at=next_day, dossier_id=sent.pk)
    assert (again.state, again.received_on, again.reason) == (State.SENT, next_day.date(), "")


def test_begun_work_is_not_taken_back(world, sent):
    nomination = sent.nominations.get()
    operations.appraise(actor=world.actor("appraiser"), at=AT, nomination_id=nomination.pk, result=Result.HERE)
    with pytest.raises(NotAllowed, match="đã bắt đầu thẩm định"):
        operations.take_back(actor=world.actor("clerk"), at=AT, dossier_id=sent.pk)


# -- the unit above ----------------------------------------------------------------------------------------------------


def test_a_return_says_why(world, sent):
    with pytest.raises(Unready):
        operations.return_(actor=world.actor("appraiser"), at=AT, dossier_id=sent.pk, reason="Sai.")
    Notice.objects.all().delete()
    operations.return_(actor=world.actor("appraiser"), at=AT, dossier_id=sent.pk, reason="Thiếu tờ trình của đơn vị.")
    told = Notice.objects.get()
    assert (told.to.username, told.body) == ("clerk", "Thiếu tờ trình của đơn vị.")


def test_here_needs_the_authority_and_fails_needs_a_word(world, dossier):
    row = nominate(world, dossier, "nominee", CSBT, reason=WHY)
    operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)
    act = {"actor": world.actor("appraiser"), "at": AT, "nomination_id": row.pk}
    with pytest.raises(Unready, match="thẩm quyền thuộc Bộ trưởng, Chủ tịch Ủy ban nhân dân cấp tỉnh"):
        operations.appraise(**act, result=Result.HERE)
    with pytest.raises(Unready, match="vì sao không đạt"):
        operations.appraise(**act, result=Result.FAILS)
    with pytest.raises(Unready):
        operations.appraise(**act, result="tuyệt vời")
    assert operations.appraise(**act, result=Result.ABOVE).result == Result.ABOVE


def test_several_are_appraised_together_or_not_at_all(world, dossier):
    row = nominate(world, dossier, "nominee", CSBT, reason=WHY)
    first = dossier.nominations.exclude(pk=row.pk).get()
    sent = operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)
    act = {"actor": world.actor("appraiser"), "at": AT, "dossier_id": sent.pk}
    with pytest.raises(Unready):
        operations.appraise_many(**act, lines=[Appraisal(first.pk, Result.HERE), Appraisal(row.pk, Result.HERE)])
    assert not Nomination.objects.exclude(result=Result.PENDING).exists()
    with pytest.raises(Unready, match="chưa thẩm định"):
        operations.pass_(**act)
    operations.appraise_many(**act, lines=[Appraisal(first.pk, Result.HERE), Appraisal(row.pk, Result.ABOVE)])
    assert operations.pass_(**act).state == State.PASSED
    unit = world.units["department"]
    assert [one.pk for one in queries.ready_for_council(unit, 2025)] == [first.pk]
    assert not queries.ready_for_council(unit, 2024) and not queries.ready_for_council(world.units["province"], 2025)


@pytest.fixture
def passed(world, sent):
    """Appraised: its one nomination goes above."""
    actor = world.actor("appraiser")
    operations.appraise(actor=actor, at=AT, nomination_id=sent.nominations.get().pk, result=Result.ABOVE)
    return operations.pass_(actor=actor, at=AT, dossier_id=sent.pk)


def test_what_goes_above_is_forwarded_once(world, passed):
    act = {"actor": world.actor("appraiser"), "at": AT, "dossier_id": passed.pk}
    above = operations.forward(**act)
    assert (above.unit, above.superior, above.state) == (
        world.units["department"],
        world.units["province"],
        State.DRAFT,
    )
    row = above.nominations.get()
    assert (row.forwarded_from.dossier_id, row.reason, row.result) == (passed.pk, WHY, Result.PENDING)
    with pytest.raises(AlreadyDone):
        operations.forward(**act)
    assert Dossier.objects.count() == 2
    assert not queries.rivals(row, Dossier.objects.all())  # where it came from is not the same proposal elsewhere


def test_nothing_to_forward(world, sent):
    actor = world.actor("appraiser")
    operations.appraise(actor=actor, at=AT, nomination_id=sent.nominations.get().pk, result=Result.HERE)
    operations.pass_(actor=actor, at=AT, dossier_id=sent.pk)
    with pytest.raises(NotNow):
        operations.forward(actor=actor, at=AT, dossier_id=sent.pk)


def test_the_council_decides_once_and_only_on_what_is_decided_here(world, sent, passed):
    row = passed.nominations.get()
    act = {"actor": world.actor("secretary"), "at": AT, "nomination_id": row.pk}
    with pytest.raises(NotNow):
        operations.record_council_result(**act, is_passed=True)
    Nomination.objects.update(result=Result.HERE)
    assert operations.record_council_result(**act, is_passed=True).council == Council.PASSED
    with pytest.raises(NotNow):
        operations.record_council_result(**act, is_passed=False)
    assert list(queries.passed_by_council(world.units["department"], 2025)) == [row]
    assert not queries.ready_for_council(world.units["department"], 2025)


# -- two people at once, the same form twice ---------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [verb for verb in FLOW.moves if verb != "vote"])
def test_a_stale_form_changes_nothing(world, dossier, verb):
    prepare(dossier, verb, FLOW.moves[verb].sources[0])
    before = Dossier.objects.values().get(pk=dossier.pk)
    with pytest.raises(Stale):
        do(verb, world.actor(DOER[verb]), dossier, version=dossier.version + 7)
    assert Dossier.objects.values().get(pk=dossier.pk) == before
    assert dossier.nominations.count() == 1


def test_a_form_sent_twice_is_one_act(world, dossier):
    actor = world.actor("clerk").with_once("a1")
    operations.attach(actor=actor, at=AT, dossier_id=dossier.pk, title="Tờ trình", upload=pdf())
    with pytest.raises(AlreadyDone):
        operations.attach(actor=actor, at=AT, dossier_id=dossier.pk, title="Tờ trình", upload=pdf())
    assert Paper.objects.count() == StoredFile.objects.count() == 1


def test_a_refused_file_leaves_no_paper(world, dossier):
    with pytest.raises(Unready):
        operations.attach(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk, title="x", upload=pdf("a.exe"))
    assert not Paper.objects.exists() and Dossier.objects.get().version == dossier.version


def test_the_trail_is_whole(world, passed):
    assert [event.event.removeprefix("dossiers.") for event in audit.of(passed)] == [
        "dossier.opened",
        "nomination.added",
        "dossier.sent",
        "nomination.appraised",
        "dossier.passed",
    ]
    assert audit.verify().fault == ""


def test_the_database_knows_the_states(world, dossier):
    for wrong in ({"state": State.SENT}, {"state": State.RETURNED}, {"state": State.PASSED, "received_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**wrong)
    row = dossier.nominations.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(dossier=dossier, person=row.person, unit=row.unit, award=row.award)
