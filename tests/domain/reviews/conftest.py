"""People with years that chance wrote, in the cast's province."""

import datetime as dt
import random

import pytest

from tests.cast import AT
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.awards import queries as awards
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.models import Person, Post, Touched
from thidua.domain.register.models import Completeness, Entry

YEAR = 2025
GRADES = ["hoan_thanh_xuat_sac", "hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh", ""]
TITLES = ["lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh", "bang_khen_bo_tinh"]
TITLES += ["bang_khen_thu_tuong", "huan_chuong_lao_dong_3", "chien_si_tien_tien"]
COLLECTIVE = ["tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh", "bang_khen_bo_tinh"]


class Chance:
    """Writes records straight into the tables, as many and as mixed as a long life of a register makes them."""

    def __init__(self, world, seed: int) -> None:
        self.world, self.rng, self.count = world, random.Random(seed), 0
        self.units = [world.units[name] for name in ("department", "unit", "neighbour")]

    def write(self, people: int = 30) -> None:
        """Everything, and marks for whom it touches."""
        rng, made = self.rng, []
        for n in range(people):
            name = rng.choice(["Nguyễn Văn", "Trần Thị", "=Lê", "Đỗ"]) + f" {n}"
            person = Person.objects.create(code=f"C{n}", full_name=name, folded=name.lower(), sex="f", is_sample=True)
            self.posts(person)
            made.append(person)
        for unit in self.units:
            self.sheets(unit, [one for one in made if Post.objects.filter(person=one, unit=unit).exists()])
            self.entries(unit, None, COLLECTIVE)
            if rng.random() < 0.7:
                first = rng.choice([1990, 2005, 2015, 2022])
                Completeness.objects.create(
                    unit=unit, from_year=first, until_year=rng.choice([2024, 2025]), declared_by="x", declared_at=AT
                )
        for person in made:
            self.entries(self.units[0], person, TITLES)
            self.works(person)
        Touched.objects.bulk_create([Touched(person=one, at=AT) for one in made])
        Touched.objects.bulk_create([Touched(unit=one, at=AT) for one in self.units])

    def posts(self, person) -> None:
        """One or two posts, one after the other; now and then the last one is over."""
        since = dt.date(self.rng.choice([1995, 2010, 2020, 2025]), self.rng.choice([1, 3, 9]), 1)
        moved = dt.date(2025, 6, 1)
        unit = self.rng.choice(self.units)
        if since < moved and self.rng.random() < 0.3:
            Post.objects.create(person=person, unit=unit, title="CV", from_on=since, until_on=moved)
            since, unit = moved, self.rng.choice(self.units)
        until = dt.date(2025, 11, 1) if since < dt.date(2025, 11, 1) and self.rng.random() < 0.1 else None
        Post.objects.create(person=person, unit=unit, title="CV", from_on=since, until_on=until)

    def sheets(self, unit, people) -> None:
        """The years' grades and discipline; some sheets are open, some years have none."""
        for year in range(2012, YEAR + 1):
            if self.rng.random() < 0.1:
                continue
            closed = self.rng.random() < 0.8
            sheet, _made = Sheet.objects.get_or_create(
                unit=unit,
                year=year,
                defaults={"state": "closed" if closed else "open", "closed_at": AT if closed else None},
            )
            for person in (*people, None):
                if self.rng.random() < 0.9:
                    grade = self.rng.choice(GRADES)
                    discipline = self.rng.choice(["none"] * 12 + ["khien_trach", "canh_cao"]) if person else "none"
                    Result.objects.create(sheet=sheet, person=person, grade=grade, discipline=discipline)

    def entries(self, unit, person, ids) -> None:
        """Titles in the book."""
        for award in ids:
            for year in self.rng.sample(range(2008, YEAR + 1), self.rng.choice([0, 0, 1, 3, 8])):
                self.count += 1
                Entry.objects.create(
                    kind="grant", unit=unit, person=person, award=award, award_as_written=awards.name(award), count=1,
                    subject_kind="individual" if person else "collective", years=[year], span_from=year, span_until=year,
                    decided_on=dt.date(year + 1, 1, 10), source="chance", source_key=str(self.count), entered_at=AT,
                )  # fmt: skip

    def works(self, person) -> None:
        """Initiatives and topics of any reach."""
        for _time in range(self.rng.choice([0, 1, 2, 6])):
            Initiative.objects.create(
                person=person, year=self.rng.choice(range(2019, YEAR + 1)), kind=self.rng.choice(["initiative", "topic"]),
                title="Giải pháp", reach=self.rng.choice(["co_so", "co_so", "bo_tinh", "toan_quoc"]), recognised_by="QĐ",
            )  # fmt: skip


@pytest.fixture
def chance(world):
    """Chance in the world of the test."""
    return lambda seed, people=30: Chance(world, seed).write(people)
