"""Published numbers of awards decided, none of them twice."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry, Record


def published(rows: QuerySet[Entry]) -> Iterator[tuple[Entry, int]]:
    """The published numbers among granted entries that have a day of decision, each with how many of it count. One query.

    Less what named entries of the same award, day, mode and unit hold; of equal numbers of two sources the first; none
    that the newest edition of its source does not say any more.
    """
    newest = Record.objects.filter(source=OuterRef("source")).order_by("-pk").values("keys")[:1]
    same = {name: OuterRef(name) for name in ("award", "subject_kind", "mode", "decided_on")}
    held = (
        Entry.objects.granted()
        .filter(kind=Kind.GRANT, unit__path__startswith=OuterRef("unit__path"), **same)
        .order_by()
        .values("kind")
        .values(n=Sum("count"))
    )
    found = rows.filter(kind=Kind.PUBLISHED, decided_on__isnull=False).select_related("unit").order_by("pk")
    seen: set[tuple[Any, ...]] = set()
    for entry in found.annotate(keys=Subquery(newest), held=Subquery(held)):
        key = (entry.award, entry.subject_kind, entry.mode, entry.decided_on, entry.unit_id, entry.granted_by)
        is_dropped = entry.keys is not None and entry.source_key not in entry.keys
        count = 0 if is_dropped or key in seen else max(0, entry.count - (entry.held or 0))
        seen.add(key)
        if count:
            yield entry, count
