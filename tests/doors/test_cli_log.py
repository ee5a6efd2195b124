"""`thidua register verify|checkpoint|export|cosign|cosigned`: two installations and a file between them."""

import pytest

from tests.cast import OPERATOR
from tests.domain.register.test_operations import bring, enter
from thidua.domain.register.checks.log import signer
from thidua.domain.register.log.notes import LOG, WITNESS
from thidua.domain.register.models import Checkpoint, Entry
from thidua.doors.cli import call
from thidua.doors.jobs import tasks
from thidua.doors.jobs.after import WakeWorker


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_from_checkpoint_to_cosignature(db, capsys, tmp_path):
    """The installation is its own superior here; only the files go between."""
    assert call(["register", "checkpoint"]) == 1 and "còn trống" in capsys.readouterr().err
    bring()
    assert call(["register", "checkpoint", "--request", "ask.txt"]) == 0
    assert str(signer(LOG).key) in capsys.readouterr().out
    assert call(["register", "cosign", "ask.txt"]) == 1  # the first time without the key
    capsys.readouterr()
    assert call(["register", "cosign", "ask.txt", "--key", str(signer(LOG).key)]) == 0
    (tmp_path / "word.txt").write_text(capsys.readouterr().out, encoding="utf-8")
    assert call(["register", "cosigned", "word.txt", "--key", str(signer(WITNESS).key)]) == 0
    assert call(["register", "verify"]) == 0
    assert "19 lá, 1 mốc ký, 1 chữ ký chứng" in capsys.readouterr().out
    assert call(["register", "export", "log.jsonl"]) == 0 and (tmp_path / "log.jsonl").stat().st_mode & 0o77 == 0
    assert call(["register", "export", "log.jsonl"]) == 1  # nothing is written over
    assert call(["register", "export", "one.jsonl", "--entry", str(Entry.objects.first().pk)]) == 0
    assert call(["register", "export", "none.jsonl", "--entry", "999999"]) == 1


def test_a_bad_book_ends_with_exit_code_1(db, capsys):
    bring()
    row = Entry.objects.first()
    row.pk, row.source_key = None, "beside"
    row.save()
    assert call(["register", "verify"]) == 1 and "KHÔNG toàn vẹn" in capsys.readouterr().err


def test_the_worker_signs_when_the_book_grew(world, rf):
    WakeWorker(lambda request: enter(OPERATOR, world))(rf.post("/"))
    assert tasks.DBTaskResult.objects.ready().filter(task_path=tasks.seal.module_path).count() == 1
    assert tasks.seal.call() == 1 and tasks.seal.call() == 0
    enter(OPERATOR, world, source_key="2")
    tasks.tick.call()
    assert Checkpoint.objects.count() == 1  # the last one is not a quarter of an hour old
