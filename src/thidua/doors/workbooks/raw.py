"""A sheet as the readers of all kinds give it: its rows with content, sparse, in their order; and the count of it all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from thidua.doors.workbooks.cells import letter
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits


class Merge(NamedTuple):
    """A merged area that begins in a row: its first column, its last row and column (rows from 1, columns from 0)."""

    place: int
    last_row: int
    last_place: int


@dataclass
class Raw:
    """One row with content: its texts by column, what they were before mending, which formulas have no value."""

    number: int
    cells: dict[int, str]
    was: dict[int, str] = field(default_factory=dict)
    uncomputed: list[int] = field(default_factory=list)
    merges: Iterable[Merge] = ()


class Count:
    """Keeps count over all sheets of a file, and refuses what goes beyond the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.cells, self.rows, self.sheets = limits, 0, 0, 0

    def sheet(self) -> None:
        """One sheet more."""
        self.sheets += 1
        if self.sheets > self.limits.sheets:
            raise Refusal("sheets", most=self.limits.sheets)

    def row(self, sheet: str, raw: Raw) -> Raw:
        """One row with content more; none of its cells may stand too far out."""
        self.rows += 1
        if self.rows > self.limits.rows:
            raise Refusal("rows", most=self.limits.rows, row=raw.number, sheet=sheet)
        far = max(raw.cells)
        if far >= self.limits.columns:
            raise Refusal("far", cell=f"{letter(far)}{raw.number}", sheet=sheet)
        return raw

    def too_many(self, sheet: str, cell: str) -> Refusal:
        """The refusal of a cell beyond the limit."""
        return Refusal("cells", most=self.limits.cells, cell=cell, sheet=sheet)
