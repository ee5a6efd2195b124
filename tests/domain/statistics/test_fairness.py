"""Shares, rates and the people nobody proposed, against a small unit counted by hand."""

import datetime as dt

import pytest

from tests.cast import AT
from tests.domain.statistics.test_forms import write
from thidua.domain.awards import facts as law
from thidua.domain.dossiers import operations as dossiers
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank
from thidua.domain.people.models import Post
from thidua.domain.statistics import facts
from thidua.domain.statistics.queries import fairness, overview

YEAR = 2024


def award(world, who, rank, year=YEAR, title="lao_dong_tien_tien", **more):
    """A named award of a year of achievement."""
    return write(world, title, who=who, rank=rank, years=[year], span_from=year, span_until=year, **more)


@pytest.fixture
def year(world):
    """Ten people: a head, a manager, eight direct workers of whom one is a man; two of them left or came late."""
    posts = Post.objects.all()
    posts.filter(person=world.people["signer"]).update(rank=Rank.DEPARTMENT)
    posts.filter(person=world.people["secretary"]).update(rank=Rank.MANAGER)
    world.people["nominee"].sex = "m"
    world.people["nominee"].save()
    posts.filter(person=world.people["auditor"]).update(until_on=dt.date(2024, 12, 31))  # not there on the last day
    award(world, "signer", Rank.DEPARTMENT)
    award(world, "secretary", Rank.MANAGER)
    award(world, "nominee", Rank.DIRECT)
    award(world, "clerk", Rank.DIRECT)
    award(world, "appraiser", None)
    award(world, "clerk", Rank.DIRECT, 2023)
    return world


