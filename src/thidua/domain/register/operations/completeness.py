"""A unit's word that its book is whole."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation
from thidua.base.audit.operations import record as write
from thidua.domain.organisations.queries import under
from thidua.domain.people.operations import touch
from thidua.domain.people.queries import stood_in
from thidua.domain.register import access
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.models import Completeness
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import AlreadyDone, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow


@operation
def declare_complete(
    *,
    actor: Actor,
    at: dt.datetime,
    unit_id: int,
    from_year: int,
    until_year: int,
) -> Completeness:
    """The unit's word that the book holds all awards of it, the units below and their people for these years.

    From then on an award that is not in the book was not received, as the law's questions see it. Raises Unready for
    impossible years, AlreadyDone when earlier words cover all of them.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "declare", unit))
    if not FIRST_YEAR <= from_year <= until_year <= clock.day(at).year:
        text = _("Các năm phải từ %(first)s đến %(last)s, năm đầu không sau năm cuối.")
        values = {"first": FIRST_YEAR, "last": clock.day(at).year}
        raise Unready([Issue(text % values, _("Sửa lại năm đầu, năm cuối."), field="from_year")])
    rows = Completeness.objects.filter(unit=unit).values_list("from_year", "until_year")
    covered = {year for first, last in rows for year in range(first, last + 1)}
    if covered.issuperset(range(from_year, until_year + 1)):
        raise AlreadyDone(_("Những năm này đã được xác nhận là đủ từ trước."))
    declared = Completeness.objects.create(
        unit=unit,
        from_year=from_year,
        until_year=until_year,
        declared_by=actor.name,
        declared_at=at,
        is_sample=unit.is_sample,
    )
    touch(
        at=at,
        persons=stood_in(unit.path, from_year, until_year),
        units=under(unit).values_list("pk", flat=True),
    )
    write(
        actor=actor,
        at=at,
        event="register.completeness.declared",
        thing=declared,
        details={"unit": unit.code, "from": from_year, "until": until_year},
    )
    return declared
