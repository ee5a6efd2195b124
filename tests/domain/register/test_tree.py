"""The tree against the definition of RFC 9162 read word by word, and notes against their own words."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from thidua.domain.register.log.canonical import canonical
from thidua.domain.register.log.notes import LOG, WITNESS, Checkpoint, Key, Request, Signer, Unreadable
from thidua.domain.register.log.tree import Range, Tree, grew, includes


def sha(data):
    return hashlib.sha256(data).digest()


def head(leaves):
    """MTH of 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha(b"")
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha(b"\x01" + head(leaves[:k]) + head(leaves[k:]))


def path(m, leaves):
    """PATH of 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), head(leaves[k:])]
    return [*path(m - k, leaves[k:]), head(leaves[:k])]


def subproof(m, leaves, whole):
    """SUBPROOF of 2.1.4.1."""
    if m == len(leaves):
        return [] if whole else [head(leaves)]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole), head(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), head(leaves[:k])]


LEAVES = [sha(b"\x00" + bytes([n])) for n in range(40)]
TREE = Tree(LEAVES)


def test_roots_and_growth():
    edge = Range()
    for n in range(len(LEAVES) + 1):
        assert edge.size == n and edge.root() == TREE.root(n) == head(LEAVES[:n])
        assert Range.read(n, edge.texts()).root() == edge.root()
        if n < len(LEAVES):
            edge.append(LEAVES[n])


def test_every_inclusion_proof():
    for n in range(1, len(LEAVES) + 1):
        for m in range(n):
            proof = TREE.inclusion(m, n)
            assert proof == path(m, LEAVES[:n])
            assert includes(LEAVES[m], m, n, proof, TREE.root(n))
            assert not includes(LEAVES[m], m, n, [*proof, proof[0] if proof else LEAVES[0]], TREE.root(n))
            assert not includes(sha(b"other"), m, n, proof, TREE.root(n))
            if m + 1 < n:
                assert not includes(LEAVES[m], m + 1, n, proof, TREE.root(n))


def test_every_consistency_proof():
    for n in range(len(LEAVES) + 1):
        for m in range(n + 1):
            proof = TREE.consistency(m, n)
            assert proof == ([] if m == 0 else subproof(m, LEAVES[:n], True))
            assert grew(m, TREE.root(m), n, TREE.root(n), proof)
            assert not grew(m, sha(b"fork"), n, TREE.root(n), proof)
            if m:
                assert not grew(m, TREE.root(m), n, sha(b"fork"), proof)


def test_an_edge_that_cannot_be_is_refused():
    with pytest.raises(ValueError):
        Range(3, [b""])


# -- one spelling ------------------------------------------------------------------------------------------------------


def test_the_spelling_is_that_of_rfc_8785():
    value = {"b": [1, None, True, '\u20ac$\u000f\nA\'B"\\\\"/'], "a": "e\u0301"}
    assert canonical(value) == '{"a":"é","b":[1,null,true,"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"]}'


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {"é": 1}, {1: 2}, b"x", object()])
def test_what_has_no_one_spelling_is_refused(value):
    with pytest.raises(ValueError):
        canonical(value)


# -- notes -------------------------------------------------------------------------------------------------------------

SIGNER = Signer("so-vang.mau/1", LOG, "bí mật của sổ")
UPPER = Signer("tinh.mau/1", WITNESS, "bí mật của tỉnh")
NOTE = Checkpoint(SIGNER.name, 7, sha(b"7")).signed(SIGNER)


def test_a_note_is_read_as_it_was_written():
    assert Checkpoint.read(str(NOTE)) == NOTE and NOTE.is_signed_by(SIGNER.key)
    assert Key.read(str(SIGNER.key)) == SIGNER.key
    word = NOTE.cosigned(UPPER, 1_700_000_000)
    assert NOTE.holds(word, UPPER.key) and not NOTE.holds(word, SIGNER.key)
    request = Request(3, (sha(b"a"), sha(b"b")), NOTE)
    assert Request.read(str(request)) == request


def test_a_signature_holds_for_its_checkpoint_and_its_key_only():
    other = Checkpoint(SIGNER.name, 8, NOTE.root, NOTE.signatures)
    assert not other.is_signed_by(SIGNER.key)
    assert not NOTE.is_signed_by(Signer(SIGNER.name, LOG, "khác").key)
    late = NOTE.cosigned(UPPER, 2)
    assert not NOTE.holds(type(late)(late.name, late.id, (3).to_bytes(8, "big") + late.data[8:]), UPPER.key)


@settings(max_examples=60)
@given(some.data())
def test_a_note_with_one_byte_changed_holds_no_more(data):
    raw = bytearray(str(NOTE).encode())
    place = data.draw(some.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(some.integers(1, 255))
    try:
        found = Checkpoint.read(raw.decode())
    except (Unreadable, UnicodeDecodeError):
        return
    assert not found.is_signed_by(SIGNER.key)
