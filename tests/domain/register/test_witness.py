"""What a superior signs and refuses, and the verifier that needs nothing but Python."""

import base64
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cast import AT, CAST, OPERATOR
from tests.conftest import guards_off
from tests.domain.register.test_log import book  # noqa: F401  a fixture
from tests.domain.register.test_operations import enter
from thidua.domain.register import operations, queries
from thidua.domain.register.checks.log import signer, verify
from thidua.domain.register.log.notes import LOG, WITNESS, Checkpoint, Request, Signer
from thidua.domain.register.log.tree import Tree
from thidua.domain.register.models import Cosignature, Entry, Leaf, Witnessed
from thidua.domain.register.operations.log import erase
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Unready

SCRIPT = Path(__file__).parents[3] / "scripts" / "verify_register"
BELOW = Signer("so-vang.xa/1", LOG, "khóa của xã")
LEAVES = [bytes([n]) * 32 for n in range(1, 30)]
FORKED = [*LEAVES[:4], b"x" * 32, *LEAVES[5:]]


def ask(old, size, leaves=LEAVES, proof=None, by=BELOW):
    """A commune's request to be cosigned."""
    tree = Tree(leaves)
    note = Checkpoint(BELOW.name, size, tree.root(size)).signed(by)
    proof = tree.consistency(old, size) if proof is None and old <= size else proof or []
    return str(Request(old, tuple(proof), note))


def cosign(request, key=""):
    return operations.cosign(actor=OPERATOR, at=AT, request=request, key=key)


@pytest.fixture
def known(db):
    """The commune's log is known up to its tenth leaf."""
    cosign(ask(0, 10), str(BELOW.key))


def test_a_log_that_grows_is_cosigned(known):
    word = cosign(ask(10, 29))
    note = Request.read(ask(10, 29)).checkpoint
    assert note.holds(word, signer(WITNESS).key)
    assert cosign(ask(29, 29)).name == word.name  # the answer was lost: the same again
    assert Witnessed.objects.get().size == 29


