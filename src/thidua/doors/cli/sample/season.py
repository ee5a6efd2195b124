"""The season of achievement year 2025, played by the sample's own accounts through the real acts.

Phòng Cải cách hành chính mẫu goes the whole way to two issued decisions. Phòng Tổ chức mẫu has not begun: it is there
to be tried. The others stand in between, so that every desk shows some work.
"""

from django.db.models import F

from thidua.base.notices.models import Notice
from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.assessment.operations import Line, close_sheet, open_sheet, record_results
from thidua.domain.councils import operations as councils
from thidua.domain.councils.enums import Presence, Seat
from thidua.domain.councils.models import Council
from thidua.domain.decisions import operations as decisions
from thidua.domain.dossiers import operations as dossiers
from thidua.domain.dossiers.checks import Appraisal, Pick
from thidua.domain.dossiers.enums import Result
from thidua.domain.dossiers.models import Dossier
from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.initiatives.operations import recognise
from thidua.domain.movements import operations as movements
from thidua.domain.registrations import operations as registrations
from thidua.doors.cli.sample.agency import Agency, moment
from thidua.doors.cli.sample.history import ADVANCED, FIGHTER, PROVINCIAL, TEAM
from thidua.kernel.actor import Actor
from thidua.kernel.clock import day

YEAR = 2025
SEATS = {
    "giam-doc": Seat.CHAIR,
    "pho-giam-doc": Seat.DEPUTY,
    "pho-giam-doc-2": Seat.MEMBER,
    "uy-vien-1": Seat.MEMBER,
    "uy-vien-2": Seat.MEMBER,
    "truong-phong": Seat.MEMBER,
    "pho-phong-ben": Seat.MEMBER,
    "cong-doan": Seat.MEMBER,
    "thu-ky": Seat.SECRETARY,
}
CONTENT = (
    "Hoàn thành xuất sắc nhiệm vụ chính trị năm 2025; giải quyết thủ tục đúng hạn; thực hành tiết kiệm. "
    "(Nội dung mẫu, không có thật.)"
)
CRITERIA = (
    "Tỷ lệ hồ sơ giải quyết đúng hạn từ 98% trở lên; mỗi phòng có ít nhất một sáng kiến được công nhận; "
    "không có cán bộ bị kỷ luật từ cảnh cáo trở lên."
)
BASIS = "Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022;\nCăn cứ Biên bản họp Hội đồng Thi đua, khen thưởng của Sở."
WEAK_REASON = "Năm đầu làm việc tại vị trí mới, đã cố gắng nhiều trong quý IV; phòng đề nghị Hội đồng xem xét."


def play(operator: Actor, agency: Agency) -> None:
    """The whole season so far. What it told by message counts as sent: nobody is written to about the past."""
    movement = launched(agency)
    register_neighbour(agency, movement)
    register_others(operator, agency, movement)
    grades(agency)
    council = seated(agency)
    individuals(agency, council)
    collective(agency, council)
    department_sheet(agency)
    told = Notice.objects.filter(to__is_sample=True)
    told.update(sent_at=F("created_at"))
    told.filter(created_at__lt=moment(2025, 12, 1)).update(read_at=F("created_at"))


def launched(agency: Agency) -> int:
    """The movements of the province: that of 2024 summed up, that of 2025 running."""
    for year, start in ((2024, moment(2025, 1, 9)), (YEAR, moment(2025, 2, 10))):
        clerk = agency.who("can-bo-tinh", start)
        movement = movements.draft(
            actor=clerk, at=start, unit=agency.units["tinh"], title=f"Thi đua hoàn thành xuất sắc nhiệm vụ năm {year}",
            year=year, content=CONTENT.replace("2025", str(year)), criteria=CRITERIA,
            starts_on=day(start).replace(year=year), ends_on=day(start).replace(year=year, month=12, day=31),
        )  # fmt: skip
        movements.launch(actor=agency.who("chu-tich", start), at=start, movement_id=movement.pk)
        if year < YEAR:
            movements.close(actor=clerk, at=moment(2025, 1, 15), movement_id=movement.pk)
    return movement.pk


