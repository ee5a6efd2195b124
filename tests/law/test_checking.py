"""Files of cases, in our own words and in those of the material: what comes out, and what is wrong with a case."""

from pathlib import Path

import pytest
import yaml

from thidua.law import checking
from thidua.law.checking import Result
from thidua.law.files import BadFile, Case, material_words, read_cases

WORDS = Path(__file__).parent / "data" / "words.yaml"
MATERIAL = read_cases(WORDS)

CASE = """
- id: X
  award: chien_si_thi_dua_bo_tinh
  date: '2025-03-15'
  expected: met
  rules: [CSTDBT-2022]
  facts:
    subject: individual
    titles: {chien_si_thi_dua_co_so: [2022, 2023, 2024]}
    initiatives: [{year: 2024, level: bo_tinh, recognised: true, applied_and_replicable: true}]
"""


@pytest.fixture
def checked(tmp_path: Path):
    def check(text: str) -> list[Result]:
        path = tmp_path / "truonghop.yaml"
        path.write_text(text, encoding="utf-8")
        return checking.check_file(path)

    return check


@pytest.mark.parametrize("case", MATERIAL, ids=lambda case: case.id)
def test_cases_in_the_words_of_the_material(case: Case) -> None:
    (result,) = checking.run([case])
    assert result.passed, result.text("en")
    assert result.reason.vi
    assert result.reason.en


def test_the_closing_line(checked) -> None:
    results = checked(CASE + CASE.replace("id: X", "id: Y").replace("expected: met", "expected: not_met"))
    assert checking.closing(results) == "1 passed, 1 failed"
    assert results[1].text("en").splitlines()[1] == "    the answer: should be not met, came out met"
    assert results[1].to_json()["passed"] is False


def test_the_examples_of_the_format_page_pass(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/formats/cases.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```yaml\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        path = tmp_path / "vidu.yaml"
        path.write_text(example, encoding="utf-8")
        results = checking.check_file(path)
        assert [one.text("en") for one in results if not one.passed] == []


def test_what_a_list_does_not_name_was_not_held() -> None:
    """Other titles and years are known from what a case mentions; grades of other years are not."""
    case = next(one for one in MATERIAL if one.id == "W01")
    assert case.facts is not None
    assert case.facts.titles["chien_si_thi_dua_co_so"].no >> 1 & 1
    assert "chien_si_thi_dua_bo_tinh" not in case.facts.titles
    assert not case.facts.grades


@pytest.mark.parametrize(
    ("day", "named", "year"),
    [("2025-03-15", "2024", 2024), ("2025-03-15", "2022", 2024), ("2025-12-15", "2025", 2025), ("2025-03-15", "2021-22", 2024)],
)  # fmt: skip
def test_the_judged_year_follows_from_the_case(day: str, named: str, year: int, tmp_path: Path) -> None:
    path = tmp_path / "nam.yaml"
    titles = f"titles: {{chien_si_thi_dua_co_so: ['{named}']}}"
    path.write_text(
        f"- {{id: X, award: chien_si_thi_dua_bo_tinh, date: '{day}', expected: met, facts: {{subject: individual, {titles}}}}}",
        encoding="utf-8",
    )
    (case,) = read_cases(path)
    assert case.facts is not None
    assert case.facts.year == year


FAULTS = {
    "an unknown word": ("subject: individual", "subject: individual\n    so_sang_kien: 3", "no key “so_sang_kien” here"),
    "an unknown award": ("award: chien_si_thi_dua_bo_tinh", "award: cstdbt", "did you mean chien_si_thi_dua_bo_tinh?"),
    "an unknown answer": ("expected: met", "expected: maybe", "there is no answer “maybe”"),
    "an unknown rule": ("CSTDBT-2022", "CSTDBT-2021", "the rule CSTDBT-2021 was not looked at"),
    "a rule of another time": ("CSTDBT-2022", "CSTDBT-2003", "the rule CSTDBT-2003 was not looked at"),
    "a day before the law": ("'2025-03-15'", "'2003-03-15'", "before 2004-07-01"),
    "a year after the day": ("2024]", "2024, 2026]", "2026 is after the judged day"),
    "an unknown level": ("level: bo_tinh", "level: huyen", "there is no level “huyen”"),
    "a year twice": ("2024]", "2024, 2024]", "2024 stands twice"),
    "a word for what people decided": ("subject: individual", "subject: individual\n    unity: perhaps", "write true or false"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_case_that_cannot_be_read_fails_alone_and_says_why(fault: str, checked) -> None:
    old, new, wrong = FAULTS[fault]
    bad, good = checked(CASE.replace(old, new) + CASE.replace("id: X", "id: Y"))
    assert not bad.passed
    assert wrong in bad.text("en")
    assert good.passed


def test_a_file_that_is_no_list_of_cases(checked) -> None:
    for text in ("cases: []", "a: 1", "cases: 5", ""):
        with pytest.raises(BadFile):
            checked(text)


def test_an_id_stands_once(checked) -> None:
    first, second = checked(CASE + CASE)
    assert first.passed
    assert "is used twice" in second.text("en")


def test_the_other_limbs_that_a_case_calls_met_are_not_judged(checked) -> None:
    text = (
        CASE.split("  facts:")[0].replace("CSTDBT-2022", "VOTE-2024-chien_si_thi_dua_bo_tinh").replace("2025", "2024")
    )
    vote = "  facts: {subject: individual, vote: {members: 10, 'yes': 9}, other_limbs: all met}\n"
    (result,) = checked(text + vote)
    assert result.passed, result.text("en")
    (open_case,) = checked(text + vote.replace(", other_limbs: all met", ""))
    assert open_case.passed, "the named rule alone is open to the facts"


def test_the_base_salary_of_a_bonus_is_compared_with_ours(checked) -> None:
    case = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["cases"][21]
    assert case["kind"] == "bonus"
    case["facts"]["base_salary"] = 1500000
    (result,) = checked(yaml.safe_dump([case]))
    assert "the base salary on 2020-05-01 is 1490000, not 1500000" in result.text("en")


@pytest.mark.parametrize(
    "value", [None, True, -1, 6.75, "", "x", "2023..2020", [], [1], {}, {"a": 1}, [{"year": 2023}]], ids=str
)
def test_nonsense_under_any_word_never_stops_the_check(value: object, tmp_path: Path) -> None:
    (case,) = yaml.safe_load(CASE)
    words = [
        *sorted(material_words.known_words({})),
        "published",
        "holders_of_lao_dong_tien_tien",
        "registers",
        "votes",
    ]
    cases = [{**case, "id": word, "facts": {**case["facts"], word: value}} for word in words]
    path = tmp_path / "bua.yaml"
    path.write_text(yaml.safe_dump({"cases": cases}, allow_unicode=True), encoding="utf-8")
    results = checking.check_file(path)
    assert len(results) == len(words)
    assert all(one.text() and one.text("en") for one in results)
