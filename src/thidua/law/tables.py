"""Tables of posts and periods for long service (quá trình cống hiến), as the decrees list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from thidua.law import data, reading, schema
from thidua.law.provisions import Backed, Known
from thidua.law.reading import Entry, unique


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a table; `above` is the next lower one of its ladder."""

    id: str
    vi: str
    en: str
    above: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """At least `years` in the post and, where `below` is given, fewer than that. years 0: having held it is enough."""

    post: str
    years: int
    below: int | None
    terms: int | None


@dataclass(frozen=True, kw_only=True)
class Table(Backed):
    """One decree's table. `women_shorter`: a woman needs two thirds of the years, `women_unless_later`: not one who
    retires later. `discipline_bars`: a discipline while in the posts bars the order, else people settle its weight.
    """

    id: str
    since: date | None
    until: date | None
    posts: Mapping[str, Post]
    rows: Mapping[str, tuple[Row, ...]]
    women_shorter: bool
    women_unless_later: bool
    discipline_bars: bool
    adds_up: bool

    def above(self, post: str) -> tuple[str, ...]:
        """The posts above this one whose time is added to it, the next one first."""
        if not self.adds_up:
            return ()
        next_up = {one.above: one.id for one in self.posts.values() if one.above}
        out, at = [], post
        while at in next_up:
            at = next_up[at]
            out.append(at)
        return tuple(out)


def load(root: Path) -> dict[str, Table]:
    """Read and check the tables of a folder of law data. Raises LawDataError with file and line."""
    tables: dict[str, Table] = {}
    for entry in reading.entries(root / "service_tables.yaml", "tables", root):
        one = _table(entry, tables, data.law())
        tables[one.id] = one
    return tables


@cache
def tables() -> dict[str, Table]:
    """The tables that ship with the program."""
    return load(data.HERE)


def table(table_id: str) -> Table:
    """The table of this id. Raises KeyError."""
    return tables()[table_id]


def rows(table_id: str, award: str) -> tuple[Row, ...]:
    """The rows of an award in the table; none where the decree has none."""
    return table(table_id).rows.get(award, ())


def _table(entry: Entry, tables: Mapping[str, Table], law: Known) -> Table:
    posts = {one.id: one for one in (_post(each) for each in _listed(entry, "posts"))}
    for post in posts.values():
        if post.above is not None and post.above not in posts:
            raise entry.fail(f"post {post.id!r} stands above an unknown post {post.above!r}", "posts")
    chosen = {}
    for each in _listed(entry, "rows"):
        award = schema.award_of(each, "award", law)
        chosen[award] = tuple(_row(one, posts) for one in _listed(each, "any_of"))
        each.done()
    entry.used |= {"period", "forces"}
    out = Table(
        id=unique(tables, entry, "id"),
        since=entry.day("from"),
        until=entry.day("to"),
        posts=posts,
        rows=chosen,
        women_shorter=entry.choice("women", ("third_shorter", "same")) == "third_shorter",
        women_unless_later=entry.take("women_unless_later", bool, False),
        discipline_bars=entry.choice("discipline", ("bars", "lowers")) == "bars",
        adds_up=entry.take("add_to_next", bool, False),
        **schema.backing(entry, law),
    )
    entry.done()
    if out.women_unless_later and not out.women_shorter:
        raise entry.fail("'women_unless_later' says who of the women needs no shorter time; here none does", "women")
    return out


def _listed(entry: Entry, key: str) -> list[Entry]:
    values = entry.take(key, list)
    if not values or not all(isinstance(one, Entry) for one in values):
        raise entry.fail(f"{key!r} should be a list of entries", key)
    return values


def _post(entry: Entry) -> Post:
    out = Post(entry.take("id", str), entry.take("vi", str), entry.take("en", str), entry.maybe("above", str))
    entry.done()
    return out


def _row(entry: Entry, posts: Mapping[str, Post]) -> Row:
    post = entry.choice("post", posts)
    out = Row(post, entry.take("years", int), entry.maybe("below", int), entry.maybe("terms", int))
    if out.years < 0 or (out.below is not None and out.below <= out.years):
        raise entry.fail(f"'below' {out.below} is not more than 'years' {out.years}", "below")
    entry.done()
    return out
