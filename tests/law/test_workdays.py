"""Working days are counted on the real calendars: Tết, Giỗ Tổ, 30/4, 2/9, days in lieu and days swapped."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.law import workdays
from thidua.law.reading import LawDataError

FIRST, LAST = date(2004, 1, 1), date(2040, 12, 31)
DAYS = st.dates(FIRST, date(2039, 6, 30))
COUNTS = st.integers(0, 120)

# The library lacks this swap of the Government, read in the press (holidays.yaml names it).
OWN_CORRECTIONS = {date(2026, 1, 2): False, date(2026, 1, 10): True}


@pytest.mark.parametrize(
    ("first", "last", "off"),
    [
        (date(2025, 1, 25), date(2025, 2, 2), "Tết 2025"),
        (date(2026, 2, 14), date(2026, 2, 22), "Tết 2026"),
        (date(2024, 2, 8), date(2024, 2, 14), "Tết 2024"),
        (date(2025, 8, 30), date(2025, 9, 2), "2/9/2025"),
        (date(2025, 4, 30), date(2025, 5, 4), "30/4 and 1/5/2025, the 2nd swapped"),
        (date(2026, 1, 1), date(2026, 1, 4), "New Year 2026, the 2nd swapped"),
        (date(2026, 4, 25), date(2026, 4, 27), "Giỗ Tổ 2026, a Sunday, with its day in lieu"),
        (date(2026, 8, 29), date(2026, 9, 2), "2/9/2026, 31 August swapped"),
        (date(2026, 11, 24), date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
    ],
)
def test_days_off(first: date, last: date, off: str) -> None:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert not [day for day in days if workdays.is_workday(day)], off
    assert workdays.is_workday(last + timedelta(days=1)), f"the day after {off}"


@pytest.mark.parametrize(
    "day", [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22), date(2024, 5, 4), date(2019, 1, 5)]
)
def test_a_saturday_worked_in_exchange_counts(day: date) -> None:
    assert day.weekday() == 5 and workdays.is_workday(day)


def test_the_holiday_has_a_name() -> None:
    name = workdays.holiday(date(2026, 2, 17))
    assert name and name.vi == "Tết Nguyên đán"
    assert workdays.holiday(date(2026, 2, 23)) is None


def test_ten_days_over_tet() -> None:
    # Published on Monday 9 February 2026: 10-13 are four, Tết takes 16-20, the tenth is Monday 2 March.
    assert workdays.add(date(2026, 2, 9), 10) == date(2026, 3, 2)
    assert workdays.between(date(2026, 2, 9), date(2026, 3, 2)) == 10


def test_lc28_counts_eight() -> None:
    assert workdays.between(date(2025, 10, 8), date(2025, 10, 20)) == 8


def test_the_agencys_own_day_wins() -> None:
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    own = {saturday: True, monday: False}
    assert workdays.is_workday(saturday, own) and not workdays.is_workday(monday, own)
    assert workdays.add(date(2026, 3, 6), 1, own) == saturday
    assert workdays.between(date(2026, 3, 6), date(2026, 3, 10), own) == 2


def test_a_plan_not_yet_fixed_is_said() -> None:
    assert workdays.is_certain(date(2026, 12, 1), date(2026, 12, 31))
    assert not workdays.is_certain(date(2026, 12, 31), date(2027, 1, 4))
    assert not workdays.is_certain(date(2099, 1, 1))


def test_a_year_without_a_line_is_refused() -> None:
    with pytest.raises(workdays.NoCalendar, match=r"holidays\.yaml has no year 2041"):
        workdays.add(date(2040, 12, 28), 10)
    with pytest.raises(ValueError, match="counted from 0"):
        workdays.add(date(2026, 1, 1), -1)


@given(DAYS, COUNTS)
def test_add_and_between_agree(day: date, n: int) -> None:
    end = workdays.add(day, n)
    assert workdays.between(day, end) == n
    assert n == 0 or workdays.is_workday(end)


@given(DAYS, st.integers(0, 900), st.dictionaries(DAYS, st.booleans(), max_size=6))
def test_between_is_the_plain_count(day: date, length: int, own: dict[date, bool]) -> None:
    last = min(day + timedelta(days=length), LAST)
    near = {day + timedelta(days=n * 3): one for n, one in enumerate(own.values())}
    plain = sum(workdays.is_workday(day + timedelta(days=n), near) for n in range(1, (last - day).days + 1))
    assert workdays.between(day, last, near) == plain


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_spans_add_up(day: date, one: int, two: int) -> None:
    middle = min(day + timedelta(days=one), LAST)
    end = min(middle + timedelta(days=two), LAST)
    assert workdays.between(day, end) == workdays.between(day, middle) + workdays.between(middle, end)


def test_the_days_off_are_those_of_the_library() -> None:
    vietnam = pytest.importorskip("holidays.countries.vietnam").Vietnam
    known = workdays.years()
    theirs = vietnam(years=range(min(known) - 1, max(known) + 2))
    apart = {}
    day = FIRST
    while day <= LAST:
        worked = day in theirs.weekend_workdays or (day.weekday() < 5 and day not in theirs)
        if workdays.is_workday(day) != worked:
            apart[day] = workdays.is_workday(day)
        day += timedelta(days=1)
    assert apart == OWN_CORRECTIONS


MISTAKES = {
    "a day of another year": ("tet: [2024-02-09]", "no day of 2025"),
    "a weekend day off": ("tet: [2025-02-01]", "a weekend day"),
    "a weekday worked": ("worked: [2025-02-03]", "no weekend day"),
    "an unknown holiday": ("noel: [2025-12-25]", "unknown key 'noel'"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_line_is_refused(mistake: str, tmp_path: Path) -> None:
    text, wrong = MISTAKES[mistake]
    file = tmp_path / "holidays.yaml"
    file.write_text(f"years:\n  - {{year: 2025, {text}}}\n", encoding="utf-8")
    with pytest.raises(LawDataError, match=rf"holidays\.yaml, line 2: .*{wrong}"):
        workdays.load(file)
