"""The money of an award, from the tables to the sentence: exact, cited, and silent where nothing is known."""

import json
import shutil
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.cases import EVERY, Case
from thidua.law import data, money, money_data
from thidua.law.money import Bonus, Granted, bonus, combined_lines, lines, together
from thidua.law.reading import LawDataError
from thidua.law.verdicts import Truth

CASES = [case for case in EVERY if case.kind == "bonus"]
KNOWN = money_data.money()
ROWS = [row for rows in KNOWN.coefficients.values() for row in rows]
IN_152 = date(2025, 8, 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_checked_cases(case: Case) -> None:
    facts = case.raw["facts"]
    answer = bonus(case.award, subject=facts["subject"], on=case.date, decided_by=facts.get("decided_by"))
    assert answer.amount == case.amount, answer.en
    assert answer.truth is (Truth.cannot_tell if case.expect == "cannot_tell" else Truth.met)
    assert [answer.regime] == (case.rules or [None])
    assert (answer.older and answer.older.amount) == case.older_amount
    assert json.loads(json.dumps(answer.to_json()))["amount"] == case.amount
    for lang in ("vi", "en"):
        assert answer.text(lang)
        assert all(line.strip() for line in lines(answer, lang))


# ── the base salary ──────────────────────────────────────────────────────────────────────────────────────────────────

SALARIES = [
    ("2003-01-01", 290_000), ("2005-10-01", 350_000), ("2006-10-01", 450_000), ("2008-01-01", 540_000),
    ("2009-05-01", 650_000), ("2010-05-01", 730_000), ("2011-05-01", 830_000), ("2012-05-01", 1_050_000),
    ("2013-07-01", 1_150_000), ("2016-05-01", 1_210_000), ("2017-07-01", 1_300_000), ("2018-07-01", 1_390_000),
    ("2019-07-01", 1_490_000), ("2023-07-01", 1_800_000), ("2024-07-01", 2_340_000), ("2026-07-01", 2_530_000),
]  # fmt: skip


@pytest.mark.parametrize("place", range(len(SALARIES)))
def test_each_side_of_every_salary_date(place: int) -> None:
    since, amount = date.fromisoformat(SALARIES[place][0]), SALARIES[place][1]
    assert KNOWN.salary(since).amount == amount
    if place:
        assert KNOWN.salary(since - timedelta(days=1)).amount == SALARIES[place - 1][1]
        if since > money_data.SINCE:
            answer = bonus("chien_si_thi_dua_co_so", subject="individual", on=since)
            assert answer.base_salary == amount
    assert len(KNOWN.salaries) == len(SALARIES)


def test_a_day_before_the_first_salary_has_none() -> None:
    with pytest.raises(KeyError):
        KNOWN.salary(date(2002, 12, 31))


def test_a_decree_that_reaches_back_counts_from_its_first_day() -> None:
    answer = bonus("chien_si_thi_dua_co_so", subject="individual", on=date(2016, 5, 10))
    assert answer.base_salary == 1_210_000
    assert "47/2016/NĐ-CP ban hành ngày 26/05/2016" in answer.remarks[0].vi
    assert not bonus("chien_si_thi_dua_co_so", subject="individual", on=date(2016, 5, 26)).remarks


def test_what_the_base_was_called() -> None:
    assert KNOWN.salary(date(2013, 6, 30)).term == "lương tối thiểu chung"
    assert KNOWN.salary(date(2013, 7, 1)).term == "lương cơ sở"


# ── the coefficients ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("regime", "award", "subject", "times"),
    [
        ("R42", "co_thi_dua_chinh_phu", "collective", "24.5"),
        ("R42", "bang_khen_thu_tuong", "individual", "1.5"),
        ("R91", "lao_dong_tien_tien", "individual", "0.3"),
        ("R91", "huan_chuong_sao_vang", "collective", "92"),
        ("R91", "huan_chuong_lao_dong_3", "individual", "4.5"),
        ("R91", "bang_khen_bo_tinh", "collective", "2"),
        ("R98", "xa_phuong_tieu_bieu", "collective", "2"),
        ("R98", "ky_niem_chuong_ubtvqh", "individual", "0.8"),
        ("R98", "nghe_nhan_uu_tu", "individual", "9"),
        ("R152", "tap_the_lao_dong_tien_tien", "collective", "0.8"),
        ("R152", "giay_khen", "household", "0.45"),
        ("R152", "giai_thuong_nha_nuoc", "individual", "170"),
        ("R152", "bang_khen_quan_khu", "collective", "2"),
    ],
)
def test_coefficients(regime: str, award: str, subject: str, times: str) -> None:
    [row] = KNOWN.coefficients[regime, award, subject]
    assert row.times == Fraction(times)


