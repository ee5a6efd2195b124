"""The acts on dossiers, their nominations and papers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.base.files.operations import Upload, store
from thidua.domain.dossiers import access, checks, notices, queries
from thidua.domain.dossiers.checks import Appraisal, Pick
from thidua.domain.dossiers.enums import Council, Result
from thidua.domain.dossiers.models import Dossier, Nomination, Paper
from thidua.domain.dossiers.states import FLOW
from thidua.domain.organisations.models import Unit
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, NotNow, Unready
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

NOTE_LENGTH = 500


def _begin(actor: Actor, dossier: Dossier, verb: str, version: int | None) -> None:
    """The right, the state, the version: what every act on a dossier asks first, in this order."""
    allow(access.may(actor, verb, dossier))
    FLOW.move(dossier, verb)
    fresh(dossier, version)


def _log(actor: Actor, at: dt.datetime, event: str, dossier: Dossier, **details: Any) -> None:
    record(actor=actor, at=at, event=event, thing=dossier, details=details)


# -- the unit ----------------------------------------------------------------------------------------------------------


@operation
def open(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    superior_id: int,
    year: int,
    title: str,
    received_on: dt.date | None = None,
    received_paper: str = "",
) -> Dossier:
    """Begin a dossier of the unit for a year of achievement, to be sent to the superior.

    Raises Unready for a superior that is none, and for a day of receipt without its stamped paper.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "open", unit))
    superior = Unit.objects.filter(pk=superior_id).first()
    title, paper, today = tidy(title), tidy(received_paper), clock.day(at)
    issues = checks.before_open(unit, superior, year, today)
    issues += checks.before_keep(title, year, received_on, paper, today)
    if issues or superior is None:
        raise Unready(issues)
    dossier = Dossier.objects.create(
        unit=unit,
        superior=superior,
        year=year,
        title=title,
        received_on=received_on,
        received_paper=paper,
        is_sample=unit.is_sample,
    )
    _log(actor, at, "dossiers.dossier.opened", dossier, title=title, received_on=received_on, paper=paper)
    return dossier


@operation
def edit(
    *,
    actor: Actor,
    at: dt.datetime,
    dossier_id: int,
    version: int | None = None,
    title: str,
    received_on: dt.date | None = None,
    received_paper: str = "",
) -> Dossier:
    """Change title and day of receipt of a dossier that is being made."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "edit", version)
    title, paper = tidy(title), tidy(received_paper)
    if issues := checks.before_keep(title, dossier.year, received_on, paper, clock.day(at)):
        raise Unready(issues)
    dossier.title, dossier.received_on, dossier.received_paper = title, received_on, paper
    dossier.save()
    _log(actor, at, "dossiers.dossier.edited", dossier, title=title, received_on=received_on, paper=paper)
    return dossier


@operation
def nominate(
    *,
    actor: Actor,
    at: dt.datetime,
    dossier_id: int,
    version: int | None = None,
    person_id: int | None,
    unit_id: int | None = None,
    award: str,
    reason: str = "",
) -> Nomination:
    """Propose one award for one person, or for a unit as a collective. A person stands with the unit of that year."""
    return _nominate(actor, at, dossier_id, version, [Pick(person_id, unit_id, award, reason)])[0]


@operation
def nominate_many(
    *, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None, picks: Iterable[Pick]
) -> list[Nomination]:
    """Propose several awards at once: all of them, or none and Unready with what stands against each."""
    return _nominate(actor, at, dossier_id, version, list(picks))


def _nominate(
    actor: Actor, at: dt.datetime, dossier_id: int, version: int | None, picks: list[Pick]
) -> list[Nomination]:
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "nominate", version)
    people = queries.people(dossier.unit, dossier.year) if any(pick.person_id for pick in picks) else {}
    units = {unit.pk: unit for unit in queries.collectives(dossier.unit, clock.day(at))}
    there = set(dossier.nominations.values_list("person_id", "unit_id", "award"))
    taken = {(person or f"u{unit}", award) for person, unit, award in there}
    rows, issues = [], []
    for pick in picks:
        is_person = pick.person_id is not None
        post = people.get(pick.person_id or 0)
        unit = post.unit if post else None if is_person else units.get(pick.unit_id or 0)
        key = (pick.person_id or f"u{pick.unit_id}", pick.award)
        issues += checks.before_nominate(dossier, unit, is_person=is_person, award=pick.award, is_there=key in taken)
        taken.add(key)
        if unit is not None:
            rows.append(
                Nomination(
                    dossier=dossier,
                    person_id=pick.person_id,
                    unit=unit,
                    award=pick.award,
                    reason=pick.reason.strip(),
                )
            )
    if not picks or issues:
        raise Unready(issues or [checks.nothing_picked()])
    dossier.save()
    for row in rows:
        row.save()
    added = [{"nomination": row.pk, "person": row.person_id, "unit": row.unit_id, "award": row.award} for row in rows]
    _log(actor, at, "dossiers.nomination.added", dossier, added=added)
    return rows


@operation
def explain(
    *, actor: Actor, at: dt.datetime, nomination_id: int, version: int | None = None, reason: str
) -> Nomination:
    """Write down why something is proposed that the law does not let through. Raises Unready when it is too short."""
    nomination = access.get_nomination(actor, nomination_id, lock=True)
    dossier = nomination.dossier
    _begin(actor, dossier, "nominate", version)
    if issues := checks.before_reason(reason):
        raise Unready(issues)
    dossier.save()
    nomination.reason = reason.strip()
    nomination.save(update_fields=["reason"])
    _log(actor, at, "dossiers.nomination.edited", dossier, nomination=nomination.pk, reason=nomination.reason)
    return nomination


@operation
def withdraw(*, actor: Actor, at: dt.datetime, nomination_id: int, version: int | None = None) -> Dossier:
    """Take a nomination out of a dossier that is being made."""
    nomination = access.get_nomination(actor, nomination_id, lock=True)
    dossier = nomination.dossier
    _begin(actor, dossier, "withdraw", version)
    dossier.save()
    details = {"nomination": nomination.pk, "person": nomination.person_id, "unit": nomination.unit_id}
    nomination.delete()
    _log(actor, at, "dossiers.nomination.removed", dossier, award=nomination.award, **details)
    return dossier


@operation
def attach(
    *, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None, title: str, upload: Upload
) -> Paper:
    """Add a paper to a dossier that is being made. Raises Unready for a file that is not taken."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "attach", version)
    file = store(actor=actor, at=at, upload=upload)
    paper = Paper.objects.create(dossier=dossier, file=file, title=(tidy(title) or file.name)[:160])
    dossier.save()
    _log(actor, at, "dossiers.paper.attached", dossier, paper=paper.pk, title=paper.title, sha256=file.sha256)
    return paper


