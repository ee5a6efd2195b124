"""The command line: one module a command, loaded only when it is called.

A module has `add(subparsers)`, which adds its parsers with `set_defaults(handler=…)`; a handler takes the parsed
arguments and returns the exit code. 0 is done, 1 is a trouble that was told, 2 is a command that was not understood.
"""

import argparse
import importlib
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.doors.cli import ready
from thidua.kernel.errors import Refused

COMMANDS = {
    "start": ("start", _l("chạy hệ thống: chuẩn bị dữ liệu, trang web và tiến trình nền")),
    "migrate": ("migrate", _l("tạo hoặc nâng cấp cơ sở dữ liệu")),
    "doctor": ("doctor", _l("kiểm tra máy, cơ sở dữ liệu, thư mục dữ liệu, nhật ký")),
    "audit": ("audit", _l("kiểm tra nhật ký: verify")),
    "sample": ("samples", _l("dữ liệu mẫu: load, remove")),
    "register": ("record", _l("sổ vàng: import, verify, export, checkpoint, cosign, cosigned")),
    "report": ("record", _l("báo cáo: summary, form")),
    "people": ("people", _l("nhân sự: import")),
    "law": ("law", _l("pháp luật: awards, show, explain, plan, check, bonus, procedure, diff, review")),
    "units": ("units", _l("đơn vị: load, convert")),
    "search": ("search", _l("tra cứu: rebuild")),
    "user": ("user", _l("tài khoản: add")),
    "role": ("role", _l("vai trò: give")),
}


OWN_TABLES = {"start", "migrate", "doctor"}
"""The commands that see to the tables themselves, or look whether they are there."""


class Trouble(Exception):
    """Something that the operator can mend; the text says how."""


def language() -> str:
    """English where the machine asks for it, else Vietnamese."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if asked.startswith("en") else "vi"


def overview() -> str:
    """The commands, one a line."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text}" for name, (_module, text) in COMMANDS.items()]
    return "\n".join([_("Cách dùng: thidua LỆNH [...]; thidua LỆNH --help"), "", *lines])


def run(argv: list[str]) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        print(f"thidua: {error}", file=sys.stderr)
        return 1
    with translation.override(language()):
        if argv[:1] in (["-h"], ["--help"], ["help"]):
            print(overview())
            return 0
        if not argv or argv[0] not in COMMANDS:
            print(overview(), file=sys.stderr)
            return 2
        return call(argv)


def call(argv: list[str]) -> int:
    """Load the module of the command and let it work; what it refuses is told in one line."""
    name = COMMANDS[argv[0]][0]
    try:
        module = importlib.import_module(f"thidua.doors.cli.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"thidua.doors.cli.{name}":
            raise
        print(_("thidua: bản cài đặt này không có lệnh “%(name)s”.") % {"name": argv[0]}, file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(prog="thidua")
    module.add(parser.add_subparsers(dest="command", required=True))
    try:
        args = parser.parse_args(argv)
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        if argv[0] not in OWN_TABLES and not connection.introspection.table_names():
            ready.bring_up_to_date()  # the first command on a new data folder finds its tables
        code = int(getattr(args, "handler", None) and args.handler(args) or 0)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Trouble, Refused) as error:
        print(f"thidua: {error}", file=sys.stderr)
    except DatabaseError as error:
        text = _("thidua: cơ sở dữ liệu báo lỗi: %(error)s. Hãy chạy “thidua doctor”.")
        print(text % {"error": str(error).strip()}, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1
