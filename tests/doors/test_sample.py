"""The sample: whole, marked, coherent with the law, loaded once, removed without a trace in the tables."""

import datetime as dt
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count

from tests.cast import OPERATOR
from thidua.base.accounts.models import User
from thidua.base.audit.models import Event
from thidua.base.audit.queries import verify
from thidua.base.notices import queries as notices
from thidua.domain.assessment.models import Sheet
from thidua.domain.decisions.models import Decision
from thidua.domain.dossiers import facts
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.imports import operations as imports
from thidua.domain.lookup import operations as lookup
from thidua.domain.movements.models import Movement
from thidua.domain.organisations import queries as organisations
from thidua.domain.organisations.models import Cluster, Unit
from thidua.domain.people import checks
from thidua.domain.people.models import Absence, DataWord, Person, Post
from thidua.domain.people.operations import enter
from thidua.domain.people.queries import actor_for
from thidua.domain.register.models import Entry
from thidua.domain.registrations.models import Registration
from thidua.domain.reports import operations as reports
from thidua.doors.cli import Trouble, sample
from thidua.doors.cli.sample.agency import CAST
from thidua.doors.cli.sample.history import ADVANCED, FIGHTER, PROVINCIAL, TEAM
from thidua.kernel.clock import VIETNAM

pytestmark = pytest.mark.django_db  # the module's load stands around each test's own transaction
AT = dt.datetime(2026, 1, 20, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for all tests of this file and rolled back after them."""
    with django_db_blocker.unblock():
        all_or_nothing = transaction.atomic()
        all_or_nothing.__enter__()
        try:
            yield sample.load(AT)
        finally:
            transaction.set_rollback(True)
            all_or_nothing.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def undone(loaded, db):
    """What one test changes, the next does not see."""


def rows():
    """How many rows each table holds."""
    return Counter({model._meta.label: model._base_manager.count() for model in apps.get_models()})


def truths(handle_or_account, agency="MAU-NV"):
    """Award → verdict on the ladder of a person of the cast, for 2025."""
    person = Person.objects.get(account__username=handle_or_account)
    on = AT.date()
    found = facts.of_people([person.pk], 2025, on)[person.pk]
    asked = facts.terms(Unit.objects.get(code=agency), on)
    return {one["verdict"]["award"]: one["verdict"]["truth"] for one in facts.ladder(found, asked)}


def test_sixty_people_all_of_them_marked(loaded):
    assert Person.objects.count() == Person.objects.filter(is_sample=True).count() == 60
    assert Unit.objects.filter(is_sample=True).count() == 11
    assert all("Mẫu" in unit.name or "mẫu" in unit.name for unit in Unit.objects.filter(is_sample=True))
    assert set(User.objects.values_list("username", "is_sample")) == {(name, True) for name in CAST}


def test_everybody_can_log_in_with_the_password_that_is_shown(loaded):
    assert [login[0] for login in loaded] == list(CAST)
    assert {login[1] for login in loaded} == {"thidua-mau"}
    assert all(User.objects.get(username=name).check_password(password) for name, password, _who in loaded)


def test_the_names_are_the_same_on_every_machine():
    first = Person.objects.get(code="MAU-001")
    assert first.full_name == "Lê Hữu Phúc"
    assert Person.objects.values("full_name").distinct().count() == 59  # two share one


def test_files_of_people_have_something_of_everything():
    people = Person.objects.all()
    assert people.filter(retired_on__isnull=False).count() == people.filter(died_on__isnull=False).count() == 1
    assert Absence.objects.filter(until_on__isnull=True).count() == 1
    assert set(Absence.objects.values_list("kind", flat=True)) == {"study", "maternity"}
    assert DataWord.objects.get().person == Person.objects.get(account__username="nguoi-duoc-xet")
    assert not people.exclude(citizen_number__startswith="099").exists()  # no province gives such numbers
    assert not any(checks.disagrees(person) for person in people)
    name = people.values("folded").annotate(n=Count("pk")).get(n=2)["folded"]
    assert people.filter(folded=name).values("born_on").distinct().count() == 2


def test_tay_ninh_is_real_and_nobody_is_invented_for_it():
    agency = Unit.objects.get(is_sample=False, parent__isnull=False)
    entries = Entry.objects.filter(unit=agency)
    assert entries.exists()
    assert not entries.filter(person__isnull=False).exists()
    assert not Post.objects.filter(unit=agency).exists()
    assert not entries.filter(is_sample=True).exists()


class TestHistory:
    def test_five_closed_years_of_every_unit(self):
        closed = Sheet.objects.filter(year__lt=2025, state="closed")
        assert Counter(closed.values_list("year", flat=True)) == dict.fromkeys(range(2020, 2025), 9)

    def test_each_fighter_is_advanced_in_that_year_and_had_an_initiative_or_the_best_grade(self):
        held = set(Entry.objects.filter(award=ADVANCED).values_list("person", "span_from"))
        fighters = set(Entry.objects.filter(award=FIGHTER).values_list("person", "span_from"))
        assert fighters
        assert fighters <= held

    @pytest.mark.parametrize("code", ["MAU-NV", "MAU-TT", "MAU-XA", "MAU-PB"])
    @pytest.mark.parametrize("year", range(2020, 2024))
    def test_until_2023_fighters_stayed_within_fifteen_percent(self, code, year):
        of_year = Entry.objects.filter(unit__code__startswith=code, span_from=year)
        fighters, advanced = (of_year.filter(award=award).count() for award in (FIGHTER, ADVANCED))
        assert fighters <= 0.15 * advanced

    def test_the_provincial_title_follows_three_years_in_a_row(self):
        for entry in Entry.objects.filter(award=PROVINCIAL, is_sample=True):
            years = set(Entry.objects.filter(award=FIGHTER, person=entry.person_id).values_list("span_from", flat=True))
            assert {entry.span_from - 2, entry.span_from - 1, entry.span_from} <= years

    def test_the_nominee_stands_before_the_next_rung(self):
        assert truths("nguoi-duoc-xet")[PROVINCIAL] == "met"

    def test_where_the_book_is_not_declared_complete_nothing_can_be_told(self):
        person = Post.objects.filter(unit__code="MAU-PB").order_by("pk")[2].person
        found = facts.of_people([person.pk], 2025, AT.date())[person.pk]
        asked = facts.terms(Unit.objects.get(code="MAU"), AT.date())
        by_award = {one["verdict"]["award"]: one["verdict"]["truth"] for one in facts.ladder(found, asked)}
        assert by_award[PROVINCIAL] == "cannot_tell"


class TestSeason:
    def test_the_neighbour_went_the_whole_way(self):
        unit = Unit.objects.get(code="MAU-NV-CC")
        assert Registration.objects.get(unit=unit).state == "approved"
        assert {row.state for row in Dossier.objects.filter(unit=unit)} == {"passed"}
        assert set(Decision.objects.values_list("number", "state")) == {(1, "issued"), (2, "issued")}
        awards = Counter(Entry.objects.filter(unit=unit, span_from=2025).values_list("award", flat=True))
        assert awards == {ADVANCED: 8, FIGHTER: 2, TEAM: 1}

    def test_the_weak_nomination_went_up_with_its_reason_and_failed(self):
        (weak,) = Nomination.objects.filter(truth="not_met")
        assert (weak.result, weak.council) == ("fails", "pending")
        assert weak.reason

    def test_the_other_division_has_everything_before_it(self):
        unit = Unit.objects.get(code="MAU-NV-TC")
        assert Movement.objects.get(year=2025).state == "launched"
        assert not Registration.objects.filter(unit=unit).exists()
        assert not Sheet.objects.filter(unit=unit, year=2025).exists()
        assert not Dossier.objects.filter(unit=unit).exists()

    def test_every_dossier_was_received_under_the_law_that_is_verified(self):
        assert all(row.received_on < dt.date(2026, 10, 1) for row in Dossier.objects.all())

    def test_nobody_is_written_to_about_the_past(self):
        assert notices.unread_count(User.objects.get(username="can-bo-so").pk)
        assert not notices.unsent().exists()

    def test_the_trail_is_whole(self):
        assert verify().fault == ""


def test_a_second_load_changes_nothing(loaded):
    before = rows()
    assert sample.load(AT) == loaded
    added = rows() - before
    assert set(added) <= {"audit.Event"}  # that the published record was looked at again


def test_removing_leaves_only_what_is_real_and_the_trail():
    clerk = User.objects.get(username="can-bo-so")
    unit = Unit.objects.get(code="MAU-NV")
    actor = actor_for(clerk, on=AT.date())
    days = {"first": dt.date(2025, 1, 1), "last": dt.date(2025, 12, 31)}
    reports.draft(actor=actor, at=AT, unit_id=unit.pk, kind="year", **days)
    imports.ask(actor=actor, at=AT, unit_id=unit.pk, kind="people", name="x", digest="0" * 64)
    while lookup.freshen():
        pass
    lines = Event.objects.count()
    sample.remove(AT)
    left = {name for name, n in rows().items() if n}
    assert left == {
        "auth.Permission", "contenttypes.ContentType", "audit.Event", "audit.Head",
        "organisations.Unit", "people.Touched", "register.Entry", "register.Leaf", "register.LogHead", "register.Record",
        "lookup.Indexed",
    }  # fmt: skip
    assert not Unit.objects.filter(is_sample=True).exists()
    assert not Entry.objects.filter(is_sample=True).exists()
    assert Event.objects.count() == lines + 1
    assert verify().fault == ""
    connection.check_constraints()


def test_after_removing_the_book_is_guarded_again():
    sample.remove(AT)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Entry.objects.all()._raw_delete("default")


def test_what_is_real_below_the_sample_stops_the_removal():
    enter(
        actor=OPERATOR, at=AT, code="THAT-1", full_name="Người thật", sex="f", unit=Unit.objects.get(code="MAU-NV"),
        title="Chuyên viên", from_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    with pytest.raises(Trouble, match="thật"):
        sample.remove(AT)
    assert Person.objects.filter(is_sample=True).count() == 60


def test_the_sample_has_units_through_time(loaded):
    renamed = Unit.objects.get(code="MAU-NV-CC")
    assert organisations.name_on(renamed, dt.date(2022, 1, 1)) != renamed.name
    heir = Unit.objects.get(code="MAU-XA")
    gone = [kin.unit for kin in organisations.lineage(heir) if kin.unit != heir]
    assert {unit.code for unit in gone} == {"MAU-XA-1", "MAU-XA-2"} and all(unit.until_on for unit in gone)
    assert Entry.objects.filter(unit__in=gone, is_sample=True).count() == 2
    block = Cluster.objects.get()
    assert block.is_sample and organisations.head_of(block, 2025).head.code == "MAU-TT"
    assert organisations.rotation(block, 2026).head.code == "MAU-NV"
