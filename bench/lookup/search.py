"""One box over 1,000,000 things: how long a search takes on SQLite and PostgreSQL, beside a look through 5,000 rows.

    .venv/bin/python bench/lookup/search.py [things]

Fills the program's own tables (half of the things persons, four tenths entries of the book, the rest units, movements,
dossiers and decisions, with the names as often as in Vietnam), has the index built, then asks a mix of questions as a
clerk of one unit, an appraiser of one department and one of the whole province: what a page shows, rights and all.
"""

import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "bench" / "law")]
from database import Insert, start_postgresql  # noqa: E402

SURNAMES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9, "Phạm": 7, "Huỳnh": 5, "Hoàng": 5, "Phan": 4, "Vũ": 4, "Đặng": 3, "Bùi": 2, "Đỗ": 2,
    "Hồ": 1, "Ngô": 1, "Dương": 1, "Lý": 1, "Ksor": 0.1,
}  # fmt: skip
MIDDLE = {"Văn": 30, "Thị": 28, "Đức": 6, "Minh": 6, "Ngọc": 5, "Thanh": 5, "Quốc": 4, "Hữu": 4, "Xuân": 3, "Kim": 3}
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Hà",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Nhung",
    "Phúc",
    "Phương",
    "Quang",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuấn",
    "Tùng",
    "Vân",
    "Vinh",
    "Yến",
    "Hòa",
    "Đạt",
    "Thuận",
    "Thiện",
    "Hằng",
    "Hạnh",
]
AWARDS = ("lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh", "giay_khen", "bang_khen_bo_tinh")
QUESTIONS = [
    "nguyen van", "nguyễn văn", "nguyen van an", "thi", "ng", "tr mi", "Đỗ Đức Đạt", "le tran", "ksor", "ksor h", "p0123456",
    "12/QĐ-UBND", "quyet dinh 2024", "bang khen 2023", "chien si thi dua co so nguyen", "phong 77", "so nganh 7", "lao dong tien",
    "hồ ngọc hà", "hoa nguyen", "de nghi khen thuong 2025", "thi đua", "khong co ai", "v",
]  # fmt: skip
AGENCIES, DIVISIONS = 40, 60
REPEATS = 5
OLD_WAY = 5_000


