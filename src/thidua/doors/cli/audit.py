"""`thidua audit verify`."""

import sys

from django.utils.translation import gettext as _

from thidua.base.audit.queries import verify


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("audit", help=_("nhật ký")).add_subparsers(dest="part", required=True)
    parts.add_parser("verify", help=_("đọc toàn bộ nhật ký và tìm dòng bị sửa, bị mất")).set_defaults(handler=check)


def check(args) -> int:
    """Read the whole trail; exit code 1 with the first fault."""
    finding = verify()
    if finding.fault:
        text = _("Nhật ký KHÔNG toàn vẹn sau %(lines)s dòng: %(fault)s")
        print(text % {"lines": finding.lines, "fault": finding.fault}, file=sys.stderr)
        return 1
    print(_("Nhật ký toàn vẹn: %(lines)s dòng.") % {"lines": finding.lines})
    return 0
