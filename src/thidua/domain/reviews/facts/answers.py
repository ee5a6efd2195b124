"""The law asked for everybody, and for one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thidua.domain.awards import queries as awards
from thidua.domain.reviews.enums import ANSWERS, Answer
from thidua.domain.reviews.facts.gathering import Gathered
from thidua.domain.reviews.facts.single import facts_of
from thidua.domain.reviews.facts.terms import Terms, open_awards
from thidua.law import bulk, engine
from thidua.law.columns import Columns
from thidua.law.logic import LEFT, NO, OUT, UNKNOWN, YES


@dataclass(frozen=True)
class Answers:
    """The answers on each award, a byte a subject as a column keeps them, and the awards without verified rule."""

    columns: Mapping[str, bytes]
    unverified: tuple[str, ...]


def answers(gathered: Gathered, asked: Terms, wanted: Sequence[str] | None = None) -> Answers:
    """What the law answers for all of them on every award of the day, or on those wanted."""
    found = bulk.review(
        gathered.columns,
        on=asked.on,
        awards=open_awards(gathered.subject, asked) if wanted is None else wanted,
        parameters=asked.parameters,
        confirmations=asked.confirmations,
    )
    assert found.short is not None
    packed = _sorted(found.codes, found.short) | (np.minimum(found.short, 15) << np.uint8(4))
    return Answers(
        {award: packed[row].tobytes() for row, award in enumerate(found.awards)},
        tuple(award for award, sure in zip(found.awards, found.verified, strict=True) if not sure),
    )


def unverified(subject: str, asked: Terms) -> list[str]:
    """The awards of which nobody verified that their rules hold on the day."""
    nobody = Columns(subject, asked.on.year, 0, {})
    return list(answers(Gathered(subject, (), nobody, ()), asked).unverified)


def _sorted(codes: NDArray[np.uint8], short: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Codes of the law, and how much lacks, as places in ANSWERS."""
    out = np.full(codes.shape, ANSWERS.index(Answer.NOT), dtype=np.uint8)
    for answer, where in (
        (Answer.MET, codes == YES),
        (Answer.NEAR, (codes == NO) & (short == 2)),
        (Answer.UNKNOWN, codes == UNKNOWN),
        (Answer.RECORD, (codes == UNKNOWN) & (short == 1)),
        (Answer.PEOPLE, (codes == LEFT) | (codes == OUT)),
    ):
        out[where] = ANSWERS.index(answer)
    return out


def verdict(gathered: Gathered, row: int, award: str, asked: Terms) -> engine.Verdict:
    """The verdict on one award for one of them, with every condition; the same answer as that of the column."""
    facts = facts_of(gathered, row, asked.on)
    return engine.judge(award, facts, on=asked.on, parameters=asked.parameters, confirmations=asked.confirmations)


def reason(found: engine.Verdict) -> str:
    """What lacks or decided, in a few words of the page's language; of the rule before where none is verified."""
    lang, of = awards.language(), found.older or found
    deciding = of.deciding
    if of.truth is engine.Truth.met or deciding is None:
        return ""
    return deciding.missing(lang) or deciding.text(lang)
