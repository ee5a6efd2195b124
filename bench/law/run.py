"""The law side by side: the same eight rules and people before every engine, in one run; times, ratios, equal answers.

    bench/prepare && .bench-venv/bin/python bench/law/run.py [--nation]

Each engine runs in a process of its own on .npy files in a temporary folder. Its answers are compared with those of
plain Python (`plainly.py`) by SHA-256; for the nation with those on a sample of whole units. Any difference is an error.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from generate import SCALES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENGINES = {
    "plain Python": ("plainly.py",),
    "OpenFisca, recursion": ("openfisca_eight.py", "recursion"),
    "OpenFisca, loops": ("openfisca_eight.py", "loops"),
    "NumPy masks by hand": ("by_hand.py",),
    "ThiDua, one thread": ("thidua_eight.py", "1"),
    "ThiDua, two threads": ("thidua_eight.py", "2"),
}
OF_THE_NATION = ("plain Python", "NumPy masks by hand", "ThiDua, one thread", "ThiDua, two threads")
BYTES_A_PERSON = 14 * 4 + 1
"""What the rules must touch: fourteen masks read, one byte of answers written."""


def run(script: str, *arguments: str) -> list[dict[str, Any]]:
    """The lines of JSON that a script of this folder prints."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def compare(folder: Path, engine: str) -> str:
    """ "same" where the engine's answers are those of plain Python for everybody whom both judged; else an error."""
    persons, plain = np.load(folder / "persons_plainly.npy"), np.load(folder / "decisions_plainly.npy")
    answers = np.load(folder / f"decisions_{engine}.npy")
    if len(answers) != len(persons):
        answers = answers[persons]
    if wrong := int(np.count_nonzero(answers != plain)):
        first = int(persons[np.flatnonzero(answers != plain)[0]])
        raise SystemExit(f"{folder.name}: {engine} judges {wrong} people otherwise than plain Python, first {first}")
    return "same"


def ms(seconds: float) -> str:
    """Milliseconds with three digits."""
    return f"{seconds * 1000:.3g}" if seconds < 1 else f"{seconds * 1000:.0f}"


def bulk(folder: Path, scale: str, bandwidth: float) -> None:
    """Every engine on one scale: build (rows to what it computes on), compute, both together.

    total:rec = how many times faster than OpenFisca with recursion end to end, comp:loops = than OpenFisca with loops in
    computing alone, and so on; memory = how many times slower computing is than reading the masks once.
    """
    people = SCALES[scale].people
    print(f"\n{scale}: {people:,} people × {SCALES[scale].years} years")
    head = ("build ms", "compute ms", "total ms", "total:rec", "total:loops", "comp:rec", "comp:loops", "memory")
    print(f"{'engine':<24}" + "".join(f"{title:>12}" for title in head))
    found: dict[str, tuple[float, float]] = {}
    for name, (script, *more) in ENGINES.items():
        if not SCALES[scale].rows and name not in OF_THE_NATION:
            continue
        (line,) = run(script, str(folder / scale), *more)
        compare(folder / scale, "_".join([script.removesuffix(".py").removesuffix("_eight"), *more]))
        found[name] = line["build"], line["compute"] + line.get("quota", 0.0)
    for name, (build, compute) in found.items():
        cells = [ms(build), ms(compute), ms(build + compute)]
        against = [found.get(f"OpenFisca, {variant}") for variant in ("recursion", "loops")]
        cells += [f"{sum(other) / (build + compute):.2f}" if other else "" for other in against]
        cells += [f"{other[1] / compute:.2f}" if other else "" for other in against]
        judged = (
            people
            if name != "plain Python" or SCALES[scale].rows
            else len(np.load(folder / scale / "persons_plainly.npy"))
        )
        cells.append(f"{compute / (judged * BYTES_A_PERSON / bandwidth / 1e9):.0f}")
        note = "" if judged == people else f"   (a sample of {judged:,})"
        print(f"{name:<24}" + "".join(f"{cell:>12}" for cell in cells) + note)
    print("answers: the same, bit for bit")


def one_person(folder: Path) -> None:
    """The engines that join flat facts of one person."""
    print("\none person, eight rules over flat facts computed before")
    for line in run("peers.py", str(folder / "agency")):
        same = compare(folder / "agency", line["engine"])
        print(f"{line['engine']:<24}{line['ms_a_person']:>13.4f} ms a person   {same} answers")
    for line in run("thidua_eight.py", str(folder / "agency"), "one"):
        print(f"{line['engine']:<24}{line['ms_a_person']:>13.4f} ms a person   from masks, nothing computed before")


def main() -> None:
    """Generate, measure, compare, print."""
    scales = ["agency", "province", *(["nation"] if "--nation" in sys.argv[1:] else [])]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    (memory,) = run("bandwidth.py")
    print(", ".join(f"{name.replace('_', ' × ')}: {rate:.1f} GB/s" for name, rate in memory.items()))
    with tempfile.TemporaryDirectory(prefix="thidua-law-") as name:
        folder = Path(name)
        for scale in scales:
            run("generate.py", str(folder), scale)
            bulk(folder, scale, memory["read_1"])
        one_person(folder)


if __name__ == "__main__":
    main()
