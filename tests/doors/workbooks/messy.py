"""Workbooks as agencies really hand them in, each with its traps, made anew for a test. All people are made up.

`make(name, folder)` writes the file of one of WORKBOOKS and gives its path and kind; PASTED holds what is pasted from
Word. Other rooms' tests use them too.
"""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

PEOPLE = (
    ("Nguyễn Văn An", "Nam", dt.date(1975, 2, 3), "Trưởng phòng", "Phòng Một"),
    ("Trần Thị Bình", "Nữ", dt.date(1980, 11, 20), "Chuyên viên", "Phòng Hai"),
    ("Ksor H'Mẫu", "Nữ", dt.date(1991, 6, 15), "Phó Trưởng phòng", "Phòng Một"),
)
MAU_TDKT = (
    "STT", "Tên gọi\n(Ông/Bà/Chức danh)", "Tên tập thể/cá nhân/hộ gia đình", "Chức vụ", "Đơn vị công tác",
    "Phân loại khen thưởng", "Danh hiệu thi đua/\nHình thức khen thưởng", "Phân loại đối tượng", "Lĩnh vực hoạt động",
)  # fmt: skip
MAU_TDKT_CODES = ("Mã phân loại KT", "Mã danh hiệu", "Mã đối tượng", "Mã lĩnh vực")
FILLED = 552


def mau_tdkt(path: Path) -> None:
    """Three people put forward, 552 rows of look-ups filled down and never computed, hidden lists, a sample sheet."""
    book = Workbook()
    page = book.active
    page.title = "file nhận"
    page.append((*MAU_TDKT, *[None] * 8, *MAU_TDKT_CODES))
    for line in range(2, FILLED + 2):
        page[f"R{line}"] = f"=VLOOKUP(F{line},PLDT!A:B,2,0)"
        page[f"S{line}"] = f"=VLOOKUP(G{line},HTKT!A:B,2,0)"
    for line, (name, sex, _born, post, unit) in enumerate(PEOPLE, start=2):
        title = "Ông" if sex == "Nam" else "Bà"
        told = (line - 1, title, name, post, unit, "Thường xuyên", "Bằng khen", "Cán bộ", "Giáo dục")
        for place, value in enumerate(told, start=1):
            page.cell(line, place, value)
    lists = {
        "HTKT": [("Bằng khen", "0010"), ("Giấy khen", "0011")],
        "PLDT": [("Cán bộ", 1), ("Tập thể", 2)],
        "LVHD": [("Giáo dục", 5)],
        "phan loai kt": [("Thường xuyên", 1), ("Chuyên đề", 2)],
    }
    for name, rows in lists.items():
        hidden = book.create_sheet(name)
        hidden.sheet_state = "hidden"
        for row in rows:
            hidden.append(row)
    sample = book.create_sheet("Hướng dẫn")
    sample.append(MAU_TDKT)
    for number, title, name in ((1, "Ông", "Nguyễn Văn Mẫu"), (4, "Thượng tá", "Lê Văn Mẫu"), (6, "", "Phòng Mẫu")):
        sample.append((number, title, name, "", "Sở Mẫu", "Thường xuyên", "Giấy khen", "Các cấp lãnh đạo", ""))
    book.save(path)


CANHAN = (
    "STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Tên phòng ban/ khối, tổ công tác",
    "Tên đơn vị/tập thể công tác", "Địa chỉ / Nơi ở", "Mã phân loại cán bộ", "Mã hình thức khen thưởng",
    "Mã danh hiệu thi đua (nếu có)",
)  # fmt: skip


