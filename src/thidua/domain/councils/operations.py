"""The acts on councils and meetings."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.councils import access, checks, facts, notices, queries
from thidua.domain.councils.enums import Presence, Seat
from thidua.domain.councils.models import Attendance, Council, Count, Item, Meeting, Member
from thidua.domain.councils.states import FLOW
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.dossiers.operations import record_council_result
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, NotNow, Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy


@operation
def establish(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    name: str,
    decision: str,
    from_on: dt.date,
    until_on: dt.date | None = None,
) -> Council:
    """Write down the council of a unit for a term, with the decision that established it."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(_("Không có đơn vị này."))
    allow(access.may(actor, "establish", unit))
    council = Council.objects.create(
        unit=unit,
        name=tidy(name),
        decision=tidy(decision),
        from_on=from_on,
        until_on=until_on,
        is_sample=unit.is_sample,
    )
    record(actor=actor, at=at, event="councils.council.established", thing=council, details={"name": council.name})
    return council


@operation
def appoint(
    *, actor: Actor, at: dt.datetime, council_id: int, person_id: int, seat: Seat | str, from_on: dt.date
) -> Member:
    """Seat a person in the council from a day on. Raises Unready for a second chair or a second seat."""
    council = access.get_council(actor, council_id, lock=True)
    allow(access.may(actor, "appoint", council))
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("Không có người này."))
    if issues := checks.before_appoint(council, person, seat, from_on):
        raise Unready(issues)
    member = Member.objects.create(council=council, person=person, seat=Seat(seat), from_on=from_on)
    details = {"member": member.pk, "person": person.pk, "seat": member.seat}
    record(actor=actor, at=at, event="councils.member.appointed", thing=council, details=details)
    return member


@operation
def release(*, actor: Actor, at: dt.datetime, member_id: int, until_on: dt.date) -> Member:
    """End a membership: from the day on the person sits in the council no more."""
    member = access.get_member(actor, member_id, lock=True)
    council = member.council
    allow(access.may(actor, "release", council))
    member.refresh_from_db(fields=["until_on"])
    if member.until_on is not None:
        raise NotNow(_("Thành viên này đã thôi nhiệm vụ từ trước."))
    if issues := checks.before_release(member, until_on):
        raise Unready(issues)
    member.until_on = until_on
    member.save()
    details = {"member": member.pk, "person": member.person_id, "until": until_on}
    record(actor=actor, at=at, event="councils.member.released", thing=council, details=details)
    return member


@operation
def call(
    *,
    actor: Actor,
    at: dt.datetime,
    council_id: int,
    year: int,
    title: str,
    held_on: dt.date,
    place: str = "",
) -> Meeting:
    """Call a meeting of the council on the awards of a year of achievement, and invite its members."""
    council = access.get_council(actor, council_id)
    allow(access.may(actor, "call", council))
    if issues := checks.in_term(council, held_on, "held_on"):
        raise Unready(issues)
    meeting = Meeting.objects.create(
        council=council,
        year=year,
        title=tidy(title),
        held_on=held_on,
        place=tidy(place),
        is_sample=council.is_sample,
    )
    record(actor=actor, at=at, event="councils.meeting.called", thing=meeting, details={"title": meeting.title})
    notices.called(actor=actor, at=at, meeting=meeting)
    return meeting


@operation
def edit(
    *, actor: Actor, at: dt.datetime, meeting_id: int, version: int, title: str, held_on: dt.date, place: str
) -> Meeting:
    """Change subject, day or place of a meeting that is not open yet; the members are told again."""
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "edit", meeting))
    FLOW.move(meeting, "edit")
    fresh(meeting, version)
    if issues := checks.in_term(meeting.council, held_on, "held_on"):
        raise Unready(issues)
    meeting.title, meeting.held_on, meeting.place = tidy(title), held_on, tidy(place)
    meeting.save()
    record(actor=actor, at=at, event="councils.meeting.edited", thing=meeting, details={"held_on": held_on})
    notices.called(actor=actor, at=at, meeting=meeting)
    return meeting


