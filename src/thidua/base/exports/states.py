"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.base.exports.enums import OPEN, State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("begin", OPEN, State.RUNNING, _("ghi tệp")),
    Move("finish", (State.RUNNING,), State.DONE, _("kết thúc xuất")),
    Move("fail", OPEN, State.FAILED, _("dừng xuất")),
    Move("cancel", OPEN, State.CANCELLED, _("hủy xuất")),
)
