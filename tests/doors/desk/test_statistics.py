"""The pages of the statistics: who sees them, that each number opens, how many queries they take."""

import csv
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.cast import CAST
from tests.domain.statistics.test_forms import write

OVER_THE_UNIT = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}
PAGES = [
    ("statistics", {}),
    *(("statistics-form", {"bieu": code}) for code in ("0601", "0602", "0603", "0604", "0605")),
    ("statistics-form-behind", {"bieu": "0603", "dong": "01", "cot": "1"}),
    ("statistics-form-file", {"bieu": "0603", "tep": "csv"}),
    *(("statistics-years", {"theo": by}) for by in ("cap", "hinh-thuc", "doi-tuong", "nhom", "loai", "don-vi")),
    ("statistics-years-behind", {"theo": "cap", "la": "bo_tinh"}),
    *(
        ("statistics-fairness", {"hoi": word})
        for word in ("truc-tiep", "nu", "chua-duoc-xet", "don-vi", "lam-phat", "ty-le")
    ),
    ("statistics-never", {}),
]


def ask(world, unit="unit", **more):
    """The query of the pages."""
    return {"don-vi": world.units[unit].pk, "nam": 2025, "tu": 2022, "den": 2025, **more}


@pytest.fixture
def year(world):
    """Awards of Phòng Một."""
    write(world, who="nominee", rank=5, decision_number="1/QĐ")
    write(world, who="clerk", rank=None)
    write(world, decided_on=None)
    write(world, "chien_si_thi_dua_co_so", who="nominee", rank=5)
    write(world, "huan_chuong_lao_dong_3")
    return world


@pytest.mark.parametrize(("page", "asked"), PAGES, ids=lambda value: str(value))
@pytest.mark.parametrize("who", CAST)
def test_who_sees_the_figures_of_a_unit(as_, year, who, page, asked):
    response = as_(who).get(reverse(f"desk:{page}"), ask(year, **asked))
    expected = {"citizen": 302, "nominee": 403, "member": 403, "second_member": 403, "stranger": 404}
    assert response.status_code == expected.get(who, 200)
    assert (who in OVER_THE_UNIT) == (response.status_code == 200)


def test_the_form_stands_as_it_is_printed(as_, year):
    page = as_("clerk").get(reverse("desk:statistics-form"), ask(year, bieu="0603")).content.decode()
    text = re.sub(r"\s+", " ", strip_tags(page))
    assert "0603.N/BNV-TĐKT" in text and "Thông tư 02/2023/TT-BNV" in text and "Người lập biểu" in text
    assert "1 · chưa ghi nhóm đối tượng của cá nhân" in text and "Lệch 1" in text
    assert "không rõ có thuộc năm này không" in text and "Bản in đánh số hai phần là 1 và 3" in text


def links(page):
    """The addresses behind the numbers, each with its number."""
    found = re.findall(r'<a href="([^"]*so-lieu/[^"]*)">([\d.]+)</a>', page)
    return [(url.replace("&amp;", "&"), int(number.replace(".", ""))) for url, number in found]


@pytest.mark.parametrize(
    ("page", "asked", "least"),
    [
        ("statistics-form", {"bieu": "0602"}, 6),
        ("statistics-form", {"bieu": "0603"}, 8),
        ("statistics-form", {"bieu": "0605"}, 2),
        ("statistics-years", {"theo": "cap"}, 3),
        ("statistics-years", {"theo": "nhom"}, 2),
        ("statistics-years", {"theo": "don-vi"}, 1),
    ],
)
def test_each_number_opens_what_it_counts(as_, year, page, asked, least):
    client = as_("clerk")
    found = links(client.get(reverse(f"desk:{page}"), ask(year, **asked)).content.decode())
    assert len(found) >= least
    for url, number in found:
        response = client.get(url)
        assert response.status_code == 200
        assert sum(getattr(one, "count", 1) for one in response.context["page"]) == number, url


