"""Look at some lines of a batch: values, problems, standing. Nothing is saved here."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import awards, initiatives, people, results, unit_lists
from thidua.domain.imports.checks.columns import FIELDS
from thidua.domain.imports.checks.persons import parts
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Row
from thidua.domain.imports.checks.units import Units
from thidua.domain.imports.enums import Kind, Standing
from thidua.domain.imports.models import Batch, Line
from thidua.kernel import clock


class Look(Protocol):
    """What a kind looks up for some rows, and how it decides on one of them."""

    def settle(self, row: Row) -> None: ...


LOOKS: dict[str, Any] = {
    Kind.PEOPLE: people.Look,
    Kind.RESULTS: results.Look,
    Kind.AWARDS: awards.Look,
    Kind.INITIATIVES: initiatives.Look,
    Kind.UNITS: unit_lists.Look,
}


def texts(batch: Batch, line: Line) -> dict[str, str]:
    """The texts of a line by field: mended, else of its column, else what holds for all."""
    found = dict(batch.defaults)
    for place, name in batch.columns.items():
        if int(place) < len(line.cells) and (text := line.cells[int(place)].strip()):
            found[name] = text
    return found | dict(line.mended)


def look(batch: Batch, lines: list[Line], at: dt.datetime) -> None:
    """Set values, problems, key and standing of the lines, unsaved; skipped ones stay skipped."""
    today, fields = clock.day(at), FIELDS[batch.kind]
    rows = [Row(line.number, texts(batch, line)) for line in lines]
    for row in rows:
        row.read(fields, today)
    units = Units(batch.unit)
    if batch.kind == Kind.UNITS:
        whole = [
            Row(line.number, texts(batch, line))
            for line in batch.lines.exclude(state=Standing.SKIPPED).order_by("number")
        ]
        sight: Look = unit_lists.Look(units, rows, today, whole)
    else:
        sight = LOOKS[batch.kind](units, rows, today)
    for row in rows:
        sight.settle(row)
    _twice(batch, lines, rows)
    for line, row in zip(lines, rows, strict=True):
        line.values, line.problems, line.key = _plain(row.values), row.problems, row.key
        if line.state == Standing.SKIPPED:
            continue
        if row.is_wrong():
            line.state = Standing.WRONG
        else:
            line.state = Standing.SAME if row.is_same else Standing.NEW


def _twice(batch: Batch, lines: list[Line], rows: list[Row]) -> None:
    """A line on the same thing as one above it is wrong; whichever stands first counts."""
    own = {line.pk for line in lines}
    first: dict[str, int] = {}
    for part in parts(sorted({row.key for row in rows} - {""})):
        others = (
            batch.lines.filter(key__in=part)
            .exclude(state__in=[Standing.SKIPPED, Standing.UNCHECKED])
            .order_by("-number")
        )
        first |= {key: number for pk, key, number in others.values_list("pk", "key", "number") if pk not in own}
    for line, row in sorted(zip(lines, rows, strict=True), key=lambda one: one[1].number):
        if not row.key or line.state == Standing.SKIPPED:
            continue
        before = first.get(row.key)
        if before is not None and before < row.number:
            says, named = N_("Trùng với dòng %(line)s."), {"line": before}
            row.tell(_first_field(batch), Told("twice", says, N_("Bỏ qua một trong hai dòng."), named))
        else:
            first[row.key] = row.number


def _first_field(batch: Batch) -> str:
    """Where a problem of the whole line is shown."""
    wanted = ("name", "code") if batch.kind == Kind.UNITS else ("full_name", "code", "citizen_number")
    return next((name for name in wanted if name in batch.columns.values()), wanted[0])


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values as a line keeps them: days in ISO."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def dependants(batch: Batch, ids: Sequence[int], keys: Iterable[str]) -> list[Line]:
    """The lines whose answer may change with those named: others on the same thing; of a list of units all."""
    wanted = sorted({key for key in keys if key})
    if batch.kind == Kind.UNITS:
        found = batch.lines.exclude(state=Standing.UNCHECKED).order_by("number")
        return [line for line in found if line.pk not in set(ids)]
    rows = [line for part in parts(wanted) for line in batch.lines.filter(key__in=part).order_by("number")]
    return [line for line in rows if line.pk not in set(ids)]


def before_write(batch: Batch) -> list[Told]:
    """No line is wrong, and at least one is new."""
    wrong, new = batch.counts.get(Standing.WRONG, 0), batch.counts.get(Standing.NEW, 0)
    if wrong:
        return [
            Told(
                "wrong", N_("Còn %(count)s dòng cần sửa."), N_("Sửa hoặc bỏ qua từng dòng rồi nhập."), {"count": wrong}
            )
        ]
    if not new:
        return [
            Told("nothing", N_("Không có dòng nào mới để ghi."), N_("Mọi dòng đã có trong hệ thống hoặc bị bỏ qua."))
        ]
    return []