def register_neighbour(agency: Agency, movement_id: int) -> None:
    """The neighbour registers everybody, is refused once, mends, and is approved."""
    at = moment(2025, 3, 3)
    clerk, unit = agency.who("can-bo-phong-ben", at), agency.units["ben"]
    aims: list[tuple[int | None, str]] = [(person.pk, ADVANCED) for person in agency.members["ben"]]
    registration = registrations.open(actor=clerk, at=at, movement_id=movement_id, unit_id=unit.pk)
    registrations.send(actor=clerk, at=at, registration_id=registration.pk, aims=aims)
    above = agency.who("can-bo-so", moment(2025, 3, 4))
    registrations.refuse(
        actor=above, at=moment(2025, 3, 4), registration_id=registration.pk,
        reason="Chưa đăng ký danh hiệu của tập thể và Chiến sĩ thi đua cơ sở.",
    )  # fmt: skip
    aims += [(None, TEAM), (agency.people["ba-nam-lien"].pk, FIGHTER), (agency.people["dut-quang"].pk, FIGHTER)]
    registrations.send(actor=clerk, at=moment(2025, 3, 5), registration_id=registration.pk, aims=aims)
    registrations.approve(actor=above, at=moment(2025, 3, 6), registration_id=registration.pk)


def register_others(operator: Actor, agency: Agency, movement_id: int) -> None:
    """A commune that waits for its answer, a ward that did not send yet."""
    for key, is_sent in (("an", True), ("binh", False)):
        unit, at = agency.units[key], moment(2025, 3, 10)
        registration = registrations.open(actor=operator, at=at, movement_id=movement_id, unit_id=unit.pk)
        aims = [(person.pk, ADVANCED) for person in agency.members[key]]
        if is_sent:
            registrations.send(actor=operator, at=at, registration_id=registration.pk, aims=aims)
        else:
            registrations.save_aims(actor=operator, at=at, registration_id=registration.pk, version=None, aims=aims)


def grades(agency: Agency) -> None:
    """The neighbour's year: one excellent, one with an initiative, one who fell short."""
    at = moment(2025, 12, 1)
    clerk, unit = agency.who("can-bo-phong-ben", at), agency.units["ben"]
    recognise(
        actor=clerk, at=at, person_id=agency.people["dut-quang"].pk, unit_id=unit.pk, year=YEAR, kind=Kind.INITIATIVE,
        title="Phiếu hướng dẫn thủ tục một trang", reach=Reach.CO_SO,
        recognised_by="Quyết định mẫu số 212/QĐ-SK ngày 25/11/2025",
    )  # fmt: skip
    special = {agency.people["ba-nam-lien"].pk: Grade.OUTSTANDING, agency.people["chua-dat"].pk: Grade.DONE}
    lines = [
        Line(person.pk, None, special.get(person.pk, Grade.GOOD), Discipline.NONE) for person in agency.members["ben"]
    ]
    lines.append(Line(None, None, Grade.GOOD, Discipline.NONE))
    sheet = open_sheet(actor=clerk, at=at, unit_id=unit.pk, year=YEAR)
    record_results(actor=clerk, at=at, sheet_id=sheet.pk, lines=lines)
    close_sheet(actor=clerk, at=moment(2025, 12, 3), sheet_id=sheet.pk)


def seated(agency: Agency) -> Council:
    """The council of the department: nine members."""
    at = moment(2025, 1, 20)
    secretary = agency.who("thu-ky", at)
    council = councils.establish(
        actor=secretary, at=at, unit_id=agency.units["nv"].pk, from_on=day(at),
        name="Hội đồng Thi đua, khen thưởng Sở Nội vụ Tỉnh Mẫu", decision="Quyết định mẫu số 03/QĐ-MAU-NV ngày 20/01/2025",
    )  # fmt: skip
    for handle, seat in SEATS.items():
        person = agency.people[handle]
        councils.appoint(actor=secretary, at=at, council_id=council.pk, person_id=person.pk, seat=seat, from_on=day(at))
    return council


