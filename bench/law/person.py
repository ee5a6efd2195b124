"""One person: every award of the day with evidence and citations, in words too, and the command from a cold start.

    .venv/bin/python bench/law/person.py

Prints the least of the repeats: milliseconds a person from masks (facts in memory), the same with every sentence in
both languages, and the seconds of `thidua law explain` as a process of its own, against Python doing nothing.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import timeit
from datetime import date
from pathlib import Path

from thidua.law import data, engine
from thidua.law.facts import DISCIPLINE, REACH, Facts
from thidua.law.masks import EVERY, Mask, register

YEAR, ON = 2024, date(2025, 9, 1)
KNOWN = range(2005, YEAR + 1)


def person() -> Facts:
    """Twenty recorded years: a good official on the way to a Labour order."""
    titles = {one.id: Mask(0, EVERY) for one in data.awards() if "individual" in one.subjects}
    titles |= {"lao_dong_tien_tien": Mask(0xFFFFF, EVERY), "chien_si_thi_dua_co_so": Mask(0b11111, EVERY)}
    titles |= {"bang_khen_bo_tinh": Mask(1 << 12, EVERY), "bang_khen_thu_tuong": Mask(1 << 6, EVERY)}
    return Facts(
        "individual",
        YEAR,
        titles=titles,
        grades=dict.fromkeys(KNOWN, "hoan_thanh_xuat_sac"),
        initiatives=register(REACH, {"co_so": range(2015, YEAR + 1), "bo_tinh": [2023]}, KNOWN, YEAR),
        topics=register(REACH, {}, KNOWN, YEAR),
        discipline=register(DISCIPLINE, {}, KNOWN, YEAR),
        months_employed=240,
        prior_decisions={"chien_si_thi_dua_bo_tinh": date(2024, 12, 1)},
    )


def judged(facts: Facts) -> int:
    """Every verdict with its truth, its citations and the years behind each condition; how many conditions."""
    count = 0
    for verdict in engine.every(facts, on=ON):
        _ = verdict.truth, verdict.cites
        waiting = list(verdict.outcomes)
        while waiting:
            outcome = waiting.pop()
            _ = outcome.held, outcome.missed, outcome.unknown
            waiting += outcome.parts
            count += 1
    return count


def seconds(*command: str) -> float:
    """The least of ten runs of a command."""
    return min(
        timeit.repeat(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), number=1, repeat=10)
    )


def main() -> None:
    """Measure and print."""
    facts = person()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    print(f"{len(engine.every(facts, on=ON))} awards, {judged(facts)} rules and conditions")
    plain = min(timeit.repeat(lambda: engine.every(facts, on=ON), number=20, repeat=15)) / 20
    with_evidence = min(timeit.repeat(lambda: judged(facts), number=20, repeat=15)) / 20
    worded = min(timeit.repeat(lambda: [one.told for one in engine.every(facts, on=ON)], number=5, repeat=10)) / 5
    print(f"verdicts                               {plain * 1000:8.3f} ms")
    print(f"... read with evidence and citations   {with_evidence * 1000:8.3f} ms")
    print(f"... and every sentence, vi and en      {worded * 1000:8.3f} ms")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.json"
        stored = facts.to_json()
        stored["titles"] = {key: {"held": one["held"], "known": "all"} for key, one in stored["titles"].items()}
        file.write_text(json.dumps({key: one for key, one in stored.items() if one}), encoding="utf-8")
        explain = ("law", "explain", "--award", "huan_chuong_lao_dong_3", "--facts", str(file), "--on", ON.isoformat())
        asked = seconds(str(Path(sys.executable).with_name("thidua")), *explain)
    nothing = seconds(sys.executable, "-c", "pass")
    print(
        f"thidua law explain                     {asked:8.3f} s, Python doing nothing {nothing:.3f} s: {asked / nothing:.1f} times"
    )


if __name__ == "__main__":
    main()
