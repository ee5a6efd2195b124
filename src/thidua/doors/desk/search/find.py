"""Finding by words without marks, in what the actor may see; rows that carry the very marks come first."""

from typing import Any

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.decisions import access as decisions
from thidua.domain.dossiers import access as dossiers
from thidua.domain.movements import access as movements
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people.enums import Role
from thidua.domain.people.models import Person, Post
from thidua.kernel.text import fold

SHOWN = 20
LOOKED_THROUGH = 5000
READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)


def find(actor, asked):
    """The groups of rows that hold every word, each row with kind, title, what stands below it, and its page."""
    words = fold(asked).split()
    records = titled(actor, words, asked)
    groups = [
        (_("Cá nhân"), "person", people(actor, words, asked)),
        (_("Đơn vị"), "unit", units(actor, words, asked)),
        (_("Hồ sơ đề nghị"), "dossier", records["dossier"]),
        (_("Quyết định"), "decision", records["decision"]),
        (_("Phong trào thi đua"), "movement", records["movement"]),
    ]
    return [
        {"label": label, "is_plain": kind != "person", "rows": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}
        for label, kind, rows in groups
        if rows
    ]


def best_first(rows, asked):
    """Rows whose title carries the words with these very marks, then the others, each in the order given."""
    exact = asked.casefold()
    return sorted(rows, key=lambda row: exact not in row["title"].casefold())


def people(actor, words, asked):
    """Persons with a post, now or once, in the actor's subtrees; oneself always."""
    posts = Post.objects.filter(by_path(actor.paths(*READERS), "unit__path"))
    last = Post.objects.filter(person=OuterRef("pk")).order_by("-from_on", "-pk")
    rows = Person.objects.filter(Q(pk__in=posts.values("person")) | Q(pk=actor.person_id))
    for word in words:
        rows = rows.filter(folded__contains=word)
    rows = rows.annotate(unit_name=Subquery(last.values("unit__name")[:1]), post=Subquery(last.values("title")[:1]))
    found = [
        {
            "title": person.full_name,
            "under": " · ".join(filter(None, (person.post, person.unit_name))),
            "url": reverse("desk:mine") if person.pk == actor.person_id else "",
            "is_sample": person.is_sample,
        }
        for person in rows.order_by("folded", "pk")[:LOOKED_THROUGH]
    ]
    return best_first(found, asked)


def units(actor, words, asked):
    """Units of the actor's subtrees."""
    rows = Unit.objects.filter(by_path(actor.paths(*READERS))).select_related("parent").order_by("path")
    found = [
        {
            "title": unit.name,
            "under": str(unit.parent or ""),
            "url": reverse("desk:unit", args=[unit.pk]),
            "is_sample": unit.is_sample,
        }
        for unit in rows[:LOOKED_THROUGH]
        if holds(f"{unit.name} {unit.code}", words)
    ]
    return best_first(found, asked)


def titled(actor, words, asked):
    """Movements, dossiers and decisions by their title, in one query, the newest first."""
    kinds: dict[str, tuple[Any, Any]] = {
        "movement": (movements.visible_to(actor), Value("")),
        "dossier": (dossiers.visible_to(actor), F("received_paper")),
        "decision": None
        if decisions is None
        else (decisions.visible_to(actor), Coalesce(Cast("number", CharField()), Value(""))),
    }
    parts = [
        rows.order_by()
        .annotate(kind=Value(kind, CharField()), mark=Cast(mark, CharField()))
        .values_list("kind", "pk", "title", "unit__name", "year", "mark", "is_sample")
        for kind, (rows, mark) in kinds.items()
    ]
    rows = parts[0].union(*parts[1:]).order_by("-year", "-pk")[:LOOKED_THROUGH]
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for kind, id, title, unit, year, mark, is_sample in rows:
        if holds(f"{title} {mark} {year}", words):
            under = " · ".join(filter(None, (unit, mark and _("số %(mark)s") % {"mark": mark})))
            found[kind].append(
                {"title": title, "under": under, "url": reverse(f"desk:{kind}", args=[id]), "is_sample": is_sample}
            )
    return {kind: best_first(rows, asked) for kind, rows in found.items()}


def holds(text, words):
    """Whether the text, without marks, holds every word."""
    folded = fold(text)
    return all(word in folded for word in words)
