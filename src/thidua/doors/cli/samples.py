"""`thidua sample load` and `thidua sample remove`: the sample agency and its log-ins."""

import importlib
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from thidua.base.accounts.models import User
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import has_samples
from thidua.doors.cli import Trouble
from thidua.kernel import clock

Login = tuple[str, str, str]


def add(subparsers):
    """The command's parsers."""
    parts = subparsers.add_parser("sample", help=_("dữ liệu mẫu")).add_subparsers(dest="part", required=True)
    parts.add_parser("load", help=_("nạp cơ quan mẫu")).set_defaults(handler=load_handler)
    parts.add_parser("remove", help=_("xóa toàn bộ dữ liệu mẫu")).set_defaults(handler=remove_handler)


def is_empty() -> bool:
    """Whether nobody has entered anything yet: no unit and no account."""
    return not Unit.objects.exists() and not User.objects.exists()


def logins_file() -> Path:
    """Where the sample's log-ins are kept to be shown at each start; mode 600."""
    return Path(settings.DATA) / "secrets" / "sample_logins.json"


def known_logins() -> list[Login]:
    """The sample's log-ins, while the sample is loaded."""
    path = logins_file()
    if not path.exists() or not has_samples():
        return []
    return [(row[0], row[1], row[2]) for row in json.loads(path.read_text(encoding="utf-8"))]


def module() -> Any:
    """The module that makes the sample agency. Raises Trouble where this installation was made without it."""
    try:
        return importlib.import_module("thidua.doors.cli.sample")
    except ModuleNotFoundError as error:
        if error.name != "thidua.doors.cli.sample":
            raise
        raise Trouble(_("Bản cài đặt này không có dữ liệu mẫu.")) from None


def load() -> list[Login]:
    """Load the sample in one transaction. Raises Trouble when it is there already or not part of this installation."""
    sample = module()
    if has_samples():
        raise Trouble(_("Dữ liệu mẫu đã có sẵn."))
    path = logins_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with transaction.atomic():
        logins = [(str(user), str(password), str(who)) for user, password, who in sample.load(clock.now())]
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(logins, file, ensure_ascii=False, indent=1)
    return logins


def table(logins: list[Login]) -> str:
    """The log-ins as lines: user name, password, who it is."""
    wide = [max(len(login[column]) for login in logins) for column in (0, 1)]
    return "\n".join(f"  {user:<{wide[0]}}  {password:<{wide[1]}}  {who}" for user, password, who in logins)


def load_handler(args) -> int:
    """Load the sample and print its log-ins."""
    logins = load()
    print(_("Đã nạp cơ quan mẫu. Tài khoản mẫu (tên, mật khẩu, người dùng):"))
    if logins:
        print(table(logins))
    return 0


def remove_handler(args) -> int:
    """Remove every row of the sample."""
    sample = module()
    if not has_samples():
        raise Trouble(_("Không có dữ liệu mẫu để xóa."))
    sample.remove(clock.now())
    logins_file().unlink(missing_ok=True)
    print(_("Đã xóa dữ liệu mẫu."))
    return 0
