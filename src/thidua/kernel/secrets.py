"""Secrets live in the data folder, one file each, mode 600, made at first start."""

import os
import secrets as random
from pathlib import Path


def secret(folder: Path, name: str, *, make: bool = True) -> str:
    """The secret `name` of this installation; made once with 50 random bytes unless `make` is off.

    Two processes that start together agree: the file is made whole beside its place, then linked there,
    which fails for the second.
    """
    path = folder / "secrets" / name
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    if not make:
        return ""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{name}.{os.getpid()}.{random.token_hex(4)}")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(random.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()
