"""The Merkle tree of RFC 9162, section 2: root, growth at the right edge, proofs and their judgement."""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Range:
    """The right edge of a tree: the roots of its whole subtrees, the largest first. Enough to grow and to say the root."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size, self.hashes = size, list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} whole subtrees, not {len(self.hashes)}")

    @classmethod
    def read(cls, size: int, texts: Iterable[str]) -> "Range":
        """The edge as a table keeps it: hashes in hex."""
        return cls(size, map(bytes.fromhex, texts))

    def texts(self) -> list[str]:
        """The hashes in hex."""
        return [one.hex() for one in self.hashes]

    def append(self, leaf: bytes) -> None:
        """Grow by one leaf: as many merges as the size has ones at its end."""
        size = self.size
        while size & 1:
            leaf = node(self.hashes.pop(), leaf)
            size >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.hashes:
            return EMPTY
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node(left, root)
        return root


class Tree:
    """A whole tree in memory, for proofs: about 64 bytes a leaf and its hashes, one second a million leaves."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [list(leaves)]
        while len(below := self.levels[-1]) > 1:
            self.levels.append([node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves, or of all."""
        size = len(self.levels[0]) if size is None else size
        return self._over(0, size) if size else EMPTY

    def _over(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to before `end`; `start` is a multiple of a power of two not below."""
        size = end - start
        level = size.bit_length() - 1
        if size == 1 << level:
            return self.levels[level][start >> level]
        middle = start + _split(size)
        return node(self._over(start, middle), self._over(middle, end))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that leaf `index` is in the tree of `size` leaves (2.1.3). Raises ValueError when it cannot be."""
        if not 0 <= index < size <= len(self.levels[0]):
            raise ValueError(f"no leaf {index} in a tree of {size}")
        proof, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._over(middle, end))
                end = middle
            else:
                proof.append(self._over(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, old: int, size: int) -> list[bytes]:
        """The proof that the tree of `size` grew out of the first `old` leaves (2.1.4). Raises ValueError as above."""
        if not 0 <= old <= size <= len(self.levels[0]):
            raise ValueError(f"no tree of {old} in one of {size}")
        if old in (0, size):
            return []
        proof, start, end, is_whole = [], 0, size, True
        while old - start != end - start:
            middle = start + _split(end - start)
            if old <= middle:
                proof.append(self._over(middle, end))
                end = middle
            else:
                proof.append(self._over(start, middle))
                start, is_whole = middle, False
        if not is_whole:
            proof.append(self._over(start, end))
        return proof[::-1]


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf at its place under the root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(one, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, one)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def grew(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the second tree begins with the first (2.1.4.2)."""
    if old == size or old == 0:
        return not proof and (old_root == root if old == size else old_root == EMPTY)
    if not 0 < old < size or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node(one, first), node(one, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, one)
        place, last = place >> 1, last >> 1
    return last == 0 and first == old_root and second == root
