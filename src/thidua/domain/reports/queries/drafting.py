"""A whole report from the data of a unit: what the data hold, and no more."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.organisations.models import Unit
from thidua.domain.reports.models import Report
from thidua.domain.reports.queries import honours, work
from thidua.domain.reports.queries.parts import Draft, span

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def unsaved(unit: Unit, first: int, last: int) -> Report:
    """The report on whole years as it would be drafted, for whoever wants a file and keeps nothing."""
    days = dt.date(first, 1, 1), dt.date(last, 12, 31)
    made = drafted(unit, *days)
    return Report(
        unit=unit,
        title=title(*days),
        from_on=days[0],
        until_on=days[1],
        blocks=made.blocks,
        sources=made.sources,
        gaps=made.gaps,
    )


def title(first: dt.date, last: dt.date) -> str:
    """What a report on these days is about."""
    return _("Tổng kết công tác thi đua, khen thưởng %(span)s") % {"span": span(first, last)}


def drafted(unit: Unit, first: dt.date, last: dt.date, sources: Sequence[dict[str, Any]] = ()) -> Draft:
    """The draft for the days `first` to `last`, both included.

    Sections of which the data know nothing are left out and named in `gaps`. Weak points and the way forward are for
    people to write. `sources`: those of an earlier draft keep their numbers, which stand in what people wrote.
    """
    draft = Draft(sources=[*sources])
    opening = _("%(unit)s báo cáo tổng kết công tác thi đua, khen thưởng %(span)s như sau:")
    draft.text("opening", opening % {"unit": unit.name, "span": span(first, last)})
    numbers = iter(ROMAN)
    number = next(numbers)
    for section in (
        work.movements,
        honours.honours,
        work.initiatives,
        work.grades,
        work.councils,
        honours.doubts,
    ):
        if section(draft, unit, first, last, number):
            number = next(numbers)
    draft.heading("weak", _("%(n)s. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN") % {"n": number})
    hint = _("Dữ liệu không nói được nguyên nhân. Viết ở đây; để trống thì phần này không có trong văn bản.")
    draft.text("weak.text", "", hint)
    draft.heading("ahead", _("%(n)s. PHƯƠNG HƯỚNG, NHIỆM VỤ") % {"n": next(numbers)})
    hint = _("Viết phương hướng, nhiệm vụ kỳ tới; để trống thì phần này không có trong văn bản.")
    draft.text("ahead.text", "", hint)
    return draft
