"""Take back a fresh mistake."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import CASCADE, ManyToOneRel
from django.utils.translation import gettext as _

from thidua.base.audit import queries as audit
from thidua.base.audit.models import Event
from thidua.base.audit.operations import operation, record
from thidua.domain.organisations import access
from thidua.domain.organisations.models import FormerName, Succession, Unit
from thidua.domain.organisations.operations.change import Change
from thidua.domain.organisations.places.names import searched
from thidua.kernel.actor import Actor
from thidua.kernel.clock import day
from thidua.kernel.errors import NotNow, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow


@operation
def annul(*, actor: Actor, at: dt.datetime, unit_id: int) -> Unit:
    """Take back what was arranged with the unit last, on the day it was written down.

    The unit that a merger founded on that day goes away again if nothing rests on it. Returns a unit that stands.
    Raises NotNow when the unit's last act was no arrangement of today or one of the units has been changed since,
    Unready when something rests on what would go away.
    """
    Change.lock()
    unit = access.get(actor, unit_id, lock=True)
    allow(access.may(actor, "annul", unit))
    line = audit.of(unit).last()
    if line is None or "undo" not in line.details or day(line.at) != day(at):
        raise NotNow(_("Chỉ hủy được việc sắp xếp ghi hôm nay và là việc sau cùng của đơn vị."))
    undo = line.details["undo"]
    touched = {unit.pk, *undo["ended"], *undo["founded"], *(id for id, _old in undo["moved"])}
    later = Event.objects.filter(
        seq__gt=line.seq, thing=unit._meta.label_lower, thing_id__in=[str(id) for id in touched]
    )
    if later.exists():
        raise NotNow(_("Một trong các đơn vị đã được sửa sau việc này."))
    _take_back(unit, undo)
    stays = Unit.objects.filter(pk__in=[*undo["ended"], unit.pk]).exclude(pk__in=undo["founded"]).order_by("pk")
    for one in stays:
        details = {"annulled": line.event, "seq": line.seq}
        record(actor=actor, at=at, event="organisations.unit.annulled", thing=one, details=details)
    for one in Unit.objects.filter(pk__in=undo["founded"]):
        if _has_something(one):
            text = _("Đã có dữ liệu gắn với %(unit)s.") % {"unit": one.name}
            raise Unready([Issue(text, _("Gỡ các dữ liệu đó trước, hoặc đổi tên, chia tách từ hôm nay."))])
        one.delete()
    found = stays.first()
    assert found is not None
    return found


def _take_back(unit: Unit, undo: dict[str, Any]) -> None:
    Succession.objects.filter(pk__in=undo["successions"]).delete()
    Unit.objects.filter(pk__in=undo["ended"]).update(until_on=None)
    for id, old in reversed(undo["moved"]):
        Change().place(Unit.objects.get(pk=id), Unit.objects.filter(pk=old).first())
    if undo["former"] is not None:
        former = FormerName.objects.get(pk=undo["former"])
        Unit.objects.filter(pk=unit.pk).update(name=former.name, folded=searched(former.name))
        former.delete()


def _has_something(unit: Unit) -> bool:
    """Whether a row of any table rests on the unit, but such as are computed and go with it."""
    ways = [one for one in unit._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    return any(
        one.related_model._base_manager.filter(**{one.field.name: unit}).exists()
        for one in ways
        if one.on_delete is not CASCADE
    )


@operation
def take_back_many(*, actor: Actor, at: dt.datetime, root: Unit, ids: Sequence[int], source: str) -> int:
    """Take away units that a list entered by mistake and nothing rests on, those below first; how many.

    Raises ProtectedError when something rests on one of them.
    """
    allow(access.may(actor, "found", root))
    for unit in Unit.objects.filter(pk__in=list(ids)).order_by("-path"):
        unit.delete()
    details = {"unit": root.code, "count": len(ids), "source": source}
    record(actor=actor, at=at, event="organisations.units.taken-back", thing=root, details=details)
    return len(ids)
