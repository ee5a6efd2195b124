"""What was decided between two days: for reports on less than whole years."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.domain.register import queries as register
from thidua.domain.register.models import Record
from thidua.domain.statistics.queries.counting import Part, add, cell_of, in_order, row_for
from thidua.domain.statistics.queries.shape import Left, Row, Summary


def decided(agency: Unit, first: dt.date, last: dt.date) -> Summary:
    """The awards of the agency and the units below it that were decided on these days, both included.

    An award counts by the day of its decision; a published number without one counts where its record speaks of no other
    days. What has no day and may belong here is left out, with the reason. Three queries.
    """
    names = awards.book_names()
    rows: dict[tuple[str, str, str], Row] = {}
    left: list[Left] = []
    entries = register.decided_near(agency.path, first.year, last.year)
    records = register.newest_records({one.source for one in entries})
    used = set()
    for entry in entries:
        cell = cell_of(entry)
        record = records.get(entry.source)
        if record is not None and entry.source_key not in record.keys:
            continue
        if _is_inside(entry.decided_on, record, first, last):
            row = row_for(rows, names, cell)
            add(row, entry, Part(entry.count, tuple(entry.years)))
            row.named += 0 if record else entry.count
            used.add(entry.source)
        elif entry.decided_on is None and record is None and entry.span_until in {first.year, last.year}:
            text = _("Không có ngày quyết định nên không xếp được vào thời gian này.")
            name = names.get(entry.award, entry.award)
            left.append(Left("span", entry.award, name, entry.subject_kind, entry.mode, entry.count, text, entry.pk))
    ordered = tuple(rows[cell] for cell in in_order(rows, last.year))
    sources = tuple(records[name] for name in sorted(used & records.keys()))
    return Summary(agency, first.year, last.year, ordered, tuple(left), sources)


def _is_inside(decided_on: dt.date | None, record: Record | None, first: dt.date, last: dt.date) -> bool:
    if decided_on is not None:
        return first <= decided_on <= last
    if record is None:
        return False
    until = record.covers_until or dt.date(record.until_year, 12, 31)
    return first <= dt.date(record.from_year, 1, 1) and until <= last
