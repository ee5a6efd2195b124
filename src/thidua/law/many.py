"""The operations of `logic` on NumPy arrays: everybody at once."""

import contextlib
import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from thidua.law.logic import LEFT, LOW, NO, OUT, UNKNOWN, YES, Bits, Bool, Code
from thidua.law.masks import EVERY


class Many:
    """Many nominees: a value is an array, or one number for all of them."""

    @staticmethod
    def settle(yes: Bool, no: Bool) -> Code:
        """See `Logic`."""
        if isinstance(yes, bool) and isinstance(no, bool):
            return YES if yes else NO if no else UNKNOWN
        held, missed = np.asarray(yes).view(np.uint8), np.asarray(no).view(np.uint8)
        return np.uint8(UNKNOWN) + held - missed - missed  # NumPy adds bytes faster than it shifts them

    @staticmethod
    def decide(yes: Bool) -> Code:
        """See `Logic`."""
        if isinstance(yes, bool):
            return YES if yes else NO
        return np.uint8(NO) + yes.view(np.uint8) * np.uint8(YES - NO)

    @staticmethod
    def both(codes: Sequence[Code]) -> Code:
        """See `Logic`."""
        out = codes[0]
        for code in codes[1:]:
            out = min(out, code) if isinstance(out, int) and isinstance(code, int) else np.minimum(out, _small(code))
        return out

    @staticmethod
    def either(codes: Sequence[Code]) -> Code:
        """See `Logic`."""
        best = codes[0] & LOW
        for code in codes[1:]:
            rank = code & LOW
            best = (
                max(best, rank) if isinstance(best, int) and isinstance(rank, int) else np.maximum(best, _small(rank))
            )
        if isinstance(best, int):
            return LEFT if best == LEFT & LOW else best
        if any(isinstance(code, int) and code == LEFT for code in codes):
            return best + (best == LEFT & LOW).view(np.uint8) * np.uint8(LEFT - (LEFT & LOW))
        return best

    @staticmethod
    def refuse(code: Code, where: Bool) -> Code:
        """See `Logic`."""
        if isinstance(where, bool):
            return np.maximum(code, np.uint8(NO)) if where else code
        return np.maximum(_small(code), where.view(np.uint8))

    @staticmethod
    def count(years: Bits) -> Any:
        """See `Logic`."""
        return years.bit_count() if isinstance(years, int) else np.bitwise_count(years)

    @staticmethod
    def negate(one: Bool) -> Bool:
        """See `Logic`."""
        return not one if isinstance(one, bool) else ~one

    @staticmethod
    def others(years: Bits) -> Bits:
        """See `Logic`."""
        return ~years & EVERY if isinstance(years, int) else ~years

    @staticmethod
    def after(years: Bits) -> Bits:
        """See `Logic`."""
        return ((years & -years) - 1) & EVERY if isinstance(years, int) else (years & -years) - np.uint32(1)

    @staticmethod
    def spread(where: Bool) -> Bits:
        """See `Logic`."""
        if isinstance(where, bool):
            return EVERY if where else 0
        return -where.astype(np.uint32)

    @staticmethod
    def choose(where: Bool, one: Any, other: Any) -> Any:
        """See `Logic`."""
        if isinstance(where, bool):
            return one if where else other
        return np.where(where, _small(one), _small(other))

    @staticmethod
    def short(code: Code, table: Sequence[int]) -> Any:
        """How short a single condition falls (`evidence.SHORT`)."""
        if isinstance(code, int):
            return table[code]
        missed = (code == NO).view(np.uint8)
        out = (code == OUT).view(np.uint8) * np.uint8(table[OUT])
        return missed + missed + (code == UNKNOWN).view(np.uint8) + out


def _small(code: Code) -> Code:
    return np.uint8(code) if isinstance(code, int) and 0 <= code < 256 else code


MANY = Many()

KEPT = 64 << 20


@cache
def keep_memory() -> None:
    """Let the process keep up to 64 MB that it frees, where the C library is glibc.

    Otherwise the pages of one array go back to the system and come again with the next: of 4.3 ms for eight rules and
    60,000 people 1.7 were spent so.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for option in (-1, -3):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
            mallopt(option, KEPT)
