"""`thidua search rebuild`."""

import sys

from django.utils.translation import gettext as _

from thidua.domain.lookup import operations
from thidua.kernel import clock
from thidua.kernel.actor import Actor

BATCH = 5_000


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("search", help=_("tra cứu")).add_subparsers(dest="part", required=True)
    rebuild = parts.add_parser("rebuild", help=_("đọc lại mọi thứ và lập lại chỉ mục tra cứu"))
    rebuild.set_defaults(handler=rebuild_handler)


def rebuild_handler(args) -> int:
    """Mark everything and read it anew; searches find as before meanwhile. Stopped half-way, the worker goes on."""
    total = operations.rebuild(actor=Actor.system("thidua search rebuild"), at=clock.now())
    done = 0
    while step := operations.freshen(most=BATCH):
        done += step
        print("\r" + _("Đã đọc %(done)s trên %(total)s mục") % {"done": done, "total": total}, end="", file=sys.stderr)
    print(file=sys.stderr)
    print(_("Đã lập lại chỉ mục tra cứu: %(done)s mục.") % {"done": done})
    return 0
