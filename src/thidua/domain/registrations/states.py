"""From which state to which. A refused registration that is changed is one not sent yet; its reason stays in sight."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.registrations.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("save", (State.NOT_SENT, State.REFUSED), State.NOT_SENT, _("lưu")),
    Move("send", (State.NOT_SENT, State.REFUSED), State.WAITING, _("gửi")),
    Move("take_back", (State.WAITING,), State.NOT_SENT, _("rút lại")),
    Move("refuse", (State.WAITING,), State.REFUSED, _("từ chối")),
    Move("approve", (State.WAITING,), State.APPROVED, _("phê duyệt")),
)
