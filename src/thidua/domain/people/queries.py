"""Questions about persons, posts and roles."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from thidua.base.accounts.models import User
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank, Role, Sex
from thidua.domain.people.models import Absence, DataWord, Person, Post, RoleHeld
from thidua.kernel.actor import Actor, Grant
from thidua.kernel.periods import in_force, overlaps_year
from thidua.kernel.text import fold, tidy


def actor_for(user: User, *, on: dt.date, unit_id: int | None = None, request_id: str = "") -> Actor:
    """The actor of a log-in on a day: the roles held at the unit acted for (the chosen one, else the first).

    Two queries.
    """
    held = list(RoleHeld.objects.filter(in_force(on), account=user).select_related("unit").order_by("pk"))
    person_id = Person.objects.filter(account=user).values_list("pk", flat=True).first()
    unit = next((row.unit for row in held if row.unit_id == unit_id), held[0].unit if held else None)
    grants = tuple(Grant(row.role, row.unit_id, row.unit.path) for row in held if unit and row.unit_id == unit.pk)
    return Actor(
        user_id=user.pk,
        person_id=person_id,
        name=str(user),
        unit_id=unit.pk if unit else None,
        unit_name=unit.name if unit else "",
        grants=grants,
        request_id=request_id,
        seen={"units": [row.unit for row in held]},
    )


def last_units(person: Person) -> list[Unit]:
    """The units in which the person stands: of her open posts, else of the one that ended last. One query."""
    posts = list(Post.objects.filter(person=person).select_related("unit").order_by("from_on", "pk"))
    ended = sorted(posts, key=lambda post: post.until_on or post.from_on)
    return [post.unit for post in posts if post.until_on is None] or [post.unit for post in ended[-1:]]


def units_of(actor: Actor) -> list[Unit]:
    """The units at which the actor holds a role today, each once, for the switch of the unit acted for."""
    units: list[Unit] = actor.seen.get("units", [])  # type: ignore[assignment]
    return list({unit.pk: unit for unit in units}.values())


def members(unit: Unit, year: int) -> models.QuerySet[Person]:
    """The persons who had a post in the unit at some time of the calendar year, by name."""
    posts = Post.objects.filter(overlaps_year(year), unit=unit)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("folded", "pk")


def stood_in(path: str, first: int, last: int) -> models.QuerySet[Post, int]:
    """The ids of the persons who had a post in the unit at the path or below it in these years, both inclusive."""
    years = models.Q(from_on__lt=dt.date(last + 1, 1, 1)) & (
        models.Q(until_on__isnull=True) | models.Q(until_on__gt=dt.date(first, 1, 1))
    )
    posts = Post.objects.filter(years, unit__path__startswith=path).order_by("person_id")
    return posts.values_list("person_id", flat=True).distinct()


def accounts_with(role: Role | str, unit: Unit, *, on: dt.date) -> models.QuerySet[User]:
    """The accounts that hold the role at this very unit on the day: whom a message goes to."""
    held = RoleHeld.objects.filter(in_force(on), role=role, unit=unit)
    return User.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")


def accounts_with_below(role: Role | str, unit: Unit, *, on: dt.date) -> models.QuerySet[User]:
    """The accounts that hold the role at the unit or at a unit below it on the day."""
    held = RoleHeld.objects.filter(in_force(on), role=role, unit__path__startswith=unit.path)
    return User.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk")


# -- lists of people ---------------------------------------------------------------------------------------------------


def listed(people: models.QuerySet[Person], on: dt.date) -> models.QuerySet[Person]:
    """The people as a list shows them, in the order of Vietnamese names.

    Each with where she stands on the day, or stood last (`post_title`, `post_rank`, `unit_name`, `unit_path`),
    `is_in_post`, and why she is away (`away`).
    """
    posts = Post.objects.filter(person=OuterRef("pk"), from_on__lte=on).order_by("-from_on", "-pk")
    now = posts.filter(in_force(on))
    away = Absence.objects.filter(in_force(on), person=OuterRef("pk")).order_by("-from_on", "-pk")

    def last(column: str) -> Coalesce:
        return Coalesce(Subquery(now.values(column)[:1]), Subquery(posts.values(column)[:1]))

    return people.annotate(
        post_title=last("title"),
        post_rank=last("rank"),
        unit_name=last("unit__name"),
        unit_path=last("unit__path"),
        is_in_post=Exists(now),
        away=Subquery(away.values("kind")[:1]),
    ).order_by("sort_key", "pk")


def with_name(people: models.QuerySet[Person], words: str) -> models.QuerySet[Person]:
    """Those whose name holds every word, marks or no marks."""
    for word in fold(words).split():
        people = people.filter(folded__contains=word)
    return people


def namesakes(people: models.QuerySet[Person], person: Person) -> models.QuerySet[Person]:
    """The others of the same name, marks and capitals aside: those who may be mistaken for her."""
    return people.filter(folded=person.folded).exclude(pk=person.pk).order_by("born_on", "pk")


def with_same(people: models.QuerySet[Person], name: str, born_on: dt.date) -> models.QuerySet[Person]:
    """Those of the same name, marks and capitals aside, and the same birthday."""
    return people.filter(folded=fold(tidy(name)), born_on=born_on)


def doubles(people: models.QuerySet[Person]) -> list[list[Person]]:
    """Who was perhaps entered twice: people of one name and one day of birth, group by group. Two queries.

    One citizen number cannot stand in two files: the table refuses that.
    """
    same = people.order_by().filter(born_on__isnull=False).values("folded", "born_on")
    keys = same.annotate(n=models.Count("pk", distinct=True)).filter(n__gt=1).values_list("folded", "born_on")
    groups: dict[tuple[str, dt.date | None], list[Person]] = {key: [] for key in keys}
    rows = people.filter(folded__in={name for name, _born in groups}).order_by("sort_key", "pk")
    for person in rows:
        groups.get((person.folded, person.born_on), []).append(person)
    return sorted(groups.values(), key=lambda group: (group[0].sort_key, group[0].pk))


# -- words about one's own data ----------------------------------------------------------------------------------------


def open_words() -> models.QuerySet[DataWord]:
    """The requests for a correction that nobody has answered."""
    return DataWord.objects.filter(is_right=False, answered_at__isnull=True)


def leaders(unit: Unit) -> models.QuerySet[Post]:
    """Who led the unit through time, the latest first: posts of a leader's rank."""
    posts = Post.objects.filter(unit=unit, rank__lte=Rank.MANAGER).select_related("person")
    return posts.order_by(F("until_on").desc(nulls_first=True), "-from_on", "rank", "pk")


