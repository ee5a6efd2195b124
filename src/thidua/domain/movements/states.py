"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.movements.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("edit", (State.DRAFT,), State.DRAFT, _("sửa")),
    Move("launch", (State.DRAFT,), State.LAUNCHED, _("phát động")),
    Move("close", (State.LAUNCHED,), State.CLOSED, _("tổng kết")),
)
