"""Which person a list means: by code, else by citizen number, else by name with birth and unit. Never by the name alone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import cells
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Place, Units
from thidua.domain.imports.queries import AT_ONCE
from thidua.domain.people.models import Person, Post
from thidua.kernel.text import fold, key, tidy

CODE = Field(
    "code",
    _l("Mã nhân sự"),
    r"(ma|so)( so)? ?(nhan su|nhan vien|can bo|cbccvc|nv|ns|cc|cbcc|cong chuc|vien chuc|hieu|hs)?",
    cells.words(30),
)
FULL_NAME = Field(
    "full_name",
    _l("Họ và tên"),
    r"(ho,? (va )?(chu dem )?(va )?ten|ho ten|ten ca nhan|ca nhan|ten nguoi.*)( (ca nhan|tac gia|nguoi .*))?|(ten )?tac gia",
    cells.name,
)
BORN_ON = Field(
    "born_on", _l("Ngày sinh"), r"(ngay|nam)( ?,? ?thang ?,? ?nam| thang nam)? sinh|sinh (ngay|nam)", cells.birth
)
CITIZEN = Field(
    "citizen_number",
    _l("Số định danh cá nhân"),
    r"(so )?(cccd|can cuoc|dinh danh|the can cuoc|can cuoc cong dan|cccd/cmnd|cmnd/cccd)( ca nhan| cong dan)?",
    cells.citizen_number,
)
UNIT = Field(
    "unit",
    _l("Đơn vị"),
    r"(ma |ten )?(don vi|phong|co quan|noi cong tac|noi lam viec|phong ban|tap the)\b.*",
    cells.words(200),
    is_general=True,
)
ABOVE = Field(
    "above",
    _l("Đơn vị cấp trên"),
    r"(don vi|co quan)( cap tren| quan ly| truc thuoc| chu quan).*|ten (don vi/tap the cong tac|co quan)",
    cells.words(200),
    is_general=True,
)
WHO = (CODE, FULL_NAME, BORN_ON, CITIZEN)


class Stood(NamedTuple):
    """A post of somebody: where and when."""

    unit: int
    path: str
    from_on: dt.date
    until_on: dt.date | None


class Known(NamedTuple):
    """What is known of a person."""

    id: int
    code: str
    name: str
    born_on: dt.date | None
    citizen_number: str
    is_sample: bool


class Persons:
    """Those whom some rows may mean, with their posts. A few questions for any number of rows."""

    def __init__(self, units: Units, rows: Sequence[Row]) -> None:
        self.units = units
        wanted = {
            "code": {tidy(row.text("code")) for row in rows},
            "citizen_number": {row.values.get("citizen_number", "") for row in rows},
            "folded": {fold(tidy(row.text("full_name"))) for row in rows},
        }
        found: dict[int, Known] = {}
        for name, texts in wanted.items():
            for part in parts(sorted(texts - {""})):
                people = Person.objects.filter(**{f"{name}__in": part}).order_by("pk")
                columns = ("pk", "code", "full_name", "born_on", "citizen_number", "is_sample")
                found |= {row[0]: Known(*row) for row in people.values_list(*columns)}
        self.by_code = {one.code: one for one in found.values()}
        self.by_number = {one.citizen_number: one for one in found.values() if one.citizen_number}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for one in found.values():
            self.by_name[key(one.name)].append(one)
        self.posts: dict[int, list[Stood]] = defaultdict(list)
        for part in parts(sorted(found)):
            posts = Post.objects.filter(person__in=part).order_by("from_on", "pk")
            for person, unit, path, since, until in posts.values_list(
                "person_id", "unit_id", "unit__path", "from_on", "until_on"
            ):
                self.posts[person].append(Stood(unit, path, since, until))

    def is_inside(self, one: Known) -> bool:
        """Whether the person had a post in the units of the batch."""
        return any(self.units.is_inside(self.units.known[post.unit]) for post in self.posts[one.id])

    def stood_in(self, one: Known, place: Place) -> bool:
        """Whether the person had a post in the unit, or in one below or above it within the batch."""
        return any(post.path.startswith(place.path) or place.path.startswith(post.path) for post in self.posts[one.id])

    def in_year(self, person: int, year: int) -> Stood | None:
        """The last post of the calendar year."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        held = [
            post
            for post in self.posts[person]
            if post.from_on <= last and (post.until_on is None or post.until_on > first)
        ]
        return held[-1] if held else None

    def label(self, one: Known) -> str:
        """The person as a choice: name, birth, unit."""
        posts = self.posts[one.id]
        born = one.born_on.strftime("%d/%m/%Y") if one.born_on else "?"
        return f"{one.name}, {born}, {self.units.known[posts[-1].unit].name if posts else '?'} ({one.code})"

    def choices(self, people: Iterable[Known]) -> tuple[tuple[str, str], ...]:
        """People as choices for the field `code`."""
        return tuple((one.code, self.label(one)) for one in people)


