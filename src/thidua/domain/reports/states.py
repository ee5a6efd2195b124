"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.reports.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("edit", (State.DRAFT,), "", _("sửa")),
    Move("redraft", (State.DRAFT,), "", _("cập nhật số liệu")),
    Move("finish", (State.DRAFT,), State.FINAL, _("hoàn thành")),
    Move("reopen", (State.FINAL,), State.DRAFT, _("mở lại để sửa")),
    Move("remove", (State.DRAFT,), "", _("xóa")),
)
