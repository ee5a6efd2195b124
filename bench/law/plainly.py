"""The eight rules in plain Python, one person after the other, with sets of years and no masks: the specification.

Everything faster is compared with its answers, bit for bit. The rules are those of `eight/rules/eight.yaml`.

    .bench-venv/bin/python bench/law/plainly.py FOLDER/SCALE      writes decisions_plainly.npy, prints a line of JSON
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from answers import save
from generate import AWARDS, YEAR

SAMPLE = 5_000
"""Without rows (the nation) the people of the first units are judged, about so many."""


@dataclass
class Person:
    """What is recorded on one person, by year."""

    quality: dict[int, int] = field(default_factory=dict)
    awards: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in AWARDS})
    initiatives: dict[int, int] = field(default_factory=dict)  # the widest reach of the year
    disciplined: set[int] = field(default_factory=set)

    def last(self, years: int) -> range:
        """The last so many years, this one with them."""
        return range(YEAR - years + 1, YEAR + 1)

    def since(self, award: str) -> range | None:
        """Every year after the latest such award; None without one."""
        held = self.awards[award]
        return range(max(held) + 1, YEAR + 1) if held else None

    def count(self, award: str, years: Iterable[int]) -> int:
        """In how many of the years the award was given."""
        return sum(1 for year in years if year in self.awards[award])

    def each(self, award: str, years: Iterable[int]) -> bool:
        """Whether the award was given in each of the years."""
        return all(year in self.awards[award] for year in years)

    def graded(self, at_least: int, years: Iterable[int]) -> int:
        """In how many of the years the quality was at least so high."""
        return sum(1 for year in years if self.quality.get(year, -1) >= at_least)

    def invented(self, level: int, years: Iterable[int]) -> bool:
        """Whether an initiative reached the level in one of the years."""
        return any(self.initiatives.get(year, 0) >= level for year in years)

    def clean(self, years: Iterable[int]) -> bool:
        """Whether no discipline falls into the years."""
        return not any(year in self.disciplined for year in years)


def rule_1_but_quota(one: Person) -> bool:
    """T1, quality 3, an initiative, all this year, and no discipline; the quota comes after."""
    now = [YEAR]
    return one.each("t1", now) and one.graded(3, now) == 1 and one.invented(1, now) and one.clean(now)


def rule_2(one: Person) -> bool:
    """T2 in each of the last 3; initiative of level 2 or 3 within 3; no discipline in 3."""
    three = one.last(3)
    return one.each("t2", three) and one.invented(2, three) and one.clean(three)


def rule_3(one: Person) -> bool:
    """T1 in each of the last 2; quality 3 in at least 3 of the last 5; no B2 in the last 5."""
    five = one.last(5)
    return one.each("t1", one.last(2)) and one.graded(3, five) >= 3 and one.count("b2", five) == 0


def rule_4(one: Person) -> bool:
    """Latest B2 at least 5 years ago; T1 each year since; at least 2 T2 since; no discipline this year."""
    since = one.since("b2")
    return (
        since is not None
        and len(since) >= 5
        and one.each("t1", since)
        and one.count("t2", since) >= 2
        and one.clean([YEAR])
    )


def rule_5(one: Person) -> bool:
    """Latest B3 at least 5 years ago; since then quality ≥ 2 each year, 2 T2, no discipline; never M1."""
    since = one.since("b3")
    return (
        since is not None
        and len(since) >= 5
        and one.graded(2, since) == len(since)
        and one.count("t2", since) >= 2
        and one.clean(since)
        and not one.awards["m1"]
    )


def rule_6(one: Person) -> bool:
    """Latest M1 at least 5 years ago; since then 2 T3, or 1 T3 and an initiative of level 3; no discipline this year."""
    since = one.since("m1")
    if since is None or len(since) < 5 or not one.clean([YEAR]):
        return False
    return one.count("t3", since) >= 2 or (one.count("t3", since) >= 1 and one.invented(3, since))


def rule_7(one: Person) -> bool:
    """T2 in each of the last 6; at least 2 T3 ever; an initiative of level 3 within 6."""
    six = one.last(6)
    return one.each("t2", six) and len(one.awards["t3"]) >= 2 and one.invented(3, six)


def rule_8(one: Person) -> bool:
    """At least 10 years graded; quality ≥ 2 in 8 of the last 10; no discipline in 5; 5 consecutive T1 anywhere."""
    t1 = one.awards["t1"]
    row = any(all(year + more in t1 for more in range(5)) for year in t1)
    return len(one.quality) >= 10 and one.graded(2, one.last(10)) >= 8 and one.clean(one.last(5)) and row


RULES = (rule_1_but_quota, rule_2, rule_3, rule_4, rule_5, rule_6, rule_7, rule_8)


def decide(people: list[Person], units: list[int]) -> np.ndarray:
    """One byte a person, bit r−1 = eligible by rule r. All members of a unit must be among the people."""
    out = np.zeros(len(people), np.uint8)
    for number, one in enumerate(people):
        out[number] = sum(1 << place for place, rule in enumerate(RULES) if rule(one))
    members = defaultdict(list)
    for number, unit in enumerate(units):
        members[unit].append(number)
    for those in members.values():
        holders = sum(1 for number in those if YEAR in people[number].awards["t1"])
        proposed = [number for number in those if out[number] & 1]
        proposed.sort(
            key=lambda number: (-sum(people[number].quality.get(y, 0) for y in range(YEAR - 2, YEAR + 1)), number)
        )
        for rank, number in enumerate(proposed, start=1):
            if 100 * rank > 15 * holders:
                out[number] &= 0xFE
    return out


def from_rows(folder: Path) -> list[Person]:
    """The people of an agency or a province from the rows of the four tables."""
    people = [Person() for _ in np.load(folder / "unit.npy")]

    def rows(table: str, value: str) -> Iterable[tuple[int, int, int]]:
        return zip(
            *(np.load(folder / f"{table}_{column}.npy").tolist() for column in ("person", "year", value)), strict=True
        )

    for person, year, quality in rows("grade", "quality"):
        people[person].quality[year] = quality
    for person, year, code in rows("award", "code"):
        people[person].awards[AWARDS[code - 1]].add(year)
    for person, year, level in rows("initiative", "level"):
        initiatives = people[person].initiatives
        initiatives[year] = max(level, initiatives.get(year, 0))
    for person, year, _ in rows("discipline", "level"):
        people[person].disciplined.add(year)
    return people


def from_masks(folder: Path, persons: np.ndarray) -> list[Person]:
    """Some people of the nation, year by year from their masks."""

    def years(name: str) -> list[list[int]]:
        masks = np.load(folder / f"mask_{name}.npy", mmap_mode="r")[persons].tolist()
        return [[YEAR - bit for bit in range(32) if mask >> bit & 1] for mask in masks]

    people = [Person() for _ in persons]
    for quality, name in enumerate(("graded", "fair", "good", "excellent")):
        for one, held in zip(people, years(name), strict=True):
            one.quality.update(dict.fromkeys(held, quality))
    for level, name in enumerate(("local", "ministry", "nationwide"), start=1):
        for one, held in zip(people, years(name), strict=True):
            one.initiatives.update(dict.fromkeys(held, level))
    for name in ("reprimand", "warning", "graver"):
        for one, held in zip(people, years(name), strict=True):
            one.disciplined.update(held)
    for name in AWARDS:
        for one, held in zip(people, years(name), strict=True):
            one.awards[name].update(held)
    return people


def main() -> None:
    """Judge all people of a scale that has rows, or the sample."""
    folder = Path(sys.argv[1])
    units = np.load(folder / "unit.npy")
    began = time.perf_counter()
    if (folder / "grade_year.npy").exists():
        persons = np.arange(len(units))
        people = from_rows(folder)
    else:
        persons = np.flatnonzero(units < SAMPLE // 25)
        people = from_masks(folder, persons)
    built = time.perf_counter()
    decisions = decide(people, units[persons].tolist())
    done = time.perf_counter()
    np.save(folder / "persons_plainly.npy", persons)
    print(json.dumps({"build": built - began, "compute": done - built, **save(folder, "plainly", decisions)}))


if __name__ == "__main__":
    main()
