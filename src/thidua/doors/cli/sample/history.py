"""The years 2020 to 2024: grades, initiatives and titles that agree with each other and with the law of their time.

Until 2023 a Chiến sĩ thi đua cơ sở needed a recognised initiative and stayed within 15% of the Lao động tiên tiến;
from 2024 the best grade is enough. `STORIES` names who stands where on the ladder, so that the season of 2025 has
somebody for each verdict.
"""

import datetime as dt
from collections import Counter
from random import Random

from thidua.base.notices.models import Notice
from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.assessment.operations import Line, close_sheet, open_sheet, record_results
from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.initiatives.operations import recognise
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.domain.register.enums import Mode
from thidua.domain.register.operations import declare_complete, enter
from thidua.doors.cli.sample.agency import SEED, Agency, moment
from thidua.kernel.actor import Actor

YEARS = range(2020, 2025)
ENTERED = moment(2025, 1, 8)

FIGHTER, PROVINCIAL = "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh"
ADVANCED, MERIT = "lao_dong_tien_tien", "bang_khen_bo_tinh"
TEAM, BEST_TEAM, FLAG = "tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh"

STORIES: dict[str, dict[str, set[int]]] = {
    "nguoi-duoc-xet": {FIGHTER: {2022, 2023, 2024}, MERIT: {2023}},  # three in a row: the next rung is open
    "ba-nam-lien": {FIGHTER: {2022, 2023, 2024}},
    "dut-quang": {FIGHTER: {2020, 2021, 2024}},  # two years are missing in between
    "pho-giam-doc": {FIGHTER: {2020, 2021, 2022, 2023, 2024}, PROVINCIAL: {2022}},
    "so-1": {FIGHTER: {2021, 2022, 2023}, PROVINCIAL: {2023}},
    "so-2": {FIGHTER: {2023, 2024}},
    "buu-1": {FIGHTER: {2020, 2022, 2024}},
    "an-1": {FIGHTER: {2024}},
}
WIDER = {"nguoi-duoc-xet": 2024, "ba-nam-lien": 2023, "pho-giam-doc": 2021, "so-1": 2022}
"""Whose initiative of which year was recognised with the reach of the province."""
COMPLETE = {"nv": 2020, "tt": 2020, "an": 2022}
"""From which year on each book is declared complete. That of Phường Bình Mẫu never was: there nothing can be told."""
TOPICS = [
    "Số hóa hồ sơ lưu của phòng",
    "Rút ngắn thời gian giải quyết thủ tục",
    "Mẫu báo cáo dùng chung cho các phòng",
    "Sổ tay nghiệp vụ cho công chức mới",
    "Tra cứu văn bản nội bộ theo chủ đề",
    "Lịch công tác dùng chung có nhắc việc",
]


def remember(operator: Actor, agency: Agency) -> None:
    """Enter the five years, unit by unit, and declare the books complete."""
    chance = Random(SEED)  # noqa: S311  an invented world, no secret
    handles = {person.pk: handle for handle, person in agency.people.items()}
    for year in YEARS:
        for key, unit in agency.units.items():
            grades = year_of(operator, agency, key, unit, year, chance, handles)
            honour(operator, agency, key, unit, year, grades, handles)
    flag(operator, agency)
    Notice.objects.filter(created_at=ENTERED).delete()  # nobody was told of years that were entered afterwards
    for key, since in COMPLETE.items():
        declare_complete(
            actor=operator,
            at=ENTERED,
            unit_id=agency.units[key].pk,
            from_year=since,
            until_year=YEARS[-1],
        )


