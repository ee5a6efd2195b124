"""One nominee and many agree with the plain reading, and more knowledge never turns a yes into a no or back."""

import os
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.law import histories, plainly, plainly_verdicts
from tests.law.histories import facts_of, randoms
from tests.law.histories_crowds import columns_of, regular
from tests.law.histories_fulfilled import Needs, needs_of
from thidua.law import agency, bulk, data, engine, kinds, reading
from thidua.law.conditions import compile
from thidua.law.evidence import work_out
from thidua.law.facts import Facts
from thidua.law.logic import ONE
from thidua.law.masks import Mask, Value, register, window, years_of
from thidua.law.person import Person
from thidua.law.provisions import Condition
from thidua.law.verdicts import Truth

# More with THIDUA_EXAMPLES; the same examples on every run.
EXAMPLES = int(os.environ.get("THIDUA_EXAMPLES", "25"))
CODES = {"yes": Value.YES, "no": Value.NO, "unknown": Value.UNKNOWN}
PEOPLE = {"people", "quota", "unread"}
HERE = Path(__file__).parent


def slowly(examples: int) -> settings:
    return settings(
        max_examples=max(examples, 3), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
        database=None,
    )  # fmt: skip


def subject_of(rule: data.Rule, award: str) -> str:
    return rule.subject if rule.subject != "any" else data.award(award).subjects[0]


def awards_of(rule: data.Rule) -> list[str]:
    """The awards that the rule bears on; of one that bears on all, some."""
    return [one for one in rule.awards if one != "every"] or ["lao_dong_tien_tien", "bang_khen_bo_tinh"]


def value(node: Condition, award: str, facts: Facts, on: date, settled: Any, lower: str) -> str:
    """What the program's reading for one nominee gives."""
    return work_out(compile(node, award, settled), Person(facts, on, lambda _: CODES[lower])).value.name.lower()


