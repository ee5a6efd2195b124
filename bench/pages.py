"""Pages a second and CPU milliseconds a page: the list of dossiers, the heaviest one, with 50 and with 10,000 rows.

Runs the whole stack below the socket (middleware, session, rights, queries, template) in one process, on a database of
its own in a temporary folder: SQLite, or what DATABASE_URL names. The log-in page, which reads no list, is the yardstick.

    .venv/bin/python bench/pages.py [rows] [seconds]
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 4.0


def measure(client: object, url: str) -> tuple[float, float, int]:
    """Pages a second, CPU milliseconds a page, queries a page."""
    from django.db import connection

    asked: list[str] = []

    def listen(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert client.get(url).status_code == 200  # type: ignore[attr-defined]
    for _warm in range(5):
        client.get(url)  # type: ignore[attr-defined]
    pages, wall, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < SECONDS:
        client.get(url)  # type: ignore[attr-defined]
        pages += 1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return pages / wall, cpu / pages * 1000, len(asked)


def fill(world: object, upto: int) -> None:
    """Add sent dossiers of Phòng Một and Phòng Hai until there are so many."""
    from tests.cast import AT

    from thidua.domain.dossiers.models import Dossier

    units = world.units  # type: ignore[attr-defined]
    have = Dossier.objects.count()
    Dossier.objects.bulk_create(
        [
            Dossier(
                unit=units["unit" if number % 2 else "neighbour"],
                superior=units["department"],
                year=2010 + number % 16,
                title=f"Hồ sơ đề nghị số {number}",
                state="sent",
                received_on=AT.date(),
                sent_at=AT,
                is_sample=True,
            )
            for number in range(have, upto)
        ],
        batch_size=1000,
    )


def main() -> None:
    """Measure, print."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ["THIDUA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client
        from django.urls import reverse

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        from tests.cast import build

        world = build()
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(world.accounts["appraiser"])
        url = reverse("desk:dossiers")
        entry = measure(Client(SERVER_NAME="127.0.0.1"), reverse("account_login"))
        results = [("log-in page", 0, *entry)]
        for rows in (50, ROWS):
            fill(world, rows)
            results.append(("dossiers", rows, *measure(client, url)))
        print(f"{'page':<14}{'rows':>8}{'pages/s':>10}{'CPU ms':>9}{'queries':>9}{'× log-in':>10}{'× 50 rows':>11}")
        for name, rows, rate, cpu, queries in results:
            print(
                f"{name:<14}{rows:>8}{rate:>10.1f}{cpu:>9.2f}{queries:>9}{cpu / results[0][3]:>10.2f}"
                + (f"{cpu / results[1][3]:>11.2f}" if rows else "")
            )


if __name__ == "__main__":
    main()
