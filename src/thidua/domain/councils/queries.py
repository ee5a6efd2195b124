"""Questions about councils, meetings and their counts."""

import datetime as dt
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import models

from thidua.domain.awards.models import AgencyParameter
from thidua.domain.awards.queries import ladder, language, parameter_rows
from thidua.domain.councils.enums import Presence, Seat, State
from thidua.domain.councils.models import Attendance, Council, Count, Item, Meeting, Member
from thidua.domain.councils.states import FLOW
from thidua.domain.dossiers.models import Nomination
from thidua.domain.dossiers.queries import ready_for_council
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import under
from thidua.domain.people.models import Person, Post
from thidua.kernel.periods import in_force

QUORUM = "council_quorum_percent"
FIELDS = ("issued", "returned", "valid", "yes")
SEATS = (Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER, Seat.SECRETARY)


def verbs(meeting: Meeting) -> list[tuple[str, str]]:
    """The verbs that make sense in the meeting's state, with their labels."""
    return FLOW.offered(meeting)


def listed(meetings: models.QuerySet[Meeting]) -> models.QuerySet[Meeting]:
    """The meetings as a list shows them: with their council and the number of items."""
    return (
        meetings.select_related("council__unit").annotate(item_count=models.Count("items")).order_by("-held_on", "-pk")
    )


def with_members(councils: models.QuerySet[Council], on: dt.date) -> models.QuerySet[Council]:
    """The councils as a list shows them: with the number of members on the day."""
    seats = models.Count("members", filter=in_force(on, "members__"))
    return councils.select_related("unit").annotate(member_count=seats).order_by("-from_on", "pk")


def members(council: Council, on: dt.date) -> list[Member]:
    """Who sits in the council on the day, by seat, then by name."""
    rows = council.members.filter(in_force(on)).select_related("person")
    return sorted(rows, key=lambda one: (SEATS.index(Seat(one.seat)), one.person.folded, one.pk))


def past_members(council: Council, on: dt.date) -> models.QuerySet[Member]:
    """Who sat in the council before the day."""
    return council.members.filter(until_on__lte=on).select_related("person").order_by("-until_on", "pk")


def eligible(council: Council, unit: Unit, on: dt.date) -> models.QuerySet[Post]:
    """Posts, with persons, in one unit of the council's subtree whose holders can be appointed, by name."""
    posts = Post.objects.filter(in_force(on), unit=unit, unit__path__startswith=council.unit.path)
    taken = council.members.filter(in_force(on)).order_by().values("person")
    return posts.exclude(person__in=taken).select_related("person").order_by("person__folded", "pk")


def is_of_subtree(council: Council, person: Person, on: dt.date) -> bool:
    """Whether the person has a post at the council's unit or below on the day."""
    posts = Post.objects.filter(in_force(on), person=person, unit__path__startswith=council.unit.path)
    return posts.exists()


def units_of(council: Council, on: dt.date) -> models.QuerySet[Unit]:
    """The units from which members can be appointed."""
    return under(council.unit).filter(in_force(on))


def posts_of(people: list[int], on: dt.date) -> dict[int, str]:
    """The post of each person on the day, in words."""
    rows = Post.objects.filter(in_force(on), person__in=people).select_related("unit").order_by("from_on", "pk")
    return {row.person_id: f"{row.title}, {row.unit.name}" for row in rows}


def agenda(meeting: Meeting) -> list[Item]:
    """The items of the meeting: persons first by name, then collectives, award by award."""
    rows = meeting.items.select_related("nomination__dossier", "nomination__person", "nomination__unit")
    return sorted(rows, key=lambda item: in_order(item.nomination))


def words(item: Item) -> dict[str, Any]:
    """The item's threshold as a sentence (`text`) with its articles (`cites`), in the page's language."""
    found: dict[str, Any] = (item.threshold or {}).get(language(), {"text": "", "cites": []})
    return found


def in_order(named: Nomination) -> tuple[int, str, bool, str, int]:
    """Where a nomination stands in lists: the higher award first, collectives before persons, by name."""
    rungs = [*ladder("individual"), *ladder("collective")]
    height = rungs.index(named.award) if named.award in rungs else len(rungs)
    name = named.person.folded if named.person else named.unit.path
    return (-height, named.award, named.person_id is not None, name, named.pk)


def candidates(meeting: Meeting) -> models.QuerySet[Nomination]:
    """The nominations that can be put before this meeting: appraised for this level, on no other meeting's agenda."""
    elsewhere = Item.objects.exclude(meeting=meeting).exclude(meeting__state=State.CLOSED)
    ready = ready_for_council(meeting.council.unit, meeting.year)
    return ready.exclude(pk__in=elsewhere.order_by().values("nomination"))


def attendances(meeting: Meeting) -> list[Attendance]:
    """The members frozen when the meeting was opened, by seat, then by name."""
    rows = meeting.attendances.select_related("member__person")
    return sorted(rows, key=lambda one: (SEATS.index(Seat(one.member.seat)), one.member.person.folded, one.pk))