def agree(node: Condition, award: str, subject: str, on: date, rng: random.Random) -> tuple[str, plainly.History]:
    """Both readings of one history are the same, and the same or open with less knowledge."""
    settled, needs = agency.settle(histories.parameters(rng)), needs_of(node, award)
    told = histories.history(rng, [node], award, on, needs, settled)
    lower = rng.choice(sorted(CODES))
    plain = plainly.answer(node, plainly.Asked(award, told, on, settled, lambda _: lower))
    assert value(node, award, facts_of(told, subject), on, settled, lower) == plain, told
    fuller = histories.more_known(rng, told, needs)
    if plain in ("yes", "no"):
        assert value(node, award, facts_of(fuller, subject), on, settled, lower) == plain, (told, fuller)
    return plain, told


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_each_rule_as_the_plain_reading_has_it(rule: data.Rule) -> None:
    wholly_people = all(leaf.kind in PEOPLE for leaf in rule.condition.leaves())

    @slowly(EXAMPLES // 6 if wholly_people else EXAMPLES)
    @given(randoms())
    def agrees(rng: random.Random) -> None:
        award = rng.choice(awards_of(rule))
        agree(rule.condition, award, subject_of(rule, award), rule.since, rng)

    agrees()


def unused() -> list[Condition]:
    """Kinds and options that the law of today does not use."""
    path = HERE / "data" / "unused.yaml"
    return [kinds.condition(entry, data.law()) for entry in reading.entries(path, "conditions", path.parent)]


@pytest.mark.parametrize("node", unused(), ids=lambda node: node.kind)
def test_each_kind_whose_options_no_rule_uses(node: Condition) -> None:
    @slowly(2 * EXAMPLES)
    @given(randoms())
    def agrees(rng: random.Random) -> None:
        agree(node, "chien_si_thi_dua_bo_tinh", "individual", date(2024, 3, 1), rng)

    agrees()


def test_every_kind_is_read_plainly() -> None:
    assert set(plainly.READINGS) == set(kinds.KINDS)


def test_the_histories_come_out_every_way_often() -> None:
    """Of the rules that records can settle a good share of the histories is met, is not met, and cannot be told."""
    found: Counter[str] = Counter()
    for rule in data.rules():
        if {leaf.kind for leaf in rule.condition.leaves()} <= PEOPLE:
            continue
        own: Counter[str] = Counter()
        for seed in range(40):
            rng = random.Random(f"{rule.id} {seed}")
            award = rng.choice(awards_of(rule))
            needs, settled = needs_of(rule.condition, award), agency.settle({})
            told = histories.history(rng, [rule.condition], award, rule.since, needs, settled)
            asked = plainly.Asked(award, told, rule.since, settled, lambda _: "unknown")
            own[plainly.answer(rule.condition, asked)] += 1
        found += own
        unread = any(leaf.kind == "unread" for leaf in rule.condition.leaves())
        assert (own["yes"] or unread) and own["no"], rule.id
    total = sum(found.values())
    assert min(found["yes"], found["no"], found["unknown"]) > 0.2 * total, found


# -- whole awards --------------------------------------------------------------------------------------------------------

DAYS = [date(2004, 1, 1)] + [date(year, 3, 1) for year in (2005, 2011, 2015, 2019, 2024)]
DAYS += [date(2025, 9, 1), date(2026, 11, 1)]


def needs_of_award(award: str, subject: str, needs: Needs) -> Needs:
    """What the rules on the award look at, and those on the lower titles whose standard they ask."""
    for rule in data.rules_of(award, subject):
        needs_of(rule.condition, award, needs)
        for leaf in rule.condition.leaves():
            if leaf.kind == "standard" and leaf.asks["award"] != award:
                needs_of_award(leaf.asks["award"], subject, needs)
    return needs


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("subject", ["individual", "collective", "household"])
def test_each_award_of_the_day_plainly_one_by_one_and_all_at_once(subject: str, on: date) -> None:
    rng = random.Random(f"{subject} {on}")
    for award in engine.open_awards(subject, data.regime(on)):
        settled, needs = agency.settle(histories.parameters(rng)), needs_of_award(award, subject, Needs())
        rules = [rule for some in plainly_verdicts.rules(award, subject, on) for rule in some]
        routes = [rule.condition for rule in rules if rule.role != "constraint"]
        bound = [rule.condition for rule in rules if rule.role == "constraint"]
        crowd = []
        for _ in range(max(2, EXAMPLES // 6)):
            told = histories.history(rng, [rng.choice(routes), *bound], award, on, needs, settled)
            plain = plainly_verdicts.verdict(award, subject, told, on, settled)
            one = engine.judge(award, facts_of(told, subject), on=on, parameters=settled)
            assert (one.truth.value, one.short) == (plain.truth, plain.short), (award, told)
            assert sorted(one.rule_ids) == sorted(plain.used)
            assert (one.older and one.older.truth.value) == (plain.older and plain.older.truth)
            crowd.append(told)
        for whole in (False, True):
            kept = [regular(rng, told, needs, whole=whole) for told in crowd]
            columns = columns_of(subject, kept, needs, whole=whole)
            review = bulk.review(columns, on=on, awards=[award], parameters=settled)
            assert review.short is not None
            for number, told in enumerate(kept):
                plain = plainly_verdicts.verdict(award, subject, told, on, settled)
                one = engine.judge(award, facts_of(told, subject), on=on, parameters=settled)
                assert (one.truth.value, one.short) == (plain.truth, plain.short), (award, told)
                many = review.truth(award, number).value, int(review.short[0, number])
                assert many == (plain.truth, plain.short), (award, whole, told)


@pytest.mark.parametrize("on", [date(2026, 10, 1), date(2026, 11, 1)], ids=str)
def test_confirmed_rules_go_on_as_the_plain_reading_has_it(on: date) -> None:
    rng = random.Random(str(on))
    for award in ("chien_si_thi_dua_co_so", "chien_si_thi_dua_toan_quoc", "huan_chuong_lao_dong_3"):
        open_ = plainly_verdicts.rules(award, "individual", on)[1]
        needs = needs_of_award(award, "individual", Needs())
        for _ in range(EXAMPLES):
            words = [rule for rule in open_ if rng.random() < 0.6]
            told = histories.history(rng, [rule.condition for rule in words], award, on, needs, {})
            settled = agency.settle({})
            confirmed = tuple(rule.id for rule in words)
            plain = plainly_verdicts.verdict(award, "individual", told, on, settled, confirmed)
            one = engine.judge(
                award, facts_of(told, "individual"), on=on,
                confirmations=[engine.Confirmation(rule.id, "Nguyễn Thị An", on, "Tiếp tục áp dụng.") for rule in words],
            )  # fmt: skip
            assert (one.truth.value, one.short) == (plain.truth, plain.short), (award, confirmed, told)


@pytest.mark.parametrize("subject", ["individual", "collective"])
@pytest.mark.parametrize("on", [day for day in DAYS if day > date(2004, 7, 1)], ids=str)
def test_more_knowledge_never_turns_the_verdict_round(subject: str, on: date) -> None:
    rng = random.Random(f"more {subject} {on}")
    for award in engine.open_awards(subject, data.regime(on)):
        needs = needs_of_award(award, subject, Needs())
        nodes = [rule.condition for some in plainly_verdicts.rules(award, subject, on) for rule in some]
        for _ in range(max(2, EXAMPLES // 6)):
            told = histories.history(rng, nodes, award, on, needs, {})
            before = engine.judge(award, facts_of(told, subject), on=on).truth
            fuller = histories.more_known(rng, told, needs)
            if before is not Truth.cannot_tell:
                assert engine.judge(award, facts_of(fuller, subject), on=on).truth is before, (award, told, fuller)


@pytest.mark.parametrize("on", [*DAYS, date(2026, 9, 30)], ids=str)
@pytest.mark.parametrize("subject", ["individual", "collective", "household"])
def test_no_record_at_all_never_decides(subject: Any, on: date) -> None:
    for verdict in engine.every(Facts(subject, on.year - 1), on=on):
        assert verdict.truth is Truth.cannot_tell, verdict.award


@slowly(EXAMPLES)
@given(randoms())
def test_facts_survive_storage(rng: random.Random) -> None:
    rule = rng.choice(data.rules())
    award = rng.choice(awards_of(rule))
    needs = needs_of(rule.condition, award)
    facts = facts_of(histories.history(rng, [rule.condition], award, rule.since, needs, {}), "individual")
    assert Facts.from_json(facts.to_json()) == facts


@pytest.mark.parametrize("whole", [False, True])
def test_the_time_before_the_years_that_are_told_apart_may_hold_an_award_more_than_once(whole: bool) -> None:
    """Two certificates are asked, ever; one bit stands for everything before 1979."""
    award, on, settled = "huan_chuong_lao_dong_3", date(2010, 3, 1), agency.settle({})
    needs = needs_of_award(award, "individual", Needs())
    told = plainly.History(2009, titles={(one, 2009 - back): False for one in needs.titles for back in plainly.BACK})
    told.titles |= {("chien_si_thi_dua_co_so", 2009 - back): True for back in range(7)}
    told.titles["bang_khen_bo_tinh", 2009 - plainly.BEFORE] = True
    assert plainly_verdicts.verdict(award, "individual", told, on, settled).truth == "cannot_tell"
    assert engine.judge(award, facts_of(told, "individual"), on=on).truth is Truth.cannot_tell
    review = bulk.review(columns_of("individual", [told], needs, whole=whole), on=on, awards=[award])
    assert review.truth(award, 0) is Truth.cannot_tell


def test_years_before_those_that_are_told_apart_end_no_run() -> None:
    node = next(one for one in unused() if one.kind == "holds" and one.asks["run"] and not one.asks["doubtful"])
    titles = {("chien_si_thi_dua_co_so", 2023 - back): back >= plainly.BEFORE - 2 for back in plainly.BACK}
    facts = facts_of(plainly.History(2023, titles=titles), "individual")
    assert value(node, "chien_si_thi_dua_bo_tinh", facts, date(2024, 3, 1), agency.settle({}), "no") == "unknown"


# -- masks and logic -----------------------------------------------------------------------------------------------------


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
    # The reaches of the armed forces are not recorded in this register: only a yes can be told of topics.
    verdict = engine.judge("bang_khen_bo_tinh", facts, on=date(2024, 3, 1))
    assert verdict.truth is (Truth.met if low == 2 else Truth.cannot_tell)


def test_works_of_a_wider_reach_do_not_count_where_the_agency_wants_just_this_reach() -> None:
    """Counts are of a reach or wider, so the wider ones come off."""
    counts = {"co_so": {2023: 2}, "quan_khu": {2023: 1}, "bo_tinh": {2023: 1}, "toan_quan": {2023: 0}}
    facts = Facts("individual", 2023, titles={"lao_dong_tien_tien": Mask(1)}, initiative_counts=counts)
    settled = agency.settle({"higher_reach_counts": False})
    planes = {
        level: Person(facts, date(2024, 3, 1), lambda _: 0).planes(
            "initiative", level, higher=False, fresh_for=None, reuse="free"
        )
        for level in ("co_so", "bo_tinh")
    }
    assert planes == {"co_so": ([1], 1), "bo_tinh": ([1], 1)}
    assert engine.judge("chien_si_thi_dua_co_so", facts, on=date(2024, 3, 1), parameters=settled).truth is Truth.met


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
    both: Any = ONE.both
    assert ONE.either([turned[one] for one in values]) == turned[Value(both(values))]


def test_a_ladder_takes_less_than_five_milliseconds() -> None:
    facts = Facts("individual", 2023, grades={2023: "hoan_thanh_tot"})
    engine.ladder(facts, on=date(2024, 3, 1))
    start = time.process_time()
    for _ in range(50):
        engine.ladder(facts, on=date(2024, 3, 1))
    assert (time.process_time() - start) / 50 < 0.005
