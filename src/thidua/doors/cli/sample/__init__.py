"""The sample agency: Tỉnh Mẫu with 60 invented people, five years of history and one season, loaded and removed whole.

Nothing in it is real, everything in it is marked, and it is made by the real acts. Beside it stands the real department
of Tây Ninh with its published record, which is no sample and stays when the sample goes.
"""

import datetime as dt
import json
from pathlib import Path

from django.db import transaction

from thidua.base.accounts.models import User
from thidua.base.accounts.queries import SAMPLE_PASSWORD, samples
from thidua.domain.lookup import operations as lookup
from thidua.domain.register.operations import import_published
from thidua.doors.cli.sample.agency import CAST, settle
from thidua.doors.cli.sample.history import remember
from thidua.doors.cli.sample.lives import live
from thidua.doors.cli.sample.removal import empty
from thidua.doors.cli.sample.season import play
from thidua.kernel.actor import Actor

Login = tuple[str, str, str]
PUBLISHED = Path(__file__).parents[1] / "data" / "tay_ninh_record.json"


def load(at: dt.datetime) -> list[Login]:
    """Load the sample, all or nothing, and say who can log in. A second time changes nothing."""
    operator = Actor.system("thidua sample load")
    with transaction.atomic():
        if not samples().exists():
            agency = settle(operator)
            remember(operator, agency)
            play(operator, agency)
            live(operator, agency)
        record = json.loads(PUBLISHED.read_text(encoding="utf-8"))
        import_published(actor=operator, at=at, record=record)
    while lookup.freshen():  # all of it is found from the first search on
        pass
    return logins()


def logins() -> list[Login]:
    """The sample's accounts: user name, password, who it is."""
    there = dict(User.objects.filter(is_sample=True).values_list("username", "display_name"))
    return [
        (username, SAMPLE_PASSWORD, f"{there[username]}: {duty}")
        for username, duty in CAST.items()
        if username in there
    ]


def remove(at: dt.datetime) -> None:
    """Remove every row of the sample, all or nothing. The audit trail stays: it says what was done, also with samples."""
    with transaction.atomic():
        empty(at)
    while lookup.freshen():  # nobody of the sample is found any more
        pass
