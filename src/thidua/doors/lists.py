"""The list of a page and its file are one thing: the page declares columns and rows once, the address with `tep` is the file.

Filters and order are those of the address, since the same view made the rows; a file has all pages of them.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.utils.functional import Promise

from thidua.doors import sheets
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound
from thidua.kernel.text import fold

AT_ONCE = 2_000
MOST_AT_ONCE = 5_000
"""A longer list is written in the background."""
SALT, SIGNED_SECONDS = "thidua.doors.lists", 12 * 3600
KINDS = ("xlsx", "csv")


@dataclass(frozen=True)
class Column:
    """One column of a list: its heading, what a row says in it, its width in characters in a spreadsheet."""

    heading: str | Promise
    of: Callable[[Any], Any]
    width: int = 20


@dataclass(frozen=True)
class Listed:
    """A list as it stands on the screen, all its pages: what it is called, its columns, its rows in their order.

    `shown` makes of some rows what the columns read, as the page does of those that it shows.
    """

    title: str
    columns: Sequence[Column]
    rows: QuerySet[Any] | Sequence[Any]
    shown: Callable[[list[Any]], Iterable[Any]] = iter

    def count(self) -> int:
        """How many rows there are."""
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def lines(self) -> Iterator[list[sheets.Value]]:
        """The values of each row, read as they are needed."""
        rows = self.rows.iterator(AT_ONCE) if isinstance(self.rows, QuerySet) else self.rows
        for some in batched(rows, AT_ONCE):
            for row in self.shown(some):
                yield [told(column.of(row)) for column in self.columns]

    def sheet(self, lines: Iterator[list[sheets.Value]] | None = None) -> sheets.Sheet:
        """The list as a table to be written; `lines` in place of its own, for who counts them."""
        columns = [sheets.Column(f"c{place}", str(one.heading), one.width) for place, one in enumerate(self.columns)]
        return sheets.Sheet(self.title, columns, self.lines() if lines is None else lines)


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The rows, so many at a time."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some


def told(value: Any) -> sheets.Value:
    """A value as a cell takes it: numbers and days as such, moments in Vietnam's time, the rest as text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, bool):
        return "x" if value else ""
    return value if value is None or isinstance(value, int | dt.date) else str(value)


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], listed: Listed, status: int = 200
) -> HttpResponse:
    """The page, or the file of its list when the address asks for one (`tep`). What was asked wrongly is told on the page."""
    if getattr(request, "is_written", False):
        return Rows(listed)
    kind = request.GET.get("tep", "")
    if request.method != "GET" or kind not in KINDS or status != 200:
        return render(request, template, context, status=status)
    if (count := listed.count()) > MOST_AT_ONCE:
        return later(request, kind, listed, count)
    file = io.BytesIO()
    sheets.write(kind, file, listed.sheet(), request.at)  # type: ignore[attr-defined]
    return download(file.getvalue(), kind, file_name(listed.title, kind))


class Rows(HttpResponse):
    """What a worker gets from a page in place of it: the list."""

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self.listed = listed


def later(request: HttpRequest, kind: str, listed: Listed, count: int) -> HttpResponse:
    """The page that offers to write a long list in the background. What it will ask for is signed."""
    query = request.GET.copy()
    for name in ("tep", "trang"):
        query.pop(name, None)
    address = {"path": request.path, "query": query.urlencode()}
    wanted = signing.dumps({"title": listed.title, "kind": kind, "total": count, **address}, salt=SALT)
    back_url = f"{request.path}?{address['query']}"
    context = {"title": listed.title, "count": count, "wanted": wanted, "back_url": back_url}
    return render(request, "desk/exports/ask.html", context)


def read(actor: Actor, path: str, query: str, at: dt.datetime) -> Listed:
    """The list at an address of the desk as the actor may see it now, for a worker. Raises NotFound where there is none."""
    request: Any = HttpRequest()
    request.method, request.path, request.GET = "GET", path, QueryDict(query)
    request.actor, request.at, request.id, request.is_written = actor, at, actor.request_id, True
    found = resolve(path)
    response = found.func(request, *found.args, **found.kwargs)
    if not isinstance(response, Rows):
        raise NotFound()
    return response.listed


def file_name(title: str, kind: str) -> str:
    """The name of a file: the title in letters that every machine takes."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(title)).split()
    return f"{'-'.join(words)[:80].strip('-') or 'danh-sach'}.{kind}"


def download(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be kept, not shown."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=sheets.TYPES[kind], headers=headers)
