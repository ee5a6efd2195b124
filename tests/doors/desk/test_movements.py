"""The clerk chooses what form 0601 asks about a movement, and everybody sees it on the movement's page."""

import pytest
from django.urls import reverse

from thidua.domain.movements.models import Movement

FORM = {
    "title": "Thi đua cải cách hành chính",
    "year": 2026,
    "starts_on": "2026-02-01",
    "ends_on": "2028-01-31",
    "content": "Cải cách.",
    "criteria": "Đúng hạn.",
    "tier": "agency",
    "scope": "cluster",
    "method": "thematic",
}


def test_the_choices_are_kept_and_shown(as_):
    client = as_("department_clerk")
    assert client.post(reverse("desk:movement-draft"), FORM).status_code == 302
    movement = Movement.objects.get()
    assert (movement.tier, movement.scope, movement.method) == ("agency", "cluster", "thematic")
    page = client.get(reverse("desk:movement", args=[movement.pk])).content.decode()
    assert "Cụm, khối thi đua" in page and "Thi đua theo chuyên đề" in page
    form = client.get(reverse("desk:movement-edit", args=[movement.pk])).content.decode()
    assert '<option value="cluster" selected>' in form and '<option value="thematic" selected>' in form


@pytest.mark.parametrize("field", ["tier", "scope", "method"])
def test_a_choice_that_is_none_is_refused(as_, field):
    response = as_("department_clerk").post(reverse("desk:movement-draft"), FORM | {field: "khac"})
    assert response.status_code == 422 and not Movement.objects.exists()


def test_what_a_department_mostly_launches_is_chosen_already(as_):
    page = as_("department_clerk").get(reverse("desk:movement-draft")).content.decode()
    assert page.count('<option value="agency" selected>') == 2 and '<option value="regular" selected>' in page
