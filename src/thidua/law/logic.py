"""The few operations that differ between one nominee (Python integers) and many (NumPy arrays).

Everything else in `conditions` is written with `&`, `|`, `>>` and comparisons, which both have. A code is a `Value` as
a small integer, or an array of them; a bool is a Python bool, or an array of bools.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from thidua.law.masks import EVERY, Value

Bits = Any
"""Years as bits: an int, or an array of unsigned 32-bit integers."""
Code = Any
"""A value: an int, or an array of unsigned 8-bit integers."""
Bool = Any
Sight = Any
"""Whom a condition looks at: `person.Person` or `crowd.Crowd`."""

OUT, NO, LEFT, UNKNOWN, YES = (int(one) for one in (Value.OUT, Value.NO, Value.LEFT, Value.UNKNOWN, Value.YES))


LOW = 7
"""The last three bits of a code: its rank in a choice."""


class Logic(Protocol):
    """What the conditions need from a kind of number."""

    def settle(self, yes: Bool, no: Bool) -> Code:
        """YES where yes, NO where no, else UNKNOWN; never both."""

    def decide(self, yes: Bool) -> Code:
        """YES or NO."""

    def both(self, codes: Sequence[Code]) -> Code:
        """All of them: OUT wins, then NO, UNKNOWN, YES; only LEFT stays LEFT."""

    def either(self, codes: Sequence[Code]) -> Code:
        """One of them: YES wins, then UNKNOWN, LEFT, NO; only OUT stays OUT."""

    def refuse(self, code: Code, where: Bool) -> Code:
        """NO instead of OUT where it is so."""

    def count(self, years: Bits) -> Any:
        """How many years."""

    def negate(self, one: Bool) -> Bool:
        """Not."""

    def others(self, years: Bits) -> Bits:
        """The years that are not among these."""

    def after(self, years: Bits) -> Bits:
        """The years after the latest of these; every year where there is none."""

    def spread(self, where: Bool) -> Bits:
        """Every year where it is so, else none."""

    def choose(self, where: Bool, one: Any, other: Any) -> Any:
        """`one` where it is so, else `other`. Slow on arrays: not for what is asked of everybody."""


class One:
    """One nominee."""

    count = staticmethod(int.bit_count)
    both = staticmethod(min)

    @staticmethod
    def settle(yes: bool, no: bool) -> int:
        """See `Logic`."""
        return YES if yes else NO if no else UNKNOWN

    @staticmethod
    def decide(yes: bool) -> int:
        """See `Logic`."""
        return YES if yes else NO

    @staticmethod
    def either(codes: Sequence[int]) -> int:
        """See `Logic`."""
        best = max([code & LOW for code in codes])
        return LEFT if best == LEFT & LOW else best

    @staticmethod
    def refuse(code: int, where: bool) -> int:
        """See `Logic`."""
        return max(code, NO) if where else code

    @staticmethod
    def negate(one: bool) -> bool:
        """See `Logic`."""
        return not one

    @staticmethod
    def others(years: int) -> int:
        """See `Logic`."""
        return ~years & EVERY

    @staticmethod
    def after(years: int) -> int:
        """See `Logic`."""
        return ((years & -years) - 1) & EVERY

    @staticmethod
    def spread(where: bool) -> int:
        """See `Logic`."""
        return EVERY if where else 0

    @staticmethod
    def choose(where: bool, one: Any, other: Any) -> Any:
        """See `Logic`."""
        return one if where else other


ONE = One()
