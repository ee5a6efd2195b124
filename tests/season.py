"""A season in the cast's province, with one thing in each state that matters; built by the real acts."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import AT, OPERATOR, World, build
from thidua.base.exports import operations as exports
from thidua.base.notices.models import Notice
from thidua.domain.assessment import operations as assessment
from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.awards import operations as awards
from thidua.domain.councils import operations as councils
from thidua.domain.councils.enums import Seat
from thidua.domain.decisions import operations as decisions
from thidua.domain.dossiers import operations as dossiers
from thidua.domain.dossiers.enums import Result
from thidua.domain.dossiers.models import Dossier
from thidua.domain.imports import operations as imports
from thidua.domain.initiatives import operations as initiatives
from thidua.domain.movements import operations as movements
from thidua.domain.organisations import operations as organisations
from thidua.domain.people.models import Absence, DataWord, Person
from thidua.domain.people.queries import members
from thidua.domain.register.models import Entry
from thidua.domain.registrations import operations as registrations
from thidua.domain.reports import operations as reports
from thidua.domain.reviews import operations as reviews
from thidua.doors.jobs.exporting import write_export
from thidua.kernel.actor import Actor

YEAR = 2025
DAY = AT.date()
TITLE = "lao_dong_tien_tien"
MEMBERS = ("signer", "secretary", "member", "second_member", "appraiser")
WHY = "Đơn vị đề nghị xem xét theo thành tích năm 2025."


@dataclass
class Season:
    """The things, by name; `world` has the people."""

    world: World
    things: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def keep(self, name: str, thing: object) -> None:
        """Remember a thing by its name in the matrix."""
        self.things[name] = thing.pk  # type: ignore[attr-defined]
        self.versions[name] = getattr(thing, "version", 0)

    def again(self, name: str, model: type) -> None:
        """Look again at a thing that an act changed since."""
        self.versions[name] = model.objects.get(pk=self.things[name]).version  # type: ignore[attr-defined]


def movement(season: Season) -> None:
    """A draft and a launched movement of Sở Mẫu."""
    actor, unit = season.world.actor("department_clerk"), season.world.units["department"]
    form = {
        "title": "Thi đua hoàn thành nhiệm vụ năm 2025",
        "year": YEAR,
        "content": "Hoàn thành nhiệm vụ.",
        "criteria": "Đúng hạn.",
        "starts_on": dt.date(2025, 1, 15),
        "ends_on": dt.date(2025, 12, 31),
    }
    season.keep("movement_draft", movements.draft(actor=actor, at=AT, unit=unit, **form))
    launched = movements.draft(actor=actor, at=AT, unit=unit, **form)
    season.keep("movement", movements.launch(actor=actor, at=AT, movement_id=launched.pk))


def registration(season: Season) -> None:
    """One registration being written (of Phòng Hai), one waiting for its answer (of Phòng Một)."""
    units, people = season.world.units, season.world.people
    stranger = season.world.actor("stranger")
    open_one = registrations.open(
        actor=stranger, at=AT, movement_id=season.things["movement"], unit_id=units["neighbour"].pk
    )
    season.keep("registration_neighbour", open_one)
    clerk = season.world.actor("clerk")
    waiting = registrations.open(actor=clerk, at=AT, movement_id=season.things["movement"], unit_id=units["unit"].pk)
    aims = [(people["nominee"].pk, TITLE), (None, "tap_the_lao_dong_tien_tien")]
    waiting = registrations.save_aims(
        actor=clerk, at=AT, registration_id=waiting.pk, version=waiting.version, aims=aims
    )
    season.keep("registration", registrations.send(actor=clerk, at=AT, registration_id=waiting.pk))


def year(season: Season) -> None:
    """The open sheet of Phòng Một with all grades but one, an initiative; the closed sheet of Phòng Hai."""
    world = season.world
    clerk, unit = world.actor("clerk"), world.units["unit"]
    sheet = assessment.open_sheet(actor=clerk, at=AT, unit_id=unit.pk, year=YEAR)
    for person in (*members(unit, YEAR), None):
        assessment.record_result(
            actor=clerk,
            at=AT,
            sheet_id=sheet.pk,
            person_id=person.pk if person else None,
            version=0,
            grade=Grade.OUTSTANDING,
            discipline=Discipline.NONE,
        )
    season.keep("sheet", sheet)
    season.keep(
        "initiative",
        initiatives.recognise(
            actor=clerk,
            at=AT,
            person_id=world.people["nominee"].pk,
            unit_id=unit.pk,
            year=YEAR,
            kind="initiative",
            title="Rút ngắn quy trình",
            reach="co_so",
            recognised_by="Quyết định 1/QĐ",
        ),
    )
    stranger = world.actor("stranger")
    other = assessment.open_sheet(actor=stranger, at=AT, unit_id=world.units["neighbour"].pk, year=YEAR)
    for person in (*members(world.units["neighbour"], YEAR), None):
        assessment.record_result(
            actor=stranger,
            at=AT,
            sheet_id=other.pk,
            person_id=person.pk if person else None,
            version=0,
            grade=Grade.GOOD,
            discipline=Discipline.NONE,
        )
    season.keep("sheet_closed", assessment.close_sheet(actor=stranger, at=AT, sheet_id=other.pk))


def dossier(season: Season, name: str, who: str, award: str = TITLE) -> int:
    """A draft dossier of Phòng Một with one nomination. The nomination's id."""
    world = season.world
    clerk, unit = world.actor("clerk"), world.units["unit"]
    made = dossiers.open(
        actor=clerk,
        at=AT,
        unit_id=unit.pk,
        superior_id=world.units["department"].pk,
        year=YEAR,
        title=f"Hồ sơ {name}",
    )
    nomination = dossiers.nominate(
        actor=clerk, at=AT, dossier_id=made.pk, person_id=world.people[who].pk, award=award, reason=WHY
    )
    made.refresh_from_db()
    season.keep(name, made)
    season.keep(f"{name}_nomination", nomination)
    return nomination.pk


