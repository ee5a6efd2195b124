"""What the law may look at for many nominees: a column of year masks for each signal, a row for each nominee."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.law.masks import EVERY, WIDTH

Bits = NDArray[np.uint32]


@dataclass(frozen=True)
class Columns:
    """What the law may look at for many nominees of one kind, row by row.

    `years`: year masks by signal, bit i = year−i (uint32): `known.grade`, `grade.<at least>`, `known.discipline`,
    `discipline.<rung>`, `known.works`, `initiative.<reach or wider>.<at least n>`, `topic.…`, `known.titles`,
    `title.<award>`. `numbers`: a number and where it is recorded: `months`, `decided.<award>` (year of the decision).
    A signal that is absent is recorded of nobody, a title that is absent was received by nobody; `known.…` may be
    EVERY where all years of all are recorded.
    """

    subject: str
    year: int
    size: int
    years: Mapping[str, Bits | int]
    numbers: Mapping[str, tuple[NDArray[np.int32], NDArray[np.bool_]]] = field(default_factory=dict)

    @classmethod
    def of_profiles(
        cls,
        subject: str,
        year: int,
        signals: Sequence[str],
        packed: bytes,
        anchor: int,
        numbers: Mapping[str, tuple[NDArray[np.int32], NDArray[np.bool_]]] | None = None,
    ) -> "Columns":
        """From stored profiles: for each nominee one unsigned 64-bit integer a signal, whose bit 0 is the year `anchor`."""
        matrix = np.frombuffer(packed, dtype="<u8").reshape(-1, len(signals))
        shift = np.uint64(anchor - year)
        years: dict[str, Bits | int] = {}
        for number, signal in enumerate(signals):
            column = np.ascontiguousarray(matrix[:, number])
            if not column.any():
                continue
            column = column >> shift
            older = (column >> np.uint64(WIDTH - 1)) != 0
            kept = (column & np.uint64(EVERY)).astype(np.uint32)
            kept |= older.astype(np.uint32) << np.uint32(WIDTH - 1)
            years[signal] = EVERY if signal.startswith("known.") and bool((kept == EVERY).all()) else kept
        return cls(subject, year, len(matrix), years, numbers or {})

    def taken(self, rows: NDArray[np.intp]) -> "Columns":
        """Some of the rows, each column only when it is asked for."""
        return Columns(self.subject, self.year, len(rows), _Taken(self.years, rows), _Taken(self.numbers, rows))

    def block(self, rows: slice) -> "Columns":
        """Some of the rows."""
        start, stop, _ = rows.indices(self.size)
        return Columns(
            self.subject,
            self.year,
            stop - start,
            {signal: one if isinstance(one, int) else one[rows] for signal, one in self.years.items()},
            {name: (one[rows], known[rows]) for name, (one, known) in self.numbers.items()},
        )


class _Taken(Mapping[str, Any]):
    """Columns of which only some rows are wanted."""

    def __init__(self, whole: Mapping[str, Any], rows: NDArray[np.intp]) -> None:
        self._whole, self._rows = whole, rows
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            found = self._whole[name]
            if isinstance(found, tuple):
                self._known[name] = tuple(one[self._rows] for one in found)
            else:
                self._known[name] = found if isinstance(found, int) else found[self._rows]
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)
