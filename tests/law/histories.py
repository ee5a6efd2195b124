"""Generated histories: a nominee's years as plain dictionaries, and the same as Facts."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.law.plainly import DISCIPLINE, GRADES, REACH, History
from thidua.law.facts import CLAIMS, Facts, Members, Vote
from thidua.law.masks import Mask

YEARS = 8
TITLES = {
    "individual": (
        "lao_dong_tien_tien",
        "chien_si_tien_tien",
        "chien_si_thi_dua_co_so",
        "chien_si_thi_dua_bo_tinh",
    ),
    "collective": ("tap_the_lao_dong_xuat_sac", "don_vi_quyet_thang"),
}
PARAMETERS = st.fixed_dictionaries(
    {
        "higher_reach_counts": st.booleans(),
        "share_base": st.sampled_from(["graded", "all"]),
        "initiative_window.bo_tinh": st.integers(1, 5),
        "initiative_window.toan_quoc": st.integers(1, 7),
    }
)


def _sparse(things: tuple[str, ...], year: int) -> st.SearchStrategy[dict[tuple[str, int], bool]]:
    """For each thing and year: yes, no or no record. Full columns are as likely as mixed ones, so that runs happen."""
    pattern = st.one_of(st.just(2**YEARS - 1), st.integers(0, 2**YEARS - 1), st.just(0))
    column = st.tuples(pattern, pattern)
    return st.tuples(*[column for _ in things]).map(
        lambda columns: {
            (thing, year - back): bool(yes >> back & 1)
            for thing, (yes, known) in zip(things, columns, strict=True)
            for back in range(YEARS)
            if known >> back & 1
        }
    )


def _counts(keys: list[str]) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries({key: st.one_of(st.none(), st.integers(0, 6)) for key in keys})


def _members() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "total": st.one_of(st.none(), st.integers(0, 12)),
            "graded": st.one_of(st.none(), st.integers(0, 12)),
            "awards": _counts(["lao_dong_tien_tien", "chien_si_thi_dua_co_so"]),
            "grades": _counts(GRADES),
            "discipline": _counts(DISCIPLINE),
        }
    )


@st.composite
def histories(draw: st.DrawFn, subject: str, year: int) -> History:
    """A history of the subject that ends at the judged year."""
    grade = st.sampled_from([None, *GRADES, "hoan_thanh_xuat_sac", "hoan_thanh_xuat_sac"])
    # No rule of the ladder looks at more than two years of grades.
    grades = {year - back: draw(grade) for back in range(3)}
    decided = draw(st.one_of(st.none(), st.dates(date(year - 3, 1, 1), date(year + 1, 12, 31))))
    return History(
        year=year,
        titles=draw(_sparse(TITLES[subject], year)),
        grades={one: value for one, value in grades.items() if value is not None},
        initiatives=draw(_sparse(tuple(REACH), year)),
        topics=draw(_sparse(tuple(REACH), year)),
        discipline=draw(_sparse(tuple(DISCIPLINE), year)),
        months=draw(st.one_of(st.none(), st.integers(0, 20))),
        decided={"chien_si_thi_dua_bo_tinh": decided} if decided else {},
        claims=draw(st.sets(st.sampled_from(sorted(CLAIMS)), max_size=2)),
        members=draw(_members()) if subject == "collective" else None,
        vote=draw(
            st.one_of(st.none(), st.tuples(st.just(11), st.integers(8, 11), st.sampled_from([True, False, None])))
        ),
    )


def facts_of(history: History, subject: Any, award: str) -> Facts:
    """The history in the program's own shape."""
    members = history.members
    return Facts(
        subject=subject,
        year=history.year,
        titles=_masks(history.titles, history.year),
        grades=history.grades,
        initiatives=_masks(history.initiatives, history.year),
        topics=_masks(history.topics, history.year),
        discipline=_masks(history.discipline, history.year),
        months_employed=history.months,
        prior_decisions=history.decided,
        claims=frozenset(history.claims),
        members=Members(**members) if members is not None else None,
        votes={award: Vote(*history.vote)} if history.vote else {},
    )


def _masks(known: dict[tuple[str, int], bool], year: int) -> dict[str, Mask]:
    things = {thing for thing, _ in known}
    return {
        thing: Mask.of(
            [one for (which, one), yes in known.items() if which == thing and yes],
            [one for which, one in known if which == thing],
            year,
        )
        for thing in things
    }


@st.composite
def more_known(draw: st.DrawFn, history: History) -> History:
    """The same history with some of its gaps filled in. What was recorded stays."""

    def fill(known: dict[tuple[str, int], bool], things: set[str]) -> dict[tuple[str, int], bool]:
        out = dict(known)
        every = st.integers(0, 2**YEARS - 1)
        for thing in sorted(things):
            recorded, yes = draw(every), draw(every)
            for back in range(YEARS):
                if recorded >> back & 1:
                    out.setdefault((thing, history.year - back), bool(yes >> back & 1))
        return out

    grades = dict(history.grades)
    for back in range(YEARS):
        if history.year - back not in grades and draw(st.booleans()):
            grades[history.year - back] = draw(st.sampled_from(GRADES))
    # An equivalent title of the armed forces is looked at only where something is recorded on it.
    ours = {thing for thing, _ in history.titles} | {
        "lao_dong_tien_tien",
        "chien_si_thi_dua_co_so",
        "chien_si_thi_dua_bo_tinh",
        "tap_the_lao_dong_xuat_sac",
    }
    return replace(
        history,
        titles=fill(history.titles, ours),
        grades=grades,
        initiatives=fill(history.initiatives, set(REACH)),
        topics=fill(history.topics, set(REACH)),
        discipline=fill(history.discipline, set(DISCIPLINE)),
        months=history.months if history.months is not None else draw(st.integers(0, 20)),
        decided=history.decided
        or {"chien_si_thi_dua_bo_tinh": draw(st.dates(date(history.year - 3, 1, 1), date(history.year + 1, 12, 31)))},
        members=None if history.members is None else draw(_members_filled(history.members)),
    )


@st.composite
def _members_filled(draw: st.DrawFn, members: dict[str, Any]) -> dict[str, Any]:
    """Fill the open counts so that the whole is possible: no grade beyond those graded, no count beyond the total."""
    out = {key: dict(value) if isinstance(value, dict) else value for key, value in members.items()}
    for group in ("awards", "discipline"):
        for key, value in out[group].items():
            if value is None and draw(st.booleans()):
                out[group][key] = draw(st.integers(0, 6))
    return out
