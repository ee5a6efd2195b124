"""The file of a list is the list: its rows, its filters, its order, and nobody else's; a long one is written later."""

import csv
import datetime as dt
import html
import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import cast, season
from thidua.base.exports import operations, queries
from thidua.base.exports.models import Export
from thidua.doors import lists
from thidua.doors.jobs import exporting, tasks
from thidua.kernel.actor import Actor


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
            actor=clerk, at=cast.AT, unit=unit, title=f"Phong trào của phòng {n}", year=2020, content="x", criteria="y",
            starts_on=day, ends_on=day,
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


# -- lists that stand inside a season ------------------------------------------------------------------------------------


@pytest.fixture
def played(db):
    """A season with each thing, and who looks at it."""
    return season.make()


def enter(played, who):
    client = Client()
    client.force_login(played.world.accounts[who])
    return client


def test_lists_inside_a_season(played):
    things = played.things
    decision = table(enter(played, "secretary"), f"/ban-lam-viec/quyet-dinh/{things['decision_issued']}/")
    lines = enter(played, "secretary").get(f"/ban-lam-viec/quyet-dinh/{things['decision_issued']}/").context["lines"]
    assert (
        [row[1] for row in decision[1:]] == [str(one.nomination.person or one.nomination.unit) for one in lines] != []
    )

    address = "/ban-lam-viec/danh-gia/"
    rows = enter(played, "clerk").get(address).context["rows"]
    assert [line[0] for line in table(enter(played, "clerk"), address)[1:]] == [row.name for row in rows] != []

    address = f"/ban-lam-viec/ho-so/{things['dossier_draft']}/de-nghi/"
    groups = enter(played, "clerk").get(address).context["groups"]
    shown = [row.name for group in groups for row in group["rows"]]
    assert [line[0] for line in table(enter(played, "clerk"), address)[1:]] == shown != []

    address = "/ban-lam-viec/so-vang/tong-ket/"
    result = enter(played, "clerk").get(address).context["result"]
    counted = [row.count for kind in result.totals for row in result.rows_of(kind)]
    assert [int(line[5]) for line in table(enter(played, "clerk"), address)[1:]] == counted


# -- long lists ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def long(things, monkeypatch, settings, tmp_path):
    """More than fifteen rows are many."""
    settings.DATA = tmp_path
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 15)
    monkeypatch.setattr(exporting, "BEAT_ROWS", 10)
    return things


def asked_for(client, kind="csv", **asked):
    """The export that the clerk asks for on the page that offers it."""
    offer = client.get("/ban-lam-viec/ho-so/", {**asked, "tep": kind})
    assert "Bắt đầu xuất" in offer.content.decode()
    wanted = html.unescape(re.search(r'name="danh-sach" value="([^"]+)"', offer.content.decode()).group(1))
    response = client.post("/ban-lam-viec/xuat/", {"danh-sach": wanted})
    assert response.status_code == 302
    return Export.objects.latest("pk")


def test_a_long_list_is_written_by_the_worker_and_taken_by_its_owner(long, as_):
    client = as_("clerk")
    export = asked_for(client, nam="2024")
    page = f"/ban-lam-viec/xuat/{export.pk}/"
    assert "Đang chờ" in client.get(page).content.decode()
    assert client.get(f"{page}tai-ve/").status_code == 404
    assert tasks.export_list.call(export.pk) == 20
    export.refresh_from_db()
    assert (export.state, export.done, export.percent) == ("done", 20, 100)
    assert client.get(f"{page}tien-do/")["HX-Refresh"] == "true"
    file = client.get(f"{page}tai-ve/")
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"), newline="")))
    lists_at_once = list(of_screen(client, "/ban-lam-viec/ho-so/", {"nam": "2024"}))
    assert [row[0] for row in rows[1:]] == [one.title for one in lists_at_once]
    for who in ("stranger", "auditor", "department_clerk"):
        assert as_(who).get(page).status_code == as_(who).get(f"{page}tai-ve/").status_code == 404


def test_what_to_write_cannot_be_made_up(long, as_):
    assert as_("clerk").post("/ban-lam-viec/xuat/", {"danh-sach": "x:y:z"}).status_code == 404
    assert not Export.objects.exists()


def test_rights_are_those_of_the_hour_in_which_it_is_written(long, as_):
    from thidua.domain.people.models import RoleHeld

    export = asked_for(as_("clerk"))
    RoleHeld.objects.filter(account=long.accounts["clerk"]).delete()
    tasks.export_list.call(export.pk)
    export.refresh_from_db()
    assert (export.state, export.done) == ("done", 0)


def test_a_killed_worker_is_followed_by_another_and_in_the_end_given_up(long, as_, at, monkeypatch):
    client, system = as_("clerk"), Actor.system("x")
    export = asked_for(client)
    assert operations.begin(actor=system, at=at, export_id=export.pk) is not None
    assert operations.begin(actor=system, at=at, export_id=export.pk) is None, "another has it in hand"
    late = at + queries.PATIENCE + dt.timedelta(seconds=1)
    assert list(queries.left_behind(late)) == [export]
    for _try in range(operations.MOST_TRIES - 1):
        assert operations.begin(actor=system, at=late, export_id=export.pk) is not None
        late += queries.PATIENCE + dt.timedelta(seconds=1)
    assert operations.begin(actor=system, at=late, export_id=export.pk) is None
    export.refresh_from_db()
    assert export.state == "failed" and export.error in client.get(f"/ban-lam-viec/xuat/{export.pk}/").content.decode()


def test_what_breaks_is_told_and_leaves_no_file(long, as_, monkeypatch):
    client = as_("clerk")
    export = asked_for(client)
    monkeypatch.setattr(exporting.sheets, "write", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exporting.write_export(export.pk)
    export.refresh_from_db()
    assert export.state == "failed" and not list(queries.place(export).parent.glob(f"{export.pk}.*"))


def test_called_off_while_it_is_written(long, as_, monkeypatch):
    client = as_("clerk")
    export = asked_for(client)
    beat = operations.beat

    def called_off(*, at, export_id, done):
        if done == 10:
            client.post(f"/ban-lam-viec/xuat/{export.pk}/huy/")
        return beat(at=at, export_id=export_id, done=done)

    monkeypatch.setattr(operations, "beat", called_off)
    assert exporting.write_export(export.pk) == 0
    export.refresh_from_db()
    assert export.state == "cancelled" and not list(queries.place(export).parent.glob(f"{export.pk}.*"))
    assert client.post(f"/ban-lam-viec/xuat/{export.pk}/huy/").status_code == 409


def test_a_file_is_kept_for_a_day(long, as_, at):
    export = asked_for(as_("clerk"))
    exporting.write_export(export.pk)
    assert queries.place(export).exists()
    assert operations.clear(at=at + dt.timedelta(hours=23)) == 0
    assert operations.clear(at=at + dt.timedelta(hours=25)) == 1
    assert not queries.place(export).exists() and not Export.objects.exists()
