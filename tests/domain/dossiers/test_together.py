"""Two people at once on one dossier, in two connections of a database that really commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests import cast
from tests.cast import AT
from tests.domain.dossiers.conftest import LDTT, WHY
from thidua.base.audit import queries as audit
from thidua.domain.dossiers import operations
from thidua.domain.dossiers.enums import State
from thidua.domain.dossiers.models import Dossier
from thidua.kernel.errors import NotNow, Stale


def test_one_sends_and_the_other_takes_out_and_only_one_of_them_does(committed_db):
    world = cast.build()
    actor = world.actor("clerk")
    made = operations.open(
        actor=actor,
        at=AT,
        unit_id=world.units["unit"].pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Hồ sơ",
    )
    row = operations.nominate(
        actor=actor, at=AT, dossier_id=made.pk, person_id=world.people["nominee"].pk, award=LDTT, reason=WHY
    )
    made.refresh_from_db()
    start = Barrier(2)

    def act(operation, **what):
        try:
            start.wait(10)
            operation(actor=actor, at=AT, version=made.version, **what)
            return "done"
        except (Stale, NotNow) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        sending = threads.submit(act, operations.send, dossier_id=made.pk)
        taking = threads.submit(act, operations.withdraw, nomination_id=row.pk)
        outcomes = [sending.result(), taking.result()]
    assert sorted(outcomes, key=lambda one: one != "done")[0] == "done" and outcomes.count("done") == 1
    dossier = Dossier.objects.get()
    assert dossier.version == made.version + 1
    assert (dossier.state == State.SENT) == dossier.nominations.exists() == (outcomes[0] == "done")
    assert audit.verify().fault == ""