def individuals(agency: Agency, council: Council) -> None:
    """The neighbour's people: proposed, returned once, appraised, voted, decided; one goes above."""
    dossier = dossiers.open(
        actor=agency.who("can-bo-phong-ben", moment(2025, 12, 4)), at=moment(2025, 12, 4),
        unit_id=agency.units["ben"].pk, superior_id=agency.units["nv"].pk, year=YEAR,
        title="Đề nghị danh hiệu thi đua cá nhân năm 2025",
    )  # fmt: skip
    weak, best = agency.people["chua-dat"].pk, agency.people["ba-nam-lien"].pk
    picks = [
        Pick(person.pk, None, ADVANCED, WEAK_REASON if person.pk == weak else "") for person in agency.members["ben"]
    ]
    picks += [
        Pick(best, None, FIGHTER),
        Pick(agency.people["dut-quang"].pk, None, FIGHTER),
        Pick(best, None, PROVINCIAL),
    ]
    clerk = agency.who("can-bo-phong-ben", moment(2025, 12, 4))
    dossiers.nominate_many(actor=clerk, at=moment(2025, 12, 4), dossier_id=dossier.pk, picks=picks)
    dossiers.send(actor=clerk, at=moment(2025, 12, 5), dossier_id=dossier.pk)
    appraiser = agency.who("tham-dinh", moment(2025, 12, 8))
    dossiers.return_(
        actor=appraiser, at=moment(2025, 12, 8), dossier_id=dossier.pk,
        reason="Xem lại đề nghị của người chưa đạt mức hoàn thành tốt; nếu vẫn đề nghị, giữ nguyên lý do và gửi lại.",
    )  # fmt: skip
    dossiers.send(actor=clerk, at=moment(2025, 12, 9), dossier_id=dossier.pk)
    lines = []
    for row in dossier.nominations.all():
        if row.award == PROVINCIAL:
            lines.append(Appraisal(row.pk, Result.ABOVE, "Đủ ba năm liên tục, sáng kiến cấp tỉnh."))
        elif row.person_id == weak:
            lines.append(Appraisal(row.pk, Result.FAILS, "Xếp loại hoàn thành nhiệm vụ, chưa đủ điều kiện."))
        else:
            lines.append(Appraisal(row.pk, Result.HERE))
    at = moment(2025, 12, 11)
    dossiers.appraise_many(actor=appraiser, at=at, dossier_id=dossier.pk, lines=lines)
    dossiers.pass_(actor=appraiser, at=at, dossier_id=dossier.pk)
    clerk_above = agency.who("can-bo-so", moment(2025, 12, 12))
    above = dossiers.forward(actor=clerk_above, at=moment(2025, 12, 12), dossier_id=dossier.pk)
    dossiers.send(actor=clerk_above, at=moment(2025, 12, 15), dossier_id=above.pk)
    meet(agency, council, dossier, 16, "Xét danh hiệu thi đua cá nhân năm 2025", yes=8)
    decide(agency, dossier, 18, "Tặng danh hiệu thi đua cho cá nhân năm 2025")


