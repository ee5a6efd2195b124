"""Every case of law/cases/*.yaml comes out as it says, and every rule of the law has one."""

import json
from datetime import date

import pytest

from tests.law.cases import EVERY, Case
from thidua.law import data, engine
from thidua.law.facts import Facts
from thidua.law.verdicts import Truth

JUDGED = [case for case in EVERY if case.kind in (None, "judge")]


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
def test_every_rule_has_a_source_a_date_and_a_case(rule: data.Rule) -> None:
    assert rule.cites
    assert rule.checked_on <= date(2026, 11, 23)
    assert any(rule.id in case.rules for case in EVERY)


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_every_case_of_a_rule_lies_in_its_time_or_in_the_unverified_time_after(rule: data.Rule) -> None:
    for case in EVERY:
        if rule.id in case.rules:
            assert rule.in_force(case.date) or rule.unverified(case.date), case.id


def test_the_ladder_of_the_material_is_complete() -> None:
    assert len(data.awards()) == 63
    assert len(data.rules()) == 55
    assert engine.authority("huan_chuong_lao_dong_3", on=date(2024, 1, 1)) == "chu_tich_nuoc"


@pytest.mark.parametrize("subject", ["individual", "collective"])
def test_every_rung_has_criteria_on_every_day_from_2004_to_the_end_of_verified_law(subject: str) -> None:
    days = [date(2004, 7, 1), *data.turning_points(), date(2026, 9, 30)]
    for award_id in data.ladder(subject):
        rules = [rule for rule in data.rules_of(award_id, subject) if rule.role == "criteria"]
        for day in days:
            in_force = [rule.id for rule in rules if rule.in_force(day)]
            assert len(in_force) == (1 if day < date(2026, 10, 1) else 0), (award_id, day)
