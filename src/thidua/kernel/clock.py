"""The one place that reads the clock. Doors pass its value down as `at`."""

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """This moment, aware, in the time of Vietnam."""
    return dt.datetime.now(VIETNAM)  # noqa: TID251  the clock itself


def day(at: dt.datetime) -> dt.date:
    """The legal day of a moment: the date in Vietnam."""
    return at.astimezone(VIETNAM).date()