def sent(season: Season, name: str, who: str, award: str = TITLE) -> int:
    """A dossier of Phòng Một that waits for its appraisal."""
    nomination_id = dossier(season, name, who, award)
    made = dossiers.send(actor=season.world.actor("clerk"), at=AT, dossier_id=season.things[name])
    season.keep(name, made)
    return nomination_id


def passed(season: Season, name: str, who: str, result: str = Result.HERE, award: str = TITLE) -> int:
    """A dossier of Phòng Một whose appraisal is done."""
    nomination_id = sent(season, name, who, award)
    appraiser = season.world.actor("appraiser")
    dossiers.appraise(actor=appraiser, at=AT, nomination_id=nomination_id, result=result, note="Đúng hồ sơ.")
    season.keep(name, dossiers.pass_(actor=appraiser, at=AT, dossier_id=season.things[name]))
    return nomination_id


def council(season: Season) -> None:
    """The council of Sở Mẫu with five members, and what its agency settles."""
    world = season.world
    unit = world.units["department"]
    for name, value in [("council_quorum_percent", "66"), (f"vote_percent.{TITLE}", "50")]:
        awards.set_parameter(
            actor=world.actor("signer"),
            at=AT,
            unit_id=unit.pk,
            name=name,
            value=value,
            basis="Quy chế mẫu",
            from_on=dt.date(2024, 1, 1),
        )
    secretary = world.actor("secretary")
    made = councils.establish(
        actor=secretary, at=AT, unit_id=unit.pk, name="Hội đồng Sở Mẫu", decision="QĐ 1", from_on=dt.date(2024, 1, 1)
    )
    for who, seat in zip(MEMBERS, (Seat.CHAIR, Seat.SECRETARY, Seat.MEMBER, Seat.MEMBER, Seat.MEMBER), strict=True):
        councils.appoint(
            actor=secretary,
            at=AT,
            council_id=made.pk,
            person_id=world.people[who].pk,
            seat=seat,
            from_on=dt.date(2024, 1, 1),
        )
    season.keep("council", made)
    season.keep("seat", made.members.order_by("-pk").first())


