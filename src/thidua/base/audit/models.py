"""The audit trail."""

import datetime as dt
import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One line: who did what to which thing. `hash` covers the line and the hash of the line before."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=80)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    actor_name = models.CharField(_("người làm"), max_length=120)
    unit_name = models.CharField(_("thay mặt"), max_length=200, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["thing", "thing_id"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.event}"

    def computed_hash(self) -> str:
        """SHA-256 over the line in canonical JSON and the hash of the line before."""
        body = {
            "seq": self.seq,
            "at": self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "event": self.event,
            "thing": self.thing,
            "thing_id": self.thing_id,
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "unit_name": self.unit_name,
            "request_id": self.request_id,
            "details": self.details,
            "previous": self.previous,
        }
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Head(models.Model):
    """The end of the chain: one row, locked by each act that writes a line."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return str(self.seq)


class Once(models.Model):
    """The token of a form that was sent: the same form twice is one act."""

    token = models.CharField(max_length=64, unique=True)
    operation = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.operation
