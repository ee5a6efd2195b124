"""Reports: state × verb, role × verb, and what a person wrote stays."""

import datetime as dt

import pytest

from tests.cast import AT, CAST, OPERATOR
from tests.domain.reports.test_drafting import WHOLE, grant
from tests.domain.statistics.test_summary import bring
from thidua.domain.register import operations as register
from thidua.domain.reports import access, operations
from thidua.domain.reports.models import Report
from thidua.kernel.errors import NotAllowed, NotFound, NotNow, Refused, Stale, Unready

VERBS = ("edit", "redraft", "finish", "reopen", "remove")
ADMITTED = {"draft": {"edit", "redraft", "finish", "remove"}, "final": {"reopen"}}
WRITERS = {"clerk", "department_clerk", "appraiser", "secretary"}
READERS = {*WRITERS, "signer", "auditor"}


def make(world, actor=OPERATOR):
    """A report of the cast's unit."""
    days = {"first": dt.date(2025, 1, 1), "last": dt.date(2025, 12, 31)}
    return operations.draft(actor=actor, at=AT, unit_id=world.units["unit"].pk, kind="year", **days)


def do(verb, report, actor=OPERATOR, version=None):
    """One act on a report."""
    more = {"texts": {"weak.text": "Phong trào chưa đều."}} if verb == "edit" else {}
    return getattr(operations, verb)(actor=actor, at=AT, report_id=report.pk, version=version, **more)


@pytest.mark.parametrize("state", ADMITTED)
@pytest.mark.parametrize("verb", VERBS)
def test_state_and_verb(world, state, verb):
    report = make(world)
    if state == "final":
        report = do("finish", report)
    if verb in ADMITTED[state]:
        do(verb, report)
    else:
        with pytest.raises(NotNow):
            do(verb, report)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("verb", ("draft", *VERBS))
def test_role_and_verb(world, who, verb):
    actor = world.actor(who)
    if verb == "draft":
        act = lambda: make(world, actor)  # noqa: E731
    else:
        report = make(world)
        report = do("finish", report) if verb == "reopen" else report
        act = lambda: do(verb, report, actor)  # noqa: E731
    if who in WRITERS:
        act()
        return
    with pytest.raises(Refused) as refusal:
        act()
    is_reader = who in READERS and verb != "draft"
    assert type(refusal.value) is (NotAllowed if is_reader else NotFound)


@pytest.mark.parametrize("who", CAST)
def test_who_sees_it(world, who):
    make(world)
    assert access.visible_to(world.actor(who)).exists() is (who in READERS)


def text(report, key):
    """The text of one block."""
    return next(block["text"] for block in report.blocks if block["key"] == key)


def test_what_a_person_wrote_stays_when_the_figures_change(world):
    grant(world, 1, 2025, dt.date(2026, 1, 15))
    report = make(world)
    mine = "Trong năm, phòng có một người được công nhận [1]."
    report = operations.edit(
        actor=OPERATOR, at=AT, report_id=report.pk, version=0, texts={"awards.total": mine, "title": " Báo cáo  năm "}
    )
    assert report.title == "Báo cáo năm"
    register.enter(
        actor=OPERATOR,
        at=AT,
        unit=world.units["unit"],
        person=None,
        award="tap_the_lao_dong_tien_tien",
        mode="regular",
        year=2025,
        granted_by="Giám đốc Sở Mẫu",
        decision_number="2/QĐ",
        decided_on=dt.date(2026, 1, 15),
        source="test",
        source_key="2",
    )
    report = do("redraft", report, version=1)
    assert text(report, "awards.total") == mine
    drafted = next(block["drafted"] for block in report.blocks if block["key"] == "awards.total")
    assert "02 lượt" in drafted and "01 lượt" in text(report, "awards.collective.items")


def test_a_text_of_a_section_that_the_data_lost_is_not_thrown_away(db):
    unit = bring()
    days = {"first": WHOLE[0], "last": WHOLE[1]}
    report = operations.draft(actor=OPERATOR, at=AT, unit_id=unit.pk, kind="span", **days)
    operations.edit(actor=OPERATOR, at=AT, report_id=report.pk, version=0, texts={"doubts.items": "Đã hỏi lại."})
    Report.objects.filter(pk=report.pk).update(from_on=dt.date(2012, 1, 1), until_on=dt.date(2012, 12, 31))
    report = do("redraft", report, version=1)
    assert text(report, "doubts.items") == "Đã hỏi lại."


def test_two_who_edit_at_once(world):
    report = make(world)
    do("edit", report, version=0)
    with pytest.raises(Stale):
        do("edit", report, version=0)


@pytest.mark.parametrize(
    ("texts", "field"),
    [({"title": "  "}, "title"), ({"title": "a" * 301}, "title"), ({"weak.text": "a" * 20_001}, "weak.text")],
)
def test_bad_texts_are_told_at_their_place(world, texts, field):
    report = make(world)
    with pytest.raises(Unready) as refusal:
        operations.edit(actor=OPERATOR, at=AT, report_id=report.pk, version=0, texts=texts)
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_only_texts_of_the_report_are_written(world):
    report = make(world)
    for key in ("weak", "nothing"):
        with pytest.raises(NotFound):
            operations.edit(actor=OPERATOR, at=AT, report_id=report.pk, version=0, texts={key: "x"})


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2025, 6, 1), dt.date(2025, 1, 1)),
        (dt.date(1944, 1, 1), dt.date(1950, 1, 1)),
        (dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        (dt.date(1950, 1, 1), dt.date(2020, 1, 1)),
    ],
)
def test_impossible_days_are_refused(world, first, last):
    with pytest.raises(Unready):
        operations.draft(actor=OPERATOR, at=AT, unit_id=world.units["unit"].pk, kind="span", first=first, last=last)
    assert not Report.objects.exists()
