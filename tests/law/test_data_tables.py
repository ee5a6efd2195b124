"""Service tables, transitions, sources, parameters: what is wrong in them is told with file and line."""

from pathlib import Path

import pytest

from tests.law.test_data import FIRST_RULE, folder_of
from thidua.law import data, tables
from thidua.law.data import LawDataError

SERVICE_TABLE = """tables:
  - id: ST-1
    from: 2025-07-01
    to: null
    women: third_shorter
    women_unless_later: true
    discipline: bars
    add_to_next: true
    posts:
      - {id: upper, vi: "a", en: "b", above: lower}
      - {id: lower, vi: "a", en: "b", above: null}
    rows:
      - award: huan_chuong_lao_dong_1
        any_of:
          - {post: upper, years: 5, below: 10}
    cite: [{instrument: nd-152-2025, article: 19}]
    basis: seen
    confidence: high
    checked_on: 2026-11-23
"""

TABLE_MISTAKES = {
    "above nothing": ("above: lower}", "above: x}", 9, "stands above an unknown post 'x'"),
    "award": ("award: huan_chuong_lao_dong_1", "award: x", 13, "unknown award 'x'"),
    "post": ("{post: upper", "{post: x", 15, "'post' is 'x'"),
    "bounds": ("below: 10", "below: 5", 15, "'below' 5 is not more than 'years' 5"),
    "women": ("third_shorter", "half", 5, "'women' is 'half'"),
    "nobody of none": ("third_shorter", "same", 5, "here none does"),
    "no day of checking": ("    checked_on: 2026-11-23\n", "", 2, "'checked_on' is missing"),
    "discipline": ("discipline: bars", "discipline: forgives", 7, "'discipline' is 'forgives'"),
    "instrument": ("nd-152-2025", "nd-1", 16, "unknown instrument 'nd-1'"),
    "no rows": ("          - {post: upper, years: 5, below: 10}", "          []", 14, "should be a list of entries"),
    "a key that nobody reads": ("years: 5", "years: 5, colour: red", 15, "unknown key 'colour'"),
}


def test_a_service_table_without_mistake_is_taken(tmp_path: Path) -> None:
    (tmp_path / "service_tables.yaml").write_text(SERVICE_TABLE, encoding="utf-8")
    table = tables.load(tmp_path)["ST-1"]
    assert table.above("lower") == ("upper",)
    assert table.rows["huan_chuong_lao_dong_1"] == (tables.Row("upper", 5, 10, None),)


@pytest.mark.parametrize("mistake", TABLE_MISTAKES)
def test_mistakes_of_a_service_table_are_named_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    right, wrong, line, says = TABLE_MISTAKES[mistake]
    assert right in SERVICE_TABLE
    (tmp_path / "service_tables.yaml").write_text(SERVICE_TABLE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(LawDataError) as refused:
        tables.load(tmp_path)
    assert (refused.value.file, refused.value.line) == ("service_tables.yaml", line)
    assert says in refused.value.wrong


@pytest.mark.parametrize("rule", data.rules(), ids=lambda rule: rule.id)
def test_every_office_has_its_table(rule: data.Rule) -> None:
    for leaf in rule.condition.leaves():
        if leaf.kind == "office":
            assert rule.award in tables.table(leaf.asks["table"]).rows


OTHERS = {
    "transition without day": (
        "transitions.yaml",
        "transitions:\n  - id: T\n    vi: a\n    en: b\n    cite: [{instrument: nd-152-2025}]\n    basis: seen\n"
        "    confidence: high\n",
        2,
        "'from' is missing",
    ),
    "transition without source": (
        "transitions.yaml",
        "transitions:\n  - id: T\n    from: 2025-07-01\n    vi: a\n    en: b\n    cite: []\n    basis: seen\n"
        "    confidence: high\n",
        6,
        "'cite' is empty",
    ),
    "source twice": (
        "sources.yaml",
        "sources:\n  - {id: a, address: x, what: y}\n  - {id: a, address: x, what: y}\n",
        3,
        "id 'a' stands twice",
    ),
    "source without place": ("sources.yaml", "sources:\n  - {id: a, what: y}\n", 2, "'address' is missing"),
    "choice that is none": (
        "parameters/x.yaml",
        "parameters:\n  - {id: p, vi: a, en: b, unit: choice, choices: [x, y], default: z}\n",
        2,
        "default 'z' is none of x, y",
    ),
    "parameter of no award": (
        "parameters/x.yaml", "parameters:\n  - {id: p, vi: a, en: b, unit: years, award: x}\n", 2, "unknown award 'x'",
    ),
    "who decides no award": (
        "authorities.yaml",
        "authorities:\n  - {award: x, level: xa, from: 2025-07-01, basis: seen, confidence: high}\n",
        2,
        "unknown award 'x'",
    ),
    "a level that is none": (
        "authorities.yaml",
        "authorities:\n  - {award: giay_khen, level: king, from: 2025-07-01, basis: seen, confidence: high}\n",
        2,
        "'level' is 'king'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", OTHERS)
def test_mistakes_of_the_other_files_are_named_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    file, text, line, says = OTHERS[mistake]
    root = folder_of(tmp_path, FIRST_RULE)
    (root / file).write_text(text, encoding="utf-8")
    with pytest.raises(LawDataError) as refused:
        data.load(root)
    assert (refused.value.file, refused.value.line) == (file, line)
    assert says in refused.value.wrong