REFUSED = {
    "fork": (ask(10, 20, FORKED), NotNow),
    "fork of the same size": (ask(10, 10, FORKED), NotNow),
    "rollback": (ask(5, 9), NotNow),
    "replay of an older size": (ask(0, 10), NotNow),
    "no proof": (ask(10, 20, proof=[]), NotNow),
    "proof of another size": (ask(10, 20, proof=Tree(LEAVES).consistency(11, 20)), NotNow),
    "another key": (ask(10, 20, by=Signer(BELOW.name, LOG, "khác")), Unready),
    "no request": ("old 3\n", Unready),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_grow_is_refused(known, what):
    request, refusal = REFUSED[what]
    with pytest.raises(refusal):
        cosign(request)
    assert Witnessed.objects.get().size == 10


def test_an_unknown_log_needs_its_key(db):
    with pytest.raises(Unready):
        cosign(ask(0, 10))
    with pytest.raises(Unready):
        cosign(ask(0, 10), str(Signer("khac", LOG, "x").key))
    assert not Witnessed.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_nobody_cosigns_by_hand(world, who):
    for act in (
        lambda: operations.cosign(actor=world.actor(who), at=AT, request=ask(0, 1), key=str(BELOW.key)),
        lambda: operations.take_in(actor=world.actor(who), at=AT, line="x", key="x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_cosignature_comes_back(book):  # noqa: F811
    superior = Signer("tinh/1", WITNESS, "khóa của tỉnh")
    note = queries.witness_request().checkpoint
    line = str(note.cosigned(superior, 1_768_900_000))
    take = {"actor": OPERATOR, "at": AT, "key": str(superior.key)}
    assert operations.take_in(line=line + "\n", **take).checkpoint.size == 22
    assert verify().cosignatures == 1 and queries.witness_request().old == 22
    with pytest.raises(AlreadyDone):
        operations.take_in(line=line, **take)
    with pytest.raises(NotFound):
        operations.take_in(line=str(note.cosigned(Signer("tinh/1", WITNESS, "khác"), 1)), **take)
    with guards_off():
        Cosignature.objects.update(line=str(note.cosigned(Signer("tinh/1", WITNESS, "khác"), 1)))
    assert "chứng" in verify().fault


# -- the stand-alone verifier ------------------------------------------------------------------------------------------


def stand_alone(folder, lines, *options):
    """What the verifier says of a file of these lines, from a Python without packages."""
    path = folder / "log.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return subprocess.run([sys.executable, "-I", SCRIPT, path, *options], capture_output=True, text=True)


@pytest.fixture
def exported(book):  # noqa: F811
    """The log as it is exported, with a cosignature."""
    superior = Signer("tinh/1", WITNESS, "khóa của tỉnh")
    line = str(queries.witness_request().checkpoint.cosigned(superior, 1_768_900_000))
    operations.take_in(actor=OPERATOR, at=AT, line=line, key=str(superior.key))
    return list(queries.log_lines(str(signer(LOG).key)))


def test_the_verifier_is_short_and_stands_alone(exported, tmp_path):
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200 and "thidua." not in text.replace("thidua-register", "")
    done = stand_alone(tmp_path, exported, "--key", str(signer(LOG).key))
    assert done.returncode == 0, done.stderr
    assert "25 entries in a log of 25 leaves, 2 checkpoints, 1 cosignatures" in done.stdout
    assert "3 leaves are under no checkpoint yet" in done.stdout


def test_one_entry_is_proved(book, tmp_path):  # noqa: F811
    leaf, point = Leaf.objects.get(seq=9), queries.newest_checkpoint(9)
    lines = list(queries.proof_lines(str(signer(LOG).key), leaf, point))
    assert stand_alone(tmp_path, lines).returncode == 0
    row = json.loads(lines[1])
    row["proof"][0] = "00" * 32
    assert stand_alone(tmp_path, [lines[0], json.dumps(row) + "\n", lines[2]]).returncode == 1
    assert stand_alone(tmp_path, lines[:2]).returncode == 1


def test_a_kept_checkpoint_shows_a_rewritten_log(exported, tmp_path):
    """Whoever holds the key and the database signs another history; the paper in the archive knows better."""
    note = tmp_path / "kept.txt"
    note.write_text(json.loads(exported[-4])["note"], encoding="utf-8")
    assert stand_alone(tmp_path, exported, "--against", note).returncode == 0
    other = Checkpoint(signer(LOG).name, 22, b"x" * 32).signed(signer(LOG))
    note.write_text(str(other), encoding="utf-8")
    done = stand_alone(tmp_path, exported, "--against", note)
    assert done.returncode == 1 and "kept" in done.stderr


def loaded():
    """The verifier's own functions."""
    names: dict[str, Any] = {"__name__": "verifier"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), "verify_register", "exec"), names)
    return names


def changed(value, chance):
    """Another value of the same shape."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [*value, "x"]
    place = chance.randrange(len(value))
    return value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]


def test_any_field_changed_is_found(exported):
    """Each field of each line, a character at a place by chance."""
    names, chance = loaded(), Random(1)
    rows = [json.loads(line) for line in exported]
    assert "25 entries" in names["verify"](iter(rows), None, [])
    for place, row in enumerate(rows):
        for name, value in row.items():
            forged = [*rows[:place], row | {name: changed(value, chance)}, *rows[place + 1 :]]
            with pytest.raises((names["Fault"], ValueError, KeyError, TypeError)):
                names["verify"](iter(forged), None, [])
                pytest.fail(f"line {place}: {name} was changed and not found")


@pytest.mark.parametrize("forge", [lambda rows: rows.pop(5), lambda rows: rows.insert(5, rows[4]), lambda rows: rows.insert(7, rows[6]), lambda rows: rows.pop(),
                                   lambda rows: rows.insert(7, rows.pop(6)), lambda rows: rows.clear(),
                                   lambda rows: rows.insert(3, rows.pop(4))])  # fmt: skip
def test_lines_lost_doubled_or_moved_are_found(exported, tmp_path, forge):
    forge(exported)
    assert stand_alone(tmp_path, exported).returncode == 1


def test_its_signatures_are_those_of_rfc_8032():
    """Test vectors 2 and 3 of section 7.1, and what is near them."""
    names = loaded()
    for public, message, signature in [
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
         "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]:  # fmt: skip
        public, message, signature = map(bytes.fromhex, (public, message, signature))
        assert names["holds"](public, message, signature)
        assert not names["holds"](public, message + b"x", signature)
        assert not names["holds"](public, message, signature[:32] + bytes(32))


# -- erasure by order of the law ---------------------------------------------------------------------------------------


def test_an_erased_entry_leaves_its_proof_standing(book, tmp_path):  # noqa: F811
    entry = Entry.objects.get(source_key="a1")
    with guards_off():
        erase([entry.pk], AT, "Quyết định 5/QĐ-SM")
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")
    found = verify()
    assert (found.fault, found.leaves) == ("", 26)
    operations.checkpoint(actor=OPERATOR, at=AT + dt.timedelta(hours=1))
    lines = list(queries.log_lines(str(signer(LOG).key)))
    assert stand_alone(tmp_path, lines).returncode == 0
    assert not any('"a1\\' in line for line in lines)
    assert stand_alone(tmp_path, [line for line in lines if '"erasure"' not in line]).returncode == 1
    enter(OPERATOR, book, source_key="after")
    assert verify().fault == ""
    assert base64.b64decode(json.loads(lines[-1])["note"].split("\n")[2]).hex() == json.loads(lines[0])["root"]
