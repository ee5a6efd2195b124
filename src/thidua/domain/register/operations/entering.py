"""Write named awards."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.people.operations import touch
from thidua.domain.register import access
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.enums import Kind, Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.register.operations.log import append
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


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
) -> Entry:
    """Write one named award of a year of achievement: the person's, or without a person the unit's as a collective.

    `source` and `source_key` say where it comes from, such as a decision and its line; the same twice is refused.
    Raises Unready for an unknown award or year, AlreadyDone when the book has it.
    """
    allow(access.may(actor, "enter", granting_unit))
    issues = []
    if award not in awards.names():
        issues.append(Issue(_("Không có danh hiệu, hình thức mã “%(award)s”.") % {"award": award}, field="award"))
    if not FIRST_YEAR <= year <= clock.day(at).year:
        issues.append(Issue(_("Năm thành tích %(year)s không hợp lệ.") % {"year": year}, field="year"))
    if issues:
        raise Unready(issues)
    entry = Entry(
        kind=Kind.GRANT,
        unit=unit,
        person=person,
        award=award,
        subject_kind=SubjectKind.INDIVIDUAL if person else SubjectKind.COLLECTIVE,
        mode=mode,
        theme=tidy(theme),
        years=[year],
        span_from=year,
        span_until=year,
        granted_by=tidy(granted_by),
        decision_number=tidy(decision_number),
        decided_on=decided_on,
        source=source,
        source_key=source_key,
        entered_at=at,
        is_sample=unit.is_sample,
    )
    try:
        with transaction.atomic():
            append([entry], at, at_once=granting_unit is not None)
    except IntegrityError:
        if Entry.objects.filter(source=source, source_key=source_key).exists():
            raise AlreadyDone(_("Mục này đã có trong sổ vàng; không ghi lần thứ hai.")) from None
        raise
    touch(at=at, persons=[person.pk] if person else (), units=() if person else [unit.pk])
    write(
        actor=actor,
        at=at,
        event="register.entry.entered",
        thing=entry,
        details={"award": award, "year": year, "unit": unit.code, "source": source, "source_key": source_key},
    )
    return entry