@operation
def set_agenda(
    *, actor: Actor, at: dt.datetime, meeting_id: int, version: int | None = None, nomination_ids: Iterable[int]
) -> Meeting:
    """Make these nominations the agenda, in place of the ones before.

    Raises Unready when one is not ready for a council or stands on another meeting's agenda.
    """
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "set_agenda", meeting))
    FLOW.move(meeting, "set_agenda")
    fresh(meeting, version)
    Unit.objects.select_for_update().get(pk=meeting.council.unit_id)  # two meetings of one unit, one nomination
    wanted = sorted(set(nomination_ids))
    ready = set(queries.candidates(meeting).values_list("pk", flat=True))
    if issues := checks.before_set_agenda(wanted, ready):
        raise Unready(issues)
    kept = set(meeting.items.values_list("nomination_id", flat=True))
    meeting.items.exclude(nomination__in=wanted).delete()
    Item.objects.bulk_create(Item(meeting=meeting, nomination_id=id) for id in wanted if id not in kept)
    meeting.save()
    record(actor=actor, at=at, event="councils.agenda.set", thing=meeting, details={"nominations": wanted})
    return meeting


@operation
def open(*, actor: Actor, at: dt.datetime, meeting_id: int, version: int | None = None) -> Meeting:
    """Open the meeting: freeze who its members are on its day, and how many votes each item needs.

    Raises Unready without a chair, a secretary or an agenda, or before its day.
    """
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "open", meeting))
    FLOW.move(meeting, "open")
    fresh(meeting, version)
    if issues := checks.before_open(meeting, clock.day(at)):
        raise Unready(issues)
    seated = queries.members(meeting.council, meeting.held_on)
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member=member) for member in seated)
    for item in queries.agenda(meeting):
        _freeze(meeting, item, len(seated))
    meeting.save()
    record(actor=actor, at=at, event="councils.meeting.opened", thing=meeting, details={"members": len(seated)})
    return meeting


def _freeze(meeting: Meeting, item: Item, members: int) -> None:
    """Keep with the item what the law or the agency asks of its vote now."""
    item.threshold = facts.threshold(meeting, item, members)
    item.needed = item.threshold["needed"]
    item.save()


@operation
def attend(*, actor: Actor, at: dt.datetime, meeting_id: int, presences: Mapping[int, Presence | str]) -> Meeting:
    """Record how members take part: member id to presence. Members not named stay as they are."""
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "attend", meeting))
    FLOW.move(meeting, "attend")
    rows = {row.member_id: row for row in meeting.attendances.all()}
    if set(presences) - set(rows):
        raise NotFound(_("Có người không phải thành viên dự phiên họp này."))
    changed = {}
    for member_id, presence in presences.items():
        row = rows[member_id]
        if row.presence != presence:
            row.presence = Presence(presence)
            row.save()
            changed[member_id] = row.presence
    record(actor=actor, at=at, event="councils.attendance.recorded", thing=meeting, details={"changed": changed})
    return meeting


@operation
def update_threshold(*, actor: Actor, at: dt.datetime, item_id: int) -> Item:
    """Ask the law and the agency's rules again how many votes the item needs, while nobody has counted it."""
    meeting, item = _item(actor, item_id)
    allow(access.may(actor, "update_threshold", meeting))
    FLOW.move(meeting, "update_threshold")
    if item.counts.exists():
        raise NotNow(_("Mục này đã có người nhập kết quả kiểm phiếu nên không đổi ngưỡng được nữa."))
    _freeze(meeting, item, meeting.attendances.count())
    details = {"item": item.pk, "needed": item.needed}
    record(actor=actor, at=at, event="councils.threshold.updated", thing=meeting, details=details)
    return item


