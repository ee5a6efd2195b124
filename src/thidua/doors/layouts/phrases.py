"""What the layout itself says, in the language of the document, which need not be the reader's."""

import datetime as dt
from decimal import Decimal

from django.utils import dateformat, translation
from django.utils.translation import gettext as _


def phrases(language: str) -> dict[str, str]:
    """The fixed words of a document."""
    with translation.override(language):
        return {
            "nation": _("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            "motto": _("Độc lập - Tự do - Hạnh phúc"),
            "subject": _("V/v"),
            "to": _("Nơi nhận:"),
            "sources": _("Nguồn số liệu"),
            "unit": _("Đơn vị tính: %(unit)s"),
        }


def place_and_day(language: str, place: str, day: dt.date | None) -> str:
    """The line of place and date; a zero stands before days under 10 and before the months 1 and 2."""
    with translation.override(language):
        if day is None:
            when = _("ngày …… tháng …… năm ………")
        elif language == "vi":
            when = f"ngày {day.day:02} tháng {f'{day.month:02}' if day.month < 3 else day.month} năm {day.year}"
        else:
            when = dateformat.format(day, "j F Y")
    return f"{place}, {when}" if place else when


def number(value: int | float | Decimal, language: str) -> str:
    """A number as the language writes it, with at most two decimals: 1.234,5 or 1,234.5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return text.translate(_SWAPPED) if language == "vi" else text


_SWAPPED = str.maketrans(",.", ".,")
