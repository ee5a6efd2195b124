"""The unit acted for."""

import pytest
from django.urls import reverse

from tests.cast import AT, OPERATOR, START
from thidua.domain.people.enums import Role
from thidua.domain.people.operations import give_role


@pytest.fixture
def two_units(world):
    """The clerk of Phòng Một is clerk of the department too."""
    department = world.units["department"]
    give_role(actor=OPERATOR, at=AT, account=world.accounts["clerk"], role=Role.CLERK, unit=department, from_on=START)
    return department


def test_switch_and_come_back_to_the_list(world, as_, two_units):
    client = as_("clerk")
    page = client.get("/ban-lam-viec/phong-trao/").content.decode()
    assert "Phòng Một" in page
    response = client.post(reverse("desk:act-for"), {"unit": two_units.pk, "next": "/ban-lam-viec/phong-trao/"})
    assert response["Location"] == "/ban-lam-viec/phong-trao/"
    assert "Từ giờ đang làm cho Sở Mẫu." in client.get("/ban-lam-viec/").content.decode()
    assert client.get("/ban-lam-viec/").wsgi_request.actor.unit_id == two_units.pk


@pytest.mark.parametrize("url", ["/ban-lam-viec/phong-trao/7/", "https://xau.example/", ""])
def test_from_a_record_of_the_other_unit_one_comes_home(as_, two_units, url):
    response = as_("clerk").post(reverse("desk:act-for"), {"unit": two_units.pk, "next": url})
    assert response["Location"] == reverse("desk:home")


@pytest.mark.parametrize("unit", ["province", "neighbour"])
def test_not_to_a_unit_without_a_role_there(world, as_, unit):
    client = as_("clerk")
    assert client.post(reverse("desk:act-for"), {"unit": world.units[unit].pk}).status_code == 404
    assert client.get("/ban-lam-viec/").wsgi_request.actor.unit_id == world.units["unit"].pk


def test_only_by_post(as_):
    assert as_("clerk").get(reverse("desk:act-for")).status_code == 405
    assert as_("clerk").get(reverse("desk:stay")).status_code == 405
