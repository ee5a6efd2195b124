"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.assessment.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("record", (State.OPEN,), State.OPEN, _("ghi kết quả")),
    Move("close", (State.OPEN,), State.CLOSED, _("chốt")),
    Move("reopen", (State.CLOSED,), State.OPEN, _("mở lại")),
)
