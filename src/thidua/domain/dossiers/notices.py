"""Messages about dossiers."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.notices.operations import queue
from thidua.domain.dossiers.models import Dossier
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def _tell(
    actor: Actor, at: dt.datetime, role: Role, unit: Unit, dossier: Dossier, subject: str, body: str = ""
) -> None:
    queue(
        at=at,
        to=accounts_with(role, unit, on=clock.day(at)),
        subject=subject % {"title": dossier.title},
        body=body,
        url=f"/ban-lam-viec/ho-so/{dossier.pk}/",
        but=actor.user_id,
    )


def sent(*, actor: Actor, at: dt.datetime, dossier: Dossier) -> None:
    """Tell the appraisers above that a dossier waits."""
    body = _("%(unit)s đã gửi hồ sơ, chờ thẩm định.") % {"unit": dossier.unit.name}
    _tell(actor, at, Role.APPRAISER, dossier.superior, dossier, _("Hồ sơ chờ thẩm định: %(title)s"), body)


def taken_back(*, actor: Actor, at: dt.datetime, dossier: Dossier) -> None:
    """Tell the appraisers above that the dossier no longer waits. It is not theirs to see any more: no address."""
    queue(
        at=at,
        to=accounts_with(Role.APPRAISER, dossier.superior, on=clock.day(at)),
        subject=_("Đơn vị đã rút lại hồ sơ: %(title)s") % {"title": dossier.title},
        body=_("%(unit)s rút lại để sửa và sẽ gửi lại.") % {"unit": dossier.unit.name},
        but=actor.user_id,
    )


def returned(*, actor: Actor, at: dt.datetime, dossier: Dossier) -> None:
    """Tell the clerks of the unit what to mend."""
    _tell(actor, at, Role.CLERK, dossier.unit, dossier, _("Hồ sơ bị trả lại: %(title)s"), dossier.reason)


def passed(*, actor: Actor, at: dt.datetime, dossier: Dossier) -> None:
    """Tell the clerks of the unit, and the council's secretary who takes it from here."""
    subject = _("Đã thẩm định xong: %(title)s")
    _tell(actor, at, Role.CLERK, dossier.unit, dossier, subject)
    _tell(actor, at, Role.SECRETARY, dossier.superior, dossier, subject, _("Có thể đưa ra Hội đồng."))


def forwarded(*, actor: Actor, at: dt.datetime, dossier: Dossier) -> None:
    """Tell the clerks of the unit that a draft to the unit above is ready to be completed."""
    _tell(actor, at, Role.CLERK, dossier.unit, dossier, _("Dự thảo hồ sơ trình cấp trên: %(title)s"))