def test_the_tables_are_whole() -> None:
    counts = {name: sum(1 for row in ROWS if row.regime == name) for name in KNOWN.regimes}
    assert counts == {"R121": 0, "R42": 14, "R91": 76, "R98": 80, "R152": 83}
    assert {row.award for row in ROWS if row.is_maximum} == {"ky_niem_chuong_bo_tinh", "ky_niem_chuong_ubtvqh"}
    assert {row.basis for row in ROWS if row.regime == "R42"} == {"recalled"}


def test_a_household_gets_half_as_much_again_as_an_individual() -> None:
    for (regime, award, subject), rows in KNOWN.coefficients.items():
        if subject == "household":
            [individual] = KNOWN.coefficients[regime, award, "individual"]
            assert rows[0].times == individual.times * Fraction(3, 2)


def test_a_ceiling_is_called_one() -> None:
    answer = bonus("ky_niem_chuong_bo_tinh", subject="individual", on=IN_152)
    assert answer.is_maximum
    assert answer.vi == "Không quá 0,6 × 2.340.000 đ = 1.404.000 đ, làm tròn lên 1.410.000 đ"
    assert answer.en.startswith("At most 0.6 × 2,340,000 đ")


VERIFIED = [
    (row, on)
    for row in ROWS
    for on in (date(2018, 3, 1), date(2019, 8, 1), date(2024, 3, 1), date(2025, 2, 1), IN_152, date(2026, 8, 1))
    if KNOWN.regimes[row.regime].in_force(on)
]


@given(st.sampled_from(VERIFIED))
def test_rounded_up_to_the_next_ten_thousand_and_never_further(one: tuple[money_data.Coefficient, date]) -> None:
    row, on = one
    decided_by = "xa" if row.only_by else "co_so"
    answer = bonus(row.award, subject=row.subject, on=on, decided_by=decided_by)
    assert answer.amount is not None and answer.raw is not None
    assert answer.raw == row.times * answer.base_salary
    assert answer.amount % 10_000 == 0
    assert answer.raw <= answer.amount < answer.raw + 10_000
    assert answer.coefficient == row.times


def test_the_sentence_of_an_official() -> None:
    plain = bonus("chien_si_thi_dua_co_so", subject="individual", on=IN_152)
    assert plain.text() == "1,0 × 2.340.000 đ = 2.340.000 đ"
    assert plain.text("en") == "1.0 × 2,340,000 đ = 2,340,000 đ"
    assert lines(bonus("giay_khen", subject="household", on=IN_152)) == [
        "Giấy khen (hộ gia đình), 01/08/2025",
        "0,45 × 2.340.000 đ = 1.053.000 đ, làm tròn lên 1.060.000 đ",
        "Căn cứ: khoản 3 Điều 54 Nghị định 152/2025/NĐ-CP; khoản 2 Điều 49 Nghị định 152/2025/NĐ-CP; "
        "Nghị định 73/2024/NĐ-CP",
        "Nguồn: đã đọc văn bản hoặc trích dẫn; độ tin cậy: cao",
    ]
    assert plain.to_json()["cites"][0] == {
        "instrument": "nd-152-2025", "article": 50, "clause": None, "point": None, "to_article": 54,
    }  # fmt: skip


def test_a_recalled_salary_makes_a_recalled_bonus() -> None:
    assert bonus("chien_si_thi_dua_co_so", subject="individual", on=date(2018, 3, 1)).basis == "recalled"
    assert bonus("chien_si_thi_dua_co_so", subject="individual", on=date(2018, 7, 1)).basis == "seen"


# ── nothing is guessed ───────────────────────────────────────────────────────────────────────────────────────────────


def test_after_the_law_of_2026_the_older_figure_stands_beside_the_reason() -> None:
    answer = bonus("lao_dong_tien_tien", subject="individual", on=date(2026, 11, 24))
    assert answer.truth is Truth.cannot_tell and answer.coefficient is None
    assert "06/2026/QH16" in answer.vi and "152/2025/NĐ-CP" in answer.en
    told = lines(answer)
    assert told[1].startswith("Chưa xác định được: ")
    assert "Theo quy định cũ: 0,3 × 2.530.000 đ = 759.000 đ, làm tròn lên 760.000 đ" in told
    assert any("kiểm tra lần cuối ngày 23/11/2026" in line for line in told)