def chair(meeting: Meeting) -> Member | None:
    """Who presides: the chair when present, else the first deputy present."""
    rows = meeting.attendances.filter(presence=Presence.PRESENT, member__seat__in=(Seat.CHAIR, Seat.DEPUTY))
    found = sorted(
        (row.member for row in rows.select_related("member__person")),
        key=lambda one: (SEATS.index(Seat(one.seat)), one.pk),
    )
    return found[0] if found else None


# -- the quorum --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quorum:
    """How many members must be present, and how many are. `needed` None: the agency has not said."""

    members: int
    present: int
    written: int
    absent: int
    share: str = ""
    needed: int | None = None
    basis: str = ""

    @property
    def voters(self) -> int:
        """How many members vote: present, or in writing."""
        return self.present + self.written

    @property
    def unrecorded(self) -> int:
        """How many members' attendance is not recorded."""
        return self.members - self.voters - self.absent

    @property
    def is_met(self) -> bool | None:
        """Whether enough members are present; None when nobody knows how many that is."""
        return None if self.needed is None else self.present >= self.needed

    def to_json(self) -> dict[str, Any]:
        """Plain values, kept with a closed meeting."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def parse_share(text: str) -> Fraction | None:
    """A share as agencies write it: "2/3", or a percentage such as "70" or "66,67". None when it is no share.

    A percentage that is a third cut off or rounded is that third: of nine members two thirds are six, not seven.
    """
    written = text.strip().rstrip("%").strip().replace(",", ".")
    try:
        number = Fraction(written)
    except (ValueError, ZeroDivisionError):
        return None
    share = number / 100 if number > 1 else number
    digits = len(written.partition(".")[2])
    for third in (Fraction(1, 3), Fraction(2, 3)):
        if number > 1 and digits and abs(number - third * 100) < Fraction(1, 10**digits):
            share = third
    return share if 0 < share <= 1 else None


def share_words(share: Fraction) -> str:
    """A share in words: "2/3", "70%", "66,7%"."""
    percent = share * 100
    if percent.denominator > 1 and share.denominator <= 10:
        return f"{share.numerator}/{share.denominator}"
    return f"{float(percent):.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def agency_rule(unit: Unit, name: str, on: dt.date) -> AgencyParameter | None:
    """What the unit, else the nearest unit above it, has settled for the day, with the document that says so."""
    return parameter_rows(unit, on).get(name)


def quorum(meeting: Meeting) -> Quorum:
    """The quorum of the meeting: as frozen when it was closed, else as it stands now."""
    if meeting.quorum is not None:
        return Quorum(**meeting.quorum)
    tally = {
        row["presence"]: row["n"]
        for row in meeting.attendances.values("presence").order_by().annotate(n=models.Count("pk"))
    }
    members = sum(tally.values())
    here = Quorum(
        members, tally.get(Presence.PRESENT, 0), tally.get(Presence.WRITTEN, 0), tally.get(Presence.ABSENT, 0)
    )
    rule = agency_rule(meeting.council.unit, QUORUM, meeting.held_on)
    share = parse_share(rule.value) if rule else None
    if rule is None or share is None:
        return here
    return Quorum(
        members, here.present, here.written, here.absent, share_words(share), math.ceil(share * members), rule.basis
    )


# -- the counts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """One item with the counts entered for it, as far as a viewer may know them.

    Until both entries are in, a viewer sees none but her own.
    """

    item: Item
    counts: tuple[Count, ...]
    mine: Count | None

    @property
    def entered(self) -> int:
        """How many people have entered a count."""
        return len(self.counts)

    @property
    def is_double(self) -> bool:
        """Whether two people have entered a count."""
        return self.entered == 2

    @property
    def differs(self) -> tuple[str, ...]:
        """The fields in which the two entries differ."""
        if not self.is_double:
            return ()
        one, other = self.counts
        return tuple(name for name in FIELDS if getattr(one, name) != getattr(other, name))

    @property
    def agreed(self) -> Count | None:
        """The count on which two people agree."""
        return self.counts[0] if self.is_double and not self.differs else None

    @property
    def is_passed(self) -> bool | None:
        """Whether the agreed votes reach the threshold; None while one of the two is not known."""
        if self.agreed is None or self.item.needed is None:
            return None
        return self.agreed.yes >= self.item.needed

    @property
    def is_open_to_me(self) -> bool:
        """Whether the viewer may enter or mend a count: her own, or the second one."""
        return self.mine is not None or self.entered < 2


def tallies(meeting: Meeting, user_id: int | None = None) -> list[Tally]:
    """The agenda with its counts, for the account `user_id`, in the order of lists."""
    counts: dict[int, list[Count]] = {}
    for count in Count.objects.filter(item__meeting=meeting).select_related("teller").order_by("pk"):
        counts.setdefault(count.item_id, []).append(count)
    found = []
    for item in agenda(meeting):
        entered = tuple(counts.get(item.pk, ()))
        found.append(Tally(item, entered, next((one for one in entered if one.teller_id == user_id), None)))
    return found
