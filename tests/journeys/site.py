"""A real ThiDua: processes of its own, a data folder of its own, a free port, the sample agency."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

THIDUA = Path(sys.executable).with_name("thidua")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes(data: Path) -> list[int]:
    """The live processes that were started for this data folder, whoever their parent is."""
    mark, found = f"THIDUA_DATA={data}".encode(), []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0") and "\nState:\tZ" not in (
                entry / "status"
            ).read_text(encoding="ascii", errors="replace"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


class Site:
    """One installation that can be started and stopped."""

    def __init__(self, data: Path, port: int | None = None, **environment: str) -> None:
        self.data, self.port = data, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "DJANGO_"))}
        for name in ("DATABASE_URL", "PORT"):
            inherited.pop(name, None)
        self.environment = {**inherited, "THIDUA_DATA": str(data), "PORT": str(self.port), "LANG": "C.UTF-8"}
        self.environment |= environment
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run `thidua …` on this data."""
        return subprocess.run(
            [str(THIDUA), *arguments], env=self.environment, input=text, capture_output=True, text=True, timeout=120
        )

    def begin(self, *arguments: str) -> None:
        """Start without waiting."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(THIDUA), "start", *arguments], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    def start(self, *arguments: str, patience: float = 90) -> float:
        """Start and wait until it says where it runs; the seconds that it took."""
        began = time.monotonic()
        before = self.printed().count(self.url)
        self.begin(*arguments)
        assert self.process is not None
        while self.printed().count(self.url) == before:
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() - began < patience, self.printed()
            time.sleep(0.05)
        return time.monotonic() - began

    def printed(self) -> str:
        """What it printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def stop(self, number: int = signal.SIGTERM, patience: float = 15) -> int:
        """Stop it; its exit code. Fails when a process is left."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(patience)
        self.gone(5 if number != signal.SIGKILL else patience)
        return code

    def end(self) -> None:
        """End whatever a failed test left."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in processes(self.data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def gone(self, patience: float) -> None:
        """Fails when a process of this data folder lives on."""
        deadline = time.monotonic() + patience
        while left := processes(self.data):
            assert time.monotonic() < deadline, f"left running: {left}\n{self.printed()}"
            time.sleep(0.05)

    @property
    def logins(self) -> dict[str, str]:
        """The sample's user names and passwords."""
        path = self.data / "secrets" / "sample_logins.json"
        return {row[0]: row[1] for row in json.loads(path.read_text(encoding="utf-8"))} if path.exists() else {}
