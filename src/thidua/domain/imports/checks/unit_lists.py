"""Lists of units with their place in the tree."""

import datetime as dt

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import cells, words
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Units
from thidua.domain.organisations.enums import Kind, Level
from thidua.kernel.text import key, tidy

FIELDS = (
    Field("code", _l("Mã đơn vị"), r"ma( so)?( don vi| co quan| tap the)?", cells.words(20), is_needed=True),
    Field("name", _l("Tên đơn vị"), r"ten( don vi| co quan| phong| tap the| goi)?.*|don vi", cells.words(200), is_needed=True),
    Field("parent", _l("Đơn vị cấp trên (mã hoặc tên)"), r"(ma |ten )?(don vi|co quan)? ?(cap tren|truc thuoc|chu quan|quan ly|cha).*|thuoc.*", cells.words(200), is_general=True),
    Field("kind", _l("Loại đơn vị"), r"(phan )?loai.*", cells.choice(words.UNIT_KIND, Kind.choices), is_general=True),
    Field("level", _l("Cấp thẩm quyền"), r"cap.*|tham quyen.*", cells.choice(words.LEVEL, Level.choices), is_general=True, takes_x=True),
    Field("official_code", _l("Mã theo danh mục nhà nước"), r"ma (danh muc|nha nuoc|hanh chinh|dinh danh|so hanh chinh).*", cells.words(20)),
    Field("from_on", _l("Thành lập từ ngày"), r"(ngay )?(thanh lap|hoat dong|tu ngay|bat dau).*", cells.day, is_needed=True, is_general=True),
)  # fmt: skip


class Look:
    """What is looked up for some rows of units: all units, and the names and codes of the whole list."""

    def __init__(self, units: Units, rows: list[Row], today: dt.date, listed: list[Row] | None = None) -> None:
        self.units, self.today = units, today
        whole = rows if listed is None else listed
        self.codes = {tidy(row.text("code")).casefold(): row for row in reversed(whole)}
        self.named: dict[str, list[Row]] = {}
        for row in whole:
            self.named.setdefault(key(row.text("name")), []).append(row)

    def settle(self, row: Row) -> None:
        """Decide on one row."""
        values = row.values
        code, name = values.get("code", ""), values.get("name", "")
        row.key = code.casefold()
        there = self.units.by_code.get(code.casefold())
        if there is not None:
            row.is_same = self.units.is_inside(there) and key(there.name) == key(name)
            values["unit"] = there.id
            if not row.is_same:
                named = {"name": there.name if self.units.is_inside(there) else "…"}
                row.tell("code", Told("taken_by", N_("Số này là của %(name)s."), N_("Ghi mã khác."), named))
            return
        self._parent(row)
        if "kind" not in values and not row.is_wrong("kind"):
            guess = words.unit_kind(name)
            choices = tuple((str(label), str(label)) for label in Kind.labels)
            if guess is None:
                row.tell("kind", Told("missing", N_("Thiếu."), N_("Chọn loại đơn vị."), choices=choices))
            else:
                values["kind"] = guess
                named = {"name": name, "kind": str(Kind(guess).label)}
                says = N_("“%(name)s” được xếp loại %(kind)s.")
                row.tell(
                    "kind", Told("unit_kind", says, N_("Không đúng thì chọn loại khác."), named, True, choices=choices)
                )
        values.setdefault("level", Level.NONE)

    def _parent(self, row: Row) -> None:
        """The unit above: one of the list itself by code or name, else one that is there, else that of the batch."""
        text, values = row.text("parent"), row.values
        if not text:
            values["parent"] = self.units.root.pk
            values.pop("parent_line", None)
            return
        values.pop("parent", None)
        listed = self.codes.get(tidy(text).casefold())
        same_name = self.named.get(key(text), [])
        listed = listed or (same_name[0] if len(same_name) == 1 else None)
        if listed is not None and tidy(listed.text("code")).casefold() not in self.units.by_code:
            if self._is_above(listed, row):
                row.tell(
                    "parent",
                    Told("circle", N_("Đơn vị cấp trên nằm dưới chính đơn vị này."), N_("Sửa đơn vị cấp trên.")),
                )
            else:
                values["parent_line"] = listed.number
            return
        place, told = self.units.find(text, is_today=True)
        if told:
            row.tell("parent", told)
        elif place:
            values["parent"] = place.id

    def _is_above(self, one: Row, row: Row) -> bool:
        """Whether going up from one leads to the row."""
        seen: set[int] = set()
        at: Row | None = one
        while at is not None and at.number not in seen:
            if at.number == row.number:
                return True
            seen.add(at.number)
            text = at.text("parent")
            named = self.named.get(key(text), []) if text else []
            at = self.codes.get(tidy(text).casefold()) if text else None
            at = at or (named[0] if len(named) == 1 else None)
        return False
