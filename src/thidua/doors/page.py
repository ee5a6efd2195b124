"""What page views share: numbers from the address, pages of a list, the acts that a record's page offers."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from thidua.kernel.actor import Actor
from thidua.kernel.rights import Right

PER_PAGE = 50


def number(request: HttpRequest, name: str, default: int | None = None) -> int | None:
    """A whole number of at most nine digits from the form or the address; the default when it is none."""
    text = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def paged(request: HttpRequest, rows: QuerySet | list, per_page: int = PER_PAGE) -> Page:
    """The page of the list that the address names (`trang`)."""
    return Paginator(rows, per_page).get_page(number(request, "trang", 1))


def acts(
    actor: Actor, thing: Any, may: Callable[..., Right], verbs: list[tuple[str, str]], *leave_out: str
) -> list[dict[str, Any]]:
    """The acts that a record's page offers, each with its right; a refused one shows its reason.

    `verbs` are those that make sense now (`queries.verbs(thing)`).
    """
    return [
        {"verb": verb, "label": label, "right": may(actor, verb, thing)}
        for verb, label in verbs
        if verb not in leave_out
    ]
