"""What the grid of a registration shows, and what its form sends."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from thidua.base.audit import queries as audit
from thidua.domain.awards import queries as awards
from thidua.domain.registrations import access, queries
from thidua.domain.registrations.models import Registration
from thidua.doors.page import acts
from thidua.kernel.errors import NotFound

Target = tuple[int | None, str]


@dataclass
class Cell:
    """One title for one subject: what its tick sends, and whether it is ticked."""

    value: str
    award: str
    name: str
    is_ticked: bool


@dataclass
class Row:
    """One person, or the collective: last year's titles and a cell for each title."""

    name: str
    is_sample: bool
    last: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is registered for this subject."""
        return not any(cell.is_ticked for cell in self.cells)


def names(award_ids) -> str:
    """Titles in words, one after the other."""
    return ", ".join(awards.name(id) for id in award_ids)


def cells(key: str, person_id: int | None, ladder: list[str], marked: set[Target]) -> list[Cell]:
    """The cells of one row."""
    return [Cell(f"{key}:{award}", award, awards.name(award), (person_id, award) in marked) for award in ladder]


def marked_in(request: Any) -> set[Target]:
    """The ticks that the form sent. Raises NotFound for what no form of ours sends."""
    marked: set[Target] = set()
    for value in request.POST.getlist("aim"):
        key, _sep, award = value.partition(":")
        if key == "u":
            marked.add((None, award))
        elif key.isascii() and key.isdigit() and len(key) < 16:
            marked.add((int(key), award))
        else:
            raise NotFound(_("Có ô đánh dấu không đọc được. Hãy tải lại trang rồi đánh dấu lại."))
    return marked


def context(request: Any, registration: Registration, marked: set[Target] | None = None) -> dict[str, object]:
    """The page of one registration; with `marked`, as the person ticked it before it was refused."""
    if marked is None:
        marked = queries.aims(registration)
    people = list(queries.members(registration))
    last_year = registration.movement.year - 1
    last = queries.titles_of([person.pk for person in people], last_year)
    individual, collective = list(awards.ladder("individual")), list(awards.ladder("collective"))
    rows = [
        Row(
            person.full_name,
            person.is_sample,
            names(last[person.pk]),
            cells(str(person.pk), person.pk, individual, marked),
        )
        for person in people
    ]
    unit = registration.unit
    own = names(queries.titles_of_unit(unit, last_year))
    offered = acts(request.actor, registration, access.may, queries.verbs(registration))
    may_save = next((act["right"] for act in offered if act["verb"] == "save"), None)
    return {
        "registration": registration,
        "stale": "",
        "issues": [],
        "collective": Row(unit.name, unit.is_sample, own, cells("u", None, collective, marked)),
        "rows": rows,
        "columns": [(award, awards.name(award)) for award in individual],
        "figures": [
            (award, awards.name(award), sum((row.cells[place].is_ticked) for row in rows))
            for place, award in enumerate(individual)
        ],
        "empty_count": sum(row.is_empty for row in rows),
        "last_year": last_year,
        "acts": [act for act in offered if act["verb"] not in {"save", "send"}],
        "may_save": may_save,
        "is_running": queries.is_running(registration.movement),
        "is_editable": bool(may_save) and queries.is_running(registration.movement),
        "answerer": unit if registration.movement.unit_id == unit.pk else unit.parent or unit,
        "events": audit.of(registration),
    }
