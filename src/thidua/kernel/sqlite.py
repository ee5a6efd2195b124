"""Which journal SQLite may use: WAL only where the library is free of the WAL-reset race.

SQLite 3.7.0 to 3.51.2 can lose committed data in WAL mode when several processes write and checkpoint
(fixed in 3.51.3, and in the branches 3.44.6 and 3.50.7). Debian 12 carries 3.40.1.
"""

import sqlite3

Version = tuple[int, int, int]


def is_wal_safe(version: Version) -> bool:
    """Whether this SQLite keeps every acknowledged commit in WAL mode with several processes."""
    if version >= (3, 51, 3):
        return True
    return version[:2] in {(3, 44), (3, 50)} and version[2] >= {44: 6, 50: 7}[version[1]]


def journal_mode(version: Version | None = None) -> tuple[str, str]:
    """The journal mode for this machine's SQLite and the reason, as `thidua doctor` prints it."""
    version = version or sqlite3.sqlite_version_info[:3]
    name = ".".join(map(str, version))
    if is_wal_safe(version):
        return "WAL", f"SQLite {name} is free of the WAL-reset race"
    return "DELETE", f"SQLite {name} has the WAL-reset race (fixed in 3.51.3, 3.50.7, 3.44.6)"
