"""How the lines of each kind are written through the acts of the floors below, and how they are taken back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Min
from django.utils.translation import gettext as _

from thidua.domain.assessment import operations as assessment
from thidua.domain.assessment.enums import Discipline
from thidua.domain.assessment.models import Result
from thidua.domain.imports import queries
from thidua.domain.imports.enums import Kind
from thidua.domain.imports.models import Batch, Line
from thidua.domain.initiatives import operations as initiatives
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations import operations as organisations
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.people import operations as people
from thidua.domain.people.enums import Rank
from thidua.domain.people.models import Person, Post
from thidua.domain.register import operations as register
from thidua.domain.register.enums import SubjectKind
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Refused

Made = Mapping[str, list[int]]
PERSON, RESULT, SHEET = "people.person", "assessment.result", "assessment.sheet"
INITIATIVE, ENTRY, UNIT = "initiatives.initiative", "register.entry", "organisations.unit"


def _source(batch: Batch) -> str:
    return f"import {batch.pk}"


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


class Way(Protocol):
    """Writing, what stands against taking back (names, at most ten), taking back."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made: ...

    def used(self, made: Made) -> list[str]: ...

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None: ...


class People:
    """Persons with their first posts."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made:
        rows = [self._one(batch, line.values) for line in lines]
        return {PERSON: people.enter_many(actor=actor, at=at, unit=batch.unit, people=rows, source=_source(batch))}

    def _one(self, batch: Batch, values: Mapping[str, Any]) -> people.NewPerson:
        return people.NewPerson(
            code=values["code"],
            full_name=values["full_name"],
            sex=values["sex"],
            unit_id=values["unit"],
            title=values.get("title", ""),
            from_on=dt.date.fromisoformat(values["from_on"]),
            rank=values.get("rank", Rank.DIRECT),
            born_on=_day(values.get("born_on")),
            citizen_number=values.get("citizen_number", ""),
            is_party_member=values.get("is_party_member"),
            education=values.get("education"),
            is_sample=batch.is_sample,
        )

    def used(self, made: Made) -> list[str]:
        ids, posts = made.get(PERSON, []), set()
        for start in range(0, len(ids), queries.AT_ONCE):
            part = Post.objects.filter(person__in=ids[start : start + queries.AT_ONCE]).order_by().values("person")
            posts |= {row["first"] for row in part.annotate(first=Min("pk"))}
        return [str(one) for one in queries.still_used(Person, ids, {"people.post": posts})]

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None:
        people.take_back_many(actor=actor, at=at, unit=batch.unit, ids=made.get(PERSON, []), source=_source(batch))


class Results:
    """Results of the year, and the sheets opened for them."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made:
        rows = [
            assessment.Given(
                unit_id=line.values["unit"],
                year=line.values["year"],
                person_id=line.values["person"],
                grade=line.values["grade"],
                discipline=line.values.get("discipline", Discipline.NONE),
                note=line.values.get("note", ""),
            )
            for line in lines
        ]
        done = assessment.record_many(actor=actor, at=at, unit=batch.unit, rows=rows, source=_source(batch))
        return {RESULT: done.results, SHEET: done.sheets}

    def used(self, made: Made) -> list[str]:
        """Results that somebody wrote again since then."""
        found: list[str] = []
        ids = made.get(RESULT, [])
        for start in range(0, len(ids), queries.AT_ONCE):
            rows = Result.objects.filter(pk__in=ids[start : start + queries.AT_ONCE]).exclude(version=1)
            rows = rows.select_related("person", "sheet__unit").order_by("pk")[:10]
            found += [f"{row.person or row.sheet.unit} {row.sheet.year}" for row in rows]
        return found[:10]

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None:
        results, sheets = made.get(RESULT, []), made.get(SHEET, [])
        assessment.take_back_many(
            actor=actor, at=at, unit=batch.unit, results=results, sheets=sheets, source=_source(batch)
        )


