"""What a report tells of the work itself: movements, initiatives, grades, councils."""

import datetime as dt
from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from thidua.domain.assessment.enums import Grade
from thidua.domain.assessment.models import Result
from thidua.domain.councils.enums import State as MeetingState
from thidua.domain.councils.models import Meeting
from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.initiatives.models import Initiative
from thidua.domain.movements.enums import State as MovementState
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.domain.reports.queries.parts import Draft, count, is_whole

SHOWN = 30
"""Movements listed by name; the others are counted."""


def movements(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """The movements that the unit and those below it launched, and those that were summed up."""
    rows = Movement.objects.exclude(state=MovementState.DRAFT).filter(unit__path__startswith=unit.path)
    rows = rows.filter(starts_on__lte=last, ends_on__gte=first).select_related("unit").order_by("starts_on", "pk")
    found = list(rows)
    if not found:
        draft.gaps.append(_("Hệ thống không có phong trào thi đua nào của kỳ này."))
        return False
    draft.heading("movements", _("%(n)s. TỔ CHỨC PHONG TRÀO THI ĐUA") % {"n": number})
    own = sum(1 for one in found if one.unit_id == unit.pk)
    closed = sum(1 for one in found if one.state == MovementState.CLOSED)
    source = draft.source(_("Danh sách phong trào thi đua"), "movements")
    text = _("%(unit)s đã phát động %(own)s phong trào thi đua; các đơn vị trực thuộc phát động %(below)s phong trào. ")
    text += _("Đến nay đã tổng kết %(closed)s phong trào %(source)s.")
    values = {"unit": unit.name, "own": count(own), "below": count(len(found) - own), "closed": count(closed)}
    draft.text("movements.total", text % {**values, "source": source})
    lines = [
        _("“%(title)s” (%(unit)s, từ %(first)s đến %(last)s).")
        % {
            "title": one.title,
            "unit": one.unit.name,
            "first": f"{one.starts_on:%d/%m/%Y}",
            "last": f"{one.ends_on:%d/%m/%Y}",
        }
        for one in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        lines.append(_("và %(n)s phong trào khác.") % {"n": count(len(found) - SHOWN)})
    draft.items("movements.items", lines)
    return True


def initiatives(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """The recognised initiatives and topics of the people of the unit and of those below it."""
    if not is_whole(first, last):
        draft.gaps.append(_("Sáng kiến chỉ ghi theo năm nên không xếp được vào kỳ không trọn năm."))
        return False
    people = Post.objects.filter(unit__path__startswith=unit.path).values("person")
    rows = Initiative.objects.filter(person__in=people, year__gte=first.year, year__lte=last.year)
    found = Counter(
        {(kind, reach): n for kind, reach, n in rows.order_by().values_list("kind", "reach").annotate(n=Count("pk"))}
    )
    if not found:
        draft.gaps.append(_("Hệ thống không có sáng kiến, đề tài nào được công nhận của kỳ này."))
        return False
    draft.heading("initiatives", _("%(n)s. SÁNG KIẾN, ĐỀ TÀI") % {"n": number})
    parts = [
        _("%(n)s %(kind)s phạm vi %(reach)s")
        % {"n": count(found[kind, reach]), "kind": Kind(kind).label.lower(), "reach": Reach(reach).label.lower()}
        for kind in Kind.values
        for reach in Reach.values
        if found[kind, reach]
    ]
    source = draft.source(_("Sáng kiến, đề tài đã ghi ở bảng đánh giá cuối năm"), "assessment")
    text = _("Có %(n)s lượt tác giả có sáng kiến, đề tài được công nhận: %(parts)s %(source)s.")
    draft.text("initiatives.total", text % {"n": count(found.total()), "parts": "; ".join(parts), "source": source})
    return True


def grades(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """How people were graded, year by year."""
    rows = Result.objects.filter(sheet__unit__path__startswith=unit.path, person__isnull=False).exclude(grade="")
    rows = (
        rows.filter(sheet__year__gte=first.year, sheet__year__lte=last.year) if is_whole(first, last) else rows.none()
    )
    found = {
        (year, grade): n
        for year, grade, n in rows.order_by().values_list("sheet__year", "grade").annotate(n=Count("pk"))
    }
    if not found:
        draft.gaps.append(_("Hệ thống không có kết quả xếp loại cá nhân của kỳ này."))
        return False
    draft.heading("grades", _("%(n)s. ĐÁNH GIÁ, XẾP LOẠI CÁ NHÂN") % {"n": number})
    source = draft.source(_("Bảng đánh giá cuối năm"), "assessment")
    draft.text("grades.total", _("Kết quả xếp loại chất lượng cá nhân hằng năm %(source)s:") % {"source": source})
    shown = [grade for grade in reversed(Grade.values) if any(one == grade for _year, one in found)]
    years = sorted({year for year, _grade in found})
    draft.table(
        "grades.table",
        _("Số người theo mức xếp loại"),
        [_("Năm"), *(str(Grade(grade).label) for grade in shown), _("Cộng")],
        [
            [
                str(year),
                *(_cell(found.get((year, grade), 0)) for grade in shown),
                count(sum(found.get((year, grade), 0) for grade in shown)),
            ]
            for year in years
        ],
        [],
    )
    return True


def councils(draft: Draft, unit: Unit, first: dt.date, last: dt.date, number: str) -> bool:
    """The meetings of the councils."""
    rows = Meeting.objects.filter(council__unit__path__startswith=unit.path, held_on__gte=first, held_on__lte=last)
    held = rows.filter(state=MeetingState.CLOSED).count()
    if not held:
        draft.gaps.append(_("Hệ thống không có phiên họp Hội đồng Thi đua - Khen thưởng nào của kỳ này."))
        return False
    draft.heading("councils", _("%(n)s. HOẠT ĐỘNG CỦA HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG") % {"n": number})
    source = draft.source(_("Các phiên họp Hội đồng"), "councils")
    text = _(
        "Hội đồng Thi đua - Khen thưởng đã họp %(n)s phiên, có biên bản và kết quả bỏ phiếu lưu trong hệ thống %(source)s."
    )
    draft.text("councils.total", text % {"n": count(held), "source": source})
    return True


def _cell(n: int) -> str:
    return count(n) if n else "–"
