"""Turns profiles into what the law looks at, for everybody at once, and asks the law; hands back plain rows.

The answers of a review and the verdict of one opened person come from the same columns: `law.bulk` on all of them,
`law.engine` on one. What is not recorded is left out and yields "cannot tell".
"""

from thidua.domain.reviews.facts.answers import Answers, answers, reason, unverified, verdict
from thidua.domain.reviews.facts.caps import Cap, allowed, caps
from thidua.domain.reviews.facts.gathering import Gathered, Numbers, counted, of_people, of_units
from thidua.domain.reviews.facts.rows import HEADINGS, Row, export, rows, values
from thidua.domain.reviews.facts.single import facts_of
from thidua.domain.reviews.facts.terms import VERSION, Terms, kept, open_awards, stored, terms

__all__ = [
    "HEADINGS", "VERSION", "Answers", "Cap", "Gathered", "Numbers", "Row", "Terms", "allowed", "answers", "caps",
    "counted", "export", "facts_of", "kept", "of_people", "of_units", "open_awards", "reason", "rows",
    "stored", "terms", "unverified", "values", "verdict",
]  # fmt: skip
