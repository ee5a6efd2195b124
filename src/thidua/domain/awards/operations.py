"""The acts by which an agency settles what the law leaves open."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.awards import access, checks
from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotNow, Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy


@operation
def set_parameter(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    name: str,
    value: str,
    basis: str,
    from_on: dt.date,
) -> AgencyParameter:
    """Write down a number or choice that the law leaves to the agency, from a day on; the value before it ends there.

    The same day again replaces the value of that day. Raises Unready when the value makes no sense or no
    document is named.
    """
    unit = access.get_unit(actor, unit_id, lock=True)
    allow(access.may(actor, "set", unit))
    value, basis = checks.tidy_value(name, tidy(str(value))), tidy(basis)
    if issues := checks.before_set(name, value, basis):
        raise Unready(issues)
    rows = AgencyParameter.objects.filter(unit=unit, name=name)
    later = rows.filter(from_on__gt=from_on).order_by("from_on").first()
    row, _made = AgencyParameter.objects.update_or_create(
        unit=unit,
        name=name,
        from_on=from_on,
        defaults={
            "value": value,
            "basis": basis,
            "until_on": later.from_on if later else None,
            "is_sample": unit.is_sample,
        },
    )
    before = rows.filter(from_on__lt=from_on).order_by("-from_on").first()
    if before is not None:
        before.until_on = from_on
        before.save(update_fields=["until_on"])
    record(
        actor=actor,
        at=at,
        event="awards.parameter.set",
        thing=row,
        details={"unit": unit.pk, "name": name, "value": value, "basis": basis, "from": from_on},
    )
    return row


@operation
def confirm_rule(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    rule_id: str,
    confirmed_by: str,
    confirmed_on: dt.date,
    text: str,
) -> Confirmation:
    """Write down the agency's word that a rule whose text is not verified goes on.

    Raises Unready when name, day or text are missing, NotNow when the agency's word stands already.
    """
    unit = access.get_unit(actor, unit_id, lock=True)
    allow(access.may(actor, "confirm", unit))
    confirmed_by, text = tidy(confirmed_by), text.strip()
    if issues := checks.before_confirm(rule_id, confirmed_by, confirmed_on, text, clock.day(at)):
        raise Unready(issues)
    if Confirmation.objects.filter(unit=unit, rule_id=rule_id, withdrawn_at__isnull=True).exists():
        raise NotNow(_("Cơ quan đã xác nhận quy tắc này. Muốn sửa, hãy rút xác nhận cũ rồi xác nhận lại."))
    row = Confirmation.objects.create(
        unit=unit,
        rule_id=rule_id,
        confirmed_by=confirmed_by,
        confirmed_on=confirmed_on,
        text=text,
        account_id=actor.user_id,
        at=at,
    )
    record(
        actor=actor,
        at=at,
        event="awards.rule.confirmed",
        thing=row,
        details={"unit": unit.pk, "rule": rule_id, "by": confirmed_by, "on": confirmed_on, "text": text},
    )
    return row


@operation
def withdraw(*, actor: Actor, at: dt.datetime, confirmation_id: int) -> Confirmation:
    """Take the agency's word back: from now on the rule is again not verified; findings that are stored stay as they are."""
    row = access.get(actor, confirmation_id, lock=True)
    allow(access.may(actor, "withdraw", row))
    if row.withdrawn_at is not None:
        raise NotNow(_("Xác nhận này đã được rút trước đó."))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record(actor=actor, at=at, event="awards.confirmation.withdrawn", thing=row, details={"rule": row.rule_id})
    return row
