"""Every rule a day before, on and after its dates, and on each side of each of its numbers, made from its tree."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.law import plainly, plainly_verdicts
from tests.law.borders import SIDES, Border, borders_of, days_of
from tests.law.histories import facts_of
from tests.law.histories_fulfilled import Filling, needs_of, nothing
from thidua.law import agency, data, engine
from thidua.law.conditions import compile
from thidua.law.evidence import work_out
from thidua.law.facts import Facts
from thidua.law.masks import Value
from thidua.law.person import Person
from thidua.law.verdicts import Truth

SETTLED = agency.settle({})
DAY = timedelta(days=1)
CODES = {"yes": Value.YES, "no": Value.NO, "unknown": Value.UNKNOWN}


def bearing(rule: data.Rule) -> Iterator[tuple[str, str]]:
    """The awards on which the rule bears, each with a nominee it may be for; of a rule on all awards the first few."""
    awards = [one.id for one in data.awards()][:5] if rule.award == "every" else rule.awards
    for award in awards:
        subjects = data.award(award).subjects
        yield award, rule.subject if rule.subject != "any" else subjects[0]


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_a_rule_holds_from_its_first_day_to_its_last(rule: data.Rule) -> None:
    for award, subject in bearing(rule):
        days = {rule.since - DAY: False, rule.since: True, rule.since + DAY: True}
        if rule.until is not None:
            days |= {rule.until - DAY: True, rule.until: False, rule.until + DAY: False}
        for on, holds in days.items():
            if on < engine.FIRST_DAY:
                continue
            facts = Facts(subject, on.year - 1)  # type: ignore[arg-type]
            verdict = engine.judge(award, facts, on=on)
            open_ = rule.continuation_from is not None and on >= rule.continuation_from
            others = plainly_verdicts.rules(award, subject, on)[0]
            if not any(one.role != "constraint" for one in others):
                # No route is law on this day: nobody can tell, and routes that may go on are named.
                assert verdict.truth is Truth.cannot_tell
                assert (rule.id in verdict.rule_ids) == (open_ and rule.role != "constraint")
            else:
                assert (rule.id in verdict.rule_ids) == (holds or open_), on


@pytest.mark.parametrize("rule", [one for one in data.rules() if one.continuation_from], ids=lambda rule: rule.id)
def test_a_rule_that_may_go_on_says_neither_yes_nor_no_until_somebody_vouches_for_it(rule: data.Rule) -> None:
    assert rule.until is not None
    needs = needs_of(rule.condition, rule.award)
    subject = next(bearing(rule))[1]
    told = nothing(rule.until.year - 1, needs)
    rules = [one for some in plainly_verdicts.rules(rule.award, subject, rule.until - DAY) for one in some]
    for one in {rule.id: rule} | {one.id: one for one in rules if one.role == "constraint"}:
        condition = data.rule(one).condition
        needs_of(condition, rule.award, needs)
    told = nothing(rule.until.year - 1, needs)
    Filling(told, rule.award, rule.until, needs, random.Random(0), SETTLED).fulfil(rule.condition)
    facts = facts_of(told, subject)
    verdict = engine.judge(rule.award, facts, on=rule.until)
    before = engine.judge(rule.award, facts, on=rule.until - DAY)
    if rule.role == "constraint":
        assert verdict.truth is not Truth.met
        return
    assert verdict.truth is Truth.cannot_tell
    assert verdict.older is not None
    if "timing" not in needs.kinds:
        assert verdict.older.truth is before.truth
    word = engine.Confirmation(rule.id, "Nguyễn Thị An, Vụ Pháp chế", rule.until, "Tiếp tục áp dụng.")
    again = engine.judge(rule.award, facts, on=rule.until, confirmations=[word])
    assert rule.id in again.rule_ids
    assert again.older is None


def came_to(border: Border, condition: Any, subject: str) -> tuple[str, str]:
    """The value by the plain reading and the program's."""
    asked = plainly.Asked(border.award, border.told, border.on, SETTLED, lambda _: "unknown")
    sight = Person(facts_of(border.told, subject), border.on, lambda _: Value.UNKNOWN)
    fast = work_out(compile(condition, border.award, SETTLED), sight).value.name.lower()
    return plainly.answer(condition, asked), fast


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_each_side_of_each_number_of_a_rule(rule: data.Rule) -> None:
    for award, subject in bearing(rule):
        for border in borders_of(rule, award, SETTLED):
            plain, fast = came_to(border, border.leaf, subject)
            assert fast == plain, border.name
            assert border.expects in (plain, None), border.name
            plain, fast = came_to(border, rule.condition, subject)
            assert fast == plain, border.name
            if border.alone and border.expects is not None:
                # Where a part of the rule was not read, nothing is met; the number can still refuse.
                met = "unknown" if border.unread else "yes"
                assert plain == {"yes": met, "no": "no", "unknown": "unknown"}[border.expects], border.name


def numbered(rule: data.Rule) -> bool:
    return any(leaf.kind in SIDES for leaf in rule.condition.leaves())


@pytest.mark.parametrize("rule", [one for one in data.rules() if not numbered(one)], ids=lambda rule: rule.id)
def test_a_rule_without_number_is_left_to_people_or_waits_for_a_claim(rule: data.Rule) -> None:
    award, subject = next(bearing(rule))
    needs, on = needs_of(rule.condition, award), days_of(rule)
    bare = Border(rule.id, None, award, on, nothing(on.year - 1, needs), None, False, False)
    plain, fast = came_to(bare, rule.condition, subject)
    assert fast == plain
    # Nothing recorded and nothing claimed: no rule of this kind refuses anybody.
    assert plain in ("left", "out", "unknown")
    for claim in sorted(needs.claims):
        told = nothing(on.year - 1, needs)
        told.claims.add(claim)
        plain, fast = came_to(Border(rule.id, None, award, on, told, None, False, False), rule.condition, subject)
        assert fast == plain
    told = nothing(on.year - 1, needs)
    filling = Filling(told, award, on, needs, random.Random(0), SETTLED)
    filling.fulfil(rule.condition)
    plain, fast = came_to(Border(rule.id, None, award, on, told, None, False, False), rule.condition, subject)
    assert fast == plain
    assert plain == ("unknown" if filling.left_out else "yes" if needs.claims else "left")


@pytest.mark.parametrize("rule", [one for one in data.rules() if one.role == "constraint"], ids=lambda rule: rule.id)
def test_each_percentage_of_the_council_s_stage(rule: data.Rule) -> None:
    for leaf in rule.condition.leaves():
        for award, on in [
            (award, on) for award, _ in bearing(rule) for on in (rule.since, (rule.until or date.max) - DAY)
        ]:
            if leaf.kind == "vote":
                for members in (1, 9, 10, 11, 100):
                    answer = engine.threshold(award, on=on, members=members)
                    needed = next(yes for yes in range(members + 1) if 100 * yes >= leaf.asks["percent"] * members)
                    assert (answer.needed, answer.rule_id) == (needed, rule.id)
            elif leaf.kind == "quota":
                for holders in (0, 1, 9, 10, 47, 100):
                    cap = engine.quota(award, on=on, holders=holders)
                    assert cap is not None and cap.allowed is not None
                    assert cap.allowed == leaf.asks["percent"] * holders // 100
                    assert (cap.within(cap.allowed), cap.within(cap.allowed + 1)) == (Truth.met, Truth.not_met)
