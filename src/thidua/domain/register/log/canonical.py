"""One spelling in bytes for a value, and the two hashes of an entry made of it."""

import hashlib
import json
import unicodedata
from typing import Any

SALT_BYTES = 16
SAFE = 2**53
SPELL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: object) -> str:
    """JSON as RFC 8785 spells it, of text (composed first), whole numbers, yes/no, nothing, lists and boxes.

    Keys are ASCII, so that their order by code points is that of RFC 8785. Raises ValueError for anything else.
    """
    return SPELL(_plain(value))


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int) and abs(value) < SAFE:
        return int(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict) and all(isinstance(key, str) and key.isascii() for key in value):
        return {key: _plain(one) for key, one in value.items()}
    raise ValueError(f"no canonical spelling for {value!r}")


def payload_hash(salt: str, payload: str) -> str:
    """SHA-256 in hex over the salt's bytes and the payload; without the salt nobody can guess the payload from it."""
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def leaf_hash(record: dict[str, Any]) -> bytes:
    """The leaf of the tree: SHA-256 over a zero byte and the record, whose values are plain as they are."""
    return hashlib.sha256(b"\x00" + SPELL(record).encode()).digest()


def record(seq: int, at: str, kind: str, payload_hash: str) -> dict[str, Any]:
    """What a leaf stands for: place, moment in UTC, kind of entry, hash of the salted payload."""
    return {"at": at, "kind": kind, "payload": payload_hash, "seq": seq}
