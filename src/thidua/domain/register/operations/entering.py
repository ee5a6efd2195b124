"""Write named awards: what a decision grants, and by hand what was granted long ago."""

import datetime as dt
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.people.operations import touch
from thidua.domain.people.queries import posts_of, rank_among
from thidua.domain.register import access
from thidua.domain.register.checks.award import Award, before_enter, is_in_the_book, not_yet
from thidua.domain.register.enums import Kind, Level, Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.register.operations.log import append
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotFound, Unready
from thidua.kernel.rights import allow


@operation
def enter(
    *,
    actor: Actor,
    at: dt.datetime,
    unit: Unit,
    person: Person | None,
    award: str,
    mode: Mode | str,
    year: int,
    granted_by: str,
    decision_number: str,
    decided_on: dt.date | None,
    source: str,
    source_key: str,
    granting_unit: Unit | None = None,
    theme: str = "",
    level: Level | str = "",
) -> Entry:
    """Write one named award of a year of achievement: the person's, or without a person the unit's as a collective.

    `source` and `source_key` say where it comes from, such as a decision and its line; the same twice is refused.
    Raises Unready for an unknown award or year, AlreadyDone when the book has it.
    """
    allow(access.may(actor, "enter", granting_unit))
    said = Award(
        unit=unit,
        subject_kind=SubjectKind.INDIVIDUAL if person else SubjectKind.COLLECTIVE,
        person=person,
        award=award,
        mode=mode,
        from_year=year,
        until_year=year,
        theme=theme,
        level=level,
        granted_by=granted_by,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    return _enter(actor, at, said, granting_unit, source, source_key)


@operation
def enter_by_hand(*, actor: Actor, at: dt.datetime, keeper_id: int | None, said: Award, source_key: str) -> Entry:
    """Write an old award as the paper says it, in the name of the unit whose book it stands in.

    `source_key` is the form's own token: the same form twice is one entry. Raises Unready with what is missing or
    cannot be, AlreadyDone for the same form or the same award again.
    """
    keeper = Unit.objects.filter(pk=keeper_id).first() if keeper_id else None
    allow(access.may(actor, "enter", keeper))
    if keeper is None or not said.unit.path.startswith(keeper.path):
        raise NotFound(_("Không có đơn vị này hoặc bạn không được ghi sổ cho đơn vị này."))
    if issues := not_yet(said.decided_on, at):
        raise Unready(issues)
    if is_in_the_book(said):
        raise AlreadyDone(_("Sổ vàng đã có đúng mục này: cùng người, danh hiệu, năm và số quyết định."))
    return _enter(actor, at, said, keeper, f"hand:{keeper.pk}", source_key)


def _enter(
    actor: Actor, at: dt.datetime, said: Award, granting_unit: Unit | None, source: str, source_key: str
) -> Entry:
    if issues := before_enter(said, at):
        raise Unready(issues)
    if said.person is not None and said.rank is None:
        day = said.decided_on or dt.date(said.until_year, 12, 31)
        said = replace(said, rank=rank_among(posts_of([said.person.pk]).get(said.person.pk, ()), said.unit.pk, day))
    entry = Entry(
        kind=Kind.GRANT,
        source=source,
        source_key=source_key,
        entered_at=at,
        entered_for=granting_unit,
        is_sample=said.unit.is_sample,
        **said.columns(),
    )
    try:
        with transaction.atomic():
            append([entry], at, at_once=granting_unit is not None)
    except IntegrityError:
        if Entry.objects.filter(source=source, source_key=source_key).exists():
            raise AlreadyDone(_("Mục này đã có trong sổ vàng; không ghi lần thứ hai.")) from None
        raise
    person = said.person
    touch(at=at, persons=[person.pk] if person else (), units=() if person else [said.unit.pk])
    details = {"award": said.award, "year": said.until_year, "unit": said.unit.code}
    details |= {"source": source, "source_key": source_key}
    write(actor=actor, at=at, event="register.entry.entered", thing=entry, details=details)
    return entry
