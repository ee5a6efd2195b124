"""What the pages of people and collectives show: states in words, the years of a file with everything in them."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.awards import queries as awards
from thidua.domain.decisions import access as decisions
from thidua.domain.dossiers import facts
from thidua.domain.people.enums import Away, Rank
from thidua.domain.register.enums import Mode

LAST_QUARTER = 10
RANKS = {
    Rank.TOP: _l("Lãnh đạo cấp bộ, tỉnh"),
    Rank.DEPARTMENT: _l("Lãnh đạo cấp sở, ngành"),
    Rank.ENTREPRENEUR: _l("Doanh nhân"),
    Rank.MANAGER: _l("Lãnh đạo khác"),
    Rank.DIRECT: _l("Người trực tiếp"),
}


# -- people in lists ---------------------------------------------------------------------------------------------------


def row(person):
    """A person of `queries.listed` as a line of a list: two of one name are told apart by year of birth, unit and code."""
    return {
        "person": person,
        "url": reverse("desk:person", args=[person.pk]),
        "unit": person.unit_name or "",
        "post": person.post_title or "",
        "rank": RANKS[Rank(person.post_rank)] if person.post_rank else "",
        "state": state(person, is_in_post=person.is_in_post, away=person.away),
    }


def state(person, *, is_in_post, away):
    """Where a person stands in her working life, for a status pill."""
    if person.died_on:
        return {"tone": "neutral", "word": _("Đã từ trần")}
    if is_in_post and away:
        return {"tone": "wait", "word": str(Away(away).label)}
    if is_in_post:
        return {"tone": "done", "word": _("Đang làm việc")}
    if person.retired_on:
        return {"tone": "neutral", "word": _("Đã nghỉ hưu")}
    return {"tone": "refused", "word": _("Chưa có vị trí")}


def holds(row, on):
    """Whether the period of a post or an absence holds on the day."""
    return row.from_on <= on and (row.until_on is None or row.until_on > on)


# -- years -------------------------------------------------------------------------------------------------------------


def years(entries, ratings, initiatives=(), absences=(), this_year=0):
    """The years of a file, the latest first: grade, discipline, titles, awards, initiatives and absences of each.

    A grade of a sheet that is still open is marked as such. The first year is the first with anything in it.
    """
    found: dict[int, dict[str, Any]] = {}

    def of(year: int) -> dict[str, Any]:
        blank = {"year": year, "grade": "", "is_open": False, "discipline": "", "awards": [], "works": [], "away": []}
        return found.setdefault(year, blank)

    for rating in ratings:
        line = of(rating.year)
        line["is_open"] = not rating.is_closed
        line["grade"] = Grade(rating.grade).label if rating.grade else ""
        line["discipline"] = Discipline(rating.discipline).label if rating.discipline != Discipline.NONE else ""
    names = awards.names()
    for entry in entries:
        name = names.get(entry.award, entry.award)
        if entry.mode != Mode.REGULAR:
            name = f"{name} ({entry.get_mode_display().lower()})"
        for year in entry.years or [entry.span_until]:
            of(year)["awards"].append({"name": name, "is_title": awards.is_title(entry.award)})
    for work in initiatives:
        of(work.year)["works"].append(f"{work.get_kind_display()}: {work.title}")
    for absence in absences:
        last = (
            (absence.until_on - dt.timedelta(days=1)).year if absence.until_on else max(this_year, absence.from_on.year)
        )
        for year in range(absence.from_on.year, last + 1):
            of(year)["away"].append(absence.get_kind_display())
    if not found:
        return []
    return [of(year) for year in range(max(found), min(found) - 1, -1)]


def granted(actor, entries):
    """The awards of the book with their decisions; one of this system that the actor may read has its address."""
    numbers = {entry.source.removeprefix("decision:") for entry in entries if entry.source.startswith("decision:")}
    ids = [int(number) for number in numbers if number.isdigit()]
    readable = set(decisions.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    names, out = awards.names(), []
    for entry in entries:
        number = entry.source.removeprefix("decision:")
        is_ours = number.isdigit() and int(number) in readable
        out.append(
            {
                "entry": entry,
                "name": names.get(entry.award, entry.award),
                "is_title": awards.is_title(entry.award),
                "url": reverse("desk:decision", args=[int(number)]) if is_ours else "",
            }
        )
    return out


# -- the law -----------------------------------------------------------------------------------------------------------


def years_asked(on, wanted):
    """The year for which the law is asked, and the years to choose from: the last and the one under way.

    Without a wish the year that is proposed for on the day: from November on the year under way.
    """
    choices = (on.year - 1, on.year)
    usual = on.year if on.month > LAST_QUARTER else on.year - 1
    return (wanted if wanted in choices else usual), choices


def verdicts(found, unit, on):
    """What the law says on every award of the subject's ladder, of the agency's terms; the facts are those `found`."""
    terms = facts.terms(unit, on) if unit is not None else facts.Terms(on, {}, ())
    return [awards.verdict(one["verdict"]) for one in facts.ladder(found, terms)]
