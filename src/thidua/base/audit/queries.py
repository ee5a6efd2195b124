"""Read and verify the trail."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from thidua.base.audit.models import Event, Head


@dataclass(frozen=True)
class Finding:
    """What `thidua audit verify` says: how many lines were read and the first fault, if any."""

    lines: int
    fault: str = ""


def of(thing: models.Model) -> models.QuerySet[Event]:
    """The lines about one thing, oldest first."""
    return Event.objects.filter(thing=thing._meta.label_lower, thing_id=str(thing.pk)).order_by("seq")


def count(event: str, actor_id: int | None, *, since: dt.datetime) -> int:
    """How often an account did something from the moment on."""
    return Event.objects.filter(event=event, actor=actor_id, at__gte=since).count()


def verify() -> Finding:
    """Read the whole chain: every line's hash, its link to the line before, no gap, nothing cut off."""
    previous, seq = "0" * 64, 0
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        if event.seq != seq + 1:
            return Finding(seq, f"line {seq + 1} is missing (the next one is {event.seq})")
        if event.previous != previous:
            return Finding(seq, f"line {event.seq} does not follow the line before it")
        if event.computed_hash() != event.hash:
            return Finding(seq, f"line {event.seq} was changed")
        previous, seq = event.hash, event.seq
    head = Head.objects.get(pk=1)
    if (head.seq, head.hash) != (seq, previous):
        return Finding(seq, f"the chain ends at line {seq}, the head says {head.seq}")
    return Finding(seq)
