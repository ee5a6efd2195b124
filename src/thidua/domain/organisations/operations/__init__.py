"""The acts on units, on the list of places, and on clusters."""

from thidua.domain.organisations.operations.arranging import end, merge, move, split
from thidua.domain.organisations.operations.change import New
from thidua.domain.organisations.operations.clusters import (
    end_cluster,
    form_cluster,
    join_cluster,
    lead_cluster,
    leave_cluster,
)
from thidua.domain.organisations.operations.founding import edit, found, rename
from thidua.domain.organisations.operations.loading import load
from thidua.domain.organisations.operations.mending import annul, take_back_many

__all__ = [
    "New",
    "annul",
    "edit",
    "end",
    "end_cluster",
    "form_cluster",
    "found",
    "join_cluster",
    "lead_cluster",
    "leave_cluster",
    "load",
    "merge",
    "move",
    "rename",
    "split",
    "take_back_many",
]
