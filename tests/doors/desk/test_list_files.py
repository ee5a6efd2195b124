"""Files of the lists of people, units, honours, reports and imports: the rows of the screen, and what stands in them."""

import csv
import html
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests import season
from tests.cast import AT, OPERATOR, START
from tests.domain.register.test_changing import by_hand
from tests.domain.register.test_operations import enter as award
from tests.domain.statistics.test_forms import write
from tests.doors.desk.test_exports import of_screen, table
from tests.doors.desk.test_statistics import links
from thidua.domain.organisations import operations as organisations
from thidua.domain.people import operations as people
from thidua.domain.people.enums import Sex
from thidua.doors import lists

ACT = {"actor": OPERATOR, "at": AT}
HOSTILE = ("=1+1", '=HYPERLINK("http://mau.invalid";"x")', "@SUM(1)", "-2+3|cmd", "+84", 'A,B;"C" #tên', "<b>đậm</b>")
BOOK, PEOPLE, UNITS = "/ban-lam-viec/so-vang/", "/ban-lam-viec/nhan-su/", "/ban-lam-viec/don-vi/"
IMPORTS, BEHIND = "/ban-lam-viec/nhap-du-lieu/", "/ban-lam-viec/thong-ke/so-sanh/so-lieu/"
LISTS = [
    (BOOK, {}, "department_clerk", 55),
    (BOOK, {"xep": "ten"}, "department_clerk", 55),
    (BOOK, {"xep": "cu", "tu": "2022"}, "department_clerk", 20),
    (BOOK, {"loai": "thematic"}, "department_clerk", 7),
    (PEOPLE, {}, "auditor", 60),
    (PEOPLE, {"tinh_trang": "chua-co-vi-tri"}, "auditor", 0),
    (PEOPLE, {"nu": "on"}, "auditor", 10),
    (PEOPLE, {"don_vi": "neighbour"}, "auditor", 55),
    (UNITS, {}, "auditor", 59),
    (UNITS, {"q": "phòng"}, "auditor", 2),
    (UNITS, {"loai": "division"}, "auditor", 57),
    (UNITS, {"ngay": "2021-01-01"}, "auditor", 4),
    ("/ban-lam-viec/cum-khoi/", {}, "department_clerk", 4),
    ("/ban-lam-viec/bao-cao/", {}, "clerk", 2),
    (IMPORTS, {}, "clerk", 3),
    (f"{IMPORTS}batch_checked/", {}, "clerk", 1),
    (f"{IMPORTS}batch_written/", {"xem": "tat-ca"}, "clerk", 1),
    (BEHIND, {"theo": "cap", "la": "co_so", "nam": "2025"}, "clerk", 1),
    ("/ban-lam-viec/thong-ke/cong-bang/danh-sach/", {"tu": "2022", "den": "2025"}, "auditor", 3),
]


@pytest.fixture
def played(db):
    """A season with many entries, people and units, some with cells that a spreadsheet would take for a formula."""
    made = season.make()
    world = made.world
    for n in range(48):
        award(OPERATOR, world, source_key=f"n{n}", year=2021 + n % 4)
    for n, name in enumerate(HOSTILE):
        by_hand(world, key=f"h{n}", recipient=name, mode="thematic", theme=f"={name}")
        people.enter(
            **ACT, code=f"H{n}", full_name=name, sex=Sex.MALE, unit=world.units["neighbour"], title=name, from_on=START
        )
    for n in range(55):
        two = {"unit": world.units["neighbour"], "title": "Chuyên viên", "from_on": START, "sex": Sex.MALE}
        people.enter(**ACT, code=f"N{n}", full_name=f"Lê Mẫu {n}", **two)
        organisations.found(
            **ACT,
            code=f"D{n}",
            name=f"Đội {n:02}",
            kind="division",
            level="none",
            parent=world.units["unit"],
            from_on=AT.date(),
        )
    for n in range(3):
        about = {"unit_id": world.units["department"].pk, "name": f"Cụm {n}", "kind": "cluster", "from_on": START}
        cluster = organisations.form_cluster(**ACT, **about)
        if n == 0:
            neighbour = world.units["neighbour"].pk
            organisations.join_cluster(**ACT, cluster_id=cluster.pk, unit_id=neighbour, from_on=START)
            organisations.lead_cluster(**ACT, cluster_id=cluster.pk, year=2026, head_id=neighbour)
    return made


def enter(played, who):
    client = Client()
    client.force_login(played.world.accounts[who])
    return client


def placed(played, address, asked):
    """The address and what it asks, with keys in place of names."""
    name = address.split("/")[-2]
    units = played.world.units
    return address.replace(name, str(played.things.get(name, name))), {
        key: units[value].pk if value in units and key == "don_vi" else value for key, value in asked.items()
    }


def test_each_file_is_its_screen(played, monkeypatch):
    """Rows, filters and order are those of the pages; the first words of each row stand on them in the same order."""
    kept, made = [], lists.Listed.sheet
    monkeypatch.setattr(lists.Listed, "sheet", lambda self, lines=None: kept.append(self) or made(self, lines))
    for place, named, who, least in LISTS:
        address, asked = placed(played, place, named)
        client = enter(played, who)
        lines, screen = table(client, address, **asked), of_screen(client, address, asked)
        assert [row.pk for row in kept.pop().rows] == [row.pk for row in screen], address
        assert len(lines) == len(screen) + 1 and len(screen) >= least, (address, asked, len(screen))
        assert len(set(lines[0])) == len(lines[0]), address
        text, at = body(client, address, asked, len(screen)), 0
        for line in lines[1:]:
            at = text.find(line[0].removeprefix("'"), at) + 1
            assert at, (address, line)
        page = client.get(address, asked).content.decode()
        for kind in ("xlsx", "csv") if screen or "thong-ke" not in address else ():
            offered = re.search(rf'href="([^"]*tep={kind})"', page)
            assert offered and all(f"{name}=" in offered[1] for name in asked), address


