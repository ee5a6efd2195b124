"""Which things hold the words: one statement for all kinds."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from django.db import connection

from thidua.domain.lookup.enums import BAND, PLACES, Kind
from thidua.domain.lookup.queries.words import Asked

MOST = 60
"""So many of a kind and a closeness are looked at, the newest: also two words that half of all bear stay quick."""


class Closeness(IntEnum):
    """How well a thing fits: with the very marks, with whole words, with words that begin so."""

    MARKED = 0
    WHOLE = 1
    BEGINS = 2


Candidates = dict[Kind, dict[int, Closeness]]
"""Kind → thing → how well it fits at best."""

SQLITE = (
    "SELECT {closeness} AS closeness, rowid AS id FROM lookup_words WHERE lookup_words MATCH %s"
    " AND rowid BETWEEN {first} AND {last} ORDER BY rowid DESC LIMIT {most}"
)
POSTGRESQL = (
    "SELECT {closeness} AS closeness, id FROM lookup_indexed WHERE full_text @@ %s::tsquery"
    " AND id BETWEEN {first} AND {last} ORDER BY id DESC LIMIT {most}"
)


def candidates(asked: Asked, allowed: Mapping[Kind, Sequence[str] | None]) -> Candidates:
    """The things that hold every word, and one of the marks of their kind (`None`: all of it). One query."""
    select = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    ways = [Closeness.WHOLE, Closeness.BEGINS] if not asked.is_marked else list(Closeness)
    parts, values = [], []
    for kind, marks in allowed.items():
        if marks is not None and not marks:
            continue
        first = PLACES[kind] * BAND
        for way in ways:
            bounds = select.format(closeness=int(way), first=first, last=first + BAND - 1, most=MOST)
            parts.append(f"SELECT * FROM ({bounds}) AS part")  # noqa: S608  made of whole numbers alone
            values.append(_expression(asked, way, marks))
    found: Candidates = {kind: {} for kind in allowed}
    if parts and asked.folded:
        kinds = {place: kind for kind, place in PLACES.items()}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for closeness, id in cursor.fetchall():
                place, thing = divmod(id, BAND)
                best = found[kinds[place]].get(thing, Closeness.BEGINS)
                found[kinds[place]][thing] = min(best, Closeness(closeness))
    return found


def _expression(asked: Asked, way: Closeness, marks: Sequence[str] | None) -> str:
    """The question in the language of the full text. Words are ASCII letters, digits, `=` and `_`: nothing to escape."""
    words = asked.marked if way is Closeness.MARKED else asked.folded
    if connection.vendor == "postgresql":
        both, either, quote, ending = " & ", " | ", "'", ":*"
    else:
        both, either, quote, ending = " AND ", " OR ", '"', "*"
    ending = ending if way is Closeness.BEGINS else ""
    told = [f"{quote}{word}{quote}{ending}" for word in words]
    if marks is not None:
        told.append(f"({either.join(f'{quote}{mark}{quote}' for mark in marks)})")
    return both.join(told)
