"""The year's records of the dossiers' tests, and an invented agency with every kind of record."""

import datetime as dt
from random import Random

import pytest

from tests.cast import AT
from tests.domain.dossiers.conftest import Year
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.initiatives.models import Initiative
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person, Post
from thidua.domain.register.models import Completeness, Entry

GRADES = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh", "")
RUNGS = ("none", "none", "none", "khien_trach", "canh_cao", "nang_hon")
AWARDS = ("lao_dong_tien_tien", "chien_si_thi_dua_co_so", "bang_khen_bo_tinh", "huan_chuong_lao_dong_3")
OF_UNITS = ("tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh", "bang_khen_bo_tinh")


@pytest.fixture
def year(world) -> Year:
    return Year(world)


def entry(unit: Unit, award: str, years: list[int], span: tuple[int, int], **given) -> Entry:
    """An entry of the book as it lies in the table, with whatever years."""
    person = given.pop("person", None)
    row = {
        "kind": "grant",
        "subject_kind": "individual" if person else "collective",
        "decided_on": None,
        "source": "by hand",
        "source_key": str(Entry.objects.count()),
    }
    return Entry.objects.create(
        unit=unit,
        person=person,
        award=award,
        years=years,
        span_from=span[0],
        span_until=span[1],
        entered_at=AT,
        **row | given,
    )


def invent(seed: int, people: int = 30) -> None:
    """Twelve units three deep and their people from 1970 on, with moves, gaps, second sheets and odd entries."""
    chance = Random(seed)
    units: list[Unit] = []
    for n in range(12):
        parent = units[(n - 1) // 3] if n else None
        unit = Unit.objects.create(
            code=f"x{n}", name=f"x{n}", kind="division", parent=parent, path="", from_on=dt.date(1970, 1, 1)
        )
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.save()
        units.append(unit)
    for unit in units:
        for _ in range(chance.randrange(3)):
            first = chance.choice((1945, 1970, 1990, 2010, 2018))
            Completeness.objects.create(
                unit=unit, from_year=first, until_year=first + chance.randrange(15), declared_by="x", declared_at=AT
            )
        for one in range(2008, 2027):
            if chance.random() < 0.8:
                closed = {"state": "closed", "closed_at": AT} if chance.random() < 0.7 else {}
                Sheet.objects.create(unit=unit, year=one, **closed)
        _honour(chance, unit, None, OF_UNITS)
    for n in range(people):
        person = Person.objects.create(code=f"y{n}", full_name="x", folded="x", sex="f")
        day = dt.date(chance.choice((1970, 1976, 1995, 2012)), chance.randint(1, 12), 1)
        for _ in range(chance.randrange(4)):
            end = day + dt.timedelta(days=chance.randint(100, 5000))
            is_last = chance.random() < 0.4
            unit = chance.choice(units)
            Post.objects.create(person=person, unit=unit, title="x", from_on=day, until_on=None if is_last else end)
            day = end - dt.timedelta(days=chance.choice((0, 0, 400, -400)))
        for sheet in chance.sample(list(Sheet.objects.order_by("pk")), 25):
            Result.objects.create(
                sheet=sheet, person=person, grade=chance.choice(GRADES), discipline=chance.choice(RUNGS)
            )
        for _ in range(chance.randrange(12)):
            Initiative.objects.create(
                person=person,
                year=chance.choice((1976, 1980, 2019, 2019, 2020)),
                kind=chance.choice(("initiative", "topic")),
                reach=chance.choice(("co_so", "co_so", "bo_tinh", "toan_quoc")),
                title="x",
                recognised_by="x",
            )
        _honour(chance, chance.choice(units), person, AWARDS)
    for sheet in Sheet.objects.order_by("pk"):
        if chance.random() < 0.6:
            Result.objects.create(sheet=sheet, person=None, grade=chance.choice(GRADES))


def _honour(chance: Random, unit: Unit, person: Person | None, awards: tuple[str, ...]) -> None:
    for _ in range(chance.randrange(8)):
        last = chance.choice((1970, 1976, 1977, 1978, 2015, 2019, 2020, 2024))
        first = last - chance.choice((0, 0, 0, 4))
        entry(
            unit,
            chance.choice(awards),
            chance.choice(([last], [last], [])),
            (first, last),
            person=person,
            mode=chance.choice(("regular", "regular", "regular", "thematic")),
            decided_on=chance.choice((None, dt.date(last + 1, 3, 1))),
        )
    if person is None and chance.random() < 0.5:
        entry(
            unit,
            chance.choice(awards),
            [2018, 2019, 2021],
            (2018, 2021),
            kind="published",
            count=chance.choice((3, 4)),
        )
