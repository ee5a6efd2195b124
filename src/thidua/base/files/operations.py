"""Keep a file that somebody hands in."""

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings

from thidua.base.audit.operations import operation, record
from thidua.base.files import access, checks
from thidua.base.files.models import StoredFile
from thidua.base.files.queries import path_of
from thidua.kernel.actor import Actor
from thidua.kernel.errors import Unready
from thidua.kernel.rights import allow
from thidua.kernel.text import tidy

NAME_LENGTH = 160


class Upload(Protocol):
    """What a door hands in: Django's uploaded file, or anything with a name that comes in pieces."""

    name: str | None

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        ...


@operation
def store(*, actor: Actor, at: dt.datetime, upload: Upload, kinds: Collection[str] = checks.PAPERS) -> StoredFile:
    """Keep the upload: the content on disk first, synced, under its SHA-256; the row after.

    `kinds`: the endings that are taken, `checks.PAPERS` or `checks.TABLES`. A process killed in between leaves at most a
    file without a row. Raises Unready when the file is too large, empty, not of an allowed type, or not what its name
    says.
    """
    allow(access.may(actor, "store"))
    name = _tidied(upload.name or "")
    limit = settings.FILE_MAX_BYTES
    root = Path(settings.FILES_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    incoming = root / f".incoming-{os.getpid()}-{secrets.token_hex(8)}"
    try:
        sha256, size = _write(incoming, upload, limit)
        if issues := checks.before_store(incoming, name, size, limit, kinds):
            raise Unready(issues)
        _keep(incoming, path_of(sha256))
    finally:
        incoming.unlink(missing_ok=True)
    row = StoredFile.objects.create(
        sha256=sha256,
        name=name,
        size=size,
        content_type=checks.TYPES[checks.extension(name)],
        uploaded_by_id=actor.user_id,
        uploaded_at=at,
    )
    record(actor=actor, at=at, event="files.file.stored", thing=row, details={"sha256": sha256, "size": size})
    return row


def _tidied(name: str) -> str:
    """The name as it is kept: composed letters, no control characters or folders, at most 160 with its ending."""
    name = tidy(name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    ending = checks.extension(name)
    if len(name) <= NAME_LENGTH:
        return name
    return f"{name[: NAME_LENGTH - len(ending) - 1].rstrip('. ')}.{ending[:10]}"


def _write(path: Path, upload: Upload, limit: int) -> tuple[str, int]:
    """Write the content to the path and sync it; its SHA-256 and size. Stops as soon as it exceeds the limit."""
    digest, size = hashlib.sha256(), 0
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as file:
        for piece in upload.chunks():
            size += len(piece)
            if size > limit:
                raise Unready([checks.too_large(limit)])
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _keep(incoming: Path, place: Path) -> None:
    """Move the content to its place and sync the folders; the same content twice is kept once."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(incoming, place)
    for folder in (place.parent, place.parent.parent):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
