"""Half-open periods: from a day on, until a day before which it ends; no end is open."""

import datetime as dt

from django.db.models import Q


def in_force(on: dt.date, prefix: str = "") -> Q:
    """The filter for rows whose period `from_on` to `until_on` holds on the day."""
    return Q(**{f"{prefix}from_on__lte": on}) & (
        Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": on})
    )


def overlaps_year(year: int, prefix: str = "") -> Q:
    """The filter for rows whose period touches the calendar year."""
    return Q(**{f"{prefix}from_on__lt": dt.date(year + 1, 1, 1)}) & (
        Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": dt.date(year, 1, 1)})
    )
