"""An installation starts, serves, stops without a child, and says clearly what is wrong."""

import os
import signal
import sqlite3
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.journeys.site import Site, processes


def answers(site: Site) -> int:
    """The status of a static file: the server lives, whatever the pages do."""
    try:
        with urllib.request.urlopen(f"{site.url}/static/ui/tokens.css", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that was started once, with the sample, and stopped."""
    site = Site(tmp_path_factory.mktemp("start") / "data")
    try:
        site.start()
        assert answers(site) == 200
        assert site.stop() == 0
        yield site
    finally:
        site.end()


def test_first_start_prints_address_and_log_ins_and_keeps_secrets(prepared):
    assert f"{prepared.url}/" in prepared.printed()
    assert prepared.logins, "the sample agency was not loaded"
    for username, password in prepared.logins.items():
        assert username in prepared.printed() and password in prepared.printed()
    for path in (prepared.data / "secrets").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE((prepared.data).stat().st_mode) == 0o700


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_second_start_is_quick_and_stops_without_a_child(prepared, number):
    seconds = prepared.start()
    assert answers(prepared) == 200
    assert len(processes(prepared.data)) >= 4  # itself, the server with its workers, the task worker
    assert prepared.stop(number) == 0
    is_busy = bool(os.environ.get("CI")) or os.getloadavg()[0] > (os.cpu_count() or 1)
    assert seconds < (15 if is_busy else 5)


def test_no_child_is_left_when_it_is_killed(prepared):
    prepared.start()
    assert prepared.stop(signal.SIGKILL) == -signal.SIGKILL


def test_a_worker_that_dies_is_started_again(prepared):
    prepared.start()
    try:

        def worker() -> str:
            found = subprocess.run(["pgrep", "-P", str(prepared.process.pid), "-f", "db_worker"], capture_output=True)
            return found.stdout.decode().strip()

        first = worker()
        assert first
        os.kill(int(first), signal.SIGKILL)
        deadline = time.monotonic() + 15
        while worker() in ("", first):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert answers(prepared) == 200
    finally:
        assert prepared.stop() == 0


def test_taken_port_and_taken_data_are_told(prepared):
    prepared.start()
    try:
        other = Site(prepared.data.with_name("other"), port=prepared.port).command("start")
        assert other.returncode == 1 and str(prepared.port) in other.stderr and "Traceback" not in other.stderr
        same = Site(prepared.data).command("start")
        assert same.returncode == 1 and str(prepared.data) in same.stderr and "Traceback" not in same.stderr
    finally:
        assert prepared.stop() == 0


def test_without_sample_there_is_no_account(tmp_path):
    site = Site(tmp_path / "data")
    try:
        site.start("--no-sample")
        assert site.stop() == 0
    finally:
        site.end()
    assert site.logins == {}
    with sqlite3.connect(site.data / "thidua.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_doctor_and_audit_find_this_installation_sound(prepared):
    report = prepared.command("doctor")
    assert report.returncode == 0, report.stdout + report.stderr
    for told in ("journal_mode", "synchronous", "FULL", "IMMEDIATE", "secret_key: 600", "migrations", "audit"):
        assert told in report.stdout
    assert prepared.command("audit", "verify").returncode == 0


def test_doctor_names_an_open_secret(prepared):
    path = prepared.data / "secrets" / "secret_key"
    path.chmod(0o644)
    try:
        report = prepared.command("doctor")
        assert report.returncode == 1 and "secret_key: 644" in report.stdout
    finally:
        path.chmod(0o600)


def test_a_changed_audit_line_is_found_from_the_command_line(tmp_path):
    site = Site(tmp_path / "data")
    assert site.command("migrate").returncode == 0
    assert site.command("user", "add", "lan", "--name", "Lan").returncode == 0
    assert site.command("audit", "verify").returncode == 0
    database = sqlite3.connect(site.data / "thidua.sqlite3")
    database.execute("DROP TRIGGER audit_event_kept")
    database.execute("UPDATE audit_event SET actor_name = 'somebody else' WHERE seq = 1")
    database.commit()
    database.close()
    report = site.command("audit", "verify")
    assert report.returncode == 1 and "line 1 was changed" in report.stderr
