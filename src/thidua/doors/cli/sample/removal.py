"""Empties the sample: every row that belongs to its units, people and accounts, from the top floor down.

Rows are removed as they lie in the tables; the guards that stand in the way, those of the book of honours and its log, are
lifted for the length of the transaction. The log keeps the hashes and says what went; the audit trail is not touched.
"""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.base.audit import guards
from thidua.base.audit.operations import record
from thidua.base.exports.models import Export
from thidua.base.files.models import StoredFile
from thidua.base.notices.models import Notice
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.awards.models import AgencyParameter, Confirmation
from thidua.domain.councils.models import Attendance, Council, Count, Item, Meeting, Member
from thidua.domain.decisions.models import Counter, Decision, Line
from thidua.domain.dossiers.models import Dossier, Nomination, Paper
from thidua.domain.imports.models import Batch, ColumnMemory, Made
from thidua.domain.imports.models import Line as ListLine
from thidua.domain.initiatives.models import Initiative
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Cluster, ClusterHead, ClusterMember, FormerName, Succession, Unit
from thidua.domain.people.models import Absence, DataWord, Person, Post, RoleHeld, Touched
from thidua.domain.profiles.models import Profile
from thidua.domain.register.models import Completeness, Entry
from thidua.domain.register.operations import log
from thidua.domain.registrations.models import Aim, Registration
from thidua.domain.reports.models import Report
from thidua.domain.reviews.models import Column, Part, Review
from thidua.doors.cli import Trouble
from thidua.kernel.actor import Actor

BOOK = ("register_entry", "register_leaf")
OF_UNITS: list[tuple[type[Model], str]] = [
    (Column, "part__review__unit"),
    (Part, "review__unit"),
    (Review, "unit"),
    (Line, "decision__unit"),
    (Decision, "unit"),
    (Made, "batch__unit"),
    (ListLine, "batch__unit"),
    (Batch, "unit"),
    (ColumnMemory, "unit"),
    (Report, "unit"),
    (Counter, "unit"),
    (Count, "item__meeting__council__unit"),
    (Item, "meeting__council__unit"),
    (Attendance, "meeting__council__unit"),
    (Meeting, "council__unit"),
    (Member, "council__unit"),
    (Council, "unit"),
    (Paper, "dossier__unit"),
    (Nomination, "dossier__unit"),
    (Dossier, "unit"),
    (Result, "sheet__unit"),
    (Sheet, "unit"),
    (Aim, "registration__unit"),
    (Registration, "unit"),
    (Movement, "unit"),
    (Entry, "unit"),
    (Completeness, "unit"),
    (AgencyParameter, "unit"),
    (Confirmation, "unit"),
    (ClusterHead, "cluster__unit"),
    (ClusterMember, "cluster__unit"),
    (Cluster, "unit"),
    (FormerName, "unit"),
    (Succession, "before"),
    (Succession, "after"),
]


def empty(at: dt.datetime) -> None:
    """Remove the sample inside the transaction of the caller. Raises Trouble when something real hangs below it."""
    units = list(Unit.objects.filter(is_sample=True).values_list("pk", flat=True))
    people = list(Person.objects.filter(is_sample=True).values_list("pk", flat=True))
    accounts = list(User.objects.filter(is_sample=True).values_list("pk", flat=True))
    refuse_mixture(units, people, accounts)
    top = Unit.objects.filter(is_sample=True, parent__isnull=True).first()
    if top is not None:
        counts = {"units": len(units), "people": len(people), "accounts": len(accounts)}
        operator = Actor.system("thidua sample remove")
        record(actor=operator, at=at, event="organisations.sample.removed", thing=top, details=counts)
    files = list(Paper.objects.filter(dossier__unit__in=units).values_list("file", flat=True))
    files += Batch.objects.filter(unit__in=units, file__isnull=False).values_list("file", flat=True)
    for table in BOOK:
        guards.run(connection, guards.removal(connection.vendor, table))
    entries = list(Entry.objects.filter(unit__in=units).order_by("pk").values_list("pk", flat=True))
    log.erase(entries, at, "thidua sample remove")
    for model, where in OF_UNITS:
        erase(model, Q(**{f"{where}__in": units}))
    for table in BOOK:
        guards.run(connection, guards.statements(connection.vendor, table))
    kept = {*Paper.objects.values_list("file", flat=True), *Batch.objects.values_list("file", flat=True)} - {None}
    erase(StoredFile, (Q(pk__in=files) | Q(uploaded_by__in=accounts)) & ~Q(pk__in=kept))
    StoredFile.objects.filter(uploaded_by__in=accounts).update(uploaded_by=None)
    erase(Initiative, Q(person__in=people))
    for derived in (Profile, Touched):
        erase(derived, Q(unit__in=units) | Q(person__in=people))
    erase(RoleHeld, Q(unit__in=units) | Q(account__in=accounts))
    for of_file in (Absence, DataWord):
        erase(of_file, Q(person__in=people))
    erase(Post, Q(unit__in=units) | Q(person__in=people))
    erase(Person, Q(pk__in=people))
    erase(Unit, Q(pk__in=units))
    Review.objects.filter(asked_by__in=accounts).update(asked_by=None)
    Batch.objects.filter(asked_by__in=accounts).update(asked_by=None)
    Batch.objects.filter(acted_by__in=accounts).update(acted_by=None)
    Report.objects.filter(made_by__in=accounts).update(made_by=None)
    erase(Export, Q(asked_by__in=accounts))
    erase(Notice, Q(to__in=accounts))
    erase(EmailAddress, Q(user__in=accounts))
    erase(Session, Q(pk__in=sessions_of(accounts)))
    erase(User, Q(pk__in=accounts))


def erase(model: type[Model], which: Q) -> None:
    """Delete the rows in one statement, without asking what hangs on them: the order above has asked."""
    rows: Any = model._base_manager.filter(which)
    rows.order_by()._raw_delete(rows.db)


def refuse_mixture(units: list[int], people: list[int], accounts: list[int]) -> None:
    """Somebody who entered real units or people into the sample moves them out first."""
    mixed = Unit.objects.filter(parent__in=units, is_sample=False).exists()
    mixed = mixed or ClusterMember.objects.filter(unit__in=units).exclude(cluster__unit__in=units).exists()
    mixed = mixed or Post.objects.filter(unit__in=units, person__is_sample=False).exists()
    mixed = mixed or RoleHeld.objects.filter(account__in=accounts).exclude(unit__in=units).exists()
    mixed = mixed or Post.objects.filter(person__in=people).exclude(unit__in=units).exists()
    if mixed:
        raise Trouble(_("Có đơn vị, người hoặc vai trò thật gắn với cơ quan mẫu. Hãy gỡ ra trước rồi xóa mẫu."))


def sessions_of(accounts: list[int]) -> list[str]:
    """The sessions in which a sample account is logged in."""
    wanted = {str(pk) for pk in accounts}
    return [row.pk for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") in wanted]
