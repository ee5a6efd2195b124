"""The file of a list is the list: its rows, its filters, its order, and nobody else's."""

import csv
import io

import pytest
from openpyxl import load_workbook

from tests import cast
from thidua.doors import lists


def table(client, address, **asked):
    """The rows of the CSV file of a page, its heading first."""
    response = client.get(address, {**asked, "tep": "csv"})
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("text/csv") and "attachment" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def things(world):
    """Three movements, dossiers and decisions, councils, meetings; more than a page shows where pages are cut."""
    from thidua.domain.councils.models import Council, Meeting
    from thidua.domain.decisions.models import Decision
    from thidua.domain.dossiers.models import Dossier
    from thidua.domain.movements.models import Movement
    from thidua.domain.movements.operations import draft, launch

    day, unit, department = cast.AT.date(), world.units["unit"], world.units["department"]
    for n in range(60):
        year = 2023 + n % 3
        Movement.objects.create(
            unit=department, title=f"=Phong trào {n:02}", year=year, content="x", state="launched", launched_at=cast.AT,
            starts_on=day, ends_on=day,
        )  # fmt: skip
        Dossier.objects.create(
            unit=unit, superior=department, year=year, title=f"Hồ sơ {n:02}", state="sent" if n % 2 else "draft",
            sent_at=cast.AT if n % 2 else None, received_on=day if n % 2 else None,
        )  # fmt: skip
        Decision.objects.create(unit=department, year=year, title=f"Quyết định {n:02}")
    for n in range(3):
        clerk = world.actor("clerk")
        movement = draft(
            actor=clerk, at=cast.AT, unit=unit, title=f"Phong trào của phòng {n}", year=2020, content="x", starts_on=day, ends_on=day
        )  # fmt: skip
        launch(actor=clerk, at=cast.AT, movement_id=movement.pk, version=movement.version)
    council = Council.objects.create(unit=department, name="Hội đồng Sở", decision="1/QĐ", from_on=cast.START)
    Meeting.objects.create(council=council, title="Phiên một", year=2025, held_on=day)
    return world


LISTS = [
    ("/ban-lam-viec/phong-trao/", {}, "clerk"),
    ("/ban-lam-viec/phong-trao/", {"nam": "2024"}, "clerk"),
    ("/ban-lam-viec/ho-so/", {}, "clerk"),
    ("/ban-lam-viec/ho-so/", {"nam": "2024", "trang-thai": "sent"}, "appraiser"),
    ("/ban-lam-viec/ho-so/", {"trang-thai": "draft"}, "clerk"),
    ("/ban-lam-viec/quyet-dinh/", {}, "secretary"),
    ("/ban-lam-viec/hoi-dong/", {}, "secretary"),
    ("/ban-lam-viec/hoi-dong/nhiem-ky/", {}, "secretary"),
    ("/ban-lam-viec/dang-ky/", {}, "department_clerk"),
    ("/ban-lam-viec/ra-soat/", {}, "appraiser"),
    ("/ban-lam-viec/nhat-ky/", {}, "auditor"),
    ("/ban-lam-viec/nhat-ky/", {"viec": "movements.movement.drafted"}, "auditor"),
]


def of_screen(client, address, asked):
    """All rows of the screen, page after page."""
    rows, number = [], 1
    while True:
        page = client.get(address, {**asked, "trang": number}).context["page"]
        rows += list(page)
        if not page.has_next():
            return rows
        number += 1


@pytest.mark.parametrize(("address", "asked", "who"), LISTS)
def test_the_file_has_the_rows_of_the_screen_in_their_order(things, as_, monkeypatch, address, asked, who):
    client, kept = as_(who), []
    made = lists.Listed.sheet
    monkeypatch.setattr(lists.Listed, "sheet", lambda self, lines=None: kept.append(self) or made(self, lines))
    lines = table(client, address, **asked)
    screen = of_screen(client, address, asked)
    (listed,) = kept
    assert screen or "ra-soat" in address
    assert [str(key(row)) for row in listed.rows] == [str(key(row)) for row in screen]
    assert len(lines) == len(screen) + 1
    assert lines[0] == [str(column.heading) for column in listed.columns]


def key(row):
    """What tells one row from another."""
    return getattr(row, "pk", None) or row.place.unit.pk


@pytest.mark.parametrize(("address", "asked", "who"), LISTS)
def test_the_page_offers_both_files_of_what_it_shows(things, as_, address, asked, who):
    page = as_(who).get(address, {**asked, "trang": "1"}).content.decode()
    for kind in ("xlsx", "csv"):
        assert f"tep={kind}" in page
    assert all(f"{name}={value}" in page.partition("tep=xlsx")[0][-200:] for name, value in asked.items())
    assert "trang=" not in page.partition("tep=xlsx")[0][-80:]


def test_values_and_formulas(things, as_):
    lines = table(as_("clerk"), "/ban-lam-viec/phong-trao/", nam="2024")
    assert {line[1] for line in lines[1:]} == {"2024"} and len(lines) == 21
    assert all(line[0].startswith("'=Phong trào") for line in lines[1:])
    assert lines[1][3] == cast.AT.date().isoformat() and lines[1][2] == "Sở Mẫu"


def test_the_spreadsheet_holds_the_same(things, as_):
    client = as_("clerk")
    response = client.get("/ban-lam-viec/ho-so/", {"nam": "2025", "tep": "xlsx"})
    assert 'filename="ho-so-de-nghi.xlsx"' in response["Content-Disposition"]
    page = load_workbook(io.BytesIO(response.content)).active
    assert [row[0].value for row in page.iter_rows()] == [
        line[0] for line in table(client, "/ban-lam-viec/ho-so/", nam="2025")
    ]


def test_a_stranger_gets_the_file_of_her_own_list(things, as_):
    assert len(table(as_("stranger"), "/ban-lam-viec/ho-so/")) == 1
    assert as_("clerk").get("/ban-lam-viec/nhat-ky/", {"tep": "csv"}).status_code == 403
    assert as_("citizen").get("/ban-lam-viec/ho-so/", {"tep": "csv"}).status_code == 302


def test_another_kind_is_just_the_page(things, as_):
    assert as_("clerk").get("/ban-lam-viec/ho-so/", {"tep": "exe"})["Content-Type"].startswith("text/html")
