"""The trail: of one's own units, for those who audit and who sign."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import AT, CAST
from thidua.domain.movements.operations import draft

TRAIL = "/ban-lam-viec/nhat-ky/"
READERS = {"auditor", "signer"}
NEXT_DAY = AT + dt.timedelta(days=1)


@pytest.fixture
def write(world):
    """A line of the trail by somebody of the cast, at her unit."""

    def written(who="clerk", title="Phong trào", at=AT):
        actor = world.actor(who)
        unit = next(unit for unit in world.units.values() if unit.pk == actor.unit_id)
        day = at.date()
        values = {"title": title, "year": 2025, "content": "x", "criteria": "x", "starts_on": day, "ends_on": day}
        return draft(actor=actor, at=at, unit=unit, **values)

    return written


def told(client, **asked):
    return client.get(TRAIL, asked).content.decode()


@pytest.mark.parametrize("who", [who for who in CAST if who != "citizen"])
def test_auditors_and_signers_read_it_and_nobody_else(as_, who):
    assert as_(who).get(TRAIL).status_code == (200 if who in READERS else 403)


def test_citizens_are_asked_to_log_in(as_):
    assert as_("citizen").get(TRAIL).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_eight_queries_for_one_row_and_for_three(as_, write, django_assert_num_queries, rows):
    for number in range(rows):
        write(title=f"Phong trào {number}")
    client = as_("auditor")
    with django_assert_num_queries(8):
        page = told(client)
    assert page.count("Soạn dự thảo phong trào</span>") == rows


def test_of_the_subtree_only(world, as_, write):
    write("clerk", "Của Phòng Một")
    write("stranger", "Của Phòng Hai")
    assert "Của Phòng Hai" in told(as_("signer"))
    type(world.units["neighbour"]).objects.filter(code="neighbour").update(path="/999/", name="Phòng nơi khác")
    page = told(as_("signer"))
    assert "Của Phòng Một" in page
    assert "Của Phòng Hai" not in page


def test_a_unit_elsewhere_with_the_same_name_stays_hidden(world, as_, write):
    write("stranger", "Của nơi khác")
    type(world.units["neighbour"]).objects.filter(code="neighbour").update(path="/999/")
    type(world.units["unit"]).objects.filter(code="unit").update(name="Phòng Hai")
    assert "Của nơi khác" not in told(as_("signer"))


class TestFilters:
    def test_by_day_both_included(self, as_, write):
        write(title="Hôm nay")
        write(title="Ngày mai", at=NEXT_DAY)
        client = as_("auditor")
        today, tomorrow = AT.date().isoformat(), NEXT_DAY.date().isoformat()
        assert "Ngày mai" not in told(client, den=today)
        assert "Hôm nay" not in told(client, tu=tomorrow)
        page = told(client, tu=today, den=tomorrow)
        assert "Hôm nay" in page
        assert "Ngày mai" in page

    def test_the_day_is_that_of_vietnam(self, as_, write):
        write(title="Đêm muộn", at=AT.replace(hour=23, minute=59))
        assert "Đêm muộn" in told(as_("auditor"), tu=AT.date().isoformat(), den=AT.date().isoformat())

    def test_by_person_and_by_act(self, world, as_, write):
        write("clerk", "Của tôi")
        write("stranger", "Của bên")
        client = as_("auditor")
        page = told(client, nguoi=world.accounts["clerk"].pk)
        assert "Của tôi" in page
        assert "Của bên" not in page
        assert "Không có việc nào khớp" in told(client, viec="movements.movement.closed")

    @pytest.mark.parametrize(
        "asked", [{"tu": "32/13/2026"}, {"nguoi": "x"}, {"nguoi": "999999999999"}, {"viec": "không"}]
    )
    def test_nonsense_is_told_at_its_field_and_shows_everything(self, as_, write, asked):
        write(title="Vẫn thấy")
        page = told(as_("auditor"), **asked)
        assert "Vẫn thấy" in page
        assert "field-error" in page

    def test_no_name_stands_in_the_address(self, as_, write):
        write()
        assert 'name="q"' not in told(as_("auditor")).partition('class="filter-bar"')[2].partition("</form>")[0]


def test_reached_from_the_menu_by_those_who_may(as_):
    link = f'href="{reverse("desk:trail")}"'
    assert link in as_("signer").get("/ban-lam-viec/hop-thu/").content.decode()
    assert link not in as_("clerk").get("/ban-lam-viec/hop-thu/").content.decode()
