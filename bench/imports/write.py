"""A list of people from its XLSX to the persons and back, on SQLite and PostgreSQL: seconds and peak memory of each step.

    .venv/bin/python bench/imports/write.py [rows]

Makes the workbook of read.py (60,000 rows × 12 columns), reads it as the worker does (child process, lines kept), has its
columns matched, all lines checked, the page with the first lines made, everything written in one transaction, and undone.
`processor`: seconds of this process and its reading child; `server`: those of the PostgreSQL process that answers it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench" / "law")]
UNITS = 2_000
COLUMNS = {"full_name": "Họ và tên", "male": "Nam", "female": "Nữ", "title": "Chức vụ", "unit": "Đơn vị", "code": "Mã"}


class Watch:
    """Tells of each step what it took since the last one."""

    def __init__(self, pid: int | None) -> None:
        self.pid, self.before = pid, (0.0, 0.0, 0.0)
        self.before = self.now()

    def now(self) -> tuple[float, float, float]:
        """Seconds on the clock, of this process with its children, of the server."""
        own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13] if self.pid else ()
        return time.perf_counter(), own, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def tell(self, step: str) -> None:
        """Print and begin anew."""
        after = self.now()
        clock, own, server = (late - early for late, early in zip(after, self.before, strict=True))
        peak, child = (
            resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(
            f"  {step:<28}{clock:6.1f} s   processor {own:5.1f}   server {server:5.1f}   peak {peak:4.0f} MB, child {child:4.0f}"
        )
        self.before = self.now()


def measure(path: Path) -> None:
    """Make a tree of units, then bring the list in; in a process of its own."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import RequestFactory

    from thidua.domain.imports import operations as imports
    from thidua.domain.organisations.enums import Kind, Level
    from thidua.domain.organisations.models import Unit
    from thidua.domain.organisations.operations import found
    from thidua.doors import intake
    from thidua.doors.desk.imports.views import lines_asked, lines_of
    from thidua.kernel import clock
    from thidua.kernel.actor import Actor

    call_command("migrate", verbosity=0)
    actor, at = Actor.system("bench"), clock.now()
    top: dict[str, Any] = {"actor": actor, "at": at, "from_on": at.date().replace(year=2000), "is_sample": True}
    root = found(code="SO", name="Sở Mẫu", kind=Kind.DEPARTMENT, level=Level.CO_SO, parent=None, **top)
    below: dict[str, Any] = {"parent": root, "kind": Kind.DIVISION, "level": Level.NONE, "from_on": top["from_on"]}
    Unit.objects.bulk_create(
        Unit(code=f"P{n}", name=f"Đơn vị số {n}", path=f"{root.path}{root.pk + n + 1}/", **below) for n in range(UNITS)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()" if connection.vendor == "postgresql" else "SELECT NULL")
        watch = Watch(cursor.fetchone()[0])
    print(connection.vendor)

    def goes_on() -> bool:
        return imports.advance(actor=actor, at=clock.now(), batch_id=batch.pk).goes_on

    batch = imports.ask(actor=actor, at=at, unit_id=root.pk, kind="people", name="bench", digest="bench")
    batch = intake.read(actor, batch, path, "xlsx")
    watch.tell(f"read, {batch.total} lines kept")
    headings = [text for _letter, text in batch.headings]
    columns = {
        str(next(n for n, text in enumerate(headings) if text.endswith(end))): name for name, end in COLUMNS.items()
    }
    imports.match(actor=actor, at=at, batch_id=batch.pk, columns=columns, defaults={"from_on": "01/09/2015"})
    while goes_on():
        pass
    batch.refresh_from_db()
    watch.tell(f"checked {batch.counts}")
    request = RequestFactory().get("/")
    lines_of(request, batch, *lines_asked(request, batch))
    watch.tell("shown")
    imports.write(actor=actor, at=clock.now(), batch_id=batch.pk)
    goes_on()
    batch.refresh_from_db()
    watch.tell(f"written {batch.counts}")
    imports.undo(actor=actor, at=clock.now(), batch_id=batch.pk)
    goes_on()
    batch.refresh_from_db()
    watch.tell(f"{batch.state} {batch.counts}")


def main() -> None:
    """The workbook, then each database in a process of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    if len(sys.argv) > 2:
        measure(Path(sys.argv[2]))
        return
    from read import make

    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as name:
        folder = Path(name)
        path = folder / "danh-sach.xlsx"
        maker = Process(target=make, args=(path, rows))  # its memory is not ours
        maker.start()
        maker.join()
        print(f"{rows:,} rows × 12 columns; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        for vendor in ("sqlite", "postgresql"):
            environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
            environment |= {"DJANGO_SETTINGS_MODULE": "thidua.settings", "THIDUA_DATA": str(folder / vendor)}
            if vendor == "postgresql":
                from database import start_postgresql

                server, environment["DATABASE_URL"] = start_postgresql(folder / "pg")
            subprocess.run([sys.executable, __file__, str(rows), str(path)], env=environment, check=True)
        server.cleanup()  # type: ignore[attr-defined]
        print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
