"""The command line `thidua`."""

import os
import sys


def main() -> None:
    """Run one command on the data of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    from thidua.doors.cli import run  # noqa: PLC0415  slow import: Django is loaded by the command alone

    sys.exit(run(sys.argv[1:]))
