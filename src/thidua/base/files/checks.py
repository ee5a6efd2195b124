"""What a file must be before it is kept: small enough, and truly of the type that its name says."""

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from thidua.kernel.issues import Issue

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
}
PAPERS = frozenset({"pdf", "jpg", "jpeg", "png", "docx", "xlsx"})
"""What may go with a dossier: what a browser or an office program shows."""
TABLES = frozenset({"xlsx", "xls", "ods", "csv"})
"""What lists are brought in from. Whoever reads one of them does so in a process of its own; here only its kind is looked at."""
MAGIC = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "xls": b"\xd0\xcf\x11\xe0",
    "ods": b"PK\x03\x04",
    "csv": b"",
}
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
MAX_ENTRIES, MAX_TOTAL, MAX_RATIO = 1000, 200 * 1024 * 1024, 100
MAX_DIRECTORY = 512 * 1024
END, END_SIZE, END64 = b"PK\x05\x06", 22, b"PK\x06\x07"


def extension(name: str) -> str:
    """The ending of a name in lower case, without the dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def before_store(path: Path, name: str, size: int, limit: int, kinds: Collection[str] = PAPERS) -> list[Issue]:
    """Why the file is not taken; nothing when it is. `kinds`: the endings that are."""
    if size == 0:
        return [_issue(_("Tệp rỗng, không có nội dung."), _("Mở tệp để kiểm tra rồi tải lên lại."))]
    if size > limit:
        return [too_large(limit)]
    ending = extension(name)
    if ending not in kinds:
        remedy = _("Lưu tài liệu sang một trong các dạng này rồi tải lên.")
        if kinds == TABLES:
            return [_issue(_("Chỉ nhận tệp XLSX, XLS, ODS, CSV."), remedy)]
        return [_issue(_("Chỉ nhận tệp PDF, JPG, PNG, DOCX, XLSX."), remedy)]
    with path.open("rb") as file:
        if ending in OFFICE:
            return _office(file, ending)
        if not file.read(16).startswith(MAGIC[ending]):
            return [_not_as_named(ending)]
    return []


def too_large(limit: int) -> Issue:
    """The issue of a file above the limit in bytes."""
    size = limit // (1024 * 1024)
    return _issue(
        _("Tệp lớn hơn %(size)s MB.") % {"size": size}, _("Giảm độ phân giải bản quét hoặc tách tệp rồi tải lên lại.")
    )


def _issue(text: str, remedy: str) -> Issue:
    return Issue(text, remedy, field="file")


def _not_as_named(ending: str) -> Issue:
    return _issue(
        _("Nội dung tệp không phải là %(type)s như tên tệp.") % {"type": ending.upper()},
        _("Mở tệp bằng chương trình đã tạo ra nó và lưu lại đúng dạng."),
    )


def _unsafe(why: str) -> list[Issue]:
    return [
        _issue(
            _("Tệp không an toàn: %(why)s.") % {"why": why},
            _("Lưu lại tài liệu, bỏ phần đính kèm và macro, hoặc xuất ra PDF."),
        )
    ]


def _office(file: BinaryIO, ending: str) -> list[Issue]:
    """A DOCX or XLSX is a zip: look at its table of contents before anything of it is unpacked."""
    if file.read(4) != b"PK\x03\x04" or not _has_small_directory(file):
        return [_not_as_named(ending)]
    try:
        with zipfile.ZipFile(file) as container:
            return _container(container, ending)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return [_not_as_named(ending)]


def _has_small_directory(file: BinaryIO) -> bool:
    """Whether the table of contents is of a size that may be read into memory; zip64 is never needed here."""
    length = file.seek(0, 2)
    file.seek(max(0, length - 65_536 - END_SIZE - 20))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE or END64 in tail[max(0, at - 20) : at]:
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= MAX_DIRECTORY


def _container(container: zipfile.ZipFile, ending: str) -> list[Issue]:
    entries = container.infolist()
    if len(entries) > MAX_ENTRIES:
        return _unsafe(_("có quá nhiều phần bên trong"))
    total, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    if total > MAX_TOTAL or total > MAX_RATIO * max(packed, 1):
        return _unsafe(_("khi bung ra sẽ lớn bất thường"))
    names = {one.filename for one in entries}
    for one in entries:
        parts = one.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0] or one.orig_filename != one.filename:
            return _unsafe(_("có đường dẫn lạ bên trong"))
        if one.flag_bits & 0x1:
            return _unsafe(_("có phần bị khóa bằng mật khẩu"))
        if parts[-1].lower() == "vbaproject.bin":
            return _unsafe(_("có macro"))
        if not one.is_dir() and _is_archive(container, one):
            return _unsafe(_("có tệp nén lồng bên trong"))
    if not {"[Content_Types].xml", OFFICE[ending]} <= names:
        return [_not_as_named(ending)]
    return []


def _is_archive(container: zipfile.ZipFile, one: zipfile.ZipInfo) -> bool:
    if one.filename.lower().endswith((".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".bz2", ".xz")):
        return True
    with container.open(one) as part:
        return part.read(8).startswith(ARCHIVES)
