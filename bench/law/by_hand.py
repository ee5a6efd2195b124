"""The eight rules written by hand on year masks in NumPy, two-valued: how fast the representation itself is.

What a general evaluator with three values and data-driven rules adds to this is its price. People are taken in blocks
that fit into the cache.

    .bench-venv/bin/python bench/law/by_hand.py FOLDER/SCALE [repeats]

Prints a line of JSON: seconds (the least of the repeats) of the build (rows in .npy files to masks; without rows the
masks are loaded), the conditions and the quota.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from answers import save
from generate import AWARDS, YEAR
from numpy.typing import NDArray

BLOCK = 1 << 15
Mask = NDArray[np.uint32]
NAMES = ("graded", "good", "excellent", *AWARDS, "works", "works_2", "works_3", "discipline")


def from_rows(folder: Path) -> dict[str, Mask]:
    """The masks from the rows of the four tables, a year at a time: rows to a small dense array, that array to bits."""
    people = len(np.load(folder / "unit.npy", mmap_mode="r"))
    out = {name: np.zeros(people, np.uint32) for name in NAMES}

    def years(table: str, value: str) -> Iterator[tuple[np.uint32, NDArray[np.intp], NDArray[np.int8]]]:
        """The bit of each year, with persons and values of its rows, which lie together."""
        year, person = np.load(folder / f"{table}_year.npy"), np.load(folder / f"{table}_person.npy")
        values = np.load(folder / f"{table}_{value}.npy")
        for one in range(int(year[0]), YEAR + 1):
            rows = slice(*np.searchsorted(year, np.array((one, one + 1), np.int16)))
            # NumPy scatters by indices of its own width two to three times faster.
            yield np.uint32(1 << YEAR - one), person[rows].astype(np.intp), values[rows]

    dense = np.empty(people, np.int8)
    for bit, persons, quality in years("grade", "quality"):
        dense.fill(-1)
        dense[persons] = quality
        for name, least in (("graded", 0), ("good", 2), ("excellent", 3)):
            out[name] |= (dense >= least) * bit
    flags = np.empty((len(AWARDS), people), np.bool_)
    for bit, persons, code in years("award", "code"):
        flags.fill(False)
        flags.reshape(-1)[(code - 1) * np.intp(people) + persons] = True
        for name, held in zip(AWARDS, flags, strict=True):
            out[name] |= held * bit
    for table, value, names in (
        ("initiative", "level", ("works", "works_2", "works_3")),
        ("discipline", "level", ("discipline",)),
    ):
        for bit, persons, level in years(table, value):
            for least, name in enumerate(names, start=1):
                out[name][persons[level >= least]] |= bit
    return out


def from_masks(folder: Path) -> dict[str, Mask]:
    """The masks as they are stored; those of initiatives and discipline are joined."""
    out: dict[str, Mask] = {}
    for name in ("graded", "good", "excellent", *AWARDS):
        out[name] = np.load(folder / f"mask_{name}.npy")
    one, two, three = (np.load(folder / f"mask_{name}.npy") for name in ("local", "ministry", "nationwide"))
    out |= {"works": one | two | three, "works_2": two | three, "works_3": three}
    parts = [np.load(folder / f"mask_{name}.npy") for name in ("reprimand", "warning", "graver")]
    out["discipline"] = parts[0] | parts[1] | parts[2]
    return out


def conditions(m: dict[str, Mask]) -> NDArray[np.uint8]:
    """One byte a person of the block, bit r−1 = eligible by rule r, rule 1 without its quota."""
    count, full = np.bitwise_count, np.uint32

    def each(mask: Mask, years: int) -> NDArray[np.bool_]:
        window = full((1 << years) - 1)
        return mask & window == window

    def none(mask: Mask, years: int) -> NDArray[np.bool_]:
        return mask & full((1 << years) - 1) == 0

    def since(award: str) -> tuple[NDArray[np.bool_], Mask]:
        """Whether the latest is at least five years ago, and the years after it."""
        mask = m[award]
        after = (mask & -mask) - full(1)
        return (mask != 0) & none(mask, 5), after

    clean = none(m["discipline"], 1)
    rules = [each(m["t1"], 1) & each(m["excellent"], 1) & each(m["works"], 1) & clean]
    rules.append(each(m["t2"], 3) & ~none(m["works_2"], 3) & none(m["discipline"], 3))
    rules.append(each(m["t1"], 2) & (count(m["excellent"] & full(31)) >= 3) & none(m["b2"], 5))
    old, after = since("b2")
    rules.append(old & (~m["t1"] & after == 0) & (count(m["t2"] & after) >= 2) & clean)
    old, after = since("b3")
    steady = (~m["good"] & after == 0) & (count(m["t2"] & after) >= 2) & (m["discipline"] & after == 0)
    rules.append(old & steady & (m["m1"] == 0))
    old, after = since("m1")
    t3 = count(m["t3"] & after)
    rules.append(old & ((t3 >= 2) | (t3 >= 1) & (m["works_3"] & after != 0)) & clean)
    rules.append(each(m["t2"], 6) & (count(m["t3"]) >= 2) & ~none(m["works_3"], 6))
    two = m["t1"] & m["t1"] >> full(1)
    row = two & two >> full(2) & m["t1"] >> full(4)
    long = (count(m["graded"]) >= 10) & (count(m["good"] & full(1023)) >= 8)
    rules.append(long & none(m["discipline"], 5) & (row != 0))
    out = rules[0].view(np.uint8)
    for place, rule in enumerate(rules[1:], start=1):
        out = out | rule.view(np.uint8) << np.uint8(place)
    return out


def quota(decisions: NDArray[np.uint8], m: dict[str, Mask], fair: Mask, units: NDArray[np.int32]) -> None:
    """Take rule 1 from those beyond 15 percent of the T1 holders of their unit."""
    holders = np.bincount(units, weights=m["t1"] & np.uint32(1))
    those = np.flatnonzero(decisions & np.uint8(1))
    seven = np.uint32(7)
    merit = sum(np.bitwise_count(mask[those] & seven) for mask in (fair, m["good"], m["excellent"]))
    order = those[np.lexsort((those, -merit.astype(np.int8), units[those]))]
    of_unit = units[order]
    first = np.searchsorted(of_unit, of_unit)
    rank = np.arange(len(order)) - first + 1
    decisions[order[100 * rank > 15 * holders[of_unit]]] &= np.uint8(0xFE)


def main() -> None:
    """Build, decide, rank; several times."""
    folder = Path(sys.argv[1])
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    units, fair = np.load(folder / "unit.npy"), np.load(folder / "mask_fair.npy")
    has_rows = (folder / "grade_year.npy").exists()
    times: dict[str, list[float]] = {"build": [], "compute": [], "quota": []}
    for _ in range(repeats):
        began = time.perf_counter()
        masks = from_rows(folder) if has_rows else from_masks(folder)
        built = time.perf_counter()
        decisions = np.empty(len(units), np.uint8)
        for start in range(0, len(units), BLOCK):
            block = slice(start, start + BLOCK)
            decisions[block] = conditions({name: mask[block] for name, mask in masks.items()})
        decided = time.perf_counter()
        quota(decisions, masks, fair, units)
        done = time.perf_counter()
        for name, seconds in zip(times, (built - began, decided - built, done - decided), strict=True):
            times[name].append(seconds)
    print(json.dumps({name: min(those) for name, those in times.items()} | save(folder, "by_hand", decisions)))


if __name__ == "__main__":
    main()
