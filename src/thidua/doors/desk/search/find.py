"""What was found, as the search page and the palette show it: groups of rows that the actor may see, the best first."""

from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.domain.awards import queries as awards
from thidua.domain.lookup import access, queries
from thidua.domain.lookup.enums import Kind
from thidua.domain.lookup.queries.finding import MOST
from thidua.domain.organisations.models import FormerName
from thidua.domain.people.models import Post
from thidua.kernel.text import fold

SHOWN = 20
TEXT = CharField()


def find(actor, text, shown=SHOWN):
    """The groups of rows that hold every word, each row with title, what stands below it, and its page.

    Two queries: the index says which, their own tables say what, as far as the actor may see them.
    """
    asked = queries.asked_words(text)
    if not asked.folded:
        return []
    found = queries.candidates(asked, access.marks(actor))
    rows = seen(actor, found)
    groups = []
    for kind in Kind:
        fits = found.get(kind, {})
        best = sorted(
            rows.get(kind, []), key=lambda row: (fits[row["id"]], -row["year"], fold(row["title"]), row["id"])
        )
        if best:
            groups.append(
                {
                    "label": kind.label,
                    "is_plain": kind is not Kind.PERSON,
                    "rows": best[:shown],
                    "more": max(0, len(best) - shown),
                    "is_cut": len(fits) >= MOST,
                }
            )
    return groups


def seen(actor, found):
    """Kind → the rows of the candidates that the actor may see. One query."""
    parts = [
        told(kind, access.visible_to(actor, kind).filter(pk__in=list(ids)))
        for kind, ids in found.items()
        if ids
    ]  # fmt: skip
    rows: dict[Kind, list[dict[str, Any]]] = {}
    for kind, id, title, under, name, year, mark, is_sample in parts[0].union(*parts[1:]) if parts else []:
        what = Kind(kind)
        number = _("số %(mark)s") % {"mark": mark} if mark else ""
        rows.setdefault(what, []).append(
            {
                "id": id,
                "year": year,
                "title": awards.name(title) if what is Kind.ENTRY else title,
                "under": " · ".join(
                    filter(None, (under, name and FORMERLY[what] % {"name": name}, str(year or ""), number))
                ),
                "url": link(actor, what, id),
                "is_sample": is_sample,
            }
        )
    return rows


def told(kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    """The rows in the columns that all kinds share: kind, id, title, two texts below it, year, number, sample mark."""
    title, under, name, year, mark, sample = COLUMNS[kind]
    told: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by()
        .annotate(
            found_kind=Value(kind.value, TEXT),
            found_title=Cast(title, TEXT),
            found_under=Cast(Coalesce(under, Value("")), TEXT),
            found_name=Cast(Coalesce(name, Value("")), TEXT),
            found_year=Cast(year, IntegerField()),
            found_mark=Cast(Coalesce(Cast(mark, TEXT), Value("")), TEXT),
            found_sample=F(sample),
        )
        .values_list("found_kind", "pk", *(f"found_{name}" for name in SHARED))
    )
    return told


LAST_POST = Post.objects.filter(person=OuterRef("pk")).order_by("-from_on", "-pk")
FORMER = FormerName.objects.filter(unit=OuterRef("pk")).order_by("-until_on", "-pk")
NONE, ZERO = Value(""), Value(0)
SHARED = ("title", "under", "name", "year", "mark", "sample")
FORMERLY = {kind: _l("tên cũ: %(name)s") if kind is Kind.UNIT else "%(name)s" for kind in Kind}
COLUMNS: dict[Kind, tuple[Any, ...]] = {
    Kind.PERSON: (
        F("full_name"), Subquery(LAST_POST.values("title")[:1]), Subquery(LAST_POST.values("unit__name")[:1]), ZERO, NONE,
        "is_sample",
    ),
    Kind.UNIT: (F("name"), F("parent__name"), Subquery(FORMER.values("name")[:1]), ZERO, NONE, "is_sample"),
    Kind.ENTRY: (
        F("award"), Coalesce(F("person__full_name"), NullIf(F("recipient"), Value("")), F("unit__name")), NONE, F("span_until"),
        F("decision_number"), "is_sample",
    ),
    Kind.DOSSIER: (F("title"), F("unit__name"), NONE, F("year"), F("received_paper"), "is_sample"),
    Kind.DECISION: (F("title"), F("unit__name"), NONE, F("year"), F("number"), "is_sample"),
    Kind.MOVEMENT: (F("title"), F("unit__name"), NONE, F("year"), NONE, "is_sample"),
    Kind.PAPER: (F("title"), F("dossier__title"), NONE, F("dossier__year"), NONE, "dossier__is_sample"),
}  # fmt: skip


def link(actor, kind: Kind, id: int) -> str:
    """The page of what was found. The one place that knows."""
    if kind is Kind.PERSON:
        return reverse("desk:mine") if id == actor.person_id else reverse("desk:person", args=[id])
    if kind is Kind.ENTRY:
        return reverse("desk:record-entry", args=[id]) if actor.grants else reverse("desk:mine")
    return reverse(f"desk:{kind}", args=[id])
