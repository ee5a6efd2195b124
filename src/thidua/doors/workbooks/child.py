"""The child process in which a file is read: limits set before the file is touched, no network, no other programs.

    python -I -c "…" ROOT JOB     JOB is a JSON text: what to do, with which paths and limits

The outcome lies in `told.json` in the folder `into`: what was read, or why it was refused. Whatever else happens, the
parent sees that the file is missing.
"""

import json
import resource
import sys
import tempfile
import traceback
from pathlib import Path

from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

TOLD, MARKED = "told.json", "marked.xlsx"
_CLOSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x50\x4b\x05\x06", "empty"),
)


def confine(limits: Limits) -> None:
    """Limit this process for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + 5))
    most = 4 * limits.unpacked
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    def watch(event: str, _args: object) -> None:
        if event.startswith(_CLOSED):
            raise PermissionError(event)

    sys.addaudithook(watch)


def sniff(path: Path, kind: str, limits: Limits) -> None:
    """Refuse a file that is not what its ending says."""
    size = path.stat().st_size
    if size == 0:
        raise Refusal("empty")
    if size > limits.file_bytes:
        raise Refusal("large", most=limits.file_bytes // 1_000_000)
    with path.open("rb") as file:
        start = file.read(4096)
    for sign, code in _SIGNS:
        if start.startswith(sign):
            raise Refusal(code)
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")) or (
        kind != "csv" and b"<table" in text
    ):
        raise Refusal("html")
    if text.startswith(b"<?xml") or (text.startswith(b"<") and b"workbook" in text):
        raise Refusal("xml" if b"workbook" in text or b"spreadsheet" in text else "unknown", kind=kind)
    if start.startswith(_OLE) and kind != "xls":
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise Refusal("encrypted")
        raise Refusal("other_kind", kind=kind, found="xls")
    if start.startswith(_ZIP) and kind in ("csv", "xls"):
        raise Refusal("other_kind", kind=kind, found=_of_archive(path, limits))
    if kind in ("xlsx", "ods") and not start.startswith(_ZIP):
        raise Refusal("unknown", kind=kind)
    if kind == "xls" and not start.startswith((_OLE, b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):
        raise Refusal("unknown", kind=kind)


def _of_archive(path: Path, limits: Limits) -> str:
    """What a ZIP archive is, as an ending."""
    from thidua.doors.workbooks.archive import Archive  # noqa: PLC0415  slow import: only for a mistaken ending

    archive = Archive(path, limits)
    names = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods", "word/document.xml": "docx"}
    return next((ending for name, ending in names.items() if archive.has(name)), "zip")


def book(path: Path, kind: str, limits: Limits):
    """The file opened by its kind; each is imported alone, since their libraries cost start-up time."""
    sniff(path, kind, limits)
    if kind == "xls":
        from thidua.doors.workbooks import xls  # noqa: PLC0415  slow import: calamine

        return xls.Book(path, limits)
    if kind in ("csv", "pasted"):
        from thidua.doors.workbooks import delimited  # noqa: PLC0415  slow import: one kind only

        return delimited.Book(path, limits, is_pasted=kind == "pasted")
    from thidua.doors.workbooks import archive, ods, xlsx  # noqa: PLC0415  slow import: one kind only

    return {"xlsx": xlsx, "ods": ods}[kind].Book(archive.Archive(path, limits), limits)


def read(path: Path, kind: str, into: Path, limits: Limits) -> tuple[list[dict], int]:
    """Write the rows of each sheet to a file of its own; what is told about the sheets, and how many cells there are."""
    from thidua.doors.workbooks.tables import shape  # noqa: PLC0415  slow import: after the limits are set

    told, opened = [], book(path, kind, limits)
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for place, (name, is_hidden, rows) in enumerate(opened.sheets(), start=1):
        target = into / f"sheet-{place:03}.jsonl"
        with target.open("w", encoding="utf-8") as file:
            write = file.write
            told.append(shape(name, is_hidden, rows, lambda row, write=write: write(f"{dump(row)}\n")))  # type: ignore[misc]
        told[-1]["path"] = target.name
    return told, opened.count.cells


def mark(path: Path, kind: str, into: Path, asked: dict, limits: Limits) -> dict:
    """Write the workbook that shows the problems; the file is read first, within the limits, as any other."""
    from thidua.doors.workbooks import drawing  # noqa: PLC0415  slow import: libraries that write

    sheets, cells = read(path, kind, into, limits)
    for sheet in sheets:
        sheet["file"] = str(into / sheet.pop("path"))
    tempfile.tempdir = str(into)  # what the libraries leave behind goes with the folder
    drawing.draw(path, kind, into / MARKED, sheets, cells, asked["problems"], asked["words"])
    return {}


def main(job: str) -> None:
    """Do one job and tell how it went."""
    asked = json.loads(job)
    limits = Limits(**asked["limits"])
    path, into = Path(asked["path"]), Path(asked["into"])
    confine(limits)
    try:
        if asked["act"] == "mark":
            outcome = mark(path, asked["kind"], into, asked, limits)
        else:
            outcome = {"sheets": read(path, asked["kind"], into, limits)[0]}
    except Refusal as refusal:
        outcome = {"refused": refusal.code, "told": refusal.told}
    except MemoryError:
        outcome = {"refused": "memory", "told": {}}
    except Exception:
        outcome = {"refused": "died", "told": {}, "fault": traceback.format_exc(limit=-6)}
    (into / TOLD).write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
