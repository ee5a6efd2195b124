"""Questions about units: the tree, names through time, what a unit came from and what it became, clusters."""

from thidua.domain.organisations.queries.clusters import (
    Turn,
    clusters_of,
    head_of,
    heads_in,
    members_on,
    rotation,
    with_members,
)
from thidua.domain.organisations.queries.names import Found, Names, find_by_name, name_on, names, names_on
from thidua.domain.organisations.queries.through_time import Kin, heirs, inherited, lineage, near, within
from thidua.domain.organisations.queries.tree import Node, above, by_path, has_samples, tree, under, units

__all__ = [
    "Found",
    "Kin",
    "Names",
    "Node",
    "Turn",
    "above",
    "by_path",
    "clusters_of",
    "find_by_name",
    "has_samples",
    "head_of",
    "heads_in",
    "heirs",
    "lineage",
    "inherited",
    "within",
    "members_on",
    "name_on",
    "names",
    "names_on",
    "near",
    "rotation",
    "tree",
    "under",
    "units",
    "with_members",
]
