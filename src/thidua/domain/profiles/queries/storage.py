"""The profiles that are kept, and what waits to be built anew."""

from collections.abc import Iterable

from django.db.models import QuerySet

from thidua.domain.organisations.models import Unit
from thidua.domain.people.models import Person, Touched
from thidua.domain.profiles.models import Profile
from thidua.domain.profiles.queries.shape import COLLECTIVE, INDIVIDUAL, layout
from thidua.domain.profiles.queries.sums import among


def kept(subject: str, ids: Iterable[int] | None = None) -> QuerySet[Profile]:
    """The kept profiles of people ("individual") or units ("collective") in the layout of today, by their subject.

    Of everybody, or of these. For many at once take `values_list("person_id", "masks").iterator()`: with the masks
    joined, `numpy.frombuffer(…, "<u8").reshape(-1, len(signals(subject)))` has one row a subject.
    """
    key = "person" if subject == INDIVIDUAL else "unit"
    rows = Profile.objects.filter(**{f"{key}__isnull": False}, layout=layout(subject)).order_by(f"{key}_id")
    return rows if ids is None else rows.filter(**{f"{key}__in": among(ids)})


def due_people(within: Unit | None = None) -> QuerySet[Person, int]:
    """The ids of people whose profile is marked, of another layout or not there; those who ever stood in the subtree."""
    rows = Person.objects.exclude(pk__in=_current(INDIVIDUAL).exclude(person__in=_marked("person")).values("person"))
    if within is not None:
        rows = rows.filter(pk__in=Person.objects.filter(posts__unit__path__startswith=within.path).values("pk"))
    return rows.order_by("pk").values_list("pk", flat=True)


def due_units(within: Unit | None = None) -> QuerySet[Unit, int]:
    """The ids of units whose profile is marked, of another layout or not there; those of the subtree."""
    rows = Unit.objects.exclude(pk__in=_current(COLLECTIVE).exclude(unit__in=_marked("unit")).values("unit"))
    if within is not None:
        rows = rows.filter(path__startswith=within.path)
    return rows.order_by("pk").values_list("pk", flat=True)


def has_due() -> bool:
    """Whether anything waits to be built anew."""
    return due_people().exists() or due_units().exists()


def _current(subject: str) -> QuerySet[Profile]:
    key = "person" if subject == INDIVIDUAL else "unit"
    return Profile.objects.filter(layout=layout(subject), **{f"{key}__isnull": False}).order_by()


def _marked(key: str) -> QuerySet[Touched, int]:
    return Touched.objects.filter(**{f"{key}__isnull": False}).order_by().values_list(key, flat=True)
