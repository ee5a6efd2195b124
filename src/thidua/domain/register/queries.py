"""Questions to the book of honours. Those that end in `people` or `units` answer for many at once with one query."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models

from thidua.domain.organisations.queries import within
from thidua.domain.register.enums import Kind, Mode, SubjectKind
from thidua.domain.register.log.notes import Checkpoint as Note
from thidua.domain.register.log.notes import Request, signature
from thidua.domain.register.log.tree import Tree
from thidua.domain.register.models import Checkpoint, Completeness, Entry, Leaf, LogHead, Record
from thidua.kernel.text import fold

Titles = dict[int, dict[str, set[int]]]
Days = dict[int, dict[str, dt.date]]


def entries() -> models.QuerySet[Entry]:
    """All entries as a list shows them, the latest years first."""
    return Entry.objects.standing().select_related("unit", "person").order_by("-span_until", "-span_from", "pk")


def of_person(person_id: int) -> models.QuerySet[Entry]:
    """A person's entries, the latest years first."""
    return entries().filter(person=person_id)


def of_unit(unit_id: int) -> models.QuerySet[Entry]:
    """The entries of the unit itself as a collective, the latest years first."""
    return entries().filter(unit=unit_id, subject_kind=SubjectKind.COLLECTIVE)


def published(path: str) -> list[Entry]:
    """The published numbers of the unit at the path, those below it and those that went into them, of every stage, in the order in which they were entered."""
    return list(Entry.objects.standing().filter(within([path]), kind=Kind.PUBLISHED).order_by("pk"))


def named(path: str) -> models.QuerySet[Entry]:
    """The awards with a name of the unit at the path, those below it and those that went into them."""
    return Entry.objects.granted().filter(within([path]), kind=Kind.GRANT).order_by("pk")


def decided_near(path: str, first: int, last: int) -> list[Entry]:
    """The awards and published numbers of the unit at the path, those below it and those that went into them that were decided in these years, or may have been."""
    near = models.Q(decided_on__year__gte=first, decided_on__year__lte=last)
    undated = models.Q(decided_on__isnull=True, span_until__gte=first - 1, span_from__lte=last)
    return list(Entry.objects.granted().filter(near | undated, within([path])).order_by("pk"))


def newest_records(sources: Iterable[str]) -> dict[str, Record]:
    """For each source of published numbers, what its file says now."""
    return {row.source: row for row in Record.objects.filter(source__in=set(sources)).order_by("pk")}


def span_of(path: str) -> tuple[int, int] | None:
    """The first and the last year of which the book knows something in the units under the path."""
    found = (
        Entry.objects.granted()
        .filter(within([path]))
        .aggregate(first=models.Min("span_from"), last=models.Max("span_until"))
    )
    return (found["first"], found["last"]) if found["first"] is not None else None


def titles_of_people(person_ids: Iterable[int]) -> Titles:
    """Person → award → the years of achievement in which it was received, by the book. Nobody is left out.

    Awards for a thematic or sudden achievement are left out: they are not used again for the awards of a year's
    merit (Nghị định 98/2023, Điều 4; Nghị định 152/2025, Điều 4 khoản 3; before 2024 Nghị định 91/2017, Điều 3 khoản 2).
    """
    wanted = list(person_ids)
    rows = Entry.objects.granted().filter(person__in=wanted, mode=Mode.REGULAR).order_by()
    return _titles(wanted, rows.values_list("person_id", "award", "count", "years", "span_from", "span_until"))


def titles_of_units(unit_ids: Iterable[int]) -> Titles:
    """As `titles_of_people`, for units as collectives; published numbers count where each has its own year."""
    wanted = list(unit_ids)
    rows = (
        Entry.objects.granted()
        .filter(unit__in=wanted, mode=Mode.REGULAR, subject_kind=SubjectKind.COLLECTIVE)
        .order_by()
    )
    return _titles(wanted, rows.values_list("unit_id", "award", "count", "years", "span_from", "span_until"))


