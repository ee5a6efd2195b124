"""The pages of summary reports: made, edited, brought up to date, handed out as Word and PDF."""

import datetime as dt
import io

import docx
import pytest
from django.urls import reverse

from tests.cast import AT, OPERATOR
from tests.domain.register.test_published import RECORD
from tests.domain.reports.test_drafting import WHOLE
from thidua.domain.register.operations import import_published
from thidua.domain.reports import operations
from thidua.domain.reports.models import Report


@pytest.fixture
def report(world):
    """The report of the agency of Tây Ninh, below the cast's province so that its auditor may read it."""
    unit = import_published(actor=OPERATOR, at=AT, record=RECORD).unit
    unit.path, unit.parent = f"{world.units['department'].path}{unit.pk}/", world.units["department"]
    unit.save()
    return operations.draft(actor=OPERATOR, at=AT, unit_id=unit.pk, kind="span", first=WHOLE[0], last=WHOLE[1])


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"loai": "half", "nam": 2025}, dt.date(2025, 1, 1), dt.date(2025, 6, 30)),
        ({"loai": "year", "nam": 2025}, dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ({"loai": "five", "nam": 2025}, dt.date(2021, 1, 1), dt.date(2025, 12, 31)),
        ({"loai": "span", "tu": "2024-03-01", "den": "2025-02-28"}, dt.date(2024, 3, 1), dt.date(2025, 2, 28)),
    ],
)
def test_a_report_is_made_for_the_days_that_its_kind_means(as_, world, asked, first, last):
    response = as_("clerk").post(reverse("desk:report-new"), {"don_vi": world.units["unit"].pk, **asked})
    report = Report.objects.get()
    assert response.status_code == 302 and (report.from_on, report.until_on) == (first, last)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"loai": "year", "nam": ""}, "nam"),
        ({"loai": "span", "nam": 2025}, "tu"),
        ({"loai": "span", "tu": "2025-03-01", "den": "2025-02-01"}, "den"),
        ({"loai": "year", "nam": 2027}, "nam"),
        ({"loai": "year", "nam": 2025, "don_vi": 0}, "don_vi"),
    ],
)
def test_what_is_wrong_is_told_in_the_form(as_, world, asked, field):
    response = as_("clerk").post(reverse("desk:report-new"), {"don_vi": world.units["unit"].pk, **asked})
    assert response.status_code == 422 and field in response.context["form"].errors
    assert not Report.objects.exists()


def test_the_page_names_sources_and_gaps(as_, report):
    page = as_("department_clerk").get(reverse("desk:report", args=[report.pk])).content.decode()
    assert "được tặng 358 lượt" in page and "[1] Sổ vàng, tổng kết giai đoạn 2004 – 2016" in page
    assert "Hệ thống không có phong trào thi đua nào của kỳ này." in page
    assert "hinh_thuc=lao_dong_tien_tien" in page


def test_autosave_answers_with_the_new_version_and_tells_conflicts(as_, report):
    clerk, url = as_("department_clerk"), reverse("desk:report-save", args=[report.pk])
    script = {"HTTP_X_AUTOSAVE": "1", "HTTP_ACCEPT": "application/json"}
    saved = clerk.post(url, {"block-weak.text": "Chưa đều.", "version": 0}, **script)
    assert saved.json() == {"version": 1}
    stale = clerk.post(url, {"block-weak.text": "Khác.", "version": 0}, **script)
    assert stale.status_code == 409 and stale.json()["reason"]
    long = clerk.post(url, {"title": "a" * 301, "version": 1}, **script)
    assert long.status_code == 422 and "title" in long.json()["errors"]
    assert clerk.post(url, {"block-weak.text": "Chưa đều lắm.", "version": 1}).status_code == 302


def test_word_holds_the_text_and_leaves_out_what_is_empty(as_, report):
    clerk = as_("department_clerk")
    response = clerk.get(reverse("desk:report-file", args=[report.pk, "docx"]))
    assert "attachment" in response.headers["Content-Disposition"]
    paper = docx.Document(io.BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "được tặng 358 lượt" in text and "TỒN TẠI, HẠN CHẾ" not in text
    assert any("195" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    operations.edit(
        actor=OPERATOR, at=AT, report_id=report.pk, version=0, texts={"weak.text": "Phong trào chưa đều [99]."}
    )
    response = clerk.get(reverse("desk:report-file", args=[report.pk, "docx"]))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(response.content)).paragraphs)
    assert "TỒN TẠI, HẠN CHẾ" in text and "Phong trào chưa đều [99]." in text


def test_pdf_is_one(as_, report):
    response = as_("auditor").get(reverse("desk:report-file", args=[report.pk, "pdf"]))
    assert response.content.startswith(b"%PDF-1.") and response.headers["Content-Type"] == "application/pdf"
    assert as_("auditor").get(reverse("desk:report-file", args=[report.pk, "exe"])).status_code == 404


@pytest.mark.parametrize(("verb", "state"), [("redraft", "draft"), ("finish", "final")])
def test_acts_come_back_to_the_page(as_, report, verb, state):
    response = as_("department_clerk").post(reverse("desk:report-act", args=[report.pk]), {"verb": verb, "version": 0})
    assert response.status_code == 302 and Report.objects.get().state == state


def test_a_draft_is_thrown_away(as_, report):
    response = as_("department_clerk").post(
        reverse("desk:report-act", args=[report.pk]), {"verb": "remove", "version": 0}
    )
    assert response.headers["Location"] == reverse("desk:reports") and not Report.objects.exists()


def test_query_counts(as_, world, report, django_assert_num_queries):
    clerk = as_("department_clerk")
    clerk.get(reverse("desk:reports"))
    with django_assert_num_queries(8):
        clerk.get(reverse("desk:reports"))
    for year in (2024, 2025):
        operations.draft(
            actor=OPERATOR,
            at=AT,
            unit_id=world.units["unit"].pk,
            kind="year",
            first=dt.date(year, 1, 1),
            last=dt.date(year, 12, 31),
        )
    with django_assert_num_queries(8):
        clerk.get(reverse("desk:reports"))
    with django_assert_num_queries(7):
        clerk.get(reverse("desk:report", args=[report.pk]))
