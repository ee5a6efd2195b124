"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.decisions.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("edit", (State.DRAFT,), State.DRAFT, _("sửa dự thảo")),
    Move("drop", (State.DRAFT,), State.DRAFT, _("bỏ dự thảo")),
    Move("sign", (State.DRAFT,), State.SIGNED, _("ký và cấp số")),
    Move("issue", (State.SIGNED,), State.ISSUED, _("ban hành")),
)
