"""The five yearly forms, years side by side and the questions of fairness, over a million entries: SQLite and PostgreSQL.

    .venv/bin/python bench/statistics/forms.py [entries]

A made-up province of 60,000 people in 2,000 units over ten years. Each figure is asked as its page asks it, three times; the
quickest counts. The total of form 0603 must be that of a plain count of the rows that were written.
"""

import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "bench" / "law")]

PEOPLE, UNITS, YEARS = 60_000, 2_000, range(2016, 2026)
AWARDS = (
    ("lao_dong_tien_tien", 60), ("chien_si_thi_dua_co_so", 9), ("giay_khen", 12), ("bang_khen_bo_tinh", 12),
    ("chien_si_thi_dua_bo_tinh", 3), ("ky_niem_chuong_bo_tinh", 2), ("bang_khen_thu_tuong", 1), ("huan_chuong_lao_dong_3", 1),
)  # fmt: skip
RANKS, MODES = (1, 2, 3, 4, 5, None), ("regular", "thematic", "sudden", "contribution")


def entries(many: int) -> Any:
    """The rows of the book; the same on every run."""
    dice, at = random.Random(6), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    names, weights = zip(*AWARDS, strict=True)
    for n in range(many):
        person, year = dice.randrange(PEOPLE), dice.choice(YEARS)
        award = dice.choices(names, weights)[0]
        rank = dice.choices(RANKS, (1, 4, 3, 17, 70, 5))[0]
        mode = dice.choices(MODES, (88, 6, 4, 2))[0]
        yield (
            n + 1, "grant", award, "", "individual", rank, mode, "decision", "", "", 1, True, f"[{year}]", year, year, "[]", "", "",
            dt.date(year, 1 + n % 12, 1 + n % 28), "", "", "bench", str(n), "", at, False, person + 1, person % UNITS + 2, "",
        )  # fmt: skip


def fill(many: int) -> int:
    """Write units, people, posts and entries; how many entries form 0603 of 2025 must count."""
    from database import Insert
    from django.db import connection

    insert, since = Insert(connection), dt.date(1990, 1, 1)
    insert.rows(
        "organisations_unit",
        ("id", "code", "official_code", "name", "folded", "kind", "level", "parent_id", "path", "from_on", "is_sample"),
        [
            (1, "T", "", "Tỉnh Mẫu", "tinh mau", "province", "bo_tinh", None, "/1/", since, False),
            *(
                (n + 2, f"U{n}", "", f"Đơn vị {n}", f"don vi {n}", "commune", "co_so", 1, f"/1/{n + 2}/", since, False)
                for n in range(UNITS)
            ),
        ],
    )
    insert.rows(
        "people_person",
        ("id", "code", "full_name", "folded", "sex", "citizen_number", "nationality", "is_sample"),
        ((n + 1, f"P{n}", f"Người {n}", f"nguoi {n}", "fm"[n % 2], "", "", False) for n in range(PEOPLE)),
    )
    insert.rows(
        "people_post",
        ("id", "title", "rank", "from_on", "person_id", "unit_id"),
        (
            (n + 1, "Chuyên viên", 4 if n % 7 == 0 else 5, dt.date(2010, 1, 1), n + 1, n % UNITS + 2)
            for n in range(PEOPLE)
        ),
    )
    counted = 0

    def seen() -> Any:
        nonlocal counted
        for row in entries(many):
            counted += row[13] == 2025 and row[2] in (
                "bang_khen_bo_tinh",
                "chien_si_thi_dua_bo_tinh",
                "ky_niem_chuong_bo_tinh",
            )
            yield row

    insert.rows(
        "register_entry",
        (
            "id", "kind", "award", "award_as_written", "subject_kind", "rank", "mode", "stage", "level", "theme", "count", "separated",
            "years", "span_from", "span_until", "names", "granted_by", "decision_number", "decided_on", "doubt", "reason", "source",
            "source_key", "folded", "entered_at", "is_sample", "person_id", "unit_id", "recipient",
        ),
        seen(),
    )  # fmt: skip
    insert.analyze()
    return counted


def measure(many: int) -> dict[str, Any]:
    """Fill, then time each page's questions."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from thidua.domain.statistics import facts
    from thidua.domain.statistics.queries import fairness, forms, overview
    from thidua.domain.statistics.queries.scope import scope

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        counted = fill(many)
    place = scope(1)
    assert place is not None
    span, unit, below = forms.Span.of(2025), place.unit, place.below
    asked: dict[str, Callable[[], Any]] = {
        **{code: lambda code=code: forms.filled(code, unit, span, place.roots) for code in forms.forms()},
        "years by level": lambda: overview.overview(unit, below, 2021, 2025, "cap"),
        "years by unit": lambda: overview.overview(unit, below, 2021, 2025, "don-vi"),
        "direct workers, women, inflation": lambda: fairness.years(unit, 2021, 2025),
        "units": lambda: fairness.parts(unit, below, 2025),
        "never considered": lambda: fairness.never(unit, below, 2023, 2025),
        "quotas": lambda: facts.quotas(unit, 2021, 2025),
    }
    times = {}
    for name, ask in asked.items():
        took = []
        for _ in range(3):
            began = time.perf_counter()
            ask()
            took.append(time.perf_counter() - began)
        times[name] = min(took)
    return {
        "engine": connection.vendor,
        "times": times,
        "right": forms.filled("0603", unit, span, place.roots).cell("01") == counted,
    }


def main() -> None:
    """Both engines, one after the other, each in a process of its own."""
    if len(sys.argv) > 2:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    from database import start_postgresql

    many, told = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, {}
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as name:
        folder = Path(name)
        for vendor in ("sqlite", "postgresql"):
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "thidua.settings",
                "THIDUA_DATA": str(folder / vendor),
            }
            server: Any = None
            if vendor == "postgresql":
                server, environment["DATABASE_URL"] = start_postgresql(folder / "pg")
            done = subprocess.run(
                [sys.executable, __file__, "measure", str(many)],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            told[vendor] = json.loads(done.stdout.splitlines()[-1])
            if server is not None:
                server.cleanup()
    print(
        f"load {os.getloadavg()[0]:.1f}; {many:,} entries, {PEOPLE:,} people, {UNITS:,} units; 0603 counts right:",
        end=" ",
    )
    print(", ".join(f"{vendor} {one['right']}" for vendor, one in told.items()))
    for name, one in told["sqlite"]["times"].items():
        other = told["postgresql"]["times"][name]
        print(f"{name:<34} SQLite {one:6.2f} s   PostgreSQL {other:6.2f} s   ratio {one / other:5.1f}")


if __name__ == "__main__":
    main()
