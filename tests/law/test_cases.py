"""Every case of law/cases/*.yaml comes out as it says; the rules of which cases are written by hand have theirs."""

import json
from datetime import date, timedelta

import pytest

from tests.law.cases import EVERY, Case
from thidua.law import checking, data, engine
from thidua.law.facts import Facts
from thidua.law.verdicts import Truth

JUDGED = [case for case in EVERY if case.kind == "judge"]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_every_case_comes_out_as_it_says(case: Case) -> None:
    (result,) = checking.run([case.read])
    assert result.passed, result.text("en")


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case.id)
def test_judged_cases(case: Case) -> None:
    verdict = engine.judge(
        case.award, case.facts_given, on=case.date, parameters=case.parameters or {}, confirmations=case.confirmed
    )
    assert verdict.truth.value == case.expect, verdict.reason_en
    assert set(case.rules) <= set(verdict.rule_ids)
    assert (verdict.older and verdict.older.truth.value) == case.older
    assert bool(verdict.confirmation) == bool(case.confirm)
    if verdict.conditions:
        assert verdict.deciding in verdict.conditions
    if verdict.truth is not Truth.met:
        assert verdict.reason_vi
    json.dumps(verdict.to_json())


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case.id)
def test_facts_survive_storage(case: Case) -> None:
    facts = case.facts_given
    assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


@pytest.mark.parametrize("case", [case for case in EVERY if case.kind == "threshold"], ids=lambda case: case.id)
def test_thresholds(case: Case) -> None:
    answer = engine.threshold(
        case.award,
        on=case.date,
        members=case.members,
        parameters=case.parameters or {},
        confirmations=case.confirmed,
    )
    assert answer.reached(case.votes).value == case.expect
    assert (answer.needed, answer.source) == (case.needed, case.source)
    assert [answer.rule_id] == (case.rules or [None])
    assert (answer.older and answer.older.needed) == case.older_needed
    if "secret" in case.raw:
        assert answer.secret is case.secret


@pytest.mark.parametrize("case", [case for case in EVERY if case.kind == "quota"], ids=lambda case: case.id)
def test_quotas(case: Case) -> None:
    answer = engine.quota(case.award, on=case.date, holders=case.holders, parameters=case.parameters or {})
    if case.none:
        assert answer is None
        return
    assert answer is not None
    assert answer.within(case.proposed).value == case.expect
    assert answer.allowed == case.allowed
    assert [answer.rule_id] == (case.rules or [None])
    assert (answer.older and answer.older.allowed) == case.older_allowed


def test_case_ids_are_unique() -> None:
    ids = [case.id for case in EVERY]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_source_and_a_day_of_checking(rule: data.Rule) -> None:
    assert rule.cites
    assert rule.checked_on <= date(2026, 11, 23)


BY_HAND = {
    *data.LADDERS["individual"], *data.LADDERS["collective"], "giay_khen", "bang_khen_quan_khu", "bang_khen_thu_tuong",
    "huan_chuong_lao_dong_1", "huan_chuong_lao_dong_2", "huan_chuong_lao_dong_3", "every",
}  # fmt: skip
"""The ladder, the certificates and the Labour orders: their cases were written by hand; test_borders.py makes the rest."""


@pytest.mark.parametrize("rule", [one for one in data.rules() if one.award in BY_HAND], ids=lambda rule: rule.id)
def test_every_rule_written_by_hand_has_a_case_before_on_and_after_its_dates(rule: data.Rule) -> None:
    """The day before it, its first day, its last day and the day after; the numbers stand in the reasons of the cases."""
    kind = {"vote": "threshold", "quota": "quota"}.get(rule.condition.leaves()[0].kind, "judge")
    asked = [
        case
        for case in EVERY
        if case.kind == kind and (rule.award == "every" or case.award in rule.awards) and fits(case, rule)
    ]
    of_it = {case.date for case in asked if rule.id in case.rules}
    beside = {case.date for case in asked if rule.id not in case.rules}
    assert rule.since in of_it
    assert rule.since - timedelta(days=1) in beside
    if rule.until is not None:
        assert rule.until - timedelta(days=1) in of_it
        assert rule.until in of_it | beside


def fits(case: Case, rule: data.Rule) -> bool:
    return case.kind != "judge" or rule.subject in (case.facts_given.subject, "any")


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_every_case_of_a_rule_lies_in_its_time_or_in_the_unverified_time_after(rule: data.Rule) -> None:
    for case in EVERY:
        if rule.id in case.rules:
            assert rule.in_force(case.date) or rule.unverified(case.date), case.id


@pytest.mark.parametrize("subject", ["individual", "collective"])
def test_every_rung_has_criteria_on_every_day_from_2004_to_the_end_of_verified_law(subject: str) -> None:
    days = [date(2004, 7, 1), *data.turning_points(), date(2026, 9, 30)]
    for award_id in data.ladder(subject):
        rules = [rule for rule in data.rules_of(award_id, subject) if rule.role == "criteria"]
        for day in days:
            in_force = [rule.id for rule in rules if rule.in_force(day)]
            assert len(in_force) == (1 if day < date(2026, 10, 1) else 0), (award_id, day)
