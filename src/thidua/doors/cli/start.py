"""`thidua start`: prepare, then run the web server and the task worker until told to stop."""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from thidua.doors.cli import Trouble, samples
from thidua.doors.cli.ready import bring_up_to_date, collect_static

PATIENCE = 10.0
PR_SET_PDEATHSIG = 1


class Stop(BaseException):
    """SIGTERM, SIGINT or SIGHUP arrived."""


def add(subparsers):
    """The command's parser."""
    parser = subparsers.add_parser("start", help=_("chạy hệ thống"))
    parser.add_argument("--no-sample", action="store_true", help=_("không nạp cơ quan mẫu vào cơ sở dữ liệu trống"))
    parser.set_defaults(handler=start)


def start(args) -> int:
    """Run ThiDua on this data folder; returns when told to stop and every child has ended."""
    supervisor = Supervisor()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.told_to_stop)
    lock = claim_data_folder()
    try:
        check_port(settings.PORT)
        bring_up_to_date()
        collect_static()
        logins = sample_logins(load=not args.no_sample)
        connections.close_all()
        supervisor.start()
        supervisor.wait_for_web(settings.PORT)
        announce(logins)
        return supervisor.watch()
    except Stop:
        return 0
    finally:
        supervisor.stop()
        lock.close()


def claim_data_folder():
    """Hold the data folder: two instances on the same data would fight over its worker. Raises Trouble."""
    file = open(Path(settings.DATA) / "start.lock", "w", encoding="ascii")  # noqa: SIM115  held until the end
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        text = _("Thư mục dữ liệu %(data)s đang được một “thidua start” khác sử dụng. Hãy dừng tiến trình đó trước.")
        raise Trouble(text % {"data": settings.DATA}) from None
    return file


def check_port(port: int) -> None:
    """Refuse early, and clearly, when the port is taken. Raises Trouble."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            text = _("Không mở được cổng %(port)s (%(error)s). Hãy chọn cổng khác, ví dụ: PORT=%(other)s ./run")
            raise Trouble(text % {"port": port, "error": error.strerror, "other": port + 1}) from None


def sample_logins(*, load: bool) -> list[samples.Login]:
    """The sample's log-ins to be shown; the sample itself goes into an empty database only."""
    if load and samples.is_empty():
        print(_("Đang nạp cơ quan mẫu…"), flush=True)
        try:
            return samples.load()
        except Trouble as trouble:
            print(trouble, file=sys.stderr)
    return samples.known_logins()


def announce(logins: list[samples.Login]) -> None:
    """Where it runs and who can log in."""
    print(_("ThiDua đang chạy tại %(url)s") % {"url": f"http://127.0.0.1:{settings.PORT}/"})
    if logins:
        print(_("Tài khoản mẫu (tên, mật khẩu, người dùng):"))
        print(samples.table(logins))
    print(_("Nhấn Ctrl+C để dừng."), flush=True)


def end_with_parent() -> None:
    """In the child, before its program: be told to stop when the parent dies, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


WEB = [sys.executable, "-m", "gunicorn", "thidua.wsgi:application", "--no-control-socket", "--preload"]
WEB += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60"]
WEB += ["--graceful-timeout", "5", "--log-level", "warning"]
WORKER = [sys.executable, "-m", "django", "db_worker", "--no-reload", "--skip-checks", "--interval", "1"]


class Supervisor:
    """The two children, each the leader of a process group of its own."""

    def __init__(self) -> None:
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.worker_since = 0.0
        self.is_stopping = False

    def told_to_stop(self, number, frame) -> None:
        """The first signal stops in order; those after it are ignored, for the stop is under way."""
        if not self.is_stopping:
            self.is_stopping = True
            raise Stop

    def start(self) -> None:
        """Start both."""
        self.web = self.spawn([*WEB, "--bind", f"127.0.0.1:{settings.PORT}"])
        self.start_worker()

    def start_worker(self) -> None:
        """Start, or start again, the task worker."""
        self.worker_since = time.monotonic()
        self.worker = self.spawn(WORKER)

    def spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        """A child that ends with us and does not hear the terminal's Ctrl+C itself."""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        environment |= {"THIDUA_DATA": str(settings.DATA), "PYTHONUNBUFFERED": "1"}
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509  no thread was started
        )

    def wait_for_web(self, port: int) -> None:
        """Until the port answers. Raises Trouble when the server ends instead."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.web is None or self.web.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise Trouble(_("Máy chủ web không khởi động được; xem thông báo ở trên."))

    def watch(self) -> int:
        """Keep the worker alive; the end of the web server is the end of all."""
        while self.web is not None and self.web.poll() is None:
            time.sleep(0.2)
            if self.worker is not None and self.worker.poll() is not None:
                if time.monotonic() - self.worker_since < 2:
                    continue  # not more often than every two seconds
                print(_("Tiến trình nền đã dừng; đang khởi động lại."), file=sys.stderr, flush=True)
                self.start_worker()
        raise Trouble(_("Máy chủ web đã dừng ngoài ý muốn."))

    def stop(self) -> None:
        """Ask both to end, wait ten seconds, then end what is left of their groups."""
        self.is_stopping = True
        children = [child for child in (self.web, self.worker) if child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
