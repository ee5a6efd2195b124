"""How many may get an award, where the law or the agency caps it."""

from dataclasses import dataclass

from thidua.domain.awards import queries as awards
from thidua.domain.awards.facts import QUOTA_BASES
from thidua.domain.reviews.facts.terms import Terms
from thidua.law import data, engine


@dataclass(frozen=True)
class Cap:
    """The cap on one award: its words, and out of whose holders it is taken (empty: that is not kept here)."""

    award: str
    subject: str
    text: str
    base: tuple[str, ...]
    cites: tuple[str, ...]
    is_open: bool


def caps(asked: Terms) -> list[Cap]:
    """The awards that the law of the day, or the agency, caps, or of which nobody verified whether they are capped."""
    lang, out = awards.language(), []
    for one in data.awards():
        found = _quota(one.id, 0, asked) if one.kind == "title" else None
        if found is not None:
            base = QUOTA_BASES.get(found.rule_id or found.parameter or "", ())
            cites = tuple(cite.text(lang) for cite in found.cites)
            words = found.of_en if lang == "en" else found.of_vi
            text = f"{found.percent}% · {words}" if found.percent is not None else found.text(lang)
            out.append(Cap(one.id, one.subjects[0], text, base, cites, found.allowed is None))
    return out


def allowed(cap: Cap, holders: int, asked: Terms) -> int | None:
    """How many may get the award out of so many holders; None where nobody can tell."""
    found = _quota(cap.award, holders, asked)
    return found.allowed if found else None


def _quota(award: str, holders: int, asked: Terms) -> engine.Quota | None:
    return engine.quota(
        award, on=asked.on, holders=holders, parameters=asked.parameters, confirmations=asked.confirmations
    )
