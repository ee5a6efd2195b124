"""What has become of an entry, and which acts make sense then. Entries never change: a later entry says it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.domain.register.enums import Kind
from thidua.domain.register.models import Entry


class State(models.TextChoices):
    """How an entry stands in the book now."""

    STANDING = "standing", _("Còn hiệu lực")
    CORRECTED = "corrected", _("Đã đính chính")
    REVOKED = "revoked", _("Đã hủy bỏ, thu hồi")
    REVOCATION = "revocation", _("Mục hủy bỏ, thu hồi")
    PUBLISHED = "published", _("Số liệu công bố")


VERBS = {"correct": _("Đính chính"), "revoke": _("Hủy bỏ, thu hồi")}


def state_of(entry: Entry) -> State:
    """How the entry stands now. One query unless its successor was selected with it."""
    successor = getattr(entry, "successor", None)
    if successor is not None:
        return State.REVOKED if successor.kind == Kind.REVOCATION else State.CORRECTED
    if entry.kind == Kind.REVOCATION:
        return State.REVOCATION
    return State.PUBLISHED if entry.kind == Kind.PUBLISHED else State.STANDING


def verbs(entry: Entry) -> list[tuple[str, str]]:
    """The acts that make sense now, each with its label. A published number is mended by its source's next record."""
    return [(verb, str(label)) for verb, label in VERBS.items()] if state_of(entry) == State.STANDING else []
