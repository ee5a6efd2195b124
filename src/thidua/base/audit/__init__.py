"""Who did what and when: append-only, chained by hashes, guarded by triggers in both engines.

Promises: an act that leaves no line is rolled back (`acts.operation`); no line is ever changed or
removed; `queries.verify` finds any line that was.
"""
