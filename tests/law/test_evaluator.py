"""The evaluator agrees with the plain reading, and more knowledge never turns a yes into a no or back."""

import os
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law import plainly
from tests.law.histories import PARAMETERS, facts_of, histories, more_known
from thidua.law import agency, data, engine
from thidua.law.conditions import Hearing, work_out
from thidua.law.facts import Facts
from thidua.law.masks import Mask, Value, both, either, register, window, years_of
from thidua.law.verdicts import Truth

# More with THIDUA_EXAMPLES; the same examples on every run.
EXAMPLES = int(os.environ.get("THIDUA_EXAMPLES", "25"))
SLOWLY = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
RULES = [rule for rule in data.rules() if rule.subject in ("individual", "collective", "any")]


def _subject(rule: data.Rule) -> str:
    if rule.subject != "any":
        return rule.subject
    return "individual" if "individual" in data.award(rule.award).subjects else "collective"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_as_the_plain_reading_has_it(rule: data.Rule) -> None:
    subject, on = _subject(rule), rule.since

    @SLOWLY
    @given(histories(subject, on.year), PARAMETERS, st.sampled_from(list(Value)))
    def agrees(history: plainly.History, given_parameters: dict[str, Any], lower: Value) -> None:
        parameters = agency.settle(given_parameters)
        facts = facts_of(history, subject, rule.award)
        fast = work_out(rule.condition, Hearing(rule.award, facts, on, parameters, lambda _: lower))
        plain = plainly.answer(rule.condition, history, on, parameters, lambda _: lower.value)
        assert fast.value.value == plain

    agrees()


DAYS = [date(2005, 3, 1), date(2011, 3, 1), date(2015, 3, 1), date(2019, 3, 1), date(2024, 3, 1), date(2025, 9, 1)]


@pytest.mark.parametrize("subject", ["individual", "collective"])
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_more_knowledge_never_turns_the_verdict_round(subject: str, on: date) -> None:
    @SLOWLY
    @given(st.data())
    def holds(draws: st.DataObject) -> None:
        history = draws.draw(histories(subject, on.year - 1))
        fuller = draws.draw(more_known(history))
        for award_id in data.ladder(subject):
            before = engine.judge(award_id, facts_of(history, subject, award_id), on=on).truth
            after = engine.judge(award_id, facts_of(fuller, subject, award_id), on=on).truth
            if before is not Truth.cannot_tell:
                assert after is before, award_id

    holds()


@pytest.mark.parametrize("on", [*DAYS, date(2026, 9, 30)], ids=str)
@pytest.mark.parametrize("subject", ["individual", "collective"])
def test_no_record_at_all_never_decides_against_anybody(subject: Any, on: date) -> None:
    for verdict in engine.ladder(Facts(subject, on.year - 1), on=on):
        assert verdict.truth is Truth.cannot_tell


@SLOWLY
@given(histories("individual", 2023))
def test_facts_survive_storage(history: plainly.History) -> None:
    facts = facts_of(history, "individual", "bang_khen_bo_tinh")
    assert Facts.from_json(facts.to_json()) == facts


@pytest.mark.parametrize("low", [0, 1, 2])
def test_counts_bound_what_the_masks_leave_open(low: int) -> None:
    facts = Facts(
        "individual",
        2023,
        grades={2022: "hoan_thanh_xuat_sac", 2023: "hoan_thanh_xuat_sac"},
        titles={"chien_si_thi_dua_co_so": Mask.of((), (2021, 2022, 2023), 2023)},
        initiative_counts={"co_so": {2022: 0, 2023: low}},
        topics=register(("co_so", "bo_tinh", "toan_quoc"), {}, (2022, 2023), 2023),
    )
    verdict = engine.judge("bang_khen_bo_tinh", facts, on=date(2024, 3, 1))
    assert verdict.truth is (Truth.met if low == 2 else Truth.not_met)


def test_masks_read_as_years() -> None:
    mask = Mask.of([2019, 2021, 2022, 2023, 2030], range(2019, 2024), 2023)
    assert years_of(mask.yes, 2023) == (2019, 2021, 2022, 2023)
    assert mask.every(window(3)) is Value.YES
    assert mask.every(window(4)) is Value.NO
    assert mask.every(window(6)) is Value.NO
    assert mask.at(5) is Value.UNKNOWN
    assert mask.some(window(2, end=3)) is Value.YES
    with pytest.raises(ValueError, match="not negative"):
        Mask(-1)


@given(st.lists(st.sampled_from([Value.YES, Value.NO, Value.UNKNOWN]), min_size=1))
def test_kleene(values: list[Value]) -> None:
    turned = {Value.YES: Value.NO, Value.NO: Value.YES, Value.UNKNOWN: Value.UNKNOWN}
    assert either(turned[one] for one in values) is turned[both(values)]


def test_a_ladder_takes_less_than_five_milliseconds() -> None:
    facts = Facts("individual", 2023, grades={2023: "hoan_thanh_tot"})
    engine.ladder(facts, on=date(2024, 3, 1))
    start = time.process_time()
    for _ in range(50):
        engine.ladder(facts, on=date(2024, 3, 1))
    assert (time.process_time() - start) / 50 < 0.005
