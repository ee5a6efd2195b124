"""Spreadsheets as they really come: heading, data, end of the data, dates, old fonts, pasted tables."""

import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from xlsxwriter import Workbook as Writer

from tests.doors.workbooks import hostile, messy
from thidua.doors import workbooks
from thidua.doors.workbooks import cells, headings, tables
from thidua.doors.workbooks.raw import Merge, Raw
from thidua.kernel.errors import Unready


@pytest.fixture
def read(tmp_path):
    """Read one of the messy workbooks by its name, or a file."""

    def reading(name, kind=""):
        path, kind = (name, kind) if kind else messy.make(name, tmp_path)
        return workbooks.read(path, kind, tmp_path / "rows").sheets

    return reading


def columns(sheet):
    return [column.heading for column in sheet.columns]


def values(sheet):
    return [row.cells for row in sheet.rows()]


def test_mau_tdkt(read):
    given, *hidden, sample = read("mau_tdkt")
    assert [(sheet.name, sheet.is_hidden, sheet.is_sample) for sheet in (given, *hidden, sample)] == [
        ("file nhận", False, False),
        *((name, True, False) for name in ("HTKT", "PLDT", "LVHD", "phan loai kt")),
        ("Hướng dẫn", False, True),
    ]
    assert given.header_rows == (1, 1) and given.row_count == 3 and len(given.columns) == 21
    assert columns(given)[1] == "Tên gọi (Ông/Bà/Chức danh)" and columns(given)[9:17] == [""] * 8
    assert given.columns[17] == workbooks.Column("R", "Mã phân loại KT")
    rows = list(given.rows())
    assert [row.number for row in rows] == [2, 3, 4] and rows[2].cells[:3] == ("3", "Bà", "Ksor H'Mẫu")
    assert rows[0].uncomputed == (17, 18) and given.uncomputed[:3] == ("R2", "S2", "R3")
    (issue,) = given.issues
    assert "R2" in issue.text and "lưu lại" in issue.remedy and issue.field == "R2"
    assert values(hidden[0]) == [("Bằng khen", "0010"), ("Giấy khen", "0011")] and hidden[0].header_rows is None
    assert [row.cells[0] for row in sample.rows()] == ["1", "4", "6"]


def test_formulas_filled_down_and_computed_to_nothing(read, tmp_path):
    """Opened in Excel once: each of the 552 rows holds an error; some have a number filled down too."""
    filled = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row - 1}</v></c><c r="C{row}" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>'
        f'<c r="D{row}" t="str"><f>""</f><v></v></c></row>'
        for row in range(4, 553)
    )
    hostile.xlsx(tmp_path / "a.xlsx", hostile.person(2) + hostile.person(3) + filled)
    (sheet,) = read(tmp_path / "a.xlsx", "xlsx")
    assert sheet.row_count == 2 and sheet.stopped_at == 4 and sheet.uncomputed == () and sheet.issues == ()


def test_canhan(read):
    people, lists = read("canhan")
    assert people.title == "DANH SÁCH CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG" and people.header_rows == (3, 3)
    assert columns(people) == list(messy.CANHAN)
    assert [row[3] for row in values(people)] == ["03/02/1975", "1980-11-20", "1991"]
    assert [row[7] for row in values(people)] == ["", "", ""]  # a single space is nothing
    assert [row[8:10] for row in values(people)][:2] == [("0000000012", "1000000034"), ("0000000012", "001000000034")]
    assert lists.is_sample and columns(lists)[2:4] == ["", ""]


@pytest.mark.parametrize(("name", "rows", "second"), [("tapthe", 2, "Phòng Một"), ("detai", 1, "Số hóa kho lưu trữ")])
def test_lists_with_a_title(name, rows, second, read):
    (sheet,) = read(name)
    assert sheet.header_rows == (3, 3) and sheet.row_count == rows and values(sheet)[0][1] == second
    assert sheet.title.startswith("DANH SÁCH")


def test_detai_keeps_line_breaks_of_data_and_true_dates(read):
    (sheet,) = read("detai")
    assert values(sheet)[0][2] == "2024-05-06" and values(sheet)[0][4] == "Giảm giờ làm\nGiảm giấy"


def test_nhandulieu_has_no_numbers(read):
    (sheet,) = read("nhandulieu")
    assert [row.cells[2] for row in sheet.rows()] == ["Phòng Một", "Trần Thị Bình", "Hộ ông Lê Văn Mẫu"]
    assert sheet.stopped_at is None and [row.number for row in sheet.rows()] == [4, 5, 6]


