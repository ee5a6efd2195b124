"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.reviews.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("prepare", (State.WAITING,), "", _("chuẩn bị dữ liệu")),
    Move("divide", (State.WAITING,), State.RUNNING, _("chia phần")),
    Move("work", (State.RUNNING,), "", _("rà soát")),
    Move("finish", (State.RUNNING,), State.DONE, _("kết thúc rà soát")),
    Move("fail", (State.WAITING, State.RUNNING), State.FAILED, _("dừng rà soát")),
)