def canhan(path: Path) -> None:
    """A merged title, a blank row, the heading in row 3; true dates, text dates and years; two catalogues side by side."""
    book = Workbook()
    page = book.active
    page.title = "CANHAN"
    page["A1"] = "DANH SÁCH CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG"
    page.merge_cells("A1:K1")
    born = ("03/02/1975", PEOPLE[1][2], 1991)
    page.cell(3, 1)
    for place, text in enumerate(CANHAN, start=1):
        page.cell(3, place, text)
    for line, ((name, sex, _born, post, unit), day) in enumerate(zip(PEOPLE, born, strict=True), start=4):
        told = (line - 3, name, sex, day, post, unit, "Sở Mẫu", " ", "0000000012", 1000000034, None)
        for place, value in enumerate(told, start=1):
            page.cell(line, place, value)
    page["D5"].number_format = "dd/mm/yyyy"
    page["J5"].number_format = "0" * 12
    lists = book.create_sheet("DANHMUC")
    lists.append(("Mã phân loại", "Tên phân loại", None, None, "Mã hình thức", "Tên hình thức"))
    lists.append(("0000000012", "Cán bộ", None, None, "1000000034", "Giấy khen"))
    book.save(path)


def _list_in_row_3(path: Path, title: str, heading: tuple[str, ...], rows: list[tuple]) -> None:
    book = Workbook()
    page = book.active
    page["A1"] = title
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heading))
    for line, row in enumerate((heading, *rows), start=3):
        for place, value in enumerate(row, start=1):
            page.cell(line, place, value)
    book.save(path)


def tapthe(path: Path) -> None:
    """Collectives with codes."""
    heading = (
        "STT",
        "Tên đơn vị / tập thể",
        "Mã phân loại tập thể",
        "Mã hình thức khen thưởng",
        "Mã danh hiệu thi đua (nếu có)",
    )
    rows = [(1, "Phòng Một", "0000000021", "0000000034", None), (2, "Phòng Hai", "0000000021", None, "0000000055")]
    _list_in_row_3(path, "DANH SÁCH TẬP THỂ ĐỀ NGHỊ KHEN THƯỞNG", heading, rows)


def detai(path: Path) -> None:
    """Initiatives; the heading has a slip (“công nhân” for “công nhận”), one cell has a line break."""
    heading = (
        "STT", "Tên đề tài", "Ngày công nhân", "Đơn vị công nhận", "Tóm tắt thành tích", "Tên tác giả", "Phòng ban",
        "Tên cơ quan",
    )  # fmt: skip
    rows = [
        (
            1,
            "Số hóa kho lưu trữ",
            dt.date(2024, 5, 6),
            "Sở Mẫu",
            "Giảm giờ làm\nGiảm giấy",
            "Nguyễn Văn An",
            "Phòng Một",
            "Sở Mẫu",
        )
    ]
    _list_in_row_3(path, "DANH SÁCH ĐỀ TÀI, SÁNG KIẾN", heading, rows)


def nhandulieu(path: Path) -> None:
    """People, collectives and households in one list, without numbers."""
    heading = (
        "STT", "Phân loại khen thưởng", "Tên tập thể/cá nhân/hộ gia đình", "Chức vụ", "Đơn vị công tác",
        "Danh hiệu/Hình thức", "Phân loại đối tượng", "Lĩnh vực",
    )  # fmt: skip
    rows = [
        (None, "Thường xuyên", "Phòng Một", None, "Sở Mẫu", "Tập thể lao động tiên tiến", "TAPTHE", None),
        (None, "Thường xuyên", "Trần Thị Bình", "Chuyên viên", "Phòng Hai", "Lao động tiên tiến", "CANHAN", None),
        (None, "Chuyên đề", "Hộ ông Lê Văn Mẫu", None, "Xã Mẫu", "Giấy khen", "HOGIADINH", None),
    ]
    _list_in_row_3(path, "NHẬN DỮ LIỆU", heading, rows)


COMMUNE_SINGLE = (
    "STT hộ", "STT", "Họ và tên", "", "", "Số CCCD", "Dân tộc", "Địa chỉ", "Ghi chú", "Số quyết định", "Ghi chú",
)  # fmt: skip