@operation
def detach(*, actor: Actor, at: dt.datetime, paper_id: int, version: int | None = None) -> Dossier:
    """Take a paper out of a dossier that is being made; its content stays in the data folder."""
    paper = access.get_paper(actor, paper_id, lock=True)
    dossier = paper.dossier
    _begin(actor, dossier, "detach", version)
    dossier.save()
    title, sha256 = paper.title, paper.file.sha256
    paper.delete()
    _log(actor, at, "dossiers.paper.removed", dossier, title=title, sha256=sha256)
    return dossier


@operation
def send(*, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None) -> Dossier:
    """Send the dossier up. The law is asked now, by the day of receipt, and what it says is kept with each nomination.

    Raises Unready with everything that is missing: nominations, or the written reason of one that is not met.
    """
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "send", version)
    today = clock.day(at)
    on = dossier.received_on or today
    found = checks.findings_of(dossier, queries.nominations(dossier), on)
    if issues := checks.before_send(dossier, found, today):
        raise Unready(issues)
    for nomination, finding in found:
        nomination.truth, nomination.finding = finding["verdict"]["truth"], finding
        nomination.result, nomination.result_note = Result.PENDING, ""
        nomination.save()
    dossier.received_on, dossier.sent_at, dossier.passed_at, dossier.reason = on, at, None, ""
    dossier.save()
    _log(
        actor,
        at,
        "dossiers.dossier.sent",
        dossier,
        received_on=on,
        law_version=found[0][1]["law_version"],
        findings=[{"nomination": row.pk, "truth": row.truth, "rules": one["rule_ids"]} for row, one in found],
    )
    notices.sent(actor=actor, at=at, dossier=dossier)
    return dossier


@operation
def take_back(*, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None) -> Dossier:
    """Take a dossier back that was sent and of which nothing is appraised yet."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "take_back", version)
    _reopen(dossier)
    dossier.save()
    _log(actor, at, "dossiers.dossier.taken-back", dossier)
    notices.taken_back(actor=actor, at=at, dossier=dossier)
    return dossier


def _reopen(dossier: Dossier) -> None:
    """A dossier that is mended is received again on the day on which it is sent again, unless a paper was stamped."""
    if not dossier.received_paper:
        dossier.received_on = None


# -- the unit above ----------------------------------------------------------------------------------------------------


@operation
def return_(*, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None, reason: str) -> Dossier:
    """Give the dossier back to be mended, with the reason in words."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "return", version)
    if issues := checks.before_reason(reason):
        raise Unready(issues)
    dossier.reason = reason.strip()
    _reopen(dossier)
    dossier.save()
    _log(actor, at, "dossiers.dossier.returned", dossier, reason=dossier.reason)
    notices.returned(actor=actor, at=at, dossier=dossier)
    return dossier


