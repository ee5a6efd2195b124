"""What changed between two days, an award through time, and an agency's word as a patch."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from thidua.law import changes, comparing, confirming, data
from thidua.law.provisions import Condition
from thidua.law.verdicts import Confirmation

OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)


def of(award: str, day1: date = OLD, day2: date = NEW) -> dict[str, changes.Change]:
    """The changes of an award by the rule that came, else the one that went."""
    return {one.after or one.before: one for one in changes.between(day1, day2, award)}


def test_the_law_of_2022_came_in_the_place_of_the_law_of_2003():
    found = {name: one for name, one in of("lao_dong_tien_tien").items() if name.startswith("LDTT")}
    assert {name: (one.what, one.before) for name, one in found.items()} == {
        "LDTT-2017-limits": ("ended", "LDTT-2017-limits"),
        "LDTT-2022": ("changed", "LDTT-2003"),
        "LDTT-2022-worker": ("changed", "LDTT-2013-worker"),
    }
    ended = found["LDTT-2017-limits"]
    assert {one.how for one in ended.differences} == {"gone"} and not ended.is_verified and ended.on == NEW
    changed = found["LDTT-2022"]
    assert [one.after.vi for one in changed.differences if one.how == "new"] == ["Hoàn thành tốt nhiệm vụ trở lên"]
    assert changed.is_verified and changed.cites_before[0].instrument == "luat-15-2003"


def test_a_number_is_told_with_its_old_and_new_value():
    found = of("chien_si_thi_dua_toan_quoc", date(2025, 6, 30), date(2025, 7, 1))
    timing = found["CSTDTQ-2025-timing"]
    assert timing.what == "began"
    longer = of("chien_si_thi_dua_toan_quoc", date(2023, 12, 31), date(2025, 7, 1))["CSTDTQ-2025-timing"]
    [moved] = [one for one in longer.differences if one.how == "differs"]
    assert [one.text() for one in moved.numbers] == ["tháng chậm nhất: 10 → 12"]
    assert [one.text("en") for one in moved.numbers] == ["last month: 10 → 12"]


def test_what_is_asked_or_not_is_told_even_where_the_words_are_the_same():
    found = of("chien_si_thi_dua_co_so", date(2025, 6, 30), date(2025, 7, 1))
    [vote] = [one for one in found.values() if one.differences and one.differences[0].after.kind == "vote"]
    [moved] = vote.differences
    assert moved.before.vi == moved.after.vi
    assert [one.text() for one in moved.numbers] == ["chỉ khi cơ quan không có quy chế riêng: không → có"]
    assert [one.text("en") for one in moved.numbers] == ["only where the agency has no rule of its own: no → yes"]


def test_from_october_2026_the_rules_are_not_verified_and_nobody_is_said_to_decide():
    found = changes.between(date(2026, 9, 30), date(2026, 10, 1), "chien_si_thi_dua_co_so")
    assert {one.what for one in found} == {"unverified", "authority"}
    rule = next(one for one in found if one.after == "CSTDCS-2022")
    assert rule.by is not None and rule.by.instrument == "luat-06-2026" and not rule.differences
    assert "2026" in rule.lines("en")[1] and "có thể đã thay đổi" in rule.lines()[1]
    power = next(one for one in found if one.what == "authority")
    assert power.lines()[0].endswith("→ chưa kiểm chứng, từ 01/10/2026")


@pytest.mark.parametrize("award", [one.id for one in data.awards()])
def test_the_periods_of_every_award_follow_each_other_without_a_gap(award):
    found = changes.timeline(award)
    assert found and found[-1].until is None
    for one, following in zip(found, found[1:], strict=False):
        assert one.until == following.since and following.changes
    for one in found:
        middle = one.since if one.until is None else one.since + (one.until - one.since) / 2
        for day in (one.since, middle, one.last_day or one.since + timedelta(days=9999)):
            assert one.rules == tuple(
                sorted(
                    (rule for rule in data.rules_of(award) if changes.stands(rule, day)),
                    key=lambda rule: (rule.role == "constraint", data.rules_of(award).index(rule)),
                )
            )
            assert changes.period(award, day) is one
        json.dumps(one.to_json())


def test_within_a_period_nothing_changes_and_a_day_has_no_change_against_itself():
    for one in changes.timeline("huan_chuong_lao_dong_3"):
        if one.last_day:
            assert changes.between(one.since, one.last_day, "huan_chuong_lao_dong_3") == ()
    assert changes.between(NEW, NEW) == ()
    assert changes.period("huan_chuong_lao_dong_3", date(2004, 6, 30)) is None


def test_the_whole_law_is_compared_in_the_order_of_the_catalogue():
    found = changes.between(OLD, date(2026, 11, 1))
    order = [one.id for one in data.awards()]
    assert [order.index(one.award) for one in found] == sorted(order.index(one.award) for one in found)
    told = changes.lines(found)
    assert told[0] == "Lao động tiên tiến" and all(line.isprintable() for line in told)
    assert changes.lines(found, "en")[0] == "Advanced Worker"
    assert json.loads(json.dumps([one.to_json() for one in found]))[0]["award"] == "lao_dong_tien_tien"


def test_days_in_the_wrong_order_and_unknown_awards_are_refused():
    with pytest.raises(ValueError, match="name the earlier day first"):
        changes.between(NEW, OLD)
    with pytest.raises(data.UnknownAward):
        changes.between(OLD, NEW, "x")
    with pytest.raises(data.UnknownAward):
        changes.timeline("x")


def leaf(text: str, kind: str = "people", **asks: object) -> Condition:
    return Condition(kind, text, text, asks)


def test_conditions_joined_in_another_way_are_seen():
    one, two = leaf("Xếp loại xuất sắc"), leaf("Có sáng kiến")
    both, either = Condition("all", "", "", parts=(one, two)), Condition("any", "", "", parts=(one, two))
    assert comparing.differences(both, either) == () and comparing.regrouped(both, either)
    nested = Condition("all", "", "", parts=(one, Condition("all", "", "", parts=(two,))))
    assert not comparing.regrouped(both, nested)


def test_conditions_are_paired_by_what_they_are_about():
    before = Condition(
        "all", "", "", parts=(leaf("Ba năm", "grade", at_least="hoan_thanh_tot", years=3), leaf("Gương mẫu"))
    )
    after = Condition(
        "all", "", "", parts=(leaf("Năm năm", "grade", at_least="hoan_thanh_tot", years=5), leaf("Có đề án lớn"))
    )
    told = {one.how: one for one in comparing.differences(before, after)}
    assert told["differs"].numbers == (comparing.Number("years", 3, 5),)
    assert told["new"].after.vi == "Có đề án lớn" and told["gone"].before.vi == "Gương mẫu"


WORD = Confirmation(
    "CSTDCS-2022", "Nguyễn Mẫu, Giám đốc", date(2026, 11, 20), "Công văn mẫu số 1:\n“tiếp tục”, \u202eđảo\u2028 #{x}: y"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the law data in a repository of its own."""
    place = tmp_path / "copy" / confirming.PLACE
    shutil.copytree(data.HERE, place, ignore=shutil.ignore_patterns("__pycache__"))
    git(tmp_path / "copy", "init", "--quiet")
    return tmp_path / "copy"


