"""Lists of people: who is new, who is there already."""

import datetime as dt
import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import cells, persons, words
from thidua.domain.imports.checks.persons import Known, Persons
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Units
from thidua.domain.people.enums import Education, Rank, Sex
from thidua.kernel.text import key, tidy


def _sexed(text: str, today: dt.date) -> cells.Found:
    """A cell of a column that is itself the sex: a mark, or the day of birth."""
    return cells.Found("x") if cells.is_nothing(text) else cells.birth(text, today)


FIELDS = (
    *persons.WHO,
    Field("sex", _l("Giới tính"), r"(gioi tinh|nam/nu|phai|gioi|nu/nam)", cells.choice(words.SEX, Sex.choices)),
    Field("male", _l("Cột Nam (đánh dấu hoặc ngày sinh)"), r"nam", _sexed, takes_x=True),
    Field("female", _l("Cột Nữ (đánh dấu hoặc ngày sinh)"), r"nu", _sexed, takes_x=True),
    Field("title", _l("Chức vụ, vị trí"), r"chuc (vu|danh).*|vi tri.*|cong viec.*", cells.words(120)),
    Field("rank", _l("Nhóm đối tượng"), r"(nhom )?(phan loai )?doi tuong.*|nhom.*|phan loai can bo", cells.choice(words.RANK, Rank.choices)),
    persons.UNIT,
    persons.ABOVE,
    Field("from_on", _l("Công tác từ ngày"), r"(ngay )?(vao nganh|vao lam|tuyen dung|bat dau|cong tac tu|tu ngay|nhan cong tac|nhan chuc).*", cells.day, is_general=True),
    Field("is_party_member", _l("Đảng viên"), r"dang vien.*|la dang vien", cells.choice(words.YES_NO, [(1, "Có"), (0, "Không")]), takes_x=True),
    Field("education", _l("Trình độ đào tạo"), r"trinh do.*|hoc van.*", cells.choice(words.EDUCATION, Education.choices)),
)  # fmt: skip


