"""What pages of the desk need beside the components."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _l

from thidua.base.audit.models import Event
from thidua.domain.awards import queries as awards
from thidua.doors.desk.events import label

register = template.Library()


@register.simple_tag(takes_context=True)
def form_marks(context: dict[str, Any], version: int | str | None = None) -> str:
    """The hidden marks of a form: the token that makes a second sending harmless, and the version it was opened at."""
    once = format_html('<input type="hidden" name="once" value="{}">', context["once"])
    if version in (None, ""):
        return once
    return format_html('{}<input type="hidden" name="version" value="{}">', once, version)


@register.filter
def timeline(events: list[Event]) -> list[dict[str, Any]]:
    """Audit lines as the timeline shows them, newest first."""
    lines = [
        {
            "at": event.at,
            "who": event.actor_name,
            "unit": event.unit_name,
            "what": label(event.event),
            "note": event.details.get("reason", ""),
            "tone": "neutral",
        }
        for event in events
    ]
    return lines[::-1]


@register.filter
def award_name(award: str) -> str:
    """The award's name in the page's language."""
    return awards.name(award)


@register.simple_tag(takes_context=True)
def list_file(context: dict[str, Any], kind: str) -> str:
    """The address of the file of the page's list, with its filters and its order, of all its pages."""
    query = context["request"].GET.copy()
    query.pop("trang", None)
    query["tep"] = kind
    return f"?{query.urlencode()}"


BOOK = {
    "record": _l("Sổ vàng"),
    "summary": _l("Tổng kết"),
    "statistics": _l("Thống kê"),
    "reports": _l("Báo cáo"),
}


@register.simple_tag
def book_tabs(here: str) -> list[dict[str, Any]]:
    """What can be done with the book of honours, each a page of its own: read, sum up, compare, report."""
    return [{"label": label, "url": reverse(f"desk:{name}"), "current": name == here} for name, label in BOOK.items()]