def commune(path: Path) -> None:
    """A form code, a title in row 4, two heading rows with merges, column numbers, totals and signatures below."""
    book = Workbook()
    page = book.active
    page.title = "Danh sách"
    page["K1"] = "Mẫu số 02"
    page["A2"], page["G2"] = "UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    page["A4"] = "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC KHEN"
    page.merge_cells("A4:K4")
    for place, text in enumerate(COMMUNE_SINGLE, start=1):
        if text:
            page.cell(6, place, text)
            page.merge_cells(start_row=6, start_column=place, end_row=7, end_column=place)
    page["D6"], page["D7"], page["E7"] = "Ngày\nsinh", "Nam", "Nữ"
    page.merge_cells("D6:E6")
    for place in range(1, 12):
        page.cell(8, place, min(place, 10))  # the last number stands twice
    rows = [
        (1, 1, "NGUYỄN VĂN AN", "1950", " ", "012345678", "Kinh", "Thôn Một", "x", "12/QĐ-UBND", None),
        (None, 2, "TRẦN THỊ BÌNH", " ", "15/6/1955", "001155000123", "Kinh", "Thôn Một", None, None, "x"),
        (2, 3, "KSOR H'MẪU", None, "1961", "001161000124", "Gia Rai", "Thôn Hai", None, "13/QĐ-UBND", None),
    ]
    for row in rows:
        page.append(row)
    page.append(("Tổng cộng: 3 người",))
    page.merge_cells("A12:F12")
    page["H13"] = "Xã Mẫu, ngày 15 tháng 3 năm 2025"
    page["B14"], page["H14"] = "NGƯỜI LẬP BIỂU", "CHỦ TỊCH"
    page.merge_cells("B14:D14")
    book.save(path)


TCVN3_ROWS = (
    ("NguyÔn V¨n An", "NGUYỄN VĂN AN", "§éi TNTP Hå ChÝ Minh"),
    ("TrÇn ThÞ B×nh", "TRẦN THỊ BÌNH", "Së Néi vô"),
)


def tcvn3(path: Path) -> None:
    """A sheet typed in .VnTime and .VnTimeH, beside a good column with µ, ©, ® and a VNI cell."""
    book = Workbook()
    page = book.active
    page.append(("STT", "Hä vµ tªn", "Chức vụ", "§¬n vÞ", "Ghi chú"))
    for cell in ("B1", "D1"):
        page[cell].font = Font(name=".VnTime")
    for line, (name, _capitals, unit) in enumerate(TCVN3_ROWS, start=2):
        page.append((line - 1, name, "Trưởng phòng", unit, "Đo 5 µm ® ©"))
        page.cell(line, 2).font = Font(name=".VnTimeH")
        page.cell(line, 4).font = Font(name=".VnArial")
    page.append((3, "Nguyeãn Vaên Aân", "Phịng hồn thành", "Lƣu", "Nguyễn Hoà"))
    page["B4"].font = Font(name="VNI-Times")
    page["E4"].font = Font(name=".VnTime")  # today's letters in an old font stay
    book.save(path)


def merged_down(path: Path) -> None:
    """A unit merged over its people; a horizontal merge says its text once; a gap of three rows, then two more people."""
    book = Workbook()
    page = book.active
    page.append(("STT", "Họ và tên", "Đơn vị", "Danh hiệu", "Ghi chú"))
    page.append((1, "Nguyễn Văn An", "Phòng Một", "Lao động tiên tiến", "cũ"))
    page.append((2, "Trần Thị Bình"))
    page.append((3, "Lê Văn Mẫu", "Phòng Hai", "Giấy khen"))
    page.merge_cells("C2:C3")
    page.merge_cells("D4:E4")
    page["A8"], page["B8"], page["A9"], page["B9"] = 4, "Hồ Thị Mẫu", 5, "Bùi Văn Mẫu"
    book.save(path)


