"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.dossiers.enums import State
from thidua.kernel.states import Flow, Move

OPEN = (State.DRAFT, State.RETURNED)

FLOW = Flow(
    Move("edit", OPEN, "", _("sửa thông tin hồ sơ")),
    Move("nominate", OPEN, "", _("đề nghị")),
    Move("withdraw", OPEN, "", _("bỏ đề nghị")),
    Move("attach", OPEN, "", _("kèm giấy tờ")),
    Move("detach", OPEN, "", _("bỏ giấy tờ")),
    Move("send", OPEN, State.SENT, _("gửi")),
    Move("take_back", (State.SENT,), State.DRAFT, _("rút lại")),
    Move("return", (State.SENT,), State.RETURNED, _("trả lại")),
    Move("appraise", (State.SENT,), "", _("thẩm định")),
    Move("pass", (State.SENT,), State.PASSED, _("hoàn thành thẩm định")),
    Move("forward", (State.PASSED,), "", _("trình cấp trên")),
    Move("vote", (State.PASSED,), "", _("ghi kết quả của Hội đồng")),
)
