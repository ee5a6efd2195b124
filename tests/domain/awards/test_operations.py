"""What an agency settles: numbers that the law leaves to it, and rules that go on by its word."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.cast import AT, CAST
from thidua.base.audit import queries as audit
from thidua.domain.awards import operations, queries
from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Unready

LATER = AT.replace(month=11)
VOTE = "vote_percent.lao_dong_tien_tien"
RULE = "LDTT-2022"
WORD = {
    "rule_id": RULE,
    "confirmed_by": "Nguyễn Mẫu, Giám đốc",
    "confirmed_on": LATER.date(),
    "text": "Công văn mẫu số 1 về việc tiếp tục áp dụng.",
}


def settle(world, who="signer", unit="department", **change):
    form = {"name": VOTE, "value": "66,7", "basis": "Quy chế số 12/QC-SM", "from_on": dt.date(2026, 1, 1), **change}
    return operations.set_parameter(actor=world.actor(who), at=AT, unit_id=world.units[unit].pk, **form)


def confirm(world, who="signer", unit="department", at=LATER, **change):
    return operations.confirm_rule(actor=world.actor(who), at=at, unit_id=world.units[unit].pk, **WORD | change)


SETTLERS = {"department_clerk", "signer"}
READERS = set(CAST) - {"citizen", "nominee"}  # whoever works in the province knows what its agencies settled


@pytest.mark.parametrize("who", CAST)
def test_who_settles_and_confirms(world, who):
    word = confirm(world)
    for act in (
        lambda: settle(world, who),
        lambda: confirm(world, who, rule_id="CSTDCS-2022"),
        lambda: operations.withdraw(actor=world.actor(who), at=LATER, confirmation_id=word.pk),
    ):
        if who in SETTLERS:
            act()
        else:
            with pytest.raises(NotAllowed if who in READERS else NotFound):
                act()
    assert AgencyParameter.objects.exists() == (who in SETTLERS)


def test_a_division_without_authority_settles_nothing(world):
    with pytest.raises(NotAllowed, match="không có thẩm quyền"):
        settle(world, "clerk", "unit")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "unknown"}, "name"),
        ({"value": "101"}, "value"),
        ({"value": "nhiều"}, "value"),
        ({"value": "-1"}, "value"),
        ({"basis": "QC"}, "basis"),
        ({"name": "quota_rounding", "value": "sideways"}, "value"),
        ({"name": "higher_reach_counts", "value": "có lẽ"}, "value"),
        ({"name": "initiative_window.bo_tinh", "value": "0"}, "value"),
    ],
)
def test_what_is_no_setting(world, change, field):
    with pytest.raises(Unready) as refusal:
        settle(world, **change)
    assert [issue.field for issue in refusal.value.issues] == [field]
    assert not AgencyParameter.objects.exists()


def test_a_new_value_ends_the_one_before_it_and_is_read_as_the_law_takes_it(world):
    settle(world, value="70")
    row = settle(world, from_on=dt.date(2026, 7, 1))
    settle(world, value="75", from_on=dt.date(2026, 3, 1))
    unit = world.units["department"]
    said = {day: queries.parameters_for(unit, day).get(VOTE) for day in (dt.date(2025, 12, 31), dt.date(2026, 2, 1))}
    assert said == {dt.date(2025, 12, 31): None, dt.date(2026, 2, 1): "70"}
    assert queries.parameters_for(unit, dt.date(2026, 5, 1)) == {VOTE: "75"}
    assert queries.parameters_for(unit, dt.date(2026, 8, 1)) == {VOTE: "66.7"}
    settle(world, name="higher_reach_counts", value="no")
    settle(world, name="initiative_window.bo_tinh", value="3")
    known = queries.parameters_for(unit, AT.date())
    assert (known["higher_reach_counts"], known["initiative_window.bo_tinh"]) == (False, 3)
    assert audit.of(row).get().details["value"] == "66.7"


def test_the_nearest_unit_wins(world):
    province, department, unit = (world.units[name] for name in ("province", "department", "unit"))
    row = {"name": VOTE, "basis": "Quy chế", "from_on": dt.date(2026, 1, 1)}
    AgencyParameter.objects.create(unit=province, value="90", **row)
    assert queries.parameters_for(unit, AT.date()) == {VOTE: "90"}
    AgencyParameter.objects.create(unit=department, value="80", **row)
    assert queries.parameters_for(unit, AT.date()) == {VOTE: "80"}
    assert queries.parameters_for(province, AT.date()) == {VOTE: "90"}


def test_a_word_stands_until_it_is_withdrawn(world):
    row = confirm(world)
    unit, day = world.units["unit"], LATER.date()
    (word,) = queries.confirmations_for(unit, day)
    assert (word.rule_id, word.confirmed_by, word.on) == (RULE, WORD["confirmed_by"], day)
    assert queries.confirmations_for(unit, AT.date()) == ()  # on that day the rule needs nobody's word
    assert queries.confirmations_for(world.units["province"], day) == ()
    with pytest.raises(NotNow):
        confirm(world)
    actor = world.actor("department_clerk")
    operations.withdraw(actor=actor, at=LATER, confirmation_id=row.pk)
    assert queries.confirmations_for(unit, day) == ()
    with pytest.raises(NotNow):
        operations.withdraw(actor=actor, at=LATER, confirmation_id=row.pk)
    confirm(world)
    assert [event.event for event in audit.of(row)] == ["awards.rule.confirmed", "awards.confirmation.withdrawn"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule_id": "KHONG-CO"}, "rule_id"),
        ({"confirmed_by": " "}, "confirmed_by"),
        ({"confirmed_on": LATER.date() + dt.timedelta(days=1)}, "confirmed_on"),
        ({"text": "Vẫn áp"}, "text"),
        ({"at": AT, "confirmed_on": AT.date()}, "rule_id"),
    ],
)
def test_what_is_no_word(world, change, field):
    with pytest.raises(Unready) as refusal:
        confirm(world, **change)
    assert [issue.field for issue in refusal.value.issues] == [field]


def test_a_form_sent_twice_is_one_word(world):
    actor = world.actor("signer").with_once("a1")
    unit_id = world.units["department"].pk
    operations.confirm_rule(actor=actor, at=LATER, unit_id=unit_id, **WORD)
    with pytest.raises(AlreadyDone):
        operations.confirm_rule(actor=actor, at=LATER, unit_id=unit_id, **WORD)
    assert Confirmation.objects.count() == 1


def test_the_database_keeps_one_standing_word_a_rule(world):
    row = confirm(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(
            unit=row.unit, rule_id=RULE, confirmed_by="x", confirmed_on=LATER, text="x", at=LATER
        )
