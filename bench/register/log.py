"""The log under the book of honours beside hashlib alone: growth, rebuilding, proofs; and rows with their entries.

    .venv/bin/python bench/register/log.py [--leaves 1000000] [--entries 20000]

One run; the ratio is to the same number of bare SHA-256 of inputs of the same length, made in the same process.
"""

import argparse
import datetime as dt
import hashlib
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from thidua.domain.register.log.canonical import canonical, leaf_hash, payload_hash, record  # noqa: E402
from thidua.domain.register.log.tree import Range, Tree, grew, includes  # noqa: E402


def timed(act):
    """What it gave, and the seconds of CPU it took."""
    start = time.process_time()
    given = act()
    return given, time.process_time() - start


def bare(count, length):
    """Seconds for so many SHA-256 of so many bytes."""
    data = os.urandom(length)
    return timed(lambda: [hashlib.sha256(data).digest() for _n in range(count)])[1]


def told(what, count, seconds, floor):
    """One line of the report."""
    print(f"{what:<58} {count / seconds:>12,.0f}/s {seconds:>8.2f} s   {seconds / floor:>5.1f} × hashlib")


def pure(size):
    """What needs no database."""
    payload = canonical({f"name_{n}": "Chiến sĩ thi đua cơ sở" for n in range(14)})
    salt, at = "5a" * 16, "2026-01-20T02:00:00.000000+00:00"
    print(f"{size:,} leaves, payload of {len(payload.encode())} bytes")
    leaves = [hashlib.sha256(n.to_bytes(8, "big")).digest() for n in range(size)]
    node, word = bare(size, 65), bare(size, len(payload.encode()) + 16) + bare(size, 160)
    edge = Range()
    told("append to the tree (compact range)", size, timed(lambda: [edge.append(one) for one in leaves])[1], node)

    def rebuild():
        grown = Range()
        for seq in range(1, size + 1):
            grown.append(leaf_hash(record(seq, at, "grant", payload_hash(salt, payload))))
        return grown

    told("rebuild from payloads: two hashes a leaf, then the tree", size, timed(rebuild)[1], node + word)
    tree, seconds = timed(lambda: Tree(leaves))
    told("whole tree for proofs", size, seconds, node)
    assert tree.root() == edge.root()
    chance, root = random.Random(1), tree.root()
    places = [chance.randrange(size) for _n in range(2000)]
    depth = bare(2000 * size.bit_length(), 65)

    def inclusion():
        return all(includes(leaves[one], one, size, tree.inclusion(one, size), root) for one in places)

    def consistency():
        return all(grew(one + 1, tree.root(one + 1), size, root, tree.consistency(one + 1, size)) for one in places)

    for what, act in (("inclusion: prove and check", inclusion), ("consistency: prove and check", consistency)):
        sound, seconds = timed(act)
        assert sound
        told(f"{what} ({seconds / 2000 * 1000:.2f} ms each)", 2000, seconds, depth)


def stored(count):
    """Entries with their leaves into SQLite, beside the same entries alone; then the whole verified."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["THIDUA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection, transaction

        from thidua.domain.organisations.models import Unit
        from thidua.domain.register.checks.log import verify
        from thidua.domain.register.models import Entry
        from thidua.domain.register.operations.log import append

        call_command("migrate", verbosity=0)
        at = dt.datetime(2026, 1, 20, tzinfo=dt.UTC)
        unit = Unit.objects.create(code="x", name="Xã Mẫu", kind="commune", path="/1/", from_on=at.date())

        def rows(source):
            whole = {
                "unit": unit,
                "kind": "grant",
                "subject_kind": "individual",
                "award": "giay_khen",
                "entered_at": at,
            }
            return [
                Entry(
                    recipient=f"Người {n}", span_from=2012, span_until=2012, source=source, source_key=str(n), **whole
                )
                for n in range(count)
            ]

        def alone():
            with transaction.atomic():
                Entry.objects.bulk_create(rows("alone"), batch_size=500)
                transaction.set_rollback(True)

        def with_leaves():
            with transaction.atomic():
                append(rows("log"), at)

        bare_seconds, seconds = timed(alone)[1], timed(with_leaves)[1]
        print(f"\n{count:,} entries into {connection.vendor}")
        print(
            f"  alone {count / bare_seconds:,.0f}/s, with leaves {count / seconds:,.0f}/s: {seconds / bare_seconds:.2f} times"
        )
        found, seconds = timed(verify)
        assert not found.fault and found.leaves == count
        print(f"  register verify, rows and all: {count / seconds:,.0f}/s")


def main():
    """Both parts, with the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=20_000)
    args = parser.parse_args()
    pure(args.leaves)
    stored(args.entries)


if __name__ == "__main__":
    main()