def meeting(season: Season, name: str, nomination_id: int, upto: str) -> None:
    """A meeting of the council on one nomination: planned, open, counted or closed."""
    secretary, world = season.world.actor("secretary"), season.world
    called = councils.call(
        actor=secretary, at=AT, council_id=season.things["council"], year=YEAR, title=f"Họp {name}", held_on=DAY
    )
    called = councils.set_agenda(actor=secretary, at=AT, meeting_id=called.pk, nomination_ids=[nomination_id])
    season.keep(name, called)
    if upto == "planned":
        return
    called = councils.open(actor=secretary, at=AT, meeting_id=called.pk)
    item = called.items.get()
    season.keep(f"{name}_item", item)
    season.keep(name, called)
    if upto == "open":
        return
    ids = called.attendances.values_list("member_id", flat=True)
    councils.attend(actor=secretary, at=AT, meeting_id=called.pk, presences=dict.fromkeys(ids, "present"))
    for who in ("member", "second_member"):
        councils.enter_count(actor=world.actor(who), at=AT, item_id=item.pk, issued=5, returned=5, valid=5, yes=5)
    called.refresh_from_db()
    season.keep(name, called)
    if upto == "closed":
        season.keep(name, councils.close(actor=secretary, at=AT, meeting_id=called.pk, conclusion="Thống nhất."))


def decision(season: Season, name: str, nomination_id: int, upto: str) -> None:
    """A decision of Sở Mẫu on one nomination: draft, signed or issued."""
    world = season.world
    made = decisions.draft(
        actor=world.actor("department_clerk"),
        at=AT,
        unit_id=world.units["department"].pk,
        year=YEAR,
        title="Về việc công nhận danh hiệu thi đua năm 2025",
        basis="Căn cứ biên bản họp.",
        nomination_ids=[nomination_id],
    )
    if upto != "draft":
        made = decisions.sign(
            actor=world.actor("signer"), at=AT, decision_id=made.pk, signer_name="Người signer", signer_post="Giám đốc"
        )
    if upto == "issued":
        made = decisions.issue(actor=world.actor("department_clerk"), at=AT, decision_id=made.pk)
    season.keep(name, made)


def review(season: Season, name: str, unit: str) -> None:
    """A finished review of everybody of the unit."""
    made = reviews.ask(actor=OPERATOR, at=AT, unit_id=season.world.units[unit].pk, year=YEAR, on=DAY)
    while reviews.advance(actor=OPERATOR, at=AT, review_id=made.pk).goes_on:
        pass
    season.keep(name, made)


def report(season: Season) -> None:
    """A draft and a finished report of Phòng Một."""
    clerk, unit = season.world.actor("clerk"), season.world.units["unit"]
    days = {"first": dt.date(YEAR, 1, 1), "last": dt.date(YEAR, 12, 31)}
    season.keep("report", reports.draft(actor=clerk, at=AT, unit_id=unit.pk, kind="year", **days))
    made = reports.draft(actor=clerk, at=AT, unit_id=unit.pk, kind="year", **days)
    season.keep("report_final", reports.finish(actor=clerk, at=AT, report_id=made.pk, version=0))


def export(season: Season, name: str, *, is_written: bool) -> None:
    """The clerk's list of dossiers, to be written into a file."""
    actor = season.world.actor("clerk")
    made = exports.ask(actor=actor, at=AT, title="Hồ sơ", path="/ban-lam-viec/ho-so/", query="", kind="csv", total=9)
    if is_written:
        write_export(made.pk)
    season.keep(name, made)


def lists(season: Season) -> None:
    """Lists that the clerk of Phòng Một handed in: one read, one checked with a line to be mended, one written."""
    system, clerk = Actor.system("test"), season.world.actor("clerk")
    for name, rows in {
        "batch_read": [["K1", "Lê Thị Ba", "Nữ", "Phòng Một", "1/1/2026"]],
        "batch_checked": [["K2", "Lê Thị Tư", "Nữ", "Phòng Chín", "1/1/2020"]],
        "batch_written": [["K3", "Lê Thị Năm", "Nữ", "Phòng Một", "1/1/2026"]],
    }.items():
        about = {"unit_id": season.world.units["unit"].pk, "kind": "people", "name": name, "digest": name}
        batch = imports.ask(actor=clerk, at=AT, **about)
        heads = [("A", "Mã nhân sự"), ("B", "Họ và tên"), ("C", "Giới tính"), ("D", "Đơn vị"), ("E", "Từ ngày")]
        table = [imports.Row(place, row, {}) for place, row in enumerate(rows, 2)]
        batch = imports.fill(actor=system, at=AT, batch_id=batch.pk, sheets=[], sheet="", headings=heads, rows=table)
        if name != "batch_read":
            imports.match(actor=clerk, at=AT, batch_id=batch.pk, columns=batch.columns, defaults={})
            imports.advance(actor=system, at=AT, batch_id=batch.pk)
        if name == "batch_written":
            imports.write(actor=clerk, at=AT, batch_id=batch.pk)
            imports.advance(actor=system, at=AT, batch_id=batch.pk)
        batch.refresh_from_db()
        season.keep(name, batch)
    season.things["list_kind"] = "people"  # type: ignore[assignment]


