"""The shape of a summary: rows with their figures, and what could not be counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.register.enums import Mode, SubjectKind
from thidua.domain.register.models import Record

KINDS = (
    SubjectKind.COLLECTIVE,
    SubjectKind.INDIVIDUAL,
    SubjectKind.HOUSEHOLD,
    SubjectKind.MIXED,
    SubjectKind.UNSTATED,
)
ALWAYS = KINDS[:2]
"""The kinds whose total is told even where it is nought."""


@dataclass
class Grantor:
    """How many of a row one grantor gave; without a name the source does not say, or does not separate them."""

    granted_by: str
    count: int
    separated: bool = True

    @property
    def name(self) -> str:
        """The grantor in words."""
        if self.granted_by:
            return self.granted_by
        return _("nguồn không ghi nơi tặng") if self.separated else _("nhiều nơi tặng, không tách được")


@dataclass
class Row:
    """One award for one kind of subject and of achievement.

    Of `count`, `named` are entries with a name, and `yearless` have no year of their own in their source.
    """

    award: str
    award_name: str
    subject_kind: str
    mode: str
    count: int = 0
    named: int = 0
    yearless: int = 0
    separated: bool = True
    years: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    granted_by: list[Grantor] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    @property
    def mode_name(self) -> str:
        """The kind of achievement in words."""
        return str(Mode(self.mode).label).lower()

    @property
    def years_text(self) -> str:
        """The years in a line, and how many have none: 2011, 2012, 2014–2016; 3 lượt không ghi năm riêng."""
        none = _("%(n)s lượt không ghi năm riêng") % {"n": self.yearless} if self.yearless else ""
        return "; ".join(part for part in (runs(self.years), none) if part)

    def add(self, count: int, years: Iterable[int], granted_by: str, *, separated: bool = True) -> None:
        """Count some awards in."""
        self.count += count
        self.years = sorted({*self.years, *years})
        self.separated = self.separated and separated
        known = next(
            (one for one in self.granted_by if (one.granted_by, one.separated) == (granted_by, separated)), None
        )
        if known is None:
            self.granted_by.append(Grantor(granted_by, count, separated))
        else:
            known.count += count

    def to_json(self) -> dict[str, Any]:
        """As `report summary --json` prints it."""
        return {
            "award": self.award,
            "award_name": self.award_name,
            "subject_kind": self.subject_kind,
            "mode": self.mode,
            "count": self.count,
            "separated": self.separated,
            "years": self.years,
            "doubts": self.doubts,
            "granted_by": [{"granted_by": one.granted_by or None, "count": one.count} for one in self.granted_by],
            "statements": self.statements,
            "named": self.named,
            "yearless": self.yearless,
        }


@dataclass(frozen=True)
class Left:
    """Awards that belong to no figure, with the reason. `why`: span | overlap | named | dropped."""

    why: str
    award: str
    award_name: str
    subject_kind: str
    mode: str
    count: int
    reason: str
    statement: int | None = None

    @property
    def mode_name(self) -> str:
        """The kind of achievement in words."""
        return str(Mode(self.mode).label).lower()


@dataclass(frozen=True)
class Summary:
    """Rows with their figures, the highest honours first, and what could not be counted.

    `stages`: what sources tell of other stages than the decision, such as proposals; added to nothing.
    """

    agency: Unit
    from_year: int
    until_year: int
    rows: tuple[Row, ...]
    undated: tuple[Left, ...]
    sources: tuple[Record, ...] = ()
    stages: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def kinds(self) -> list[SubjectKind]:
        """The kinds of subjects that the summary speaks of: always collectives and individuals."""
        found = {one.subject_kind for one in self.rows} | {one.subject_kind for one in self.undated}
        return [kind for kind in KINDS if kind in ALWAYS or kind in found]

    @property
    def totals(self) -> dict[str, int]:
        """How many awards of each kind of subject."""
        return {kind.value: sum(row.count for row in self.rows_of(kind)) for kind in self.kinds}

    @property
    def uncounted(self) -> dict[str, int]:
        """How many of each kind no figure holds, because their source does not divide them over years."""
        return {
            kind.value: sum(one.count for one in self.undated if one.subject_kind == kind and one.why == "span")
            for kind in self.kinds
        }

    def rows_of(self, subject_kind: str) -> list[Row]:
        """The rows of one kind of subject."""
        return [row for row in self.rows if row.subject_kind == subject_kind]

    def to_json(self) -> dict[str, Any]:
        """As `report summary --json` prints it."""
        return {
            "agency": self.agency.name,
            "from": self.from_year,
            "to": self.until_year,
            "totals": self.totals,
            "rows": [row.to_json() for row in self.rows],
            "undated": [vars(left) for left in self.undated],
            "stages": {stage: [row.to_json() for row in rows] for stage, rows in self.stages.items()},
            "sources": [one.source for one in self.sources],
        }


def runs(years: Iterable[int]) -> str:
    """Years in a line, runs of three and more drawn together: 2011, 2012, 2014–2016."""
    groups: list[list[int]] = []
    for year in sorted(years):
        if groups and year == groups[-1][-1] + 1:
            groups[-1].append(year)
        else:
            groups.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in groups)
