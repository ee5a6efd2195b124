"""What is missing before an act."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.dossiers import facts
from thidua.domain.dossiers.enums import Result, Truth
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.dossiers.queries import receivers
from thidua.domain.organisations.models import Unit
from thidua.kernel.issues import Issue

SHORTEST_REASON = 10
FIRST_YEAR = 2004


@dataclass(frozen=True)
class Pick:
    """One award for one subject: a person, or (without person) the unit as a collective."""

    person_id: int | None
    unit_id: int | None
    award: str
    reason: str = ""


@dataclass(frozen=True)
class Appraisal:
    """What the appraiser makes of one nomination."""

    nomination_id: int
    result: str
    note: str = ""


def before_open(unit: Unit, superior: Unit | None, year: int, today: dt.date) -> list[Issue]:
    """A dossier goes to the unit above, or to the unit itself where its head decides awards; its year has begun."""
    issues = []
    if superior is None or superior not in receivers(unit):
        issues.append(
            Issue(
                _("Hồ sơ chỉ gửi lên cấp trên trực tiếp, hoặc xét tại đơn vị nếu thủ trưởng đơn vị có thẩm quyền."),
                _("Chọn lại nơi nhận."),
                field="superior",
            )
        )
    if not FIRST_YEAR <= year <= today.year:
        issues.append(
            Issue(
                _("Năm thành tích phải từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": today.year},
                _("Ghi lại năm."),
                field="year",
            )
        )
    return issues


def before_keep(title: str, year: int, received_on: dt.date | None, received_paper: str, today: dt.date) -> list[Issue]:
    """A title; and the day of receipt is never after today, and before today only with the stamped paper's number."""
    issues = []
    if not title:
        issues.append(Issue(_("Chưa ghi tên hồ sơ."), _("Ghi tên hồ sơ."), field="title"))
    if received_on is None:
        if received_paper:
            issues.append(
                Issue(
                    _("Có số văn bản đến nhưng chưa có ngày nhận."),
                    _("Ghi ngày trên dấu văn bản đến."),
                    field="received_on",
                )
            )
        return issues
    if received_on > today:
        issues.append(
            Issue(
                _("Ngày nhận hồ sơ ở tương lai."),
                _("Ghi ngày trên dấu văn bản đến, hoặc để trống."),
                field="received_on",
            )
        )
    elif received_on.year < year:
        issues.append(
            Issue(_("Ngày nhận hồ sơ trước năm thành tích."), _("Kiểm tra lại năm và ngày nhận."), field="received_on")
        )
    elif received_on < today and not received_paper:
        issues.append(
            Issue(
                _("Ngày nhận sớm hơn hôm nay chỉ ghi được khi có hồ sơ giấy đã đóng dấu đến."),
                _("Ghi số, ký hiệu của văn bản đến, hoặc để trống ngày nhận."),
                field="received_paper",
            )
        )
    return issues


def before_nominate(dossier: Dossier, unit: Unit | None, *, is_person: bool, award: str, is_there: bool) -> list[Issue]:
    """The award suits the subject, the subject belongs to the unit in that year, and stands in the dossier once."""
    if unit is None:
        return [
            Issue(
                _("Người hoặc tập thể này không thuộc %(unit)s trong năm %(year)s.")
                % {"unit": dossier.unit.name, "year": dossier.year},
                _("Tải lại trang rồi chọn lại."),
                field="person",
            )
        ]
    if not awards.is_for(award, "individual" if is_person else "collective"):
        return [Issue(_("Danh hiệu này không dành cho đối tượng đã chọn."), _("Chọn danh hiệu khác."), field="award")]
    if is_there:
        return [
            Issue(
                _("%(award)s đã được đề nghị cho người hoặc tập thể này trong hồ sơ.") % {"award": awards.name(award)},
                _("Tải lại trang để xem danh sách mới nhất."),
                field="award",
            )
        ]
    return []


def nothing_picked() -> Issue:
    """Nobody was ticked."""
    return Issue(_("Chưa chọn đề nghị nào."), _("Đánh dấu ít nhất một người hoặc tập thể."), field="picks")


