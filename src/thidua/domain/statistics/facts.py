"""How much of what the law allows was used: titles that the law or the agency caps, by year."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from thidua.domain.awards import queries as awards
from thidua.domain.awards.facts import QUOTA_BASES
from thidua.domain.organisations.models import Unit
from thidua.domain.register.enums import Kind, Mode, SubjectKind
from thidua.domain.register.models import Entry
from thidua.law import data, engine


@dataclass(frozen=True)
class Use:
    """One capped title in one year. `allowed` None: nobody verified whether there is a cap on that day."""

    award: str
    year: int
    base: tuple[str, ...]
    holders: int
    granted: int
    allowed: int | None
    words: str
    cites: tuple[str, ...]

    @property
    def percent(self) -> float | None:
        """How much of what is allowed was used."""
        return 100 * self.granted / self.allowed if self.allowed else None

    @property
    def is_over(self) -> bool:
        """Whether more was given than the law of the year allows for the whole unit."""
        return self.allowed is not None and self.granted > self.allowed


def quotas(unit: Unit, first: int, last: int) -> list[Use]:
    """The use of each cap whose base the book keeps, newest year first. Two queries.

    The law is that of the year's last day, the agency's own numbers are today's. Out of the holders of the whole unit:
    a cap that each unit below takes out of its own holders may differ by rounding.
    """
    held = _holders(unit, first, last)
    settled = awards.parameters_for(unit, dt.date(last, 12, 31))
    lang, found = awards.language(), []
    for year in range(last, first - 1, -1):
        on = dt.date(year, 12, 31)
        for one in data.awards():
            asked = engine.quota(one.id, on=on, holders=0, parameters=settled) if one.kind == "title" else None
            ruled = asked.older or asked if asked else None
            base = QUOTA_BASES.get(ruled.rule_id or ruled.parameter or "", ()) if ruled else ()
            if asked is None or not base:
                continue
            holders = sum(held[award, year] for award in base)
            quota = engine.quota(one.id, on=on, holders=holders, parameters=settled)
            assert quota is not None
            words = quota.text(lang)
            cites = tuple(cite.text(lang) for cite in quota.cites)
            found.append(Use(one.id, year, base, holders, held[one.id, year], quota.allowed, words, cites))
    return found


def _holders(unit: Unit, first: int, last: int) -> Counter[tuple[str, int]]:
    """How many hold each title for each year: people, or units as collectives."""
    rows = (
        Entry.objects.granted()
        .filter(kind=Kind.GRANT, mode=Mode.REGULAR, unit__path__startswith=unit.path)
        .filter(span_until__gte=first, span_until__lte=last)
        .order_by()
        .values_list("award", "span_until", "subject_kind")
        .annotate(people=Count("person", distinct=True), units=Count("unit", distinct=True))
    )
    held: Counter[tuple[str, int]] = Counter()
    for award, year, subject, people, units in rows:
        held[award, year] += people if subject == SubjectKind.INDIVIDUAL else units
    return held
