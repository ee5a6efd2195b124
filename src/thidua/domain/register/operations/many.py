"""Write many named awards at once, as lists bring them, and revoke them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Post
from thidua.domain.people.operations import touch
from thidua.domain.people.queries import posts_of, rank_among
from thidua.domain.register import access
from thidua.domain.register.checks.published import level_of
from thidua.domain.register.enums import Kind, SubjectKind
from thidua.domain.register.models import Entry
from thidua.domain.register.operations.log import append
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotNow
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy

AT_ONCE = 1_000


@dataclass(frozen=True)
class NewEntry:
    """One award as a list tells it. `span`: the first and the last year of achievement, the same for one year.

    `recipient`: who received it where it is neither a person nor a unit of ours.
    """

    source_key: str
    unit_id: int
    person_id: int | None
    subject_kind: str
    award: str
    award_as_written: str
    span: tuple[int, int]
    mode: str
    recipient: str = ""
    granted_by: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    is_sample: bool = False


@operation
def enter_many(*, actor: Actor, at: dt.datetime, unit: Unit, entries: Sequence[NewEntry], source: str) -> list[int]:
    """Write awards that people and collectives of the unit, or of those below it, received; their ids. One audit line.

    `source` with each `source_key` says where they come from. Raises IntegrityError when the book has one of them from
    this source; then nothing is written.
    """
    allow(access.may(actor, "enter", None))
    posts = posts_of(one.person_id for one in entries if one.person_id is not None)
    rows = [
        Entry(
            kind=Kind.GRANT,
            entered_for=unit,
            level=level_of(one.award),
            rank=_rank(one, posts),
            unit_id=one.unit_id,
            person_id=one.person_id,
            recipient=tidy(one.recipient),
            award=one.award,
            award_as_written=one.award_as_written[:300],
            subject_kind=one.subject_kind,
            mode=one.mode,
            years=[one.span[0]] if one.span[0] == one.span[1] else [],
            span_from=one.span[0],
            span_until=one.span[1],
            granted_by=tidy(one.granted_by),
            decision_number=tidy(one.decision_number),
            decided_on=one.decided_on,
            source=source,
            source_key=one.source_key,
            entered_at=at,
            is_sample=one.is_sample,
        )
        for one in entries
    ]
    made = append(rows, at)
    _touch(rows, at)
    details = {"unit": unit.code, "count": len(made), "source": source}
    write(actor=actor, at=at, event="register.entries.entered", thing=unit, details=details)
    return [entry.pk for entry in made]


@operation
def revoke_many(*, actor: Actor, at: dt.datetime, unit: Unit, ids: Sequence[int], source: str, reason: str) -> int:
    """Revoke entries by new ones, each with the reason; the book only grows. How many. One audit line.

    Raises NotNow when a later entry corrects or revokes one of them already.
    """
    allow(access.may(actor, "enter", None))
    rows: list[Entry] = []
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        if Entry.objects.filter(about__in=part).exists():
            raise NotNow(_("Có mục trong sổ vàng đã được đính chính hoặc hủy bỏ; không hủy lần thứ hai."))
        for old in Entry.objects.filter(pk__in=part).order_by("pk"):
            rows.append(
                Entry(
                    kind=Kind.REVOCATION,
                    entered_for=unit,
                    level=old.level,
                    rank=old.rank,
                    unit_id=old.unit_id,
                    person_id=old.person_id,
                    recipient=old.recipient,
                    award=old.award,
                    award_as_written=old.award_as_written,
                    subject_kind=old.subject_kind,
                    mode=old.mode,
                    years=old.years,
                    span_from=old.span_from,
                    span_until=old.span_until,
                    about=old,
                    reason=tidy(reason),
                    source=source,
                    source_key=str(old.pk),
                    entered_at=at,
                    is_sample=old.is_sample,
                )
            )
    append(rows, at)
    _touch(rows, at)
    details = {"unit": unit.code, "count": len(rows), "source": source, "reason": reason}
    write(actor=actor, at=at, event="register.entries.revoked", thing=unit, details=details)
    return len(rows)


def _rank(one: NewEntry, posts: Mapping[int, Sequence[Post]]) -> int | None:
    day = one.decided_on or dt.date(one.span[1], 12, 31)
    return rank_among(posts.get(one.person_id or 0, ()), one.unit_id, day)


def _touch(rows: Sequence[Entry], at: dt.datetime) -> None:
    units = [row.unit_id for row in rows if row.subject_kind == SubjectKind.COLLECTIVE]
    touch(at=at, persons=[row.person_id for row in rows if row.person_id is not None], units=units)
