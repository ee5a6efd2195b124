"""The command line: what it answers, and that a trouble is told in one line."""

import io
import stat

import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import guards_off
from thidua.base.accounts.models import User
from thidua.base.audit.models import Event
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.operations import found
from thidua.domain.people.models import RoleHeld
from thidua.doors.cli import COMMANDS, Trouble, language, ready, run, samples
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(at):
    given = {"code": "so", "name": "Sở Mẫu", "kind": Kind.DEPARTMENT, "level": Level.CO_SO, "parent": None}
    return found(actor=Actor.system("test"), at=at, from_on=at.date(), **given)


def test_usage(capsys):
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in COMMANDS)
    assert run([]) == 2 and run(["fly"]) == 2 and run(["audit", "fly"]) == 2 and run(["start", "--fly"]) == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    assert run([name, "--help"]) == 0
    assert "usage" in capsys.readouterr().out


@pytest.mark.parametrize(("asked", "spoken"), [("en_US.UTF-8", "en"), ("vi_VN", "vi"), ("C.UTF-8", "vi"), ("", "vi")])
def test_language_of_the_machine(asked, spoken, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", asked)
    assert language() == spoken


def test_an_account_gets_a_made_password_shown_once(capsys):
    assert run(["user", "add", "an", "--name", "Nguyễn Văn An"]) == 0
    password = capsys.readouterr().out.split()[-1]
    account = User.objects.get(username="an")
    assert len(password) >= 16 and account.check_password(password) and account.display_name == "Nguyễn Văn An"
    event = Event.objects.get()
    assert event.event == "people.account.opened" and password not in str(event.details)
    assert run(["user", "add", "an"]) == 1
    assert "an" in capsys.readouterr().err and User.objects.count() == 1


def test_two_accounts_never_share_a_password(capsys):
    passwords = set()
    for name in ("an", "binh"):
        run(["user", "add", name])
        passwords.add(capsys.readouterr().out.split()[-1])
    assert len(passwords) == 2


@pytest.mark.parametrize(("password", "code"), [("short", 1), ("mot-cau-du-dai", 0), ("1234567890", 1)])
def test_an_asked_password_must_be_good(password, code, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert run(["user", "add", "chi", "--ask"]) == code
    assert User.objects.filter(username="chi").exists() is (code == 0)


def test_a_role_is_given(unit, at, capsys):
    run(["user", "add", "an"])
    assert run(["role", "give", "an", "clerk", "so"]) == 0
    held = RoleHeld.objects.get()
    assert (held.account.username, held.role, held.unit, held.from_on) == ("an", "clerk", unit, at.date())
    assert run(["role", "give", "an", "clerk", "nowhere"]) == 1
    assert run(["role", "give", "nobody", "clerk", "so"]) == 1
    assert run(["role", "give", "an", "emperor", "so"]) == 2
    assert run(["role", "give", "an", "clerk", "so", "--from", "31/12/2026"]) == 2
    assert RoleHeld.objects.count() == 1


def test_the_trail_is_verified(unit, capsys):
    assert run(["audit", "verify"]) == 0
    with guards_off():
        Event.objects.update(event="organisations.unit.closed")
    assert run(["audit", "verify"]) == 1
    assert "line 1 was changed" in capsys.readouterr().err


def test_doctor(unit, capsys, monkeypatch):
    if connection.vendor == "sqlite":  # the tests do not wait for the disk
        monkeypatch.setattr("thidua.doors.cli.doctor.pragma", {"synchronous": 2, "foreign_keys": 1}.get)
        monkeypatch.setattr(settings, "SQLITE_JOURNAL", "NONE")
    code = run(["doctor"])
    told = capsys.readouterr().out
    # The PostgreSQL of the tests waits for no disk, and the doctor must not overlook that.
    wrong = {line.split()[1] for line in told.splitlines() if line.startswith("!!")}
    unsafe = {"fsync", "full_page_writes", "synchronous_commit"} if connection.vendor == "postgresql" else set()
    assert (code, wrong) == (1 if unsafe else 0, unsafe), told
    for what in ("python", "secret_key: 600", "free disk", "migrations", "audit", connection.display_name):
        assert what in told


def test_doctor_names_an_open_secret(capsys):
    path = settings.DATA / "secrets" / "secret_key"
    path.chmod(0o640)
    try:
        assert run(["doctor"]) == 1
        assert "!!  secret" in capsys.readouterr().out
    finally:
        path.chmod(0o600)


def test_sample_goes_into_an_empty_database_only(unit, monkeypatch, capsys):
    assert not samples.is_empty()
    assert run(["sample", "remove"]) == 1


def test_sample_log_ins_are_kept_for_the_owner_and_a_failure_leaves_nothing(monkeypatch, at):
    class Module:
        @staticmethod
        def load(moment):
            User.objects.create_user("mau-1", is_sample=True)
            if moment != at:
                raise Trouble("half way")
            return [("mau-1", "x" * 12, "Cán bộ mẫu")]

    monkeypatch.setattr(samples, "module", lambda: Module)
    monkeypatch.setattr("thidua.kernel.clock.now", lambda: None)
    with pytest.raises(Trouble):
        samples.load()
    assert not User.objects.exists()
    monkeypatch.setattr("thidua.kernel.clock.now", lambda: at)
    try:
        assert samples.load() == [("mau-1", "x" * 12, "Cán bộ mẫu")]
        assert stat.S_IMODE(samples.logins_file().stat().st_mode) == 0o600
        assert samples.known_logins() == []  # no unit of a sample: the log-ins are of no use
    finally:
        samples.logins_file().unlink(missing_ok=True)


def test_nothing_is_pending_after_the_migrations():
    assert ready.pending_migrations() == []
    assert ready.bring_up_to_date() == 0


def test_static_files_are_collected_once(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "static")
    assert ready.collect_static() is True
    assert ready.collect_static() is False
    (tmp_path / "static" / ".stamp").write_text("older", encoding="ascii")
    assert ready.collect_static() is True