def grades(path: Path) -> None:
    """Three heading rows with both kinds of merges and column numbers with formulas."""
    book = Workbook()
    page = book.active
    page["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ"
    heads = {
        "A3:A5": "STT", "B3:B5": "Tên đơn vị", "C3:F3": "Kết quả khen thưởng", "C4:D4": "Danh hiệu", "E4:F4": "Hình thức",
        "C5": "Số lượng", "D5": "Số quyết định", "E5": "Số lượng", "F5": "Tỷ lệ",
    }  # fmt: skip
    for area, text in heads.items():
        page[area.partition(":")[0]] = text
        if ":" in area:
            page.merge_cells(area)
    for place, text in enumerate(("1", "2", "3", "4", "5", "6 (5:3)"), start=1):
        page.cell(6, place, text)
    page.append((1, "Phòng Một", "05", "7.100", "1,0", "0.65%"))
    page.append((None, "Cộng", 5, None, 1, None))
    book.save(path)


def nso_csv(path: Path) -> None:
    """Two heading rows, group rows in capitals with spaces at the end, name and code in one cell, NFD, a break at the end."""
    path.write_text(
        "\ufeffSTT,Đơn vị cũ,,Đơn vị mới,,Ghi chú\r\n,Tên,Mã,Tên,Mã,\r\n"
        "TỈNH MẪU  ,,,,,\r\n"
        '1,Thành phố Mẫu (01),00001,Phường Mẫu,00009,"nhập toàn bộ\n"\r\n'
        "2,Xa\u0303 Mo\u0302\u0323t,00002,Phường Mẫu,00009,một phần\r\n",
        encoding="utf-8",
        newline="",
    )


def old_csv(path: Path) -> None:
    """A CSV file saved from a TCVN3 workbook in the code page of Windows, with semicolons; short cells too."""
    path.write_bytes(
        "STT;Hä vµ tªn;Giíi tÝnh;§¬n vÞ\r\n1;NguyÔn V¨n An;Nam;Phßng Mét\r\n2;TrÇn ThÞ B×nh;N÷;Së Néi vô\r\n".encode(
            "cp1252"
        )
    )


STOCK_SHEETS = 67


def xls_stock(path: Path) -> None:
    """An old .xls of 67 sheets, dates as text, amounts as text and as number, a receipt number with zeros, TCVN3 texts."""
    heading = ["STT", "Hä vµ tªn", "Ngµy sinh", "Sè tiÒn", "Sè quyÕt ®Þnh", "Ghi chó"]
    rows = [
        heading,
        ["1", "2", "3", "4", "5", "6"],
        [1, "NguyÔn V¨n An", "10/03/2021", "54", "0003170", "§¬n vÞ"],
        [2, "TrÇn ThÞ B×nh", "11/03/2021", 54.0, "0003171", "µ"],
    ]
    path.write_bytes(xls([(str(number), False, rows) for number in range(1, STOCK_SHEETS + 1)]))


def xls(sheets: list[tuple[str, bool, list[list[str | float]]]], stream_name: str = "Workbook") -> bytes:
    """A small BIFF8 workbook in its compound file: name, hidden or not, rows of each sheet."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    bodies = []
    for _name, _is_hidden, rows in sheets:
        body = record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
        width = max(map(len, rows), default=0)
        body += record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                at = struct.pack("<HHH", line, place, 0)
                if isinstance(value, str):
                    text = value.encode("utf-16-le")
                    body += record(0x0204, at + struct.pack("<HB", len(text) // 2, 1) + text)
                else:
                    body += record(0x0203, at + struct.pack("<d", value))
        bodies.append(body + record(0x000A, b""))
    begin = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    names = [name.encode("utf-16-le") for name, _is_hidden, _rows in sheets]
    offset = len(begin) + sum(12 + len(name) for name in names) + 4
    for name, (_name, is_hidden, _rows), body in zip(names, sheets, bodies, strict=True):
        begin += record(0x0085, struct.pack("<IBBBB", offset, is_hidden, 0, len(name) // 2, 1) + name)
        offset += len(body)
    return compound(begin + record(0x000A, b"") + b"".join(bodies), stream_name)


def compound(data: bytes, name: str) -> bytes:
    """A compound file (OLE) with one stream."""
    data = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
    sectors = len(data) // 512
    tables = 1
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    table = [*range(1, sectors), -2, -2, *[-3] * tables]
    table += [-1] * (tables * 128 - len(table))
    header = struct.pack("<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, tables, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<109i", *[sectors + 1 + place for place in range(tables)], *[-1] * (109 - tables))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBiii16sIQQIQ",
            text,
            len(text) if name else 0,
            kind,
            1,
            -1,
            -1,
            child,
            b"",
            0,
            0,
            0,
            start & 0xFFFFFFFF,
            size,
        )

    directory = entry("Root Entry", 5, 1, -2, 0) + entry(name, 2, -1, 0, len(data)) + entry("", 0, -1, 0, 0) * 2
    return header + data + directory + struct.pack(f"<{len(table)}i", *table)


ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2">
<office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:automatic-styles><style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""


def ods_cell(value: object = "", extra: str = "") -> str:
    """One cell of an ODS table."""
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}" {extra}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {extra}><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="string" {extra}><text:p>{value}</text:p></table:table-cell>'
        if value
        else f"<table:table-cell {extra}/>"
    )


def ods(path: Path, tables: str = "", content: str = "", manifest: str = "") -> None:
    """A minimal ODS file of these tables."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", manifest or "<manifest:manifest xmlns:manifest='m'/>")
        file.writestr("content.xml", content or ODS_CONTENT.format(tables=tables))