def before_send(dossier: Dossier, findings: Iterable[tuple[Nomination, facts.Finding]], today: dt.date) -> list[Issue]:
    """Something is proposed, and whatever the law does not let through has a written reason."""
    url = f"/ban-lam-viec/ho-so/{dossier.pk}/"
    issues = before_keep(dossier.title, dossier.year, dossier.received_on, dossier.received_paper, today)
    rows = list(findings)
    if not rows:
        issues.append(
            Issue(_("Hồ sơ chưa có đề nghị nào."), _("Chọn người và tập thể để đề nghị"), url=f"{url}de-nghi/")
        )
    for nomination, found in rows:
        truth = found["verdict"]["truth"]
        if truth != Truth.MET and len(nomination.reason.strip()) < SHORTEST_REASON:
            issues.append(
                Issue(
                    _("%(subject)s, %(award)s: %(truth)s theo luật, chưa có lý do bằng lời.")
                    % {
                        "subject": nomination.person or nomination.unit,
                        "award": awards.name(nomination.award),
                        "truth": str(Truth(truth).label).lower(),
                    },
                    _("Ghi lý do hoặc bỏ đề nghị"),
                    url=f"{url}#de-nghi-{nomination.pk}",
                )
            )
    return issues


def findings_of(dossier: Dossier, rows: list[Nomination], on: dt.date) -> list[tuple[Nomination, facts.Finding]]:
    """What the law says of each nomination on the day of receipt, by what is recorded now."""
    people = [row.person_id for row in rows if row.person_id is not None]
    units = [row.unit for row in rows if row.person_id is None]
    by_person, by_unit = facts.gather(people, units, dossier.year, on)
    asked = facts.terms(dossier.superior, on)
    return [
        (
            row,
            facts.finding(
                row.award, by_unit[row.unit_id] if row.person_id is None else by_person[row.person_id], asked
            ),
        )
        for row in rows
    ]


def before_reason(reason: str) -> list[Issue]:
    """A reason is a sentence, not a mark."""
    if len(reason.strip()) >= SHORTEST_REASON:
        return []
    return [
        Issue(
            _("Lý do quá ngắn."),
            _("Ghi rõ lý do, ít nhất %(least)s ký tự.") % {"least": SHORTEST_REASON},
            field="reason",
        )
    ]


def before_appraise(nomination: Nomination, result: str, note: str, on: dt.date) -> list[Issue]:
    """“Here” needs the authority; “fails” needs a word why."""
    if result not in Result.values:
        return [Issue(_("Chưa chọn kết quả thẩm định."), _("Chọn một kết quả."), field="result")]
    subject = nomination.person or nomination.unit
    if result == Result.HERE and not awards.decides(nomination.dossier.superior, nomination.award, on):
        return [
            Issue(
                _("%(subject)s, %(award)s: không xét tại cấp này được, thẩm quyền thuộc %(who)s.")
                % {
                    "subject": subject,
                    "award": awards.name(nomination.award),
                    "who": awards.authority_name(awards.authority(nomination.award, on)),
                },
                _("Chọn “Trình cấp trên”."),
                field=f"result_{nomination.pk}",
            )
        ]
    if result == Result.FAILS and not note:
        return [
            Issue(
                _("%(subject)s, %(award)s: chưa ghi vì sao không đạt.")
                % {"subject": subject, "award": awards.name(nomination.award)},
                _("Ghi ý kiến thẩm định."),
                field=f"note_{nomination.pk}",
            )
        ]
    return []


def before_pass(rows: Iterable[Nomination]) -> list[Issue]:
    """Every nomination is appraised."""
    return [
        Issue(
            _("%(subject)s, %(award)s: chưa thẩm định.")
            % {"subject": row.person or row.unit, "award": awards.name(row.award)},
            _("Chọn kết quả"),
            url=f"/ban-lam-viec/ho-so/{row.dossier_id}/#de-nghi-{row.pk}",
        )
        for row in rows
        if row.result == Result.PENDING
    ]