class Initiatives:
    """Recognised initiatives and topics."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made:
        fields = ("year", "kind", "title", "reach", "recognised_by")
        rows = [
            initiatives.NewInitiative(
                person_id=line.values["person"],
                is_sample=batch.is_sample,
                **{name: line.values[name] for name in fields},
            )
            for line in lines
        ]
        source = _source(batch)
        ids = initiatives.recognise_many(actor=actor, at=at, unit=batch.unit, initiatives=rows, source=source)
        return {INITIATIVE: ids}

    def used(self, made: Made) -> list[str]:
        return [str(one) for one in queries.still_used(Initiative, made.get(INITIATIVE, []), {})]

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None:
        ids = made.get(INITIATIVE, [])
        initiatives.take_back_many(actor=actor, at=at, unit=batch.unit, ids=ids, source=_source(batch))


class Awards:
    """Entries of the book; taken back by entries that revoke them."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made:
        rows = [self._one(batch, line) for line in lines]
        return {ENTRY: register.enter_many(actor=actor, at=at, unit=batch.unit, entries=rows, source=_source(batch))}

    def _one(self, batch: Batch, line: Line) -> register.NewEntry:
        values = line.values
        first, last = values["years"]
        return register.NewEntry(
            source_key=str(line.number),
            unit_id=values["unit"],
            person_id=values["person"],
            subject_kind=values["subject"],
            award=values["award"],
            award_as_written=values["as_written"],
            span=(first, last),
            mode=values["mode"],
            recipient=values.get("full_name", "") if values["subject"] != SubjectKind.INDIVIDUAL else "",
            granted_by=values.get("granted_by", ""),
            decision_number=values.get("decision_number", ""),
            decided_on=_day(values.get("decided_on")),
            is_sample=batch.is_sample,
        )

    def used(self, made: Made) -> list[str]:
        return [f"{one} ({one.span_until})" for one in queries.changed_since(made.get(ENTRY, []))]

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None:
        reason = _("Hoàn tác lô nhập %(name)s") % {"name": batch.name}
        ids, source = made.get(ENTRY, []), f"{_source(batch)} undone"
        register.revoke_many(actor=actor, at=at, unit=batch.unit, ids=ids, source=source, reason=reason)


class Units:
    """Units, those above first."""

    def enter(self, actor: Actor, at: dt.datetime, batch: Batch, lines: list[Line]) -> Made:
        made: dict[int, Unit] = {}
        there = Unit.objects.in_bulk([line.values["parent"] for line in lines if line.values.get("parent")])
        waiting = list(lines)
        while waiting:
            ready = [
                one for one in waiting if one.values.get("parent_line") is None or one.values["parent_line"] in made
            ]
            for line in ready:
                parent = (
                    made[line.values["parent_line"]] if "parent_line" in line.values else there[line.values["parent"]]
                )
                made[line.number] = self._found(actor, at, batch, line.values, parent)
            waiting = [one for one in waiting if one.number not in made]
            if not ready:
                raise Refused(_("Đơn vị cấp trên của dòng %(line)s bị bỏ qua.") % {"line": waiting[0].number})
        return {UNIT: [unit.pk for unit in made.values()]}

    def _found(self, actor: Actor, at: dt.datetime, batch: Batch, values: Mapping[str, Any], parent: Unit) -> Unit:
        return organisations.found(
            actor=actor,
            at=at,
            code=values["code"],
            name=values["name"],
            kind=UnitKind(values["kind"]),
            level=Level(values["level"]),
            parent=parent,
            from_on=dt.date.fromisoformat(values["from_on"]),
            official_code=values.get("official_code", ""),
            is_sample=batch.is_sample,
        )

    def used(self, made: Made) -> list[str]:
        ids = made.get(UNIT, [])
        return [str(one) for one in queries.still_used(Unit, ids, {UNIT: set(ids)})]

    def take_back(self, actor: Actor, at: dt.datetime, batch: Batch, made: Made) -> None:
        ids = made.get(UNIT, [])
        organisations.take_back_many(actor=actor, at=at, root=batch.unit, ids=ids, source=_source(batch))


WAYS: Mapping[str, Way] = {
    Kind.PEOPLE: People(),
    Kind.RESULTS: Results(),
    Kind.INITIATIVES: Initiatives(),
    Kind.AWARDS: Awards(),
    Kind.UNITS: Units(),
}
