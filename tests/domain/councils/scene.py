"""What meetings and decisions are tried on: Sở Mẫu's council of five, and nominations that are ready for it.

The dossiers were received on 10 December 2025, when a decree fixed the vote on Chiến sĩ thi đua cơ sở (80%) and none
fixed it on Lao động tiên tiến.
"""

import datetime as dt
from dataclasses import dataclass

from tests.cast import AT, OPERATOR, START, World
from thidua.domain.awards.models import AgencyParameter
from thidua.domain.councils import operations
from thidua.domain.councils.enums import Presence, Seat
from thidua.domain.councils.models import Council, Item, Meeting
from thidua.domain.dossiers.enums import Result, State, Truth
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.people.enums import Sex
from thidua.domain.people.operations import enter

FIGHTER, WORKER, COLLECTIVE = "chien_si_thi_dua_co_so", "lao_dong_tien_tien", "tap_the_lao_dong_tien_tien"
RECEIVED = dt.date(2025, 12, 10)
TODAY = AT.date()
SEATS = {
    "signer": Seat.CHAIR,
    "department_clerk": Seat.DEPUTY,
    "member": Seat.MEMBER,
    "second_member": Seat.MEMBER,
    "secretary": Seat.SECRETARY,
}


def settle(world: World, name: str, value: str, from_on: dt.date = START) -> None:
    """Write down a rule of Sở Mẫu's own."""
    AgencyParameter.objects.create(
        unit=world.units["department"], name=name, value=value, basis="Quy chế số 01/QC-SM", from_on=from_on
    )


def dossier(world: World, awards: list[str], truth: Truth = Truth.MET) -> list[Nomination]:
    """A passed dossier of Phòng Một: the nominee for the first award, then new people, collectives for the unit."""
    found = Dossier.objects.create(
        unit=world.units["unit"],
        superior=world.units["department"],
        year=2025,
        title="Đề nghị khen thưởng năm 2025",
        state=State.PASSED,
        received_on=RECEIVED,
        sent_at=AT,
        passed_at=AT,
        is_sample=True,
    )
    rows = []
    for number, award in enumerate(awards):
        person = None
        if award != COLLECTIVE:
            person = world.people["nominee"] if number == 0 else someone(world)
        rows.append(
            Nomination.objects.create(
                dossier=found, person=person, unit=world.units["unit"], award=award, truth=truth, result=Result.HERE
            )
        )
    return rows


def someone(world: World):
    """One more person of Phòng Một, without an account."""
    from thidua.domain.people.models import Person

    number = Person.objects.count()
    return enter(
        actor=OPERATOR,
        at=AT,
        code=f"N-{number}",
        full_name=f"Đỗ Thị Ẩn {number}",
        sex=Sex.FEMALE,
        unit=world.units["unit"],
        title="Chuyên viên",
        from_on=START,
        is_sample=True,
    )


@dataclass
class Scene:
    """A meeting and what is needed to lead it."""

    world: World
    council: Council
    meeting: Meeting
    nominations: list[Nomination]

    def items(self) -> list[Item]:
        """The agenda in the order of the nominations."""
        return list(Item.objects.filter(meeting=self.meeting).order_by("nomination_id"))

    def agenda(self) -> None:
        """Put every nomination on the agenda."""
        operations.set_agenda(
            actor=self.world.actor("secretary"),
            at=AT,
            meeting_id=self.meeting.pk,
            nomination_ids=[one.pk for one in self.nominations],
        )

    def open(self) -> None:
        """Open the meeting with its agenda."""
        self.agenda()
        operations.open(actor=self.world.actor("secretary"), at=AT, meeting_id=self.meeting.pk)

    def attend(self, absent: int = 0, written: int = 0) -> None:
        """Everybody is here, but for the last ones."""
        rows = list(self.meeting.attendances.order_by("pk").values_list("member_id", flat=True))
        said = (
            [Presence.PRESENT] * (len(rows) - absent - written)
            + [Presence.WRITTEN] * written
            + [Presence.ABSENT] * absent
        )
        presences = dict(zip(rows, said, strict=True))
        operations.attend(actor=self.world.actor("secretary"), at=AT, meeting_id=self.meeting.pk, presences=presences)

    def count(self, who: str, item: Item, yes: int, issued: int = 5, returned: int = 5, valid: int = 5):
        """One entry of a count."""
        return operations.enter_count(
            actor=self.world.actor(who), at=AT, item_id=item.pk, issued=issued, returned=returned, valid=valid, yes=yes
        )

    def vote(self, *yes: int) -> None:
        """Both count every item alike."""
        for item, votes in zip(self.items(), yes, strict=True):
            for who in ("member", "secretary"):
                self.count(who, item, votes)

    def close(self) -> Meeting:
        """Close the meeting."""
        return operations.close(actor=self.world.actor("secretary"), at=AT, meeting_id=self.meeting.pk)


def scene(world: World, awards: list[str], **how) -> Scene:
    """A called meeting of Sở Mẫu's council, and nominations ready for it."""
    secretary = world.actor("secretary")
    council = operations.establish(
        actor=secretary,
        at=AT,
        unit_id=world.units["department"].pk,
        name="Hội đồng Thi đua, khen thưởng Sở Mẫu",
        decision="Quyết định số 01/QĐ-SM ngày 02/01/2025",
        from_on=dt.date(2025, 1, 2),
    )
    for who, seat in SEATS.items():
        operations.appoint(
            actor=secretary,
            at=AT,
            council_id=council.pk,
            person_id=world.people[who].pk,
            seat=seat,
            from_on=dt.date(2025, 1, 2),
        )
    meeting = operations.call(
        actor=secretary,
        at=AT,
        council_id=council.pk,
        year=2025,
        title="Xét khen thưởng năm 2025",
        held_on=TODAY,
        place="Phòng họp số 1",
    )
    return Scene(world, council, meeting, dossier(world, awards, **how))


def passed(world: World, awards: list[str], **how) -> list[Nomination]:
    """Nominations that the council passed, by way of a whole meeting."""
    for name in ("vote_percent.lao_dong_tien_tien", "vote_percent.tap_the_lao_dong_tien_tien"):
        settle(world, name, "70")
    settle(world, "council_quorum_percent", "66.67")
    played = scene(world, awards, **how)
    played.open()
    played.attend()
    played.vote(*([5] * len(awards)))
    played.close()
    return list(Nomination.objects.filter(pk__in=[one.pk for one in played.nominations]).order_by("pk"))
