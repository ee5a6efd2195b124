"""Working days of public bodies, for deadlines and publicity: weekends and Vietnamese public holidays do not count.

The days off stand in holidays.yaml. An agency's own swaps are given as `own`: day → whether it is worked, which wins
over everything. The first day is not counted, the last one is (case LC28).
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from thidua.law import reading
from thidua.law.verdicts import Wording

FILE = Path(__file__).parent / "holidays.yaml"
NOTHING_OWN: Mapping[date, bool] = MappingProxyType({})
"""An agency without swaps of its own."""

HOLIDAYS = {
    "new_year": Wording("Tết Dương lịch", "New Year"),
    "tet": Wording("Tết Nguyên đán", "Lunar New Year"),
    "hung_kings": Wording("Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration"),
    "reunification_and_labour": Wording("Ngày Chiến thắng và Quốc tế Lao động", "Reunification and Labour Day"),
    "national_day": Wording("Quốc khánh", "National Day"),
    "culture_day": Wording("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
}
"""The holidays that holidays.yaml may name."""

_DAY = timedelta(days=1)
_SATURDAY = 5


class NoCalendar(ValueError):
    """A day of a year for which holidays.yaml has no line: nothing is counted on guessed days off."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"law/holidays.yaml has no year {year}: add its line")


@dataclass(frozen=True)
class Year:
    """One year: the weekdays off with the holiday's key, the weekend days worked, and whether the plan is fixed."""

    year: int
    off: Mapping[date, str]
    worked: frozenset[date]
    is_certain: bool
    days: tuple[date, ...]
    """Every working day, in order."""


def load(path: Path) -> Mapping[int, Year]:
    """The years of a file. Raises LawDataError with file, line and what is wrong."""
    out: dict[int, Year] = {}
    for entry in reading.entries(path, "years", path.parent):
        number = entry.take("year", int)
        if number in out:
            raise entry.fail(f"year {number} stands twice", "year")
        off = {day: key for key in HOLIDAYS for day in _days(entry, key, number, weekend=False)}
        worked = frozenset(_days(entry, "worked", number, weekend=True))
        certain = entry.take("certain", bool) if "certain" in entry else True
        entry.done()
        every = (date(number, 1, 1) + n * _DAY for n in range(366))
        days = tuple(
            day
            for day in every
            if day.year == number and (day in worked or (day.weekday() < _SATURDAY and day not in off))
        )
        out[number] = Year(number, off, worked, certain, days)
    return out


def _days(entry: reading.Entry, key: str, year: int, *, weekend: bool) -> list[date]:
    listed: list[Any] = entry.maybe(key, list) or []
    for day in listed:
        if not isinstance(day, date) or day.year != year:
            raise entry.fail(f"{key!r}: {day!r} is no day of {year}", key)
        if (day.weekday() >= _SATURDAY) != weekend:
            raise entry.fail(f"{key!r}: {day} is {'no' if weekend else 'a'} weekend day", key)
    return listed


@cache
def years() -> Mapping[int, Year]:
    """The years that ship with the program."""
    return load(FILE)


def _year(number: int) -> Year:
    try:
        return years()[number]
    except KeyError:
        raise NoCalendar(number) from None


def is_certain(first: date, last: date | None = None) -> bool:
    """Whether the plan of days off is fixed for every year from the first day to the last."""
    return all(year in years() and years()[year].is_certain for year in range(first.year, (last or first).year + 1))


def holiday(day: date) -> Wording | None:
    """The holiday to which a weekday off belongs; None for other days and plain weekends. Raises NoCalendar."""
    key = _year(day.year).off.get(day)
    return HOLIDAYS[key] if key else None


def is_workday(day: date, own: Mapping[date, bool] = NOTHING_OWN) -> bool:
    """Whether the day is worked; `own` wins. Raises NoCalendar."""
    if day in own:
        return own[day]
    year = _year(day.year)
    return day in year.worked or (day.weekday() < _SATURDAY and day not in year.off)


def add(day: date, n: int, own: Mapping[date, bool] = NOTHING_OWN) -> date:
    """The n-th working day after the day, which itself is not counted; n = 0 gives the day itself.

    Raises ValueError when n is negative, and NoCalendar.
    """
    if n < 0:
        raise ValueError("working days are counted from 0")
    while n:
        day += _DAY
        n -= is_workday(day, own)
    return day


def between(first: date, last: date, own: Mapping[date, bool] = NOTHING_OWN) -> int:
    """How many working days lie after the first day, up to and with the last; 0 when the last is not after the first.

    `between(day, add(day, n)) == n`. Raises NoCalendar.
    """
    if last <= first:
        return 0
    count = _counted(last) - _counted(first) + sum(len(_year(year).days) for year in range(first.year, last.year))
    # The agency's own days differ from the calendar one by one.
    return count + sum(worked - is_workday(day) for day, worked in own.items() if first < day <= last)


def _counted(day: date) -> int:
    """Working days of the day's year up to and with the day."""
    return bisect_right(_year(day.year).days, day)
