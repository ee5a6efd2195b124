"""Questions about recognised initiatives. Each takes many people at once and asks the database once."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from thidua.domain.initiatives.models import Initiative

Counts = dict[tuple[str, str], Counter[int]]


def of_people(person_ids: Iterable[int], year: int | None = None) -> dict[int, list[Initiative]]:
    """The recognised initiatives and topics of each person, the latest year first, for display.

    Only those of one year when it is given. Everybody asked for has a key. One query.
    """
    found: dict[int, list[Initiative]] = {id: [] for id in person_ids}
    rows = Initiative.objects.filter(person__in=list(found)).order_by("-year", "pk")
    for initiative in rows.filter(year=year) if year else rows:
        found[initiative.person_id].append(initiative)
    return found


def counts_of_people(person_ids: Iterable[int]) -> dict[int, Counts]:
    """How many were recognised, person → (kind, reach) → year → count, as the law's facts ask. One query.

    A reach counts at exactly that reach. Whether an absent year is a recorded “none” is not known here: it is,
    when the year of the person's unit is closed (`assessment.queries`).
    """
    found: dict[int, Counts] = {id: defaultdict(Counter) for id in person_ids}
    rows = Initiative.objects.filter(person__in=list(found)).order_by("pk")
    for person_id, kind, reach, year in rows.values_list("person", "kind", "reach", "year"):
        found[person_id][kind, reach][year] += 1
    return {id: dict(counts) for id, counts in found.items()}
