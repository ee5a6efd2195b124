"""`thidua user add`."""

import getpass
import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.domain.people.operations import open_account
from thidua.doors.cli import Trouble
from thidua.kernel import clock
from thidua.kernel.actor import Actor


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("user", help=_("tài khoản")).add_subparsers(dest="part", required=True)
    parser = parts.add_parser("add", help=_("mở tài khoản mới"))
    parser.add_argument("username", help=_("tên đăng nhập"))
    parser.add_argument("--name", default="", help=_("họ và tên"))
    parser.add_argument("--email", default="", help=_("địa chỉ thư điện tử"))
    parser.add_argument("--ask", action="store_true", help=_("hỏi mật khẩu thay vì tạo ngẫu nhiên"))
    parser.set_defaults(handler=open_one)


def open_one(args) -> int:
    """Open an account; a made password is printed once and kept nowhere."""
    if User.objects.filter(username=args.username).exists():
        raise Trouble(_("Đã có tài khoản “%(name)s”.") % {"name": args.username})
    password = asked(args.username) if args.ask else secrets.token_urlsafe(12)
    open_account(
        actor=Actor.system("thidua user add"),
        at=clock.now(),
        username=args.username,
        password=password,
        display_name=args.name,
        email=args.email,
    )
    print(_("Đã mở tài khoản “%(name)s”.") % {"name": args.username})
    if not args.ask:
        print(_("Mật khẩu (chỉ hiện một lần): %(password)s") % {"password": password})
    return 0


def asked(username: str) -> str:
    """The password typed twice at the terminal, or given as the first line of standard input."""
    if sys.stdin.isatty():
        password = getpass.getpass(_("Mật khẩu: "))
        if password != getpass.getpass(_("Nhập lại mật khẩu: ")):
            raise Trouble(_("Hai lần nhập không giống nhau."))
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise Trouble(" ".join(error.messages)) from None
    return password
