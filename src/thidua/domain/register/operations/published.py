"""Bring in published records: numbers stay numbers."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.operations import found
from thidua.domain.people.operations import touch
from thidua.domain.register import access, checks
from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry, Record
from thidua.domain.register.operations.log import append
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotNow
from thidua.kernel.rights import allow
from thidua.kernel.text import fold


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
            append([_entry(one, unit, published, at) for one in plan.new], at)
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
        kind=_kind(record.province, UnitKind.PROVINCE),
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
        kind=_kind(record.agency, UnitKind.DEPARTMENT),
        level=Level.CO_SO,
        parent=province,
        from_on=from_on,
    )


KINDS = {
    "bo": UnitKind.MINISTRY,
    "huyen": UnitKind.DISTRICT,
    "thi xa": UnitKind.DISTRICT,
    "quan": UnitKind.DISTRICT,
    "xa": UnitKind.COMMUNE,
    "phuong": UnitKind.COMMUNE,
    "truong": UnitKind.SERVICE,
    "benh vien": UnitKind.SERVICE,
    "trung tam": UnitKind.SERVICE,
    "cong ty": UnitKind.ENTERPRISE,
    "cum thi dua": UnitKind.COMMUNITY,
    "khoi thi dua": UnitKind.COMMUNITY,
}
"""What the first words of an agency's name say that it is."""


def _kind(name: str, otherwise: UnitKind) -> UnitKind:
    start = fold(name).removeprefix("uy ban nhan dan ").removeprefix("ubnd ")
    return next((kind for words, kind in KINDS.items() if start.startswith(f"{words} ")), otherwise)


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
        stage=one.stage,
        level=one.level,
        theme=one.theme,
        count=one.count,
        separated=one.separated,
        years=list(one.years),
        span_from=one.span_from,
        span_until=one.span_until,
        names=list(one.names),
        granted_by=one.granted_by,
        decision_number=one.decision_number,
        decided_on=one.decided_on,
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
        covers_until=record.covers_until,
        note=record.note,
        digest=record.digest,
        keys=[one.key for one in record.statements],
        imported_at=at,
    )
