"""Facts that people write by hand: what can be written, and every mistake with its line and its remedy."""

import json
from datetime import date
from pathlib import Path

import pytest

from thidua.law.facts import Facts, Work
from thidua.law.files import BadFile, judging_day, read_facts
from thidua.law.masks import EVERY, years_of

HEAD = "subject: individual\nyear: 2024\n"
UNIT = "subject: collective\nyear: 2024\n"
ON = date(2025, 3, 1)


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str | bytes, name: str = "hoso.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_the_examples_of_the_format_page_are_read(written) -> None:
    page = (Path(__file__).parents[2] / "docs/formats/facts.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```yaml\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        facts = read_facts(written(example), on=date(2026, 2, 10))
        assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_years_are_written_as_people_write_them(written) -> None:
    facts = read_facts(
        written(
            HEAD
            + """
titles:
  lao_dong_tien_tien: "2019..2024"
  chien_si_thi_dua_co_so: {held: [2021, "2023..2024"], known: "2019..2024"}
  chien_si_thi_dua_bo_tinh: {known: all}
  bang_khen_bo_tinh: {held: 2020, known: "..2023"}
  bang_khen_thu_tuong: {known: "2022.."}
"""
        )
    )
    held = {award: years_of(mask.yes, 2024) for award, mask in facts.titles.items()}
    assert held["lao_dong_tien_tien"] == (2019, 2020, 2021, 2022, 2023, 2024)
    assert held["chien_si_thi_dua_co_so"] == (2021, 2023, 2024)
    assert years_of(facts.titles["chien_si_thi_dua_co_so"].no, 2024) == (2019, 2020, 2022)
    assert facts.titles["chien_si_thi_dua_bo_tinh"].no == EVERY
    assert facts.titles["bang_khen_bo_tinh"].known == EVERY & ~1
    assert years_of(facts.titles["bang_khen_thu_tuong"].no, 2024) == (2022, 2023, 2024)


def test_a_register_speaks_for_every_level_and_a_single_year_for_itself(written) -> None:
    facts = read_facts(
        written(
            HEAD
            + """
initiatives: {known: "2022..2024", held: {bo_tinh: [2023]}}
topics: {co_so: [2024]}
discipline: {known: [2024]}
works:
  - {kind: topic, id: "ĐT-07/2022", year: 2022, level: bo_tinh, used_for: [chien_si_thi_dua_bo_tinh]}
"""
        )
    )
    assert years_of(facts.initiatives["bo_tinh"].yes, 2024) == (2023,)
    assert years_of(facts.initiatives["toan_quoc"].no, 2024) == (2022, 2023, 2024)
    assert set(facts.topics) == {"co_so"}
    assert facts.discipline["nang_hon"].no == 1
    assert facts.works == (Work("topic", "ĐT-07/2022", 2022, "bo_tinh", ("chien_si_thi_dua_bo_tinh",)),)


def test_time_in_posts_is_counted_in_months(written) -> None:
    facts = read_facts(written(HEAD + "posts: {vu_truong: {years: 6, months: 9}}\nservice: {army: 300}\n"))
    assert facts.posts == {"vu_truong": 81}
    assert facts.service == {"army": 300}
    assert set(read_facts(written(HEAD + "posts: none\n")).posts.values()) == {0}


def test_json_is_read_too_even_with_tabs_and_a_byte_order_mark(written) -> None:
    text = '\ufeff{\n\t"subject": "individual",\n\t"year": 2024,\n\t"grades": {"2023": "hoan_thanh_tot"}\n}'
    assert read_facts(written(text, "hoso.json")).grades == {2023: "hoan_thanh_tot"}


MISTAKES = {
    "an unknown key": (HEAD + "titels: {}\n", 3, "“titels”", "did you mean titles?"),
    "an award by its initials": (HEAD + "titles:\n  CSTĐCS: [2023]\n", 4, "“CSTĐCS”", "mean chien_si_thi_dua_co_so?"),
    "an award by its name": (
        HEAD + "titles:\n  Lao động tiên tiến: [2023]\n", 4, "Lao động tiên tiến", "did you mean lao_dong_tien_tien?",
    ),
    "an unknown grade": (HEAD + "grades: {2023: xuat_sac}\n", 3, "“xuat_sac”", "did you mean hoan_thanh_xuat_sac?"),
    "an unknown level": (HEAD + "topics: {known: all, held: {tinh: 2023}}\n", 3, "“tinh”", "did you mean bo_tinh?"),
    "an unknown post": (HEAD + "posts: {vu_truog: 12}\n", 3, "“vu_truog”", "did you mean vu_truong?"),
    "a year twice": (HEAD + "titles: {lao_dong_tien_tien: [2023, 2023]}\n", 3, "2023 stands twice", "keep one"),
    "a year inside a span": (HEAD + 'titles: {giay_khen: ["2020..2023", 2022]}\n', 3, "2022 stands twice", "keep one"),
    "a key twice": (HEAD + "sex: male\nsex: female\n", 4, "“sex” stands twice, first in line 3", "keep the one"),
    "two grades of a year": (
        HEAD + 'grades:\n  2023: hoan_thanh\n  "2022..2023": hoan_thanh_tot\n', 5, "two entries: hoan_thanh (line 4)", "keep",
    ),
    "a title without its run": (
        HEAD + "titles:\n  chien_si_thi_dua_bo_tinh: 2023\n"
        '  chien_si_thi_dua_co_so: {held: [2021, 2023], known: "2020..2024"}\n',
        4, "in 2023, yet 2020, 2022 recorded without", "narrow `known` of chien_si_thi_dua_co_so",
    ),
    "a class before the lower one": (
        HEAD + "titles:\n  huan_chuong_lao_dong_1: 2015\n  huan_chuong_lao_dong_2: 2018\n",
        4, "First Class in 2015, before Labour Order, Second Class in 2018", "sudden: true",
    ),
    "a year after the judged one": (HEAD + "grades: {2025: hoan_thanh}\n", 3, "2025 is after the judged year 2024", "mend"),
    "a judged year after the day": ("subject: individual\nyear: 2026\n", 2, "2026 is after the judged day", "`year`"),
    "a decision after the day": (
        HEAD + "prior_decisions: {chien_si_thi_dua_bo_tinh: 2025-03-02}\n", 3, "2025-03-02 after the judged day", "mend",
    ),
    "a day that there is not": (
        HEAD + "prior_decisions: {chien_si_thi_dua_bo_tinh: 2024-02-30}\n", 3, "“2024-02-30” is no day", "real day",
    ),
    "a span that runs backwards": (HEAD + 'titles: {giay_khen: "2023..2020"}\n', 3, "first year is after", "2020..2023"),
    "no year": (HEAD + "titles: {giay_khen: hai}\n", 3, "“hai” is no year", "write years as"),
    "a negative number": (UNIT + "members: {total: 9, awards: {giay_khen: -1}}\n", 3, "is negative: -1", "0 or more"),
    "more than there are": (UNIT + "members: {total: 9, awards: {giay_khen: 10}}\n", 3, "10, more than 9", "larger than"),
    "more graded than there are": (
        UNIT + "members: {total: 9, graded: 8, grades: {hoan_thanh: 9}}\n", 3, "9, more than 8", "larger than",
    ),
    "members of a person": (HEAD + "members: {total: 9}\n", 3, "for collectives only", "subject: collective"),
    "more votes than members": (
        HEAD + 'votes: {giay_khen: {members: 9, "yes": 10}}\n', 3, "10, more than 9", "larger than",
    ),
    "a work told twice": (
        HEAD + "topics: {bo_tinh: 2023}\nworks: [{kind: topic, id: ĐT1, year: 2023, level: bo_tinh}]\n",
        4, "“ĐT1”: 2023 at bo_tinh also stands in the register", "keep it in `works`",
    ),
    "another type": (HEAD + "titles: [2023]\n", 3, "“titles” is […]", "pairs of key: value"),
    "no year at all": ("subject: individual\n", 1, "“year” is missing", "add year"),
    "nothing": ("# chưa viết\n", 0, "the file is empty", "docs/formats/"),
    "a list": ("- 1\n", 1, "does not hold pairs", "facts.md"),
    "a tab": (HEAD + "titles:\n\tgiay_khen: 2023\n", 4, "neither YAML nor JSON", "indent with spaces"),
    "another tag": (HEAD + "note: !!python/object:os.system x\n", 3, "cannot be read here", "use only text"),
    "deep nesting": (HEAD + "titles: " + "[" * 3000, 3, "nested deeper than 12", "example"),
    "an anchor in itself": ("a: &a [*a]\n", 1, "nested deeper than 12", "example"),
    "an endless number": (HEAD + f"founded: {'9' * 5000}\n", 3, "cannot be read here", "decimal numbers"),
    "not UTF-8": (HEAD.encode("utf-16"), 1, "not UTF-8", "save the file as UTF-8"),
    "too large": (b"a: " + b"x" * 2_000_001, 0, "larger than 2 MB", "split it"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_line_and_remedy(mistake: str, written) -> None:
    text, line, wrong, remedy = MISTAKES[mistake]
    with pytest.raises(BadFile) as caught:
        read_facts(written(text), on=ON)
    error = caught.value
    assert (error.file, error.line) == ("hoso.yaml", line)
    assert wrong in error.wrong.en
    assert remedy in error.remedy.en
    assert error.wrong.vi != error.wrong.en
    assert "Cách sửa: " in error.text()
    assert "Mend it: " in error.text("en")


def test_every_mistake_of_a_file_is_told_at_once(written) -> None:
    with pytest.raises(BadFile) as caught:
        read_facts(written(HEAD + "sex: x\ntitles: {a_b_c: 2023}\ngrades: {2023: gioi}\nxyz: 1\n"))
    assert [one.line for one in caught.value.every()] == [3, 4, 5, 6]


def test_an_anchor_bomb_is_refused_quickly(written) -> None:
    rows = ["a0: &a0 [" + "1," * 9 + "1]"]
    rows += [f"a{n}: &a{n} [" + ",".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 9)]
    with pytest.raises(BadFile, match="300000"):
        read_facts(written("\n".join(rows)))


def test_an_award_for_a_sudden_feat_stands_outside_the_order(written) -> None:
    text = HEAD + "titles:\n  huan_chuong_lao_dong_1: {held: 2015, sudden: true}\n  huan_chuong_lao_dong_2: 2018\n"
    assert read_facts(written(text)).titles["huan_chuong_lao_dong_1"].yes


def test_no_file_is_a_mistake_too(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(BadFile, match="không có tệp này"):
            read_facts(path)


def test_the_day_asked_for() -> None:
    assert judging_day("2024-02-20") == date(2024, 2, 20)
    for text in ("2003-12-31", "2024-02-30", "hôm nay"):
        with pytest.raises(BadFile, match="--on"):
            judging_day(text)


def test_what_a_terminal_would_obey_is_not_repeated(written) -> None:
    with pytest.raises(BadFile) as caught:
        read_facts(written(HEAD + '"\\e[31mđỏ": 1\n'))
    assert "\x1b" not in caught.value.text()
