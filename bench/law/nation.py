"""Every rule of the day for 2,500,000 people, from masks: seconds, peak memory, and how far from the memory's speed.

    .venv/bin/python bench/law/nation.py [people]

The masks are generated (`generate.py`) and stand for real titles and awards. Prints the least of three runs with one and
two threads, for the codes alone and with the number of conditions that lack, the peak memory of the process, the time
of one read of all columns, and that the answers for some people are those of `engine.judge`.
"""

import datetime as dt
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE)]
from generate import YEAR, Scale, generate  # noqa: E402

from thidua.law import bulk, data, engine  # noqa: E402
from thidua.law.columns import Columns  # noqa: E402
from thidua.law.facts import DISCIPLINE, GRADES, REACH, Facts  # noqa: E402
from thidua.law.logic import YES  # noqa: E402
from thidua.law.masks import EVERY, Mask, years_of  # noqa: E402

AWARDS = {
    "lao_dong_tien_tien": "t1", "chien_si_thi_dua_co_so": "t2", "chien_si_thi_dua_bo_tinh": "t3", "giay_khen": "b1",
    "bang_khen_bo_tinh": "b2", "bang_khen_thu_tuong": "b3", "huan_chuong_lao_dong_3": "m1",
}  # fmt: skip
ON = dt.date(2026, 3, 1)


def columns(folder: Path) -> Columns:
    """The stored masks as the law's columns; grades are known where there is one, all else wholly."""

    def load(name: str) -> np.ndarray:
        return np.load(folder / f"mask_{name}.npy")

    one, two, three = load("local"), load("ministry"), load("nationwide")
    years: dict[str, object] = {
        "known.grade": load("graded"), "grade.hoan_thanh": load("fair"), "grade.hoan_thanh_tot": load("good"),
        "grade.hoan_thanh_xuat_sac": load("excellent"), "known.titles": EVERY, "known.works": EVERY,
        "initiative.co_so.1": one | two | three, "initiative.co_so.2": load("second"), "initiative.bo_tinh.1": two | three,
        "initiative.toan_quoc.1": three, "known.discipline": EVERY, "discipline.khien_trach": load("reprimand"),
        "discipline.canh_cao": load("warning"), "discipline.nang_hon": load("graver"),
    }  # fmt: skip
    years |= {f"title.{award}": load(name) for award, name in AWARDS.items()}
    size = len(one)
    latest = np.full(size, YEAR, np.int32)
    numbers = {
        "months": (np.full(size, 240, np.int32), np.ones(size, np.bool_)),
        "decided.chien_si_thi_dua_bo_tinh": (latest, load("t3") != 0),
    }
    return Columns("individual", YEAR, size, years, numbers)  # type: ignore[arg-type]


def facts_of(row: int, known: Columns) -> Facts:
    """The same person as one nominee."""

    def mask(signal: str) -> int:
        column = known.years.get(signal)
        return 0 if column is None or isinstance(column, int) else int(column[row])

    grades = {}
    for grade in GRADES:
        signal = "known.grade" if grade == GRADES[0] else f"grade.{grade}"
        grades |= dict.fromkeys(years_of(mask(signal), YEAR), grade)
    least = {reach: mask(f"initiative.{reach}.1") for reach in ("co_so", "bo_tinh", "toan_quoc")}
    exactly = {"co_so": least["co_so"] & ~least["bo_tinh"], "bo_tinh": least["bo_tinh"] & ~least["toan_quoc"]}
    exactly["toan_quoc"] = least["toan_quoc"]
    counts = {reach: dict.fromkeys(years_of(mask_of, YEAR), 1) for reach, mask_of in least.items()}
    counts["co_so"] |= dict.fromkeys(years_of(mask("initiative.co_so.2"), YEAR), 2)
    decided = known.numbers["decided.chien_si_thi_dua_bo_tinh"][1][row]
    return Facts(
        "individual",
        YEAR,
        titles={one.id: Mask(mask(f"title.{one.id}"), EVERY) for one in data.awards() if "individual" in one.subjects},
        grades=grades,
        initiatives={reach: Mask(exactly.get(reach, 0), EVERY) for reach in REACH},
        initiative_counts=counts,
        topics={reach: Mask(0, EVERY) for reach in REACH},
        discipline={rung: Mask(mask(f"discipline.{rung}"), EVERY) for rung in DISCIPLINE},
        months_employed=240,
        prior_decisions={"chien_si_thi_dua_bo_tinh": dt.date(YEAR, 6, 1)} if decided else {},
    )


def main() -> None:
    """Generate, review, compare, print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500_000
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory(prefix="thidua-law-") as name:
        if os.fork() == 0:  # the generator's own memory is not the law's
            generate(Path(name), Scale(people, 20, 25, rows=False))
            os._exit(0)
        os.wait()
        known = columns(Path(name))
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    for column in known.years.values():
        if not isinstance(column, int):
            np.bitwise_or.reduce(column)
    read = time.perf_counter() - began
    print(f"{people:,} people, one read of all columns {read:.3f} s")
    for short in (False, True):
        for threads in (1, 2):
            times = []
            for _ in range(3):
                began = time.perf_counter()
                found = bulk.review(known, on=ON, short=short, threads=threads)
                times.append(time.perf_counter() - began)
            what = "codes and what lacks" if short else "codes"
            print(
                f"{len(found.awards)} awards, {what:<22} {threads} thread(s): {min(times):.2f} s, {min(times) / read:.0f} reads"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB, of which {base:,.0f} MB were there with the columns loaded")
    met = {award: int((found.codes[row] == YES).sum()) for row, award in enumerate(found.awards)}
    print(", ".join(f"{award} {count:,}" for award, count in met.items() if count))
    chosen = range(0, people, max(1, people // 500))
    differ = 0
    for row in chosen:
        for verdict in engine.every(facts_of(row, known), on=ON):
            place = found.awards.index(verdict.award)
            lacks = found.short[place, row] if found.short is not None else None
            differ += verdict.truth is not found.truth(verdict.award, row) or verdict.short != lacks
    print(f"answers that differ from engine.judge among {len(chosen)} people: {differ}")


if __name__ == "__main__":
    main()
