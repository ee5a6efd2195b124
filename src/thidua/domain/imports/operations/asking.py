"""Hand a list in, keep what was read of it, and say which column is what."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from itertools import islice
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.base.files.models import StoredFile
from thidua.domain.imports import access, checks, queries
from thidua.domain.imports.enums import Kind, Standing, State
from thidua.domain.imports.models import Batch, ColumnMemory, Line
from thidua.domain.imports.states import FLOW
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

ASKED: ContextVar[int] = ContextVar("thidua_imports_asked", default=0)
"""How many batches wait for the worker after this request: the door wakes it."""
MOST_CELL = 2_000


class Row(NamedTuple):
    """A row as a reader gives it: its number in the spreadsheet, its texts, by place what a text was before mending."""

    number: int
    cells: Sequence[str]
    was: Mapping[int, str]


@dataclass(frozen=True)
class Told:
    """What a reader tells of one sheet; `notes`: what should be known before its rows are trusted."""

    name: str
    is_hidden: bool
    is_sample: bool
    title: str
    row_count: int
    notes: tuple[str, ...] = ()


@operation
def ask(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    kind: str,
    name: str,
    digest: str,
    file: StoredFile | None = None,
    sheet: str = "",
) -> Batch:
    """Hand in a list for the unit and those below it: a stored file that waits to be read, or a pasted table (no file).

    `digest`: SHA-256 of the content. Raises Unready when the same content of this kind is there for the unit already
    and was not undone.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "ask", unit))
    if kind not in Kind.values:
        raise Unready([Issue(_("Chưa chọn loại danh sách."), field="kind")])
    batch = Batch(
        kind=kind,
        unit=unit,
        file=file,
        name=tidy(name)[:160] or _("Bảng dán"),
        digest=digest,
        sheet=sheet,
        asked_by_id=actor.user_id,
        asked_at=at,
        is_sample=unit.is_sample,
    )
    before = queries.earlier(unit, kind, digest, sheet)
    try:
        if before is not None:
            raise IntegrityError
        with transaction.atomic():  # two who hand in the same at once: the second is told
            batch.save()
    except IntegrityError:
        raise Unready([_there_already()]) from None
    details = {"unit": unit.code, "kind": kind, "name": batch.name, "digest": digest}
    record(actor=actor, at=at, event="imports.batch.asked", thing=batch, details=details)
    ASKED.set(ASKED.get() + 1)
    return batch


def _there_already() -> Issue:
    text = _("Nội dung này đã được nộp cho đơn vị và chưa hoàn tác.")
    return Issue(text, _("Mở lô đã nộp; muốn nhập lại thì hoàn tác hoặc bỏ lô đó trước."), field="file")


@operation
def fill(
    *,
    actor: Actor,
    at: dt.datetime,
    batch_id: int,
    sheets: Sequence[Told],
    sheet: str,
    headings: Sequence[tuple[str, str]],
    rows: Iterable[Row],
) -> Batch:
    """Keep what was read: the sheets, and of the chosen one its headings (letter, text) and rows. All of it or nothing.

    Columns with data about people that no list needs are told and not kept. Raises Unready when the same sheet of the
    same content is there already.
    """
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "fill", batch))
    FLOW.move(batch, "fill")
    if queries.taken(batch, sheet):
        raise Unready([_there_already()])
    refused = [place for place, (_letter, text) in enumerate(headings) if checks.is_refused(batch.kind, text)]
    texts = ["" if place in refused else text for place, (_letter, text) in enumerate(headings)]
    batch.sheet, batch.sheets = sheet[:120], [asdict(one) for one in sheets]
    batch.headings, batch.refused = [list(one) for one in headings], refused
    batch.columns = checks.guessed(batch.kind, texts, queries.remembered(batch.unit, batch.kind))
    batch.lines.all().delete()
    batch.total, source = 0, iter(rows)
    while part := list(islice(source, queries.AT_ONCE)):
        lines = [_line(batch, row, refused) for row in part]
        Line.objects.bulk_create(lines, batch_size=queries.AT_ONCE)
        batch.total += len(lines)
    if not batch.total:
        raise Unready([Issue(_("Trang tính không có dòng dữ liệu nào."), _("Chọn trang tính khác hoặc tệp khác."))])
    batch.counts, batch.error = {Standing.UNCHECKED: batch.total}, ""
    batch.version += 1
    batch.save()
    details = {"sheet": sheet, "rows": batch.total, "not_kept": len(refused)}
    record(actor=actor, at=at, event="imports.batch.read", thing=batch, details=details)
    return batch