def _titles(wanted: list[int], rows: Iterable[tuple[int, str, int, list[int], int, int]]) -> Titles:
    titles: Titles = {one: {} for one in wanted}
    for subject, award, count, years, first, last in rows:
        # A year that only dates an award for a longer span of achievement is no year of achievement.
        if years and len(years) == count and (min(years), max(years)) == (first, last):
            titles[subject].setdefault(award, set()).update(years)
    return titles


def complete_years(unit_ids: Iterable[int]) -> dict[int, set[int]]:
    """Unit → the years of which its book was declared complete. No unit is left out."""
    years: dict[int, set[int]] = {one: set() for one in unit_ids}
    for row in Completeness.objects.filter(unit__in=list(years)).order_by("pk"):
        years[row.unit_id].update(range(row.from_year, row.until_year + 1))
    return years


def holders(unit_ids: Iterable[int], year: int) -> dict[int, dict[str, int]]:
    """Unit → award → how many of its people received it for the year of achievement, by the book."""
    found: dict[int, dict[str, int]] = {one: {} for one in unit_ids}
    rows = (
        Entry.objects.granted()
        .filter(kind=Kind.GRANT, unit__in=list(found), mode=Mode.REGULAR)
        .filter(span_from=year, span_until=year, subject_kind=SubjectKind.INDIVIDUAL)
        .order_by()
        .values_list("unit_id", "award")
        .annotate(n=models.Count("person", distinct=True))
    )
    for unit_id, award, n in rows:
        found[unit_id][award] = n
    return found


def decision_days_of_people(person_ids: Iterable[int]) -> Days:
    """Person → award → the day of the newest decision on it that the book names."""
    rows = (
        Entry.objects.granted()
        .filter(person__in=list(person_ids), mode=Mode.REGULAR, decided_on__isnull=False)
        .order_by()
    )
    return _newest(rows.values_list("person_id", "award").annotate(day=models.Max("decided_on")))


def decision_days_of_units(unit_ids: Iterable[int]) -> Days:
    """Unit as a collective → award → the day of the newest decision on it that the book names."""
    rows = (
        Entry.objects.granted()
        .filter(
            unit__in=list(unit_ids),
            subject_kind=SubjectKind.COLLECTIVE,
            mode=Mode.REGULAR,
            decided_on__isnull=False,
        )
        .order_by()
    )
    return _newest(rows.values_list("unit_id", "award").annotate(day=models.Max("decided_on")))


def _newest(rows: Iterable[tuple[int, str, dt.date]]) -> Days:
    days: Days = defaultdict(dict)
    for subject, award, day in rows:
        days[subject][award] = day
    return dict(days)


# -- the list ----------------------------------------------------------------------------------------------------------

ORDERS = {
    "": ("-span_until", "-span_from", "pk"),
    "cu": ("span_until", "span_from", "pk"),
    "ten": ("folded", "-span_until", "pk"),
    "ghi": ("-pk",),
}


def listed(
    rows: models.QuerySet[Entry],
    *,
    words: str = "",
    first: int | None = None,
    last: int | None = None,
    path: str = "",
    theme: str = "",
    order: str = "",
    with_past: bool = False,
    **same: str,
) -> models.QuerySet[Entry]:
    """The entries among `rows` that a list asks for. `words` are searched without marks, each of them anywhere.

    `first` and `last`: years of achievement that the entry's span touches. `same`: columns with one value, "" for any.
    With `with_past` also what was corrected or revoked, and the revocations.
    """
    found = rows if with_past else rows.standing()  # type: ignore[attr-defined]
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    if first is not None:
        found = found.filter(span_until__gte=first)
    if last is not None:
        found = found.filter(span_from__lte=last)
    if path:
        found = found.filter(within([path]))
    if theme:
        found = found.exclude(theme="").filter(folded__contains=fold(theme))
    found = found.filter(**{name: value for name, value in same.items() if value})
    return found.select_related("unit", "person", "successor").order_by(*ORDERS.get(order, ORDERS[""]))


