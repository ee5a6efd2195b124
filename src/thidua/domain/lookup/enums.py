"""Codes of the index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can be found, in the order in which it is shown."""

    PERSON = "person", _("Cá nhân")
    UNIT = "unit", _("Đơn vị")
    ENTRY = "entry", _("Sổ vàng")
    DOSSIER = "dossier", _("Hồ sơ đề nghị")
    DECISION = "decision", _("Quyết định")
    MOVEMENT = "movement", _("Phong trào thi đua")
    PAPER = "paper", _("Giấy tờ kèm theo")


BAND = 1 << 48
"""The rows of one kind stand together: an id of the index is the kind's place times this, plus the thing's id."""

PLACES = {
    Kind(value): place
    for place, value in enumerate(["person", "unit", "entry", "dossier", "decision", "movement", "paper"], 1)
}
"""Fixed for good: ids are made of them."""
