"""Facts over years as bits: bit i of an integer speaks of year Y−i, where Y is the achievement year judged.

Every fact has two integers. `yes`: it held. `known`: somebody recorded whether it held. A year without record is
neither yes nor no, so that a gap in the register gives "cannot tell" and never a silent no (Kleene's three values).

A mask is 32 bits wide; bit 31 stands for Y−31 and every year before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

WIDTH = 32
EVERY = (1 << WIDTH) - 1
"""All years."""
OLDER = 1 << (WIDTH - 1)
"""The bit of Y−31 and all years before it."""


class Value(IntEnum):
    """What a condition comes to while it is being worked out, for the evaluator alone.

    YES, NO and UNKNOWN are Kleene's three. LEFT: only people can judge it, and it blocks nothing. OUT: a route that
    nobody has claimed, so it is not in play. Of several that must all hold the least wins. Of a choice the greatest of
    the last three bits: there LEFT is 2, between NO and UNKNOWN.
    """

    OUT = 0
    NO = 1
    UNKNOWN = 3
    YES = 4
    LEFT = 10


@dataclass(frozen=True, slots=True)
class Mask:
    """One fact about one person or collective, year by year back from the judged year.

    A year that is yes is known: `Mask(1)` equals `Mask(1, 1)`.
    """

    yes: int = 0
    known: int = 0

    def __post_init__(self) -> None:
        if self.yes < 0 or self.known < 0:
            raise ValueError("a mask of years is not negative")
        if self.yes & ~self.known:
            object.__setattr__(self, "known", self.known | self.yes)

    @classmethod
    def of(cls, held: Iterable[int], known: Iterable[int], year: int) -> "Mask":
        """The mask of the years in which a fact held and of those that are recorded; years after `year` fall away."""
        return cls(bits(held, year), bits(known, year))

    @property
    def no(self) -> int:
        """The years of which it is recorded that the fact did not hold."""
        return self.known & ~self.yes

    def __or__(self, other: "Mask") -> "Mask":
        yes = self.yes | other.yes
        return Mask(yes, yes | (self.no & other.no))

    def at(self, offset: int) -> Value:
        """The value for the year Y−offset."""
        return self.every(1 << offset)

    def every(self, window: int) -> Value:
        """Whether the fact held in each year of the window."""
        if self.no & window:
            return Value.NO
        return Value.YES if self.yes & window == window else Value.UNKNOWN

    def some(self, window: int) -> Value:
        """Whether the fact held in at least one year of the window."""
        if self.yes & window:
            return Value.YES
        return Value.NO if self.no & window == window else Value.UNKNOWN


NOTHING = Mask()


def bits(years: Iterable[int], year: int) -> int:
    """The years as bits counted back from `year`; later years fall away, those before Y−31 fold into the last bit."""
    out = 0
    for one in years:
        if one <= year:
            out |= 1 << min(year - one, WIDTH - 1)
    return out


def years_of(pattern: int, year: int) -> tuple[int, ...]:
    """The years of the bits, the earliest first."""
    return tuple(year - i for i in range(pattern.bit_length() - 1, -1, -1) if pattern >> i & 1)


def window(times: int, spacing: int = 1, end: int = 0) -> int:
    """`times` years, `spacing` apart, the latest at Y−end: times 3 → Y, Y−1, Y−2."""
    return sum(1 << (end + i * spacing) for i in range(times))


def register(
    levels: Iterable[str], held: Mapping[str, Iterable[int]], known: Iterable[int], year: int
) -> dict[str, Mask]:
    """Masks of every level from one register that is complete for the years `known`.

    What the register does not show in such a year did not happen, at any level.
    """
    kept = tuple(known)
    return {level: Mask.of(held.get(level, ()), kept, year) for level in levels}