def test_commune_list(read):
    (sheet,) = read("commune")
    assert (sheet.form, sheet.title, sheet.header_rows) == ("Mẫu số 02", "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC KHEN", (6, 7))
    assert columns(sheet) == [
        "STT hộ", "STT", "Họ và tên", "Ngày sinh › Nam", "Ngày sinh › Nữ", "Số CCCD", "Dân tộc", "Địa chỉ", "Ghi chú",
        "Số quyết định", "Ghi chú (K)",
    ]  # fmt: skip
    assert [row.number for row in sheet.rows()] == [9, 10, 11] and sheet.stopped_at == 12 and sheet.below == 0
    assert [row[3:5] for row in values(sheet)] == [("1950", ""), ("", "15/6/1955"), ("", "1961")]
    assert values(sheet)[0][5] == "012345678"


def test_old_fonts_by_their_name(read):
    (sheet,) = read("tcvn3")
    assert columns(sheet) == ["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"]
    for row, (given, capitals, _unit) in zip(sheet.rows(), messy.TCVN3_ROWS, strict=False):
        assert row.cells[1] == capitals and row.was[1] == given and row.cells[4] == "Đo 5 µm ® ©" and 4 not in row.was
    assert [row[3] for row in values(sheet)] == ["Đội TNTP Hồ Chí Minh", "Sở Nội vụ", "Lưu"]
    assert values(sheet)[2] == ("3", "Nguyễn Văn Ân", "Phịng hồn thành", "Lưu", "Nguyễn Hoà")
    assert sheet.mended == 6


def test_runs_of_different_fonts_in_one_cell(read, tmp_path):
    """As Excel writes it: shared texts, of which one has runs; phonetic guides are no text."""
    with Writer(tmp_path / "a.xlsx") as book:
        page, old = book.add_worksheet(), book.add_format({"font_name": ".VnTime"})
        page.write_row(0, 0, ["STT", "Họ và tên", "Đơn vị"])
        page.write_row(1, 0, [1, "Nguyễn Văn An"])
        page.write_rich_string(1, 2, "Sở ", old, "Néi vô", " © µ")
        page.write_row(2, 0, [2, "Trần Thị Bình"])
        page.write_string(2, 2, "Sở ", old)
    (sheet,) = read(tmp_path / "a.xlsx", "xlsx")
    assert values(sheet)[0] == ("1", "Nguyễn Văn An", "Sở Nội vụ © µ") and list(sheet.rows())[0].was == {
        2: "Sở Néi vô © µ"
    }
    strings = '<sst><si><t>An</t><rPh sb="0" eb="1"><t>ngoài</t></rPh></si><si><t>a_x000D_\nb_x0007_</t></si></sst>'
    row = '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>'
    hostile.xlsx(tmp_path / "b.xlsx", row, more={"xl/sharedStrings.xml": strings})
    assert values(read(tmp_path / "b.xlsx", "xlsx")[0]) == [("", "An", "a\nb")]