def git(where: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=where, input=text, capture_output=True, text=True, check=False)


def entry(root: Path, rule_id: str) -> dict:
    for path in sorted((root / confirming.PLACE / "rules").glob("*.yaml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            if one["id"] == rule_id:
                return one
    raise KeyError(rule_id)


def test_git_applies_the_patch_and_the_word_stands_in_the_rule(repository):
    words = [WORD, replace(WORD, rule_id="HCLD3-2022-col", text="Công văn mẫu số 2")]
    text = confirming.patch(words, agency="Sở Mẫu\n--- a/x\n+++ b/x")
    checked = git(repository, "apply", "--check", "-", text=text)
    assert checked.returncode == 0, checked.stderr
    before = entry(repository, "CSTDCS-2022")
    assert git(repository, "apply", "-", text=text).returncode == 0
    after = entry(repository, "CSTDCS-2022")
    assert after.pop("continuation") == before.pop("continuation") | {
        "status": "confirmed",
        "confirmed_by": WORD.confirmed_by,
        "confirmed_on": WORD.on,
        "text": WORD.text,
    }
    assert after == before
    assert entry(repository, "HCLD3-2022-col")["continuation"]["text"] == "Công văn mẫu số 2"
    assert entry(repository, "HCLD3-2022-ind")["continuation"]["status"] == "unverified"
    assert text.startswith("# ") and all(line.isprintable() for line in text.splitlines())


def test_on_other_data_git_refuses_the_patch(repository):
    path = next(iter(sorted((repository / confirming.PLACE / "rules").glob("individual_titles.yaml"))))
    path.write_text(path.read_text(encoding="utf-8").replace("status: unverified", "status: x"), encoding="utf-8")
    assert git(repository, "apply", "--check", "-", text=confirming.patch([WORD], agency="Sở Mẫu")).returncode != 0


def test_every_open_rule_can_be_patched(repository):
    words = [replace(WORD, rule_id=one.id) for one in data.rules() if one.continuation_from]
    text = confirming.patch(words, agency="Sở Mẫu")
    assert git(repository, "apply", "--check", "-", text=text).returncode == 0
    assert text.count("\n+    continuation:") == len(words)


def test_words_without_a_place_in_the_data_are_refused():
    assert confirming.patch([], agency="Sở Mẫu") == ""
    with pytest.raises(confirming.NoSuchContinuation, match="LDTT-2003"):
        confirming.patch([replace(WORD, rule_id="LDTT-2003")], agency="Sở Mẫu")
    with pytest.raises(ValueError, match="two confirmations"):
        confirming.patch([WORD, WORD], agency="Sở Mẫu")
