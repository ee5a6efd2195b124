"""Correct and revoke: a new entry that says so, beside the old one, which stays as it was."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.base.audit.operations import hold, operation
from thidua.base.audit.operations import record as write
from thidua.domain.people.operations import touch
from thidua.domain.register import access
from thidua.domain.register.checks.award import Award, before_enter, not_yet
from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry
from thidua.domain.register.operations.log import append
from thidua.domain.register.states import VERBS, State, state_of, verbs
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotNow, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def correct(*, actor: Actor, at: dt.datetime, entry_id: int, reason: str, said: Award) -> Entry:
    """Put an entry that says it rightly in the place of a wrong one, which stays in sight as corrected.

    Raises Unready without a reason or for an impossible award, AlreadyDone when somebody corrected or revoked it
    before, NotNow for what cannot be corrected.
    """
    old = _changeable(actor, entry_id, "correct")
    issues = _reason_missing(reason) + before_enter(said, at) + not_yet(said.decided_on, at)
    if not said.unit.path.startswith(_keeper_path(old)):
        issues.append(Issue(_("Đơn vị này không thuộc cơ quan đã ghi mục này."), field="unit"))
    if issues:
        raise Unready(issues)
    return _replace(
        actor,
        at,
        "corrected",
        old,
        Entry(kind=Kind.GRANT, source=f"correction:{old.pk}", is_sample=said.unit.is_sample, **said.columns()),
        reason,
    )


@operation
def revoke(
    *,
    actor: Actor,
    at: dt.datetime,
    entry_id: int,
    reason: str,
    granted_by: str = "",
    decision_number: str = "",
    decided_on: dt.date | None = None,
) -> Entry:
    """Say that an award was cancelled or taken back, by whom and by which decision; the entry stays in sight as revoked.

    Raises Unready without a reason or with a day to come; AlreadyDone and NotNow as `correct`.
    """
    old = _changeable(actor, entry_id, "revoke")
    issues = _reason_missing(reason) + not_yet(decided_on, at)
    if issues:
        raise Unready(issues)
    same = (
        *("unit", "person", "recipient", "subject_kind", "rank", "award", "mode", "level", "theme", "years"),
        *("span_from", "span_until", "count", "is_sample"),
    )
    new = Entry(kind=Kind.REVOCATION, source=f"revocation:{old.pk}", **{name: getattr(old, name) for name in same})
    new.granted_by, new.decision_number, new.decided_on = tidy(granted_by), tidy(decision_number), decided_on
    return _replace(actor, at, "revoked", old, new, reason)


def _changeable(actor: Actor, entry_id: int, verb: str) -> Entry:
    """The entry, if the actor may change the book's word on it and it still stands."""
    hold()
    old = access.get(actor, entry_id)
    allow(access.may(actor, verb, old))
    state = state_of(old)
    if state in (State.CORRECTED, State.REVOKED):
        raise AlreadyDone(_("Mục này đã được đính chính hoặc hủy bỏ trước đó; không ghi lần thứ hai."))
    if verb not in dict(verbs(old)):
        values = {"verb": VERBS[verb], "state": state.label}
        raise NotNow(_("Không thể “%(verb)s” mục này vì đó là “%(state)s”.") % values)
    return old


def _keeper_path(entry: Entry) -> str:
    return entry.entered_for.path if entry.entered_for else ""


def _reason_missing(reason: str) -> list[Issue]:
    if reason.strip():
        return []
    return [Issue(_("Chưa ghi lý do."), _("Ghi căn cứ: văn bản, sai sót ở đâu."), field="reason")]


def _replace(actor: Actor, at: dt.datetime, verb: str, old: Entry, new: Entry, reason: str) -> Entry:
    new.about, new.reason, new.source_key = old, reason.strip(), "1"
    new.entered_at, new.entered_for = at, old.entered_for
    try:
        with transaction.atomic():
            append([new], at, at_once=True)
    except IntegrityError:
        if not Entry.objects.filter(about=old).exists():
            raise
        text = _("Mục này vừa được người khác đính chính hoặc hủy bỏ; không ghi lần thứ hai.")
        raise AlreadyDone(text) from None
    persons = {one.person_id for one in (old, new) if one.person_id}
    touch(at=at, persons=persons, units={one.unit_id for one in (old, new) if not one.person_id})
    details = {"about": old.pk, "award": new.award, "reason": new.reason}
    write(actor=actor, at=at, event=f"register.entry.{verb}", thing=new, details=details)
    return new