def posts_of(person_ids: Iterable[int]) -> dict[int, list[Post]]:
    """Person → all posts through time, the highest first. One query for every 500 people."""
    found: dict[int, list[Post]] = {}
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), 500):
        for post in Post.objects.filter(person__in=wanted[start : start + 500]).order_by("rank", "pk"):
            found.setdefault(post.person_id, []).append(post)
    return found


def rank_among(posts: Iterable[Post], unit_id: int, on: dt.date) -> int | None:
    """What the statistics count somebody as on a day: by the post in the unit, else by the highest one held then."""
    held = [post for post in posts if post.from_on <= on and (post.until_on is None or on < post.until_on)]
    here = [post.rank for post in held if post.unit_id == unit_id]
    return min(here or [post.rank for post in held], default=None)


def headcount(unit: Unit, on: dt.date) -> dict[str, int]:
    """How many people stand in the unit or below it on the day: all, women, party members, away. One query."""
    inside = Post.objects.filter(in_force(on), person=OuterRef("pk"), unit__path__startswith=unit.path)
    away = Absence.objects.filter(in_force(on), person=OuterRef("pk"))
    return Person.objects.filter(Exists(inside)).aggregate(
        people=models.Count("pk"),
        women=models.Count("pk", filter=models.Q(sex=Sex.FEMALE)),
        party=models.Count("pk", filter=models.Q(is_party_member=True)),
        away=models.Count("pk", filter=Exists(away)),
    )