def test_prefixed_names_and_cells_without_references(read, tmp_path):
    """Other programs write names with a prefix, and leave out the references of rows and cells."""
    cells_ = "".join(f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' for text in ("STT", "Họ và tên"))
    data = '<x:c><x:v>1.0</x:v></x:c><x:c t="str"><x:v>Nguyễn Văn An</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c>'
    page = f'<x:worksheet xmlns:x="m"><x:sheetData><x:row>{cells_}</x:row><x:row>{data}</x:row></x:sheetData></x:worksheet>'
    hostile.xlsx(tmp_path / "a.xlsx", page=page)
    (sheet,) = read(tmp_path / "a.xlsx", "xlsx")
    assert values(sheet) == [("1", "Nguyễn Văn An", "TRUE")] and [row.number for row in sheet.rows()] == [2]


def test_merged_cells_and_the_end_of_the_data(read):
    (sheet,) = read("merged_down")
    assert values(sheet) == [
        ("1", "Nguyễn Văn An", "Phòng Một", "Lao động tiên tiến", "cũ"),
        ("2", "Trần Thị Bình", "Phòng Một", "", ""),
        ("3", "Lê Văn Mẫu", "Phòng Hai", "Giấy khen", ""),
    ]
    assert sheet.stopped_at == 5 and sheet.below == 2
    (issue,) = sheet.issues
    assert "dòng 5" in issue.text and "2 dòng" in issue.text and issue.remedy


def test_three_heading_rows(read):
    (sheet,) = read("grades")
    assert sheet.header_rows == (3, 5) and columns(sheet)[2:] == [
        "Kết quả khen thưởng › Danh hiệu › Số lượng", "Kết quả khen thưởng › Danh hiệu › Số quyết định",
        "Kết quả khen thưởng › Hình thức › Số lượng", "Kết quả khen thưởng › Hình thức › Tỷ lệ",
    ]  # fmt: skip
    assert values(sheet) == [("1", "Phòng Một", "05", "7.100", "1,0", "0.65%")] and sheet.stopped_at == 8


def test_csv_with_two_heading_rows(read):
    (sheet,) = read("nso")
    assert columns(sheet) == [
        "STT",
        "Đơn vị cũ › Tên",
        "Đơn vị cũ › Mã",
        "Đơn vị mới › Tên",
        "Đơn vị mới › Mã",
        "Ghi chú",
    ]
    assert values(sheet)[1] == ("1", "Thành phố Mẫu (01)", "00001", "Phường Mẫu", "00009", "nhập toàn bộ\n")
    assert values(sheet)[2][1] == "Xã Một" and list(sheet.rows())[2].was == {}  # composed, which is no mending


def test_csv_in_an_old_font(read):
    (sheet,) = read("old")
    assert values(sheet) == [("1", "Nguyễn Văn An", "Nam", "Phòng Một"), ("2", "Trần Thị Bình", "Nữ", "Sở Nội vụ")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("STT;Họ và tên\n1;Đỗ Văn Mẫu\n".encode("utf-8-sig"), "Đỗ Văn Mẫu"),
        ("sep=;\nSTT;Họ và tên\n1;Đỗ Văn Mẫu\n".encode("utf-16"), "Đỗ Văn Mẫu"),
        ("STT\tHọ và tên\r1\tĐỗ Văn Mẫu\r".encode(), "Đỗ Văn Mẫu"),
        ("STT,Ho va ten\n1,Hoa\u0300 A\u0309nh".encode("cp1258"), "Hoà Ảnh"),
    ],
)
def test_csv_in_each_encoding(data, name, read, tmp_path):
    (tmp_path / "a.csv").write_bytes(data)
    (sheet,) = read(tmp_path / "a.csv", "csv")
    assert values(sheet) == [("1", name)]


def test_old_xls(read):
    sheets = read("stock")
    assert len(sheets) == messy.STOCK_SHEETS and [sheet.name for sheet in sheets[:2]] == ["1", "2"]
    assert values(sheets[66])[1][:5] == ("2", "Trần Thị Bình", "11/03/2021", "54", "0003171")
    assert values(sheets[0])[1][5] == "µ" and sheets[0].header_rows == (1, 1)


def test_ods(read):
    sheet, hidden = read("list")
    assert sheet.title == "DANH SÁCH KHEN THƯỞNG" and not sheet.is_hidden and hidden.is_hidden
    assert values(sheet) == [
        ("1", "Nguyễn Văn An", "1975-02-03", "Phòng Một", "dòng 1\ndòng  2"),
        ("2", "Trần Thị Bình", "1980-11-20", "Phòng Một", "TRUE"),
    ]
    assert list(sheet.rows())[0].was == {1: "NguyÔn V¨n An"}


def test_pasted():
    (sheet,) = workbooks.read_pasted(messy.PASTED).sheets
    assert columns(sheet) == ["STT", "Họ và tên", "Ngày sinh", "Danh hiệu"] and sheet.path is None
    assert values(sheet)[0][3] == "Lao động\ntiên tiến" and values(sheet)[1][3] == 'Gọi là "mẫu"'
    assert [row.number for row in sheet.rows()] == [2, 3] and list(sheet.rows()) == list(sheet.rows())
    (bare,) = workbooks.read_pasted("Nguyễn Văn An\tPhòng Một").sheets
    assert bare.header_rows is None and values(bare) == [("Nguyễn Văn An", "Phòng Một")]
    for text in ("", " \n", "a" * (workbooks.LIMITS.pasted + 1), '"' + "a\n" * 40_000):
        with pytest.raises(Unready):
            workbooks.read_pasted(text)


def test_a_kind_that_nobody_reads(tmp_path):
    with pytest.raises(ValueError, match="pdf"):
        workbooks.read(tmp_path / "a.pdf", "pdf", tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("5", "5"), ("54.0", "54"), ("0.30000000000000004", "0.3"), ("1e3", "1000"), ("1.5e-7", "0.00000015"), ("-3.25", "-3.25"),
        ("123456789012345678", "123456789012346000"), ("1E+300", "1e+300"), ("nan", "nan"), ("", ""),
    ],
)  # fmt: skip
def test_numbers(text, told):
    assert cells.number(text) == told