@operation
def enter_count(
    *, actor: Actor, at: dt.datetime, item_id: int, issued: int, returned: int, valid: int, yes: int
) -> Count:
    """Enter what one person counted for one item: the first or the second entry, or one's own anew.

    Raises NotNow when two others have entered, Unready when the ballots do not add up or the threshold is unknown.
    """
    meeting, item = _item(actor, item_id)
    allow(access.may(actor, "enter_count", meeting))
    FLOW.move(meeting, "enter_count")
    values = {"issued": issued, "returned": returned, "valid": valid, "yes": yes}
    return _count(actor, at, meeting, item, values, queries.quorum(meeting).voters)


@operation
def enter_counts(
    *, actor: Actor, at: dt.datetime, meeting_id: int, counts: Mapping[int, Mapping[str, int]]
) -> list[Count]:
    """Enter one person's counts of several items at once: all of them, or none when one does not add up."""
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "enter_count", meeting))
    FLOW.move(meeting, "enter_count")
    if not counts:
        raise NotNow(_("Chưa có số nào mới để lưu."))
    voters = queries.quorum(meeting).voters
    items = [access.get_item(meeting, id) for id in counts]
    return [_count(actor, at, meeting, item, counts[item.pk], voters) for item in items]


def _count(
    actor: Actor, at: dt.datetime, meeting: Meeting, item: Item, values: Mapping[str, int], voters: int
) -> Count:
    """Write one entry and its audit line. Raises Unready and NotNow."""
    if issues := checks.before_enter_count(item, values, voters):
        raise Unready(issues)
    mine = item.counts.filter(teller=actor.user_id).first()
    if mine is None and item.counts.count() >= 2:
        raise NotNow(_("Mục này đã có hai người nhập; chỉ hai người đó sửa được số của mình."))
    assert actor.user_id is not None
    count = mine or Count(item=item, teller_id=actor.user_id)
    for name in queries.FIELDS:
        setattr(count, name, values[name])
    count.at = at
    count.save()
    details = {"item": item.pk, "nomination": item.nomination_id, **values}
    record(actor=actor, at=at, event="councils.count.entered", thing=meeting, details=details)
    return count


def _item(actor: Actor, item_id: int) -> tuple[Meeting, Item]:
    """The item and its meeting, locked. Raises NotFound."""
    meeting_id = Item.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    meeting = access.get(actor, meeting_id or 0, lock=True)
    return meeting, access.get_item(meeting, item_id)


@operation
def close(
    *, actor: Actor, at: dt.datetime, meeting_id: int, version: int | None = None, conclusion: str = ""
) -> Meeting:
    """Close the meeting: each nomination gets its result, the quorum is kept, and nothing changes any more.

    Raises Unready without a quorum, a threshold or two equal counts for every item.
    """
    meeting = access.get(actor, meeting_id, lock=True)
    allow(access.may(actor, "close", meeting))
    FLOW.move(meeting, "close")
    fresh(meeting, version)
    quorum, tallies = queries.quorum(meeting), queries.tallies(meeting)
    if issues := checks.before_close(quorum, tallies, queries.chair(meeting)):
        raise Unready(issues)
    # Everything that the results touch is locked before the first line of the trail is.
    ids = [tally.item.nomination_id for tally in tallies]
    dossiers = Nomination.objects.filter(pk__in=ids).order_by().values("dossier")
    list(Dossier.objects.select_for_update().filter(pk__in=dossiers).order_by("pk").values_list("pk"))
    list(Nomination.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    results: dict[int, bool] = {}
    for tally in tallies:
        item = tally.item
        assert tally.agreed is not None and tally.is_passed is not None
        item.yes, item.is_passed = tally.agreed.yes, tally.is_passed
        item.save()
        results[item.nomination_id] = item.is_passed
        record_council_result(actor=actor, at=at, nomination_id=item.nomination_id, is_passed=item.is_passed)
    meeting.conclusion, meeting.closed_at, meeting.quorum = conclusion.strip(), at, quorum.to_json()
    meeting.save()
    record(actor=actor, at=at, event="councils.meeting.closed", thing=meeting, details={"results": results})
    passed = sum(results.values())
    notices.closed(actor=actor, at=at, meeting=meeting, passed=passed, all_items=len(results))
    return meeting