def make() -> Season:
    """The whole season."""
    season = Season(build())
    world = season.world
    movement(season)
    registration(season)
    year(season)
    council(season)
    dossier(season, "dossier_draft", "nominee")
    paper = dossiers.attach(
        actor=world.actor("clerk"),
        at=AT,
        dossier_id=season.things["dossier_draft"],
        upload=SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7\n%mau\n"),
        title="Tờ trình",
    )
    season.keep("paper", paper)
    season.again("dossier_draft", Dossier)
    sent(season, "dossier_sent", "nominee")
    passed(season, "dossier_passed", "nominee")
    passed(season, "dossier_above", "clerk", Result.ABOVE, "chien_si_thi_dua_bo_tinh")
    meeting(season, "meeting", passed(season, "dossier_planned", "clerk"), "planned")
    meeting(season, "meeting_open", passed(season, "dossier_open", "clerk"), "open")
    meeting(season, "meeting_counted", passed(season, "dossier_counted", "nominee"), "counted")
    for name in ("draft", "signed", "issued"):
        nomination_id = passed(season, f"dossier_{name}_decision", "nominee")
        meeting(season, f"meeting_of_{name}", nomination_id, "closed")
        decision(season, f"decision_{name}", nomination_id, name)
    season.keep("entry", Entry.objects.get(source=f"decision:{season.things['decision_issued']}"))
    review(season, "review_unit", "unit")
    review(season, "review_department", "department")
    report(season)
    later = AT.replace(month=11)
    awards_made = awards.confirm_rule(
        actor=world.actor("signer"),
        at=later,
        unit_id=world.units["department"].pk,
        rule_id="LDTT-2022",
        confirmed_by="Nguyễn Mẫu",
        confirmed_on=later.date(),
        text="Công văn mẫu số 1 về việc tiếp tục áp dụng.",
    )
    season.keep("confirmation", awards_made)
    notice = Notice.objects.filter(to=world.accounts["clerk"]).order_by("pk").first()
    season.keep("notice", notice)
    season.things |= {"award": "chien_si_thi_dua_co_so", "rule": "CSTDCS-2022", "pdf": "pdf"}  # type: ignore[dict-item]
    season.things |= {"award": "chien_si_thi_dua_co_so", "rule": "CSTDCS-2022"}  # type: ignore[dict-item]
    export(season, "export", is_written=True)
    export(season, "export_open", is_written=False)
    for name, thing in world.units.items():
        season.keep(name, thing)
    cluster = organisations.form_cluster(
        actor=OPERATOR, at=AT, unit_id=world.units["department"].pk, name="Cụm Mẫu", kind="cluster", from_on=DAY
    )
    organisations.join_cluster(
        actor=OPERATOR, at=AT, cluster_id=cluster.pk, unit_id=world.units["unit"].pk, from_on=DAY
    )
    season.keep("cluster", cluster)
    for name, person in world.people.items():
        season.keep(f"person_{name}", person)
    people(season)
    lists(season)
    return season


def people(season: Season) -> None:
    """The nominee's file: a citizen number that no province gives, a leave, and a request for a correction."""
    nominee = season.world.people["nominee"]
    Person.objects.filter(pk=nominee.pk).update(citizen_number="099190000123")
    season.keep("post_nominee", nominee.posts.get())
    season.keep("absence", Absence.objects.create(person=nominee, kind="study", from_on=dt.date(2025, 12, 1)))
    season.keep("data_word", DataWord.objects.create(person=nominee, is_right=False, text="Sai.", said_at=AT))


__all__ = ["OPERATOR", "Season", "make"]