def test_each_doubt_opens_too(as_, year):
    client = as_("clerk")
    response = client.get(reverse("desk:statistics-form"), ask(year, bieu="0603"))
    doubts = response.context["doubts"]
    assert len(doubts) == 2
    for one in doubts:
        found = client.get(one["url"])
        assert str(found.context["page"].paginator.count) == one["problem"].split(" ")[0]
    assert "Người clerk" in client.get(doubts[0]["url"]).content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_files(as_, year, kind):
    response = as_("clerk").get(reverse("desk:statistics-form-file"), ask(year, bieu="0603", tep=kind))
    if kind == "json":
        told = response.json()
        assert (told["unit"], told["rows"][0]["cells"]["1"]) == ("Phòng Một", 2)
        return
    if kind == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(response.content)).active
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
    else:
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert "attachment" in response.headers["Content-Disposition"]
    assert rows[0][:3] == ["Chỉ tiêu", "Mã số", "Đơn vị tính"] and str(rows[1][3]) == "2"


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("statistics-form", {"bieu": "0606"}),
        ("statistics-form-file", {"bieu": "0603", "tep": "exe"}),
        ("statistics-form-behind", {"bieu": "0603", "dong": "99"}),
        ("statistics-form-behind", {"bieu": "0603", "dong": "01", "cot": "99"}),
        ("statistics-years", {"theo": "la"}),
        ("statistics-years-behind", {"theo": "cap", "nam": "9"}),
        ("statistics-fairness", {"hoi": "la"}),
    ],
)
def test_what_is_not_there(as_, year, page, asked):
    assert as_("clerk").get(reverse(f"desk:{page}"), ask(year) | asked).status_code == 404


@pytest.mark.parametrize("days", ["2025-12-15", "2024-01-01", "la", "9999-99-99"])
def test_a_day_of_another_year_is_left_out(as_, year, days):
    response = as_("clerk").get(reverse("desk:statistics-form"), ask(year) | {"den-ngay": days})
    assert response.status_code == 200
    assert response.context["span"].until.isoformat() == (days if days == "2025-12-15" else "2025-12-31")


def count(client, page, asked):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"desk:{page}"), asked).status_code == 200
    return len(queries)


QUERIES = {
    "statistics": 6, "statistics-form": 8, "statistics-form-behind": 7, "statistics-form-file": 8, "statistics-years": 8,
    "statistics-years-behind": 7, "statistics-fairness": 8, "statistics-never": 8,
}  # fmt: skip


@pytest.mark.parametrize(("page", "asked"), PAGES, ids=lambda value: str(value))
def test_query_counts(as_, world, page, asked):
    client, wanted = as_("department_clerk"), ask(world, unit="department", **asked)
    write(world, who="nominee", rank=5)
    one = count(client, page, wanted)
    for who in ("clerk", "signer"):
        write(world, who=who, rank=4)
    write(world, kind="published", subject_kind="collective", count=3)
    assert one == count(client, page, wanted) <= QUERIES[page] <= 8


@pytest.mark.parametrize("word", ["truc-tiep", "nu", "lam-phat", "don-vi", "chua-duoc-xet"])
def test_a_chart_has_its_table(as_, year, word):
    page = (
        as_("auditor").get(reverse("desk:statistics-fairness"), ask(year, unit="department", hoi=word)).content.decode()
    )
    assert 'role="img"' in page and "<desc" in page and 'id="so-lieu"' in page and "Cơ sở nhỏ" in page


def test_the_summary_leads_here(as_, year):
    page = as_("clerk").get(reverse("desk:summary"), {"don_vi": year.units["unit"].pk}).content.decode()
    assert reverse("desk:statistics") in page
    start = as_("clerk").get(reverse("desk:statistics")).content.decode()
    assert start.count("/thong-ke/bieu/?") == 5 and 'aria-current="page"' in start
