"""From a spreadsheet to a batch: the reader's sheets handed to the domain, for the worker, the desk and the command line."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.base.files.checks import extension
from thidua.base.files.queries import is_there, path_of
from thidua.domain.imports import access, checks, operations
from thidua.domain.imports.enums import State
from thidua.domain.imports.models import Batch
from thidua.doors import workbooks
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue


def read_waiting(actor: Actor, batch_id: int) -> None:
    """Read the file of a batch that waits for it; nothing for one that does not. Raises Unready for a file refused."""
    batch = access.get(actor, batch_id)
    if batch.state != State.WAITING:
        return
    if batch.file is None or not is_there(batch.file):
        raise Unready([Issue(_("Không còn nội dung để đọc."), _("Nộp lại tệp hoặc dán lại bảng."))])
    read(actor, batch, path_of(batch.file.sha256), extension(batch.file.name))


def read(actor: Actor, batch: Batch, path: Path, kind: str) -> Batch:
    """Read the file and keep its rows with the batch."""
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        return keep(actor, batch, workbooks.read(path, kind, Path(folder)))


def keep(actor: Actor, batch: Batch, book: workbooks.Workbook) -> Batch:
    """Keep the rows of the sheet that is wanted, else of the likeliest."""
    sheet = chosen(book, batch)
    return operations.fill(
        actor=actor,
        at=clock.now(),
        batch_id=batch.pk,
        sheets=[told(one) for one in book.sheets],
        sheet=sheet.name,
        headings=[(column.letter, column.heading) for column in sheet.columns],
        rows=rows(sheet),
    )


def told(sheet: workbooks.Sheet) -> operations.Told:
    """What is kept of a sheet besides its rows."""
    notes = tuple(f"{issue.text} {issue.remedy}".strip() for issue in sheet.issues)
    return operations.Told(sheet.name, sheet.is_hidden, sheet.is_sample, sheet.title, sheet.row_count, notes)


def rows(sheet: workbooks.Sheet) -> Iterator[operations.Row]:
    """The rows of a sheet as the domain takes them."""
    for row in sheet.rows():
        yield operations.Row(row.number, row.cells, row.was)


def chosen(book: workbooks.Workbook, batch: Batch) -> workbooks.Sheet:
    """The sheet of the batch's name; else, of those in sight that are no samples, the one whose columns say most."""
    for one in book.sheets:
        if batch.sheet and one.name == batch.sheet:
            return one
    shown = [one for one in book.sheets if one.row_count and not one.is_hidden and not one.is_sample]
    if not shown:
        raise Unready([Issue(_("Tệp không có trang tính nào có dữ liệu."), _("Chọn tệp khác."))])

    def weight(one: workbooks.Sheet) -> tuple[int, int]:
        return len(checks.guessed(batch.kind, [column.heading for column in one.columns], {})), one.row_count

    return max(shown, key=weight)