def collective(agency: Agency, council: Council) -> None:
    """The neighbour as a collective, once its people have their titles."""
    clerk, unit = agency.who("can-bo-phong-ben", moment(2025, 12, 22)), agency.units["ben"]
    dossier = dossiers.open(
        actor=clerk, at=moment(2025, 12, 22), unit_id=unit.pk, superior_id=agency.units["nv"].pk, year=YEAR,
        title="Đề nghị danh hiệu thi đua tập thể năm 2025",
    )  # fmt: skip
    dossiers.nominate(
        actor=clerk, at=moment(2025, 12, 22), dossier_id=dossier.pk, person_id=None, unit_id=unit.pk, award=TEAM
    )  # fmt: skip
    dossiers.send(actor=clerk, at=moment(2025, 12, 22, 14), dossier_id=dossier.pk)
    appraiser, at = agency.who("tham-dinh", moment(2025, 12, 23)), moment(2025, 12, 23)
    lines = [Appraisal(row.pk, Result.HERE) for row in dossier.nominations.all()]
    dossiers.appraise_many(actor=appraiser, at=at, dossier_id=dossier.pk, lines=lines)
    dossiers.pass_(actor=appraiser, at=at, dossier_id=dossier.pk)
    meet(agency, council, dossier, 25, "Xét danh hiệu thi đua tập thể năm 2025", yes=9)
    decide(agency, dossier, 29, "Tặng danh hiệu thi đua cho tập thể năm 2025")


def meet(agency: Agency, council: Council, dossier: Dossier, date: int, title: str, *, yes: int) -> None:
    """A meeting in December: eight present, one in writing, counted twice by two members."""
    at = moment(2025, 12, date, 14)
    secretary = agency.who("thu-ky", at)
    meeting = councils.call(
        actor=secretary, at=moment(2025, 12, date - 1), council_id=council.pk, year=YEAR, title=title, held_on=day(at),
        place="Phòng họp tầng 2",
    )  # fmt: skip
    ids = list(dossier.nominations.filter(result=Result.HERE).values_list("pk", flat=True))
    councils.set_agenda(actor=secretary, at=at, meeting_id=meeting.pk, nomination_ids=ids)
    councils.open(actor=secretary, at=at, meeting_id=meeting.pk)
    away = council.members.get(person=agency.people["cong-doan"]).pk
    presences = {
        row.member_id: Presence.WRITTEN if row.member_id == away else Presence.PRESENT
        for row in meeting.attendances.all()
    }
    councils.attend(actor=secretary, at=at, meeting_id=meeting.pk, presences=presences)
    counts = {item.pk: {"issued": 9, "returned": 9, "valid": 9, "yes": yes} for item in meeting.items.all()}
    for teller in ("uy-vien-1", "uy-vien-2"):
        councils.enter_counts(actor=agency.who(teller, at), at=at, meeting_id=meeting.pk, counts=counts)
    councils.close(
        actor=secretary, at=at, meeting_id=meeting.pk, conclusion="Hội đồng nhất trí trình Giám đốc quyết định."
    )


def decide(agency: Agency, dossier: Dossier, date: int, title: str) -> None:
    """The decision on what the council passed: drafted, signed, issued."""
    at = moment(2025, 12, date)
    clerk = agency.who("can-bo-so", at)
    ids = list(dossier.nominations.filter(council="passed").values_list("pk", flat=True))
    decision = decisions.draft(
        actor=clerk, at=at, unit_id=agency.units["nv"].pk, year=YEAR, title=title, basis=BASIS, nomination_ids=ids,
    )  # fmt: skip
    signer = agency.people["giam-doc"].full_name
    head = agency.who("giam-doc", at)
    decisions.sign(
        actor=head, at=moment(2025, 12, date, 10), decision_id=decision.pk, signer_name=signer, signer_post="Giám đốc"
    )
    decisions.issue(actor=clerk, at=moment(2025, 12, date, 15), decision_id=decision.pk)


def department_sheet(agency: Agency) -> None:
    """The department's own people: the year is half entered."""
    at = moment(2025, 12, 30)
    clerk = agency.who("can-bo-so", at)
    sheet = open_sheet(actor=clerk, at=at, unit_id=agency.units["nv"].pk, year=YEAR)
    lines = [Line(person.pk, None, Grade.GOOD, Discipline.NONE) for person in agency.members["nv"][3:6]]
    record_results(actor=clerk, at=at, sheet_id=sheet.pk, lines=lines)