class Look:
    """What is looked up for some rows of people."""

    def __init__(self, units: Units, rows: list[Row], today: dt.date) -> None:
        self.units, self.today, self.persons = units, today, Persons(units, rows)
        self.ranks = {rank: str(label) for rank, label in Rank.choices}
        self.choices = tuple((label, label) for label in self.ranks.values())

    def settle(self, row: Row) -> None:
        """Decide on one row."""
        self._sex(row)
        place = None
        if text := row.text("unit"):
            place, told = self.units.find(text, row.text("above"), is_today=True)
            if told:
                row.tell("unit", told)
        else:
            row.lacks("unit")
        found = self._known(row)
        if found is not None or row.is_wrong("code", "full_name", "citizen_number"):
            row.values["person"] = found.id if found else None
            row.is_same = found is not None
            row.key = f"p{found.id}" if found else ""
            return
        row.values["unit"] = place.id if place else None
        self._new(row)

    def _sex(self, row: Row) -> None:
        """From the column of the sex, or from that of the two in which something stands."""
        marked = [sex for name, sex in (("male", Sex.MALE), ("female", Sex.FEMALE)) if name in row.values]
        if len(marked) == 2:
            row.tell("male", Told("both", N_("Cả cột Nam và cột Nữ đều có giá trị."), N_("Bỏ một trong hai.")))
        elif marked:
            row.values.setdefault("sex", marked[0])
            told = row.values["male" if marked[0] == Sex.MALE else "female"]
            if told != "x":
                row.values.setdefault("born_on", told)
        row.values.pop("male", None), row.values.pop("female", None)

    def _known(self, row: Row) -> Known | None:
        """The person who is there already, or what is to be asked."""
        code, number, name = tidy(row.text("code")), row.values.get("citizen_number"), row.values.get("full_name")
        by_code, by_number = self.persons.by_code.get(code), self.persons.by_number.get(number or "")
        if by_code and by_number and by_code != by_number:
            row.tell(
                "code",
                Told(
                    "two_people",
                    N_("Mã nhân sự và số định danh là của hai người khác nhau."),
                    N_("Kiểm tra lại hai số."),
                ),
            )
            return None
        found = by_code or by_number
        if found is not None:
            field = "code" if by_code else "citizen_number"
            if not self.persons.is_inside(found):
                row.tell(field, Told("taken", N_("Số này đã được dùng ở đơn vị khác."), N_("Kiểm tra lại số.")))
                return None
            if name and key(name) != key(found.name):
                row.tell(
                    field,
                    Told("taken_by", N_("Số này là của %(name)s."), N_("Sửa mã hoặc họ tên."), {"name": found.name}),
                )
                return None
            return found
        if not name:
            if not row.is_wrong("full_name"):
                row.lacks("full_name")
            return None
        return self._namesake(row, name, code)

    def _namesake(self, row: Row, name: str, code: str) -> Known | None:
        people = [one for one in self.persons.by_name.get(key(name), []) if self.persons.is_inside(one)]
        born = row.values.get("born_on")
        alike = [one for one in people if born is None or one.born_on is None or persons.is_born(one, born)]
        if code or not alike:
            return None  # with a code of her own she is another person
        place = self.units.find(row.text("unit"), row.text("above"), is_today=True)[0] if row.text("unit") else None
        sure = [
            one
            for one in alike
            if isinstance(born, dt.date) and persons.is_born(one, born) and place and self.persons.stood_in(one, place)
        ]
        if len(sure) == 1:
            return sure[0]
        says = N_("Đã có %(count)s người tên %(name)s có thể là người này.")
        named = {"name": name, "count": len(alike)}
        remedy = N_("Đúng là người đã có thì chọn; là người khác thì ghi mã nhân sự riêng.")
        row.tell("full_name", Told("same_name", says, remedy, named, choices=self.persons.choices(alike), asks="code"))
        return None

    def _new(self, row: Row) -> None:
        """A new person needs enough to be told from others: sex, unit, since when, and a code, a number or a birthday."""
        values, code = row.values, tidy(row.text("code"))
        born = values.get("born_on")
        if "sex" not in values and not row.is_wrong("sex"):
            row.tell(
                "sex",
                Told(
                    "missing",
                    N_("Thiếu."),
                    N_("Chọn giới tính."),
                    choices=tuple((str(label), str(label)) for label in Sex.labels),
                ),
            )
        if "from_on" not in values and not row.is_wrong("from_on"):
            row.lacks("from_on")
        if isinstance(values.get("from_on"), dt.date) and isinstance(born, dt.date) and values["from_on"] <= born:
            row.tell(
                "from_on", Told("before_birth", N_("Ngày công tác trước ngày sinh."), N_("Sửa lại một trong hai ngày."))
            )
        if not code and not values.get("citizen_number") and not isinstance(born, dt.date):
            says = N_("Chưa đủ để phân biệt với người cùng tên.")
            row.tell("code", Told("too_little", says, N_("Ghi mã nhân sự, số định danh hoặc đủ ngày sinh.")))
        self._rank(row)
        who = values.get("citizen_number") or f"{key(values.get('full_name', ''))}|{born}|{values.get('unit')}"
        row.key = (f"c{code}" if code else f"n{who}")[:200]
        values["code"] = code or "NS-" + hashlib.sha256(row.key.encode()).hexdigest()[:10].upper()
        if isinstance(born, int):
            values["born_on"] = None

    def _rank(self, row: Row) -> None:
        title = row.values.get("title", "")
        if "rank" in row.values or not title:
            return
        guess = words.rank(title)
        if guess is not None:
            row.values["rank"] = guess
            named: dict[str, Any] = {"title": title, "rank": self.ranks[guess]}
            told = Told(
                "rank",
                N_("“%(title)s” được xếp vào nhóm %(rank)s."),
                N_("Không đúng thì chọn nhóm khác."),
                named,
                True,
                choices=self.choices,
            )
            row.tell("rank", told)
