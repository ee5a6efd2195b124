"""The book of honours only grows: what is entered, by whom, once, and how a published record comes in."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.cast import AT, CAST, OPERATOR
from tests.domain.register.test_published import RECORD, changed
from thidua.base.audit import queries as audit
from thidua.base.audit.models import Event
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations import found
from thidua.domain.people.models import Person
from thidua.domain.register import access, checks, operations, queries
from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Completeness, Entry, Record
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Unready

GRANT = {
    "award": "chien_si_thi_dua_co_so",
    "mode": "regular",
    "year": 2024,
    "granted_by": "Giám đốc Sở Mẫu",
    "decision_number": "12/QĐ-SM",
    "decided_on": dt.date(2025, 2, 3),
    "source": "decision:1",
    "source_key": "7",
}


def enter(actor, world, **given):
    """Enter an award of the nominee, granted by Sở Mẫu."""
    who = given.pop("who", "nominee")
    return operations.enter(
        actor=actor,
        at=AT,
        unit=world.units["unit"],
        person=world.people[who] if who else None,
        granting_unit=world.units["department"],
        **GRANT | given,
    )


def bring(record=RECORD):
    """Bring a published record in."""
    return operations.import_published(actor=OPERATOR, at=AT, record=record)


# -- named entries -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_who_may_enter(world, who):
    """Those who issue the decisions of the granting unit."""
    if who in {"department_clerk", "secretary", "signer"}:
        assert enter(world.actor(who), world).kind == Kind.GRANT
    else:
        with pytest.raises(NotAllowed):
            enter(world.actor(who), world)
        assert not Entry.objects.exists()


def test_an_entry_is_written_once_and_audited(world):
    entry = enter(OPERATOR, world)
    assert [event.event for event in audit.of(entry)] == ["register.entry.entered"]
    with pytest.raises(AlreadyDone):
        enter(OPERATOR, world)
    assert Entry.objects.count() == 1 and audit.verify().fault == ""


@pytest.mark.parametrize(
    ("given", "field"), [({"award": "huy_chuong_vang"}, "award"), ({"year": 1944}, "year"), ({"year": 2027}, "year")]
)
def test_an_impossible_entry_is_refused(world, given, field):
    with pytest.raises(Unready) as refusal:
        enter(OPERATOR, world, **given)
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_the_database_keeps_the_book(world):
    """No change, no removal, no name on a number: whoever asks."""
    entry = enter(OPERATOR, world)
    for act in (entry.delete, lambda: Entry.objects.update(count=2)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    entry.pk, entry.source_key, entry.kind = None, "8", Kind.PUBLISHED
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


# -- published records -------------------------------------------------------------------------------------------------


def test_the_record_of_tay_ninh_comes_in(db):
    imported = bring()
    province, agency = Unit.objects.order_by("path")
    assert (province.name, province.kind, province.level) == ("Tây Ninh", UnitKind.PROVINCE, Level.BO_TINH)
    assert (agency.name, agency.level) == ("Sở Thông tin và Truyền thông tỉnh Tây Ninh", Level.CO_SO)
    assert agency.parent == province and not agency.is_sample and imported.unit == agency and imported.added == 19
    assert not Person.objects.exists()
    assert Entry.objects.filter(person=None, kind=Kind.PUBLISHED, is_sample=False, source=RECORD["id"]).count() == 19
    assert Entry.objects.exclude(doubt="").count() == 3 and Entry.objects.filter(separated=False).count() == 1
    assert Event.objects.filter(event="register.record.imported").get().details["added"] == 19


def test_a_second_import_adds_nothing(db):
    bring()
    again = bring(changed("exemplars", value=[]))
    assert (again.added, again.plan.kept, Entry.objects.count()) == (0, 19, 19)
    assert (Record.objects.count(), Unit.objects.count()) == (1, 2)


def test_a_changed_file_adds_what_is_new_and_names_what_is_gone(db):
    bring()
    changed_record = changed("statements", 17, "count", value=100)
    imported = bring(changed_record)
    assert [one.count for one in imported.plan.new] == [100]
    assert [row.count for row in imported.plan.gone] == [99]
    assert Entry.objects.count() == 20 and imported.plan.kept == 18
    back = bring()
    assert (back.added, [row.count for row in back.plan.back]) == (0, [99])


def test_a_dry_run_says_the_same_and_writes_nothing(db):
    plan = checks.plan(checks.read(RECORD, AT.date()))
    assert plan.founds == ("Tây Ninh", "Sở Thông tin và Truyền thông tỉnh Tây Ninh") and len(plan.new) == 19
    assert not Unit.objects.exists() and not Entry.objects.exists() and not Event.objects.exists()


def test_a_fault_writes_nothing(db):
    with pytest.raises(Unready):
        bring(changed("statements", 18, "count", value=0))
    assert not Unit.objects.exists() and not Entry.objects.exists() and not Event.objects.exists()


def unit_called(name, code, parent=None, *, is_sample=False):
    """A unit of this name."""
    return found(
        actor=OPERATOR,
        at=AT,
        code=code,
        name=name,
        kind=UnitKind.DEPARTMENT if parent else UnitKind.PROVINCE,
        level=Level.CO_SO,
        parent=parent,
        from_on=AT.date(),
        is_sample=is_sample,
    )


def test_units_that_are_there_are_used_but_never_a_sample(db):
    sample = unit_called(RECORD["province"], "TN", is_sample=True)
    unit_called(RECORD["agency"], "STTVTTTTN", sample, is_sample=True)
    real = unit_called(RECORD["province"], "72")
    agency = bring().unit
    assert agency.parent == real and not agency.is_sample and agency.code == "STTVTTTTN-2"


def test_two_agencies_of_one_name_are_not_guessed(db):
    for code in ("a", "b"):
        unit_called(RECORD["agency"], f"so-{code}", unit_called("Tỉnh khác", code))
    with pytest.raises(Unready):
        bring()


def test_one_id_is_one_agency(db):
    bring()
    with pytest.raises(Unready) as refusal:
        bring(changed("agency", value="Sở khác"))
    assert refusal.value.issues[0].field == "agency"


@pytest.mark.parametrize("who", CAST)
def test_nobody_imports_from_the_desk(world, who):
    with pytest.raises(NotAllowed):
        operations.import_published(actor=world.actor(who), at=AT, record=RECORD)


# -- what is complete --------------------------------------------------------------------------------------------------


def declare(actor, world, first=2020, last=2025):
    """Declare the book of Phòng Một complete."""
    return operations.declare_complete(
        actor=actor, at=AT, unit_id=world.units["unit"].pk, from_year=first, until_year=last
    )


@pytest.mark.parametrize("who", CAST)
def test_who_may_declare(world, who):
    if who in {"clerk", "signer"}:
        declare(world.actor(who), world)
        assert queries.complete_years([world.units["unit"].pk]) == {world.units["unit"].pk: set(range(2020, 2026))}
    else:
        unseen = {"nominee", "stranger", "citizen"}
        with pytest.raises(NotFound if who in unseen else NotAllowed):
            declare(world.actor(who), world)
        assert not Completeness.objects.exists()


def test_a_word_is_given_once_and_only_for_years_that_have_begun(world):
    actor = world.actor("clerk")
    declare(actor, world)
    with pytest.raises(AlreadyDone):
        declare(actor, world, 2021, 2024)
    for first, last in [(2025, 2020), (1900, 2020), (2020, 2027)]:
        with pytest.raises(Unready):
            declare(actor, world, first, last)
    assert declare(actor, world, 2019, 2021).from_year == 2019


# -- questions ---------------------------------------------------------------------------------------------------------


def test_questions_for_many_take_one_query(world, django_assert_num_queries):
    unit, nominee, clerk = world.units["unit"].pk, world.people["nominee"].pk, world.people["clerk"].pk
    enter(OPERATOR, world)
    enter(OPERATOR, world, year=2025, source_key="8", decided_on=dt.date(2026, 1, 5))
    enter(OPERATOR, world, year=2025, source_key="9", mode="thematic", award="bang_khen_bo_tinh")
    enter(OPERATOR, world, who=None, award="tap_the_lao_dong_tien_tien", source_key="10")
    with django_assert_num_queries(1):
        titles = queries.titles_of_people([nominee, clerk])
    assert titles == {nominee: {"chien_si_thi_dua_co_so": {2024, 2025}}, clerk: {}}
    with django_assert_num_queries(1):
        assert queries.titles_of_units([unit]) == {unit: {"tap_the_lao_dong_tien_tien": {2024}}}
    with django_assert_num_queries(1):
        assert queries.holders([unit], 2025) == {unit: {"chien_si_thi_dua_co_so": 1}}
    with django_assert_num_queries(1):
        days = queries.decision_days_of_people([nominee, clerk])
    assert days == {nominee: {"chien_si_thi_dua_co_so": dt.date(2026, 1, 5)}}
    with django_assert_num_queries(1):
        days = queries.decision_days_of_units([unit])
    assert days == {unit: {"tap_the_lao_dong_tien_tien": dt.date(2025, 2, 3)}}
    assert [entry.span_until for entry in queries.of_person(nominee)] == [2025, 2025, 2024]
    assert queries.of_unit(unit).count() == 1


def test_a_year_that_only_dates_an_award_is_no_year_of_achievement(db):
    agency = bring().unit
    titles = queries.titles_of_units([agency.pk])[agency.pk]
    assert titles["co_thi_dua_bo_tinh"] == {2011, 2012, 2014, 2015, 2016}
    assert titles["bang_khen_bo_tinh"] == {2013, 2014, 2015}


@pytest.mark.parametrize("who", CAST)
def test_who_reads_what(world, who):
    """Named entries in one's subtree and one's own; the public numbers of a real agency with any role."""
    entry = enter(OPERATOR, world)
    agency = bring().unit
    actor = world.actor(who)
    has_role = who not in {"nominee", "citizen"}
    sees_the_unit = has_role and who != "stranger"
    assert access.visible_to(actor).filter(pk=entry.pk).exists() == (sees_the_unit or who == "nominee")
    assert access.visible_units(actor).filter(pk=agency.pk).exists() == has_role
    assert bool(access.may_summarise(actor)) == has_role and not access.is_own(actor, agency)
    assert access.is_own(actor, world.units["unit"]) == sees_the_unit


def test_two_imports_at_once_enter_one_record(committed_db):
    def one(_n):
        try:
            return bring().added
        except NotNow:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        added = list(threads.map(one, range(2)))
    assert sorted(added) == [0, 19]
    assert (Entry.objects.count(), Record.objects.count(), Unit.objects.count()) == (19, 1, 2)
    assert audit.verify().fault == ""
