"""What forms 0601, 0604 and 0605 count: movements launched, and where and by whom this work is done."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thidua.domain.movements.enums import State
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.enums import Kind
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import above
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, RoleHeld
from thidua.domain.statistics.queries.forms.filling import Atom, Doubt, Filled, fill, holds
from thidua.domain.statistics.queries.forms.shape import Form, Where
from thidua.domain.statistics.queries.forms.span import Span
from thidua.kernel.clock import VIETNAM
from thidua.kernel.periods import in_force
from thidua.kernel.text import fold

WORKERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY)


def filled(form: Form, unit: Unit, span: Span) -> Filled:
    """The form. At most two queries."""
    atoms = PARTS[form.things](unit, span)
    result = fill(form, atoms, word)
    if form.things == "people" and (count := nameless(unit, span)):
        text = _("tài khoản giữ vai trò nhưng chưa gắn với hồ sơ nhân sự nào")
        result.doubts.append(Doubt("nobody", text, count))
    if form.things == "units" and (others := sum(not atom.said["place"] for atom in atoms)):
        text = _("đơn vị có người làm công tác này nhưng không phải vụ, ban, phòng chuyên trách của biểu")
        result.doubts.append(Doubt("unrecorded", text, others, "", "place", ""))
    return result


def behind(form: Form, unit: Unit, span: Span, wheres: list[Where]) -> list[Any]:
    """The movements, units or people that all the `wheres` ask for. At most two queries."""
    return [atom.thing for atom in PARTS[form.things](unit, span) if all(holds(where, atom.said) for where in wheres)]


def word(name: str, value: str) -> str:
    """Why things with this property stand in no row of a part of the form."""
    words = {
        "age": _("chưa ghi ngày sinh"),
        "education": _("chưa ghi trình độ đào tạo"),
        "service": _("chưa ghi ngày bắt đầu làm công tác thi đua, khen thưởng"),
    }
    return words.get(name) or _("không thuộc dòng nào của biểu")


# -- 0601 --------------------------------------------------------------------------------------------------------------


def launched(unit: Unit, span: Span) -> QuerySet[Movement]:
    """The movements that the unit and those below it launched in the span."""
    first = dt.datetime.combine(span.begins, dt.time(), VIETNAM)
    after = dt.datetime.combine(span.until + dt.timedelta(days=1), dt.time(), VIETNAM)
    rows = Movement.objects.exclude(state=State.DRAFT).filter(unit__path__startswith=unit.path)
    return rows.filter(launched_at__gte=first, launched_at__lt=after)


def length(starts_on: dt.date, ends_on: dt.date) -> str:
    """The band of form 0601 in which a movement's length lies, both days included."""
    after = ends_on + dt.timedelta(days=1)
    if after < _later(starts_on, 1):
        return "under-1"
    if after == _later(starts_on, 1):
        return "1"
    return next((band for years, band in ((3, "1-3"), (5, "3-5")) if after < _later(starts_on, years)), "from-5")


def _later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)


def movements(unit: Unit, span: Span) -> list[Atom]:
    """The parts of form 0601. One query."""
    return [
        Atom(
            {"tier": one.tier, "scope": one.scope, "method": one.method, "length": length(one.starts_on, one.ends_on)},
            1,
            one,
        )
        for one in launched(unit, span).select_related("unit").order_by("-launched_at", "pk")
    ]


# -- 0604 --------------------------------------------------------------------------------------------------------------


def working(unit: Unit, on: dt.date) -> QuerySet[RoleHeld]:
    """Who does this work at the unit or below it on the day."""
    return RoleHeld.objects.filter(in_force(on), role__in=WORKERS, unit__path__startswith=unit.path).order_by("pk")


def place(unit: Unit, chain: Iterable[Unit]) -> str:
    """The row of form 0604 to which the unit belongs, by the units above it, the nearest first; "" for none."""
    higher = list(chain)
    parent = higher[0] if higher else None
    if parent is None:
        return ""
    if unit.kind == Kind.DEPARTMENT and parent.kind == Kind.MINISTRY:
        return "vu"
    if unit.kind != Kind.DIVISION:
        return ""
    if any(one.kind == Kind.MINISTRY for one in higher[1:]) and parent.kind in (Kind.DEPARTMENT, Kind.DIVISION):
        return "phong-vu"
    if parent.kind == Kind.MINISTRY and fold(unit.name).startswith("vu "):
        return "vu"
    is_home_affairs = any(one.kind == Kind.DEPARTMENT and "noi vu" in fold(one.name) for one in higher)
    if not is_home_affairs:
        return ""
    return "ban-so" if fold(unit.name).startswith("ban ") else "phong-so"


def units(unit: Unit, span: Span) -> list[Atom]:
    """The parts of form 0604. Two queries."""
    held = working(unit, span.until).select_related("unit")
    found = sorted({row.unit_id: row.unit for row in held}.values(), key=lambda one: one.path)
    by_id = {one.pk: one for one in Unit.objects.filter(pk__in={id for one in found for id in above(one)})}
    atoms = []
    for one in found:
        chain = [by_id[id] for id in reversed(above(one)) if id != one.pk and id in by_id]
        atoms.append(Atom({"place": place(one, chain)}, 1, one))
    return atoms


# -- 0605 --------------------------------------------------------------------------------------------------------------


def officials(unit: Unit, span: Span) -> list[Atom]:
    """The parts of form 0605. One query."""
    accounts = working(unit, span.until).order_by().values("account")
    people = Person.objects.filter(account__in=accounts).order_by("folded", "pk")
    return [Atom(_official(one, span.until), 1, one) for one in people]


def nameless(unit: Unit, span: Span) -> int:
    """How many accounts do this work without belonging to a person of the personnel files. One query."""
    known = Person.objects.filter(account__isnull=False).values("account")
    return working(unit, span.until).order_by().exclude(account__in=known).values("account").distinct().count()


def _official(person: Person, on: dt.date) -> dict[str, str]:
    age = _years(person.born_on, on)
    service = _years(person.in_field_from_on, on)
    ages = ((30, "to-30"), (40, "31-40"), (50, "41-50"), (55, "51-55"), (60, "56-60"))
    return {
        "sex": person.sex,
        "age": "" if age is None else next((band for most, band in ages if age <= most), "over-60"),
        "education": str(person.education or ""),
        "service": "" if service is None else "under-5" if service < 5 else "5-10" if service < 10 else "from-10",
    }


def _years(since: dt.date | None, on: dt.date) -> int | None:
    """Whole years."""
    return None if since is None else on.year - since.year - ((on.month, on.day) < (since.month, since.day))


PARTS = {"movements": movements, "units": units, "people": officials}
