"""The command line `thidua`."""

import os
import sys


def main() -> None:
    """Run one command on the data of this installation."""
    if sys.argv[1:2] == ["law"] and sys.argv[2:3] != ["review"]:
        from thidua.law.command import main as ask  # noqa: PLC0415  slow import: the law alone needs no Django

        sys.exit(ask(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    from thidua.doors.cli import run  # noqa: PLC0415  slow import: Django is loaded by the command alone

    sys.exit(run(sys.argv[1:]))