def year_of(operator, agency, key, unit, year, chance, handles) -> dict[int | None, str]:
    """One sheet, entered and closed; the grade of everybody, and of the collective under None."""
    lines: list[Line] = []
    grades: dict[int | None, str] = {}
    for person in agency.members[key]:
        if agency.joined[person.pk].year > year:
            continue
        handle = handles.get(person.pk, "")
        is_fighter = year in STORIES.get(handle, {}).get(FIGHTER, ())
        is_punished = (handle, year) == ("khien-trach", 2021)
        grade = Grade.DONE if is_punished else Grade.OUTSTANDING if is_fighter else drawn(chance)
        discipline = Discipline.REPRIMAND if is_punished else Discipline.NONE
        grades[person.pk] = grade
        lines.append(Line(person.pk, None, grade, discipline))
        if is_fighter:
            recognise(
                actor=operator, at=ENTERED, person_id=person.pk, unit_id=unit.pk, year=year, kind=Kind.INITIATIVE,
                title=f"{chance.choice(TOPICS)} ({year})",
                reach=Reach.BO_TINH if WIDER.get(handle) == year else Reach.CO_SO,
                recognised_by=f"Quyết định mẫu số {chance.randint(100, 400)}/QĐ-SK năm {year}",
            )  # fmt: skip
    grades[None] = Grade.OUTSTANDING if year % 2 == 0 and key in {"phong", "so"} else Grade.GOOD
    lines.append(Line(None, None, grades[None], Discipline.NONE))
    sheet = open_sheet(actor=operator, at=ENTERED, unit_id=unit.pk, year=year)
    record_results(actor=operator, at=ENTERED, sheet_id=sheet.pk, lines=lines)
    close_sheet(actor=operator, at=ENTERED, sheet_id=sheet.pk)
    return grades


def drawn(chance: Random) -> Grade:
    """The grade of an ordinary year: mostly good, seldom more or less."""
    return chance.choices([Grade.OUTSTANDING, Grade.GOOD, Grade.DONE], [4, 88, 8])[0]


def honour(operator, agency, key, unit, year, grades, handles) -> None:
    """The titles of the year, in the book of honours."""
    advanced = [
        person for person in agency.members[key] if grades.get(person.pk) in (Grade.OUTSTANDING, Grade.GOOD)
    ]  # from 2017 to 2023 also ten months of service and no discipline, which these have
    for person in advanced:
        grant(operator, agency, key, unit, person, ADVANCED, year)
    counted: Counter[str] = Counter()
    for person in agency.members[key]:
        for award, years in STORIES.get(handles.get(person.pk, ""), {}).items():
            if year in years:
                counted[award] += 1
                grant(operator, agency, key, unit, person, award, year)
    there = [grade for person_id, grade in grades.items() if person_id is not None]
    if key in {"tinh", "nv", "tt"} or len(advanced) < 0.7 * len(there):
        return
    grant(operator, agency, key, unit, None, TEAM, year)
    if counted[FIGHTER] and grades[None] == Grade.OUTSTANDING and Grade.FAILED not in there:
        grant(operator, agency, key, unit, None, BEST_TEAM, year)


def flag(operator: Actor, agency: Agency) -> None:
    """The province's flag for the department that led its block in 2023."""
    grant(operator, agency, "nv", agency.units["nv"], None, FLAG, 2023)


def grant(operator: Actor, agency: Agency, key: str, unit: Unit, person: Person | None, award: str, year: int) -> None:
    """One entry of the book: by the head of the department or commune, or by the province for what is the province's."""
    is_provincial = award in {PROVINCIAL, MERIT, BEST_TEAM, FLAG} or key == "tinh"
    house = agency.units[{"phong": "nv", "ben": "nv", "so": "tt", "buu": "tt"}.get(key, key)]
    enter(
        actor=operator,
        at=ENTERED,
        unit=unit,
        person=person,
        award=award,
        mode=Mode.REGULAR,
        year=year,
        granted_by="Chủ tịch Ủy ban nhân dân Tỉnh Mẫu" if is_provincial else f"Thủ trưởng {house.name}",
        decision_number=f"{18 if is_provincial else 7}/QĐ-MẪU" if is_provincial else f"7/QĐ-{house.code}",
        decided_on=dt.date(year + 1, 3, 20) if is_provincial else dt.date(year + 1, 1, 6),
        source=f"sample:{year}",
        source_key=f"{person.code if person else unit.code}:{award}",
    )
