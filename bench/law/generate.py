"""Synthetic histories of emulation for the benchmark of the law: an agency, a province, a nation. Seed 7, NumPy only.

Writes .npy files into FOLDER/SCALE. Per person: `unit`, and one uint32 mask a fact, bit i = year 2025−i (`mask_t1` …).
Except for the nation also the rows, as a real system gathers them: the oldest year first, persons ascending.

    .bench-venv/bin/python bench/law/generate.py FOLDER agency|province|nation
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

YEAR = 2025
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Scale:
    """How many people, over how many years, in units of which size; whether rows are written besides the masks."""

    people: int
    years: int
    unit: int
    rows: bool


SCALES = {
    "agency": Scale(60, 13, 10, rows=True),
    "province": Scale(60_000, 20, 25, rows=True),
    "nation": Scale(2_500_000, 20, 25, rows=False),
}
AWARDS = ("t1", "t2", "t3", "b1", "b2", "b3", "m1")
"""The award with code 1 stands first."""
MASKS = (
    *("graded", "fair", "good", "excellent"),  # quality recorded, ≥ 1, ≥ 2, 3
    *AWARDS,
    *("local", "ministry", "nationwide"),  # an initiative of exactly level 1, 2, 3
    "second",  # two initiatives in the year: the second one is of level 1
    *("reprimand", "warning", "graver"),  # a discipline of exactly level 1, 2, 3
)
TABLES = {
    "grade": ("quality", np.int8),
    "award": ("code", np.int8),
    "initiative": ("level", np.int8),
    "discipline": ("level", np.int8),
}


@dataclass
class Rows:
    """One table while it grows: parts of (persons, year, value)."""

    parts: list[tuple[NDArray[np.int32], int, NDArray[np.int8]]] = field(default_factory=list)

    def add(self, persons: NDArray[np.intp], year: int, values: NDArray[np.int8]) -> None:
        """Rows of one year, persons ascending."""
        self.parts.append((persons.astype(np.int32), year, values))

    def save(self, folder: Path, table: str) -> int:
        """Write the three columns; the number of rows."""
        person = np.concatenate([part[0] for part in self.parts])
        np.save(folder / f"{table}_person.npy", person)
        years = [np.full(len(part[0]), part[1], np.int16) for part in self.parts]
        np.save(folder / f"{table}_year.npy", np.concatenate(years))
        np.save(folder / f"{table}_{TABLES[table][0]}.npy", np.concatenate([part[2] for part in self.parts]))
        return len(person)


def generate(folder: Path, scale: Scale) -> dict[str, int]:
    """Write the files of one scale; returns the number of rows (or of years that bear the fact) by table."""
    folder.mkdir(parents=True, exist_ok=True)
    dice, n = np.random.default_rng(7), scale.people
    unit = np.empty(n, np.int32)
    unit[dice.permutation(n)] = np.arange(n) // scale.unit
    np.save(folder / "unit.npy", unit)
    first = YEAR - scale.years + 1
    joined = np.where(dice.random(n) < 0.10, dice.integers(first, YEAR + 1, n), first)
    merit = dice.standard_normal(n)
    masks = {name: np.zeros(n, np.uint32) for name in MASKS}
    tables = {name: Rows() for name in TABLES}
    for year in range(first, YEAR + 1):
        _one_year(dice, year, joined <= year, merit, masks, tables if scale.rows else None)
    for name, mask in masks.items():
        np.save(folder / f"mask_{name}.npy", mask)
    if scale.rows:
        return {name: rows.save(folder, name) for name, rows in tables.items()}
    return {name: int(np.bitwise_count(mask).sum(dtype=np.int64)) for name, mask in masks.items()}


def _one_year(
    dice: np.random.Generator,
    year: int,
    here: Bools,
    merit: NDArray[np.float64],
    masks: dict[str, NDArray[np.uint32]],
    tables: dict[str, Rows] | None,
) -> None:
    n, bit = len(here), np.uint32(1 << (YEAR - year))

    def chance(probability: float) -> Bools:
        return dice.random(n) < probability

    def before(award: str, years: int) -> Bools:
        """Held already, and the latest one at least so many years ago."""
        held = masks[award]
        recent = sum(1 << (YEAR - past) for past in range(year - years + 1, year))
        return (held != 0) & (held & np.uint32(recent) == 0)

    def last(award: str, ago: int) -> Bools:
        return masks[award] >> np.uint32(YEAR - year + ago) & np.uint32(1) != 0

    score = merit + 0.7 * dice.standard_normal(n)
    quality = (score > -2.4).astype(np.int8) + (score > -0.95) + (score > 0.75)
    held: dict[str, Bools] = {}
    held["t1"] = here & (quality >= 2) & chance(0.88)
    held["t2"] = held["t1"] & (quality == 3) & chance(0.70)
    held["t3"] = held["t2"] & last("t2", 1) & last("t2", 2) & chance(0.35)
    held["b1"] = held["t1"] & chance(0.05)
    held["b2"] = held["t1"] & last("t1", 1) & chance(0.06)
    held["b3"] = held["t1"] & before("b2", 5) & chance(0.20)
    held["m1"] = held["t1"] & before("b3", 5) & (masks["m1"] == 0) & chance(0.25)
    invents = here & (dice.random(n) < np.where(merit > 0.3, 0.22, 0.08))
    reach = (1 + chance(0.35) + chance(0.12)).astype(np.int8)
    twice = invents & chance(0.05)
    punished = here & chance(0.01)
    rung = (1 + chance(0.35) + chance(0.12)).astype(np.int8)

    for floor, name in enumerate(("graded", "fair", "good", "excellent")):
        held[name] = here & (quality >= floor)
    for level, name in enumerate(("local", "ministry", "nationwide"), start=1):
        held[name] = invents & (reach == level)
    held["local"] |= twice
    held["second"] = twice
    for level, name in enumerate(("reprimand", "warning", "graver"), start=1):
        held[name] = punished & (rung == level)
    for name, mask in masks.items():
        mask |= held[name] * bit

    if tables is None:
        return
    present = np.flatnonzero(here)
    tables["grade"].add(present, year, quality[present])
    codes = np.stack([held[award] for award in AWARDS], axis=1)
    persons, code = np.nonzero(codes)
    tables["award"].add(persons, year, (code + 1).astype(np.int8))
    both = np.stack([invents, twice], axis=1)
    persons, second = np.nonzero(both)
    tables["initiative"].add(persons, year, np.where(second, 1, reach[persons]).astype(np.int8))
    persons = np.flatnonzero(punished)
    tables["discipline"].add(persons, year, rung[persons])


def main() -> None:
    """Generate one scale."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    counts = generate(folder / name, SCALES[name])
    print(f"{name}: {SCALES[name].people:,} people; " + ", ".join(f"{key} {n:,}" for key, n in counts.items()))


if __name__ == "__main__":
    main()
