"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.councils.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("edit", (State.PLANNED,), State.PLANNED, _("sửa lịch họp")),
    Move("set_agenda", (State.PLANNED,), State.PLANNED, _("lập danh sách trình Hội đồng")),
    Move("open", (State.PLANNED,), State.OPEN, _("khai mạc")),
    Move("attend", (State.OPEN,), State.OPEN, _("điểm danh")),
    Move("update_threshold", (State.OPEN,), State.OPEN, _("cập nhật ngưỡng phiếu")),
    Move("enter_count", (State.OPEN,), State.OPEN, _("nhập kết quả kiểm phiếu")),
    Move("close", (State.OPEN,), State.CLOSED, _("kết thúc phiên họp")),
)