def test_after_the_end_of_the_decree() -> None:
    answer = bonus("gia_dinh_van_hoa", subject="household", on=date(2027, 3, 1))
    assert "đến hết ngày 28/02/2027" in answer.vi and "Gia đình văn hóa" in answer.vi
    assert answer.older is None


def test_what_was_recalled_is_shown_as_recalled() -> None:
    answer = bonus("bang_khen_thu_tuong", subject="individual", on=date(2012, 1, 1))
    assert (answer.amount, answer.raw, answer.confidence) == (None, 1_245_000, "medium")
    assert answer.vi.startswith("Theo trí nhớ, chưa đối chiếu văn bản: 1,5 × 830.000 đ = 1.245.000 đ")


def test_who_decided_must_be_said_where_it_matters() -> None:
    answer = bonus("giay_khen", subject="individual", on=date(2019, 8, 1))
    assert answer.truth is Truth.cannot_tell
    assert "0,15" in answer.vi and "0,3" in answer.vi and "Cần cho biết cấp quyết định" in answer.vi


def test_questions_that_cannot_be_asked() -> None:
    with pytest.raises(data.UnknownAward, match="unknown award 'x'"):
        bonus("x", subject="individual", on=IN_152)
    with pytest.raises(money.TooEarly, match="2003-12-31 lies before 2004") as early:
        bonus("giay_khen", subject="individual", on=date(2003, 12, 31))
    assert early.value.text() == "Ngày 31/12/2003 trước năm 2004: chưa có Luật Thi đua, Khen thưởng."
    assert issubclass(money.TooEarly, ValueError)
    with pytest.raises(money.WrongSubject, match="only for: individual") as wrong:
        bonus("lao_dong_tien_tien", subject="household", on=IN_152)
    assert wrong.value.text() == "Lao động tiên tiến không dành cho đối tượng “hộ gia đình”, chỉ dành cho: cá nhân."
    with pytest.raises(money.WrongSubject):
        bonus("lao_dong_tien_tien", subject="person", on=IN_152)
    with pytest.raises(money.CannotAsk, match="No level 'mayor'"):
        bonus("giay_khen", subject="individual", on=IN_152, decided_by="mayor")


# ── several at once ──────────────────────────────────────────────────────────────────────────────────────────────────


def _granted(award: str, period: str, achievement: str = "", on: date = IN_152) -> Granted:
    return Granted(bonus(award, subject="individual", on=on), period, achievement)


def _truths(*granted: Granted) -> list[str]:
    return [one.truth.value for one in together(granted).payments]


def test_one_award_alone_is_paid() -> None:
    answer = together([_granted("giay_khen", "2025")])
    assert (answer.total, answer.text()) == (710_000, "Tổng cộng: 710.000 đ")


@pytest.mark.parametrize("on", [date(2020, 8, 1), IN_152])
def test_of_titles_of_one_period_only_the_highest_is_paid(on: date) -> None:
    lower, higher = _granted("lao_dong_tien_tien", "2024", on=on), _granted("chien_si_thi_dua_co_so", "2024", on=on)
    answer = together([lower, higher])
    assert [one.truth for one in answer.payments] == [Truth.not_met, Truth.met]
    assert answer.total == answer.at_least == higher.bonus.amount
    assert "chỉ nhận mức tiền thưởng cao nhất" in answer.payments[0].vi
    assert answer.payments[0].cites[0].article in (49, 66)


def test_of_equal_titles_one_is_paid() -> None:
    twice = [_granted("lao_dong_tien_tien", "2024"), _granted("chien_si_tien_tien", "2024")]
    assert _truths(*twice) == ["met", "not_met"]
    assert _truths(*reversed(twice)) == ["met", "not_met"]
    assert together([twice[0], twice[0]]).total == 710_000


def test_titles_of_different_periods_are_each_paid() -> None:
    answer = together([_granted("chien_si_thi_dua_co_so", "2024"), _granted("chien_si_thi_dua_bo_tinh", "2022-2024")])
    assert answer.total == 2_340_000 + 7_020_000


