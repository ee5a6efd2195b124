"""Questions to batches: what is listed, how far one is, its lines, what still rests on what it wrote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from thidua.domain.imports.enums import OVER, WORKED, Standing
from thidua.domain.imports.models import Batch, ColumnMemory, Line, Made
from thidua.domain.imports.states import FLOW
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.domain.register.models import Entry
from thidua.kernel.text import fold, key

AT_ONCE = 2_000
"""How many lines are checked in one step, and how many values one question to the database holds."""


def verbs(batch: Batch) -> list[tuple[str, str]]:
    """The verbs that make sense in the batch's state, with their labels."""
    return FLOW.offered(batch)


def listed(batches: models.QuerySet[Batch]) -> models.QuerySet[Batch]:
    """The batches as a list shows them, the newest first."""
    return (
        batches.select_related("unit", "asked_by").defer("sheets", "headings", "columns").order_by("-asked_at", "-pk")
    )


def unfinished() -> models.QuerySet[Batch]:
    """The batches on which the worker has something to do, the oldest first."""
    return Batch.objects.filter(state__in=WORKED).order_by("asked_at", "pk")


def earlier(unit: Unit, kind: str, digest: str, sheet: str = "") -> Batch | None:
    """The batch of the same content, kind and unit that is not over; of the same sheet where one is named."""
    rows = Batch.objects.filter(unit=unit, kind=kind, digest=digest).exclude(state__in=OVER)
    return (rows.filter(Q(sheet=sheet) | Q(sheet="")) if sheet else rows).order_by("pk").first()


def taken(batch: Batch, sheet: str) -> bool:
    """Whether another batch has the same sheet of the same content already."""
    same = Batch.objects.filter(unit=batch.unit_id, kind=batch.kind, digest=batch.digest, sheet=sheet)
    return same.exclude(pk=batch.pk).exclude(state__in=OVER).exists()


def changes() -> int:
    """How many batches were ever written, and how many undone: where it differs, a check made before may be old."""
    times = Batch.objects.order_by().aggregate(written=models.Count("written_at"), undone=models.Count("undone_at"))
    return int(times["written"]) + int(times["undone"])


def counted(batch: Batch) -> dict[str, int]:
    """Standing → how many lines. One query."""
    rows = batch.lines.order_by().values_list("state").annotate(n=models.Count("pk"))
    return dict(rows)


def lines(batch: Batch, *states: str) -> models.QuerySet[Line]:
    """The lines in their order; of some standings only."""
    rows = batch.lines.order_by("number")
    return rows.filter(state__in=states) if states else rows


def alike(batch: Batch, field: str, text: str) -> list[Line]:
    """The lines that are to be mended and have the same text in the field."""
    place = next((int(place) for place, name in batch.columns.items() if name == field), None)
    wanted = key(text)
    found = lines(batch, Standing.WRONG, Standing.NEW, Standing.SAME).iterator(chunk_size=AT_ONCE)
    return [line for line in found if key(told(batch, line, field, place)) == wanted]


def told(batch: Batch, line: Line, field: str, place: int | None) -> str:
    """The text of a field in a line: mended, else of its column, else what holds for all."""
    if field in line.mended:
        return str(line.mended[field])
    text = line.cells[place] if place is not None and place < len(line.cells) else ""
    return text or str(batch.defaults.get(field, ""))


def with_problem(batch: Batch, code: str, field: str = "") -> list[Line]:
    """The lines, not skipped, that have a problem of this code, in this field where one is named."""
    found = lines(batch, Standing.WRONG, Standing.NEW, Standing.SAME).exclude(problems=[]).iterator(chunk_size=AT_ONCE)
    return [line for line in found if any(one["code"] == code and field in ("", one["field"]) for one in line.problems)]


def problem_groups(batch: Batch) -> list[tuple[tuple[str, str], int, dict[str, Any]]]:
    """(field, code), how many lines have such a problem, the first of them; what must be mended and is frequent first."""
    count: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    rows = lines(batch, Standing.WRONG, Standing.NEW, Standing.SAME).exclude(problems=[])
    for problems in rows.values_list("problems", flat=True).iterator(chunk_size=AT_ONCE):
        for one in problems:
            kind = (one["field"], one["code"])
            count[kind] = count.get(kind, 0) + 1
            first.setdefault(kind, one)
    order = sorted(count, key=lambda kind: (first[kind]["is_warning"], -count[kind]))
    return [(kind, count[kind], first[kind]) for kind in order]


# -- what agencies call the columns ------------------------------------------------------------------------------------


def agency(unit: Unit) -> int:
    """The id of the nearest unit, from the unit up, that decides awards itself; else of the unit at the top."""
    chain = above(unit)
    deciding = set(Unit.objects.filter(pk__in=chain).exclude(level=Level.NONE).values_list("pk", flat=True))
    return next((id for id in reversed(chain) if id in deciding), chain[0])


def remembered(unit: Unit, kind: str) -> dict[str, str]:
    """Folded heading → field, as the agency of the unit matched it last. Two queries."""
    rows = ColumnMemory.objects.filter(unit=agency(unit), kind=kind).order_by("pk")
    return dict(rows.values_list("heading", "field"))


def heading_key(heading: str) -> str:
    """A heading as it is remembered."""
    return fold(key(heading))[:200]


# -- what rests on what was written ------------------------------------------------------------------------------------


def made_of(batch: Batch) -> dict[str, list[int]]:
    """Model → ids of what the batch wrote. One query."""
    found: dict[str, list[int]] = {}
    for model, thing in Made.objects.filter(batch=batch).order_by("pk").values_list("model", "thing"):
        found.setdefault(model, []).append(thing)
    return found


def changed_since(entry_ids: Sequence[int]) -> list[Entry]:
    """Those of the entries that somebody corrected or revoked meanwhile, at most ten."""
    found: list[Entry] = []
    for start in range(0, len(entry_ids), AT_ONCE):
        found += Entry.objects.filter(pk__in=entry_ids[start : start + AT_ONCE], successor__isnull=False)[:10]
    return found[:10]


def still_used(model: type[models.Model], ids: Iterable[int], own: Mapping[str, set[int]]) -> list[Any]:
    """Those of the things that something other than the batch itself rests on, at most ten.

    Asks every key to the model that protects what it points to. `own`: model → ids that go with the things.
    """
    wanted, found = list(ids), set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is not models.PROTECT:
            continue
        other: Any = relation.related_model
        name = relation.field.name
        for start in range(0, len(wanted), AT_ONCE):
            rows = other._base_manager.filter(**{f"{name}__in": wanted[start : start + AT_ONCE]}).order_by("pk")
            for pk, target in rows.values_list("pk", f"{name}_id"):
                if pk not in own.get(other._meta.label_lower, ()):
                    found.add(target)
    return list(model._base_manager.filter(pk__in=sorted(found)[:10]).order_by("pk"))
