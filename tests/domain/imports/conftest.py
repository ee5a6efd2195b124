"""A list on its way through an import, in the cast's province."""

import hashlib
import json

import pytest

from tests.cast import AT
from thidua.domain.imports import operations
from thidua.kernel.actor import Actor

SYSTEM = Actor.system("test")


class Bringing:
    """Brings lists in as a clerk does, with a table in place of a file."""

    def __init__(self, world) -> None:
        self.world = world

    def asked(self, kind, who="department_clerk", unit="department", digest="", **more):
        """Handed in, not yet read."""
        return operations.ask(
            actor=self.world.actor(who), at=AT, unit_id=self.world.units[unit].pk, kind=kind, name="ds.xlsx",
            digest=digest or hashlib.sha256(str(more).encode()).hexdigest(), **more,
        )  # fmt: skip

    def read(self, kind, headings, rows, first=2, **more):
        """Read; the columns are guessed."""
        more.setdefault("digest", hashlib.sha256(json.dumps([kind, headings, rows]).encode()).hexdigest())
        batch = self.asked(kind, **more)
        told = [operations.Told("Sheet1", False, False, "", len(rows))]
        letters = [(chr(65 + place), text) for place, text in enumerate(headings)]
        table = (operations.Row(first + place, row, {}) for place, row in enumerate(rows))
        return operations.fill(
            actor=SYSTEM, at=AT, batch_id=batch.pk, sheets=told, sheet="Sheet1", headings=letters, rows=table
        )

    def checked(self, kind, headings, rows, defaults=None, columns=None, who="department_clerk", **more):
        """Matched as guessed, or as given, and checked."""
        batch = self.read(kind, headings, rows, who=who, **more)
        operations.match(
            actor=self.world.actor(who),
            at=AT,
            batch_id=batch.pk,
            columns=columns or batch.columns,
            defaults=defaults or {},
        )
        return self.work(batch)

    def work(self, batch):
        """What the worker does until there is no next step."""
        while operations.advance(actor=SYSTEM, at=AT, batch_id=batch.pk).goes_on:
            pass
        batch.refresh_from_db()
        return batch

    def written(self, *args, who="department_clerk", **more):
        """Checked and written."""
        batch = self.checked(*args, who=who, **more)
        return self.write(batch, who)

    def write(self, batch, who="department_clerk"):
        """Written by the worker."""
        operations.write(actor=self.world.actor(who), at=AT, batch_id=batch.pk)
        return self.work(batch)

    def undo(self, batch, who="department_clerk"):
        """Taken back by the worker."""
        operations.undo(actor=self.world.actor(who), at=AT, batch_id=batch.pk)
        return self.work(batch)


@pytest.fixture
def bringing(world):
    """Brings lists in for the world of the test."""
    return Bringing(world)


def codes(line):
    """(field, code) of each problem of a line; a warning in brackets."""
    return [(one["field"], f"({one['code']})" if one["is_warning"] else one["code"]) for one in line.problems]
