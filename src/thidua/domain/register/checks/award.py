"""One named award as a decision or an old paper says it, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.enums import Kind, Level, Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.kernel import clock
from thidua.kernel.issues import Issue
from thidua.kernel.text import tidy


@dataclass(frozen=True)
class Award:
    """Who received what for which years, from whom, by which decision. Years are inclusive.

    `person`: the one in the personnel list; without one `recipient` is the name on the paper: of an individual, of a
    household, or what the collective was called then. With `is_school_year` the year is that in which it ended.
    """

    unit: Unit
    subject_kind: SubjectKind | str
    award: str
    from_year: int
    until_year: int
    person: Person | None = None
    recipient: str = ""
    rank: int | None = None
    mode: Mode | str = Mode.REGULAR
    level: Level | str = ""
    theme: str = ""
    is_school_year: bool = False
    granted_by: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    doubt: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of an entry that say this."""
        first, last = self.from_year, self.until_year
        # A span is one award for all of its years; only an award of one year has a year of its own.
        written = f"năm học {last - 1}–{last}" if self.is_school_year else ""
        return {
            "unit": self.unit,
            "person": self.person,
            "recipient": tidy(self.recipient),
            "subject_kind": self.subject_kind,
            "rank": self.rank,
            "award": self.award,
            "award_as_written": written,
            "mode": self.mode,
            "level": self.level,
            "theme": tidy(self.theme),
            "years": [last] if first == last else [],
            "span_from": first,
            "span_until": last,
            "granted_by": tidy(self.granted_by),
            "decision_number": tidy(self.decision_number),
            "decided_on": self.decided_on,
            "doubt": tidy(self.doubt),
        }


def said_by(entry: Entry) -> Award:
    """What a named entry says, to be corrected."""
    return Award(
        unit=entry.unit,
        subject_kind=entry.subject_kind,
        award=entry.award,
        from_year=entry.span_from,
        until_year=entry.span_until,
        person=entry.person,
        recipient=entry.recipient,
        rank=entry.rank,
        mode=entry.mode,
        level=entry.level,
        theme=entry.theme,
        is_school_year=entry.award_as_written.startswith("năm học "),
        granted_by=entry.granted_by,
        decision_number=entry.decision_number,
        decided_on=entry.decided_on,
        doubt=entry.doubt,
    )


def before_enter(said: Award, at: dt.datetime) -> list[Issue]:
    """What is missing or cannot be before the award enters the book; empty when nothing is."""
    today, issues = clock.day(at), []
    if said.award not in awards.book_names():
        text = _("Không có danh hiệu, hình thức mã “%(award)s”.") % {"award": said.award}
        issues.append(Issue(text, field="award"))
    for field, year in (("from_year", said.from_year), ("year", said.until_year)):
        if not FIRST_YEAR <= year <= today.year and (field == "year" or said.from_year != said.until_year):
            issues.append(Issue(_("Năm thành tích %(year)s không hợp lệ.") % {"year": year}, field=field))
    if said.from_year > said.until_year:
        issues.append(Issue(_("Năm đầu đứng sau năm cuối."), _("Đổi lại hai năm."), field="from_year"))
    if said.is_school_year and said.from_year != said.until_year:
        text = _("Năm học là một năm thành tích, ghi theo năm kết thúc.")
        issues.append(Issue(text, _("Chỉ ghi năm kết thúc năm học."), field="from_year"))
    is_collective = said.subject_kind == SubjectKind.COLLECTIVE
    if said.subject_kind not in (SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD):
        text = _("Mục ghi tên phải là của cá nhân, tập thể hoặc hộ gia đình.")
        issues.append(Issue(text, field="subject_kind"))
    elif not is_collective and said.person is None and not said.recipient.strip():
        text = _("Chưa ghi ai được tặng.")
        issues.append(Issue(text, _("Ghi mã nhân sự, hoặc họ tên như trên giấy."), field="recipient"))
    elif said.person is not None and said.subject_kind != SubjectKind.INDIVIDUAL:
        text = _("Mã nhân sự chỉ dùng cho cá nhân.")
        issues.append(Issue(text, _("Bỏ trống mã nhân sự."), field="person_code"))
    return issues


def not_yet(day: dt.date | None, at: dt.datetime) -> list[Issue]:
    """The fault of a paper dated after today."""
    if day is None or day <= clock.day(at):
        return []
    return [Issue(_("Ngày quyết định ở sau hôm nay."), _("Sửa lại ngày."), field="decided_on")]


def is_in_the_book(said: Award) -> bool:
    """Whether an entry stands that says the same of the same subject, years and decision."""
    columns = said.columns()
    same = ("unit", "person", "recipient", "subject_kind", "award", "mode", "span_from", "span_until", "theme")
    found = Entry.objects.standing().filter(kind=Kind.GRANT, decision_number=columns["decision_number"])
    return found.filter(**{name: columns[name] for name in same}).exists()
