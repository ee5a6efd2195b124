"""The years of a file on one axis: grades, initiatives, titles and awards."""

from thidua.domain.assessment import queries as assessment
from thidua.domain.assessment.enums import Grade
from thidua.domain.awards import queries as awards
from thidua.domain.initiatives import queries as initiatives
from thidua.domain.register.enums import Mode

LONGEST = 80


def honour_line(person, entries, this_year):
    """A person's line, with her initiatives."""
    works = initiatives.of_people([person.pk])[person.pk]
    ratings = assessment.of_people([person.pk])[person.pk]
    return drawn(entries, works, ratings, "individual", this_year)


def drawn(entries, works, ratings, subject, this_year):
    """What c-honour-line draws: every year from the first known one to the last, also those with nothing in them."""
    years: dict[int, list[dict[str, str]]] = {}

    def put(year, kind, label, tone=""):
        years.setdefault(year, []).append({"kind": kind, "label": label, "tone": tone, "url": ""})

    names, titles = awards.book_names(), set(awards.ladder(subject)[:-1])
    for entry in entries:
        name = names.get(entry.award, entry.award)
        if entry.mode != Mode.REGULAR:
            name = f"{name} ({entry.get_mode_display().lower()})"
        for year in entry.years or [entry.span_until]:
            put(year, "title" if entry.award in titles else "award", name, "gold")
    for initiative in works:
        title = initiative.title if len(initiative.title) <= LONGEST else f"{initiative.title[:LONGEST]}…"
        put(initiative.year, "initiative", f"{initiative.get_kind_display()}: {title}")
    for rating in ratings:
        # While a sheet is open the grade is not settled, and not yet the person's to see.
        if rating.is_closed and rating.grade:
            put(rating.year, "grade", Grade(rating.grade).label, "quiet")
    if not years:
        return []
    return [
        {"year": str(year), "items": years.get(year, [])} for year in range(min(years), max(this_year - 1, *years) + 1)
    ]
