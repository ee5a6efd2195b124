"""The index, and the marks of what is to be read again. Full text and triggers: `guards`."""

from django.db import models

from thidua.domain.lookup.enums import BAND, PLACES, Kind


class Indexed(models.Model):
    """One thing and the words by which it is found: folded, with their marks (`=`), and who may look for it (`_`).

    No name is kept to be shown: what is found is read where it lives.
    """

    id = models.BigIntegerField(primary_key=True)
    words = models.TextField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.id // BAND}/{self.id % BAND}"


class Stale(models.Model):
    """A mark, set by the database itself: the words of this thing may have changed, or it is gone."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    thing_id = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


def indexed_id(kind: Kind, thing_id: int) -> int:
    """The id in the index of a thing: newer things of a kind have higher ones."""
    return PLACES[kind] * BAND + thing_id