def parts(texts: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """As many at a time as one question to the database holds."""
    for start in range(0, len(texts), AT_ONCE):
        yield texts[start : start + AT_ONCE]


def is_born(one: Known, born: dt.date | int | None) -> bool:
    """Whether the birth that a list tells, a day or a year, is the person's."""
    if born is None or one.born_on is None:
        return False
    return one.born_on.year == born if isinstance(born, int) else one.born_on == born


def of_row(row: Row, persons: Persons, place: Place | None) -> Known | None:
    """The person whom a row means, or what is to be asked, told at the row."""
    code, number, name = tidy(row.text("code")), row.values.get("citizen_number"), row.values.get("full_name", "")
    if code or number:
        field = "code" if code else "citizen_number"
        found = persons.by_code.get(code) if code else persons.by_number.get(number or "")
        if found is None or not persons.is_inside(found):
            says = N_("Không có ai trong phạm vi này mang số này.")
            row.tell(field, Told("nobody", says, N_("Kiểm tra lại, hoặc nhập nhân sự trước.")))
            return None
        if name and key(name) != key(found.name):
            says, named = N_("Số này là của %(name)s."), {"name": found.name}
            row.tell(
                "full_name",
                Told("other_name", says, N_("Sửa mã hoặc họ tên."), named, choices=((found.name, found.name),)),
            )
            return None
        return found
    if not name:
        if not row.is_wrong("full_name"):
            row.lacks("full_name")
        return None
    return _by_name(row, persons, name, place)


def _by_name(row: Row, persons: Persons, name: str, place: Place | None) -> Known | None:
    people = [one for one in persons.by_name.get(key(name), []) if persons.is_inside(one)]
    near = [one for one in people if place is None or persons.stood_in(one, place)]
    born = row.values.get("born_on")
    sure = [one for one in near if is_born(one, born)]
    if place is not None and len(sure) == 1:
        return sure[0]
    choices = persons.choices(sure or near or people)
    named = {"name": name, "count": len(choices)}
    if not choices:
        says = N_("Không có ai tên %(name)s trong phạm vi này.")
        row.tell("full_name", Told("nobody", says, N_("Kiểm tra lại, hoặc nhập nhân sự trước."), named))
        return None
    if len(near) == 1 and born is None and place is not None:
        says = N_("Chỉ khớp theo tên và đơn vị: %(who)s. Thiếu ngày sinh nên chưa chắc.")
        named = {**named, "who": choices[0][1]}
        told = Told(
            "by_name",
            says,
            N_("Đúng người này thì chọn."),
            named,
            choices=choices,
            suggest={"code": choices[0][0]},
            asks="code",
        )
    elif len(choices) == 1:
        says = N_("Trùng tên nhưng chưa đủ để nhận ra: %(who)s.")
        named = {**named, "who": choices[0][1]}
        told = Told(
            "unsure",
            says,
            N_("Đúng người này thì chọn; không thì ghi mã hoặc ngày sinh và đơn vị."),
            named,
            choices=choices,
            asks="code",
        )
    else:
        says = N_("Có %(count)s người tên %(name)s.")
        told = Told("same_name", says, N_("Chọn đúng người, hoặc ghi mã nhân sự."), named, choices=choices, asks="code")
    row.tell("full_name", told)
    return None
