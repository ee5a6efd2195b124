"""Files that want to hurt, or are not what they say: each with its kind and what its refusal says.

`CORPUS` maps a name to kind, builder, a part of the sentence and the cell that is named, if one is.
"""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.doors.workbooks import messy

RELS = '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
BOOK_RELS = '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
BOOK = '<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>'
HEAD = "".join(
    f'<c r="{at}1" t="inlineStr"><is><t>{text}</t></is></c>'
    for at, text in zip("ABC", ("STT", "Họ và tên", "Chức vụ"), strict=True)
)


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """The XML of a worksheet with a heading in row 1."""
    return f'{before}<worksheet xmlns="m"><sheetData><row r="1">{HEAD}</row>{rows}</sheetData>{after}</worksheet>'


def person(row: int, name: str = "Nguyễn Văn An") -> str:
    """A row of data."""
    return (
        f'<row r="{row}"><c r="A{row}"><v>{row - 1}</v></c><c r="B{row}" t="inlineStr"><is><t>{name}</t></is></c></row>'
    )


def xlsx(
    path: Path, rows: str = "", *, page: str = "", more: dict[str, str | bytes] | None = None, **parts: str
) -> None:
    """An XLSX file made by hand; `parts` replace workbook, rels and styles."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", RELS)
        file.writestr("xl/workbook.xml", parts.get("book", BOOK))
        file.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        file.writestr("xl/worksheets/sheet1.xml", page or sheet(rows or person(2)))
        for name, data in (more or {}).items():
            file.writestr(name, data)


def _with(**asked: object) -> Callable[[Path], None]:
    return lambda path: xlsx(path, **asked)  # type: ignore[arg-type]


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None  # type: ignore[func-returns-value]


def _good() -> bytes:
    buffer = io.BytesIO()
    book = Workbook()
    for row in (("STT", "Họ và tên"), (1, "Nguyễn Văn An"), (2, "Trần Thị Bình")):
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


GOOD = _good()


def _link(path: Path) -> None:
    entry = zipfile.ZipInfo("xl/media/a")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    xlsx(path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(entry, "/etc/passwd")


def _encrypted_entry(path: Path) -> None:
    data = bytearray(GOOD)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(sign), bytes(data)):
            data[match.start() + offset] |= 1
    path.write_bytes(data)


def _overlapping(path: Path) -> None:
    """Two directory entries that point at the same bytes."""
    xlsx(path, more={"a.xml": "<a/>", "b.xml": "<b/>"})
    data = bytearray(path.read_bytes())
    first, second = (match.start() for match in re.finditer(rb"PK\x01\x02(?=.{42}[ab]\.xml)", bytes(data), re.DOTALL))
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)


def _lying(path: Path) -> None:
    """The directory says that the sheet is small; its data go on."""
    xlsx(path, person(2) + "<!--" + "a" * 100_000 + "-->")
    data = bytearray(path.read_bytes())
    for match in re.finditer(rb"PK\x01\x02(?=.{42}xl/worksheets/sheet1)", bytes(data), re.DOTALL):
        data[match.start() + 24 : match.start() + 28] = struct.pack("<I", 200)
    path.write_bytes(data)


def _many_entries(path: Path) -> None:
    xlsx(path, more={f"xl/media/{number}.xml": "<a/>" for number in range(1_001)})


def _bomb_string(path: Path) -> None:
    one = "a" * 301_000_000
    xlsx(path, more={"xl/sharedStrings.xml": f"<sst><si><t>{one}</t></si></sst>"})


def _tight(path: Path) -> None:
    xlsx(path, more={"xl/sharedStrings.xml": "<sst>" + " " * 6_000_000 + "</sst>"})


def _twice(path: Path) -> None:
    xlsx(path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("XL/worksheets/sheet1.xml", sheet(person(2)))


LAUGHS = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HUGE_ODS = '<table:table table:name="Danh sách"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'

Case = tuple[str, Callable[[Path], None], str, str]
CORPUS: dict[str, Case] = {
    "empty": ("xlsx", _bytes(b""), "Tệp rỗng", ""),
    "empty csv": ("csv", _bytes(b""), "Tệp rỗng", ""),
    "empty archive": ("xlsx", _bytes(b"PK\x05\x06" + b"\0" * 18), "Tệp rỗng", ""),
    "truncated": ("xlsx", _bytes(GOOD[: len(GOOD) // 2]), "bị hỏng", ""),
    "truncated at the end": ("xlsx", _bytes(GOOD[:-10]), "bị hỏng", ""),
    "only a sign": ("xlsx", _bytes(b"PK\x03\x04"), "bị hỏng", ""),
    "pdf": ("xlsx", _bytes(b"%PDF-1.7\n1 0 obj"), "PDF", ""),
    "html as xls": ("xls", _bytes(b"<html><body><table><tr><td>STT</td></tr></table>"), "HTML", ""),
    "xml of 2003": ("xls", _bytes(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'), "XML cũ", ""),
    "xlsx as csv": ("csv", _bytes(GOOD), "nội dung là .xlsx", ""),
    "xlsx as xls": ("xls", _bytes(GOOD), "nội dung là .xlsx", ""),
    "xlsx as ods": ("ods", _bytes(GOOD), "nội dung là .xlsx", ""),
    "ods as xlsx": ("xlsx", messy.ods_list, "nội dung là .ods", ""),
    "xls as xlsx": ("xlsx", _bytes(messy.xls([("A", False, [["a"]])])), "nội dung là .xls", ""),
    "text as xlsx": ("xlsx", _bytes("STT,Họ tên".encode()), "không phải là bảng tính .xlsx", ""),
    "noise as csv": ("csv", _bytes(bytes(range(256)) * 20), "không phải là bảng tính .csv", ""),
    "word": ("xlsx", _with(more={"word/document.xml": "<a/>"}), "Word", ""),
    "xlsb": ("xlsx", _with(more={"xl/workbook.bin": b"\x83\x01"}), ".xlsb", ""),
    "password xlsx": ("xlsx", _bytes(messy.compound(b"x", "EncryptedPackage")), "có mật khẩu", ""),
    "password entry": ("xlsx", _encrypted_entry, "có mật khẩu", ""),
    "password ods": ("ods", lambda path: messy.ods(path, manifest='<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'), "có mật khẩu", ""),
    "macro": ("xlsx", _with(more={"xl/vbaProject.bin": b"a"}), "có macro", ""),
    "macro sheet": ("xlsx", _with(more={"xl/macrosheets/sheet1.xml": "<a/>"}), "có macro", ""),
    "macro xls": ("xls", _bytes(messy.xls([("A", False, [["a"]])]) + "_VBA_PROJECT".encode("utf-16-le")), "có macro", ""),
    "xls without a book": ("xls", _bytes(messy.compound(b"x", "Khac")), "bị hỏng", ""),
    "slip": ("xlsx", _with(more={"../../etc/cron.xml": "<a/>"}), "đường dẫn không được phép", ""),
    "absolute": ("xlsx", _with(more={"/etc/cron.xml": "<a/>"}), "đường dẫn không được phép", ""),
    "link": ("xlsx", _link, "liên kết đến nơi khác", ""),
    "nested": ("xlsx", _with(more={"xl/embeddings/sheet.xlsx": GOOD}), "chứa một tệp khác", ""),
    "nested without a name": ("xlsx", _with(more={"xl/media/image1.png": GOOD}), "chứa một tệp khác", ""),
    "many entries": ("xlsx", _many_entries, "nhiều hơn 1.000 phần", ""),
    "overlapping": ("xlsx", _overlapping, "bị hỏng", ""),
    "lying directory": ("xlsx", _lying, "bị hỏng", ""),
    "twice": ("xlsx", _twice, "đứng hai lần", ""),
    "tight": ("xlsx", _tight, "nén quá chặt", ""),
    "bomb": ("xlsx", _bomb_string, "lớn hơn 300 MB", ""),
    "laughs": ("xlsx", _with(page=sheet(person(2), before=LAUGHS)), "khai báo XML", ""),
    "outside entity": ("xlsx", _with(more={"xl/sharedStrings.xml": f"{OUTSIDE}<sst><si><t>&x;</t></si></sst>"}), "khai báo XML", ""),
    "laughs ods": ("ods", lambda path: messy.ods(path, content=f"{LAUGHS}<a>&b;</a>"), "khai báo XML", ""),
    "not well formed": ("xlsx", _with(page="<worksheet><sheetData><row>"), "Không đọc được phần", ""),
    "odd encoding": ("xlsx", _with(page='<?xml version="1.0" encoding="idna"?>' + sheet(person(2))), "Không đọc được phần", ""),
    "no sheets": ("xlsx", _with(book="<workbook/>"), "không có trang tính", ""),
    "missing sheet": ("xlsx", _with(book=BOOK.replace("rId1", "rId7")), "thiếu phần", ""),
    "far cell": ("xlsx", _with(rows=person(2) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "quá xa", "XFD1048576"),
    "row beyond the last": ("xlsx", _with(rows='<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "không theo thứ tự", "A1048577"),
    "column beyond the last": ("xlsx", _with(rows='<row r="2"><c r="XFE2"><v>1</v></c></row>'), "không theo thứ tự", "XFE2"),
    "rows backwards": ("xlsx", _with(rows=person(9) + person(3)), "không theo thứ tự", "A3"),
    "cell of another row": ("xlsx", _with(rows='<row r="2"><c r="A900"><v>1</v></c></row>'), "không theo thứ tự", "A900"),
    "long text": ("xlsx", _with(rows=person(2, "a" * 32_768)), "dài hơn 32.767", "B2"),
    "long shared text": (
        "xlsx",
        _with(rows='<row r="2"><c r="C2" t="s"><v>0</v></c></row>', more={"xl/sharedStrings.xml": f"<sst><si><t>{'ab' * 20_000}</t></si></sst>"}),
        "dài hơn 32.767",
        "C2",
    ),
    "no such shared text": ("xlsx", _with(rows='<row r="2"><c r="A2" t="s"><v>7</v></c></row>'), "sharedStrings", ""),
    "rows of ods repeated": ("ods", lambda path: messy.ods(path, HUGE_ODS.format(cell=messy.ods_cell("a"))), "nhiều hơn 200.000 dòng", ""),
    "cells of ods repeated": (
        "ods",
        lambda path: messy.ods(path, HUGE_ODS.format(cell=messy.ods_cell("a", 'table:number-columns-repeated="16384"'))),
        "quá xa",
        "IW1",
    ),
    "long text csv": ("csv", _bytes(b"STT,T\n1," + b"a" * 32_768), "dài hơn 32.767", "B2"),
    "open quotes": ("csv", _bytes(b'STT,T\n1,"' + b"a\n" * 70_000), "ngoặc kép", ""),
}  # fmt: skip
