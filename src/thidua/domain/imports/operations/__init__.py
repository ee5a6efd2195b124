"""The acts on batches: a person asks, matches, mends and has it written; the system's workers read, check and write."""

from thidua.domain.imports.operations.asking import ASKED, Row, Told, ask, choose, drop, fill, match
from thidua.domain.imports.operations.mending import accept, mend, mend_alike, skip
from thidua.domain.imports.operations.working import Step, advance, fail
from thidua.domain.imports.operations.writing import undo, write

__all__ = [
    "ASKED", "Row", "Step", "Told", "accept", "advance", "ask", "choose", "drop", "fail", "fill", "match", "mend",
    "mend_alike", "skip", "undo", "write",
]  # fmt: skip
