"""The pages of the book of honours: totals, what lies behind a figure, and the word that the book is complete."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR
from tests.domain.register.test_published import RECORD
from thidua.domain.register import operations
from thidua.domain.register.models import Completeness

WITH_ROLE = [who for who in CAST if who not in {"nominee", "citizen"}]


@pytest.fixture
def agency(world):
    """The agency of Tây Ninh with its published record."""
    return operations.import_published(actor=OPERATOR, at=AT, record=RECORD).unit


def grant(world, n, who="nominee"):
    """A named award of the unit's nominee."""
    return operations.enter(
        actor=OPERATOR,
        at=AT,
        unit=world.units["unit"],
        person=world.people[who],
        award="lao_dong_tien_tien",
        mode="regular",
        year=2020 + n,
        granted_by="Giám đốc Sở Mẫu",
        decision_number=f"{n}/QĐ-SM",
        decided_on=dt.date(2021 + n, 1, 5),
        source="test",
        source_key=str(n),
    )


def ask(unit, first=2004, last=2016, **more):
    """The query of the pages."""
    return {"don_vi": unit.pk, "tu": first, "den": last, **more}


def cell(unit, award="lao_dong_tien_tien", subject="individual", mode="regular", **span):
    """The query of the page behind one figure."""
    return ask(unit, **span, hinh_thuc=award, doi_tuong=subject, loai=mode)


@pytest.mark.parametrize("who", CAST)
def test_everybody_with_a_role_sees_the_public_figures(as_, agency, who):
    response = as_(who).get(reverse("desk:summary"), ask(agency))
    if who in WITH_ROLE:
        page = response.content.decode()
        assert response.status_code == 200 and response.context["result"].totals == {
            "collective": 27,
            "individual": 331,
        }
        assert "Không tách được" in page and "bài báo ghi một con số cho hai nơi tặng" in page
        assert "Số liệu đã công bố" in page
    else:
        assert response.status_code == (302 if who == "citizen" else 403)


@pytest.mark.parametrize("who", CAST)
def test_names_are_seen_in_ones_own_subtree_only(as_, world, who):
    grant(world, 4)
    response = as_(who).get(reverse("desk:summary-statements"), cell(world.units["unit"], first=2020, last=2025))
    if who in {"clerk", "department_clerk", "appraiser", "member", "second_member", "secretary", "signer", "auditor"}:
        assert response.status_code == 200 and "Người nominee" in response.content.decode()
    else:
        assert response.status_code == {"citizen": 302, "nominee": 403, "stranger": 404}[who]


def test_a_published_agency_shows_no_names_to_others(as_, world, agency):
    """Somebody received an award there by name: another unit's clerk sees the public number only."""
    operations.enter(
        actor=OPERATOR,
        at=AT,
        unit=agency,
        person=world.people["nominee"],
        award="lao_dong_tien_tien",
        mode="regular",
        year=2020,
        granted_by="",
        decision_number="",
        decided_on=None,
        source="test",
        source_key="1",
    )
    client = as_("clerk")
    page = client.get(reverse("desk:summary-statements"), cell(agency, last=2025)).content.decode()
    assert "lao động tiên tiến" in page and "Người nominee" not in page
    response = client.get(reverse("desk:summary"), ask(agency, last=2025))
    assert response.context["result"].totals["individual"] == 331


def test_each_figure_leads_to_its_statements(as_, agency):
    client = as_("clerk")
    result = client.get(reverse("desk:summary"), ask(agency))
    links = [row["url"] for table in result.context["tables"] for row in table["rows"]]
    assert len(links) == 9
    for link in links:
        response = client.get(link)
        numbers = response.context["numbers"]
        assert (
            response.status_code == 200
            and numbers
            and f"“{numbers[0].entry.award_as_written}”" in response.content.decode()
        )


def test_what_is_not_counted_says_why(as_, agency):
    response = as_("clerk").get(reverse("desk:summary"), ask(agency, 2012, 2014))
    page = response.content.decode()
    assert "Chưa tính vào kỳ này" in page and "còn 331 lượt chưa tính được" in page
    assert "không tách được phần thuộc 2012–2014" in page


def test_without_a_question_the_unit_acted_for_and_all_that_is_known(as_, world):
    grant(world, 3)
    response = as_("clerk").get(reverse("desk:summary"))
    assert response.context["unit"] == world.units["unit"]
    assert (response.context["result"].from_year, response.context["result"].until_year) == (2023, 2023)
    empty = as_("stranger").get(reverse("desk:summary"))
    assert "Sổ chưa ghi khen thưởng nào" in empty.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"tu": 2016, "den": 2004}, 422),
        ({"tu": "x"}, 422),
        ({"den": "99999"}, 422),
        ({"tu": "-1"}, 422),
        ({"don_vi": "1' OR 1=1"}, 200),
        ({"don_vi": 999999}, 404),
    ],
)
def test_bad_questions(as_, agency, asked, status):
    response = as_("clerk").get(reverse("desk:summary"), ask(agency) | asked)
    assert response.status_code == status
    if status == 422:
        assert "field-error" in response.content.decode() and "figure-card" not in response.content.decode()


@pytest.mark.parametrize("asked", [{"hinh_thuc": "x"}, {"doi_tuong": "x"}, {"loai": "x"}, {"tu": "x"}, {"don_vi": ""}])
def test_bad_figures_are_not_there(as_, agency, asked):
    response = as_("clerk").get(reverse("desk:summary-statements"), cell(agency) | asked)
    assert response.status_code == 404


def count(client, url, asked):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, asked).status_code == 200
    return len(queries)


def test_query_counts(as_, world):
    client, url = as_("clerk"), reverse("desk:summary")
    detail = reverse("desk:summary-statements")
    unit = world.units["unit"]
    grant(world, 1)
    one = count(client, url, ask(unit, last=2025)), count(client, detail, cell(unit, last=2025))
    grant(world, 2)
    grant(world, 3)
    three = count(client, url, ask(unit, last=2025)), count(client, detail, cell(unit, last=2025))
    assert one == three == (8, 8)


# -- the word that the book is complete --------------------------------------------------------------------------------


def test_the_clerk_says_that_the_book_is_complete(as_, world):
    client, url = as_("clerk"), reverse("desk:completeness")
    assert "Chưa có năm nào được xác nhận" in client.get(url).content.decode()
    form = {"don_vi": world.units["unit"].pk, "tu": 2020, "den": 2025, "once": "a1"}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302
    declared = Completeness.objects.get()
    assert (declared.unit, declared.from_year, declared.until_year) == (world.units["unit"], 2020, 2025)
    assert "2020–2025" in client.get(url).content.decode()


@pytest.mark.parametrize("who", ["department_clerk", "appraiser", "auditor"])
def test_others_see_why_not(as_, world, who):
    client, url, unit = as_(who), reverse("desk:completeness"), {"don_vi": world.units["unit"].pk}
    assert "Chỉ cán bộ thi đua, khen thưởng của đơn vị" in client.get(url, unit).content.decode()
    assert client.post(url, unit | {"tu": 2020, "den": 2025}).status_code == 403
    assert not Completeness.objects.exists()


def test_impossible_years_come_back_with_the_form(as_):
    client, url = as_("clerk"), reverse("desk:completeness")
    assert client.post(url, {"tu": 2025, "den": 2020}).status_code == 422
    assert client.post(url, {"tu": 2020, "den": 2030}).status_code == 422
    assert not Completeness.objects.exists()
