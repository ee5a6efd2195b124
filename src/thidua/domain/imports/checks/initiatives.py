"""Lists of recognised initiatives and topics."""

import datetime as dt

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import cells, persons, words
from thidua.domain.imports.checks.persons import Persons
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Units
from thidua.domain.initiatives.checks import FIRST_YEAR
from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.initiatives.models import Initiative
from thidua.kernel.text import key

FIELDS = (
    Field("title", _l("Tên sáng kiến, đề tài"), r"ten (de tai|sang kien|giai phap|cong trinh).*|(noi dung )?sang kien|de tai", cells.words(300), is_needed=True),
    Field("recognised_by", _l("Quyết định, nơi công nhận"), r"(so )?(quyet dinh|qd).*|(don vi|co quan|noi) cong n(hn|h)an.*|cong nhan.*", cells.words(200), is_needed=True, is_general=True),
    *persons.WHO,
    persons.UNIT,
    persons.ABOVE,
    Field("year", _l("Năm công nhận"), r"nam( cong nhan| ap dung)?", cells.year, is_general=True),
    Field("recognised_on", _l("Ngày công nhận"), r"ngay (cong nhan|cong nhan.*|quyet dinh|ky)", cells.day, is_general=True),
    Field("kind", _l("Loại"), r"(phan )?loai( de tai| sang kien)?", cells.choice(words.WORK, Kind.choices), is_general=True),
    Field("reach", _l("Phạm vi ảnh hưởng"), r"(pham vi|cap)( anh huong| cong nhan| ap dung)?.*", cells.choice(words.REACH, Reach.choices), is_needed=True, is_general=True),
)  # fmt: skip


class Look:
    """What is looked up for some rows of initiatives."""

    def __init__(self, units: Units, rows: list[Row], today: dt.date) -> None:
        self.units, self.today, self.persons = units, today, Persons(units, rows)
        self.held = set()
        for part in persons.parts(sorted(self.persons.posts)):
            found = Initiative.objects.filter(person__in=part).order_by("pk")
            self.held |= {(id, year, key(title)) for id, year, title in found.values_list("person_id", "year", "title")}

    def settle(self, row: Row) -> None:
        """Decide on one row."""
        values, place = row.values, None
        if text := row.text("unit"):
            place, told = self.units.find(text, row.text("above"))
            if told:
                row.tell("unit", told)
        if on := values.pop("recognised_on", None):
            values.setdefault("year", on.year)
        values.setdefault("kind", Kind.INITIATIVE)
        year = values.get("year")
        if year is None and not row.is_wrong("year"):
            row.lacks("year")
        elif year is not None and year < FIRST_YEAR:
            says, named = N_("Chỉ ghi sáng kiến từ năm %(year)s."), {"year": FIRST_YEAR}
            row.tell("year", Told("far_year", says, N_("Bỏ qua dòng này."), named))
        known = persons.of_row(row, self.persons, place)
        values["person"] = known.id if known else None
        if known and year and "title" in values:
            thing = (known.id, year, key(values["title"]))
            row.is_same, row.key = thing in self.held, f"{known.id}|{year}|{thing[2]}"[:200]
