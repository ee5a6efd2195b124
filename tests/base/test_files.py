"""Files that people hand in: what is taken, what is refused, and what lies on disk afterwards."""

import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import AT
from thidua.base.audit import queries as audit
from thidua.base.files import queries
from thidua.base.files.models import StoredFile
from thidua.base.files.operations import store
from thidua.kernel.actor import NOBODY, Actor
from thidua.kernel.errors import NotAllowed, Unready

PDF = b"%PDF-1.7\n%mau\n"
CLERK = Actor.system("test")


@pytest.fixture(autouse=True)
def folder(db, tmp_path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def office(kind: str = "docx", more: dict[str, bytes] | None = None, leave_out: str = "") -> bytes:
    """A small DOCX or XLSX."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in {"[Content_Types].xml": b"<Types/>", main: b"<x/>", **(more or {})}.items():
            if name != leave_out:
                container.writestr(name, data)
    return content.getvalue()


def hand_in(name: str, content: bytes) -> StoredFile:
    return store(actor=CLERK, at=AT, upload=SimpleUploadedFile(name, content))


def on_disk(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("tờ trình.pdf", PDF, "application/pdf"),
        ("ảnh.JPG", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("ảnh.png", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("báo cáo.docx", office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("biểu.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_is_taken(folder, name, content, kind):
    row = hand_in(name, content)
    assert (row.name, row.content_type, row.size) == (name, kind, len(content))
    path = queries.path_of(row.sha256)
    assert path.read_bytes() == content and path.parent.name == row.sha256[:2]
    assert on_disk(folder) == [path]
    assert [event.event for event in audit.of(row)] == ["files.file.stored"]


BAD = {
    "empty": ("a.pdf", b"", "rỗng"),
    "another type": ("a.exe", b"MZ", "Chỉ nhận"),
    "no type": ("a", PDF, "Chỉ nhận"),
    "only a type": (".pdf", PDF, "Chỉ nhận"),
    "a page called a picture": ("a.png", b"<html><script>", "không phải là PNG"),
    "a picture called a paper": ("a.pdf", b"\x89PNG\r\n\x1a\n", "không phải là PDF"),
    "a zip of anything": ("a.docx", office("xlsx"), "không phải là DOCX"),
    "no list of contents": ("a.docx", office(leave_out="[Content_Types].xml"), "không phải là DOCX"),
    "a broken zip": ("a.docx", office()[:60], "không phải là DOCX"),
    "a way out": ("a.docx", office(more={"../../etc/passwd": b"x"}), "đường dẫn lạ"),
    "a way out on Windows": ("a.docx", office(more={"..\\..\\x": b"x"}), "đường dẫn lạ"),
    "an absolute way": ("a.docx", office(more={"/etc/passwd": b"x"}), "đường dẫn lạ"),
    "a drive": ("a.docx", office(more={"C:/x": b"x"}), "đường dẫn lạ"),
    "a macro": ("a.docx", office(more={"word/vbaProject.bin": b"x"}), "macro"),
    "an archive inside": ("a.docx", office(more={"word/x.zip": b"x"}), "lồng"),
    "an archive with another name": ("a.docx", office(more={"word/x.bin": office()}), "lồng"),
    "a bomb": ("a.docx", office(more={"word/x.xml": b"0" * 3_000_000}), "lớn bất thường"),
    "too many parts": ("a.docx", office(more={f"word/{i}.xml": b"" for i in range(1001)}), "quá nhiều phần"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_refused_leaves_nothing(folder, what):
    name, content, words = BAD[what]
    with pytest.raises(Unready) as refusal:
        hand_in(name, content)
    assert words in str(refusal.value.issues[0].text)
    assert on_disk(folder) == [] and not StoredFile.objects.exists()


def test_a_locked_part_and_a_declared_size_that_is_huge(folder):
    """A flag and a size written by hand: neither is unpacked."""
    content = bytearray(office(more={"word/x.xml": b"x"}))
    at = content.rfind(b"PK\x01\x02")
    locked = bytearray(content)
    locked[at + 8] |= 1
    huge = bytearray(content)
    huge[at + 24 : at + 28] = (300 * 1024 * 1024).to_bytes(4, "little")
    for each, words in ((locked, "mật khẩu"), (huge, "lớn bất thường")):
        with pytest.raises(Unready, match=words):
            hand_in("a.docx", bytes(each))
    assert on_disk(folder) == []


def test_a_list_of_contents_that_is_too_long_is_not_read(folder):
    content = bytearray(office())
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = (50 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(Unready, match="không phải là DOCX"):
        hand_in("a.docx", bytes(content))


def test_too_large_stops_early(folder, settings):
    settings.FILE_MAX_BYTES = 1024 * 1024

    class Endless:
        name = "a.pdf"
        given = 0

        def chunks(self):
            while True:
                self.given += 1
                yield PDF + b"x" * 500_000

    upload = Endless()
    with pytest.raises(Unready, match="lớn hơn 1 MB"):
        store(actor=CLERK, at=AT, upload=upload)
    assert upload.given == 3 and on_disk(folder) == []


def test_names_are_tidied(folder):
    decomposed = unicodedata.normalize("NFD", "Tờ trình")
    assert hand_in(f"{decomposed}\x00\n .pdf", PDF).name == "Tờ trình .pdf"

    class Upload:
        name = "C:\\thư mục\\..\\báo cáo.pdf"

        def chunks(self):
            yield PDF

    assert store(actor=CLERK, at=AT, upload=Upload()).name == "báo cáo.pdf"
    long = hand_in("dài " * 60 + ".pdf", PDF).name
    assert len(long) <= 160 and long.endswith(".pdf")


def test_the_same_content_twice_lies_once(folder):
    first, second = hand_in("a.pdf", PDF), hand_in("b.pdf", PDF)
    assert first.sha256 == second.sha256 and first.pk != second.pk
    assert len(on_disk(folder)) == 1


def test_a_process_killed_before_its_row_leaves_only_a_file(folder, monkeypatch):
    """The content is on disk and synced before the row; without the row nothing refers to it."""
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(StoredFile.objects, "create", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        hand_in("a.pdf", PDF)
    assert len(synced) == 3  # the file, its folder, the folder above
    assert len(on_disk(folder)) == 1 and not StoredFile.objects.exists()


def test_nobody_hands_nothing_in(folder):
    with pytest.raises(NotAllowed):
        store(actor=NOBODY, at=AT, upload=SimpleUploadedFile("a.pdf", PDF))


def test_the_name_told_to_a_browser():
    told = queries.disposition('Tờ trình "số 1".pdf')
    assert told.startswith("attachment; filename=\"to trinh _so 1_.pdf\"; filename*=UTF-8''T%E1%BB%9D%20")
    assert "\n" not in queries.disposition("a\r\nSet-Cookie: x.pdf")
