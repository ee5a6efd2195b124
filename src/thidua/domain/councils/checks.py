"""What is missing before an act, with the remedy."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.domain.councils.enums import Seat
from thidua.domain.councils.models import Council, Item, Meeting, Member
from thidua.domain.councils.queries import Quorum, Tally, is_of_subtree, members
from thidua.domain.dossiers.enums import Council as Outcome
from thidua.domain.people.models import Person
from thidua.kernel.issues import Issue


def in_term(council: Council, on: dt.date, field: str) -> list[Issue]:
    """The day lies within the council's term."""
    if council.from_on <= on and (council.until_on is None or on < council.until_on):
        return []
    return [Issue(_("Ngày này nằm ngoài nhiệm kỳ của Hội đồng."), _("Chọn ngày trong nhiệm kỳ."), field=field)]


def before_appoint(council: Council, person: Person, seat: str, from_on: dt.date) -> list[Issue]:
    """A person of the unit or below, within the term, not yet a member; one chair at a time."""
    issues = in_term(council, from_on, "from_on")
    if not is_of_subtree(council, person, from_on):
        text = _("Người này không công tác tại %(unit)s hoặc đơn vị trực thuộc vào ngày đó.")
        issues.append(Issue(text % {"unit": council.unit.name}, _("Chọn người khác hoặc ngày khác."), field="person"))
    held = [one for one in council.members.all() if one.until_on is None or one.until_on > from_on]
    if any(one.person_id == person.pk for one in held):
        issues.append(Issue(_("Người này đã là thành viên Hội đồng."), _("Cho thôi trước khi cử lại."), field="person"))
    if seat == Seat.CHAIR and any(one.seat == Seat.CHAIR for one in held):
        issues.append(Issue(_("Hội đồng đã có Chủ tịch."), _("Cho Chủ tịch cũ thôi nhiệm vụ trước."), field="seat"))
    return issues


def before_release(member: Member, until_on: dt.date) -> list[Issue]:
    """A membership does not end before it began."""
    if until_on >= member.from_on:
        return []
    return [Issue(_("Ngày thôi không thể trước ngày cử."), _("Chọn ngày từ ngày cử trở đi."), field="until_on")]


def before_set_agenda(wanted: Iterable[int], ready: Iterable[int]) -> list[Issue]:
    """Only nominations that are ready and stand on no other agenda."""
    strange = set(wanted) - set(ready)
    if not strange:
        return []
    text = ngettext(
        "%(n)s đề nghị không còn sẵn sàng để trình: đã trình ở phiên khác hoặc hồ sơ chưa thẩm định xong.",
        "%(n)s đề nghị không còn sẵn sàng để trình: đã trình ở phiên khác hoặc hồ sơ chưa thẩm định xong.",
        len(strange),
    )
    return [Issue(text % {"n": len(strange)}, _("Tải lại danh sách rồi chọn lại."), field="ids")]


def before_open(meeting: Meeting, today: dt.date) -> list[Issue]:
    """A day that has come, a chair, a secretary for the minutes, and something to decide."""
    issues = in_term(meeting.council, meeting.held_on, "held_on")
    seated = members(meeting.council, meeting.held_on)
    if meeting.held_on > today:
        day = meeting.held_on.strftime("%d/%m/%Y")
        issues.append(
            Issue(_("Chưa đến ngày họp (%(day)s).") % {"day": day}, _("Khai mạc vào ngày họp, hoặc sửa ngày."))
        )
    if not any(one.seat == Seat.CHAIR for one in seated):
        issues.append(Issue(_("Vào ngày họp Hội đồng chưa có Chủ tịch."), _("Cử Chủ tịch Hội đồng."), field="members"))
    if not any(one.seat == Seat.SECRETARY for one in seated):
        issues.append(Issue(_("Vào ngày họp Hội đồng chưa có thư ký."), _("Cử Ủy viên, thư ký."), field="members"))
    items = list(meeting.items.select_related("nomination"))
    if not items:
        issues.append(
            Issue(_("Chưa có đề nghị nào trình Hội đồng."), _("Lập danh sách trình Hội đồng."), field="agenda")
        )
    if any(item.nomination.council != Outcome.PENDING for item in items):
        text = _("Có đề nghị đã được Hội đồng xét ở phiên khác.")
        issues.append(Issue(text, _("Lập lại danh sách trình Hội đồng."), field="agenda"))
    return issues