def ods_list(path: Path) -> None:
    """A list from LibreOffice: spans, repeated cells and rows up to the end of the sheet, an old font, a note, a hidden sheet."""
    rows = [
        ods_cell("DANH SÁCH KHEN THƯỞNG", 'table:number-columns-spanned="5"') + '<table:covered-table-cell table:number-columns-repeated="4"/>',
        "".join(ods_cell(text) for text in ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Ghi chú")),
        ods_cell(1) + ods_cell("NguyÔn V¨n An", 'table:style-name="old"') + ods_cell(PEOPLE[0][2]) + ods_cell("Phòng Một", 'table:number-rows-spanned="2"')
        + '<table:table-cell><office:annotation><text:p>lời bình</text:p></office:annotation><text:p>dòng 1</text:p><text:p>dòng<text:s text:c="2"/>2</text:p></table:table-cell>',
        ods_cell(2) + ods_cell("Trần Thị Bình") + ods_cell(PEOPLE[1][2]) + "<table:covered-table-cell/>"
        + '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ĐÚNG</text:p></table:table-cell>',
    ]  # fmt: skip
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    body += '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    hidden = f'<table:table table:name="Ẩn" table:style-name="gone"><table:table-row>{ods_cell("mã")}</table:table-row></table:table>'
    ods(path, f'<table:table table:name="Danh sách">{body}</table:table>{hidden}')


PASTED = (
    'STT\tHọ và tên\tNgày sinh\tDanh hiệu\r\n1\tNguyễn Văn An\t03/02/1975\t"Lao động\ntiên tiến"\r\n'
    '2\tTrần Thị Bình\t1980\t"Gọi là ""mẫu"""\r\n'
)

WORKBOOKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "mau_tdkt": ("xlsx", mau_tdkt),
    "canhan": ("xlsx", canhan),
    "tapthe": ("xlsx", tapthe),
    "detai": ("xlsx", detai),
    "nhandulieu": ("xlsx", nhandulieu),
    "commune": ("xlsx", commune),
    "tcvn3": ("xlsx", tcvn3),
    "merged_down": ("xlsx", merged_down),
    "grades": ("xlsx", grades),
    "nso": ("csv", nso_csv),
    "old": ("csv", old_csv),
    "stock": ("xls", xls_stock),
    "list": ("ods", ods_list),
}


def make(name: str, folder: Path) -> tuple[Path, str]:
    """The path and the kind of the workbook, written into the folder."""
    kind, build = WORKBOOKS[name]
    path = folder / f"{name}.{kind}"
    build(path)
    return path, kind