def test_shares_of_direct_workers_and_leaders(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        before, now = fairness.years(year.units["province"], 2023, YEAR)
    assert (before.people.total(), now.people.total()) == (10, 9)
    direct, leaders = now.of_ranks([Rank.DIRECT]), now.of_ranks(fairness.LEADERS)
    assert (direct.people, direct.of_people, direct.awards, direct.of_awards) == (7, 9, 2, 4)
    assert (leaders.people, leaders.awards, now.unknown) == (2, 2, 1)
    assert direct.index == pytest.approx((2 / 4) / (7 / 9)) and leaders.index == pytest.approx((2 / 4) / (2 / 9))
    assert direct.is_small
    women = now.of_women()
    assert (women.people, women.awards, women.of_awards) == (8, 4, 5)
    assert now.per_hundred(now.titles["lao_dong_tien_tien"]) == pytest.approx(100 * 5 / 9)


def test_who_holds_two_posts_counts_once_in_the_higher_class(year):
    person, unit = year.people["nominee"], year.units["department"]
    Post.objects.create(person=person, unit=unit, title="Phó phòng", rank=Rank.MANAGER, from_on=dt.date(2024, 5, 1))
    now = fairness.years(year.units["province"], YEAR, YEAR)[0]
    assert now.people.total() == 9 and now.of_ranks([Rank.DIRECT]).people == 6


def test_a_year_without_people_has_no_rate(world):
    now = fairness.years(world.units["province"], 2010, 2010)[0]
    assert now.of_women().index is None and now.per_hundred(3) is None


def test_units_side_by_side(year, django_assert_num_queries):
    unit, below = year.units["department"], list(Unit.objects.filter(parent=year.units["department"]))
    with django_assert_num_queries(2):
        found = {one.key: (one.people, one.count) for one in fairness.parts(unit, below, YEAR)}
    own, first, second = (str(year.units[name].pk) for name in ("department", "unit", "neighbour"))
    assert found == {own: (6, 0), first: (2, 5), second: (1, 0)}


def test_who_was_never_considered(year, django_assert_num_queries):
    unit, below = year.units["department"], list(Unit.objects.filter(parent=year.units["department"]))
    with django_assert_num_queries(1):
        found = {one.key: (one.people, one.count) for one in fairness.never(unit, below, 2022, YEAR)}
    own, first, second = (str(year.units[name].pk) for name in ("department", "unit", "neighbour"))
    assert found == {own: (6, 3), first: (2, 0), second: (1, 1)}
    names = [one.full_name for one in fairness.never_considered(unit, 2022, YEAR)]
    assert names == ["Người department_clerk", "Người member", "Người second_member", "Người stranger"]


def test_a_proposal_that_was_sent_counts_as_considered(year):
    stranger, unit = year.actor("stranger"), year.units["neighbour"]
    dossier = dossiers.open(
        actor=stranger, at=AT, unit_id=unit.pk, superior_id=year.units["department"].pk, year=YEAR, title="Hồ sơ"
    )
    dossier.nominations.create(person=year.people["stranger"], unit=unit, award="lao_dong_tien_tien")
    assert fairness.never_considered(unit, 2022, YEAR).count() == 1
    type(dossier).objects.filter(pk=dossier.pk).update(state="sent", sent_at=AT, received_on=AT.date())
    assert fairness.never_considered(unit, 2022, YEAR).count() == 0


def test_who_came_later_or_left_is_no_base(year):
    unit = year.units["neighbour"]
    Post.objects.filter(unit=unit).update(from_on=dt.date(2022, 1, 2))
    assert fairness.never(unit, [], 2022, YEAR) == [] and fairness.never(unit, [], 2023, YEAR)[0].people == 1


def test_revoked_awards_do_not_make_considered(year):
    unit = year.units["neighbour"]
    entry = award(year, "stranger", Rank.DIRECT, unit="neighbour")
    assert fairness.never_considered(unit, 2022, YEAR).count() == 0
    write(year, "lao_dong_tien_tien", who="stranger", kind="revocation", about=entry, reason="Gian dối.")
    assert fairness.never_considered(unit, 2022, YEAR).count() == 1


def test_use_of_the_quota(year, django_assert_num_queries):
    """Fifteen percent of the holders of Lao động tiên tiến, while that was the law."""
    award(year, "clerk", Rank.DIRECT, 2023, title="chien_si_thi_dua_co_so")
    with django_assert_num_queries(2):
        uses = {
            one.year: one
            for one in facts.quotas(year.units["province"], 2022, 2023)
            if one.award == "chien_si_thi_dua_co_so"
        }
    use = uses[2023]
    assert (use.holders, use.granted, use.allowed) == (1, 1, 0) and use.is_over and use.percent is None
    assert "15" in use.words and use.cites and set(use.base) == set(law.QUOTA_BASES["CSTDCS-2014-quota"])
    assert (uses[2022].holders, uses[2022].granted) == (0, 0)


# -- years side by side ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("cap", {("co_so", 2025): 3, ("bo_tinh", 2024): 1, ("bo_tinh", 2025): 5, ("nha_nuoc", 2025): 1}),
        ("hinh-thuc", {("giay_khen", 2025): 3, ("bang_khen_bo_tinh", 2024): 1, ("bang_khen_bo_tinh", 2025): 5,
                       ("huan_chuong_lao_dong_3", 2025): 1}),
        ("doi-tuong", {("individual", 2025): 4, ("collective", 2025): 5, ("individual", 2024): 1}),
        ("loai", {("regular", 2025): 8, ("sudden", 2025): 1, ("regular", 2024): 1}),
        ("nhom", {("5", 2025): 2, ("", 2025): 6, ("2", 2025): 1, ("5", 2024): 1}),
    ],
)  # fmt: skip
def test_years_side_by_side(world, by, expected, django_assert_num_queries):
    write(world, "giay_khen", who="nominee", rank=5)
    write(world, "giay_khen", who="clerk", rank=None)
    write(world, "giay_khen", unit="neighbour", mode="sudden")
    write(world, who="nominee", rank=5)
    write(world, kind="published", subject_kind="collective", count=4)
    write(world, "huan_chuong_lao_dong_3", who="signer", rank=2)
    write(world, who="nominee", rank=5, decided_on=dt.date(2024, 3, 1))
    write(world, decided_on=None)
    write(world, kind="published", subject_kind="collective", count=40, stage="proposal")
    unit, below = world.units["department"], list(Unit.objects.filter(parent=world.units["department"]))
    with django_assert_num_queries(2):
        found = overview.overview(unit, below, 2024, 2025, by)
    assert dict(found.counts) == expected and found.undated == 1
    assert found.total(2025) == 9
    for key, year in expected:
        behind = overview.behind(unit, below, year, by, key)
        assert sum(one.count for one in behind) == expected[key, year]


def test_years_by_unit(world):
    write(world, "giay_khen", who="nominee", rank=5)
    write(world, "giay_khen", who="signer", rank=2, unit="department")
    unit, below = world.units["department"], list(Unit.objects.filter(parent=world.units["department"]))
    found = overview.overview(unit, below, 2025, 2025, "don-vi")
    own, first = str(unit.pk), str(world.units["unit"].pk)
    assert dict(found.counts) == {(own, 2025): 1, (first, 2025): 1}
    assert [len(overview.behind(unit, below, 2025, "don-vi", key)) for key in (own, first, "0")] == [1, 1, 0]