def chain(entry: Entry) -> list[Entry]:
    """The entry with what it corrects or revokes and what later corrects or revokes it, the oldest first."""
    found = [entry]
    rows = Entry.objects.select_related("successor", "leaf")
    while found[0].about_id is not None:
        found.insert(0, rows.get(pk=found[0].about_id))
    while (later := rows.filter(about=found[-1]).first()) is not None:
        found.append(later)
    return found


def unit_name_then(entry: Entry) -> str:
    """What the unit was called on the day of the decision, or at the end of the last year of achievement."""
    day = entry.decided_on or dt.date(entry.span_until, 12, 31)
    former = entry.unit.former_names.filter(from_on__lte=day, until_on__gt=day).first()
    return former.name if former else entry.unit.name


# -- the log -----------------------------------------------------------------------------------------------------------

LOG_FORMAT = "thidua-register-log/1"
BETWEEN = dt.timedelta(minutes=15)


def newest_checkpoint(size: int = 0) -> Checkpoint | None:
    """The newest checkpoint, if it covers the first `size` leaves."""
    return Checkpoint.objects.filter(size__gte=size).order_by("size").last()


def checkpoint_is_due(at: dt.datetime) -> bool:
    """Whether the book grew since the last checkpoint and that one is a quarter of an hour old."""
    head, last = LogHead.objects.first(), newest_checkpoint()
    if head is None or head.size == (last.size if last else 0):
        return False
    return last is None or at - last.at >= BETWEEN


def tree(size: int | None = None) -> Tree:
    """The tree over the stored leaf hashes, or over the first of them."""
    rows = Leaf.objects.order_by("seq").values_list("leaf_hash", flat=True)
    return Tree([bytes.fromhex(one) for one in rows[:size].iterator(chunk_size=10_000)])


def witness_request(old: int | None = None) -> Request | None:
    """What a superior is asked: the newest checkpoint, and the proof from what was cosigned last (or from `old`)."""
    point = newest_checkpoint()
    if point is None:
        return None
    if old is None:
        last = Checkpoint.objects.filter(cosignatures__isnull=False).order_by("size").last()
        old = last.size if last else 0
    return Request(old, tuple(tree(point.size).consistency(old, point.size)), Note.read(point.note))


def log_lines(key: str) -> Iterator[str]:
    """The whole log as lines of JSON, with all that a verifier needs; `key` is the public key of this installation."""
    whole = tree()
    size = len(whole.levels[0])
    yield _line(type="log", format=LOG_FORMAT, key=key, size=size, root=whole.root().hex())
    points = {row.size: row for row in Checkpoint.objects.filter(size__lte=size).prefetch_related("cosignatures")}
    for leaf in Leaf.objects.filter(seq__lte=size).order_by("seq").iterator(chunk_size=2000):
        yield _line(**_leaf(leaf))
        if leaf.seq in points:
            yield _line(**_point(points[leaf.seq]))


def proof_lines(key: str, leaf: Leaf, point: Checkpoint) -> Iterator[str]:
    """One entry's leaf as lines of JSON, with the proof that it stands under the checkpoint."""
    proof = [one.hex() for one in tree(point.size).inclusion(leaf.seq - 1, point.size)]
    yield _line(type="proof", format=LOG_FORMAT, key=key, size=point.size, root=point.root)
    yield _line(**_leaf(leaf), proof=proof)
    yield _line(**_point(point))


def _leaf(leaf: Leaf) -> dict[str, object]:
    return {
        "type": "leaf",
        "seq": leaf.seq,
        "at": leaf.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "kind": leaf.kind,
        "payload_hash": leaf.payload_hash,
        "leaf_hash": leaf.leaf_hash,
        "salt": leaf.salt,
        "payload": leaf.payload,
    }


def _point(point: Checkpoint) -> dict[str, object]:
    words = list(point.cosignatures.all())
    note = Note.read(point.note)
    whole = Note(note.origin, note.size, note.root, (*note.signatures, *(signature(one.line) for one in words)))
    return {"type": "checkpoint", "note": str(whole), "witnesses": [one.key for one in words]}


def _line(**parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False) + "\n"