@operation
def appraise(
    *, actor: Actor, at: dt.datetime, nomination_id: int, result: str, note: str = "", version: int | None = None
) -> Nomination:
    """Say what becomes of one nomination: fails, is decided here, goes above."""
    nomination = access.get_nomination(actor, nomination_id, lock=True)
    rows = _appraise(actor, at, nomination.dossier, version, [Appraisal(nomination_id, result, note)])
    return rows[0]


@operation
def appraise_many(
    *, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None, lines: Iterable[Appraisal]
) -> list[Nomination]:
    """Say it of several nominations of one dossier at once: all of them, or none."""
    return _appraise(actor, at, access.get(actor, dossier_id, lock=True), version, list(lines))


def _appraise(
    actor: Actor, at: dt.datetime, dossier: Dossier, version: int | None, lines: list[Appraisal]
) -> list[Nomination]:
    _begin(actor, dossier, "appraise", version)
    rows = {row.pk: row for row in queries.nominations(dossier)}
    on = dossier.received_on or clock.day(at)
    issues, changed = [], []
    for line in lines:
        row, note = rows[line.nomination_id], tidy(line.note)[:NOTE_LENGTH]
        row.dossier = dossier
        issues += checks.before_appraise(row, line.result, note, on)
        row.result, row.result_note = line.result, note
        changed.append(row)
    if issues:
        raise Unready(issues)
    dossier.save()
    for row in changed:
        row.save(update_fields=["result", "result_note"])
    results = [{"nomination": row.pk, "result": row.result, "note": row.result_note} for row in changed]
    _log(actor, at, "dossiers.nomination.appraised", dossier, results=results)
    return changed


@operation
def pass_(*, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None) -> Dossier:
    """Finish the appraisal: every nomination has its result, and the council takes it from here."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "pass", version)
    if issues := checks.before_pass(queries.nominations(dossier)):
        raise Unready(issues)
    dossier.passed_at = at
    dossier.save()
    counted = dossier.nominations.order_by().values_list("result").annotate(n=models.Count("pk"))
    _log(actor, at, "dossiers.dossier.passed", dossier, results=dict(counted))
    notices.passed(actor=actor, at=at, dossier=dossier)
    return dossier


@operation
def forward(*, actor: Actor, at: dt.datetime, dossier_id: int, version: int | None = None) -> Dossier:
    """Begin a draft from the superior to the unit above it, with what was found fit for it; each nomination once."""
    dossier = access.get(actor, dossier_id, lock=True)
    _begin(actor, dossier, "forward", version)
    rows = list(queries.forwardable(dossier))
    if not rows:
        if dossier.nominations.filter(forwarded_to__isnull=False).exists():
            raise AlreadyDone(_("Các đề nghị khen cao của hồ sơ này đã được lập hồ sơ trình cấp trên."))
        raise NotNow(_("Hồ sơ này không có đề nghị nào trình cấp trên."))
    dossier.save()
    above = Dossier.objects.create(
        unit=dossier.superior,
        superior=dossier.superior.parent or dossier.superior,
        year=dossier.year,
        title=dossier.title,
        is_sample=dossier.is_sample,
    )
    for row in rows:
        Nomination.objects.create(
            dossier=above,
            person_id=row.person_id,
            unit_id=row.unit_id,
            award=row.award,
            reason=row.reason,
            forwarded_from=row,
        )
    _log(actor, at, "dossiers.dossier.forwarded", dossier, to=above.pk, nominations=[row.pk for row in rows])
    _log(actor, at, "dossiers.dossier.opened", above, title=above.title, of=dossier.pk)
    notices.forwarded(actor=actor, at=at, dossier=above)
    return above


@operation
def record_council_result(*, actor: Actor, at: dt.datetime, nomination_id: int, is_passed: bool) -> Nomination:
    """Write down what the council made of a nomination that is decided here. Once: a vote is not taken back."""
    nomination = access.get_nomination(actor, nomination_id, lock=True)
    dossier = nomination.dossier
    _begin(actor, dossier, "vote", None)
    if nomination.result != Result.HERE:
        raise NotNow(_("Đề nghị này không xét tại cấp này nên Hội đồng không ghi kết quả."))
    if nomination.council != Council.PENDING:
        raise NotNow(_("Hội đồng đã có kết quả về đề nghị này."))
    dossier.save()
    nomination.council = Council.PASSED if is_passed else Council.REJECTED
    nomination.save(update_fields=["council"])
    _log(actor, at, "dossiers.nomination.voted", dossier, nomination=nomination.pk, council=nomination.council)
    return nomination
