"""A messy workbook in the browser: handed in, matched, mended in place, brought in, undone; also without script."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.journeys.pictures import SHOTS, look
from tests.journeys.test_pages import DESK
from tests.journeys.test_reviews import enter  # noqa: F401  the fixture

HEAD = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày vào ngành", "Số điện thoại"]


@pytest.fixture
def workbook(tmp_path: Path) -> Any:
    """A list as offices keep it: a merged title, capitals, days as text, units that nobody calls so."""

    def make(unit: str, name: str) -> str:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Danh sách"
        sheet.append(["DANH SÁCH CÔNG CHỨC MỚI"])
        sheet.merge_cells("A1:H1")
        sheet.append([])
        sheet.append(HEAD)
        sheet.append([1, f"Nguyễn Thị Hoà {name}", "Nữ", "5/3/1980", "Chuyên viên", unit, "01/09/2005", "0900"])
        sheet.append([2, f"TRẦN VĂN {name.upper()}", "Nam", "2/13/1981", "Phó Trưởng phòng", unit, "1/9/2005", "0901"])
        sheet.append([3, f"Lê Thị Cúc {name}", "nu?", "7/7/1990", "Chuyên viên", "P. Lạ", "1/9/2015", "0902"])
        sheet.append([4, f"Đỗ Thị Dung {name}", "Nữ", "1990", "Chuyên viên", "P. Lạ", "1/9/2015", "0903"])
        page = book.create_sheet("Hướng dẫn")
        page.append(HEAD)
        page.append([1, "Nguyễn Văn A", "Nam", "1/1/1980", "Chuyên viên", unit, "1/1/2005", ""])
        book.save(tmp_path / f"{name}.xlsx")
        return str(tmp_path / f"{name}.xlsx")

    return make


def see(reader: Any, name: str) -> None:
    """A picture of the page, and what is wrong with it."""
    reader.look(f"imports-{name}")
    look(reader.page, SHOTS, f"imports-{name}")


def unit_of(page: Any) -> str:
    """The first unit below, as the form names it."""
    return str(page.locator("select[name=unit] option").nth(1).inner_text()).strip()


def test_a_clerk_brings_a_list_in_and_takes_it_back(enter: Any, workbook: Any) -> None:  # noqa: F811
    reader = enter("can-bo-so")
    page = reader.page
    page.goto(f"{DESK}/dang-ky/")
    page.locator("main").get_by_role("link", name="Nhập từ Excel").click()
    see(reader, "empty")
    page.locator("main").get_by_role("link", name="Nhập danh sách").first.click()
    page.wait_for_url(re.compile("/moi/$"))
    see(reader, "new")
    unit = unit_of(page)
    page.set_input_files("input[type=file]", workbook(unit, "An"))
    page.get_by_role("button", name="Đọc danh sách").click()
    page.get_by_text("Mỗi cột trong tệp là gì?").first.wait_for()
    page.get_by_text("Số điện thoại: loại danh sách này không cần").wait_for()
    see(reader, "match")
    page.get_by_role("button", name=re.compile("Kiểm tra")).click()
    page.get_by_text("Có gì cần xem").wait_for()
    see(reader, "wrong")
    cell = page.locator("input[name='f-6-unit']")
    cell.fill(unit)
    page.locator("button[value='6:unit']").click()
    page.get_by_text(
        re.compile(r"Đã sửa [12] dòng")
    ).wait_for()  # the cell itself was saved when it was left, or not yet
    assert page.get_by_text("Không có đơn vị").count() == 0
    page.locator("select[name='f-5-born_on']").select_option("13/02/1981")
    page.locator("#m-5-born_on").get_by_text("trong tệp: 2/13/1981").wait_for()
    page.locator("select[name='f-6-sex']").select_option("Nữ")
    page.locator("#s-6").get_by_text("Mới").wait_for()
    page.locator("button[name=line][value='7']").click()
    page.get_by_text("Đã bỏ qua 1 dòng.").wait_for()
    page.get_by_role("button", name="Nhận mọi gợi ý").click()
    page.get_by_text("Đã sửa 1 dòng.").wait_for()
    see(reader, "ready")
    page.get_by_role("button", name="Nhập vào hệ thống").click()
    page.get_by_role("link", name="Hoàn tác cả lô…").wait_for()
    see(reader, "written")
    page.get_by_role("link", name="Hoàn tác cả lô…").click()
    see(reader, "undo")
    page.get_by_role("button", name="Hoàn tác cả lô").click()
    page.locator(".page-title").get_by_text("Đã hoàn tác").wait_for()
    page.goto(f"{DESK}/nhap-du-lieu/")
    see(reader, "list")
    assert reader.wrong == []


def test_without_script(enter: Any, workbook: Any) -> None:  # noqa: F811
    page = enter("can-bo-so", script=False).page
    page.goto(f"{DESK}/nhap-du-lieu/moi/")
    unit = unit_of(page)
    page.set_input_files("input[type=file]", workbook(unit, "Binh"))
    page.get_by_role("button", name="Đọc danh sách").click()
    waited(page, "Mỗi cột trong tệp là gì?")
    page.get_by_role("button", name=re.compile("Kiểm tra")).click()
    waited(page, "Có gì cần xem")
    page.fill("input[name='f-6-unit']", unit)
    page.select_option("select[name='f-6-sex']", "Nữ")
    page.get_by_role("button", name="Lưu các ô đã sửa").click()
    assert page.get_by_text("Đã sửa 1 dòng.").is_visible()
    page.get_by_role("button", name="Bỏ qua mọi dòng cần sửa").click()
    page.get_by_role("button", name="Nhập vào hệ thống").click()
    waited(page, "Hoàn tác cả lô…")


def waited(page: Any, words: str) -> None:
    """Ask for the page again until the worker is through."""
    for _time in range(60):
        if page.get_by_text(words).first.is_visible():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.inner_text("main"))
