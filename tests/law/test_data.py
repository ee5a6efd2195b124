"""A law file that says something wrong is refused with its file, its line and what is wrong."""

import shutil
from pathlib import Path

import pytest

from thidua.law import data
from thidua.law.data import LawDataError

FIRST_RULE = """rules:
  - id: X-1
    award: lao_dong_tien_tien
    subject: individual
    role: criteria
    from: 2024-01-01
    to: 2026-10-01
    conditions:
      all:
        - {kind: grade, at_least: hoan_thanh_tot, vi: "a", en: "b"}
    authority: co_so
    cite: [{instrument: luat-06-2022, article: 24, clause: 1}]
    basis: seen
    confidence: high
    checked_on: 2026-11-23
"""

LEAF = '- {kind: grade, at_least: hoan_thanh_tot, vi: "a", en: "b"}'

MISTAKES = {
    "unknown award": ("award: lao_dong_tien_tien", "award: lao_dong", 3, "unknown award 'lao_dong'"),
    "unknown instrument": ("instrument: luat-06-2022", "instrument: luat", 12, "unknown instrument 'luat'"),
    "no source": ("cite: [{instrument: luat-06-2022, article: 24, clause: 1}]", "cite: []", 12, "'cite' is empty"),
    "no day of checking": ("    checked_on: 2026-11-23\n", "", 2, "'checked_on' is missing"),
    "no authority": ("    authority: co_so\n", "", 2, "'authority' is missing"),
    "a word for a date": ("from: 2024-01-01", "from: soon", 6, "should be a date"),
    "ends before it begins": ("to: 2026-10-01", "to: 2023-10-01", 7, "is not after"),
    "basis": ("basis: seen", "basis: heard", 13, "allowed: seen, recalled"),
    "a key that nobody reads": ("confidence: high", "confidence: high\n    colour: red", 15, "unknown key 'colour'"),
    "a key twice": ("basis: seen", "basis: seen\n    basis: seen", 14, "stands twice"),
    "unknown kind": ("kind: grade", "kind: mood", 10, "'kind' is 'mood'"),
    "unknown grade": ("hoan_thanh_tot", "tot", 10, "'at_least' is 'tot'"),
    "only one language": (', en: "b"', "", 10, "'en' is missing"),
    "empty group": (f"      all:\n        {LEAF}", "      all: []", 9, "'all' is empty"),
    "text for a number": ("article: 24", 'article: "24"', 12, "or one with a letter as 58a"),
    "not yaml": ("subject: individual", "subject: [individual", 5, "not YAML"),
    "a limb nobody can choose": (
        f"      all:\n        {LEAF}",
        '      any:\n        - {kind: people, vi: "a", en: "b"}',
        10,
        "needs a 'claim'",
    ),
    "two windows": (
        LEAF,
        '- {kind: initiative, level: co_so, window: 1, window_parameter: x, vi: "a", en: "b"}',
        10,
        "give only one of 'window'",
    ),
    "unknown parameter": (
        LEAF,
        '- {kind: initiative, level: co_so, window_parameter: x, vi: "a", en: "b"}',
        10,
        "unknown parameter 'x'",
    ),
    "a day that is none": (
        LEAF,
        '- {kind: timing, prior: lao_dong_tien_tien, submit_by: "31-10", vi: "a", en: "b"}',
        10,
        "month-day",
    ),
    "a limb of nobody": (LEAF, '- {kind: people, claim: luck, vi: "a", en: "b"}', 10, "'claim' is 'luck'"),
    "another award that is none": (
        "    subject: individual\n",
        "    applies_to: [lao_dong]\n    subject: individual\n",
        4,
        "unknown award 'lao_dong'",
    ),
    "criteria of every award": (
        "award: lao_dong_tien_tien",
        "award: every",
        3,
        "only a constraint bears on every award",
    ),
    "a source that is none": (
        "basis: seen",
        "seen_at: [hearsay]\n    basis: seen",
        13,
        "unknown source 'hearsay'",
    ),
    "a decree that is none": ("basis: seen", "decrees: [nd-1]\n    basis: seen", 13, "unknown instrument 'nd-1'"),
    "a prior award that is none": (
        LEAF,
        '- {kind: holds, awards: [giay_khen], since: [x], vi: "a", en: "b"}',
        10,
        "unknown award 'x'",
    ),
    "the prior award of an award that is none": (
        LEAF,
        '- {kind: grade, at_least: hoan_thanh, since: {x: [giay_khen]}, vi: "a", en: "b"}',
        10,
        "unknown award 'x'",
    ),
    "a prior award that is none in a map": (
        LEAF,
        '- {kind: grade, at_least: hoan_thanh, since: {giay_khen: [x]}, vi: "a", en: "b"}',
        10,
        "unknown award 'x'",
    ),
    "every year since nothing": (
        LEAF,
        '- {kind: grade, at_least: hoan_thanh, every_since: true, vi: "a", en: "b"}',
        10,
        "'every_since' needs 'since'",
    ),
    "more times than years": (
        LEAF,
        '- {kind: grade, at_least: hoan_thanh, years: 3, times: 4, vi: "a", en: "b"}',
        10,
        "'times' 4 is more than",
    ),
    "no award to hold": (LEAF, '- {kind: holds, vi: "a", en: "b"}', 10, "'awards' is missing or empty"),
    "no award to lack": (LEAF, '- {kind: absent, awards: [], vi: "a", en: "b"}', 10, "'awards' is missing or empty"),
    "an award in nobody's book": (
        LEAF,
        '- {kind: ago, awards: [x], years: 5, vi: "a", en: "b"}',
        10,
        "unknown award 'x'",
    ),
    "a time ago without number": (
        LEAF,
        '- {kind: ago, awards: [giay_khen], vi: "a", en: "b"}',
        10,
        "'years' is missing",
    ),
    "an equal title that is none": (
        LEAF,
        '- {kind: title, award: giay_khen, alternatives: [x], vi: "a", en: "b"}',
        10,
        "unknown award 'x'",
    ),
    "more years than a mask holds": (
        LEAF,
        '- {kind: holds, awards: [giay_khen], years: 32, vi: "a", en: "b"}',
        10,
        "should be from 1 to 31",
    ),
    "no times at all": (
        LEAF,
        '- {kind: title, award: giay_khen, times: 0, vi: "a", en: "b"}',
        10,
        "should be from 1 to 31",
    ),
    "works since and within": (
        LEAF,
        '- {kind: topic, level: co_so, window: 2, since: [giay_khen], vi: "a", en: "b"}',
        10,
        "give only one of 'window'",
    ),
    "a reach that is none": (LEAF, '- {kind: initiative, level: xa, vi: "a", en: "b"}', 10, "'level' is 'xa'"),
    "a service that is none": (
        LEAF,
        '- {kind: service, what: navy, years: 5, vi: "a", en: "b"}',
        10,
        "'what' is 'navy'",
    ),
    "below its own years": (
        LEAF,
        '- {kind: service, what: army, years: 20, below: 20, vi: "a", en: "b"}',
        10,
        "'below' 20 is not more than",
    ),
    "direct service that is none": (
        LEAF,
        '- {kind: service, what: health, years: 20, direct: {what: x, years: 5}, vi: "a", en: "b"}',
        10,
        "'what' is 'x'",
    ),
    "an office without table": (LEAF, '- {kind: office, vi: "a", en: "b"}', 10, "'table' is missing"),
    "an age without years": (LEAF, '- {kind: age, vi: "a", en: "b"}', 10, "'years' is missing"),
    "no time ago": (
        LEAF,
        '- {kind: ago, awards: [giay_khen], years: 0, vi: "a", en: "b"}',
        10,
        "from 1 to 31, it is 0",
    ),
    "no age": (LEAF, '- {kind: age, years: 0, vi: "a", en: "b"}', 10, "'years' should be from 1 to 100"),
    "no months": (LEAF, '- {kind: months, at_least: -1, vi: "a", en: "b"}', 10, "'at_least' should be from 1"),
    "a day that no year has": (
        LEAF,
        '- {kind: timing, prior: lao_dong_tien_tien, submit_by: "02-30", vi: "a", en: "b"}',
        10,
        "should be month-day",
    ),
    "a title beyond the mask": (
        LEAF,
        '- {kind: title, award: giay_khen, times: 8, spacing: 5, vi: "a", en: "b"}',
        10,
        "reach over 36 years",
    ),
    "a title that ends in the future": (
        LEAF,
        '- {kind: title, award: giay_khen, ends: [-1], vi: "a", en: "b"}',
        10,
        "'ends' should hold numbers from 0 on",
    ),
    "a share of two things": (
        LEAF,
        '- {kind: members_share, award: giay_khen, at_least_grade: hoan_thanh, percent: 5, strict: true, vi: "a", en: "b"}',
        10,
        "give either 'award' or 'at_least_grade'",
    ),
    "a rung that is none": (
        LEAF,
        '- {kind: discipline, from_level: stern, vi: "a", en: "b"}',
        10,
        "'from_level' is 'stern'",
    ),
    "members without number": (
        LEAF,
        '- {kind: members_have, award: giay_khen, vi: "a", en: "b"}',
        10,
        "'at_least' is missing",
    ),
    "a key of another kind": (LEAF, '- {kind: once, years: 3, vi: "a", en: "b"}', 10, "unknown key 'years'"),
    "an unread text with a claim": (LEAF, '- {kind: unread, claim: feat, vi: "a", en: "b"}', 10, "unknown key 'claim'"),
    "a ballot of others": (
        LEAF,
        '- {kind: vote, percent: 80, base: present, absent: written_opinion, vi: "a", en: "b"}',
        10,
        "'base' is 'present'",
    ),
    "a quota of nothing": (LEAF, '- {kind: quota, percent: 20, vi: "a", en: "b"}', 10, "'of' is missing"),
    "continuation elsewhere": (
        "checked_on: 2026-11-23",
        "checked_on: 2026-11-23\n    continuation: {from: 2026-11-01, status: unverified, basis: luat-06-2026}",
        16,
        "begins on the day on which the rule ends",
    ),
}