def before_enter_count(item: Item, values: Mapping[str, int], voters: int) -> list[Issue]:
    """Ballots add up: yes ≤ valid ≤ returned ≤ issued ≤ members who vote, present or in writing."""
    issues = []
    if item.needed is None:
        text = _("Chưa biết mục này cần bao nhiêu phiếu, nên chưa nhập được kết quả kiểm phiếu.")
        issues.append(Issue(text, _("Ghi hoặc xác nhận quy định, rồi bấm “Cập nhật ngưỡng”."), field="threshold"))
    if values["issued"] > voters:
        text = _("Phát ra %(n)s phiếu nhưng chỉ có %(voters)s thành viên có mặt hoặc cho ý kiến bằng văn bản.")
        said = text % {"n": values["issued"], "voters": voters}
        issues.append(Issue(said, _("Kiểm tra điểm danh và số phiếu phát ra."), field="issued"))
    if values["returned"] > values["issued"]:
        issues.append(
            Issue(_("Số phiếu thu về nhiều hơn số phiếu phát ra."), _("Kiểm tra lại hai số này."), field="returned")
        )
    if values["valid"] > values["returned"]:
        issues.append(
            Issue(_("Số phiếu hợp lệ nhiều hơn số phiếu thu về."), _("Kiểm tra lại hai số này."), field="valid")
        )
    if values["yes"] > values["valid"]:
        issues.append(
            Issue(_("Số phiếu đồng ý nhiều hơn số phiếu hợp lệ."), _("Kiểm tra lại hai số này."), field="yes")
        )
    return issues


def before_close(quorum: Quorum, tallies: Iterable[Tally], chair: Member | None) -> list[Issue]:
    """Attendance recorded, somebody presides, a known quorum is reached, each item has a threshold and two equal counts."""
    issues = []
    if chair is None:
        text = _("Chủ tịch và Phó Chủ tịch Hội đồng đều chưa được ghi là có mặt.")
        issues.append(Issue(text, _("Điểm danh người chủ trì."), field="attendance"))
    if quorum.unrecorded:
        text = _("Chưa điểm danh %(n)s thành viên.") % {"n": quorum.unrecorded}
        issues.append(Issue(text, _("Điểm danh đủ thành viên."), field="attendance"))
    if quorum.needed is None:
        text = _("Cơ quan chưa ghi quy định về số thành viên tối thiểu để họp.")
        issues.append(Issue(text, _("Ghi quy định “Tỷ lệ thành viên dự họp tối thiểu của Hội đồng”."), field="quorum"))
    elif not quorum.is_met:
        text = _("Không đủ thành viên dự họp: cần %(needed)s, có mặt %(present)s.")
        said = text % {"needed": quorum.needed, "present": quorum.present}
        issues.append(
            Issue(said, _("Sửa điểm danh nếu ghi nhầm; nếu không, phiên họp không có giá trị."), field="attendance")
        )
    for tally in tallies:
        name = {"name": tally.item.nomination.person or tally.item.nomination.unit}
        if tally.item.needed is None:
            text, remedy, field = (
                _("%(name)s: chưa biết cần bao nhiêu phiếu."),
                _("Ghi hoặc xác nhận quy định, rồi cập nhật ngưỡng."),
                "threshold",
            )
        elif tally.agreed is None and tally.is_double:
            text, remedy, field = _("%(name)s: hai lần nhập khác nhau."), _("Hai người kiểm tra lại phiếu."), "counts"
        elif tally.agreed is None:
            text, remedy, field = (
                _("%(name)s: chưa có đủ hai người nhập kết quả."),
                _("Nhập kết quả kiểm phiếu."),
                "counts",
            )
        elif tally.agreed.issued > quorum.voters:
            text, remedy, field = (
                _("%(name)s: số phiếu phát ra nhiều hơn số người biểu quyết."),
                _("Sửa điểm danh hoặc số phiếu."),
                "counts",
            )
        else:
            continue
        issues.append(Issue(text % name, remedy, field=field))
    return issues
