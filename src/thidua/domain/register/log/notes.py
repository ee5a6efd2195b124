"""Signed notes, checkpoints and cosignatures as C2SP writes them: a few lines of text that can be printed.

signed-note, tlog-checkpoint, tlog-cosignature (cosignature/v1) and the body of tlog-witness `add-checkpoint`.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = b"\x01", b"\x04"
DASH = "— "


class Unreadable(ValueError):
    """A text that is no such note, key or request."""


@dataclass(frozen=True)
class Key:
    """A public key under its name. `kind`: LOG signs checkpoints, WITNESS cosigns them."""

    name: str
    kind: bytes
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes before each signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(self.kind + self.public)}"

    @classmethod
    def read(cls, text: str) -> "Key":
        """The key of a line `name+id+base64`. Raises Unreadable."""
        name, _plus, rest = text.strip().partition("+")
        id, _plus, data = rest.partition("+")
        raw = _decoded(data)
        key = cls(name, raw[:1], raw[1:])
        if not name or key.kind not in (LOG, WITNESS) or len(key.public) != 32 or key.id.hex() != id:
            raise Unreadable("not a verifier key")
        return key


@dataclass(frozen=True)
class Signer:
    """A private key under its name, made of a secret text."""

    name: str
    kind: bytes
    secret: str

    @property
    def private(self) -> Ed25519PrivateKey:
        """The Ed25519 key: its seed is the SHA-256 of the secret."""
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.secret.encode()).digest())

    @property
    def key(self) -> Key:
        """The public half."""
        return Key(self.name, self.kind, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True)
class Signature:
    """One signature line of a note."""

    name: str
    id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {_encoded(self.id + self.data)}"


@dataclass(frozen=True)
class Checkpoint:
    """A tree of one log as a note says it, with the signatures under it."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"

    def __str__(self) -> str:
        return self.body + "\n" + "".join(f"{one}\n" for one in self.signatures)

    def signed(self, signer: Signer) -> "Checkpoint":
        """The checkpoint with the log's signature under it."""
        mine = Signature(signer.name, signer.key.id, signer.private.sign(self.body.encode()))
        return Checkpoint(self.origin, self.size, self.root, (*self.signatures, mine))

    def is_signed_by(self, key: Key) -> bool:
        """Whether a signature of the log's key stands under it and holds."""
        return any(self.holds(one, key) for one in self.signatures)

    def cosigned(self, signer: Signer, moment: int) -> Signature:
        """A witness's word that the log grew properly up to here, at the moment (seconds since 1970)."""
        data = moment.to_bytes(8, "big") + signer.private.sign(self._witnessed(moment))
        return Signature(signer.name, signer.key.id, data)

    def holds(self, signature: Signature, key: Key) -> bool:
        """Whether the signature is the key's over this checkpoint."""
        if (signature.name, signature.id) != (key.name, key.id):
            return False
        data, message = signature.data, self.body.encode()
        if key.kind == WITNESS:
            data, message = signature.data[8:], self._witnessed(signed_at(signature))
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(data, message)
        except InvalidSignature:
            return False
        return True

    def _witnessed(self, moment: int) -> bytes:
        return f"cosignature/v1\ntime {moment}\n{self.body}".encode()

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """The checkpoint of a signed note. Raises Unreadable."""
        body, gap, below = text.partition("\n\n")
        lines = body.split("\n")
        if not gap or len(lines) != 3 or not lines[0] or not _is_number(lines[1]) or not below.endswith("\n"):
            raise Unreadable("not a checkpoint")
        root = _decoded(lines[2])
        if len(root) != 32:
            raise Unreadable("the root is no SHA-256")
        return cls(lines[0], int(lines[1]), root, tuple(map(signature, below.splitlines())))


def signature(line: str) -> Signature:
    """The signature of a line. Raises Unreadable."""
    name, _space, data = line.removeprefix(DASH).strip().rpartition(" ")
    raw = _decoded(data)
    if not line.startswith(DASH) or not name or len(raw) < 68:
        raise Unreadable("not a signature line")
    return Signature(name, raw[:4], raw[4:])


def signed_at(one: Signature) -> int:
    """The moment in a witness's signature, in seconds since 1970."""
    return int.from_bytes(one.data[:8], "big")


@dataclass(frozen=True)
class Request:
    """What a witness is asked: to cosign a checkpoint, with the proof from the size that it cosigned last."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint

    def __str__(self) -> str:
        proof = "".join(f"{_encoded(one)}\n" for one in self.proof)
        return f"old {self.old}\n{proof}\n{self.checkpoint}"

    @classmethod
    def read(cls, text: str) -> "Request":
        """The request of a file. Raises Unreadable."""
        head, gap, note = text.partition("\n\n")
        first, *proof = head.split("\n")
        old = first.removeprefix("old ")
        if not gap or not first.startswith("old ") or not _is_number(old) or len(proof) > 63:
            raise Unreadable("not a request to a witness")
        return cls(int(old), tuple(map(_decoded, proof)), Checkpoint.read(note))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16 and str(int(text)) == text


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("not base64") from None
    if _encoded(data) != text:  # the last character may hide bits that decoding drops
        raise Unreadable("not the one spelling of base64")
    return data
