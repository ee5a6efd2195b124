"""One unit's file as a collective: what it received, its years, its people and who led it, and what the law says."""

from django.shortcuts import render

from thidua.domain.assessment import queries as assessment
from thidua.domain.dossiers import facts
from thidua.domain.people import access, queries
from thidua.domain.register import queries as register
from thidua.doors.desk.mine.line import drawn
from thidua.doors.desk.people import shown
from thidua.doors.page import number
from thidua.kernel import clock


def page(request, id):
    """The file."""
    unit, today = access.get_unit(request.actor, id), clock.day(request.at)
    entries, ratings = list(register.of_unit(id)), assessment.of_units([id])[id]
    year, choices = shown.years_asked(today, number(request, "nam"))
    context = {
        "unit": unit,
        "line": drawn(entries, [], ratings, "collective", today.year),
        "years": counted(shown.years(entries, ratings), assessment.counts_of_unit(id)),
        "granted": shown.granted(request.actor, entries),
        "year": year,
        "choices": choices,
        "verdicts": shown.verdicts(facts.of_units([unit], year, today)[id], unit, today),
        "leaders": queries.leaders(unit),
        "former_names": unit.former_names.all(),
        "origins": unit.origins.select_related("before"),
        "successions": unit.successions.select_related("after"),
        "below": access.readable_units(request.actor).filter(parent=unit),
        "headcount": queries.headcount(unit, today),
        "today": today,
    }
    return render(request, "desk/people/collective.html", context)


def counted(years, counts):
    """The years with how many people were rated, and with which grades, best first."""
    for line in years:
        line["members"] = counts.get(line["year"], [])
        line["total"] = sum(count for _grade, count in line["members"])
    return years
