"""Questions about units."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from thidua.domain.organisations.models import Unit
from thidua.kernel.periods import in_force


def units(on: dt.date) -> models.QuerySet[Unit]:
    """The units that exist on the day, parents before children."""
    return Unit.objects.filter(in_force(on)).order_by("path")


def under(unit: Unit) -> models.QuerySet[Unit]:
    """The unit and every unit below it, of any time."""
    return Unit.objects.filter(path__startswith=unit.path).order_by("path")


def by_path(paths: tuple[str, ...], field: str = "path") -> models.Q:
    """The filter for things whose unit lies in one of the subtrees; no subtree lets nothing through."""
    query = models.Q(pk__in=[])
    for path in paths:
        query |= models.Q(**{f"{field}__startswith": path})
    return query


def above(unit: Unit) -> list[int]:
    """The ids of the unit itself and of every unit above it."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def has_samples() -> bool:
    """Whether sample data is loaded."""
    return Unit.objects.filter(is_sample=True).exists()


@dataclass(frozen=True)
class Node:
    """A unit in the tree of a day: how deep below the topmost one shown, and whether units stand below it."""

    unit: Unit
    depth: int
    has_children: bool


def tree(on: dt.date, top: Unit | None = None) -> list[Node]:
    """The units that exist on the day, under `top` where given, as a tree walked from above. One query."""
    rows = list(units(on) if top is None else units(on).filter(path__startswith=top.path))
    least = min((unit.path.count("/") for unit in rows), default=0)
    parents = {unit.parent_id for unit in rows}
    return [Node(unit, unit.path.count("/") - least, unit.pk in parents) for unit in rows]
