"""The eight rules by ThiDua's own evaluator: rules from YAML (`eight/`), three values, the same code that judges people.

    .bench-venv/bin/python bench/law/thidua_eight.py FOLDER/SCALE [threads] [repeats]

Prints a line of JSON: seconds (the least of the repeats) of the build (rows in .npy files to columns; without rows the
masks are loaded), the conditions and the quota, which is the second stage of `by_hand`.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "src"))

from answers import save  # noqa: E402
from by_hand import quota  # noqa: E402
from generate import AWARDS, YEAR  # noqa: E402

from thidua.law import agency, bulk, data, rows  # noqa: E402
from thidua.law.columns import Columns  # noqa: E402
from thidua.law.conditions import compile  # noqa: E402
from thidua.law.crowd import CIVIL  # noqa: E402
from thidua.law.evidence import work_out  # noqa: E402
from thidua.law.facts import DISCIPLINE, GRADES, REACH, Facts  # noqa: E402
from thidua.law.logic import YES  # noqa: E402
from thidua.law.masks import EVERY, Mask, years_of  # noqa: E402
from thidua.law.person import Person  # noqa: E402

ON = date(YEAR, 12, 31)
SETTLED = agency.Settled({"higher_reach_counts": True, "initiative_reuse": "free", "share_base": "graded"})
LEVELS = np.array([0, 0, 2, 4], np.int8)
"""Levels 1 to 3 of the generator as places in the list of reaches."""


def tests() -> list[bulk.Plan]:
    """The eight rules, ready to be asked."""
    law = data.load(HERE / "eight")
    return [
        bulk.Plan(ON, True, ((compile(rule.condition, rule.award, SETTLED), True),), ()) for rule in law.rules.values()
    ]


def from_rows(folder: Path, size: int, threads: int) -> Columns:
    """The columns from the rows of the four tables."""

    def table(name: str, value: str) -> rows.Rows:
        year, nominee, values = (
            np.load(folder / f"{name}_{part}.npy", mmap_mode="r") for part in ("year", "person", value)
        )
        return rows.Rows(year, nominee, values)

    awards, works, discipline = table("award", "code"), table("initiative", "level"), table("discipline", "level")
    return rows.columns(
        "individual",
        YEAR,
        size,
        grades=table("grade", "quality"),
        awards=rows.Rows(awards.year, awards.nominee, awards.value - 1),
        award_ids=AWARDS,
        initiatives=rows.Rows(works.year, works.nominee, LEVELS[works.value]),
        discipline=rows.Rows(discipline.year, discipline.nominee, discipline.value - 1),
        most_works=1,
        threads=threads,
    )


def from_masks(folder: Path, size: int) -> Columns:
    """The columns from stored masks."""

    def load(name: str) -> np.ndarray:
        return np.load(folder / f"mask_{name}.npy")

    one, two, three = load("local"), load("ministry"), load("nationwide")
    years = {
        "known.grade": load("graded"),
        "grade.hoan_thanh_tot": load("good"),
        "grade.hoan_thanh_xuat_sac": load("excellent"),
        "known.titles": EVERY,
        "known.works": EVERY,
        "initiative.co_so.1": one | two | three,
        "initiative.bo_tinh.1": two | three,
        "initiative.toan_quoc.1": three,
        "known.discipline": EVERY,
        "discipline.khien_trach": load("reprimand"),
        "discipline.canh_cao": load("warning"),
        "discipline.nang_hon": load("graver"),
    } | {f"title.{award}": load(award) for award in AWARDS}
    return Columns("individual", YEAR, size, years)


def one_by_one(folder: Path) -> None:
    """The agency's people one after the other, from masks: the eight values, and with the years behind them.

    Unlike the engines of `peers.py` it works the temporal conditions out itself.
    """
    law = data.load(HERE / "eight")
    asked = [compile(rule.condition, rule.award, SETTLED) for rule in law.rules.values()]
    known = from_masks(folder, len(np.load(folder / "unit.npy")))

    def bits_of(signal: str, row: int) -> int:
        column = known.years.get(signal, 0)
        return column if isinstance(column, int) else int(column[row])

    people = []
    for row in range(known.size):
        grades = dict.fromkeys(years_of(bits_of("known.grade", row), YEAR), GRADES[0])
        for grade in GRADES[2:]:
            grades |= dict.fromkeys(years_of(bits_of(f"grade.{grade}", row), YEAR), grade)
        least = {reach: bits_of(f"initiative.{reach}.1", row) for reach in CIVIL}
        people.append(
            Facts(
                "individual",
                YEAR,
                titles={award: Mask(bits_of(f"title.{award}", row), EVERY) for award in AWARDS},
                grades=grades,
                initiatives={reach: Mask(least.get(reach, 0), EVERY) for reach in REACH},
                discipline={rung: Mask(bits_of(f"discipline.{rung}", row), EVERY) for rung in DISCIPLINE},
            )
        )
    for name, ask in (("thidua values", lambda test, sight: test.value(sight)), ("thidua evidence", work_out)):
        best = float("inf")
        for _ in range(20):
            began = time.perf_counter()
            for facts in people:
                sight = Person(facts, ON, lambda _: 3)
                for test in asked:
                    ask(test, sight)
            best = min(best, time.perf_counter() - began)
        print(json.dumps({"engine": name, "ms_a_person": best / len(people) * 1000}))


def main() -> None:
    """Build, decide, rank; several times."""
    folder = Path(sys.argv[1])
    if sys.argv[2:] == ["one"]:
        one_by_one(folder)
        return
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    units, fair = np.load(folder / "unit.npy"), np.load(folder / "mask_fair.npy")
    masks = {name: np.load(folder / f"mask_{name}.npy") for name in ("t1", "good", "excellent")}
    has_rows = (folder / "grade_year.npy").exists()
    plans = tests()
    times: dict[str, list[float]] = {"build": [], "compute": [], "quota": []}
    for _ in range(repeats):
        began = time.perf_counter()
        columns = from_rows(folder, len(units), threads) if has_rows else from_masks(folder, len(units))
        built = time.perf_counter()
        codes, _lacks = bulk.answer(plans, columns, ON, SETTLED, threads=threads)
        decisions = np.zeros(len(units), np.uint8)
        for place, code in enumerate(codes):
            decisions |= (code == YES).view(np.uint8) * np.uint8(1 << place)
        decided = time.perf_counter()
        quota(decisions, masks, fair, units)
        done = time.perf_counter()
        for name, seconds in zip(times, (built - began, decided - built, done - decided), strict=True):
            times[name].append(seconds)
    print(
        json.dumps({name: min(those) for name, those in times.items()} | save(folder, f"thidua_{threads}", decisions))
    )


if __name__ == "__main__":
    main()
