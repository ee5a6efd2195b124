"""What pages of units show from several floors: people left behind, awards under the name of their day, the family."""

import datetime as dt

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.domain.awards import queries as awards
from thidua.domain.organisations import queries
from thidua.domain.people.models import Post, RoleHeld
from thidua.domain.register import access as register_access
from thidua.domain.register import queries as register
from thidua.domain.register.enums import SubjectKind
from thidua.kernel.periods import in_force

MOST_AWARDS = 100


def people_count(unit, on):
    """How many persons have a post in the unit or below it on the day."""
    posts = Post.objects.filter(in_force(on), unit__path__startswith=unit.path)
    return posts.aggregate(n=Count("person", distinct=True))["n"]


def left_behind(units, on):
    """What is still open in units that end: posts and roles, each with how to move them. Two queries."""
    ids = [unit.pk for unit in units]
    posts = Post.objects.filter(in_force(on), unit__in=ids).values("person").distinct().count()
    roles = RoleHeld.objects.filter(in_force(on), unit__in=ids).count()
    found = []
    if posts:
        text = ngettext(
            "Còn %(n)s người đang công tác ở đơn vị kết thúc.",
            "Còn %(n)s người đang công tác ở đơn vị kết thúc.",
            posts,
        )
        found.append({"problem": text % {"n": posts}, "remedy": _("Ghi chức vụ mới cho họ ở đơn vị tiếp tục.")})
    if roles:
        text = ngettext(
            "Còn %(n)s vai trò đang giao ở đơn vị kết thúc.", "Còn %(n)s vai trò đang giao ở đơn vị kết thúc.", roles
        )
        remedy = _("Giao lại ở đơn vị tiếp tục: thidua role give.")
        found.append({"problem": text % {"n": roles}, "remedy": remedy})
    return found


def honours(actor, unit, kin):
    """The awards of the unit and of what went into it, each under the name of its day; None when they are not the actor's
    to read. Two queries."""
    if not register_access.is_own(actor, unit):
        return None
    by_id = {one.unit.pk: one for one in kin}
    called, named = queries.names([one.unit for one in kin]), awards.names()
    rows = register.entries().filter(unit__in=list(by_id), subject_kind=SubjectKind.COLLECTIVE)[:MOST_AWARDS]
    return [
        {
            "entry": row,
            "award": named.get(row.award, row.award),
            "years": ", ".join(map(str, row.years)) or span(row),
            "name": row.recipient or called.on(row.unit_id, row.decided_on or dt.date(row.span_until, 12, 31)),
            "is_own": row.unit_id == unit.pk,
            "is_certain": by_id[row.unit_id].is_certain,
        }
        for row in rows
    ]


def span(row):
    """The years of an entry that names none."""
    return str(row.span_from) if row.span_from == row.span_until else f"{row.span_from}–{row.span_until}"


def family(unit, kin, *, readable, forward):
    """Predecessors or successors as a list, the oldest first: who, since when, wholly or in part; a link where the actor may read it."""
    called = queries.names([one.unit for one in kin])
    lines = []
    for one in sorted(kin, key=lambda one: one.on):
        if one.unit.pk == unit.pk:
            continue
        lines.append(
            {
                "unit": one.unit,
                "name": called.on(one.unit.pk, one.on if forward else one.on - dt.timedelta(days=1)),
                "is_readable": any(one.unit.path.startswith(path) for path in readable),
                "is_certain": one.is_certain,
                "on": date_format(one.on, "d/m/Y"),
            }
        )
    return lines
