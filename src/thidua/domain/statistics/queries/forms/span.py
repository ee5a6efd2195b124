"""The days of one year's form."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """The figures of a year until a day, both ends included; without a day until the year's end."""

    year: int
    until: dt.date

    @classmethod
    def of(cls, year: int, until: dt.date | None = None) -> "Span":
        """The span of a year. Raises ValueError for a day outside it."""
        last = dt.date(year, 12, 31)
        if until is not None and not dt.date(year, 1, 1) <= until <= last:
            raise ValueError(f"{until} is no day of {year}")
        return cls(year, until or last)

    @property
    def begins(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 1, 1)