def test_a_title_and_a_commendation_are_both_paid() -> None:
    answer = together([_granted("chien_si_thi_dua_co_so", "2024"), _granted("giay_khen", "2024")])
    assert answer.total == 2_340_000 + 710_000
    assert answer.payments[0].text("en") == "A title and a commendation: both are paid"


def test_commendations_for_different_achievements_are_each_paid() -> None:
    merit, flood = _granted("bang_khen_bo_tinh", "2023-2024", "công tác"), _granted("giay_khen", "2024", "chống lũ")
    assert together([merit, flood]).total == 3_510_000 + 710_000
    assert _truths(_granted("bang_khen_bo_tinh", "2023-2024"), _granted("giay_khen", "2022")) == ["met", "met"]


def test_commendations_that_may_be_for_one_achievement_are_asked_about() -> None:
    one, same = _granted("bang_khen_bo_tinh", "2024", "chống lũ"), _granted("giay_khen", "2024", "chống lũ")
    answer = together([one, same])
    assert (answer.total, answer.at_least) == (None, 0)
    assert "cùng một thành tích “chống lũ”" in answer.payments[0].vi
    assert "are for different achievements" in together([_granted("bang_khen_bo_tinh", "2024"), same]).payments[0].text(
        "en"
    )


def test_what_was_not_read_in_the_decree_of_2023_is_not_applied_there() -> None:
    on = date(2024, 8, 1)
    answer = together(
        [
            _granted("lao_dong_tien_tien", "2024", on=on),
            _granted("chien_si_thi_dua_co_so", "2024", on=on),
            _granted("giay_khen", "2024", on=on),
        ]
    )
    assert [one.truth.value for one in answer.payments] == ["cannot_tell", "cannot_tell", "met"]
    assert (answer.total, answer.at_least) == (None, 710_000)
    assert "98/2023/NĐ-CP" in answer.payments[0].vi
    assert answer.text() == "Tổng cộng: chưa xác định được; phần chắc chắn là 710.000 đ"


@pytest.mark.parametrize("on", [date(2012, 1, 1), date(2026, 11, 24), date(2004, 2, 1)])
def test_where_nothing_is_verified_nothing_is_added_up(on: date) -> None:
    answer = together([_granted("lao_dong_tien_tien", "2024", on=on), _granted("bang_khen_bo_tinh", "2024", on=on)])
    assert [one.truth for one in answer.payments] == [Truth.cannot_tell] * 2
    assert (answer.total, answer.at_least) == (None, 0)
    assert (answer.older and answer.older.total) == (760_000 + 3_800_000 if on.year == 2026 else None)
    assert ("Theo quy định cũ:" in combined_lines(answer)) is (on.year == 2026)
    json.dumps(answer.to_json())


def test_a_ceiling_among_them_makes_the_total_one() -> None:
    answer = together([_granted("ky_niem_chuong_bo_tinh", "2025"), _granted("chien_si_thi_dua_co_so", "2025")])
    assert answer.is_maximum and answer.text("en") == "Total: at most 3,750,000 đ"
    assert answer.at_least == 2_340_000


def test_only_one_subject_and_one_day_are_added_up() -> None:
    here = _granted("giay_khen", "2025")
    for other in (
        _granted("giay_khen", "2025", on=date(2025, 8, 2)),
        Granted(bonus("giay_khen", subject="household", on=IN_152), "2025"),
    ):
        with pytest.raises(money.CannotAsk, match="one subject, decided on one day"):
            together([here, other])
    with pytest.raises(money.CannotAsk, match="no award"):
        together([])


# ── bad files ────────────────────────────────────────────────────────────────────────────────────────────────────────

