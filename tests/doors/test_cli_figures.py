"""`thidua report form`: the forms as text, JSON and a spreadsheet."""

import json

import openpyxl
import pytest

from tests.domain.statistics.test_forms import write
from thidua.doors.cli import run


@pytest.fixture
def year(world):
    """Two awards of Tỉnh Mẫu, one of a person without a class."""
    write(world, who="nominee", rank=5)
    write(world, who="clerk", rank=None)
    return world


def test_as_text(year, capsys):
    assert run(["report", "form", "0603", "--year", "2025"]) == 0
    told = capsys.readouterr().out
    assert "0603.N/BNV-TĐKT" in told and "Tỉnh Mẫu, từ 01/01/2025 đến 31/12/2025" in told
    assert "Cá nhân: 2 / 1, lệch 1 (chưa ghi nhóm đối tượng của cá nhân)" in told
    assert "Điểm cần xem: 1 – chưa ghi nhóm đối tượng của cá nhân" in told


def test_as_json(year, capsys):
    assert run(["report", "form", "0603", "--year", "2025", "--unit", "unit", "--until", "2025-12-15", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], told["unit"], told["year"], told["until"]) == ("0603", "Phòng Một", 2025, "2025-12-15")
    rows = {row["code"]: row for row in told["rows"]}
    assert rows["01"]["cells"] == {"1": 2, "2": 2, "3": 0, "4": 0, "5": 0} and rows["10"]["cells"]["1"] == 1
    assert rows["10"]["unknown"] == {"1": 1, "2": 1}
    assert [one["difference"] for one in told["checks"]] == [0, 0, 1, 0]


@pytest.mark.parametrize("form", ["0601", "0602", "0603", "0604", "0605"])
def test_every_form_as_a_spreadsheet(year, tmp_path, form, capsys):
    path = tmp_path / "form.xlsx"
    assert run(["report", "form", form, "--year", "2025", "--xlsx", str(path)]) == 0
    page = openpyxl.load_workbook(path).active
    head = [cell.value for cell in page[1]]
    assert head[:2] == ["Chỉ tiêu", "Mã số"] and head[3].startswith("1. ")
    assert (page["A2"].value, page["B2"].value) == ("Tổng số", "01")


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["0603", "--year", "2025", "--unit", "khong-co"], 1, "Không có đơn vị mã khong-co."),
        (["0603", "--year", "2025", "--until", "2026-01-01"], 1, "--until phải là một ngày trong năm 2025."),
        (["0603", "--year", "2025", "--xlsx", "/khong/co/a.xlsx"], 1, "Không ghi được tệp"),
        (["0606", "--year", "2025"], 2, "0606"),
        (["0603"], 2, "--year"),
    ],
)
def test_what_is_wrong_is_told(year, capsys, asked, code, told):
    assert run(["report", "form", *asked]) == code
    assert told in capsys.readouterr().err


def test_of_several_top_units_one_is_chosen(db, capsys):
    assert run(["report", "form", "0603", "--year", "2025"]) == 1
    assert "chưa có đơn vị nào" in capsys.readouterr().err
