"""Which signals a profile has, in which order, and which bit stands for which year."""

import hashlib
from collections.abc import Iterable
from functools import cache
from struct import Struct

from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.awards import queries as awards
from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.profiles.models import ANCHOR, OLDEST, Profile

INDIVIDUAL, COLLECTIVE = "individual", "collective"
MOST = 5
"""Years with five or more recognised initiatives are not told apart."""
GRADES = {Grade.DONE.value: 1, Grade.GOOD.value: 2, Grade.OUTSTANDING.value: 3}
"""The grades that have a signal, from the lowest up; a known year without any of them is a failed one."""
RUNGS = (Discipline.REPRIMAND.value, Discipline.WARNING.value, Discipline.HEAVIER.value)
REVISION = "1"
"""To be changed whenever a signal begins to mean something else, so that every profile is built anew."""
ALL = (1 << 64) - 1


@cache
def signals(subject: str) -> tuple[str, ...]:
    """The signals of an "individual" or a "collective", in the order in which they are packed.

    `grade.G`: at least that grade. `discipline.R`: exactly that rung. `initiative.REACH.n`, `topic.REACH.n`: at least
    n recognised with that reach or a wider one. `title.AWARD`: achieved in the year. `known.…`: recorded, also as none.
    """
    grades = ["known.grade", *(f"grade.{one}" for one in GRADES)]
    own = []
    if subject == INDIVIDUAL:
        own = ["known.discipline", *(f"discipline.{one}" for one in RUNGS), "known.works"]
        own += [f"{kind}.{reach}.{n}" for kind in Kind.values for reach in Reach.values for n in range(1, MOST + 1)]
    titles = [f"title.{award}" for award in awards.names() if awards.is_for(award, subject)]
    return (*grades, *own, "known.titles", *titles)


@cache
def places(subject: str) -> dict[str, int]:
    """Signal → its place in the layout."""
    return {name: place for place, name in enumerate(signals(subject))}


@cache
def layout(subject: str) -> str:
    """The name of the list of signals; a row with another name is out of date."""
    text = "\n".join((REVISION, str(ANCHOR), *signals(subject)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def packer(subject: str) -> Struct:
    """Packs the integers of all signals."""
    return Struct(f"<{len(signals(subject))}Q")


def masks(profile: Profile) -> dict[str, int]:
    """Signal → its years, bit i for the year 2040−i, of those signals that have any. Only for the layout of today."""
    subject = INDIVIDUAL if profile.person_id is not None else COLLECTIVE
    values = packer(subject).unpack(profile.masks)
    return {name: value for name, value in zip(signals(subject), values, strict=True) if value}


# -- years as bits -----------------------------------------------------------------------------------------------------


def bit(year: int) -> int:
    """The bit of a year; none for years after 2040."""
    return 1 << (ANCHOR - max(year, OLDEST)) if year <= ANCHOR else 0


def span(first: int, last: int) -> int:
    """The bits of the years from the first to the last, both inclusive; none when there are none up to 2040."""
    first, last = max(first, OLDEST), min(last, ANCHOR)
    if last < OLDEST:
        return 1 << 63
    return ((1 << (last - first + 1)) - 1) << (ANCHOR - last) if first <= last else 0


def of_years(years: Iterable[int]) -> int:
    """The bits of the years."""
    out = 0
    for year in years:
        out |= bit(year)
    return out


def years_of(mask: int) -> list[int]:
    """The years of the bits, the latest first; 1977 also for those before it."""
    return [ANCHOR - place for place in range(mask.bit_length()) if mask >> place & 1]
