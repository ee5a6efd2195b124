"""Where a stored file lies, and how its name is told to a browser."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from thidua.base.files.models import StoredFile
from thidua.kernel.text import fold


def path_of(sha256: str) -> Path:
    """The place of a content: two-letter folders, so that no folder grows too large."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def is_there(file: StoredFile) -> bool:
    """Whether the content lies in the data folder, with the size that its row says."""
    path = path_of(file.sha256)
    return path.is_file() and path.stat().st_size == file.size


def disposition(name: str) -> str:
    """The Content-Disposition of an attachment (RFC 6266): a plain name for old browsers, the true one in UTF-8."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in fold(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
