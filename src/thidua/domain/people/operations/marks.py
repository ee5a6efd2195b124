"""Mark whose facts an act changes."""

import datetime as dt
from collections.abc import Iterable

from thidua.domain.people.models import Touched


def touch(*, at: dt.datetime, persons: Iterable[int] = (), units: Iterable[int] = ()) -> None:
    """Mark whose facts an act changes, in the act's own transaction: their profiles are to be built anew.

    Ids of persons, and of units as collectives; each once, whatever is given. Not an act: the act's line tells of it.
    """
    marks = [Touched(person_id=id, at=at) for id in sorted(set(persons))]
    marks += [Touched(unit_id=id, at=at) for id in sorted(set(units))]
    Touched.objects.bulk_create(marks, batch_size=2000)