@pytest.mark.parametrize(
    ("serial", "is_1904", "told"),
    [
        ("44270", False, "2021-03-15"), ("44270.9236111", False, "2021-03-15 22:10"), ("0.3125", False, "07:30"),
        ("1", False, "1900-01-01"), ("42808", True, "2021-03-15"), ("9e9", False, "9000000000"), ("x", False, "x"),
    ],
)  # fmt: skip
def test_days(serial, is_1904, told):
    assert cells.day(serial, is_1904) == told


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("dd/mm/yyyy", True), ("[$-42A]dd mmmm yyyy", True), ('"ngày" dd', True), ("yyyy", True), ("General", False),
        ('#,##0 "đồng"', False), ("[Red]0.00", False), ("[h]:mm", False), ("0000000", False),
    ],
)  # fmt: skip
def test_number_formats(code, is_day):
    assert cells.is_day(code) is is_day


@pytest.mark.parametrize(
    ("texts", "is_counted"),
    [
        (("1", "2", "3"), True), (("(1)", "(2)", "(3)"), True), (("A", "B", "1", "2"), True), (("1", "2", "25", "25"), False),
        (("1", "2", "3 (2:1)", "3", "4=2+3"), True), (("1", "Nguyễn", "2"), False), (("7", "8"), False), (("1", "1975"), False),
    ],
)  # fmt: skip
def test_the_row_that_numbers_the_columns(texts, is_counted):
    assert headings.is_counted(Raw(1, dict(enumerate(texts)))) is is_counted


@pytest.mark.parametrize(
    ("name", "is_sample"),
    [
        ("Hướng dẫn", True), ("Mẫu", True), ("Ví dụ", True), ("Danh mục", True), ("DANHMUC", True), ("HDSD", True), ("Sheet mẫu", True),
        ("Mẫu số 02", False), ("Mẫu 1", False), ("Danh sách", False), ("CANHAN", False), ("Mậu dịch", False),
    ],
)  # fmt: skip
def test_sheets_that_only_explain(name, is_sample):
    assert tables.is_sample(name) is is_sample


@pytest.mark.parametrize(
    "end",
    [
        {0: "Tổng cộng"}, {1: "Tổng cộng: 3"}, {1: "Cộng"}, {1: "NGƯỜI LẬP BIỂU"}, {2: "THỦ TRƯỞNG ĐƠN VỊ"}, {2: "TM. ỦY BAN NHÂN DÂN"},
        {2: "Xã Mẫu, ngày 5 tháng 3 năm 2025"}, {2: "ngày … tháng … năm 2025"}, {0: "Danh sách gồm 3 người./."}, {0: "Ghi chú:"},
    ],
)  # fmt: skip
def test_the_end_of_the_data(end):
    rows = [Raw(1, {0: "STT", 1: "Họ và tên", 2: "Chức vụ"}), Raw(2, {0: "1", 1: "Công Văn Mẫu", 2: "Thủ trưởng"})]
    told = tables.shape(
        "", False, iter([*rows, Raw(3, {1: "Tổng Thị Cộng", 2: "x"}), Raw(4, end), Raw(5, {1: "a"})]), [].append
    )
    assert told["row_count"] == 2 and told["stopped_at"] == 4


@pytest.mark.parametrize(
    ("row", "score"),
    [
        (["STT", "Họ và tên", "Năm sinh"], 3), (["Đơn vị: Sở Mẫu", "Năm: 2025"], 0), (["1", "Nguyễn Văn An", "1975"], 0),
        (["Mẫu số 02"], 0), (["Mã số thuế", "Số QĐ", "Ngày ký"], 3), (["Nam", "Nam"], 1),
    ],
)  # fmt: skip
def test_words_of_a_heading(row, score):
    assert headings.score(Raw(1, dict(enumerate(row)))) == score


def test_merged_areas_without_end_are_harmless():
    wide = [Merge(place, 1_048_576, 16_383) for place in range(3)]
    rows = [Raw(1, {0: "STT", 1: "Họ và tên"}, merges=wide), Raw(2, {0: "1", 1: "An"}), Raw(4, {0: "2", 1: "Bình"})]
    assert headings.find(rows).last == 3  # never deeper than three rows


def test_true_dates_with_1904_and_capitals(read, tmp_path):
    book = Workbook()
    book.epoch = dt.datetime(1904, 1, 1)
    for row in (("STT", "Họ và tên", "Ngày sinh"), (1, "nguyÔn v¨n an", dt.datetime(2021, 3, 15)), (2, "abc", None)):
        book.active.append(row)
    book.active["B2"].font = book.active["B3"].font = Font(name=".VnTimeH")
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read(tmp_path / "a.xlsx", "xlsx")
    assert values(sheet) == [("1", "NGUYỄN VĂN AN", "2021-03-15"), ("2", "ABC", "")]
