"""Việc của tôi: what waits for whom, the season of the unit, what an empty page says."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR
from thidua.domain.assessment.operations import close_sheet, open_sheet
from thidua.domain.councils.models import Council, Item, Meeting
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.movements.models import Movement
from thidua.domain.people.models import DataWord
from thidua.domain.registrations.models import Registration
from thidua.doors.desk.home.work import KINDS, work

HOME = "/ban-lam-viec/"
DAY = AT.date()


def movement(unit, **more):
    values = {"title": "Thi đua 2025", "year": 2025, "content": "x", "starts_on": DAY, "ends_on": DAY}
    values |= {"state": "launched", "launched_at": AT} | more
    return Movement.objects.create(unit=unit, **values)


def dossier(world, state="draft", **more):
    moments = {"sent": {"sent_at": AT, "received_on": DAY}, "returned": {"reason": "Thiếu biên bản"}}
    moments["passed"] = {"passed_at": AT, "received_on": DAY}
    values = {"year": 2025, "title": "Hồ sơ 2025", "state": state} | moments.get(state, {}) | more
    return Dossier.objects.create(unit=world.units["unit"], superior=world.units["department"], **values)


def nomination(world, of, **more):
    person = world.people["nominee"]
    return Nomination.objects.create(
        dossier=of, person=person, unit=world.units["unit"], award="lao_dong_tien_tien", **more
    )


def meeting(world, state="planned", **more):
    council = Council.objects.create(unit=world.units["department"], name="HĐ", decision="1", from_on=DAY)
    return Meeting.objects.create(council=council, year=2025, title="Phiên họp", held_on=DAY, state=state, **more)


def registration(world, unit="unit", **more):
    return Registration.objects.create(movement=movement(world.units["province"]), unit=world.units[unit], **more)


def sheet(world, *, is_closed=False):
    found = open_sheet(actor=OPERATOR, at=AT, unit_id=world.units["unit"].pk, year=2025)
    if is_closed:
        type(found).objects.filter(pk=found.pk).update(state="closed", closed_at=AT)
    return found


def passed_name(world, **more):
    return nomination(world, dossier(world, "passed"), result="here", **more)


def open_count(world):
    item = meeting(world, "open").items.create(nomination=passed_name(world), needed=7)
    assert isinstance(item, Item)


def decision(world, state, **more):
    found = Decision.objects.create(unit=world.units["department"], year=2025, title="Quyết định", state=state, **more)
    Line.objects.create(decision=found, nomination=passed_name(world, council="passed"))


def question(world, who):
    """Somebody wants her data corrected."""
    return DataWord.objects.create(person=world.people[who], is_right=False, text="Sai ngày sinh.", said_at=AT)


SIGNED = {"number": 1, "number_year": 2026, "signed_at": AT, "signer_name": "A"}
WAITS = [  # what there is; kind of work → who sees it
    (lambda world: movement(world.units["department"], state="draft", launched_at=None),
     {"movement-draft": {"department_clerk", "signer"}}),
    (lambda world: movement(world.units["department"]), {"registration-new": {"clerk", "stranger"}}),
    (lambda world: registration(world), {"registration-own": {"clerk"}, "registration-new": {"department_clerk", "stranger"}}),
    (lambda world: registration(world, state="refused", answered_at=AT, reason="Thiếu"),
     {"registration-refused": {"clerk"}, "registration-new": {"department_clerk", "stranger"}}),
    (lambda world: registration(world, state="waiting", sent_at=AT),
     {"registration-answer": {"department_clerk", "appraiser", "signer"}, "registration-sent": {"clerk"},
      "registration-new": {"department_clerk", "stranger"}}),
    (lambda world: registration(world, state="approved", answered_at=AT),
     {"sheet-new": {"clerk"}, "registration-new": {"department_clerk", "stranger"}}),
    (lambda world: sheet(world), {"sheet": {"clerk"}}),
    (lambda world: sheet(world, is_closed=True), {"dossier-new": {"clerk"}}),
    (lambda world: dossier(world), {"dossier-draft": {"clerk"}}),
    (lambda world: dossier(world, "returned"), {"dossier-returned": {"clerk"}}),
    (lambda world: dossier(world, "sent"), {"dossier-appraise": {"appraiser"}, "dossier-sent": {"clerk"}}),
    (lambda world: passed_name(world), {"meeting-new": {"secretary"}}),
    (lambda world: meeting(world), {"meeting-planned": {"secretary"}}),
    (open_count, {"meeting-open": {"secretary"}, "count": {"member", "second_member"}}),
    (lambda world: passed_name(world, council="passed"), {"decision-new": {"department_clerk", "secretary"}}),
    (lambda world: decision(world, "draft"),
     {"decision-sign": {"signer"}, "decision-draft": {"department_clerk", "secretary"}}),
    (lambda world: decision(world, "signed", **SIGNED),
     {"decision-issue": {"department_clerk", "secretary", "signer"}}),
    (lambda world: decision(world, "issued", **SIGNED, issued_at=AT, issued_on=DAY), {}),
    (lambda world: question(world, "nominee"), {"data-word": {"clerk"}}),
    (lambda world: question(world, "appraiser"), {"data-word": {"department_clerk"}}),
]  # fmt: skip


@pytest.mark.parametrize(("there_is", "expected"), WAITS)
def test_each_thing_waits_for_those_whose_turn_it_is_and_for_nobody_else(world, there_is, expected):
    there_is(world)
    named = {str(kind.what): name for name, kind in KINDS.items()}
    found: dict[str, set[str]] = {}
    for who in CAST:
        for row in work(world.actor(who), DAY):
            found.setdefault(named[str(row["what"])], set()).add(who)
    assert found == expected


def test_every_kind_of_work_is_played_above():
    assert {name for _there_is, expected in WAITS for name in expected} == set(KINDS)


@pytest.mark.parametrize("who", [who for who in CAST if who != "citizen"])
def test_every_button_leads_to_a_page_of_its_owner(world, as_, who):
    for there_is, _expected in (WAITS[1], WAITS[4], WAITS[6], WAITS[10], WAITS[12], WAITS[16]):
        there_is(world)
    client = as_(who)
    for row in work(world.actor(who), DAY):
        assert client.get(row["url"]).status_code == 200, row


def test_what_waits_longest_stands_first(world):
    late = dossier(world, "sent", title="Mới")
    Dossier.objects.filter(pk=late.pk).update(sent_at=AT + dt.timedelta(days=3))
    dossier(world, "sent", title="Cũ")
    assert [row["title"] for row in work(world.actor("appraiser"), DAY)] == ["Cũ", "Mới"]


def test_a_draft_waits_since_it_was_last_touched(world):
    sheet(world)
    (row,) = work(world.actor("clerk"), DAY)
    assert row["since"] == AT


@pytest.mark.parametrize("rows", [1, 3])
def test_eight_queries_for_one_row_and_for_three(world, as_, django_assert_num_queries, rows):
    movement(world.units["province"])
    for number in range(rows):
        dossier(world, title=f"Hồ sơ {number}")
    client = as_("clerk")
    with django_assert_num_queries(8):
        page = client.get(HOME).content.decode()
    assert page.count("Hồ sơ đề nghị đang lập") == rows


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("clerk", "Không có việc nào chờ bạn"),
        ("auditor", "Xem nhật ký"),
        ("nominee", "Bạn không phải làm gì lúc này"),
    ],
)
def test_an_empty_home_says_what_happens_next(as_, who, words):
    assert words in as_(who).get(HOME).content.decode()


def test_not_for_citizens(as_):
    assert as_("citizen").get(HOME)["Location"] == "/dang-nhap/?next=/ban-lam-viec/"


class TestSeason:
    def states(self, as_, who="clerk"):
        season = as_(who).get(HOME).context["season"]
        return season and [step["state"] for step in season["steps"]]

    def test_none_before_a_movement_was_launched(self, world, as_):
        movement(world.units["province"], state="draft", launched_at=None)
        assert self.states(as_) is None

    def test_step_by_step(self, world, as_):
        registered = registration(world)
        assert self.states(as_) == ["done", "now", "next", "next", "next", "next"]
        Registration.objects.filter(pk=registered.pk).update(state="approved", answered_at=AT)
        assert self.states(as_) == ["done", "done", "now", "next", "next", "next"]
        sheet(world, is_closed=True)
        assert self.states(as_) == ["done", "done", "done", "now", "next", "next"]
        name = passed_name(world)
        assert self.states(as_) == ["done"] * 4 + ["now", "next"]
        Nomination.objects.filter(pk=name.pk).update(council="passed")
        assert self.states(as_) == ["done"] * 5 + ["now"]
        issued = Decision.objects.create(
            unit=world.units["department"], year=2025, title="x", state="issued", **SIGNED, issued_at=AT, issued_on=DAY
        )
        Line.objects.create(decision=issued, nomination=name)
        assert self.states(as_) == ["done"] * 6

    def test_the_unit_above_waits_for_every_unit_below(self, world, as_):
        registered = registration(world)
        Registration.objects.filter(pk=registered.pk).update(state="approved", answered_at=AT)
        assert self.states(as_, "department_clerk") == ["done", "now", "next", "next", "next", "next"]

    def test_a_later_step_that_began_early_says_so(self, world, as_):
        registration(world)
        sheet(world, is_closed=True)
        assert as_("clerk").get(HOME).context["season"]["steps"][2]["note"] == "đã bắt đầu"

    def test_who_has_no_role_sees_the_season_of_her_unit_without_links(self, world, as_):
        registration(world)
        steps = as_("nominee").get(HOME).context["season"]["steps"]
        assert [step["state"] for step in steps][:2] == ["done", "now"]
        assert {step["url"] for step in steps} == {""}

    def test_steps_lead_to_the_lists(self, world, as_):
        registration(world)
        steps = as_("clerk").get(HOME).context["season"]["steps"]
        assert steps[1]["url"] == reverse("desk:registrations")
        assert steps[4]["url"] == ""  # a clerk of a division has no council


def test_closing_through_the_act_itself_asks_for_every_grade(world):
    found = sheet(world)
    with pytest.raises(Exception, match="xếp loại"):
        close_sheet(actor=OPERATOR, at=AT, sheet_id=found.pk)
