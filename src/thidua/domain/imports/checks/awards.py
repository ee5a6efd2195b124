"""Lists of awards that were received: titles and forms of commendation of people, collectives and households."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import gettext_noop as N_

from thidua.domain.awards import queries as catalogue
from thidua.domain.imports.checks import cells, persons, words
from thidua.domain.imports.checks.persons import Known, Persons
from thidua.domain.imports.checks.problems import Told
from thidua.domain.imports.checks.rows import Field, Row
from thidua.domain.imports.checks.units import Place, Units
from thidua.domain.register.enums import Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.kernel.text import key, tidy

SUBJECTS = (SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD)


def _award(text: str, today: dt.date) -> cells.Found:
    """The awards that the text may mean; which one is decided when it is known whose it is."""
    return cells.Found(catalogue.recognised(text))


FIELDS = (
    persons.CODE,
    Field("full_name", _l("Tên cá nhân, tập thể, hộ gia đình"),
          r"(ho,? (va )?(chu dem )?(va )?ten|ho ten)( ca nhan.*)?|ten (tap the|ca nhan|ho|nguoi).*|(ca nhan|tap the)([/,].*)?|ten don vi.*", cells.words(200)),
    persons.BORN_ON,
    persons.CITIZEN,
    Field("subject", _l("Đối tượng"), r"(phan loai )?doi tuong.*|loai doi tuong", cells.choice(words.SUBJECT, [(one, one.label) for one in SUBJECTS]), is_general=True),
    persons.UNIT,
    persons.ABOVE,
    Field("award", _l("Danh hiệu, hình thức"), r"(ten )?(danh hieu|hinh thuc)\b.*|khen thuong", _award, is_needed=True, is_general=True),
    Field("years", _l("Năm thành tích"), r"nam( khen( thuong)?| thanh tich| dat| hoc)?.*|thoi gian.*|giai doan", cells.years, is_general=True),
    Field("decision", _l("Quyết định (số, ngày)"), r"(so |so va ngay |so, ngay )?(quyet dinh|qd)\b.*", cells.decision, is_general=True),
    Field("decided_on", _l("Ngày quyết định"), r"ngay (ky|quyet dinh|qd|thang|ban hanh|khen).*", cells.day, is_general=True),
    Field("granted_by", _l("Nơi quyết định"), r"(co quan|noi|cap) (quyet dinh|ky|ban hanh|khen|ra quyet dinh|tang).*|tham quyen.*", cells.words(200), is_general=True),
    Field("mode", _l("Loại hình khen thưởng"), r"(phan loai|loai hinh|loai) (khen( thuong)?|kt).*", cells.choice(words.MODE, Mode.choices), is_general=True),
)  # fmt: skip


class Look:
    """What is looked up for some rows of awards."""

    def __init__(self, units: Units, rows: list[Row], today: dt.date) -> None:
        self.units, self.today, self.persons = units, today, Persons(units, rows)
        self.held: dict[tuple[str, int, str, int], set[str]] = {}
        for part in persons.parts(sorted(self.persons.posts)):
            self._keep("p", Entry.objects.filter(person__in=part), "person_id")
        collectives = Entry.objects.filter(unit__path__startswith=units.root.path, subject_kind=SubjectKind.COLLECTIVE)
        self._keep("u", collectives, "unit_id")

    def _keep(self, kind: str, entries: QuerySet[Entry], column: str) -> None:
        rows = entries.filter(pk__in=Entry.objects.granted().values("pk")).order_by("pk")
        for id, award, last, number in rows.values_list(column, "award", "span_until", "decision_number"):
            self.held.setdefault((kind, id, award, last), set()).add(key(number))

    def settle(self, row: Row) -> None:
        """Decide on one row: whose award it is, which award, of when."""
        values, place = row.values, None
        if text := row.text("unit"):
            place, told = self.units.find(text, row.text("above"))
            if told:
                row.tell("unit", told)
        subject = self._subject(row, place)
        self._award(row, subject)
        person, unit = None, place
        if subject == SubjectKind.COLLECTIVE:
            unit = self._collective(row, place)
        elif subject == SubjectKind.HOUSEHOLD:
            if not row.text("full_name"):
                row.lacks("full_name")
        else:
            person = persons.of_row(row, self.persons, place)
        self._when(row)
        unit_id = unit.id if unit else None
        if person is not None:
            stood = self.persons.in_year(person.id, values["years"][1]) if "years" in values else None
            unit_id = stood.unit if stood else (unit_id or self.persons.posts[person.id][-1].unit)
        elif unit is None and not row.is_wrong("unit"):
            row.lacks("unit")
        values["as_written"] = row.text("award")
        values |= {"subject": subject, "person": person.id if person else None, "unit": unit_id}
        self._there(row, subject, person)

    def _subject(self, row: Row, place: Place | None) -> str:
        """Who is honoured: as the list says, else as the award says, else a unit of this name, else a person."""
        if "subject" in row.values:
            return str(row.values["subject"])
        kinds = {kind for award in row.values.get("award", ()) for kind in SUBJECTS if catalogue.is_for(award, kind)}
        if len(kinds) == 1:
            return str(kinds.pop())
        name = row.text("full_name")
        if not name and not row.text("code") and place is not None:
            return SubjectKind.COLLECTIVE
        is_unit = self.units.find(name, row.text("unit"))[0] is not None
        return SubjectKind.COLLECTIVE if is_unit and not self.persons.by_name.get(key(name)) else SubjectKind.INDIVIDUAL

    def _award(self, row: Row, subject: str) -> None:
        if "award" not in row.values:
            return
        text, meant = row.text("award"), row.values.pop("award")
        fitting = [one for one in meant if catalogue.is_for(one, subject)]
        if not fitting and meant == ["lao_dong_tien_tien"] and subject == SubjectKind.COLLECTIVE:
            fitting = ["tap_the_lao_dong_tien_tien"]
        named = {"text": text}
        choices = tuple((catalogue.name(one), catalogue.name(one)) for one in fitting or meant)
        if len(fitting) == 1:
            row.values["award"] = fitting[0]
        elif fitting:
            says = N_("“%(text)s” có thể là nhiều danh hiệu, hình thức.")
            row.tell("award", Told("several", says, N_("Chọn một."), named, choices=choices))
        elif meant:
            says = N_("“%(text)s” không dành cho đối tượng này.")
            row.tell("award", Told("other_subject", says, N_("Sửa đối tượng hoặc danh hiệu."), named))
        else:
            says = N_("Không nhận ra danh hiệu, hình thức “%(text)s”.")
            names = tuple((name, name) for name in catalogue.names().values())
            row.tell("award", Told("no_award", says, N_("Ghi theo tên trong luật."), named, choices=names))

    def _collective(self, row: Row, place: Place | None) -> Place | None:
        """The unit that is honoured: the name's own, else that of the column of units."""
        name = row.text("full_name")
        if not name:
            return place
        found, told = self.units.find(name, row.text("unit"))
        if told:
            row.tell("full_name", told)
        return found

    def _when(self, row: Row) -> None:
        """The decision, its day, and the years of achievement; a year that the list lacks is asked, not taken from the day."""
        values = row.values
        number, on = values.pop("decision", ("", None))
        values["decision_number"] = number
        if on is not None:
            values.setdefault("decided_on", on)
        on = values.get("decided_on")
        if on is not None and on > self.today:
            row.tell("decided_on", Told("future", N_("Ngày quyết định chưa đến."), N_("Sửa lại ngày.")))
        if "years" not in values and not row.is_wrong("years"):
            choices = tuple((str(year), str(year)) for year in (on.year, on.year - 1)) if on else ()
            says = N_("Thiếu năm thành tích.")
            row.tell(
                "years",
                Told("no_years", says, N_("Ghi năm được xét, có thể trước năm ký quyết định."), choices=choices),
            )
        elif "years" in values and on is not None and on.year < values["years"][1]:
            says = N_("Quyết định ký trước năm thành tích.")
            row.tell("years", Told("early", says, N_("Kiểm tra năm và ngày quyết định.")))
        values.setdefault("mode", Mode.REGULAR)

    def _there(self, row: Row, subject: str, person: Known | None) -> None:
        values = row.values
        if "award" not in values or "years" not in values or not (person or values["unit"]):
            return
        who = ("p", person.id) if person else ("u", values["unit"])
        last, number = values["years"][1], key(values["decision_number"])
        name = "" if subject != SubjectKind.HOUSEHOLD else key(tidy(row.text("full_name")))
        row.key = f"{who[0]}{who[1]}|{name}|{values['award']}|{last}|{number}"[:200]
        if subject != SubjectKind.HOUSEHOLD:
            held = self.held.get((*who, values["award"], last), set())
            row.is_same = bool(held) and (not number or number in held or "" in held)
            if held and not row.is_same:
                says = N_("Sổ vàng đã có danh hiệu, hình thức này của năm %(year)s theo quyết định khác.")
                row.tell("decision", Told("other_decision", says, N_("Kiểm tra số quyết định."), {"year": last}, True))