SALARY, BONUSES = "money/salary.yaml", "money/bonuses.yaml"
MISTAKES = {
    "an amount in words": (SALARY, "amount: 350000", "amount: nhiều", "'amount' should be int"),
    "an amount of nothing": (SALARY, "amount: 350000", "amount: 0", "more than nothing"),
    "a gap between salaries": (SALARY, "from: 2006-10-01", "from: 2006-11-01", "begins on 2006-11-01"),
    "a salary that ends before it begins": (SALARY, "to: 2008-01-01", "to: 2006-10-01", "is not after"),
    "no decree": (SALARY, 'decree: "94/2006/NĐ-CP"', 'decree: "94"', "should be a number as"),
    "no day of issue": (SALARY, "issued: 2006-09-07", "issued: null", "'issued' is missing"),
    "a key that nobody reads": (SALARY, "issued: 2006-09-07", "isued: 2006-09-07", "'issued' is missing"),
    "a salary with an end": (SALARY, "to: null", "to: 2027-01-01", "without end"),
    "unknown instrument": (BONUSES, "instrument: nd-42-2010\n", "instrument: nd-42\n", "unknown instrument 'nd-42'"),
    "a gap between decrees": (BONUSES, "from: 2017-10-01", "from: 2017-11-01", "begins on 2017-11-01"),
    "unknown extent": (BONUSES, "known: partly", "known: some", "allowed: all, partly, none"),
    "a rounding of nothing": (BONUSES, "round_up_to: 10000", "round_up_to: 0", "more than nothing"),
    "doubt outside the period": (BONUSES, "      from: 2026-10-01", "      from: 2028-10-01", "lies outside"),
    "unknown combination": (BONUSES, "id: titles_of_one_period", "id: titles", "'id' is 'titles'"),
    "a combination in no language": (BONUSES, 'en: "A title and a', 'fr: "A title and a', "'en' is missing"),
    "unknown regime": (BONUSES, "- regime: R42", "- regime: R43", "'regime' is 'R43'"),
    "unknown award": (BONUSES, "{bang_khen_thu_tuong: 1.5", "{bang_khen: 1.5", "unknown award 'bang_khen'"),
    "the wrong subject": (BONUSES, "{bang_khen_thu_tuong: 1.5", "{don_vi_tien_tien: 1.5", "not for a subject"),
    "a coefficient in words": (BONUSES, "bang_khen_bo_tinh: 1.0}", "bang_khen_bo_tinh: một}", "a coefficient"),
    "a coefficient without end": (BONUSES, "bang_khen_bo_tinh: 1.0}", "bang_khen_bo_tinh: .inf}", "a coefficient"),
    "a row twice": (BONUSES, "bang_khen_bo_tinh: 1.0}", "lao_dong_tien_tien: 0.3}", "stands twice in R42"),
    "unknown level": (BONUSES, "only_by: [xa]", "only_by: [ward]", "'only_by' holds 'ward'"),
    "who, without words": (BONUSES, "    not_by: [xa]\n", "", "give both or neither"),
    "no source": (BONUSES, "cite: [{instrument: nd-42-2010}]", "cite: []", "'cite' is empty"),
    "a span backwards": (BONUSES, "article: 69, to_article: 74", "article: 69, to_article: 60", "closes a span"),
    "basis": (BONUSES, "basis: seen", "basis: heard", "allowed: seen, recalled"),
    "a list of words": (BONUSES, "coefficients:\n", "coefficients:\n  - R42\n", "should be a mapping"),
}


def _folder(tmp_path: Path) -> Path:
    shutil.copytree(data.HERE / "money", tmp_path / "money")
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    name, right, wrong, says = MISTAKES[mistake]
    path = _folder(tmp_path) / name
    text = path.read_text(encoding="utf-8")
    assert right in text
    place = text[: text.index(right)].count("\n") + 1
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(LawDataError) as refused:
        money_data.load(tmp_path)
    assert refused.value.file == name
    assert says in refused.value.wrong
    # At the line itself; where something is missing, at the head of its mapping.
    head = max(
        number for number, line in enumerate(text.splitlines()[:place], 1) if line.startswith("  - ") or number == 1
    )
    assert refused.value.line in ({1} if says == "without end" else {place, place - 1, head})


def test_a_line_is_told_exactly(tmp_path: Path) -> None:
    path = _folder(tmp_path) / SALARY
    lines_of = path.read_text(encoding="utf-8").splitlines()
    lines_of[3] = "  - amount: much"
    path.write_text("\n".join(lines_of), encoding="utf-8")
    with pytest.raises(LawDataError, match=r"^money/salary\.yaml, line 4: 'amount' should be int"):
        money_data.load(tmp_path)


def test_a_household_without_own_row_follows_the_individual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _folder(tmp_path) / BONUSES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(", giay_khen: 0.45}", "}"), encoding="utf-8")
    shorter = money_data.load(tmp_path)
    assert ("R152", "giay_khen", "household") not in shorter.coefficients
    monkeypatch.setattr("thidua.law.bonuses.money", lambda: shorter)
    answer: Bonus = bonus("giay_khen", subject="household", on=IN_152)
    assert (answer.coefficient, answer.amount) == (Fraction("0.45"), 1_060_000)
    assert any((cite.article, cite.clause) == (54, 3) for cite in answer.cites)
