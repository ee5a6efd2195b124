"""Lists of the year's grades and discipline, of people and of collectives."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.assessment.checks import FIRST_YEAR
from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.assessment.enums import State as SheetState
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.imports.checks import cells, persons, words
from thidua.domain.imports.checks.persons import Persons
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Units

FIELDS = (
    *persons.WHO,
    persons.UNIT,
    persons.ABOVE,
    Field("year", _l("Năm"), r"nam( danh gia| xep loai)?", cells.year, is_needed=True, is_general=True),
    Field("grade", _l("Xếp loại"), r"(ket qua |muc )?(xep loai|danh gia|phan loai).*|ket qua", cells.choice(words.GRADE, Grade.choices), is_needed=True),
    Field("discipline", _l("Kỷ luật"), r"(hinh thuc )?ky luat.*", cells.choice(words.DISCIPLINE, Discipline.choices), takes_x=True),
    Field("note", _l("Ghi chú"), r"ghi chu.*", cells.words(300)),
)  # fmt: skip


class Look:
    """What is looked up for some rows of grades."""

    def __init__(self, units: Units, rows: list[Row], today: dt.date) -> None:
        self.units, self.today, self.persons = units, today, Persons(units, rows)
        years = {row.values["year"] for row in rows if "year" in row.values}
        sheets = Sheet.objects.filter(year__in=years).order_by("pk")
        self.closed: set[tuple[int, int]] = set()
        ids = {}
        for pk, unit, year, state in sheets.values_list("pk", "unit_id", "year", "state"):
            ids[pk] = (unit, year)
            if state == SheetState.CLOSED:
                self.closed.add((unit, year))
        self.results: dict[tuple[int | None, int, int], tuple[str, str]] = {}
        wanted = sorted(self.persons.posts)
        for part in [*persons.parts(wanted), []]:
            rows_of = Result.objects.filter(
                Q(person__in=part) if part else Q(person__isnull=True), sheet__year__in=years
            )
            for sheet, person, *told in rows_of.order_by("pk").values_list(
                "sheet_id", "person_id", "grade", "discipline"
            ):
                self.results[person, *ids[sheet]] = (told[0], told[1])

    def settle(self, row: Row) -> None:
        """Decide on one row: a person's, or without a person the unit's as a collective."""
        place = None
        if text := row.text("unit"):
            place, told = self.units.find(text, row.text("above"))
            if told:
                row.tell("unit", told)
        values, year = row.values, row.values.get("year")
        if year is not None and year < FIRST_YEAR:
            named = {"year": FIRST_YEAR}
            row.tell("year", Told("far_year", N_("Chỉ ghi đánh giá từ năm %(year)s."), N_("Bỏ qua dòng này."), named))
        unit, person = (place.id if place else None), None
        is_collective = not row.text("full_name") and not row.text("code") and not row.text("citizen_number")
        if not is_collective:
            known = persons.of_row(row, self.persons, place)
            person = known.id if known else None
            if known and year:
                stood = self.persons.in_year(known.id, year)
                unit = stood.unit if stood else None
                if stood is None or not self.units.is_inside(self.units.known[stood.unit]):
                    says = N_("%(name)s không có vị trí công tác ở đây trong năm %(year)s.")
                    told_of: dict[str, str | int] = {"name": known.name, "year": year}
                    row.tell(
                        "year", Told("no_post", says, N_("Kiểm tra năm, hoặc bổ sung quá trình công tác."), told_of)
                    )
                    unit = None
        elif place is None and not row.is_wrong("unit"):
            row.lacks("full_name")
        elif values.get("discipline", Discipline.NONE) != Discipline.NONE:
            row.tell(
                "discipline", Told("collective", N_("Kỷ luật chỉ ghi cho cá nhân."), N_("Để trống ở dòng tập thể."))
            )
        values |= {"person": person, "unit": unit}
        if year and unit and (person or is_collective):
            self._there(row, person, unit, year)

    def _there(self, row: Row, person: int | None, unit: int, year: int) -> None:
        row.key = f"{person or 'u'}|{unit}|{year}"
        wanted = (row.values.get("grade"), row.values.get("discipline", Discipline.NONE))
        held = self.results.get((person, unit, year))
        name = self.units.known[unit].name
        if held == wanted:
            row.is_same = True
        elif (unit, year) in self.closed:
            says = N_("Bảng đánh giá năm %(year)s của %(unit)s đã chốt.")
            row.tell(
                "year", Told("closed", says, N_("Mở lại bảng, hoặc bỏ qua dòng này."), {"year": year, "unit": name})
            )
        elif held is not None:
            says = N_("Đã ghi kết quả khác: %(grade)s.")
            grade = str(Grade(held[0]).label) if held[0] else "–"
            row.tell(
                "grade",
                Told("other_grade", says, N_("Sửa trong bảng đánh giá, hoặc bỏ qua dòng này."), {"grade": grade}),
            )
