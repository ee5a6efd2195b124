"""Messages about a year's assessment."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.notices.operations import queue
from thidua.domain.assessment.models import Sheet
from thidua.domain.people.enums import Role
from thidua.domain.people.queries import accounts_with
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def _url(sheet: Sheet) -> str:
    return f"/ban-lam-viec/danh-gia/?don-vi={sheet.unit_id}&nam={sheet.year}"


def closed(*, actor: Actor, at: dt.datetime, sheet: Sheet) -> None:
    """Tell the clerk of the unit above that the year of this unit is complete."""
    if sheet.unit.parent is None:
        return
    queue(
        at=at,
        to=accounts_with(Role.CLERK, sheet.unit.parent, on=clock.day(at)),
        subject=_("%(unit)s đã chốt đánh giá năm %(year)s") % {"unit": sheet.unit.name, "year": sheet.year},
        body=_("Mọi người trong đơn vị đã có xếp loại. Đơn vị có thể lập hồ sơ đề nghị khen thưởng."),
        url=_url(sheet),
        but=actor.user_id,
    )


def reopened(*, actor: Actor, at: dt.datetime, sheet: Sheet, reason: str) -> None:
    """Tell the unit's clerk that the sheet can be mended, and why."""
    queue(
        at=at,
        to=accounts_with(Role.CLERK, sheet.unit, on=clock.day(at)),
        subject=_("Bảng đánh giá năm %(year)s được mở lại") % {"year": sheet.year},
        body=_("Lý do: %(reason)s. Sửa xong, đơn vị chốt lại bảng.") % {"reason": reason.rstrip(".")},
        url=_url(sheet),
        but=actor.user_id,
    )
