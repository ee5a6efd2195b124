"""Mend cells on the screen, one or all alike, take suggestions, leave lines out. What was handed in stays as it was."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.imports import access, checks, queries
from thidua.domain.imports.enums import Standing
from thidua.domain.imports.models import Batch, Line
from thidua.domain.imports.operations.asking import ASKED, MOST_CELL
from thidua.domain.imports.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

COLUMNS = ["mended", "values", "problems", "key", "state", "version"]


@operation
def mend(
    *, actor: Actor, at: dt.datetime, batch_id: int, number: int, field: str, text: str, version: int | None = None
) -> Line:
    """Put a text in the place of one cell; the line is looked at again, and those whose answer hangs on it.

    `version` is that of the line. Raises Stale when somebody else mended it meanwhile.
    """
    batch = _opened(actor, batch_id, "mend")
    line = batch.lines.filter(number=number).first()
    if line is None:
        raise NotFound(_("Không có dòng này."))
    fresh(line, version)
    _put(batch, line, {field: text})
    _look_again(actor, at, batch, [line])
    details = {"line": number, "field": field}
    record(actor=actor, at=at, event="imports.line.mended", thing=batch, details=details)
    return line


@operation
def mend_alike(*, actor: Actor, at: dt.datetime, batch_id: int, field: str, was: str, text: str) -> int:
    """Put a text in the place of every cell of the field that has the same text; in how many lines."""
    batch = _opened(actor, batch_id, "mend")
    lines = queries.alike(batch, field, was)
    for line in lines:
        _put(batch, line, {field: text})
        line.version += 1
    _look_again(actor, at, batch, lines)
    details = {"field": field, "lines": len(lines)}
    record(actor=actor, at=at, event="imports.lines.mended", thing=batch, details=details)
    return len(lines)


@operation
def accept(*, actor: Actor, at: dt.datetime, batch_id: int, code: str) -> int:
    """Take what is suggested for every problem of this code; in how many lines."""
    batch = _opened(actor, batch_id, "mend")
    lines = []
    for line in queries.with_problem(batch, code):
        suggested = [one["suggest"] for one in line.problems if one["code"] == code and one["suggest"]]
        for texts in suggested:
            _put(batch, line, texts)
            line.version += 1
        lines += [line] if suggested else []
    if not lines:
        raise Unready([Issue(_("Không còn gợi ý nào loại này."))])
    _look_again(actor, at, batch, lines)
    details = {"code": code, "lines": len(lines)}
    record(actor=actor, at=at, event="imports.suggestions.taken", thing=batch, details=details)
    return len(lines)


@operation
def skip(
    *, actor: Actor, at: dt.datetime, batch_id: int, numbers: Sequence[int] | None = None, is_skipped: bool = True
) -> int:
    """Leave lines out, or take them in again; without numbers every line that is to be mended. How many."""
    batch = _opened(actor, batch_id, "skip")
    rows = queries.lines(batch).exclude(state=Standing.UNCHECKED)
    lines = list(rows.filter(state=Standing.WRONG) if numbers is None else rows.filter(number__in=numbers))
    for line in lines:
        line.state = Standing.SKIPPED if is_skipped else Standing.UNCHECKED
        line.version += 1
    _look_again(actor, at, batch, lines)
    details = {"lines": len(lines), "is_skipped": is_skipped}
    record(actor=actor, at=at, event="imports.lines.skipped", thing=batch, details=details)
    return len(lines)


def _opened(actor: Actor, batch_id: int, verb: str) -> Batch:
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, verb, batch))
    FLOW.move(batch, verb)
    return batch


def _put(batch: Batch, line: Line, texts: dict[str, str]) -> None:
    known = {one.name for one in checks.FIELDS[batch.kind]}
    for field, text in texts.items():
        if field not in known:
            raise NotFound(_("Danh sách này không có cột đó."))
        line.mended = {**line.mended, field: tidy(text)[:MOST_CELL]}


def _look_again(actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> None:
    """Look at the lines and at those that hang on them; more than one step holds are left to the worker."""
    if len(lines) > queries.AT_ONCE:
        _save(lines)
        FLOW.move(batch, "again")
        batch.checked_up_to = 0
        batch.lines.exclude(state=Standing.SKIPPED).update(state=Standing.UNCHECKED, key="")
        ASKED.set(ASKED.get() + 1)
    else:
        before = {line.key for line in lines}
        _save(lines)  # a line that is left out no longer counts as the first of its kind
        checks.look(batch, lines, at)
        _save(lines)
        others = checks.dependants(batch, [line.pk for line in lines], before | {line.key for line in lines})
        checks.look(batch, others, at)
        _save(others)
    batch.counts = queries.counted(batch)
    batch.version += 1
    batch.save(update_fields=["state", "checked_up_to", "counts", "version"])


def _save(lines: Iterable[Line]) -> None:
    rows = list(lines)
    if rows:
        Line.objects.bulk_create(
            rows, batch_size=500, update_conflicts=True, unique_fields=["batch", "number"], update_fields=COLUMNS
        )
