"""60,000 people checked and written as a list brings them: seconds and peak memory of each step.

    python bench/imports/write.py [ROWS]                       SQLite in a folder of its own
    DATABASE_URL=postgresql://… python bench/imports/write.py  a PostgreSQL database that may be emptied
"""

import os
import resource
import sys
import tempfile
import time

import django

HEADINGS = ["Mã nhân sự", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày vào ngành", "Trình độ"]
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Hoàng"]
MIDDLE = ["Thị", "Văn", "Hữu", "Thuỳ", "Minh", "Đức"]
GIVEN = ["An", "Bình", "Cúc", "Dung", "Hoà", "Khánh", "Lý", "Mai", "Quý", "Thuỷ", "Uyên", "Xuân"]


def rows(count: int, units: int):
    """People with names that repeat, as they do; every hundredth a head of a room."""
    for n in range(count):
        name = f"{FAMILY[n % 8]} {MIDDLE[n // 8 % 6]} {GIVEN[n // 48 % 12]}"
        title = "Trưởng phòng" if n % 100 == 0 else "Chuyên viên"
        yield [
            f"NV{n:06d}", name, "Nữ" if n % 2 else "Nam", f"{n % 28 + 1:02d}/{n % 12 + 1:02d}/{1965 + n % 35}", title,
            f"Phòng {n % units}", "01/09/2015", "Đại học",
        ]  # fmt: skip


def main(count: int) -> None:
    """Make a tree of units, then bring the list in."""
    os.environ.setdefault("THIDUA_DATA", tempfile.mkdtemp(prefix="thidua-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from thidua.domain.imports import operations as imports
    from thidua.domain.organisations.enums import Kind, Level
    from thidua.domain.organisations.operations import found
    from thidua.kernel import clock
    from thidua.kernel.actor import Actor

    call_command("migrate", verbosity=0)
    actor, at = Actor.system("bench"), clock.now()
    top = {"actor": actor, "at": at, "from_on": at.date().replace(year=2000), "is_sample": True}
    root = found(code="SO", name="Sở Mẫu", kind=Kind.DEPARTMENT, level=Level.CO_SO, parent=None, **top)
    for n in range(300):
        found(code=f"P{n}", name=f"Phòng {n}", kind=Kind.DIVISION, level=Level.NONE, parent=root, **top)
    started = time.perf_counter()

    def told(step: str) -> None:
        nonlocal started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{connection.vendor:<11}{step:<18}{time.perf_counter() - started:7.1f} s   peak {peak:5.0f} MB")
        started = time.perf_counter()

    batch = imports.ask(actor=actor, at=at, unit_id=root.pk, kind="people", name="bench", digest="bench")
    table = (imports.Row(n, row, {}) for n, row in enumerate(rows(count, 300), 2))
    heads = [(chr(65 + n), heading) for n, heading in enumerate(HEADINGS)]
    batch = imports.fill(actor=actor, at=at, batch_id=batch.pk, sheets=[], sheet="", headings=heads, rows=table)
    told(f"lines kept {batch.total}")
    imports.match(actor=actor, at=at, batch_id=batch.pk, columns=batch.columns, defaults={})
    while imports.advance(actor=actor, at=clock.now(), batch_id=batch.pk).goes_on:
        pass
    batch.refresh_from_db()
    told(f"checked {batch.counts}")
    imports.write(actor=actor, at=clock.now(), batch_id=batch.pk)
    imports.advance(actor=actor, at=clock.now(), batch_id=batch.pk)
    batch.refresh_from_db()
    told(f"{batch.state} {batch.counts}")
    imports.undo(actor=actor, at=clock.now(), batch_id=batch.pk)
    imports.advance(actor=actor, at=clock.now(), batch_id=batch.pk)
    batch.refresh_from_db()
    told(batch.state)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
