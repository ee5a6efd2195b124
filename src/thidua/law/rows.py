"""From rows, one fact a row, to the year masks of `bulk`: for whoever has arrays, Parquet or a CSV and no database.

The program's own database computes its masks itself (`domain/profiles`); both must come to the same.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thidua.law.columns import Bits, Columns
from thidua.law.crowd import CIVIL
from thidua.law.facts import DISCIPLINE, GRADES, REACH
from thidua.law.masks import EVERY, WIDTH


@dataclass(frozen=True)
class Rows:
    """A table of facts. Row i says: in `year[i]` nominee `nominee[i]` (from 0) had `value[i]`, an index into a list:
    GRADES, REACH, DISCIPLINE, or the awards that are named beside it.
    """

    year: NDArray[Any]
    nominee: NDArray[Any]
    value: NDArray[Any]

    def by_year(self, last: int) -> Iterator[tuple[np.uint32, NDArray[np.intp], NDArray[Any]]]:
        """The rows of each year up to `last`: the year's bit, nominees and values. Rows in order of years are quicker."""
        year, nominee, value = self.year, self.nominee, self.value
        if not (year[:-1] <= year[1:]).all():
            order = np.argsort(year, kind="stable")
            year, nominee, value = year[order], nominee[order], value[order]
        if not len(year):
            return
        years = range(int(year[0]), min(int(year[-1]), last) + 1)
        bounds = np.searchsorted(year, np.arange(years.start, years.stop + 1, dtype=year.dtype)).tolist()
        for number, one in enumerate(years):
            rows = slice(bounds[number], bounds[number + 1])
            if rows.start < rows.stop:
                # NumPy scatters by indices of its own width two to three times faster.
                yield np.uint32(1 << min(last - one, WIDTH - 1)), nominee[rows].astype(np.intp), value[rows]


def columns(
    subject: str,
    year: int,
    size: int,
    *,
    grades: Rows,
    awards: Rows,
    award_ids: Sequence[str],
    initiatives: Rows | None = None,
    topics: Rows | None = None,
    discipline: Rows | None = None,
    most_works: int = 5,
    threads: int = 2,
) -> Columns:
    """The columns of `size` nominees judged for the year. A year without grade is not recorded.

    The other tables count as complete: what they do not show did not happen. A table that is None is not recorded at
    all. `most_works`: how many initiatives of one nominee and year are told apart.
    """
    tasks: list[Callable[[], dict[str, Bits | int]]] = [
        lambda: _grades(grades, year, size),
        lambda: _awards(awards, award_ids, year, size),
    ]
    for kind, works in (("initiative", initiatives), ("topic", topics)):
        if works is not None:
            tasks.append(lambda kind=kind, works=works: _works(kind, works, year, size, most_works))  # type: ignore[misc]
    if discipline is not None:
        tasks.append(lambda: _discipline(discipline, year, size))
    out: dict[str, Bits | int] = {}
    with ThreadPoolExecutor(threads) as pool:
        for found in pool.map(lambda task: task(), tasks):
            out |= found
    return Columns(subject, year, size, out)


def _grades(rows: Rows, year: int, size: int) -> dict[str, Bits | int]:
    names = ["known.grade", *(f"grade.{grade}" for grade in GRADES[1:])]
    out: dict[str, Bits | int] = {name: np.zeros(size, np.uint32) for name in names}
    dense = np.empty(size, np.int8)
    for bit, nominee, value in rows.by_year(year):
        dense.fill(-1)
        dense[nominee] = value
        for least, name in enumerate(names):
            mask: Any = out[name]
            mask |= (dense >= least) * bit
    return out


def _awards(rows: Rows, ids: Sequence[str], year: int, size: int) -> dict[str, Bits | int]:
    held: NDArray[np.uint32] = np.zeros((len(ids), size), np.uint32)
    flags = np.empty((len(ids), size), np.bool_)
    for bit, nominee, value in rows.by_year(year):
        flags.fill(False)
        flags.reshape(-1)[value.astype(np.intp) * size + nominee] = True
        for mask, flag in zip(held, flags, strict=True):
            np.bitwise_or(mask, flag * bit, out=mask)
    return {"known.titles": EVERY} | {f"title.{one}": mask for one, mask in zip(ids, held, strict=True)}


def _works(kind: str, rows: Rows, year: int, size: int, most: int) -> dict[str, Bits | int]:
    out: dict[str, Bits | int] = {"known.works": EVERY}
    for bit, nominee, value in rows.by_year(year):
        for least, reach in ((number, reach) for number, reach in enumerate(REACH) if reach in CIVIL):
            those = nominee[value >= least]
            if len(those):
                _planes(out, f"{kind}.{reach}", those, bit, size, most)
    return out


def _planes(
    out: dict[str, Bits | int], name: str, nominee: NDArray[np.intp], bit: np.uint32, size: int, most: int
) -> None:
    number = 1
    while len(nominee) and number <= most:
        plane: Any = out.setdefault(f"{name}.{number}", np.zeros(size, np.uint32))
        plane[nominee] |= bit
        if number == most:
            return
        # What is left when each nominee is taken once has one more.
        nominee = np.sort(nominee)
        nominee = nominee[1:][nominee[1:] == nominee[:-1]]
        number += 1


def _discipline(rows: Rows, year: int, size: int) -> dict[str, Bits | int]:
    out: dict[str, Bits | int] = {"known.discipline": EVERY}
    for bit, nominee, value in rows.by_year(year):
        for number, rung in enumerate(DISCIPLINE):
            those = nominee[value == number]
            if len(those):
                mask: Any = out.setdefault(f"discipline.{rung}", np.zeros(size, np.uint32))
                mask[those] |= bit
    return out
