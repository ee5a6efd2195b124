"""`thidua doctor`: what this installation stands on, and what is wrong with it."""

import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from thidua.base.audit.queries import verify
from thidua.domain.lookup import guards
from thidua.domain.lookup.models import Indexed, Stale
from thidua.doors.cli.ready import pending_migrations

GOOD, NOTE, BAD = "ok", "--", "!!"
SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
LITTLE_SPACE = 1 << 30
MANY_WAIT = 10_000
Line = tuple[str, str, str]


def add(subparsers):
    """The command's parser."""
    subparsers.add_parser("doctor", help=_("kiểm tra bản cài đặt")).set_defaults(handler=examine)


def examine(args) -> int:
    """Print every finding; exit code 1 when something is wrong."""
    lines = [*machine(), *data_folder(), *database()]
    for mark, what, text in lines:
        print(f"{mark}  {what:<14} {text}")
    return 1 if any(mark == BAD for mark, _what, _text in lines) else 0


def machine() -> Iterator[Line]:
    """Python and the optional programs."""
    yield GOOD, "python", platform.python_version()
    for what, names in {
        "chromium": ("chromium", "chromium-browser"),
        "libreoffice": ("soffice", "libreoffice"),
    }.items():
        path = next(filter(None, map(shutil.which, names)), None)
        yield (GOOD, what, path) if path else (NOTE, what, _("không có (không bắt buộc)"))


def data_folder() -> Iterator[Line]:
    """Where the data lie, who can read the secrets, how much space is left."""
    data = Path(settings.DATA)
    is_writable = os.access(data, os.W_OK)
    yield (
        GOOD if is_writable else BAD,
        "data",
        str(data) if is_writable else _("%(data)s: không ghi được") % {"data": data},
    )
    for path in sorted((data / "secrets").iterdir()):
        mode = stat.S_IMODE(path.stat().st_mode)
        yield GOOD if mode == 0o600 else BAD, "secret", f"{path.name}: {mode:03o}"
    free = shutil.disk_usage(data).free
    yield GOOD if free >= LITTLE_SPACE else BAD, "free disk", f"{free / (1 << 30):.1f} GiB"


def database() -> Iterator[Line]:
    """The engine, the settings that are in force, the tables, the trail."""
    try:
        connection.ensure_connection()
        yield GOOD, "database", f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
        yield from sqlite() if connection.vendor == "sqlite" else postgresql()
        pending = pending_migrations()
        yield BAD if pending else GOOD, "migrations", ", ".join(pending) or _("đầy đủ")
        if not pending:
            finding = verify()
            yield (
                BAD if finding.fault else GOOD,
                "audit",
                finding.fault or _("toàn vẹn, %(n)s dòng") % {"n": finding.lines},
            )
            yield search_index()
    except DatabaseError as error:
        yield BAD, "database", str(error).strip()


def search_index() -> Line:
    """Whether the database marks what searches are to find, and how much waits to be read."""
    if lost := guards.missing(connection):
        return BAD, "search", _("thiếu trigger: %(names)s") % {"names": ", ".join(lost)}
    things, waiting = Indexed.objects.count(), Stale.objects.count()
    text = _("%(things)s mục, %(waiting)s chờ đọc lại") % {"things": things, "waiting": waiting}
    return NOTE if waiting > MANY_WAIT else GOOD, "search", text


def sqlite() -> Iterator[Line]:
    """The journal and why; the pragmas as the connection has them."""
    yield GOOD, "sqlite", f"{sqlite3.sqlite_version}: {settings.SQLITE_JOURNAL}, {settings.SQLITE_REASON}"
    journal = str(pragma("journal_mode")).upper()
    yield GOOD if journal == settings.SQLITE_JOURNAL else BAD, "journal_mode", journal
    synchronous = SYNCHRONOUS.get(pragma("synchronous"), "?")
    yield GOOD if synchronous in {"FULL", "EXTRA"} else BAD, "synchronous", synchronous
    yield GOOD if pragma("foreign_keys") else BAD, "foreign_keys", str(pragma("foreign_keys"))
    mode = getattr(connection, "transaction_mode", None)
    yield GOOD if mode == "IMMEDIATE" else BAD, "transactions", str(mode)


def pragma(name: str):
    """One pragma, read back."""
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def postgresql() -> Iterator[Line]:
    """The settings on which an acknowledged commit depends."""
    with connection.cursor() as cursor:
        for name, wanted in {
            "fsync": {"on"},
            "full_page_writes": {"on"},
            "synchronous_commit": {"on", "remote_apply"},
        }.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            value = cursor.fetchone()[0]
            yield GOOD if value in wanted else BAD, name, value
