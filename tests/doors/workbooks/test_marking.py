"""The clerk's own file comes back with the problems marked; a text never becomes a formula."""

import hashlib
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from tests.doors.workbooks import hostile, messy
from thidua.doors import workbooks
from thidua.doors.workbooks import drawing
from thidua.kernel.errors import Unready


def marked(tmp_path, path, kind, problems):
    """The marked workbook, opened; the file itself is untouched and nothing is left beside it."""
    before = hashlib.sha256(path.read_bytes()).digest()
    target = tmp_path / "out" / "marked.xlsx"
    target.parent.mkdir()
    workbooks.mark(path, kind, target, problems)
    assert hashlib.sha256(path.read_bytes()).digest() == before and [target] == list(target.parent.iterdir())
    return load_workbook(target)


def test_the_clerks_own_workbook(tmp_path):
    path, kind = messy.make("commune", tmp_path)
    told = {(9, 5): "Số CCCD thiếu chữ số", (10, 3): "=HYPERLINK(1)", (10, 4): "Ngày sinh thiếu năm"}
    page = marked(tmp_path, path, kind, {"Danh sách": told})["Danh sách"]
    assert page["F9"].fill.fgColor.rgb.endswith(drawing._COLOUR) and "thiếu chữ số" in page["F9"].comment.text
    assert page["F10"].comment is None and page["F10"].fill.fill_type is None
    assert page["L7"].value == "Cần sửa" and page["L9"].value == "F: Số CCCD thiếu chữ số" and page["L11"].value is None
    assert page["L10"].value == "D: =HYPERLINK(1); E: Ngày sinh thiếu năm"
    assert "A4:K4" in {str(area) for area in page.merged_cells.ranges} and page["K1"].value == "Mẫu số 02"


def test_formulas_stay_and_texts_become_none(tmp_path):
    book = Workbook()
    for row in (("STT", "Họ và tên", "Tổng"), (1, "x", "=1+1"), (2, "Trần Thị Bình", 3)):
        book.active.append(row)
    book.active["B2"].value, book.active["B2"].data_type = "=2+2", "s"
    book.save(tmp_path / "a.xlsx")
    page = marked(tmp_path, tmp_path / "a.xlsx", "xlsx", {"Sheet": {(2, 0): "=3+3"}}).active
    assert page["C2"].data_type == "f" and page["B2"].data_type == "s" and page["D2"].data_type == "s"
    with zipfile.ZipFile(tmp_path / "out" / "marked.xlsx") as parts:
        assert parts.read("xl/worksheets/sheet1.xml").decode().count("<f>") == 1


@pytest.mark.parametrize(
    ("name", "sheet", "page_name", "row", "heading", "last", "value"),
    [
        ("list", "Danh sách", "Danh sách", 4, 2, "F", "Trần Thị Bình"),
        ("stock", "1", "1", 4, 1, "G", "Trần Thị Bình"),
        ("old", "CSV", "CSV", 2, 1, "E", "Nguyễn Văn An"),
        ("pasted", "", "Bảng đã dán", 2, 1, "E", "=1+1"),
    ],
)
def test_other_kinds_become_a_new_workbook(name, sheet, page_name, row, heading, last, value, tmp_path):
    if name == "pasted":
        path, kind = tmp_path / "a.txt", "pasted"
        path.write_text(messy.PASTED.replace("Nguyễn Văn An", "=1+1"), encoding="utf-8", newline="")
    else:
        path, kind = messy.make(name, tmp_path)
    page = marked(tmp_path, path, kind, {sheet: {(row, 1): "Sai tên", (row, 2): "Thiếu"}})[page_name]
    cell = page.cell(row, 2)
    assert cell.fill.fgColor.rgb.endswith(drawing._COLOUR) and cell.comment.text == "Sai tên"
    assert (cell.value, cell.data_type) == (value, "s") and page.cell(heading, 1).value == "STT"
    assert page[f"{last}{heading}"].value == "Cần sửa" and page[f"{last}{row}"].value == "B: Sai tên; C: Thiếu"


def test_a_large_one_becomes_a_new_workbook(monkeypatch, tmp_path):
    """The same drawing, chosen by the number of cells."""
    path, _kind = messy.make("canhan", tmp_path)
    sheets = [
        {
            "name": "CANHAN",
            "is_hidden": False,
            "title": "T",
            "header_rows": (3, 3),
            "columns": [("A", "STT")],
            "file": str(tmp_path / "r"),
        }
    ]
    (tmp_path / "r").write_text('[4, ["1"], {}, []]\n', encoding="utf-8")
    words = {"heading": "Cần sửa", "pasted": "Bảng"}
    drawing.draw(path, "xlsx", tmp_path / "new.xlsx", sheets, drawing.OWN_CELLS + 1, {"CANHAN": [(4, 0, "Sai")]}, words)
    page = load_workbook(tmp_path / "new.xlsx")["CANHAN"]
    assert (page["A1"].value, page["A3"].value, page["A4"].value, page["B4"].value) == ("T", "STT", "1", "A: Sai")


def test_a_hostile_file_is_not_marked(tmp_path):
    hostile.CORPUS["far cell"][1](tmp_path / "a.xlsx")
    with pytest.raises(Unready, match="XFD1048576"):
        workbooks.mark(tmp_path / "a.xlsx", "xlsx", tmp_path / "b.xlsx", {"Danh sách": {(2, 1): "Sai"}})
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize(("name", "told"), [("a/b:c", "a-b-c"), ("'", "-"), ("x" * 40, "x" * 28), ("Đã có", "Đã có 2")])
def test_names_of_worksheets(name, told):
    assert drawing._page_name(name, {"đã có"}) == told
