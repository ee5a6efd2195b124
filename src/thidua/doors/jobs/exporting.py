"""A long list written into a file: row by row, with signs of life, as who asked for it may see it now."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from thidua.base.exports import operations, queries
from thidua.base.exports.models import Export
from thidua.domain.people.queries import actor_for
from thidua.doors import lists, sheets
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, Refused

BEAT_ROWS = 1_000


class CalledOff(Exception):
    """Somebody called the export off while it was written."""


def write_export(export_id: int) -> int:
    """Write it, if no other worker does; how many rows it has. What goes wrong is told on its page."""
    actor = Actor.system("export")
    try:
        export = operations.begin(actor=actor, at=clock.now(), export_id=export_id)
    except NotFound:  # its day is over
        return 0
    if export is None:
        return 0
    place = queries.place(export)
    part = place.with_suffix(f".{os.getpid()}.part")
    try:
        rows = _write(export, part)
        part.replace(place)
        operations.finish(actor=actor, at=clock.now(), export_id=export_id, rows=rows, size=place.stat().st_size)
    except CalledOff:
        return 0
    except DatabaseError:  # the tick takes it up again
        raise
    except Exception as error:
        place.unlink(missing_ok=True)  # called off in the last moment
        text = str(error) if isinstance(error, Refused) else _("Chương trình gặp lỗi; lỗi đã ghi vào nhật ký máy chủ.")
        with contextlib.suppress(Refused):
            operations.fail(actor=actor, at=clock.now(), export_id=export_id, text=text)
        if isinstance(error, Refused):
            return 0
        raise
    finally:
        part.unlink(missing_ok=True)
    return rows


def _write(export: Export, part: Path) -> int:
    now = clock.now()
    who = actor_for(export.asked_by, on=clock.day(now), unit_id=export.acting_for)
    listed = lists.read(who, export.path, export.query, now)
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with part.open("wb") as file:
        rows = sheets.write(export.kind, file, listed.sheet(_beating(export, listed)), now)
        file.flush()
        os.fsync(file.fileno())
    return rows


def _beating(export: Export, listed: lists.Listed) -> Iterator[list[sheets.Value]]:
    for done, line in enumerate(listed.lines()):
        if done % BEAT_ROWS == 0 and not operations.beat(at=clock.now(), export_id=export.pk, done=done):
            raise CalledOff
        yield line