def fill(things: int) -> None:
    """Write the rows into the program's tables."""
    from django.db import connection

    from thidua.kernel.text import fold

    chance, day, at = random.Random(7), dt.date(2015, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    people, entries, other = things // 2, things * 4 // 10, things // 40
    insert = Insert(connection)
    units = [(1, None, "/1/", "Tỉnh Mẫu")]
    for agency in range(AGENCIES):
        top = len(units) + 1
        units.append((top, 1, f"/1/{top}/", f"Sở Ngành {agency}"))
        units += [
            (top + n, top, f"/1/{top}/{top + n}/", f"Phòng {agency * DIVISIONS + n}") for n in range(1, DIVISIONS + 1)
        ]
    insert.rows(
        "organisations_unit",
        ("id", "code", "official_code", "name", "folded", "kind", "level", "path", "parent_id", "from_on", "is_sample"),
        (
            (id, f"U{id}", "", name, fold(name), "division", "none", path, above, day, False)
            for id, above, path, name in units
        ),
    )
    last = len(units)

    def name() -> str:
        surname, middle = (chance.choices(list(of), list(of.values()))[0] for of in (SURNAMES, MIDDLE))
        return f"{surname} {middle} {chance.choice(GIVEN)}"

    names = [name() for _ in range(people)]
    insert.rows(
        "people_person",
        ("id", "code", "full_name", "folded", "sex", "citizen_number", "nationality", "is_sample"),
        ((n + 1, f"P{n:07}", one, fold(one), "f", "", "", False) for n, one in enumerate(names)),
    )
    place = [chance.randint(2, last) for _ in range(people)]
    insert.rows(
        "people_post",
        ("id", "title", "rank", "from_on", "person_id", "unit_id"),
        ((n + 1, "Chuyên viên", 5, day, n + 1, unit) for n, unit in enumerate(place)),
    )
    insert.rows(
        "register_entry",
        ("id", "kind", "award", "award_as_written", "subject_kind", "mode", "stage", "level", "theme", "count", "separated",
         "years", "span_from", "span_until", "names", "recipient", "granted_by", "decision_number", "decided_on", "doubt",
         "reason", "source", "source_key", "folded", "entered_at", "is_sample", "person_id", "unit_id"),
        (
            (
                n + 1, "grant", chance.choice(AWARDS), "", "individual", "regular", "decision", "", "", 1, True, f"[{2010 + n % 16}]",
                2010 + n % 16, 2010 + n % 16, "[]", "", "", f"{n % 900}/QĐ-UBND", day, "", "", "bench", str(n), "", at, False,
                n % people + 1, place[n % people],
            )
            for n in range(entries)
        ),
    )  # fmt: skip
    insert.rows(
        "movements_movement",
        ("id", "title", "year", "tier", "scope", "method", "content", "criteria", "starts_on", "ends_on", "state", "launched_at",
         "version", "is_sample", "unit_id"),
        ((n + 1, f"Thi đua lao động giỏi đợt {n}", 2010 + n % 16, "agency", "agency", "regular", "x", "", day, day, "launched", at,
          1, False, n % last + 1) for n in range(other)),
    )  # fmt: skip
    insert.rows(
        "dossiers_dossier",
        ("id", "title", "year", "state", "received_on", "received_paper", "sent_at", "reason", "version", "is_sample", "unit_id",
         "superior_id"),
        ((n + 1, f"Đề nghị khen thưởng năm {2010 + n % 16}", 2010 + n % 16, "sent", day, f"{n}/TTr", at, "", 1, False,
          units[n % last][0], units[n % last][1] or 1) for n in range(other)),
    )  # fmt: skip
    insert.rows(
        "decisions_decision",
        ("id", "title", "year", "basis", "state", "number", "number_year", "signer_name", "signer_post", "signed_at", "issued_at",
         "issued_on", "version", "is_sample", "unit_id"),
        ((n + 1, f"Quyết định tặng Bằng khen đợt {n}", 2010 + n % 16, "", "issued", n + 1, 2010 + n % 16, "A", "Chủ tịch", at, at,
          day, 1, False, n % last + 1) for n in range(other)),
    )  # fmt: skip


def cast() -> dict[str, Any]:
    """Who asks."""
    from thidua.domain.organisations.models import Unit
    from thidua.kernel.actor import Actor, Grant

    found = {}
    for who, role, depth in (("clerk of a unit", "clerk", 3), ("appraiser of a department", "appraiser", 2),
                             ("appraiser of the province", "appraiser", 1)):  # fmt: skip
        unit = next(one for one in Unit.objects.order_by("-pk") if one.path.count("/") == depth + 1)
        found[who] = Actor(
            user_id=1, name="Đo", unit_id=unit.pk, unit_name=unit.name, grants=(Grant(role, unit.pk, unit.path),)
        )
    return found


def old_way(actor: Any, text: str) -> int:
    """What the search did before: 5,000 rows of persons and as many units looked through in Python."""
    from thidua.domain.lookup import access
    from thidua.domain.lookup.enums import Kind
    from thidua.kernel.text import fold

    words = fold(text).split()
    people = access.visible_to(actor, Kind.PERSON)
    for word in words:
        people = people.filter(folded__contains=word)
    found = len(list(people.order_by("folded", "pk")[:OLD_WAY]))
    for kind in (Kind.UNIT, Kind.MOVEMENT, Kind.DOSSIER, Kind.DECISION):
        field = "name" if kind is Kind.UNIT else "title"
        rows = access.visible_to(actor, kind).order_by("-pk").values_list(field, flat=True)[:OLD_WAY]
        found += sum(all(word in fold(title) for word in words) for title in rows)
    return found


def measure(things: int) -> dict[str, Any]:
    """Fill, build the index, ask."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from thidua.domain.lookup import operations
    from thidua.domain.lookup.models import Indexed, Stale
    from thidua.doors.desk.search.find import find

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    with transaction.atomic():
        fill(things)
    filled = time.perf_counter()
    while operations.freshen(most=5_000):
        pass
    built = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    out: dict[str, Any] = {
        "engine": connection.vendor, "fill": filled - began, "build": built - filled, "things": Indexed.objects.count(),
        "left": Stale.objects.count(), "who": {},
    }  # fmt: skip
    for who, actor in cast().items():
        times, old, slowest = [], [], (0.0, "")
        for text in QUESTIONS:
            find(actor, text)
            for _ in range(REPEATS):
                start = time.perf_counter()
                find(actor, text)
                times.append((time.perf_counter() - start) * 1000)
                slowest = max(slowest, (times[-1], text))
            start = time.perf_counter()
            old_way(actor, text)
            old.append((time.perf_counter() - start) * 1000)
        out["who"][who] = [
            statistics.median(times), statistics.quantiles(times, n=20)[-1], *slowest, statistics.median(old),
            statistics.quantiles(old, n=20)[-1],
        ]  # fmt: skip
    return out


def main() -> None:
    """Each database in a process of its own, then the table."""
    things = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        print(json.dumps(measure(things)))
        return
    with tempfile.TemporaryDirectory(prefix="thidua-lookup-") as name:
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
                [sys.executable, __file__, str(things), vendor], env=environment, check=True, stdout=subprocess.PIPE, text=True
            )  # fmt: skip
            out = json.loads(done.stdout.splitlines()[-1])
            if server is not None:
                server.cleanup()
            print(
                f"{out['engine']}: {out['things']:,} things, filled in {out['fill']:.0f} s, indexed in {out['build']:.0f} s"
            )
            for who, (p50, p95, most, text, old50, old95) in out["who"].items():
                print(
                    f"  {who:<26} p50 {p50:6.1f} ms, p95 {p95:6.1f} ms, slowest {most:6.1f} ms ({text}); "
                    f"looking through {OLD_WAY}: p50 {old50:6.1f} ms, p95 {old95:6.1f} ms"
                )
    print(f"load {os.getloadavg()[0]:.1f}; {len(QUESTIONS)} questions × {REPEATS}")


if __name__ == "__main__":
    main()
