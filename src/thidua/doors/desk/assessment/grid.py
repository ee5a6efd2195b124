"""What the grid of a year shows, and what its form sends."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.audit import queries as audit
from thidua.domain.assessment import access, queries
from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.assessment.operations import Line
from thidua.domain.initiatives import queries as initiatives
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.doors.desk.assessment.forms import InitiativeForm
from thidua.doors.page import acts
from thidua.kernel.errors import NotFound

COLLECTIVE = "u"
# How offices write the grades in their own sheets, for a column pasted from there.
ALSO = {
    Grade.OUTSTANDING: "htxsnv|htxs|hoàn thành xuất sắc|hoàn thành xuất sắc nhiệm vụ",
    Grade.GOOD: "httnv|htt|tốt|hoàn thành tốt nhiệm vụ",
    Grade.DONE: "htnv|ht|hoàn thành nhiệm vụ",
    Grade.FAILED: "khtnv|kht|không hoàn thành nhiệm vụ",
}
NO_ROW = _l("Có dòng không đọc được. Hãy tải lại trang.")


@dataclass(frozen=True)
class Values:
    """What one row holds."""

    grade: str = ""
    discipline: str = Discipline.NONE.value
    note: str = ""


@dataclass
class Row:
    """One person's year, or the collective's, beside the year before."""

    key: str
    name: str
    under: str
    is_sample: bool
    version: int
    values: Values
    last: str = ""
    left_on: date | None = None
    deeds: list[Initiative] = field(default_factory=list)
    theirs: str = ""

    @property
    def is_collective(self) -> bool:
        """Whether this is the unit itself."""
        return self.key == COLLECTIVE

    @property
    def grade(self) -> str:
        """This year's grade."""
        return self.values.grade

    @property
    def last_label(self) -> str:
        """Last year's grade in short."""
        return Grade(self.last).short if self.last else ""

    @property
    def grade_label(self) -> str:
        """This year's grade in short."""
        return Grade(self.grade).short if self.grade in Grade.values else ""

    @property
    def discipline_label(self) -> str:
        """This year's discipline in words."""
        code = self.values.discipline
        return str(Discipline(code).label) if code in Discipline.values else ""

    @property
    def is_changed(self) -> bool:
        """Whether the grade differs from last year's."""
        return bool(self.last and self.grade and self.last != self.grade)


def person_id(key: str) -> int | None:
    """Whose row it is; None is the collective's. Raises NotFound for what no form of ours sends."""
    if key == COLLECTIVE:
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        raise NotFound(str(NO_ROW))
    return int(key)


def values_of(result: Result | None) -> Values:
    """What a row holds now."""
    return Values(result.grade, result.discipline, result.note) if result else Values()


def typed(post: QueryDict, key: str, result: Result | None) -> Values:
    """What was typed into the row, where it was sent, over what it holds."""
    now = values_of(result)
    return Values(
        post.get(f"grade-{key}", now.grade),
        post.get(f"discipline-{key}", now.discipline),
        post.get(f"note-{key}", now.note),
    )


def version_in(text: str | None) -> int:
    """The version that a row was shown in; anything else fits no version."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def lines(post: QueryDict, stored: dict[int | None, Result]) -> list[Line]:
    """The rows of a whole form that differ from what is stored."""
    changed = []
    for key in (name.removeprefix("version-") for name in post if name.startswith("version-")):
        who = person_id(key)
        values = typed(post, key, stored.get(who))
        if values != values_of(stored.get(who)):
            version = version_in(post.get(f"version-{key}"))
            changed.append(Line(who, version, values.grade, values.discipline, values.note))
    return changed


def rows(unit: Unit, sheet: Sheet, year: int, post: QueryDict | None) -> list[Row]:
    """The collective, then everybody, by name. With `post`, as typed before it was refused."""
    rated = queries.rated(unit, year)
    ids = [one.person.pk for one in rated]
    stored = queries.results(sheet)
    last = {
        id: next((rating.grade for rating in ratings if rating.year == year - 1), "")
        for id, ratings in queries.of_people(ids).items()
    }
    own_last = next((rating.grade for rating in queries.of_units([unit.pk])[unit.pk] if rating.year == year - 1), "")
    deeds = initiatives.of_people(ids, year)
    own = stored.get(None)
    version = own.version if own else 0
    found = [Row(COLLECTIVE, unit.name, _("Tập thể"), unit.is_sample, version, values_of(own), own_last)]
    for one in rated:
        person, result = one.person, stored.get(one.person.pk)
        version = result.version if result else 0
        row = Row(str(person.pk), person.full_name, one.post, person.is_sample, version, values_of(result))
        row.last, row.left_on, row.deeds = last[person.pk], one.left_on, deeds[person.pk]
        found.append(row)
    if post is not None:
        for row in found:
            _retype(row, post, stored.get(person_id(row.key)))
    return found


def _retype(row: Row, post: QueryDict, result: Result | None) -> None:
    """Put back what was typed; where somebody else wrote the row meanwhile, say what."""
    mine, theirs = typed(post, row.key, result), values_of(result)
    row.values = Values(mine.grade, mine.discipline, mine.note[:400])
    if mine == theirs or version_in(post.get(f"version-{row.key}")) == row.version:
        return
    parts = [Grade(theirs.grade).short if theirs.grade else _("chưa xếp loại")]
    if theirs.discipline != Discipline.NONE:
        parts.append(str(Discipline(theirs.discipline).label))
    if theirs.note:
        parts.append(theirs.note)
    row.theirs = "; ".join(parts)


def names(found: list[Row]) -> list[tuple[str, str]]:
    """The people of the rows, as a choice of authors."""
    return [(row.key, row.name) for row in found if not row.is_collective]


def context(
    request: Any, unit: Unit, year: int, post: QueryDict | None = None, form: InitiativeForm | None = None
) -> dict[str, Any]:
    """The page of one unit's year."""
    sheet = queries.sheet(unit, year)
    offered = list(access.units_visible_to(request.actor))
    values: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "years": range(request.at.year, request.at.year - 8, -1),
        "units": offered,
        "sheet": sheet,
        "stale": "",
        "issues": [],
        "may_open": access.may(request.actor, "open", unit),
    }
    if sheet is None:
        return values
    found = rows(unit, sheet, year, post)
    figures = queries.figures(row.grade for row in found if not row.is_collective and (row.grade or not row.left_on))
    verbs = acts(request.actor, sheet, access.may, queries.verbs(sheet))
    may_record = next((act["right"] for act in verbs if act["verb"] == "record"), None)
    initial = {"person": request.GET.get("nguoi", "")}
    return values | {
        "rows": found,
        "grades": [(grade.value, grade.short, ALSO[grade]) for grade in Grade],
        "disciplines": Discipline.choices,
        "figures": [(grade, Grade(grade).label, count) for grade, count in figures.counts.items()],
        "without": figures.none,
        "share": "–" if figures.share is None else f"{number_format(figures.share, 1)}%",
        "acts": [act for act in verbs if act["verb"] != "record"],
        "may_record": may_record,
        "is_editable": bool(may_record),
        "form": form or InitiativeForm(people=names(found), initial=initial),
        "events": audit.of(sheet),
    }
