"""The acts on the book of honours: it only grows."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.awards import queries as awards
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations import found
from thidua.domain.organisations.queries import under
from thidua.domain.people.models import Person
from thidua.domain.people.operations import touch
from thidua.domain.people.queries import stood_in
from thidua.domain.register import access, checks
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.enums import Kind, Mode, SubjectKind
from thidua.domain.register.models import Completeness, Entry, Record
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotNow, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.text import fold, tidy


@dataclass(frozen=True)
class Imported:
    """What bringing a record in did: the agency's unit, and the plan as it was carried out."""

    unit: Unit
    plan: checks.Plan

    @property
    def added(self) -> int:
        """How many statements were entered."""
        return len(self.plan.new)


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
            entry.save(force_insert=True)
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


@operation
def import_published(*, actor: Actor, at: dt.datetime, record: object) -> Imported:
    """Bring in a published record, the value of its JSON file: numbers stay numbers, doubts stay beside them.

    The agency and its province are entered when absent, as real units; nobody is invented. What the book has already
    is not entered again. Raises Unready with one issue a fault; then nothing is written.
    """
    allow(access.may(actor, "import", None))
    published = checks.read(record, clock.day(at))
    plan = checks.plan(published)
    try:
        with transaction.atomic():
            unit = plan.agency or _enter_agency(actor, at, plan)
            Entry.objects.bulk_create([_entry(one, unit, published, at) for one in plan.new], batch_size=500)
            if plan.is_changed:
                _keep(published, unit, at)
            touch(at=at, units=[unit.pk] if plan.new else ())
    except IntegrityError:
        raise NotNow(_("Một lần nhập khác đang ghi cùng bản số liệu này. Chưa ghi gì; hãy chạy lại.")) from None
    write(
        actor=actor,
        at=at,
        event="register.record.imported",
        thing=unit,
        details={
            "source": published.id,
            "taken_from": published.taken_from,
            "digest": published.digest,
            "added": len(plan.new),
            "kept": plan.kept,
            "gone": [row.pk for row in plan.gone],
            "not_entered": dict(published.not_entered),
        },
    )
    return Imported(unit, plan)


def _enter_agency(actor: Actor, at: dt.datetime, plan: checks.Plan) -> Unit:
    """Enter the province when it is absent, and the agency below it."""
    record = plan.record
    # The record vouches for them from its first year on; when they were founded it does not say.
    from_on = dt.date(record.from_year, 1, 1)
    province = plan.province or found(
        actor=actor,
        at=at,
        code=_code(record.province),
        name=record.province,
        kind=UnitKind.PROVINCE,
        level=Level.BO_TINH,
        parent=None,
        from_on=from_on,
    )
    if record.agency == record.province:
        return province
    return found(
        actor=actor,
        at=at,
        code=_code(record.agency),
        name=record.agency,
        kind=UnitKind.DEPARTMENT,
        level=Level.CO_SO,
        parent=province,
        from_on=from_on,
    )


def _code(name: str) -> str:
    """A free code from the first letters of the name: “Tây Ninh” gives TN, then TN-2."""
    letters = "".join(word[0] for word in fold(name).split() if word[0].isalnum()).upper()[:14] or "DV"
    taken = set(Unit.objects.filter(code__startswith=letters).values_list("code", flat=True))
    number = 1
    while (code := letters if number == 1 else f"{letters}-{number}") in taken:
        number += 1
    return code


def _entry(one: checks.Statement, unit: Unit, record: checks.Published, at: dt.datetime) -> Entry:
    return Entry(
        kind=Kind.PUBLISHED,
        unit=unit,
        award=one.award,
        award_as_written=one.award_as_written,
        subject_kind=one.subject_kind,
        mode=one.mode,
        theme=one.theme,
        count=one.count,
        separated=one.separated,
        years=list(one.years),
        span_from=one.span_from,
        span_until=one.span_until,
        granted_by=one.granted_by,
        doubt=one.doubt,
        source=record.id,
        source_key=one.key,
        entered_at=at,
    )


def _keep(record: checks.Published, unit: Unit, at: dt.datetime) -> None:
    Record.objects.create(
        source=record.id,
        unit=unit,
        taken_from=record.taken_from,
        published_on=record.published_on,
        from_year=record.from_year,
        until_year=record.until_year,
        note=record.note,
        digest=record.digest,
        keys=[one.key for one in record.statements],
        imported_at=at,
    )


@operation
def declare_complete(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    from_year: int,
    until_year: int,
) -> Completeness:
    """The unit's word that the book holds all awards of it, the units below and their people for these years.

    From then on an award that is not in the book was not received, as the law's questions see it. Raises Unready for
    impossible years, AlreadyDone when earlier words cover all of them.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "declare", unit))
    if not FIRST_YEAR <= from_year <= until_year <= clock.day(at).year:
        text = _("Các năm phải từ %(first)s đến %(last)s, năm đầu không sau năm cuối.")
        values = {"first": FIRST_YEAR, "last": clock.day(at).year}
        raise Unready([Issue(text % values, _("Sửa lại năm đầu, năm cuối."), field="from_year")])
    rows = Completeness.objects.filter(unit=unit).values_list("from_year", "until_year")
    covered = {year for first, last in rows for year in range(first, last + 1)}
    if covered.issuperset(range(from_year, until_year + 1)):
        raise AlreadyDone(_("Những năm này đã được xác nhận là đủ từ trước."))
    declared = Completeness.objects.create(
        unit=unit,
        from_year=from_year,
        until_year=until_year,
        declared_by=actor.name,
        declared_at=at,
        is_sample=unit.is_sample,
    )
    touch(
        at=at,
        persons=stood_in(unit.path, from_year, until_year),
        units=under(unit).values_list("pk", flat=True),
    )
    write(
        actor=actor,
        at=at,
        event="register.completeness.declared",
        thing=declared,
        details={"unit": unit.code, "from": from_year, "until": until_year},
    )
    return declared
