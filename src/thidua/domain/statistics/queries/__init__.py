"""What an agency and its people received in any span of years, each figure with the entries it is made of."""

from thidua.domain.statistics.queries.counting import Number, Part, behind, inside, overlap, summary
from thidua.domain.statistics.queries.dated import decided
from thidua.domain.statistics.queries.shape import Grantor, Left, Row, Summary, runs

__all__ = [
    "Grantor",
    "Left",
    "Number",
    "Part",
    "Row",
    "Summary",
    "behind",
    "decided",
    "inside",
    "overlap",
    "runs",
    "summary",
]
