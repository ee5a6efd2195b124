"""What many tests begin with: built once in a process by the real acts, then put back row by row for each test.

The rows and the objects are those that building it again would give; `tests/test_kept.py` compares them.
"""

import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]
OF_TRIGGERS = {"lookup_stale"}
"""Tables that the database writes itself for each row that is put back: marks of the index, of which one is as good as two."""


def rows() -> Rows:
    """Every row of every table of the product, with its primary key in the first place."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            if table not in OF_TRIGGERS:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                found[table] = cursor.fetchall()
    return found


class Kept(Generic[T]):
    """A builder whose rows and objects are kept; `again()` is the builder to the test that calls it, only quicker."""

    def __init__(self, build: Callable[[], T]) -> None:
        self.build = build
        self.objects = b""
        self.touched = ""  # asks whether a table that is going to be filled has rows already
        self.statements: list[tuple[str, list[Any]]] = []

    def again(self) -> T:
        """What the builder builds: fresh objects, and their rows in the database of this test."""
        with transaction.atomic(), connection.cursor() as cursor:
            if not self.objects:
                before = rows()
                made = self.build()
                self.keep(made, before, rows())
                return made
            cursor.execute(self.touched)
            if cursor.fetchone()[0]:
                return self.build()  # the test has entered something before: the keys may be taken
            for statement, values in self.statements:
                cursor.execute(statement, values)
        return pickle.loads(self.objects)

    def keep(self, made: T, before: Rows, after: Rows) -> None:
        """Keep what the builder added; nothing is kept when it added to what a test had entered before."""
        statements: list[tuple[str, list[Any]]] = []
        filled: list[str] = []
        for table, now in after.items():
            added = [row for row in now if row not in before[table]]
            changed = [row for row in before[table] if row not in now]
            if not added:
                continue
            if changed:  # the head of the audit trail
                statements += [(f'DELETE FROM "{table}" WHERE id = %s', [row[0]]) for row in changed]
            elif before[table]:
                return
            else:
                filled.append(f'EXISTS (SELECT 1 FROM "{table}")')
            places = ", ".join(["(" + ", ".join(["%s"] * len(added[0])) + ")"] * len(added))
            statements.append((f'INSERT INTO "{table}" VALUES {places}', [value for row in added for value in row]))
        self.touched = "SELECT " + " OR ".join(filled)
        self.statements, self.objects = statements, pickle.dumps(made)
