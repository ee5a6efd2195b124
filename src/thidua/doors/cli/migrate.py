"""`thidua migrate`."""

from django.utils.translation import gettext as _

from thidua.doors.cli.ready import bring_up_to_date


def add(subparsers):
    """The command's parser."""
    subparsers.add_parser("migrate", help=_("tạo hoặc nâng cấp cơ sở dữ liệu")).set_defaults(handler=migrate)


def migrate(args) -> int:
    """Bring the tables up to date."""
    count = bring_up_to_date(verbosity=1)
    print(_("Đã chạy %(count)s bước nâng cấp.") % {"count": count})
    return 0
