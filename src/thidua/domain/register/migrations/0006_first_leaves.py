"""Give every entry that is there already its leaf, and the words that a search looks through."""

import secrets

from django.db import migrations
from django.utils import translation

from thidua.base.audit import guards
from thidua.domain.awards import queries as awards
from thidua.domain.register.checks import log as checks
from thidua.domain.register.log.canonical import SALT_BYTES, canonical, payload_hash
from thidua.domain.register.log.tree import Range
from thidua.kernel import clock

BATCH = 500


def named(model, name):
    """Key → what a leaf says of a unit or a person."""
    rows = model.objects.order_by("pk").values_list("pk", "code", name)
    return {pk: {"id": pk, "code": code, "name": word} for pk, code, word in rows}


def fill(apps, editor):
    """One leaf an entry, in the order in which they were entered."""
    Entry, Leaf = apps.get_model("register", "Entry"), apps.get_model("register", "Leaf")
    units = named(apps.get_model("organisations", "Unit"), "name")
    people = named(apps.get_model("people", "Person"), "full_name")
    with translation.override("vi"):
        names = awards.book_names()
    at, edge = clock.now(), Range()
    while rows := list(Entry.objects.filter(leaf__isnull=True).order_by("pk")[:BATCH]):
        leaves = []
        for row in rows:
            payload = checks.payload(
                row, units[row.unit_id], people.get(row.person_id), names.get(row.award, row.award)
            )
            row.folded = checks.folded(payload)
            text, salt = canonical(payload | {"entry": row.pk}), secrets.token_hex(SALT_BYTES)
            hash = payload_hash(salt, text)
            leaf = checks.leaf_of(edge.size + 1, at, row.kind, hash)
            edge.append(leaf)
            leaves.append(
                Leaf(
                    seq=edge.size, at=at, kind=row.kind, entry=row, payload=text, salt=salt,
                    payload_hash=hash, leaf_hash=leaf.hex(),
                )
            )  # fmt: skip
        Entry.objects.bulk_update(rows, ["folded"])
        Leaf.objects.bulk_create(leaves)
    if edge.size:
        head = apps.get_model("register", "LogHead")
        head.objects.create(pk=1, size=edge.size, hashes=edge.texts())


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_log"),
        ("organisations", "0002_through_time"),
        ("people", "0003_files_of_persons"),
    ]

    operations = [
        migrations.RunPython(guards.uninstall("register_entry"), guards.install("register_entry")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guards.install("register_entry"), guards.uninstall("register_entry")),
    ]
