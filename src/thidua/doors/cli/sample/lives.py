"""What happens in people's files beside their awards: study, leave, retirement, a death, namesakes, a word about data.

The citizen numbers begin with 099, which no province gives: they are nobody's.
"""

import datetime as dt

from django.db.models import F

from thidua.base.notices.models import Notice
from thidua.domain.people import operations
from thidua.domain.people.enums import Away, Education
from thidua.domain.people.models import Person
from thidua.doors.cli.sample.agency import Agency, moment
from thidua.kernel.actor import Actor

KNOWN = moment(2025, 1, 7)
AFTERWARDS = moment(2026, 1, 5)


def live(operator: Actor, agency: Agency) -> None:
    """Fill the files of the sample's people. Nobody's season of 2025 changes by it."""
    data(operator, agency)
    absences(operator, agency)
    namesakes(operator, agency)
    leavers(operator, agency)
    words(agency)


def data(operator: Actor, agency: Agency) -> None:
    """Party, training and a number for everybody; since when the officials of the field do their work."""
    everybody = [person for members in agency.members.values() for person in members]
    for place, person in enumerate(everybody):
        assert person.born_on is not None
        sex = 1 if person.sex == "f" else 0
        operations.edit(
            actor=operator, at=KNOWN, person_id=person.pk, nationality="Việt Nam", is_party_member=place % 3 != 2,
            education=Education.POSTGRADUATE if place % 5 == 4 else Education.UNIVERSITY,
            citizen_number=f"099{sex}{person.born_on:%y}{place + 1:06}",
        )  # fmt: skip
    for handle in ("can-bo-phong", "can-bo-so", "can-bo-tinh"):
        person = agency.people[handle]
        since = max(agency.joined[person.pk], dt.date(2021, 1, 1))
        operations.edit(actor=operator, at=KNOWN, person_id=person.pk, in_field_from_on=since)


def absences(operator: Actor, agency: Agency) -> None:
    """One who studied, one on leave for a child, one who is away still."""
    for person, kind, from_on, until_on in [
        (agency.people["so-1"], Away.STUDY, dt.date(2023, 9, 5), dt.date(2024, 6, 1)),
        (agency.members["ben"][-1], Away.MATERNITY, dt.date(2024, 2, 1), dt.date(2024, 8, 1)),
        (agency.members["buu"][-1], Away.STUDY, dt.date(2026, 1, 5), None),
    ]:
        operations.go_away(
            actor=operator, at=AFTERWARDS, person_id=person.pk, kind=kind, from_on=from_on, until_on=until_on
        )


def namesakes(operator: Actor, agency: Agency) -> None:
    """Two people of one name, told apart by birthday, unit and code."""
    one, other = agency.members["phong"][-1], agency.members["ben"][-2]
    operations.edit(actor=operator, at=KNOWN, person_id=other.pk, full_name=one.full_name, sex=one.sex)
    fit(operator, other.pk)


def fit(operator: Actor, person_id: int) -> None:
    """The number's digit for the sex, where the sex was changed."""
    person = Person.objects.get(pk=person_id)
    number = f"099{1 if person.sex == 'f' else 0}{person.citizen_number[4:]}"
    if number != person.citizen_number:
        operations.edit(actor=operator, at=KNOWN, person_id=person_id, citizen_number=number)


def leavers(operator: Actor, agency: Agency) -> None:
    """One retired with the new year, one died."""
    retired, dead = agency.members["binh"][-1], agency.members["binh"][-2]
    operations.retire(actor=operator, at=AFTERWARDS, person_id=retired.pk, on=dt.date(2026, 1, 1))
    operations.die(actor=operator, at=AFTERWARDS, person_id=dead.pk, on=dt.date(2026, 1, 3))


def words(agency: Agency) -> None:
    """The nominee wants something corrected; her clerk has not answered yet, and is not written to about the past."""
    nominee = agency.who("nguoi-duoc-xet", AFTERWARDS)
    assert nominee.person_id is not None
    operations.say(
        actor=nominee, at=AFTERWARDS, person_id=nominee.person_id, is_right=False,
        text="Trình độ đào tạo của tôi là sau đại học; quyết định công nhận có trong hồ sơ nhân sự.",
    )  # fmt: skip
    Notice.objects.filter(to__is_sample=True, sent_at__isnull=True).update(sent_at=F("created_at"))
