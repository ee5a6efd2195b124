"""By which words each thing is found, read from where it lives. A few queries for many things."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from thidua.domain.awards.queries import book_names
from thidua.domain.decisions.enums import State as DecisionState
from thidua.domain.decisions.models import Decision
from thidua.domain.dossiers.enums import State as DossierState
from thidua.domain.dossiers.models import Dossier, Paper
from thidua.domain.lookup.enums import Kind
from thidua.domain.lookup.queries.words import words_of
from thidua.domain.movements.enums import State as MovementState
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.domain.people.models import Person, Post
from thidua.domain.register.enums import Kind as EntryKind
from thidua.domain.register.models import Entry

Texts = dict[int, str]
MODELS: dict[Kind, type[Model]] = {
    Kind.PERSON: Person,
    Kind.UNIT: Unit,
    Kind.ENTRY: Entry,
    Kind.DOSSIER: Dossier,
    Kind.DECISION: Decision,
    Kind.MOVEMENT: Movement,
    Kind.PAPER: Paper,
}


def texts(kind: Kind, ids: list[int]) -> Texts:
    """What the index keeps of these things; what is gone, or says nothing any more, is left out."""
    return {id: " ".join(dict.fromkeys(words)) for id, words in READ[kind](ids)}


def ids_after(kind: Kind, last: int, most: int) -> list[int]:
    """Ids of the kind in their order, from the one after `last` on."""
    rows: Any = MODELS[kind]._base_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def with_successors(ids: Iterable[int]) -> set[int]:
    """The units, and those that took their places, and so on: each is found by the names of those before it."""
    found, new = set(ids), set(ids)
    while new:
        new = set(Succession.objects.filter(before__in=new).values_list("after", flat=True)) - found
        found |= new
    return found


Rows = Iterable[tuple[int, list[str]]]


def _below(path: str, mark: str = "u") -> list[str]:
    """The subtrees in which the unit at the path lies, its own among them."""
    return [f"_{mark}{id}" for id in path.strip("/").split("/") if id]


def _people(ids: list[int]) -> Rows:
    paths = defaultdict(set)
    for person, path in Post.objects.filter(person__in=ids).order_by().values_list("person", "unit__path"):
        paths[person].add(path)
    for id, name, code in Person.objects.filter(pk__in=ids).values_list("pk", "full_name", "code"):
        places = [mark for path in sorted(paths[id]) for mark in _below(path)]
        yield id, [*words_of([name, code]), *places, f"_p{id}"]


def _names_of_units(ids: set[int]) -> dict[int, list[str]]:
    """What each unit was ever called."""
    found = defaultdict(list)
    for id, name in Unit.objects.filter(pk__in=ids).values_list("pk", "name"):
        found[id].append(name)
    for id, name in FormerName.objects.filter(unit__in=ids).values_list("unit", "name"):
        found[id].append(name)
    return found


def _units(ids: list[int]) -> Rows:
    before, new, origins = set(ids), set(ids), defaultdict(list)
    while new:
        pairs = Succession.objects.filter(after__in=new).values_list("after", "before")
        for after, one in pairs:
            origins[after].append(one)
        new = {one for _after, one in pairs} - before
        before |= new
    names = _names_of_units(before)

    def ever(id: int, seen: set[int]) -> list[str]:
        if id in seen:
            return []
        seen.add(id)
        return names[id] + [name for one in origins[id] for name in ever(one, seen)]

    for unit in Unit.objects.filter(pk__in=ids):
        yield unit.pk, [*words_of([*ever(unit.pk, set()), unit.code, unit.official_code]), *_below(unit.path)]


def _entries(ids: list[int]) -> Rows:
    known = book_names()
    rows = Entry.objects.standing().filter(pk__in=ids).select_related("unit", "person")
    units = _names_of_units({row.unit_id for row in rows if row.person_id is None})
    for row in rows:
        whom = [row.person.full_name] if row.person else [row.recipient, *units[row.unit_id], *map(str, row.names)]
        years = [str(year) for year in {*row.years, row.span_from, row.span_until}]
        text = [known.get(row.award, row.award), row.award_as_written, *whom, row.decision_number, *years]
        marks = [*_below(row.unit.path), *([f"_p{row.person_id}"] if row.person_id else [])]
        if row.kind == EntryKind.PUBLISHED and not row.is_sample:
            marks.append("_all")
        yield row.pk, [*words_of(text), *marks]


def _rights_to(dossier: Dossier) -> list[str]:
    """The unit that proposes; the one that receives, for those who audit it, and for all once it was sent."""
    above = dossier.superior.path
    is_sent = dossier.state != DossierState.DRAFT or dossier.sent_at is not None
    return [*_below(dossier.unit.path), *_below(above, "v"), *(_below(above, "s") if is_sent else [])]


def _dossiers(ids: list[int]) -> Rows:
    for row in Dossier.objects.filter(pk__in=ids).select_related("unit", "superior"):
        yield row.pk, [*words_of([row.title, row.received_paper, str(row.year)]), *_rights_to(row)]


def _papers(ids: list[int]) -> Rows:
    rows = Paper.objects.filter(pk__in=ids).select_related("file", "dossier__unit", "dossier__superior")
    for row in rows:
        yield row.pk, [*words_of([row.title, row.file.name, str(row.dossier.year)]), *_rights_to(row.dossier)]


def _decisions(ids: list[int]) -> Rows:
    for row in Decision.objects.filter(pk__in=ids).select_related("unit"):
        number = [row.full_number, str(row.number), str(row.number_year)] if row.number else []
        marks = [*_below(row.unit.path), f"_o{row.unit_id}"]
        marks += [f"_l{row.unit_id}"] if row.state == DecisionState.ISSUED else []
        yield row.pk, [*words_of([row.title, str(row.year), *number]), *marks]


def _movements(ids: list[int]) -> Rows:
    for row in Movement.objects.filter(pk__in=ids).select_related("unit"):
        marks = [*_below(row.unit.path), *([f"_l{row.unit_id}"] if row.state != MovementState.DRAFT else [])]
        yield row.pk, [*words_of([row.title, str(row.year)]), *marks]


READ: dict[Kind, Callable[[list[int]], Rows]] = {
    Kind.PERSON: _people,
    Kind.UNIT: _units,
    Kind.ENTRY: _entries,
    Kind.DOSSIER: _dossiers,
    Kind.DECISION: _decisions,
    Kind.MOVEMENT: _movements,
    Kind.PAPER: _papers,
}
