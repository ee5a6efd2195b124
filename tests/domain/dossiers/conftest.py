"""A dossier of Phòng Một for Sở Mẫu, and the year that it is about."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import AT, OPERATOR
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.dossiers import operations
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.register.models import Completeness
from thidua.domain.register.operations import enter

LDTT, CSCS, CSBT = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh"
WHY = "Có thành tích nổi bật trong năm."


@pytest.fixture(autouse=True)
def files_folder(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"


class Year:
    """Writes the records that the law looks at."""

    def __init__(self, world) -> None:
        self.world = world
        self.count = 0

    def grade(self, who, grade, *, year=2025, discipline="none", is_closed=True, unit="unit"):
        """A grade of a person (or, with None, of the collective) in the unit's sheet."""
        state = {"state": "closed", "closed_at": AT} if is_closed else {"state": "open", "closed_at": None}
        sheet, _made = Sheet.objects.update_or_create(unit=self.world.units[unit], year=year, defaults=state)
        person = self.world.people[who] if who else None
        return Result.objects.create(sheet=sheet, person=person, grade=grade, discipline=discipline)

    def title(self, who, award, *years, unit="unit", mode="regular"):
        """Titles in the book of honours."""
        for year in years:
            self.count += 1
            enter(
                actor=OPERATOR,
                at=AT,
                unit=self.world.units[unit],
                person=self.world.people[who] if who else None,
                award=award,
                mode=mode,
                year=year,
                granted_by="Giám đốc Sở Mẫu",
                decision_number=f"{self.count}/QĐ",
                decided_on=AT.date(),
                source="test",
                source_key=str(self.count),
            )

    def complete(self, first, last, unit="department"):
        """The book holds everything of these years."""
        Completeness.objects.create(
            unit=self.world.units[unit], from_year=first, until_year=last, declared_by="x", declared_at=AT
        )


@pytest.fixture
def year(world) -> Year:
    return Year(world)


@pytest.fixture
def dossier(world) -> Dossier:
    """A draft with one nomination that the law can not judge yet, its reason written."""
    actor = world.actor("clerk")
    made = operations.open(
        actor=actor,
        at=AT,
        unit_id=world.units["unit"].pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Đề nghị khen thưởng năm 2025",
    )
    operations.nominate(
        actor=actor, at=AT, dossier_id=made.pk, person_id=world.people["nominee"].pk, award=LDTT, reason=WHY
    )
    made.refresh_from_db()
    return made


@pytest.fixture
def nomination(dossier) -> Nomination:
    return dossier.nominations.get()


@pytest.fixture
def sent(world, dossier) -> Dossier:
    return operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)


def pdf(name="tờ trình.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7\n%mau\n")
