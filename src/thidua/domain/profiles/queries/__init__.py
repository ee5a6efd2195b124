"""Profiles computed afresh from the records, profiles that are kept, and what waits to be built anew."""

from thidua.domain.profiles.queries.counting import Counted, members
from thidua.domain.profiles.queries.people import every_person, of_people
from thidua.domain.profiles.queries.shape import COLLECTIVE, INDIVIDUAL, MOST, layout, masks, signals, years_of
from thidua.domain.profiles.queries.storage import due_people, due_units, has_due, kept
from thidua.domain.profiles.queries.units import every_unit, of_units

__all__ = [
    "COLLECTIVE", "INDIVIDUAL", "MOST", "Counted", "due_people", "due_units", "every_person", "every_unit", "has_due",
    "kept", "layout", "masks", "members", "of_people", "of_units", "signals", "years_of",
]  # fmt: skip
