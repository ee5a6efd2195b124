"""The ZIP archive that an XLSX or ODS file is: looked at before anything in it is unpacked."""

import posixpath
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

_NESTED = (
    ".zip",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".docx",
    ".doc",
    ".pptx",
    ".ods",
    ".odt",
    ".jar",
    ".7z",
    ".rar",
    ".gz",
    ".tar",
    ".exe",
)
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ")
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_DIRECTORY_OF_ONE = 1_000  # bytes: 46 and a name


class Archive:
    """A looked-through archive; only the parts that are asked for are unpacked, as streams."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._directory(path, limits)
        try:
            self._file = zipfile.ZipFile(path)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            struct.error,
            UnicodeDecodeError,
        ) as error:
            raise Refusal("broken") from error
        self._parts = self._look(path.stat().st_size, limits)

    @staticmethod
    def _directory(path: Path, limits: Limits) -> None:
        """The directory's own size, before it is read into memory."""
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 65_600))
            tail = file.read()
        place = tail.rfind(b"PK\x05\x06")
        if place < 0 or len(tail) < place + 22:
            raise Refusal("broken")
        count, size = struct.unpack("<HI", tail[place + 10 : place + 16])
        if tail[max(0, place - 20) : place].startswith(b"PK\x06\x07"):
            raise Refusal("broken")  # ZIP64: nothing that an agency hands in needs it
        if count > limits.entries or size > limits.entries * _DIRECTORY_OF_ONE:
            raise Refusal("entries", most=limits.entries)

    def _look(self, size: int, limits: Limits) -> dict[str, zipfile.ZipInfo]:
        parts: dict[str, zipfile.ZipInfo] = {}
        entries = self._file.infolist()
        if len(entries) > limits.entries:
            raise Refusal("entries", most=limits.entries)
        if sum(entry.file_size for entry in entries) > limits.unpacked:
            raise Refusal("unpacked", most=limits.unpacked // 1_000_000)
        for entry in entries:
            name = entry.filename
            told = {"part": name[:80]}
            if entry.flag_bits & 0x41:
                raise Refusal("encrypted")
            if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
                raise Refusal("path", **told)
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise Refusal("link", **told)
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refusal("malformed", **told)
            if entry.file_size > limits.small and entry.file_size > limits.ratio * max(entry.compress_size, 1):
                raise Refusal("ratio", **told)
            if name.casefold().endswith(_MACROS[0]) or name.casefold().startswith(_MACROS[1:]):
                raise Refusal("macro")
            if name.casefold() in parts:
                raise Refusal("twice", **told)
            parts[name.casefold()] = entry
        self._apart(entries, size)
        for entry in entries:
            self._whole(entry)
        return parts

    def _apart(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        """No two entries share their bytes, which is how small files unpack to huge ones."""
        end = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise Refusal("broken")
            end = entry.header_offset + 30 + len(entry.filename.encode()) + entry.compress_size
        if end > size:
            raise Refusal("broken")

    def _whole(self, entry: zipfile.ZipInfo) -> None:
        """No archive and no program inside."""
        name = entry.filename.casefold()
        if name.endswith(_NESTED):
            raise Refusal("nested", part=entry.filename[:80])
        if not name.endswith((".xml", ".rels", "/")):
            with self.open(entry.filename, entry) as part:
                if part.read(4).startswith(_PACKED):
                    raise Refusal("nested", part=entry.filename[:80])

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name.casefold() in self._parts

    def open(self, name: str, entry: zipfile.ZipInfo | None = None) -> IO[bytes]:
        """The part as a stream; damaged data is refused while it is read."""
        entry = entry or self._parts.get(name.casefold())
        if entry is None:
            raise Refusal("missing", part=name[:80])
        try:
            return _Part(self._file.open(entry), name)  # type: ignore[return-value]
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            OSError,
            struct.error,
            UnicodeDecodeError,
        ) as error:
            raise Refusal("broken") from error


class _Part:
    """A part whose damage is a refusal."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, *_args: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        try:
            return self._file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Refusal("broken") from error


def resolved(base: str, target: str) -> str:
    """The name of the part that a relation of the part `base` points to."""
    if target.startswith("/"):
        return posixpath.normpath(target[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