def body(client, address, asked, count):
    """The words of all pages of a list."""
    text = ""
    for number in range(1, count // 25 + 2):
        page = client.get(address, {**asked, "trang": number})
        text += html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode().partition("<tbody")[2]))
        if not page.context["page"].has_next():
            break
    return text


def test_who_was_entered_twice(played):
    world = played.world
    for code in ("T1", "T2"):
        two = {"unit": world.units["unit"], "title": "Văn thư", "from_on": START, "sex": Sex.FEMALE}
        people.enter(**ACT, code=code, full_name="Trần Thị Hai", born_on=START.replace(year=1980), **two)
    client = enter(played, "auditor")
    groups = client.get(f"{PEOPLE}trung/").context["groups"]
    wanted = [
        [str(n), row["person"].full_name, row["person"].code] for n, group in enumerate(groups, 1) for row in group
    ]
    lines = table(client, f"{PEOPLE}trung/")
    assert [[line[0], line[1], line[3]] for line in lines[1:]] == wanted and len(wanted) == 2


def test_the_lines_of_a_batch_say_what_is_to_be_mended(played):
    client, batch = enter(played, "clerk"), f"{IMPORTS}{played.things['batch_checked']}/"
    heading, line = table(client, batch)
    assert heading[0] == "Dòng" and heading[1:6] == [
        "Mã nhân sự",
        "Họ và tên",
        "Giới tính",
        "Đơn vị",
        "Công tác từ ngày",
    ]
    assert line[:4] == ["2", "K2", "Lê Thị Tư", "Nữ"] and line[-2] == "Cần sửa"
    problem = client.get(batch).context["rows"][0]["cells"][3].problems[0]["text"]
    assert line[-1].startswith(f"Đơn vị: {problem}")


def test_no_list_of_people_has_a_citizen_number(played):
    number = "099190000999"
    world = played.world
    two = {
        "unit": world.units["unit"],
        "title": "Văn thư",
        "from_on": START,
        "sex": Sex.FEMALE,
        "born_on": START.replace(year=1990),
    }
    people.enter(**ACT, code="S1", full_name="Đỗ Thị Số", **two, citizen_number=number)
    response = enter(played, "auditor").get(PEOPLE, {"tep": "csv"})
    assert "Đỗ Thị Số" in response.content.decode() and number[-4:] not in response.content.decode()


@pytest.mark.parametrize(("address", "field", "words"), [(BOOK, "ten", "nominee"), (PEOPLE, "q", "nominee")])
def test_while_a_name_is_searched_no_file_of_something_else_is_offered(played, address, field, words):
    client = enter(played, "department_clerk")
    found = client.post(address, {field: words}).content.decode()
    assert "Người nominee" in found and "tep=csv" not in found
    assert "tep=csv" in client.get(address).content.decode()
    assert client.post(f"{address}?tep=csv", {field: words})["Content-Type"].startswith("text/html")


def test_a_wrong_filter_of_the_book_shows_nothing_and_gives_no_file(played):
    response = enter(played, "department_clerk").get(BOOK, {"tu": "x", "tep": "csv"})
    assert response.status_code == 422 and response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("code", "least"), [("0602", 1), ("0603", 1), ("0605", 1)])
def test_the_file_behind_a_figure_has_what_the_figure_counts(played, code, least):
    write(played.world, who="nominee", rank=5, decision_number="1/QĐ")
    write(played.world, "huan_chuong_lao_dong_3")
    client = enter(played, "department_clerk")
    asked = {"bieu": code, "nam": 2025, "don-vi": played.world.units["department"].pk}
    found = links(client.get("/ban-lam-viec/thong-ke/bieu/", asked).content.decode())
    assert len(found) >= least
    for url, number in found[:3]:
        heading, *lines = table(client, urlsplit(url).path, **dict(parse_qsl(urlsplit(url).query)))
        assert sum(int(line[-1]) if heading[-1] == "Số lượt" else 1 for line in lines) == number, url


# -- as an office program reads them -----------------------------------------------------------------------------------

READ = "--infilter=CSV:44,34,76,1"
"""Commas, quotes, UTF-8: without a window there is nobody to see what the file's own mark proposes."""
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
"""As text with formulas in place of what they come to."""


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_office_program_opens_hostile_cells_as_text(played, tmp_path, kind):
    program = shutil.which("soffice")
    if program is None or not list(Path(program).resolve().parent.glob("libsc*lo.so")):
        pytest.skip("NOT RUN: exports were not opened in LibreOffice Calc: it is not on this machine")
    client = enter(played, "department_clerk")
    (tmp_path / f"in.{kind}").write_bytes(client.get(BOOK, {"tep": kind, "loai": "thematic"}).content)
    command = [program, f"-env:UserInstallation=file://{tmp_path}/home", "--headless"]
    command += [READ] if kind == "csv" else []
    command += ["--convert-to", WRITE, "--outdir", tmp_path / "out", tmp_path / f"in.{kind}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "out" / "in.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = list(csv.reader(file))
    assert heading[:3] == ["Được tặng", "Đơn vị", "Danh hiệu, hình thức"]
    told = {f"'{name}" if name[0] in "=+-@" else name for name in HOSTILE}
    assert {line[0] for line in lines} == told
    assert {line[4] for line in lines} == {f"'={name}" for name in HOSTILE}
