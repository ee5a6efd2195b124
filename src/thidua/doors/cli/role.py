"""`thidua role give`."""

import argparse
import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Role
from thidua.domain.people.operations import give_role
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("role", help=_("vai trò")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("give", help=_("giao vai trò cho một tài khoản tại một đơn vị"))
    parser.add_argument("username", help=_("tên đăng nhập"))
    parser.add_argument("role", choices=Role.values)
    parser.add_argument("unit", help=_("mã đơn vị"))
    parser.add_argument("--from", dest="from_on", type=day, help=_("từ ngày, dạng 2026-01-31; mặc định là hôm nay"))
    parser.set_defaults(handler=give)


def day(text: str) -> dt.date:
    """A day as it is written on the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("ngày phải có dạng 2026-01-31")) from None


def give(args) -> int:
    """Give the role."""
    account = User.objects.filter(username=args.username).first()
    if account is None:
        raise Trouble(_("Không có tài khoản “%(name)s”.") % {"name": args.username})
    unit = Unit.objects.filter(code=args.unit).first()
    if unit is None:
        raise Trouble(_("Không có đơn vị mã “%(code)s”.") % {"code": args.unit})
    at = clock.now()
    held = give_role(
        actor=Actor.system("thidua role give"),
        at=at,
        account=account,
        role=Role(args.role),
        unit=unit,
        from_on=args.from_on or clock.day(at),
    )
    print(
        _("%(name)s: %(role)s, %(unit)s.") % {"name": args.username, "role": held.get_role_display(), "unit": unit.name}
    )
    return 0
