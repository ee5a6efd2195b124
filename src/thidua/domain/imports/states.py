"""From which state to which."""

from django.utils.translation import gettext_lazy as _

from thidua.domain.imports.enums import State
from thidua.kernel.states import Flow, Move

FLOW = Flow(
    Move("fill", (State.WAITING,), State.READ, _("đọc tệp")),
    Move("choose", (State.READ, State.CHECKED), State.WAITING, _("chọn trang tính khác")),
    Move("match", (State.READ, State.CHECKED), State.CHECKING, _("khớp cột")),
    Move("again", (State.CHECKED,), State.CHECKING, _("kiểm tra lại tất cả")),
    Move("check", (State.CHECKING,), "", _("kiểm tra")),
    Move("finish", (State.CHECKING,), State.CHECKED, _("kết thúc kiểm tra")),
    Move("mend", (State.CHECKED,), "", _("sửa ô")),
    Move("skip", (State.CHECKED,), "", _("bỏ qua dòng")),
    Move("write", (State.CHECKED,), State.WRITING, _("nhập vào hệ thống")),
    Move("enter", (State.WRITING,), State.WRITTEN, _("ghi")),
    Move("recheck", (State.WRITING,), State.CHECKING, _("kiểm tra lại")),
    Move("refuse", (State.WRITING,), State.CHECKED, _("trả lại để sửa")),
    Move("undo", (State.WRITTEN,), State.UNDOING, _("hoàn tác")),
    Move("take-back", (State.UNDOING,), State.UNDONE, _("gỡ những gì đã ghi")),
    Move("keep", (State.UNDOING,), State.WRITTEN, _("giữ nguyên")),
    Move("fail", (State.WAITING, State.CHECKING), State.FAILED, _("dừng lại")),
    Move("drop", (State.WAITING, State.READ, State.CHECKING, State.CHECKED, State.FAILED), "", _("bỏ lô này")),
)
