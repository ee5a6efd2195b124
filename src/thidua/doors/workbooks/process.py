"""Starts the child process, waits for it no longer than allowed, and turns whatever became of it into an outcome."""

import json
import logging
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import thidua
from thidua.doors.workbooks.child import TOLD
from thidua.doors.workbooks.refusals import REASONS, Refusal
from thidua.doors.workbooks.shapes import Limits

logger = logging.getLogger(__name__)
_ROOT = str(Path(thidua.__file__).resolve().parents[1])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from thidua.doors.workbooks.child import main; main(sys.stdin.read())"
)
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def run(act: str, path: Path, kind: str, into: Path, limits: Limits, **more: object) -> dict:
    """Let a child process read or mark the file, with its files in the folder `into`. Raises Unready for a refusal."""
    into.mkdir(parents=True, exist_ok=True)
    told = into / TOLD
    told.unlink(missing_ok=True)
    job = {"act": act, "path": str(path.resolve()), "kind": kind, "into": str(into.resolve()), "limits": asdict(limits)}
    code, error = _wait(json.dumps(job | more), limits)
    try:
        outcome = json.loads(told.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        outcome = None
    finally:
        told.unlink(missing_ok=True)
    if code == 0 and isinstance(outcome, dict) and "refused" not in outcome:
        return outcome
    refusal = _refusal(code, outcome)
    if refusal.code == "died":
        logger.warning("the reader of a %s file ended with %s: %s", kind, code, (outcome or {}).get("fault") or error)
    raise refusal.unready()


def _wait(job: str, limits: Limits) -> tuple[int | None, str]:
    """How the child ended, None if it had to be ended, and the last it said."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT,
        close_fds=True,
    ) as child:
        try:
            _out, error = child.communicate(job.encode(), timeout=limits.clock)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return None, ""
    return child.returncode, error.decode(errors="replace")[-2000:]


def _refusal(code: int | None, outcome: dict | None) -> Refusal:
    """Why there is nothing to give back."""
    if isinstance(outcome, dict) and outcome.get("refused") in REASONS:
        return Refusal(outcome["refused"], **outcome.get("told", {}))
    if code in (None, -signal.SIGXCPU, -signal.SIGKILL):
        return Refusal("slow")
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
        return Refusal("memory")
    return Refusal("died")
