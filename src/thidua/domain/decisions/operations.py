"""The acts on decisions."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.decisions import access, checks, notices, queries
from thidua.domain.decisions.models import Counter, Decision, Line
from thidua.domain.decisions.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.domain.register.enums import Mode
from thidua.domain.register.operations import enter
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, NotNow, Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


@operation
def draft(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    year: int,
    title: str,
    basis: str,
    nomination_ids: Iterable[int],
) -> Decision:
    """Draft a decision of the unit's head from names that its council passed.

    Raises Unready when a name was not passed or stands in another decision.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này."))
    allow(access.may(actor, "draft", unit))
    decision = Decision.objects.create(
        unit=unit, year=year, title=tidy(title), basis=basis.strip(), is_sample=unit.is_sample
    )
    _put_names(decision, nomination_ids)
    record(actor=actor, at=at, event="decisions.decision.drafted", thing=decision, details={"title": decision.title})
    return decision


@operation
def edit(
    *,
    actor: Actor,
    at: dt.datetime,
    decision_id: int,
    version: int,
    title: str,
    basis: str,
    nomination_ids: Iterable[int],
) -> Decision:
    """Change a draft: its subject, its basis, its names. Raises Stale when it changed since the form was opened."""
    decision = access.get(actor, decision_id, lock=True)
    allow(access.may(actor, "edit", decision))
    FLOW.move(decision, "edit")
    fresh(decision, version)
    decision.title, decision.basis = tidy(title), basis.strip()
    decision.save()
    _put_names(decision, nomination_ids)
    record(actor=actor, at=at, event="decisions.decision.edited", thing=decision, details={"title": decision.title})
    return decision


def _put_names(decision: Decision, nomination_ids: Iterable[int]) -> None:
    """Make these nominations the lines of the draft."""
    wanted = sorted(set(nomination_ids))
    ready = queries.undecided(decision.unit, decision.year, decision).values_list("pk", flat=True)
    if issues := checks.before_draft(wanted, ready):
        raise Unready(issues)
    held = set(decision.lines.values_list("nomination_id", flat=True))
    decision.lines.exclude(nomination__in=wanted).delete()
    try:
        with transaction.atomic():
            Line.objects.bulk_create(Line(decision=decision, nomination_id=id) for id in wanted if id not in held)
    except IntegrityError:
        raise NotNow(_("Vừa có người đưa một trong các tên này vào quyết định khác. Hãy tải lại danh sách.")) from None


@operation
def drop(*, actor: Actor, at: dt.datetime, decision_id: int, version: int | None = None) -> None:
    """Throw a draft away; its names wait for another decision."""
    decision = access.get(actor, decision_id, lock=True)
    allow(access.may(actor, "drop", decision))
    FLOW.move(decision, "drop")
    fresh(decision, version)
    named = list(decision.lines.values_list("nomination_id", flat=True))
    details = {"title": decision.title, "nominations": named}
    record(actor=actor, at=at, event="decisions.decision.dropped", thing=decision, details=details)
    decision.delete()


@operation
def sign(
    *,
    actor: Actor,
    at: dt.datetime,
    decision_id: int,
    version: int | None = None,
    signer_name: str,
    signer_post: str,
) -> Decision:
    """Sign the draft and give it its number: the next one of the unit's year, in the same transaction.

    Raises Unready without names, basis, signer or authority.
    """
    decision = access.get(actor, decision_id, lock=True)
    allow(access.may(actor, "sign", decision))
    FLOW.move(decision, "sign")
    fresh(decision, version)
    name, post = tidy(signer_name), tidy(signer_post)
    if issues := checks.before_sign(decision, queries.names(decision), name, post):
        raise Unready(issues)
    decision.signer_name, decision.signer_post, decision.signed_at = name, post, at
    decision.number_year = clock.day(at).year
    decision.number = _next_number(decision.unit, decision.number_year)
    decision.save()
    details = {"number": decision.full_number, "signer": name, "post": post}
    record(actor=actor, at=at, event="decisions.decision.signed", thing=decision, details=details)
    notices.signed(actor=actor, at=at, decision=decision)
    return decision


def _next_number(unit: Unit, year: int) -> int:
    """The unit's next number of the year; the counter stays locked until the act is over or undone."""
    Counter.objects.get_or_create(unit=unit, year=year)
    counter = Counter.objects.select_for_update().get(unit=unit, year=year)
    counter.last += 1
    counter.save()
    return counter.last


@operation
def issue(*, actor: Actor, at: dt.datetime, decision_id: int, version: int | None = None) -> Decision:
    """Issue a signed decision: its awards enter the book of honours, the honoured are told, anyone may read it."""
    decision = access.get(actor, decision_id, lock=True)
    allow(access.may(actor, "issue", decision))
    FLOW.move(decision, "issue")
    fresh(decision, version)
    if issues := checks.before_issue(decision):
        raise Unready(issues)
    decision.issued_at, decision.issued_on = at, clock.day(at)
    decision.save()
    lines = queries.names(decision)
    for line in lines:
        nomination = line.nomination
        enter(
            actor=actor,
            at=at,
            unit=nomination.unit,
            granting_unit=decision.unit,
            person=nomination.person,
            award=nomination.award,
            mode=Mode.REGULAR,
            year=decision.year,
            granted_by=decision.grantor,
            decision_number=decision.full_number,
            decided_on=decision.dated_on,
            source=f"decision:{decision.pk}",
            source_key=str(nomination.pk),
        )
    details = {"number": decision.full_number, "entries": len(lines)}
    record(actor=actor, at=at, event="decisions.decision.issued", thing=decision, details=details)
    notices.issued(actor=actor, at=at, decision=decision, lines=lines)
    return decision