def _line(batch: Batch, row: Row, refused: Sequence[int]) -> Line:
    cells = ["" if place in refused else text[:MOST_CELL] for place, text in enumerate(row.cells)]
    was = {str(place): text[:MOST_CELL] for place, text in row.was.items() if place not in refused}
    return Line(batch=batch, number=row.number, cells=cells, was=was)


@operation
def choose(*, actor: Actor, at: dt.datetime, batch_id: int, sheet: str, version: int | None = None) -> Batch:
    """Take another sheet of the file; it is read anew."""
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "choose", batch))
    FLOW.move(batch, "choose")
    fresh(batch, version)
    if batch.file is None or sheet not in {one["name"] for one in batch.sheets}:
        raise Unready([Issue(_("Tệp không có trang tính này."), _("Chọn lại."), field="sheet")])
    if queries.taken(batch, sheet):
        raise Unready([_there_already()])
    batch.sheet, batch.columns, batch.defaults = sheet, {}, {}
    batch.save()
    record(actor=actor, at=at, event="imports.sheet.chosen", thing=batch, details={"sheet": sheet})
    ASKED.set(ASKED.get() + 1)
    return batch


@operation
def match(
    *,
    actor: Actor,
    at: dt.datetime,
    batch_id: int,
    columns: Mapping[str, str],
    defaults: Mapping[str, str],
    version: int | None = None,
) -> Batch:
    """Say which column (place, as text) is which field, and which text holds for every line; the check begins.

    The agency's words for its columns are remembered. Raises Unready for what cannot be checked so.
    """
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "match", batch))
    FLOW.move(batch, "match")
    fresh(batch, version)
    columns = {place: name for place, name in columns.items() if name}
    defaults = {name: tidy(text) for name, text in defaults.items() if tidy(text)}
    if issues := checks.before_match(batch.kind, columns, defaults, len(batch.headings)):
        raise Unready(issues)
    batch.columns, batch.defaults, batch.checked_up_to, batch.error = columns, defaults, 0, ""
    batch.lines.update(state=Standing.UNCHECKED, key="")
    batch.counts = {Standing.UNCHECKED: batch.total}
    batch.save()
    _remember(batch)
    record(
        actor=actor,
        at=at,
        event="imports.columns.matched",
        thing=batch,
        details={"columns": columns, "defaults": defaults},
    )
    ASKED.set(ASKED.get() + 1)
    return batch


def _remember(batch: Batch) -> None:
    """Keep each heading with its field, and those left out."""
    unit_id = queries.agency(batch.unit)
    told = {
        queries.heading_key(text): batch.columns.get(str(place), "")
        for place, (_letter, text) in enumerate(batch.headings)
        if text and place not in batch.refused
    }
    rows = [
        ColumnMemory(unit_id=unit_id, kind=batch.kind, heading=heading, field=field)
        for heading, field in told.items()
        if heading
    ]
    ColumnMemory.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit", "kind", "heading"], update_fields=["field"]
    )


@operation
def drop(*, actor: Actor, at: dt.datetime, batch_id: int) -> Batch:
    """Throw away a batch of which nothing was written, with its lines."""
    batch = access.get(actor, batch_id, lock=True)
    allow(access.may(actor, "drop", batch))
    FLOW.move(batch, "drop")
    details = {
        "unit": batch.unit.code,
        "kind": batch.kind,
        "name": batch.name,
        "rows": batch.total,
        "state": State(batch.state),
    }
    record(actor=actor, at=at, event="imports.batch.dropped", thing=batch, details=details)
    batch.delete()
    return batch