def folder_of(tmp_path: Path, rules: str) -> Path:
    root = tmp_path / "law"
    (root / "rules").mkdir(parents=True)
    (root / "parameters").mkdir()
    for name in ("awards.yaml", "instruments.yaml", "authorities.yaml"):
        shutil.copy(data.HERE / name, root / name)
    (root / "rules" / "x.yaml").write_text(rules, encoding="utf-8")
    return root


def test_the_rule_without_mistake_is_taken(tmp_path: Path) -> None:
    assert list(data.load(folder_of(tmp_path, FIRST_RULE)).rules) == ["X-1"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    right, wrong, line, says = MISTAKES[mistake]
    assert right in FIRST_RULE
    with pytest.raises(LawDataError) as refused:
        data.load(folder_of(tmp_path, FIRST_RULE.replace(right, wrong)))
    assert (refused.value.file, refused.value.line) == ("rules/x.yaml", line)
    assert says in refused.value.wrong
    assert str(refused.value).startswith(f"rules/x.yaml, line {line}: ")


def test_how_much_law_the_data_holds_and_how_much_of_it_was_read() -> None:
    """Every rule of the material is here; some stand here in several, each for one subject or limb."""
    assert len(data.awards()) == 63
    assert len(data.rules()) == 254
    seen = [rule for rule in data.rules() if rule.basis == "seen"]
    assert len(seen) / len(data.rules()) > 0.7
    for rule in data.rules():
        # What is recalled names no place where it was read.
        assert rule.basis == "seen" or not rule.seen_at, rule.id


def test_a_rule_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(LawDataError, match=r"line 16: id 'X-1' stands twice"):
        data.load(folder_of(tmp_path, FIRST_RULE + FIRST_RULE.removeprefix("rules:\n")))


@pytest.mark.parametrize("text", ["", "- a\n", "rules: {}\n", "other: []\n", "rules: [1]\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(LawDataError, match=r"rules/x\.yaml"):
        data.load(folder_of(tmp_path, text))


def test_unknown_award() -> None:
    with pytest.raises(data.UnknownAward, match="unknown award 'x'"):
        data.award("x")
    assert issubclass(data.UnknownAward, KeyError)


def test_the_catalogue_and_the_ladders() -> None:
    assert data.award("huan_chuong_lao_dong_3").vi == "Huân chương Lao động hạng Ba"
    for subject in ("individual", "collective"):
        for award_id in data.ladder(subject):
            assert subject in data.award(award_id).subjects
    assert data.ladder("household") == ()
    assert len(data.VERSION) == 16


def test_names_in_both_languages() -> None:
    texts = [text for one in data.awards() for text in (one.vi, one.en)]
    texts += [text for rule in data.rules() for leaf in rule.condition.leaves() for text in (leaf.vi, leaf.en)]
    texts += [text for one in data.parameters() for text in (one.vi, one.en)]
    assert all(text.strip() == text and text for text in texts)


def test_every_award_of_a_rule_has_somebody_who_decides_it() -> None:
    for rule in data.rules():
        for award in rule.awards:
            assert award == "every" or data.authorities_of(award), (rule.id, award)


@pytest.mark.parametrize("rule", [rule for rule in data.rules() if rule.authority], ids=lambda rule: rule.id)
def test_who_decides_agrees_with_the_rule(rule: data.Rule) -> None:
    if rule.id == "LDTT-2013-worker":  # the commune decides for workers and farmers, the unit for all others
        assert rule.authority == "xa"
        return
    levels = [one.level for one in data.authorities_of(rule.award) if one.since <= rule.since]
    assert levels[-1] == rule.authority
