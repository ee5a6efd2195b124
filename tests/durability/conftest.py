"""Processes that can be killed, each with a data folder of the test and a connection of its own.

A process that has loaded the program and opened no database waits for work and forks for each piece: loading the program
anew for every death took most of the time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAITING = """
import json, os, sys, traceback
import django; django.setup()
import tests.season
from django.db import connection

for line in sys.stdin:
    program, words = json.loads(line)
    assert connection.connection is None
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(into, 1)
        sys.argv[1:] = words
        try:
            exec(compile(program, "program", "exec"), {"__name__": "__main__"})
            sys.stdout.flush()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(into)
    with open(out, encoding="utf-8") as said:
        text = said.read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text]), flush=True)
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Runs a program with these words in a process of its own, with the settings of the product."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "PYTEST_"))}
    kept.pop("DATABASE_URL", None)
    environment = {**kept, "THIDUA_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "thidua.settings"}
    environment["PYTHONPATH"] = str(ROOT)
    errors = tmp_path / "errors.txt"
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", WAITING],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as waiting,
    ):
        assert waiting.stdin and waiting.stdout

        def once(program: str, *words: object) -> "subprocess.CompletedProcess[str]":
            waiting.stdin.write(json.dumps([program, [str(word) for word in words]]) + "\n")
            waiting.stdin.flush()
            answer = waiting.stdout.readline()
            assert answer, errors.read_text(encoding="utf-8")
            code, text = json.loads(answer)
            return subprocess.CompletedProcess(program, code, text, errors.read_text(encoding="utf-8"))

        yield once
        waiting.stdin.close()
